"""Every worked case agrees with the law book, and nothing shown for it carries a meaning that it forbids."""

from pathlib import Path

import pytest

from madoguchi.desk.said import in_text, meanings, never_said
from madoguchi.rules.check import check_case
from madoguchi.rules.clauses import Standing
from madoguchi.rules.engine import position
from madoguchi.rules.explain import explain
from madoguchi.rules.shelf import COUNTRIES, law_of, vocabulary
from madoguchi.rules.terms import Answer
from madoguchi.rules.under import under
from tests.law.reading import FILES, OWN, case, fact_ids

BY_NAME = pytest.mark.parametrize("file", [*FILES, *OWN], ids=lambda file: file.stem)


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


@BY_NAME
def test_a_case_cites_facts_that_somebody_read(file: Path) -> None:
    told = case(file.stem)
    assert told.id == file.stem
    assert told.facts_used
    assert set(told.facts_used) - fact_ids() == set()


@BY_NAME
def test_an_expectation_cites_facts_of_its_own_case(file: Path) -> None:
    told = case(file.stem)
    rows = [row for table in told.expect.values() for row in table]
    cited = [row[key] for row in rows for key in ("fact", "why_fact") if key in row]
    assert {fact for each in cited for fact in ([each] if isinstance(each, str) else each)} <= set(told.facts_used)


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


@BY_NAME
def test_every_way_to_the_immigration_office_says_which_office_it_is(file: Path) -> None:
    told = case(file.stem)
    law = law_of(told.country)
    for life in told.lives.values():
        of = position(law, vocabulary(), life.life, life.ask_on)
        to_office = {each.id for each in of.options if each.to == "immigration" and each.shown and each.answer is not Answer.NO}
        for choice in explain(law, of).options:
            assert choice.id not in to_office or "risk.office-is-immigration" in {risk.key for risk in choice.risks}


@BY_NAME
def test_an_open_way_is_cited_as_the_rule_stood_on_the_day_asked_about(file: Path) -> None:
    told = case(file.stem)
    law = law_of(told.country)
    for life in told.lives.values():
        for option in position(law, vocabulary(), life.life, life.ask_on).options:
            if option.answer in (Answer.YES, Answer.DISCRETION):
                standing, _ = law.clauses[option.clause].standing(option.law_day or life.ask_on)
                assert standing is Standing.IN_FORCE, option.clause


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
