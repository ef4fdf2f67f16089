"""A day as people type it."""

import datetime as dt

import pytest

from madoguchi.help.decide.days import read_day
from madoguchi.help.terms import Problem, Span, Typed

TODAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    "typed",
    [
        ("2026", "2", "10"),
        (" 2026 ", "02", "10"),
        ("２０２６", "２", "１０"),
        ("2026年", "2月", "10日"),
        ("၂၀၂၆", "၂", "၁၀"),
        ("២០២៦", "២", "១០"),
        ("२०२६", "२", "१०"),
    ],
)
def test_digits_of_every_script_are_read(typed: tuple[str, str, str]) -> None:
    assert read_day(Typed("day", *typed), Span.PAST, TODAY) == dt.date(2026, 2, 10)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        (("2026", "", "10"), Problem.DAY_PARTS_MISSING),
        (("2026", "2", "30"), Problem.NOT_A_DAY),
        (("2026", "x", "3"), Problem.NOT_A_DAY),
        (("20266", "2", "3"), Problem.NOT_A_DAY),
        (("2026", "-2", "3"), Problem.NOT_A_DAY),
        (("26", "2", "3"), Problem.YEAR_SHORT),
        (("2026", "11", "22"), Problem.DAY_TO_COME),
        (("1026", "2", "3"), Problem.DAY_FAR),
        (("9999", "2", "3"), Problem.DAY_FAR),
    ],
)
def test_what_is_not_a_day_is_said_in_its_own_words(typed: tuple[str, str, str], problem: Problem) -> None:
    assert read_day(Typed("day", *typed), Span.PAST, TODAY) is problem


def test_a_card_may_end_in_the_future() -> None:
    assert read_day(Typed("day", "2027", "1", "1"), Span.ANY, TODAY) == dt.date(2027, 1, 1)
