"""The tables of the room say where they come from, and hold what they promise."""

import tomllib

import pytest

from madoguchi.names import shelf

TABLES = ["han.tsv", "kun.tsv", "sino_vietnamese.tsv", "families_abroad.tsv"]


@pytest.mark.parametrize("table", TABLES)
def test_a_table_says_where_it_comes_from_and_under_which_licence(table: str) -> None:
    head = " ".join(line for line in shelf.text(table).splitlines() if line.startswith("#"))
    assert "licence" in head


@pytest.mark.parametrize("table", TABLES)
def test_no_sign_has_two_rows(table: str) -> None:
    signs = [row[0] for row in shelf.rows(table)]
    assert len(signs) == len(set(signs))
    assert all(len(sign) == 1 for sign in signs)


def test_weights_are_numbers() -> None:
    weights = tomllib.loads(shelf.text("weights.toml"))["weights"]
    assert weights
    assert all(isinstance(weight, float) for weight in weights.values())


def test_what_differs_never_speaks_for_one_name() -> None:
    weights = tomllib.loads(shelf.text("weights.toml"))["weights"]
    assert [name for name, weight in weights.items() if name.endswith(" differs") and weight > 0] == []
