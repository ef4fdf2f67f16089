"""Whose law counts where a way is taken by an act: the law of the day of the act, if the act belongs to what is asked about."""

import datetime as dt
from typing import TYPE_CHECKING

from madoguchi.rules.clauses import Clause, LawOf, Trigger
from madoguchi.rules.history import History
from madoguchi.rules.terms import Event

if TYPE_CHECKING:
    from madoguchi.rules.inquiry import Inquiry

LEFT = (Trigger("departed"),)
CAME = (Trigger("entered"),)
ANSWERED = frozenset({"application.decided", "application.withdrawn", "asylum.decided", "asylum.withdrawn"})
REFUSED = frozenset({"refused", "inadmissible", "archived", "withdrawn"})
"""Results of a decision by which nothing was given."""


def law_day(clause: Clause, inquiry: "Inquiry") -> dt.date:
    """The day whose law counts: that of the act, where the law looks at it and the person acted; else the day asked about."""
    latest = clause.versions[-1]
    acts = getattr(latest, "acts", ())
    if not acts or latest.law_of is not LawOf.ACT:
        return inquiry.day
    act = inquiry.history.last(acts, inquiry.day, _journey_before(inquiry.history, inquiry.day))
    return inquiry.day if act is None or of_another_time(act, clause, inquiry.history, inquiry.day) else act.day


def of_another_time(act: Event, clause: Clause, history: History, day: dt.date) -> bool:
    """Whether an act was a request that an office has answered, filed when there was no such clause: it was about another one."""
    return clause.version_on(act.day) is None and _answered(act, history, day)


def undone(act: Event, over: dt.date, history: History, day: dt.date) -> bool:
    """Whether a request can be filed again: filed by the last day of the permission, and taken back, or refused by then."""
    return act.day <= over and any(
        answer.kind == "application.withdrawn" or (answer.day <= over and answer.fields.get("result") in REFUSED)
        for answer in _answers(act, history, day)
    )


def _journey_before(history: History, day: dt.date) -> int:
    """The place of the last departure that the person came back from: what was done before it was about another stay."""
    came = history.last(CAME, day)
    left = [event.order for event in history.happened(LEFT, day) if came is not None and event.order < came.order]
    return left[-1] if left else -1


def _answered(act: Event, history: History, day: dt.date) -> bool:
    """Whether an office has answered a request."""
    return bool(_answers(act, history, day))


def _answers(act: Event, history: History, day: dt.date) -> list[Event]:
    """The answers to a request, by `day`: those that carry its number."""
    number = act.fields.get("no")
    return [
        event
        for kind in ANSWERED
        for event in history.by_kind.get(kind, ())
        if number is not None and event.fields.get("no") == number and event.day <= day
    ]
