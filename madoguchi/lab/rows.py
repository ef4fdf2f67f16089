"""From clauses to rows: what each version of each clause becomes in the tables of the kernel. Asks the interpreter's own
functions."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from madoguchi.ground.dates import ONE_DAY, Counting, Unit, last_day
from madoguchi.ground.ids import ClauseId
from madoguchi.lab.conditions import Programs
from madoguchi.lab.days import EPOCH, NEVER, Days, column
from madoguchi.lab.forms import Forms
from madoguchi.lab.states import CLAIM, CLOCK, DERIVED, EXPOSURES
from madoguchi.lab.terms import LabError
from madoguchi.rules.clauses import Case, Clause, LawBook, LawOf, Value, Version
from madoguchi.rules.clocks import retimed
from madoguchi.rules.kinds import Clock, Permission
from madoguchi.rules.stays import Counter, counter_of
from madoguchi.rules.terms import Edge, Layer
from madoguchi.rules.timeline import BEST_FIRST

if TYPE_CHECKING:
    from madoguchi.lab.whole_laying import WholeTables

Ends = tuple[dt.date, ...]
SMALL = 255
SOME_DAY = dt.date(2000, 1, 1)
READINGS: tuple[tuple[str, Callable[[Ends], dt.date]], ...] = (("law", lambda ends: ends[0]), ("low", min), ("high", max))
"""The law's own reading of a length, the earliest and the latest."""


PLAIN = (0, -1, 0, -1, 0, 0, 0, 0, 0, -1, 0)
"""What a row does that nothing more is said of (`whole.DOES` and on)."""


@dataclass(frozen=True)
class Row:
    """One row that a slot can hold. Columns of last days: the law's reading, the earliest, the latest (-1: no end)."""

    kind: int
    clause: Clause
    version: Version
    law: int = -1
    low: int = -1
    high: int = -1
    state: int = 0
    dated: bool = False
    paused: int = -1
    more: tuple[int, ...] = PLAIN
    obstacles: tuple[str, ...] = ()


@dataclass
class Book:
    """A law book being laid out for some forms of events and some days."""

    law: LawBook
    forms: Forms
    programs: Programs
    first: int
    last: int
    counter: Counter = field(init=False)
    rows: list[Row] = field(default_factory=list)
    columns: dict[object, int] = field(default_factory=dict)
    cols: list[Days] = field(default_factory=list)
    causes: list[ClauseId] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.counter = counter_of(self.law)

    # -------------------------------------------------------------- columns

    def column(self, key: object, ends: Callable[[dt.date], dt.date | None]) -> int:
        """The number of a column, counted on first asking."""
        if key not in self.columns:
            self.columns[key] = len(self.cols)
            self.cols.append(column(self.first, self.last, ends))
        return self.columns[key]

    def readings(self, key: object, ends: Callable[[dt.date], Ends]) -> tuple[int, int, int]:
        """Columns of the law's reading, the earliest and the latest: one and the same where readings never part."""
        if (key, "law") not in self.columns:
            every = [ends(dt.date.fromordinal(day + EPOCH)) for day in range(self.first, self.last + 1)]
            for name, choose in READINGS:  # nobody knows a day of work past the table of closed days
                days = np.array([choose(found).toordinal() - EPOCH if found else NEVER for found in every])
                self.columns[(key, name)] = self._same_as(np.clip(days, 0, NEVER).astype(np.uint16))
        return self.columns[(key, "law")], self.columns[(key, "low")], self.columns[(key, "high")]

    def value(self, value: Value) -> tuple[int, int, int]:
        """Columns of a length of the law, counted from the day of the event."""
        key = (value.n, value.unit, value.counting)
        if value.unit in (Unit.DAYS, Unit.WEEKS):
            return self._shifted(key, self.counter.ends(SOME_DAY, value))
        return self.readings(key, lambda day: self.counter.ends(day, value))

    def _shifted(self, key: object, ends: Ends) -> tuple[int, int, int]:
        """The same where the length is one of days: every start lies as far from its last day as any other."""
        days = np.arange(self.first, self.last + 1)
        for name, choose in READINGS:
            if (key, name) not in self.columns:
                after = (choose(ends) - SOME_DAY).days
                self.columns[(key, name)] = self._same_as(np.minimum(days + after, NEVER).astype(np.uint16))
        return self.columns[(key, "law")], self.columns[(key, "low")], self.columns[(key, "high")]

    def _same_as(self, days: Days) -> int:
        """The number of a column that says the same, or of a new one."""
        same = next((at for at, other in enumerate(self.cols) if np.array_equal(other, days)), None)
        if same is None:
            same = len(self.cols)
            self.cols.append(days)
        return same

    def either(self, value: Value, other: Value | None) -> tuple[int, int, int]:
        """Columns of a length, with another one that could hold."""
        if other is None:
            return self.value(value)
        kept, more = (value.n, value.unit, value.counting), (other.n, other.unit, other.counting)
        return self.readings((kept, more), lambda day: (*self.counter.ends(day, value), *self.counter.ends(day, other)))

    def of_clock(
        self, clause: Clause, value: Value | None, other: Value | None, *, day_after: bool = False, retiming: bool = True
    ) -> tuple[int, int, int]:
        """Columns of a clock: its length, what later versions make of it, and another length that could hold."""
        if value is None:
            return -1, -1, -1
        later = tuple(version for version in clause.versions if isinstance(version, Clock) and version.running.value != "keep")
        kept = (value.n, value.unit, value.counting)
        later = later if retiming else ()
        if not later and other is None and not day_after:
            return self.value(value)

        def ends(day: dt.date) -> Ends:
            found = self.counter.ends(day, value)
            found = retimed(clause, day, found, None, self.counter) if later else found
            found = (*found, *(self.counter.ends(day, other) if other is not None else ()))
            return (*(end + ONE_DAY for end in found), *found) if day_after else found

        alternative = (other.n, other.unit, other.counting) if other is not None else None
        key = (clause.id, kept, alternative) if later else (kept, alternative)
        return self.readings((*key, "the day after") if day_after else key, ends)

    # -------------------------------------------------------------- rows

    def cause(self, clause: ClauseId) -> int:
        """The number of a clause that can be a cause; 0 is none."""
        if clause not in self.causes:
            self.causes.append(clause)
            if len(self.causes) > SMALL:
                raise LabError(
                    f"more than {SMALL} clauses of this law can end a stay: one byte a person no longer tells them apart"
                )
        return self.causes.index(clause) + 1

    def add(self, row: Row) -> int:
        """The number of a new row; 0 is no row."""
        self.cause(row.clause.id)
        self.rows.append(row)
        if len(self.rows) > SMALL:
            raise LabError(f"the law has more than {SMALL} rows for slots: one byte a slot no longer tells them apart")
        return len(self.rows)

    def days(self, first: dt.date | None, last: dt.date | None) -> tuple[int, int]:
        """Days of force as numbers, open ends at the edge."""
        low = 0 if first is None else max(first.toordinal() - EPOCH, 0)
        high = NEVER if last is None else min(max(last.toordinal() - EPOCH, 0), NEVER)
        return low, high


def in_force(
    clause: Clause, version_on: Callable[[dt.date], Version | None] | None = None
) -> Iterator[tuple[dt.date | None, dt.date | None, Version]]:
    """Runs of days with the version that counts on them (first, last), as the interpreter itself says on each."""
    ask = version_on or clause.version_on
    edges = {dt.date(1950, 1, 2)}
    for each in clause.versions:
        edges |= {day for day in (each.since, each.first_known, each.not_before) if day is not None}
        edges |= {each.until + ONE_DAY} if each.until else set()
        if each.for_started is not None:
            reach = each.for_started
            edges |= {day for day in (reach.since, reach.until + ONE_DAY if reach.until else None) if day is not None}
    every = sorted(day for day in edges if day >= dt.date(1950, 1, 2))
    for first, after in zip(every, [*every[1:], None], strict=True):
        version = ask(first)
        if version is not None:
            yield first, after - ONE_DAY if after else None, version


def clock_rows(
    book: Book, clause: Clause, version_for: Callable[[dt.date], Clock | None], more: "WholeTables | None" = None
) -> list[tuple[int, tuple[int, ...]]]:
    """Entries that start a clock: for each form, by which version, on which days, under which conditions, with which length."""
    found: list[tuple[int, tuple[int, ...]]] = []
    made: dict[int, list[tuple[int, int, int]]] = {}
    for first, last, version in in_force(clause, version_for):
        assert isinstance(version, Clock)
        if id(version) not in made:
            made[id(version)] = _lengths(book, clause, version, more)
        low, high = book.days(first, last)
        needs = book.programs.unless(version.needs, version.unless, clause.id)
        for form, number in book.forms.numbers.items():
            if form.heard_by(version.starts):
                found += [
                    (number, (book.cause(clause.id), low, high, needs, when, row, against))
                    for when, row, against in made[id(version)]
                ]
    if more is not None:
        _reached(book, clause, made, more)
    return found


def _reached(book: Book, clause: Clause, made: dict[int, list[tuple[int, int, int]]], more: "WholeTables") -> None:
    """Rows of versions that a later version holds up, once it has moved them, know its row."""
    for version in clause.versions:
        later = more.reaching(clause, version) if isinstance(version, Clock) else None
        for _, number, _ in made.get(id(version), []) if later is not None and id(later) in made else ():
            assert later is not None
            row = book.rows[number - 1]
            reached = (*row.more[:-1], made[id(later)][0][1])
            book.rows[number - 1] = replace(row, obstacles=later.obstacles, more=reached)


def _lengths(book: Book, clause: Clause, version: Clock, more: "WholeTables | None") -> list[tuple[int, int, int]]:
    """The rows of a version, one for each length that could hold: (condition, row, compared with the permission)."""
    against = 0 if more else 1 if version.latest_of else 2 if version.earliest_of else 0
    if against and (strange := {*version.latest_of, *version.earliest_of} - {"permit_until"}):
        raise LabError(f"{clause.id}: the lab cannot end a clock by {', '.join(sorted(strange))}, only by permit_until")
    cases: Iterable[tuple[int, Value | None, Value | None]]
    if version.length is not None or not version.lengths:
        cases = [(-1, version.length, None)]
    else:
        told = [_case(book, clause, case) for case in version.lengths]
        cases = [*told, (-1, None, None)] if told[-1][0] >= 0 else told
    found = []
    for when, value, other in cases:
        after = version.edge is Edge.FIRST and version.from_day_after
        law, low, high = book.of_clock(clause, value, other, day_after=after, retiming=more is None or not more.moves(clause))
        if against and low != high:
            raise LabError(f"{clause.id}: a clock that ends by permit_until has to be counted in one way, not in several")
        row = Row(CLOCK, clause, version, law, low, high, dated=against > 0)
        number = book.add(row)
        if more is not None:
            paused = number if version.obstacles and version.obstacle_does == "pause" else -1
            beside = more.clock(clause, version, counted=value is not None)
            book.rows[number - 1] = Row(CLOCK, clause, version, law, low, high, paused=paused, more=beside)
        elif version.obstacles and version.obstacle_does == "pause":
            paused = book.add(Row(CLOCK, clause, version, dated=True))
            book.rows[paused - 1] = Row(CLOCK, clause, version, dated=True, paused=paused)  # and once more
            book.rows[number - 1] = Row(CLOCK, clause, version, law, low, high, paused=paused)
        found.append((when, number, against))
    return found


def _case(book: Book, clause: Clause, case: Case) -> tuple[int, Value, Value | None]:
    return book.programs.add(case.when, clause.id), case.length, case.or_length


def claim_row(book: Book, clause: Clause, version: Permission, *, dated: bool) -> int:
    """The row of a claim that is no lawful permission: a term to leave, an order, days without a status."""
    state: str = version.state
    law = low = high = -1
    if not dated and version.length is not None:
        law, low, high = book.value(version.length)
    elif not dated and version.until_field and state == "departure_period":
        state = "uncertain"  # a term that nobody told the end of
    return book.add(Row(CLAIM, clause, version, law, low, high, BEST_FIRST.index(state) + 1, dated))


def late_row(book: Book, clause: Clause, version: Version, closes: Value, state: str) -> int:
    """The row of a late filing that still has effect."""
    till = version.until
    law, low, high = book.value(closes)
    if till is not None:  # each of these days has its own law
        key = ("late", closes.n, closes.unit, closes.counting, till)
        law, low, high = book.readings(key, lambda day: tuple(min(end, till) for end in book.counter.ends(day, closes)))
    return book.add(Row(DERIVED, clause, version, law, low, high, BEST_FIRST.index(state) + 1))


def exposure(row: Row) -> tuple[int, int]:
    """What a clock exposes to, and from which day at the earliest."""
    version = row.version
    if not isinstance(version, Clock) or not version.exposes:
        return 0, 0
    since = version.since if version.law_of is LawOf.DAY else None
    return EXPOSURES[version.exposes], 0 if since is None else since.toordinal() - EPOCH


def bar_column(book: Book, clause: ClauseId, case: Case, counting: Iterable[object]) -> tuple[int, int]:
    """Columns of the earliest and the latest last day of a ban."""
    ways = [way for way in counting if isinstance(way, Counting)] or [Counting.CIVIL]
    lengths = [value.length for value in (case.length, case.or_length) if value]
    key = (clause, *(part for length in lengths for part in (length.n, length.unit)))
    _, low, high = book.readings(key, lambda day: tuple(last_day(day, length, way) for length in lengths for way in ways))
    return low, high


__all__ = ["Book", "Layer", "Row", "bar_column", "claim_row", "clock_rows", "exposure", "in_force", "late_row"]
