"""Windows: the days around an anchor in which something can be filed, or after which a time is complete; by which law."""

import datetime as dt
from typing import TYPE_CHECKING

from madoguchi.rules.clauses import Clause, Value
from madoguchi.rules.expression import NEVER, Known, Moment
from madoguchi.rules.history import History
from madoguchi.rules.kinds import Window
from madoguchi.rules.stays import Counter

if TYPE_CHECKING:
    from madoguchi.rules.inquiry import Inquiry
    from madoguchi.rules.names import Look

PERMIT_UNTIL = "permit_until"


def ends_of(version: Window, anchor: dt.date, counter: Counter, history: History, day: dt.date) -> tuple[dt.date, ...]:
    """The day on which a window closes (or opens, or is complete), by each reading; none while its time stands still."""
    if version.closes is None:
        return (anchor,)
    if version.before:
        return counter.begins(anchor, version.closes)
    ends = counter.ends(anchor, version.closes)
    return _left_out(version, version.closes, ends, anchor, counter, history, day) if version.out_from else ends


def _left_out(  # noqa: PLR0913 - what a count needs
    version: Window, closes: Value, ends: tuple[dt.date, ...], anchor: dt.date, counter: Counter, history: History, day: dt.date
) -> tuple[dt.date, ...]:
    """The ends when some time does not count: anew from its end, or with the days before it added."""
    saved = dt.timedelta()
    counted_from = anchor
    for began in history.happened(version.out_from, day):
        over = next(iter(history.happened(version.out_until, day, began.order)), None)
        if over is None:
            return ()
        if over.day <= counted_from:
            continue
        saved += max(began.day - counted_from, dt.timedelta())
        counted_from = over.day
        ends = counter.ends(over.day, closes)
    return tuple(dict.fromkeys((*ends, *(max(end - saved, counted_from) for end in ends))))


def law_of_window(clause: Clause, anchor: dt.date, acted: dt.date | None, inquiry: "Inquiry") -> Window | None:
    """The version that counts: of the day of the act; else of today, or of the last day to act if that is over."""
    day = acted if acted is not None else _law_day(clause, anchor, inquiry.day, inquiry)
    version = clause.version_on(day)
    return version if isinstance(version, Window) else None


def _law_day(clause: Clause, anchor: dt.date, today: dt.date, inquiry: "Inquiry") -> dt.date:
    """Whose law counts where nobody acted: today's; around the end of a permission, that of the nearest day to act after it."""
    version = clause.version_on(anchor)
    if not isinstance(version, Window) or version.anchor != PERMIT_UNTIL or version.before or version.closes is None:
        return today
    return max(anchor, min(today, *ends_of(version, anchor, inquiry.table.counter, inquiry.history, inquiry.day)))


def readings_of(clause: Clause, version: Window, anchor: dt.date, inquiry: "Inquiry") -> tuple[dt.date, ...]:
    """The ends by the version that counts, and those of the anchor's own day where they are another reading."""
    counter, history = inquiry.table.counter, inquiry.history
    ends = ends_of(version, anchor, counter, history, inquiry.day)
    of_anchor = clause.version_on(anchor)
    if version.or_of_anchor and isinstance(of_anchor, Window):
        ends = tuple(dict.fromkeys((*ends, *ends_of(of_anchor, anchor, counter, history, inquiry.day))))
    return ends


def named_day(clause: Clause, look: "Look") -> Known | None:
    """The day that a named window gives to conditions, as known on the day of the look; None where its anchor is not known."""
    latest = clause.versions[-1]
    assert isinstance(latest, Window)
    anchor = look.get(latest.anchor)
    if anchor is None or anchor == NEVER:
        return anchor
    assert isinstance(anchor, Moment)
    acted = look.history.last(latest.meets, look.day)
    version = clause.version_on(acted.day if acted else _law_day(clause, anchor.day, look.day, look.of))
    if not isinstance(version, Window):
        return NEVER
    ends = ends_of(version, anchor.day, look.of.table.counter, look.history, look.day)
    return Moment(ends[0].toordinal()) if ends else NEVER
