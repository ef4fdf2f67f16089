"""Small comparisons of the case checker."""

import pytest

from madoguchi.ground.ids import ClauseId
from madoguchi.rules.agreement import in_unit
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
