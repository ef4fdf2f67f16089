"""What comes in with the forms of cases. What somebody typed is taken whole, and shown again on any error."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import assert_never

from django.http import QueryDict

from madoguchi.casework.decide.letters import Blank, Both, Template, Value, Values
from madoguchi.casework.decide.letters import Kind as BlankKind
from madoguchi.casework.decide.week import SEVERAL
from madoguchi.casework.terms import HARM_LISTS, CaseRefused, Causes, Harm, OfferKind, Part
from madoguchi.casework.terms.week import Asks, Theme
from madoguchi.help.decide.dialogue import fits
from madoguchi.help.terms import Dialogue, Kind, Question, Reply
from madoguchi.help.terms.consents import TALK

LONGEST_DAY = 10
QUESTION = "q_"
ANSWER = "a_"
LONGEST_ANSWER = 2_000
BLANK = "b_"


def day_of(text: str) -> dt.date | None:
    """A day as a date field sends it, 2026-12-01; None where nothing was typed, CaseRefused where it is no day."""
    typed = text.strip()
    if not typed:
        return None
    try:
        return dt.date.fromisoformat(typed[:LONGEST_DAY])
    except ValueError:
        raise CaseRefused("case.day.unfit") from None


def whole(text: str) -> int:
    """A whole number; 0 where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= len("999999999") else 0


def part_for(post: QueryDict, usual: Part) -> Part:
    """Where a text belongs: with what concerns the stay, unless its writer said that it says nothing of that."""
    return usual if post.get("about") == "other" else Part.STATUS


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed on the page of a case."""

    go: str = ""
    text: str = field(default="", repr=False)
    due: str = ""
    after: int = 0


def read_typed(post: QueryDict) -> Typed:
    """Read a form of the page of a case."""
    text = post.get("text", "").replace("\r\n", "\n")
    return Typed(post.get("go", ""), text, post.get("due", ""), whole(post.get("after", "")))


def read_done(post: QueryDict) -> tuple[Part, int] | None:
    """Which step was ticked off."""
    name, _, seq = post.get("done", "").partition(":")
    parts = {part.value: part for part in (Part.STEPS, Part.STATUS)}
    return (parts[name], whole(seq)) if name in parts and whole(seq) else None


@dataclass(frozen=True, slots=True)
class Facts:
    """The answers of the page with all questions. `problem`: the sentence for a day that is none; the others stand."""

    answers: Mapping[str, Reply]
    day: dt.date
    problem: str = ""


def read_facts(post: QueryDict, dialogue: Dialogue, today: dt.date) -> Facts:
    """Read that page; what was left empty is left out."""
    found: dict[str, Reply] = {}
    problem = ""
    for question in dialogue.questions:
        try:
            reply = _reply(question, post.get(f"{QUESTION}{question.id}", ""))
        except CaseRefused as refused:
            problem, reply = refused.key, None
        if reply is not None and fits(question, reply, found, today):
            found[question.id] = reply
    try:
        return Facts(found, day_of(post.get("as_of", "")) or today, problem)
    except CaseRefused as refused:
        return Facts(found, today, refused.key)


def _reply(question: Question, text: str) -> Reply | None:
    if question.kind is Kind.DAY and text not in ("dont_know", "rather_not"):
        return day_of(text)
    return text or None


@dataclass(frozen=True, slots=True)
class AskedOffer:
    """What is to go to which group."""

    kind: OfferKind
    to: str
    parts: tuple[Part, ...]
    talk: bool


def read_offer(post: QueryDict) -> AskedOffer:
    """Read the form that asks for a consent to an offer."""
    kinds = {"join": OfferKind.JOIN, "hand_over": OfferKind.HAND_OVER}
    kind = kinds.get(post.get("kind", ""), OfferKind.JOIN)
    return AskedOffer(kind, post.get("to", ""), read_parts(post), TALK in post.getlist("part"))


def read_parts(post: QueryDict) -> tuple[Part, ...]:
    """Which parts of a case were ticked."""
    chosen = frozenset(post.getlist("part"))
    return tuple(part for part in Part if part.value in chosen)


def read_harm(post: QueryDict) -> Harm:
    """What was ticked of what was done to the person and what helped."""
    violations, signs, elements, redress, helped = (frozenset(post.getlist(name)) for name in HARM_LISTS)
    return Harm(violations, signs, elements, redress, helped, whole(post.get("after", "")))


def read_causes(post: QueryDict) -> Causes:
    """Clauses and acts of offices. A clause may be chosen from the list or typed by its id."""
    clauses = (*post.getlist("clauses"), *post.get("clause", "").split())
    offices = tuple((office, act) for office, colon, act in (pair.partition(":") for pair in post.getlist("offices")) if colon)
    office, act = post.get("office", ""), post.get("act", "")
    more = ((office, act),) if office and act else ()
    return Causes(tuple(dict.fromkeys(clauses)), (*offices, *more), "none" in post, whole(post.get("after", "")))


def read_week(post: QueryDict, theme: Theme) -> dict[str, str]:
    """The answers of a newcomer to the questions of one day, by question; what was left empty is empty."""
    found = {}
    for question in theme.questions:
        values = post.getlist(f"{ANSWER}{question.id}")
        said = SEVERAL.join(word for word in question.choices if word in values) if question.asks is Asks.CHOICE else ""
        found[question.id] = said or ("".join(values[-1:])[:LONGEST_ANSWER] if question.asks is not Asks.CHOICE else "")
    return found


def read_blanks(post: QueryDict, template: Template, blanks: Mapping[str, Blank]) -> Values:
    """What stands in the blanks of a letter. CaseRefused where a day is none; words that are in no list are left out."""
    return {name: _blank(post, blanks[name]) for name in template.blanks()}


def _blank(post: QueryDict, blank: Blank) -> Value:
    name = f"{BLANK}{blank.id}"
    match blank.kind:
        case BlankKind.TEXT:
            return Both(*(_lines(post.get(f"{name}_{side}", "")) for side in ("ja", "other")))
        case BlankKind.TICKS:
            chosen = frozenset(post.getlist(name))
            return tuple(word for word in blank.words if word in chosen)
        case BlankKind.DAY:
            return day_of(post.get(name, "")) or ""
        case BlankKind.LINE | BlankKind.STATUS:
            return " ".join(post.get(name, "").split())
        case unknown:
            assert_never(unknown)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
