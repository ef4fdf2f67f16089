"""Every researched fact is a clause, or a row that says why not."""

import pytest

from tests.gates.coverage_table import COUNTRIES, FACTS, TABLES, cited, clauses_of, facts, gaps, table

EACH = pytest.mark.parametrize("file", COUNTRIES)


@EACH
def test_the_table_is_the_one_that_the_rule_files_give(file: str) -> None:
    assert (TABLES / f"{file}.md").read_text(encoding="utf-8") == table(file), "run: python -m tests.gates.coverage_table"


@EACH
def test_every_fact_is_encoded_or_says_why_not(file: str) -> None:
    silent = [fact.id for fact in facts(file) if not clauses_of(file, fact.id) and fact.id not in gaps(file)["not_a_clause"]]
    assert silent == []


@EACH
def test_a_fact_that_is_a_clause_is_not_said_to_be_none(file: str) -> None:
    assert [id_ for id_ in gaps(file)["not_a_clause"] if clauses_of(file, id_)] == []


@EACH
def test_what_is_missing_is_said_of_facts_that_are_encoded(file: str) -> None:
    assert [id_ for id_ in gaps(file)["partly"] if not clauses_of(file, id_)] == []


@pytest.mark.parametrize("country", sorted({*COUNTRIES.values()}))
def test_every_fact_that_a_clause_names_exists(country: str) -> None:
    known = {fact.id for file, of in COUNTRIES.items() if of == country for fact in facts(file)}
    assert sorted(cited(country) - known) == []


@EACH
def test_what_a_gap_names_exists(file: str) -> None:
    assert {*gaps(file)["partly"], *gaps(file)["not_a_clause"]} - {fact.id for fact in facts(file)} == set()


@EACH
def test_the_file_of_facts_was_read_to_its_end(file: str) -> None:
    entries = (FACTS / f"{file}.yaml").read_text(encoding="utf-8").count("- id: ")
    assert len(facts(file)) == len({fact.id for fact in facts(file)}) == entries
    assert all(fact.title and fact.group for fact in facts(file))


def test_no_file_of_facts_is_left_out() -> None:
    assert {file.stem for file in FACTS.glob("*.yaml")} == {*COUNTRIES}
