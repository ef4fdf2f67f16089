"""Days that clauses give a name to, for conditions and windows of other clauses: by each reading, as known on a day."""

import datetime as dt
from typing import TYPE_CHECKING

from madoguchi.rules.acts import of_another_time
from madoguchi.rules.clauses import Clause
from madoguchi.rules.expression import NEVER, Moment
from madoguchi.rules.kinds import Window
from madoguchi.rules.names import Look
from madoguchi.rules.windows import ends_of, law_day

if TYPE_CHECKING:
    from madoguchi.rules.inquiry import Inquiry

NamedDays = dict[str, list[tuple[dt.date, tuple[dt.date, ...]]]]
"""For each name: (known from, the day by each reading, the law's own first)."""


def named_days(inquiry: "Inquiry") -> NamedDays:
    """The days on which named clocks, waiting requests and permissions end."""
    found: NamedDays = {}
    for run in inquiry.runs:
        if run.clause.name and run.ends:
            ends = (run.moved, *run.ends) if run.moved else run.ends  # on the open day to which a closed one moves it is in time
            found.setdefault(run.clause.name, []).append((run.start.day, ends))
    for waiting in inquiry.waiting:
        if waiting.clause.name and waiting.limits and waiting.decided is None:
            found.setdefault(waiting.clause.name, []).append((waiting.filed.day, (min(waiting.limits),)))
    for claim in inquiry.permits:
        name = inquiry.table.law.clauses[claim.clause].name
        if name and claim.until:
            found.setdefault(name, []).append((claim.known_from, (claim.until,)))
    return found


def days_of(name: str, day: dt.date, inquiry: "Inquiry") -> tuple[dt.date, ...] | None:
    """The day that a clause names, by each reading, as known on `day`: empty if nothing set it off, None if nobody told."""
    clause = inquiry.table.naming[name]
    if clause.kind == "window":  # permits may hang on it, so that it must not ask for them
        return _window_days(clause, inquiry.look(day))
    known = [days for since, days in inquiry.named.get(name, ()) if since <= day]
    return known[-1] if known else ()


def _window_days(clause: Clause, look: Look) -> tuple[dt.date, ...] | None:
    """The day on which a named window closes, as known on the day of the look. It may hang on another window."""
    latest = clause.versions[-1]
    assert isinstance(latest, Window)
    anchors = anchors_of(latest, look)
    if not anchors:
        return anchors
    acted = look.history.last(latest.meets, look.day)
    if acted and of_another_time(acted, clause, look.history, look.day):
        acted = None
    version = clause.version_on(acted.day if acted else law_day(clause, anchors[0], look))
    if not isinstance(version, Window):
        return ()
    return tuple(dict.fromkeys(end for anchor in anchors for end in ends_of(version, anchor, look)))


def anchors_of(version: Window, look: Look) -> tuple[dt.date, ...] | None:
    """The day that a window hangs on, by each reading: one that the law fixes, or one that a name tells."""
    if version.on is not None:
        return (version.on,)
    assert version.anchor is not None
    if version.anchor in look.of.table.naming:
        days: tuple[dt.date, ...] | None = days_of(version.anchor, look.day, look.of)
        return days
    value = look.get(version.anchor)
    if value is None:
        return None
    return (value.day,) if isinstance(value, Moment) and value != NEVER else ()
