"""The rule book's index of worked cases is the one of today."""

from madoguchi.rules.shelf import cases_index
from tests.law.index import INDEX, index


def test_the_index_of_cases_is_that_of_the_files() -> None:
    assert INDEX.read_text(encoding="utf-8") == index(), "run `python -m tests.law.index`"


def test_every_case_of_the_index_cites_facts() -> None:
    assert all(case.facts for case in cases_index())
