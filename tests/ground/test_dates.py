"""Counting agrees with a calendar that walks day by day, and with the examples that the law books give."""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.ground.dates import (
    ONE_DAY,
    ClosedDays,
    Counting,
    Length,
    Unit,
    add_months,
    age_on,
    day_before,
    end_of_month,
    last_day,
    months_after,
    whole_months,
)
from tests.ground import walking

D = dt.date
CIVIL, SAME, FIRST = Counting.CIVIL, Counting.SAME_NUMBER, Counting.INCLUDES_FIRST

BY_CALENDAR = [unit for unit in Unit if unit is not Unit.WORKING_DAYS]

# Four years around a leap day, and the century years 2000 (a leap year) and 2100 (none).
STARTS = [D(1999, 12, 1) + n * ONE_DAY for n in range(1600)] + [D(2099, 11, 1) + n * ONE_DAY for n in range(600)]
WALKS: dict[Counting, Callable[[dt.date, int], dt.date]] = {
    CIVIL: walking.civil_end,
    SAME: walking.same_number_end,
    FIRST: walking.includes_first_end,
}


@given(st.dates(D(1990, 1, 1), D(2100, 1, 1)), st.integers(0, 23), st.integers(0, 400))
def test_hours_end_on_the_last_day_that_the_clock_of_the_wall_can_show(day: dt.date, hour: int, hours: int) -> None:
    last = last_day(day, Length(hours, Unit.HOURS), CIVIL)
    end = (dt.datetime.combine(day, dt.time(hour)) + dt.timedelta(hours=hours)).date()
    assert end in ((last,) if hours % 24 == 0 else (last - ONE_DAY, last)), "never later than said, and whole days exactly then"
    assert {last_day(day, Length(hours, Unit.HOURS), counting) for counting in Counting} == {last}


def test_hours_before_a_day_are_whole_days_before_it() -> None:
    assert day_before(D(2026, 11, 22), Length(48, Unit.HOURS)) == D(2026, 11, 20)
    assert day_before(D(2026, 11, 22), Length(36, Unit.HOURS)) == D(2026, 11, 20)


def length(n: int, unit: str) -> Length:
    return Length(n, Unit(unit))


@pytest.mark.parametrize("counting", list(Counting), ids=lambda each: each.value)
@pytest.mark.parametrize("months", [1, 2, 3, 6])
def test_months_end_where_a_calendar_on_the_wall_says(counting: Counting, months: int) -> None:
    for start in STARTS:
        assert last_day(start, length(months, "months"), counting) == WALKS[counting](start, months), start


@pytest.mark.parametrize("counting", list(Counting), ids=lambda each: each.value)
@pytest.mark.parametrize("years", [1, 5])
def test_years_end_where_a_calendar_on_the_wall_says(counting: Counting, years: int) -> None:
    for start in STARTS[:: 5 * years]:
        assert last_day(start, length(years, "years"), counting) == WALKS[counting](start, 12 * years), start


@pytest.mark.parametrize("months", [1, 3, 12])
def test_counting_backwards_agrees_with_walking_backwards(months: int) -> None:
    for start in STARTS[::3]:
        assert day_before(start, length(months, "months")) == walking.day_earlier(start, months), start


@pytest.mark.parametrize("stay", [0, 1, 27, 28, 30, 31, 59, 365, 366])
def test_the_months_of_a_stay_agree_with_walking_through_it(stay: int) -> None:
    for first in STARTS[:800]:
        last = first + stay * ONE_DAY
        assert whole_months(first, last) == walking.whole_months_walked(first, last), first


@pytest.mark.parametrize(
    ("event", "n", "unit", "counting", "last"),
    [
        (D(2025, 2, 28), 1, "months", CIVIL, D(2025, 3, 31)),
        (D(2025, 6, 30), 2, "months", CIVIL, D(2025, 8, 31)),
        (D(2025, 2, 28), 1, "months", SAME, D(2025, 3, 28)),
        (D(2025, 6, 30), 2, "months", SAME, D(2025, 8, 30)),
        (D(2022, 3, 15), 3, "years", FIRST, D(2025, 3, 14)),
        (D(2024, 1, 31), 1, "months", SAME, D(2024, 2, 29)),
        (D(2024, 2, 29), 1, "years", SAME, D(2025, 2, 28)),
        (D(2024, 2, 28), 1, "years", CIVIL, D(2025, 2, 28)),
        (D(2026, 5, 31), 2, "months", CIVIL, D(2026, 7, 31)),
        (D(2026, 1, 10), 14, "days", CIVIL, D(2026, 1, 24)),
        (D(2026, 1, 10), 14, "days", FIRST, D(2026, 1, 23)),
        (D(2026, 1, 10), 2, "weeks", CIVIL, D(2026, 1, 24)),
        (D(2026, 1, 10), 2, "weeks", FIRST, D(2026, 1, 23)),
        (D(2026, 1, 10), 0, "days", CIVIL, D(2026, 1, 10)),
    ],
)
def test_the_examples_of_the_law_books(event: dt.date, n: int, unit: str, counting: Counting, last: dt.date) -> None:
    assert last_day(event, length(n, unit), counting) == last


def test_two_months_before_30_september_is_30_july() -> None:
    assert day_before(D(2025, 9, 30), length(2, "months")) == D(2025, 7, 30)
    assert day_before(D(2025, 9, 30), length(60, "days")) == D(2025, 8, 1)
    assert day_before(D(2025, 9, 30), length(2, "weeks")) == D(2025, 9, 16)
    assert day_before(D(2025, 3, 31), length(1, "months")) == D(2025, 2, 28)
    assert day_before(D(2024, 2, 29), length(1, "years")) == D(2023, 2, 28)


@given(st.dates(D(1990, 1, 1), D(2060, 12, 31)), st.integers(0, 40))
def test_the_same_day_number_is_never_the_later_reading(event: dt.date, months: int) -> None:
    civil, same = (last_day(event, length(months, "months"), each) for each in (CIVIL, SAME))
    assert same <= civil <= same + 3 * ONE_DAY


@given(
    st.dates(D(1990, 1, 1), D(2060, 12, 31)), st.integers(0, 60), st.sampled_from(BY_CALENDAR), st.sampled_from(list(Counting))
)
def test_a_longer_time_never_ends_earlier(event: dt.date, n: int, unit: Unit, counting: Counting) -> None:
    assert last_day(event, Length(n, unit), counting) <= last_day(event, Length(n + 1, unit), counting)


@given(st.dates(D(1990, 1, 1), D(2060, 12, 31)), st.integers(0, 60), st.sampled_from(list(Counting)))
def test_who_starts_a_day_later_never_ends_earlier(event: dt.date, n: int, counting: Counting) -> None:
    assert last_day(event, length(n, "months"), counting) <= last_day(event + ONE_DAY, length(n, "months"), counting)


def test_a_length_below_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="-1 months is not a length"):
        Length(-1, Unit.MONTHS)


def test_a_month_without_that_day_has_none() -> None:
    assert add_months(D(2026, 1, 31), 1) is None
    assert add_months(D(2026, 3, 31), -1) is None
    assert end_of_month(D(2026, 1, 31), 1) == D(2026, 2, 28)
    assert months_after(D(2026, 1, 31), 1) == D(2026, 3, 1)
    assert months_after(D(2026, 1, 30), 12) == D(2027, 1, 30)


# ------------------------------------------------------------------ ages


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (D(2008, 2, 29), D(2026, 2, 28), 17),
        (D(2008, 2, 29), D(2026, 3, 1), 18),
        (D(2008, 2, 29), D(2028, 2, 29), 20),
        (D(2003, 12, 10), D(2022, 3, 1), 18),
        (D(2006, 4, 1), D(2024, 3, 31), 17),
        (D(2006, 4, 1), D(2024, 4, 1), 18),
        (D(2026, 1, 1), D(2026, 1, 1), 0),
    ],
)
def test_an_age_is_full_on_the_birthday(born: dt.date, day: dt.date, age: int) -> None:
    assert age_on(born, day) == age


@given(st.dates(D(1990, 1, 1), D(2020, 1, 1)), st.integers(0, 9000))
def test_an_age_is_the_number_of_birthdays(born: dt.date, lived: int) -> None:
    day = born + lived * ONE_DAY
    assert age_on(born, day) == walking.years_lived(born, day)


def test_working_days_are_not_counted_without_the_closed_days_of_a_country() -> None:
    with pytest.raises(ValueError, match="table of closed days"):
        last_day(D(2026, 1, 1), Length(8, Unit.WORKING_DAYS), CIVIL)


# ------------------------------------------------------------------ closed days

OFFICE = ClosedDays(
    D(2026, 1, 1), D(2026, 12, 31), frozenset({D(2026, 5, 4), D(2026, 5, 5)}), frozenset({(12, 31)}), frozenset({5, 6})
)


def test_offices_are_closed_on_weekends_on_holidays_and_on_days_of_every_year() -> None:
    assert OFFICE.is_closed(D(2026, 5, 2)) is True
    assert OFFICE.is_closed(D(2026, 5, 4)) is True
    assert OFFICE.is_closed(D(2026, 12, 31)) is True
    assert OFFICE.is_closed(D(2026, 5, 6)) is False


def test_the_next_open_day_comes_after_a_whole_row_of_closed_ones() -> None:
    assert OFFICE.next_open(D(2026, 5, 2)) == D(2026, 5, 6)
    assert OFFICE.next_open(D(2026, 5, 6)) == D(2026, 5, 6)


def test_past_the_end_of_the_table_nothing_is_guessed_from_the_weekday() -> None:
    assert OFFICE.is_closed(D(2025, 12, 31)) is None
    assert OFFICE.is_closed(D(2027, 1, 2)) is None
    assert OFFICE.next_open(D(2026, 12, 31)) is None
    assert OFFICE.next_open(D(2027, 1, 4)) is None


def test_working_days_leave_out_weekends_and_holidays_and_the_day_of_the_event() -> None:
    assert OFFICE.working_day(D(2026, 4, 30), 1) == D(2026, 5, 1)
    assert OFFICE.working_day(D(2026, 4, 30), 2) == D(2026, 5, 6)
    assert OFFICE.working_day(D(2026, 5, 3), 1) == D(2026, 5, 6)
    assert OFFICE.working_day(D(2026, 5, 3), 0) == D(2026, 5, 3)


def test_working_days_past_the_table_are_not_known() -> None:
    assert OFFICE.working_day(D(2026, 12, 29), 1) == D(2026, 12, 30)
    assert OFFICE.working_day(D(2026, 12, 29), 3) is None


@given(st.dates(D(2026, 1, 1), D(2026, 12, 30)))
def test_every_day_between_a_last_day_and_the_next_open_one_is_closed(day: dt.date) -> None:
    opened = OFFICE.next_open(day)
    assert opened is not None
    assert opened >= day
    assert OFFICE.is_closed(opened) is False
    assert all(OFFICE.is_closed(day + n * ONE_DAY) for n in range((opened - day).days))
