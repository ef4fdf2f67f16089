"""Bans on entering or asking: those that run since a departure, and those that a way out would bring."""

import datetime as dt
from typing import TYPE_CHECKING

from madoguchi.ground.dates import ONE_DAY, Counting, Length, last_day, months_after
from madoguchi.rules.clauses import Case, Clause
from madoguchi.rules.clocks import case_for
from madoguchi.rules.history import History, matches
from madoguchi.rules.kinds import Bar as BarVersion
from madoguchi.rules.terms import Bar, Event, Number

if TYPE_CHECKING:
    from madoguchi.rules.inquiry import Inquiry


def bars_of(inquiry: "Inquiry") -> tuple[Bar, ...]:
    """Every ban: with days where the person has left, else the length that leaving this way would bring."""
    found: list[Bar] = []
    for clause in inquiry.table.clauses("bar"):
        abroad = False
        for event in inquiry.history.by_kind.get("departed", ()):
            version = clause.version_on(event.day)
            if event.day <= inquiry.day and isinstance(version, BarVersion) and any(matches(t, event) for t in version.starts):
                abroad = inquiry.history.entry_before(inquiry.day) < event.order
                if _concerns(version, inquiry, event.day):
                    found.extend(_running(clause, version, event, inquiry))
        version = clause.version_on(inquiry.day)
        if not abroad and isinstance(version, BarVersion) and _concerns(version, inquiry, inquiry.day):
            rows = case_for(version.cases, inquiry.look(inquiry.day), None, None)
            found.extend(_bar(clause, version, row, None, ()) for row in rows)
    return tuple(found)


def _concerns(version: BarVersion, inquiry: "Inquiry", day: dt.date) -> bool:
    return version.when is None or version.when.holds(inquiry.look(day)) is True


def _running(clause: Clause, version: BarVersion, left: Event, inquiry: "Inquiry") -> list[Bar]:
    """The bans that one departure set off. Which path it was stands in the order."""
    path = _path_of(inquiry.history, left)
    day_before = inquiry.look(left.day - ONE_DAY)
    found = []
    for row in case_for(version.cases, day_before, path, None):
        counting = version.counting or (Counting.CIVIL,)
        begins = _term_before(inquiry.history, left) if version.from_term else left.day
        lengths = [value.length for value in (row.length, row.or_length) if value]
        ends = tuple(dict.fromkeys(last_day(begins, length, each) for length in lengths for each in counting))
        found.append(_bar(clause, version, row, left.day, ends))
    return found


def _term_before(history: History, left: Event) -> dt.date:
    """The end of the last term to leave that was told before a departure; the departure itself where there was none."""
    terms = [e.fields["until"] for e in history.by_kind.get("order.issued", ()) if e.order < left.order and "until" in e.fields]
    return terms[-1] if terms and isinstance(terms[-1], dt.date) else left.day


def _path_of(history: History, left: Event) -> str | None:
    orders = [e for e in history.by_kind.get("order.issued", ()) if e.order < left.order and e.fields.get("path")]
    return str(orders[-1].fields["path"]) if orders else None


def _bar(clause: Clause, version: BarVersion, row: Case, first: dt.date | None, ends: tuple[dt.date, ...]) -> Bar:
    last = max(ends, default=None)  # the careful reading of a ban is the later one
    readings = tuple(end for end in ends if end != last)
    return Bar(
        version.bars,
        row.length.length,
        first,
        last,
        clause.id,
        frozenset(version.facts),
        version.option,
        row.path,
        row.purpose,
        readings,
    )


def numbers_of_bars(inquiry: "Inquiry") -> list[Number]:
    """How long the bans are, where the vocabulary has a word for it."""
    found = []
    for bar in inquiry.bars:
        version = inquiry.table.law.clauses[bar.clause].versions[-1]
        assert isinstance(version, BarVersion)
        if version.number and bar.length:
            found.append(Number(version.number, bar.length.n, bar.length.unit.value, bar.clause, bar.facts, bar.option))
    return found


def is_barred(inquiry: "Inquiry", day: dt.date, purpose: str | None) -> bool:
    """Whether a ban that has begun covers the day, for people who come with this purpose."""
    return any(
        bar.first is not None and bar.first <= day and bar.last is not None and day <= bar.last
        for bar in inquiry.bars
        if bar.kind == "landing" and bar.purpose in (None, purpose)
    )


def barred_after(inquiry: "Inquiry", gone: Length, purpose: str | None, option: str | None, path: str | None) -> bool | None:
    """Whether someone who left this way is still barred when `gone` has passed since; None where no ban tells."""
    rows = [
        bar
        for bar in inquiry.bars
        if (bar.kind == "landing" or bar.option == option)
        and bar.length
        and bar.purpose in (None, purpose)
        and option in (None, bar.option)
        and (path is None or bar.path in (None, path))
    ]
    if not rows:
        return None
    start = dt.date(2001, 1, 1)
    return any(_end(start, bar.length) > _end(start, gone) for bar in rows if bar.length)


def _end(start: dt.date, length: Length) -> dt.date:
    months = {"months": length.n, "years": 12 * length.n}.get(length.unit.value)
    return months_after(start, months) if months is not None else last_day(start, length, Counting.CIVIL)
