"""Days that clauses give a name to, for conditions and windows of other clauses: by each reading, as known on a day."""

import datetime as dt
from typing import TYPE_CHECKING

from madoguchi.ground.dates import day_before
from madoguchi.rules.clauses import Clause, Value
from madoguchi.rules.expression import NEVER, Moment
from madoguchi.rules.kinds import Window

if TYPE_CHECKING:
    from madoguchi.rules.inquiry import Inquiry

NamedDays = dict[str, list[tuple[dt.date, tuple[dt.date, ...]]]]
"""For each name: (known from, the day by each reading, the law's own first)."""


def named_days(inquiry: "Inquiry") -> NamedDays:
    """The days on which named clocks, waiting requests and permissions end."""
    found: NamedDays = {}
    for run in inquiry.runs:
        if run.clause.name and run.ends:
            found.setdefault(run.clause.name, []).append((run.start.day, run.ends))
    for waiting in inquiry.waiting:
        if waiting.clause.name and waiting.limits and waiting.decided is None:
            found.setdefault(waiting.clause.name, []).append((waiting.filed.day, (min(waiting.limits),)))
    for claim in inquiry.permits:
        name = inquiry.table.law.clauses[claim.clause].name
        if name and claim.until:
            found.setdefault(name, []).append((claim.known_from, (claim.until,)))
    return found


def days_of(name: str, day: dt.date, inquiry: "Inquiry") -> tuple[dt.date, ...]:
    """The day that a clause names, by each reading, as known on `day`; none if nothing set it off."""
    clause = inquiry.table.naming[name]
    if clause.kind == "window":  # permits may hang on it, so that it must not ask for them
        return window_days(clause, day, inquiry)
    known = [days for since, days in inquiry.named.get(name, ()) if since <= day]
    return known[-1] if known else ()


def window_days(clause: Clause, day: dt.date, inquiry: "Inquiry") -> tuple[dt.date, ...]:
    """The day on which a named window closes, as known on `day`. It may hang on another window."""
    version = clause.version_on(day) or clause.versions[-1]
    if not isinstance(version, Window) or version.closes is None:
        return ()
    return closing_days(version, version.closes, anchors_of(version, day, inquiry), inquiry)


def closing_days(version: Window, closes: Value, anchors: tuple[dt.date, ...], inquiry: "Inquiry") -> tuple[dt.date, ...]:
    """So long after each reading of the anchor, or before it."""
    if version.before:
        return tuple(dict.fromkeys(day_before(anchor, closes.length) for anchor in anchors))
    return tuple(dict.fromkeys(end for anchor in anchors for end in inquiry.table.counter.ends(anchor, closes)))


def anchors_of(version: Window, day: dt.date, inquiry: "Inquiry") -> tuple[dt.date, ...]:
    """The day that a window hangs on, by each reading: one that the law fixes, or one that a name tells on `day`."""
    if version.on is not None:
        return (version.on,)
    assert version.anchor is not None
    value = inquiry.look(day).get(version.anchor)
    if not isinstance(value, Moment) or value.ordinal == NEVER.ordinal:
        return ()
    named = days_of(version.anchor, day, inquiry) if version.anchor in inquiry.table.naming else ()
    return named or (value.day,)
