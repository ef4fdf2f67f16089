"""Every researched fact is a clause, or a row that says why not."""

from tests.gates.coverage_table import TABLE, cited, clauses_of, facts, gaps, table


def test_the_table_is_the_one_that_the_rule_files_give() -> None:
    assert TABLE.read_text(encoding="utf-8") == table(), "run: python -m tests.gates.coverage_table"


def test_every_fact_is_encoded_or_says_why_not() -> None:
    silent = [fact.id for fact in facts() if not clauses_of(fact.id) and fact.id not in gaps()["not_a_clause"]]
    assert silent == []


def test_a_fact_that_is_a_clause_is_not_said_to_be_none() -> None:
    assert [id_ for id_ in gaps()["not_a_clause"] if clauses_of(id_)] == []


def test_what_is_missing_is_said_of_facts_that_are_encoded() -> None:
    assert [id_ for id_ in gaps()["partly"] if not clauses_of(id_)] == []


def test_every_fact_that_a_clause_names_exists() -> None:
    assert sorted(cited() - {fact.id for fact in facts()}) == []


def test_the_file_of_facts_was_read_to_its_end() -> None:
    assert len(facts()) == len({fact.id for fact in facts()}) == 100
    assert all(fact.title and fact.group for fact in facts())
