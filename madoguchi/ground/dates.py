"""Counting days the way laws do. Whole days, no clock time, no weekday guesses.

Conventions are those of the rule files (docs/law/counting.md): `civil` leaves the day of the event out and ends on the day
before the corresponding day (Japan: Civil Code art. 140 and 143); `same_number` ends on the same day number;
`includes_first` counts the day of the event itself.
"""

import calendar
import datetime as dt
from dataclasses import dataclass
from enum import Enum

ONE_DAY = dt.timedelta(days=1)
HOURS_A_DAY = 24


class Unit(Enum):
    """Units a law counts in.

    Hours run from an instant that we are seldom told: of a day alone they end some time on the last day that is given here.
    """

    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    WORKING_DAYS = "working_days"


class Counting(Enum):
    """How a period is counted from the day of its event."""

    CIVIL = "civil"
    SAME_NUMBER = "same_number"
    INCLUDES_FIRST = "includes_first"


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time in the unit the law uses."""

    n: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.n < 0:
            raise ValueError(f"a length of {self.n} {self.unit.value} is not a length")


def add_months(day: dt.date, months: int) -> dt.date | None:
    """The day with the same number `months` later (or earlier, if negative); None where that month has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day > calendar.monthrange(year, month + 1)[1]:
        return None
    return dt.date(year, month + 1, day.day)


def end_of_month(day: dt.date, months: int) -> dt.date:
    """The last day of the month that lies `months` after the month of `day`."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def last_day(event: dt.date, length: Length, counting: Counting) -> dt.date:
    """The last day (inclusive) of a period of `length` set off by something on the day `event`.

    Working days are not counted here: they need the table of closed days (`ClosedDays.working_day`).
    """
    if length.unit is Unit.WORKING_DAYS:
        raise ValueError("working days are counted with the table of closed days of a country")
    if length.unit is Unit.HOURS:
        # From any instant of the first day; which day the law counts as the first makes no difference to hours.
        return event + _in_days(length) * ONE_DAY
    if length.unit in (Unit.DAYS, Unit.WEEKS):
        return event + (_in_days(length) - (counting is Counting.INCLUDES_FIRST)) * ONE_DAY
    return _months_from(event, _in_months(length), counting)


def _in_days(length: Length) -> int:
    """Whole days; a begun day of hours counts, because it can end only then."""
    if length.unit is Unit.HOURS:
        return -(-length.n // HOURS_A_DAY)
    return length.n * (7 if length.unit is Unit.WEEKS else 1)


def _in_months(length: Length) -> int:
    return length.n * (12 if length.unit is Unit.YEARS else 1)


def _months_from(event: dt.date, months: int, counting: Counting) -> dt.date:
    if counting is Counting.SAME_NUMBER:
        return add_months(event, months) or end_of_month(event, months)
    first = event if counting is Counting.INCLUDES_FIRST else event + ONE_DAY
    corresponding = add_months(first, months)
    return corresponding - ONE_DAY if corresponding else end_of_month(first, months)


def day_before(anchor: dt.date, length: Length, counting: Counting = Counting.SAME_NUMBER) -> dt.date:
    """The day `length` before `anchor`: same day number, or the last of the month where there is none.

    `civil` counts back from the day after: two months before the last of September is the last of July.
    """
    if length.unit in (Unit.HOURS, Unit.DAYS, Unit.WEEKS):
        return anchor - _in_days(length) * ONE_DAY
    return _months_from(anchor, -_in_months(length), counting)


def age_on(born: dt.date, day: dt.date) -> int:
    """Completed years of life on `day`.

    A year of age is reached at the end of the day before the birthday (Japan: Act on Calculation of Ages, no. 50 of 1902);
    the birthday itself is the first full day of that age, and someone born on 29 February reaches it on 1 March.
    """
    birthday = (born.month, born.day)
    return day.year - born.year - ((day.month, day.day) < birthday)


def whole_months(first: dt.date, last: dt.date) -> tuple[int, int]:
    """Months and left-over days of a stay from `first` to `last`, both counted."""
    after = last + ONE_DAY
    months = (after.year - first.year) * 12 + after.month - first.month
    if months and months_after(first, months) > after:
        months -= 1
    return months, (after - months_after(first, months)).days


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day number `months` later, or the first of the following month where there is no such day."""
    return add_months(day, months) or end_of_month(day, months) + ONE_DAY


@dataclass(frozen=True, slots=True)
class ClosedDays:
    """Days on which offices take nothing, from `known_from` to `known_until`; outside of it nothing is known.

    `weekdays_since`: weekdays that are closed only from a day on (weekday, first day).
    """

    known_from: dt.date
    known_until: dt.date
    holidays: frozenset[dt.date]
    yearly: frozenset[tuple[int, int]]
    weekdays: frozenset[int]
    weekdays_since: tuple[tuple[int, dt.date], ...] = ()

    def is_closed(self, day: dt.date) -> bool | None:
        """Whether offices are closed on `day`; None where the table does not reach."""
        if not self.known_from <= day <= self.known_until:
            return None
        later = any(day.weekday() == weekday and day >= since for weekday, since in self.weekdays_since)
        return later or day.weekday() in self.weekdays or (day.month, day.day) in self.yearly or day in self.holidays

    def working_day(self, event: dt.date, n: int) -> dt.date | None:
        """The `n`th day after `event` on which offices are open; None where the table does not reach."""
        day: dt.date | None = event
        for _ in range(n):
            day = self.next_open(day + ONE_DAY) if day else None
        return day

    def next_open(self, day: dt.date) -> dt.date | None:
        """The first day on or after `day` on which offices are open; None where the table does not reach."""
        while (closed := self.is_closed(day)) is not None:
            if not closed:
                return day
            day += ONE_DAY
        return None
