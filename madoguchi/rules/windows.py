"""Windows: the days around an anchor in which something can be filed, or after which a time is complete; by which law."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from madoguchi.rules.clauses import Case, Clause, Value
from madoguchi.rules.kinds import Window
from madoguchi.rules.names import Look

if TYPE_CHECKING:
    from madoguchi.rules.inquiry import Inquiry

PERMIT_UNTIL = "permit_until"

Days = tuple[dt.date, ...]


def ends_of(version: Window, anchor: dt.date, look: Look) -> Days:
    """The day on which a window closes (or opens, or is complete), by each reading; none while its time stands still."""
    counter = look.of.table.counter
    values = (version.closes,) if version.closes else tuple(case.length for case in _could_hold(version.closes_by, look))
    if not values:
        return (anchor,)
    count = counter.begins if version.before else counter.ends
    ends = tuple(dict.fromkeys(end for value in values for end in count(anchor, value)))
    return _left_out(version, values, ends, anchor, look) if version.out_from else ends


def _could_hold(cases: tuple[Case, ...], look: Look) -> Iterable[Case]:
    """The rows that could hold for this person, down to the first that surely does."""
    for case in cases:
        holds = case.when.holds(look) if case.when else True
        if holds is not False:
            yield case
        if holds:
            return


def _left_out(version: Window, values: tuple[Value, ...], ends: Days, anchor: dt.date, look: Look) -> Days:
    """The ends when some time does not count: anew from its end, or with the days before it added."""
    saved = dt.timedelta()
    counted_from = anchor
    for began in look.history.happened(version.out_from, look.day):
        over = next(iter(look.history.happened(version.out_until, look.day, began.order)), None)
        if over is None:
            return ()
        if over.day <= counted_from:
            continue
        saved += max(began.day - counted_from, dt.timedelta())
        counted_from = over.day
        ends = tuple(end for value in values for end in look.of.table.counter.ends(over.day, value))
    return tuple(dict.fromkeys((*ends, *(max(end - saved, counted_from) for end in ends))))


def law_of_window(clause: Clause, anchor: dt.date, acted: dt.date | None, inquiry: "Inquiry") -> Window | None:
    """The version that counts: of the day of the act; else of today, or of the last day to act if that is over."""
    day = acted if acted is not None else law_day(clause, anchor, inquiry.look(inquiry.day))
    version = clause.version_on(day)
    return version if isinstance(version, Window) else None


def law_day(clause: Clause, anchor: dt.date, look: Look) -> dt.date:
    """Whose law counts where nobody acted: today's; around the end of a permission, that of the nearest day to act after it."""
    version = clause.version_on(anchor)
    if not isinstance(version, Window) or version.anchor != PERMIT_UNTIL or version.before:
        return look.day
    return max(anchor, min(look.day, max(ends_of(version, anchor, look))))


def readings_of(clause: Clause, version: Window, anchor: dt.date, look: Look) -> Days:
    """The ends by the version that counts, and those of the anchor's own day where they are another reading."""
    ends = ends_of(version, anchor, look)
    of_anchor = clause.version_on(anchor)
    if version.or_of_anchor and isinstance(of_anchor, Window):
        return tuple(dict.fromkeys((*ends, *ends_of(of_anchor, anchor, look))))
    return ends
