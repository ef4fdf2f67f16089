"""What a case says of a measure that is open for a time, folded from its entries; and what a signed bundle says. Pure."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from madoguchi.casework.decide.case import day_of, steps
from madoguchi.casework.decide.letters import Line
from madoguchi.casework.terms import Case, Entry, Part, Step, Wrote

HEAD = "head"
"""How a line of a statement says that a paper of its own begins with it."""

MARK_LETTERS = 16
"""So many letters of a fingerprint stand on the paper: enough to see that paper and file belong together."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """An office took the papers. `text`: what it gave for them, such as a number of its own."""

    on: dt.date
    text: str = field(repr=False)
    by: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What an office answered. `clauses`: on which it said no; none: it named none."""

    on: dt.date
    is_granted: bool
    clauses: tuple[str, ...]
    by: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle as it was signed. `statement`: what was signed, letter by letter."""

    seq: int
    day: dt.date
    statement: str = field(repr=False)
    signature: str
    public: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """How far a case is with one measure. `papers_seq`: the entry that said last which papers are there; 0: none."""

    papers: frozenset[str] = frozenset()
    papers_seq: int = 0
    appointments: tuple[Step, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    replies: tuple[Reply, ...] = ()
    bundles: tuple[Bundle, ...] = ()


def prepared(case: Case, campaign: str) -> Prepared:
    """How far a case is with a measure; nothing where this desk does not read what concerns the stay."""
    entries = [each for each in case.entries.get(Part.STATUS, ()) if each.text("campaign") == campaign]
    papers = _last(entries, Wrote.PAPERS)
    meetings = {each.seq for each in entries if each.wrote is Wrote.STEP}
    return Prepared(
        papers=frozenset(papers.words("have")) if papers else frozenset(),
        papers_seq=papers.seq if papers else 0,
        appointments=tuple(step for step in steps(case) if step.part is Part.STATUS and step.seq in meetings),
        receipts=tuple(Receipt(_on(each), each.text("text"), each.by) for each in entries if each.wrote is Wrote.RECEIPT),
        replies=tuple(_reply(each) for each in entries if each.wrote is Wrote.ANSWERED),
        bundles=tuple(_bundle(each) for each in entries if each.wrote is Wrote.BUNDLE),
    )


def _last(entries: Sequence[Entry], wrote: Wrote) -> Entry | None:
    found = [each for each in entries if each.wrote is wrote]
    return found[-1] if found else None


def _on(entry: Entry) -> dt.date:
    return day_of(entry.text("on")) or entry.day


def _reply(entry: Entry) -> Reply:
    return Reply(_on(entry), bool(entry.content.get("granted")), entry.words("clauses"), entry.by)


def _bundle(entry: Entry) -> Bundle:
    return Bundle(entry.seq, entry.day, entry.text("statement"), entry.text("signature"), entry.text("public"))


def refused_by(case: Case) -> tuple[str, ...]:
    """The clauses on which an office said no to this person, in whichever measure."""
    entries = (each for each in case.entries.get(Part.STATUS, ()) if each.wrote is Wrote.ANSWERED)
    return tuple(dict.fromkeys(clause for each in entries for clause in each.words("clauses")))


# ------------------------------------------------------------------ a bundle


@dataclass(frozen=True, slots=True)
class Statement:
    """What is signed for a person: for which measure, by which group, on which day, and every line of the papers."""

    campaign: str
    body: str
    day: dt.date
    other: str
    lines: tuple[Line, ...] = field(repr=False)


def as_text(statement: Statement) -> str:
    """The statement as it is signed: the same one always gives the same text."""
    told = {
        "bundle": 1,
        "campaign": statement.campaign,
        "body": statement.body,
        "day": statement.day.isoformat(),
        "other": statement.other,
        "lines": [[HEAD if line.is_head else "", line.ja, line.other] for line in statement.lines],
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_statement(text: str) -> Statement:
    """A statement from what was signed; ValueError where it is none."""
    try:
        told = json.loads(text)
        if told["bundle"] != 1:
            raise ValueError("made by a newer Madoguchi")
        lines = tuple(Line(str(ja), str(other), is_head=style == HEAD) for style, ja, other in told["lines"])
        return Statement(str(told["campaign"]), str(told["body"]), dt.date.fromisoformat(told["day"]), str(told["other"]), lines)
    except (KeyError, TypeError) as wrong:
        raise ValueError("no statement of a bundle") from wrong


def mark_of(statement: str) -> str:
    """What stands on the paper, so that paper and file are seen to belong together."""
    digest = hashlib.sha256(statement.encode()).hexdigest()[:MARK_LETTERS]
    return "-".join(digest[start : start + 4] for start in range(0, MARK_LETTERS, 4))


def papers_in_order(wanted: Iterable[str], known: Sequence[str]) -> list[str]:
    """Of the papers of a measure those that were named, in its order."""
    named = frozenset(wanted)
    return [word for word in known if word in named]
