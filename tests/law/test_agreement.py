"""Small comparisons of the case checker."""

import pytest

from madoguchi.ground.ids import ClauseId
from madoguchi.rules.agreement import Given, conditions_met, in_unit
from madoguchi.rules.terms import Number


@pytest.mark.parametrize(
    ("value", "unit", "asked", "same"),
    [
        (12, "months", "years", 1),
        (24, "months", "years", 2),
        (22, "months", "years", None),
        (1, "years", "months", 12),
        (1, "years", "years", 1),
        (12, "months", "months", 12),
        (12, "months", "days", None),
        (1, "years", "days", None),
    ],
)
def test_twelve_months_are_a_year_and_nothing_else_is_another_unit(value: int, unit: str, asked: str, same: int | None) -> None:
    assert in_unit(Number("permit_length", value, unit, ClauseId("xx.a"), frozenset()), asked) == same


@pytest.mark.parametrize(
    ("value", "readings", "said", "listed"),
    [
        ("discretion", {"no"}, "yes", {"no", "discretion"}),
        ("yes", set(), "yes", set()),
        ("no", {"yes"}, "no", {"yes"}),
        ("ask", set(), "ask", set()),
    ],
)
def test_who_meets_the_conditions_is_eligible_where_an_office_may_still_say_no(
    value: str, readings: set[str], said: str, listed: set[str]
) -> None:
    found = conditions_met(Given(value, frozenset(readings), frozenset({"xx-fact"})))
    assert found is not None
    assert (found.value, set(found.readings), set(found.facts)) == (said, listed, {"xx-fact"})


def test_a_way_that_the_law_does_not_know_has_no_conditions() -> None:
    assert conditions_met(None) is None
