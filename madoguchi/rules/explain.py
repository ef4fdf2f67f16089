"""From a position to what is said about it, in the order: what, until when, why, options, what to bring, what to ask.

Keys and places only: the sentences stand in the message catalogues, whole, in every language. Nothing here adds to the law.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from madoguchi.ground.dates import ONE_DAY
from madoguchi.ground.ids import ClauseId
from madoguchi.rules.clauses import Clause, LawBook, Version
from madoguchi.rules.options import STRONGEST
from madoguchi.rules.terms import Answer, Deadline, Edge, Layer, Met, Option, Position, Redress, Span

AGAINST = frozenset(
    {
        "revocation",
        "deportation",
        "office_reports",
        "fine_at_home",
        "sanction_procedure",
        "ban_reentry",
        "brokerage_fee",
        "service_fee",
    }
)
"""Options that someone else takes against the person: shown as dangers, never as ways to go."""

BEGINS = frozenset({"work_allowed", "transfer_wish", "bar_end", "law_starts"})
"""Deadlines after which something may begin: the later reading is the careful one."""

OPENINGS = frozenset({"extension_filing"})
"""Deadlines whose first day is told as well: from when an office takes the request."""

OFFICE_RISK = "office-is-immigration"

SOON = 400 * ONE_DAY
"""A day further away is shown, but its rule is not explained among the reasons."""

LONG_MISSED = 60 * ONE_DAY
"""A deadline missed longer ago is history, not something to act on."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One whole sentence: its key in the catalogue and what stands in its places (days, whole numbers, words)."""

    key: str
    places: Mapping[str, dt.date | int | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cite:
    """Where a rule stands, as it stood on the day asked about. `read_by` empty: nobody has read it yet, and the page says so."""

    clause: ClauseId
    law: str
    article: str
    instrument: str
    source_title: str
    address: str
    since: dt.date | None
    until: dt.date | None
    in_force_on: dt.date | None
    confidence: str
    read_by: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """One link of the chain: what the clause says in plain words, and where it stands."""

    title: Sentence
    says: Sentence
    cite: Cite


@dataclass(frozen=True, slots=True)
class Choice:
    """One option as shown. `needs` pairs a condition with whether it holds (None: not known)."""

    id: str
    title: Sentence
    answer: Sentence
    needs: tuple[tuple[Sentence, bool | None], ...]
    provisos: tuple[Sentence, ...]
    risks: tuple[Sentence, ...]
    doubts: tuple[Sentence, ...]
    cite: Cite


@dataclass(frozen=True, slots=True)
class Way:
    """One redress route as shown: rows of (label, value), and where it stands."""

    title: Sentence
    rows: tuple[tuple[Sentence, Sentence], ...]
    cite: Cite


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything a page, a telephone or a command says about one position."""

    day: dt.date
    what: tuple[Sentence, ...]
    until_when: tuple[Sentence, ...]
    why: tuple[Reason, ...]
    options: tuple[Choice, ...]
    closed: tuple[Choice, ...]
    rights: tuple[Choice, ...]
    redress: tuple[Way, ...]
    bring: tuple[Sentence, ...]
    ask: tuple[Sentence, ...]
    doubts: tuple[Sentence, ...]
    dangers: tuple[Choice, ...] = ()

    def sentences(self) -> Iterator[Sentence]:
        """Every sentence that is said, for tests about what must never be."""
        yield from (*self.what, *self.until_when, *self.bring, *self.ask, *self.doubts)
        for reason in self.why:
            yield from (reason.title, reason.says)
        for choice in (*self.options, *self.closed, *self.rights, *self.dangers):
            yield from (
                choice.title,
                choice.answer,
                *(need for need, _ in choice.needs),
                *choice.provisos,
                *choice.risks,
                *choice.doubts,
            )
        for way in self.redress:
            yield way.title
            for row in way.rows:
                yield from row


def explain(law: LawBook, position: Position) -> Explanation:
    """What is said of a position."""
    summary = position.state(Layer.SUMMARY)
    shown = [d for d in position.deadlines if _matters(d, position.day)]
    options = sorted((o for o in position.options if o.shown and o.path is None), key=lambda o: _order(law, o, position.day))
    open_ways = _best_of_each([o for o in options if o.id not in AGAINST])
    rights = [o for o in open_ways if law.clauses[o.clause].kind == "right"]
    ways = [o for o in open_ways if o not in rights]
    choices = {o: _choice(law, o, position.day) for o in options}
    soon = [d for d in shown if d.day <= position.day + SOON]
    why = dict.fromkeys([*(summary.clauses if summary else ()), *(c for d in soon for c in d.clauses)])
    return Explanation(
        day=position.day,
        what=tuple(_what(position, summary)),
        until_when=tuple(sentence for d in shown for sentence in _until_when(d, position.day)),
        why=tuple(_reason(law, clause, position.day) for clause in why if clause in law.clauses),
        options=tuple(choices[o] for o in ways if o.answer is not Answer.NO),
        closed=tuple(choices[o] for o in ways if o.answer is Answer.NO),
        rights=tuple(choices[o] for o in rights if o.answer is not Answer.NO),
        redress=tuple(_way(law, each, position.day) for each in position.redress),
        bring=tuple(
            Sentence(f"bring.{key}") for key in dict.fromkeys(k for o in ways if o.answer is not Answer.NO for k in o.bring)
        ),
        ask=tuple(Sentence(f"question.{question.name}") for question in position.questions),
        doubts=tuple(Sentence(f"doubt.{why}") for why in dict.fromkeys(d.why for d in position.doubts)),
        dangers=tuple(choices[o] for o in _best_of_each([o for o in options if o.id in AGAINST]) if _is_danger(o)),
    )


def _order(law: LawBook, option: Option, day: dt.date) -> tuple[int, bool, int, str]:
    """Ways that are open first; among these, what fits this person before what is open to anyone; then the surer one."""
    _, version = law.clauses[option.clause].standing(day)
    strength = STRONGEST.index(option.answer)
    open_now = 0 if option.answer in (Answer.YES, Answer.DISCRETION) else strength
    return open_now, getattr(version, "shown_when", None) is None, strength, option.id


def _best_of_each(options: list[Option]) -> list[Option]:
    """Of several ways to one thing the most open one; those that stand equal are all shown if they are open."""
    best: dict[str, Option] = {}
    for option in sorted(options, key=lambda each: STRONGEST.index(each.answer)):
        best.setdefault(option.id, option)
    return [
        o for o in options if o is best[o.id] or (o.answer is best[o.id].answer and o.answer in (Answer.YES, Answer.DISCRETION))
    ]


def _is_danger(option: Option) -> bool:
    return option.answer is not Answer.NO or option.id in ("brokerage_fee", "service_fee")


# ------------------------------------------------------------------ what and until when


def _what(position: Position, summary: Span | None) -> Iterable[Sentence]:
    if summary is None:
        yield Sentence("state.uncertain")
        return
    yield Sentence(f"state.{summary.state}" + (".disputed" if summary.readings else ""))
    following = _next(position, summary)
    if following is not None:
        yield Sentence(f"next.{following.state}", {"day": following.first})


def _next(position: Position, summary: Span) -> Span | None:
    """The next state to come if nothing more is done; None where nobody can say."""
    for span in position.seen:
        if span.layer is Layer.SUMMARY and span.first > position.day and span.state != summary.state:
            return span
    return None


def _matters(deadline: Deadline, day: dt.date) -> bool:
    if deadline.met is Met.MET or (deadline.id == "bar_end" and deadline.day < day):
        return False
    if deadline.met is Met.MISSED or deadline.warn < day:
        return max(deadline.day, deadline.rolled or deadline.day) + LONG_MISSED >= day
    return True


def _until_when(deadline: Deadline, day: dt.date) -> Iterable[Sentence]:
    last = max(deadline.day, deadline.rolled or deadline.day)
    if deadline.edge is Edge.FIRST and deadline.id in OPENINGS:
        if last > day:
            yield Sentence(f"opens.{deadline.id}", {"day": deadline.day})
        return
    if last < day:
        yield Sentence(f"past.{deadline.id}", {"day": deadline.day})
    else:
        yield from _ahead(deadline, day)
    if deadline.after:
        yield Sentence(f"after.{deadline.after}")


def _ahead(deadline: Deadline, day: dt.date) -> Iterable[Sentence]:
    """A day to come: the careful reading, then what makes it less than certain."""
    act_on = _act_on(deadline, day)
    yield Sentence(f"deadline.{deadline.id}", {"day": act_on, "days_left": (act_on - day).days})
    if deadline.rolled:
        yield Sentence("deadline.rolled", {"day": deadline.rolled})
    elif other := [reading for reading in (deadline.day, deadline.warn, *deadline.readings) if reading != act_on]:
        yield Sentence("deadline.counted-in-two-ways", {"day": other[0]})
    if deadline.about:
        yield Sentence("deadline.about")
    if not deadline.checked:
        yield Sentence("deadline.not-checked")


def _act_on(deadline: Deadline, day: dt.date) -> dt.date:
    """The careful reading: the earliest of a last day, the latest of a first day; never one that is past."""
    if deadline.id in BEGINS:
        return max(deadline.day, *deadline.readings, deadline.warn)
    return deadline.warn if deadline.warn >= day else max(deadline.day, deadline.rolled or deadline.day)


# ------------------------------------------------------------------ why


def cite(law: LawBook, clause_id: ClauseId, day: dt.date) -> Cite:
    """Where a clause stands, as it stood on a day (or in the nearest version, if none was in force)."""
    _, version = law.clauses[clause_id].standing(day)
    return cite_version(clause_id, version)


def cite_version(clause_id: ClauseId, version: Version) -> Cite:
    """The citation of one version."""
    return Cite(
        clause_id,
        version.law,
        version.article,
        version.instrument.value,
        version.source.title,
        version.source.address,
        version.since,
        version.until,
        version.in_force_on,
        version.confidence.value,
        version.read_by,
        version.facts,
    )


def _title(clause: ClauseId) -> Sentence:
    return Sentence(f"clause.{clause}.title")


def says_key(clause: Clause, version: Version) -> str:
    """The key of what a clause says: earlier versions have sentences of their own, named by their last day."""
    return f"clause.{clause.id}.says" + ("" if version is clause.versions[-1] else f".until-{version.until}")


def _reason(law: LawBook, clause: ClauseId, day: dt.date) -> Reason:
    _, version = law.clauses[clause].standing(day)
    return Reason(_title(clause), Sentence(says_key(law.clauses[clause], version)), cite(law, clause, day))


# ------------------------------------------------------------------ options and redress


def _choice(law: LawBook, option: Option, day: dt.date) -> Choice:
    against = ".against" if option.id in AGAINST else ""
    return Choice(
        option.id,
        Sentence(f"option.{option.id}"),
        Sentence(f"answer.{option.answer.value}{against}"),
        tuple((Sentence(f"condition.{need.says}"), need.holds) for need in option.needs),
        tuple(Sentence(f"proviso.{name}") for name in option.provisos),
        tuple(Sentence(f"risk.{key}") for key in risks_of(option)),
        tuple(Sentence(f"doubt.{doubt.why}") for doubt in dict.fromkeys(option.doubts)),
        cite(law, option.clause, option.law_day or day),
    )


def risks_of(option: Option) -> tuple[str, ...]:
    """What must stand beside an option. Nobody is sent to the immigration office without being told which office it is."""
    if option.to != "immigration" or OFFICE_RISK in option.risks:
        return option.risks
    return (OFFICE_RISK, *option.risks)


def _way(law: LawBook, redress: Redress, day: dt.date) -> Way:
    rows = tuple(
        (Sentence(f"redress.{name}"), Sentence(f"redress.{name}.{'unknown' if name in redress.unchecked else value}"))
        for name, value in (
            ("status_needed", redress.status_needed),
            ("reports", redress.reports),
            ("effect_on_stay", redress.effect_on_stay),
            ("effect_on_workplace", redress.effect_on_workplace),
            ("protected", redress.protected),
        )
    )
    return Way(_title(redress.clause), rows, cite(law, redress.clause, day))
