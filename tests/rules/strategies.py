"""Lives for the rules to be asked about: evenly spread ones, and ones that look for trouble.

Trouble sits where days meet: on the last day of a permit, on the day a law begins, one day to either side, at the end of a short
month, before a weekend. Evenly spread lives seldom go there; the second generator goes nowhere else. Every word is one of the
vocabulary.
"""

import datetime as dt
from functools import cache
from typing import NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

from madoguchi.ground.dates import ONE_DAY, Counting, Length, Unit, last_day
from madoguchi.rules.clauses import Value as LawValue
from madoguchi.rules.kinds import Clock, Pending
from madoguchi.rules.shelf import law_of, vocabulary
from madoguchi.rules.terms import Event, Fact, Life, Value

LAW = law_of("JP")
WORDS = vocabulary()

EARLIEST, LATEST = dt.date(2003, 1, 1), dt.date(2028, 12, 31)
PEOPLE = [*sorted(word for word in WORDS.lists["status"] if word.startswith("jp_")), "none", "unstated"]
MONTH_ENDS = [dt.date(2026, 6, 30), dt.date(2026, 5, 31), dt.date(2027, 2, 28), dt.date(2028, 2, 29), dt.date(2025, 12, 31)]

# Facts that draw the timeline itself, instead of answering a question about it.
OF_THE_STAY = frozenset({"status", "status_before", "stay_until", "irregular_since", "overstayed", "registered_since"})

ROUTINE = {name: word.routine for name, word in WORDS.facts.items() if word.routine is not None}
NOT_ROUTINE = sorted(set(WORDS.facts) - set(ROUTINE) - OF_THE_STAY)

LIKELY = (
    "permit.held", "permit.granted", "permit.changed", "permit.revoked", "application.filed", "application.decided",
    "application.withdrawn", "entered", "departed", "school.left", "school.graduated", "school.entered", "activity.ended",
    "activity.resumed", "contract.ended", "contract.signed", "workplace.left", "work.began", "work.ended", "work.pattern",
    "work.hours", "address.moved", "notified", "registered", "separation.began", "marriage.ended", "marriage.began", "born",
    "order.issued", "order.cancelled", "appeared", "declared", "arrested", "investigation.began", "finding.notified",
    "detention.began", "detention.ended", "asylum.filed", "asylum.decided", "asylum.withdrawn", "measure.began", "tax.unpaid",
    "obstacle.began", "obstacle.ended", "convicted", "offer.received", "fee.asked", "victim.identified",
)  # fmt: skip
"""Events that the law of Japan listens to."""


class Asked(NamedTuple):
    """A life, and the day on which somebody asks about it."""

    life: Life
    day: dt.date


@cache
def days_of_the_law() -> list[dt.date]:
    """First and last days of force of every version, each with the day before and after."""
    found = {day for clause in LAW.clauses.values() for v in clause.versions for day in (v.since, v.until, v.in_force_on) if day}
    near = {day + n * ONE_DAY for day in found for n in (-1, 0, 1)}
    return sorted(day for day in near if EARLIEST < day < LATEST)


@cache
def lengths_of_the_law() -> list[Length]:
    """Every length that a clock or a waiting request counts."""
    versions = [v for clause in LAW.clauses.values() for v in clause.versions if isinstance(v, Clock | Pending)]
    values = [value for v in versions for value in (getattr(v, "length", None), getattr(v, "at_most", None))]
    return sorted({v.length for v in values if isinstance(v, LawValue)}, key=lambda each: (each.unit.value, each.n))


@cache
def gaps() -> list[int]:
    """Days between two events that look for trouble."""
    counted = [each.n * {"days": 1, "weeks": 7}.get(each.unit.value, 0) for each in lengths_of_the_law()]
    near = {n + off for n in counted if n for off in (-1, 0, 1)}
    return sorted(near | {0, 1, 2, 28, 29, 30, 31, 59, 60, 61, 62, 89, 90, 91, 92})


def after(day: dt.date, length: Length) -> dt.date:
    """The last day of a length by the civil way of counting, kept inside the years we draw from."""
    return min(last_day(day, length, Counting.CIVIL), LATEST)


def evenly() -> SearchStrategy[dt.date]:
    """Any day, none more likely than another."""
    return st.dates(EARLIEST, LATEST)


def value_for(type_: str, day: dt.date) -> SearchStrategy[Value]:
    """A value that a field or fact of this type may hold."""
    if type_ == "date":
        near = [day + n * ONE_DAY for n in (-1, 0, 1, 2, 29, 30, 31, 32, 60, 61, 365)]
        return st.sampled_from(near)
    if type_ == "int":
        return st.sampled_from([0, 1, 2, 3, 4, 12, 13, 16, 17, 18, 28, 36, 56, 57, 60, 100])
    if type_ == "bool":
        return st.booleans()
    if type_ == "text":
        return st.sampled_from(["1", "2", "3", "shelter"])
    if type_ == "status":
        return st.sampled_from(PEOPLE)
    return st.sampled_from(sorted(WORDS.lists[type_]))


@composite
def event_on(draw: DrawFn, day: dt.date, kind: str, seq: int | None = None) -> Event:
    """One event of a kind: what must be told is told, the rest sometimes."""
    fields: dict[str, Value] = {}
    for name, type_ in WORDS.events[kind].fields.items():
        if not type_.endswith("?") or draw(st.booleans()):
            fields[name] = draw(value_for(type_.removesuffix("?"), day))
    return Event(day, kind, fields, 0, seq)


@composite
def facts(draw: DrawFn, *, without: frozenset[str] = frozenset()) -> tuple[Fact, ...]:
    """A few facts that hold since ever; some of them "I do not know"."""
    names = draw(st.lists(st.sampled_from(sorted(set(WORDS.facts) - without)), max_size=5, unique=True))
    found = []
    for name in names:
        value = None if draw(st.integers(0, 3)) == 0 else draw(value_for(WORDS.facts[name].type, dt.date(2020, 6, 15)))
        found.append(Fact(name, value))
    return tuple(found)


@composite
def even_lives(draw: DrawFn) -> Asked:
    """Events of every kind of the vocabulary on any days, in any order, asked about on any day."""
    kinds = st.sampled_from(sorted(WORDS.events))
    told = draw(st.lists(st.tuples(evenly(), kinds), max_size=8))
    events = tuple(draw(event_on(day, kind)) for day, kind in told)
    return Asked(Life("JP", draw(facts()), events), draw(evenly()))


@composite
def permits_held(draw: DrawFn, day: dt.date) -> Event:
    """What the log begins with: a permission that runs out soon, or later, or nobody knows when."""
    fields: dict[str, Value] = {"layer": "stay", "status": draw(st.sampled_from(PEOPLE))}
    gap = draw(st.sampled_from([None, *gaps(), 365]))
    if gap is not None:
        fields["until"] = day + gap * ONE_DAY
    if draw(st.integers(0, 3)) == 0:
        fields["length_days"] = draw(st.sampled_from([15, 29, 30, 31, 90]))
    return Event(day, "permit.held", fields)


@composite
def next_days(draw: DrawFn, day: dt.date, held: Event | None) -> dt.date:
    """Where trouble sits next: a gap of the law later, around the last day of the permit, or around the end of its cover."""
    until = held.fields.get("until") if held else None
    way = draw(st.integers(0, 3))
    if isinstance(until, dt.date) and until >= day and way:
        cover = after(until, Length(2, Unit.MONTHS))
        near = [base + n * ONE_DAY for base in (until, cover) for n in (-1, 0, 1, 2) if base + n * ONE_DAY >= day]
        return draw(st.sampled_from(near))
    return min(day + draw(st.sampled_from(gaps())) * ONE_DAY, LATEST)


@composite
def boundary_lives(draw: DrawFn, *, facts_too: bool = True) -> Asked:
    """Lives whose days lie on the edges: of permits, of clocks, of laws, of months."""
    day = draw(st.sampled_from([*days_of_the_law(), *MONTH_ENDS]))
    events: list[Event] = []
    held: Event | None = None
    if draw(st.integers(0, 4)):
        held = draw(permits_held(day))
        events.append(held)
    for _ in range(draw(st.integers(0, 6))):
        day = draw(next_days(day, held))
        event = draw(event_on(day, draw(st.sampled_from(LIKELY))))
        held = event if isinstance(event.fields.get("until"), dt.date) else held
        events.append(event)
    asked = draw(next_days(day, held))
    told = draw(facts(without=OF_THE_STAY)) if facts_too else ()
    return Asked(Life("JP", told, tuple(events)), asked)


def lives() -> SearchStrategy[Asked]:
    """Both kinds of lives; most of them look for trouble."""
    return st.one_of(boundary_lives(), boundary_lives(), boundary_lives(), even_lives())
