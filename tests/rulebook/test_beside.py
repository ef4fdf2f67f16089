"""Four countries side by side: terms, cousins of a clause, changes, and one life in two columns."""

import datetime as dt

import pytest

from madoguchi.ground.ids import ClauseId
from madoguchi.rulebook import beside, machine
from madoguchi.rulebook.comparing import seen
from madoguchi.rulebook.decide import coming, moved
from madoguchi.rulebook.shelf import lives
from madoguchi.rulebook.terms import COUNTRIES, Wanted
from madoguchi.rules.across import answers
from madoguchi.rules.shelf import law_of, term_map, vocabulary
from madoguchi.rules.term_map import CONCEPTS
from madoguchi.ui.languages import RULE_BOOK, Language
from madoguchi.ui.words import sentences

NOW = dt.date(2026, 6, 1)
LAWS = {country: law_of(country) for country in COUNTRIES}


def wanted(name: str, left: str, right: str) -> Wanted:
    told = lives()[name]
    return Wanted(name, "", told, left, NOW, right, NOW, told.ask_on)


def test_every_concept_stands_in_every_country() -> None:
    rows = beside.rows(LAWS, term_map().term, NOW)
    assert tuple(row.concept for row in rows) == CONCEPTS
    assert [(row.concept, country) for row in rows for country in COUNTRIES if not row.cells[country]] == []


def test_a_clause_has_cousins_of_its_own_kind_about_the_same_thing() -> None:
    special = LAWS["JP"].clauses[ClauseId("jp.stay.special-period")]
    near = beside.cousins(special, NOW, LAWS)
    assert "JP" not in near
    assert "it.receipt.renewal" in [clause.id for clause in near["IT"]]
    assert {clause.kind for clauses in near.values() for clause in clauses} == {"pending"}
    assert all(len(clauses) <= beside.MOST_COUSINS for clauses in near.values())


def test_a_rule_of_a_day_has_cousins_of_that_day() -> None:
    receipt = LAWS["IT"].clauses[ClauseId("it.receipt.renewal")]
    assert "IT" not in beside.cousins(receipt, NOW, LAWS)
    assert beside.cousins(receipt, dt.date(1950, 1, 1), LAWS) == {}


def test_a_clause_is_found_in_the_book_of_its_country() -> None:
    found = beside.by_id(LAWS, "it.receipt.renewal")
    assert found is not None
    assert found[0] == "IT"
    assert beside.by_id(LAWS, "it.no.such") is None


def test_the_questions_are_answered_by_clauses_of_each_country() -> None:
    asked = beside.asked(answers(LAWS, vocabulary(), NOW), LAWS)
    assert [key for key, _ in asked] == ["across.silence", "across.after_work", "across.waiting", "across.way_back"]
    for _, by_country in asked:
        for country, said in by_country.items():
            assert all(each.clause.id in LAWS[country].clauses for each in said)
    actors = {each.actor_key for _, by_country in asked for said in by_country.values() for each in said} - {""}
    for language in RULE_BOOK:
        assert actors <= sentences(language.tag).keys()


def test_what_changed_between_two_days_is_said_in_words() -> None:
    found = {str(each.clause.id): each for each in moved(LAWS["JP"], dt.date(2024, 6, 9), dt.date(2024, 6, 10))}
    assert found["jp.supervision.ask"].began
    assert not found["jp.supervision.ask"].rows
    assert found["jp.leave.departure-order"].rows
    assert moved(LAWS["JP"], NOW, NOW) == ()


def test_what_will_change_is_known_by_its_day_or_not_before_one() -> None:
    found = coming(LAWS["JP"], NOW)
    assert any(each.day and each.day > NOW for each in found)
    assert all((each.day or each.not_before or NOW) > NOW for each in found)
    assert coming(LAWS["JP"], dt.date(2040, 1, 1)) == ()


@pytest.mark.parametrize("right", COUNTRIES)
@pytest.mark.parametrize("name", lives())
def test_every_invented_life_can_be_read_under_every_law(name: str, right: str) -> None:
    found = seen(wanted(name, "JP", right))
    assert all(column.days for column in found.columns)
    parts = [stretch for column in found.columns for stretch in column.days if stretch.parts]
    assert bool(parts) is (found.found.first is not None and found.found.first.what == "state")
    assert bool(found.parting) is (found.found.first is not None)
    for stretch in (stretch for column in found.columns for stretch in column.days):
        assert all(stretch.key in sentences(language.tag) for language in RULE_BOOK)


@pytest.mark.parametrize("language", RULE_BOOK, ids=lambda language: language.tag)
def test_every_word_of_the_pages_is_there_in_every_language(language: Language) -> None:
    said = sentences(language.tag)
    assert {f"life.example.{name}" for name in lives()} <= said.keys()
    assert {f"life.state.{state}" for state in vocabulary().lists["state"]} <= said.keys()
    assert {f"concept.{concept}" for concept in CONCEPTS} <= said.keys()
    assert {f"rules.country.{country}" for country in COUNTRIES} <= said.keys()


def test_a_program_gets_every_version_with_its_sources_and_words() -> None:
    data = machine.clause_data(LAWS["JP"].clauses[ClauseId("jp.stay.special-period")], "JP", dt.date(2005, 1, 1))
    assert (data["standing"], data["version"], len(data["versions"])) == ("in_force", 0, 2)
    assert data["versions"][1]["since"] == "2010-07-01"
    assert data["versions"][1]["sources"][0]["address"].startswith("http")
    assert {"en", "ja"} <= data["versions"][1]["says"].keys()
    assert data["versions"][1]["values"]["at_most"]["n"] == 2
    listed = machine.country_data(LAWS["JP"], "JP", NOW)
    assert len(listed["clauses"]) == len(LAWS["JP"].clauses)
