"""Every worked case agrees with the law book, and nothing shown for it carries a meaning that it forbids."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from madoguchi.desk.said import in_text, meanings, never_said
from madoguchi.rules.check import check_case
from madoguchi.rules.clauses import LawBook, Standing
from madoguchi.rules.engine import position
from madoguchi.rules.explain import explain
from madoguchi.rules.lives import Case
from madoguchi.rules.shelf import COUNTRIES, law_of, vocabulary
from madoguchi.rules.terms import Answer, Position
from madoguchi.rules.under import under
from tests.law.reading import FILES, OWN, case, fact_ids

ALL = [*FILES, *OWN]
BY_NAME = pytest.mark.parametrize("file", ALL, ids=lambda file: file.stem)


@BY_NAME
def test_the_law_book_agrees_with_the_case(file: Path) -> None:
    told = case(file.stem)
    assert [str(each) for each in check_case(told, law_of(told.country), vocabulary())] == []


@pytest.mark.parametrize("file", [file for file in FILES if case(file.stem).must_not_say], ids=lambda file: file.stem)
def test_nothing_shown_in_any_language_says_what_the_case_forbids(file: Path) -> None:
    told = case(file.stem)
    for life in told.lives.values():
        law = law_of(told.country)
        law = under(law, life.law_on) if life.law_on else law
        said = set(meanings(law, position(law, vocabulary(), life.life, life.ask_on)))
        assert said & set(told.must_not_say) == set()


# Of every case in one test each: they take no time, and each names the cases that fail.


def test_a_case_cites_facts_that_somebody_read() -> None:
    assert [file.stem for file in ALL if case(file.stem).id != file.stem or not case(file.stem).facts_used] == []
    unread = {file.stem: set(case(file.stem).facts_used) - fact_ids() for file in ALL}
    assert {name: facts for name, facts in unread.items() if facts} == {}


def test_an_expectation_cites_facts_of_its_own_case() -> None:
    assert {file.stem: strange for file in ALL if (strange := cited_by(case(file.stem)) - set(case(file.stem).facts_used))} == {}


def cited_by(told: Case) -> set[str]:
    """Every fact that an expectation of the case names."""
    cited = [row[key] for table in told.expect.values() for row in table for key in ("fact", "why_fact") if key in row]
    return {fact for each in cited for fact in ([each] if isinstance(each, str) else each)}


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_law_book_rests_on_facts_that_somebody_read(country: str) -> None:
    cited = {fact for clause in law_of(country).clauses.values() for version in clause.versions for fact in version.facts}
    assert cited - fact_ids() == set()


# These are about how things stand together, not about words: which day's rule is cited, and which risk stands beside a way.
NOT_IN_WORDS = {"deadline_today_from_old_law", "old_rule_as_now", "go_to_office_without_warning"}


@pytest.mark.parametrize("word", sorted(never_said()))
def test_a_forbidden_meaning_is_a_word_of_the_vocabulary_and_has_something_to_look_for(word: str) -> None:
    assert word in vocabulary().lists["must_not_say"]
    looked_for = [key for key in ("keys", "en", "vi", "ja", "ja-x-easy") if never_said()[word].get(key)]
    assert bool(looked_for) is (word not in NOT_IN_WORDS)


def asked() -> Iterator[tuple[str, LawBook, Position, dt.date]]:
    """Each life of each case: its name, the law of its country, what the law says, and the day asked about."""
    for file in ALL:
        told = case(file.stem)
        law = law_of(told.country)
        for life in told.lives.values():
            yield f"{file.stem} {life.id}", law, position(law, vocabulary(), life.life, life.ask_on), life.ask_on


def test_every_way_to_the_immigration_office_says_which_office_it_is() -> None:
    silent = []
    for name, law, of, _ in asked():
        to_office = {each.id for each in of.options if each.to == "immigration" and each.shown and each.answer is not Answer.NO}
        ways = [choice for choice in explain(law, of).options if choice.id in to_office]
        silent += [f"{name}: {way.id}" for way in ways if "risk.office-is-immigration" not in {risk.key for risk in way.risks}]
    assert silent == []


def test_an_open_way_is_cited_as_the_rule_stood_on_the_day_asked_about() -> None:
    repealed = []
    for name, law, of, day in asked():
        for option in of.options:
            if option.answer in (Answer.YES, Answer.DISCRETION):
                standing, _ = law.clauses[option.clause].standing(option.law_day or day)
                repealed += [f"{name}: {option.clause}"] if standing is not Standing.IN_FORCE else []
    assert repealed == []


@pytest.mark.parametrize(
    ("word", "lang", "text"),
    [
        ("probability", "en", "You are likely to get it."),
        ("probability", "en", "Half of the requests, 50 percent, were granted."),
        ("probability", "ja", "許可の可能性が高いです。"),
        ("waiting_is_safe", "en", "It is safe to wait."),
        ("waiting_is_safe", "vi", "Bạn cứ yên tâm chờ."),
        ("certain_fine", "en", "You will be fined."),
    ],
)
def test_a_sentence_that_carries_a_forbidden_meaning_is_found(word: str, lang: str, text: str) -> None:
    assert in_text(word, lang, text)


@pytest.mark.parametrize("word", sorted(never_said()))
def test_a_plain_sentence_carries_no_forbidden_meaning(word: str) -> None:
    assert not in_text(word, "en", "Your permission ends on 30 June 2026. Ask for an extension by that day.")
