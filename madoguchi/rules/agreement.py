"""Small comparisons of the case checker: what a row is about, what the engine gave to it, whether two bans are the same."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from madoguchi.ground.dates import ONE_DAY, Length, Unit
from madoguchi.rules.bars import barred_after
from madoguchi.rules.inquiry import Inquiry
from madoguchi.rules.lives import Told
from madoguchi.rules.terms import Answer, Bar, Number, Option, Position, Span

Row = Mapping[str, Any]

MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Given:
    """What the engine gives to one expectation: value, other readings, the facts behind it, and whether it is open."""

    value: str
    readings: frozenset[str]
    facts: frozenset[str]
    open: bool = False


def life_of(row: Row) -> str:
    return f" [{row['life']}]" if "life" in row else ""


def of_life(row: Row, life: str) -> Row:
    """The same expectation of another life."""
    return {**row, "life": life}


def wanted(row: Row, key: str) -> frozenset[str]:
    value = row.get(key, ())
    return frozenset([value] if isinstance(value, str) else value)


def in_unit(number: Number, unit: str) -> int | None:
    """A number in the unit of a row: twelve months are a year, and nothing else is another unit."""
    if number.unit == "years" and unit == "months":
        return number.value * MONTHS_A_YEAR
    if number.unit == "months" and unit == "years" and number.value % MONTHS_A_YEAR == 0:
        return number.value // MONTHS_A_YEAR
    return number.value if number.unit == unit else None


def conditions_met(given: Given | None) -> Given | None:
    """Whether somebody meets the conditions of a way: yes also where an office is still free to say no, which is listed."""
    if given is None or given.value != Answer.DISCRETION.value:
        return given
    return replace(given, value=Answer.YES.value, readings=given.readings | {given.value})


def plain(value: Any) -> Any:
    return getattr(value, "value", value)


def days_about(table: str, row: Row, told: Told, inquiry: Inquiry) -> tuple[dt.date, dt.date | None]:
    """The days a row is about. Without `from`: from the first day that the life tells of; `seen` ends on the day of asking."""
    events = inquiry.history.events
    first = row.get("from") or min((e.day for e in events), default=told.ask_on)
    last = row.get("until") or (None if table == "projected" else told.ask_on)
    return first, last


def covering(spans: Sequence[Span], first: dt.date, last: dt.date | None) -> tuple[list[Span], dt.date | None]:
    """The spans that cover the days, and the first day that none covers."""
    found: list[Span] = []
    day: dt.date | None = first
    for span in spans:
        if day is None or (last is not None and day > last):
            break
        if span.last is not None and span.last < day:
            continue
        if span.first > day:
            return found, day
        found.append(span)
        day = span.last + ONE_DAY if span.last else None
    return found, None if day is None or (last is not None and day > last) else day


def given_by(value: str, options: Sequence[Option], asks: Sequence[str]) -> Given:
    readings = frozenset(doubt.reading for option in options for doubt in option.doubts)
    facts = frozenset(fact for option in options for fact in option.facts)
    unchecked = any(not option.checked for option in options)
    return Given(value, readings, facts, bool(readings) or unchecked or value == "discretion" or bool(asks))


def reentry(inquiry: Inquiry, position: Position, row: Row) -> Given | None:
    """`reenter` for a purpose, or so long after leaving: whether a ban would still run."""
    purpose = row.get("as")
    found = [o for o in position.options if o.id == row["id"] and o.path is None]
    if not found:
        return None
    facts = frozenset(f for o in found for f in o.facts)
    if "after" not in row:
        inquiry.purpose = purpose
        barred: bool | None = any(
            b.first and b.last and b.first <= inquiry.day <= b.last
            for b in position.bars
            if b.kind == "landing" and b.purpose in (None, purpose)
        )
    else:
        option, path = (row["id"], None) if any(b.option == row["id"] for b in position.bars) else _way_out(position)
        barred = barred_after(inquiry, Length(row["after"]["n"], Unit(row["after"]["unit"])), purpose, option, path)
    value = "unknown" if barred is None else "no" if barred else "yes"
    facts |= frozenset(f for b in position.bars for f in b.facts)
    return Given(value, frozenset(), facts)


def _way_out(position: Position) -> tuple[str | None, str | None]:
    """How the person would leave: by departure order if the law opens it, else by removal."""
    order = [
        o
        for o in position.options
        if o.id == "departure_order" and o.path and o.answer in (Answer.YES, Answer.ASK, Answer.DISCRETION)
    ]
    return ("departure_order", order[0].path) if order else ("deportation", None)


def same_bar(bar: Bar, row: Row) -> bool:
    if "length" in row and bar.length != Length(row["length"]["n"], Unit(row["length"]["unit"])):
        return False
    if "from" in row and bar.first != row["from"]:
        return False
    return "until" not in row or bar.last in (row["until"], *row.get("or", ()))


def length_in_words(length: Length | None) -> str:
    return f"{length.n} {length.unit.value}" if length else ""


def days_of(bar: Bar) -> int:
    assert bar.length is not None
    return bar.length.n * {"days": 1, "weeks": 7, "months": 31, "years": 366}[bar.length.unit.value]
