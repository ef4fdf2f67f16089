"""What Today tells: what is past, what comes, what was worked out long ago; and nothing of what is closed."""

import datetime as dt

import pytest

from madoguchi.casework.decide.lists import due_rows, matching, stale
from madoguchi.casework.terms import AHEAD_DAYS, STALE_DAYS, Card, Due

TODAY = dt.date(2026, 11, 22)


def card(*days: int, worked: int | None = None, closed: bool = False, number: str = "000-001", case: str = "a") -> Card:
    """A card with days so many days from today."""
    dues = tuple(Due(TODAY + dt.timedelta(days=each), "a step") for each in days)
    worked_out_on = None if worked is None else TODAY - dt.timedelta(days=worked)
    return Card(case, "Hoa Sen", number, dues, worked_out_on, closed)


@pytest.mark.parametrize(
    ("days", "told"), [(-400, "past"), (-1, "past"), (0, "ahead"), (AHEAD_DAYS, "ahead"), (AHEAD_DAYS + 1, "not yet")]
)
def test_a_day_is_told_when_it_is_past_or_near(days: int, told: str) -> None:
    rows = due_rows([card(days)], TODAY)
    assert [row.is_past for row in rows] == {"past": [True], "ahead": [False], "not yet": []}[told]


def test_the_earliest_day_stands_first_and_nothing_of_a_closed_case() -> None:
    rows = due_rows([card(3, 1), card(-2, case="b"), card(0, closed=True, case="c")], TODAY)
    assert [(row.due.day - TODAY).days for row in rows] == [-2, 1, 3]


@pytest.mark.parametrize(("worked", "is_stale"), [(None, False), (STALE_DAYS, False), (STALE_DAYS + 1, True)])
def test_what_was_worked_out_long_ago_is_looked_at_again(*, worked: int | None, is_stale: bool) -> None:
    assert bool(stale([card(worked=worked)], TODAY)) is is_stale
    assert not stale([card(worked=worked, closed=True)], TODAY)


def test_a_case_is_found_by_number_name_or_day_and_by_nothing_never() -> None:
    cards = [card(3), card(5, number="123-456", case="b")]
    assert [each.case for each in matching(cards, "123-456", None)] == ["b"]
    assert [each.case for each in matching(cards, "hoa  SEN", None)] == ["a", "b"]
    assert [each.case for each in matching(cards, "", TODAY + dt.timedelta(days=3))] == ["a"]
    assert matching(cards, "  ", None) == ()
