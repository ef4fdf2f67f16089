"""A calendar that only ever walks from one day to the next: no month arithmetic, so it cannot share a mistake with the house."""

import datetime as dt
from collections.abc import Iterator

ONE = dt.timedelta(days=1)


def forward(day: dt.date) -> Iterator[tuple[dt.date, int]]:
    """Each day from `day` on, with the number of months that have begun since."""
    begun = 0
    while True:
        yield day, begun
        day += ONE
        begun += day.day == 1


def day_with_number(start: dt.date, number: int, months: int) -> tuple[dt.date, bool]:
    """The day with this number in the month that begins as the `months`-th after `start`; else the last one of that month."""
    last = start
    for day, begun in forward(start):
        if begun == months and day.day == number and (months or day >= start):
            return day, True
        if begun > months:
            return last, False
        last = day
    raise AssertionError  # pragma: no cover - days do not end


def civil_end(event: dt.date, months: int) -> dt.date:
    """The period begins the day after; it ends the day before the corresponding day, or on the last day of the month."""
    return includes_first_end(event + ONE, months)


def includes_first_end(event: dt.date, months: int) -> dt.date:
    """The first day counts."""
    day, exists = day_with_number(event, event.day, months)
    return day - ONE if exists else day


def same_number_end(event: dt.date, months: int) -> dt.date:
    """The same day number, or the last day of the month."""
    return day_with_number(event, event.day, months)[0]


def day_earlier(anchor: dt.date, months: int) -> dt.date:
    """The same day number so many months earlier, or the last day of that month: walking backwards."""
    day, begun = anchor, 0
    while begun < months:
        begun += day.day == 1
        day -= ONE
    while day.day > anchor.day:
        day -= ONE
    return day


def whole_months_walked(first: dt.date, last: dt.date) -> tuple[int, int]:
    """Completed months, each ending the day before the one with the number of `first` (or the first of the next month)."""
    months, days, short = 0, 0, False
    day = first
    while day <= last:
        ends_month = (day + ONE).day == 1
        day += ONE
        days += 1
        if day.day == first.day or (ends_month and short):
            months, days = months + 1, 0
        # A month that has just begun is short if its last day comes before the number of the first day.
        short = _is_short(day, first.day) if ends_month else short
    return months, days


def _is_short(day: dt.date, number: int) -> bool:
    """Whether the month that holds `day` ends before that number."""
    while (day + ONE).day != 1:
        day += ONE
    return day.day < number


def years_lived(born: dt.date, day: dt.date) -> int:
    """Birthdays passed; someone born on 29 February has one on 1 March of other years."""
    years, walk = 0, born
    while walk < day:
        walk += ONE
        leap_day_missed = (born.month, born.day) == (2, 29) and (walk.month, walk.day) == (3, 1) and (walk - ONE).day == 28
        years += (walk.month, walk.day) == (born.month, born.day) or leap_day_missed
    return years
