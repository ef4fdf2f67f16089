"""Days as small whole numbers, and columns of last days: counted once, by the interpreter's own functions."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

EPOCH: Final = dt.date(1950, 1, 1).toordinal()
"""Day 0. Two bytes reach from here to the year 2129."""

NEVER: Final = 65535
"""A day that does not come."""

Days = NDArray[np.uint16]


def number(day: dt.date) -> int:
    """The number of a day; ValueError outside 1950-2129."""
    found = day.toordinal() - EPOCH
    if not 0 < found < NEVER:
        raise ValueError(f"{day} lies outside the years 1950 to 2129 that the lab counts in")
    return found


def day_of(found: int) -> dt.date:
    """The calendar day of a number."""
    return dt.date.fromordinal(found + EPOCH)


def days_of_law(found: Iterable[dt.date | None]) -> list[int]:
    """Days of the law, where a missing one is day 0 and one past the reach stands at its edge."""
    return [0 if day is None else min(max(day.toordinal() - EPOCH, 0), NEVER - 1) for day in found]


def column(first: int, last: int, ends: Callable[[dt.date], dt.date | None]) -> Days:
    """`start day -> last day` for every start from `first` to `last`; what ends past the reach never ends."""
    found = np.full(last - first + 1, NEVER, np.uint16)
    for start in range(first, last + 1):
        end = ends(day_of(start))
        if end is not None:
            found[start - first] = min(max(end.toordinal() - EPOCH, 0), NEVER)
    return found


def months(first: int, last: int) -> tuple[NDArray[np.int32], NDArray[np.uint8], NDArray[np.int32]]:
    """For every day its month (year x 12 + month) and its number in the month; and the first day of every month, to count
    months."""
    every = [day_of(day) for day in range(first, last + 2)]
    month_of = np.array([day.year * 12 + day.month - 1 for day in every], np.int32)
    begins = [dt.date(month // 12, month % 12 + 1, 1) for month in range(month_of[0], month_of[-1] + 150)]
    starts = np.array([day.toordinal() - EPOCH for day in begins], np.int32)
    return month_of, np.array([day.day for day in every], np.uint8), starts
