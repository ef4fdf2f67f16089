"""Was it filed in time? By the deadline that the filing met or missed; else by the permit then held."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from madoguchi.rules.deadlines import may_act
from madoguchi.rules.history import matches
from madoguchi.rules.kinds import Window
from madoguchi.rules.stays import rolled
from madoguchi.rules.terms import Answer, Deadline, Edge, Event

if TYPE_CHECKING:
    from madoguchi.rules.inquiry import Inquiry

WHOLE_STAY = frozenset({"extension_filing", "renewal_filing", "advised_filing"})
"""Deadlines of requests that hang on the permit, which tells more than its last day (closed days, no day told); or advice."""


@dataclass(frozen=True, slots=True)
class InTime:
    """The answer, the other one where readings of the last day part, and the facts behind it."""

    answer: Answer
    readings: frozenset[str]
    facts: frozenset[str]


def in_time(inquiry: "Inquiry", event: Event, deadlines: Iterable[Deadline]) -> InTime:
    """Whether an event of the log came in time: neither before the first day nor after the last."""
    deadlines = tuple(deadlines)
    begun = [d for d in deadlines if d.done == event.order and d.edge is Edge.FIRST]
    if begun and event.day < begun[0].day:
        return InTime(Answer.NO, frozenset({"yes"} if event.day >= begun[0].warn else ()), begun[0].facts)
    met = [d for d in deadlines if d.done == event.order and d.edge is Edge.LAST and d.met and d.id not in WHOLE_STAY]
    if met:
        return _by_deadline(event, met[0])
    if not_theirs := _windows_of_others(inquiry, event):
        return InTime(Answer.NO, frozenset(), not_theirs)
    return _by_permit(inquiry, event)


def _by_deadline(event: Event, deadline: Deadline) -> InTime:
    """By the law's own reading, a closed last day moved on; the careful reading and the letter stand beside it."""
    ends = (deadline.rolled or deadline.day, deadline.day, *deadline.readings)
    said = ["yes" if event.day <= day else "no" for day in ends]
    return InTime(Answer(said[0]), frozenset(said[1:]) - {said[0]}, deadline.facts)


def _windows_of_others(inquiry: "Inquiry", event: Event) -> frozenset[str]:
    """The facts of windows in which only others can file what this person filed."""
    versions = [c.version_on(event.day) for c in inquiry.table.clauses("window")]
    barred = [v for v in versions if isinstance(v, Window) and any(matches(t, event) for t in v.meets) and not may_act(v, event)]
    return frozenset(fact for version in barred for fact in version.facts)


def _by_permit(inquiry: "Inquiry", event: Event) -> InTime:
    claim = inquiry.last_permit(event.day)
    if claim is None or claim.until is None:
        return InTime(Answer.ASK, frozenset(), frozenset())
    moved = rolled(claim.until, inquiry.table.counter)
    facts = frozenset(
        fact
        for c in inquiry.table.clauses("window")
        if (v := c.version_on(event.day)) and getattr(v, "rolls", False)
        for fact in v.facts
    )
    ok = event.day <= (moved or claim.until)
    return InTime(
        Answer.YES if ok else Answer.NO, frozenset(), facts | (frozenset(inquiry.table.counter.facts) if moved else frozenset())
    )
