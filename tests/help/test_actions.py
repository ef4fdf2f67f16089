"""Where someone stands: every path through the dialogue has an answer, and what is not certain is said."""

import datetime as dt

import pytest

from madoguchi.help import shelf
from madoguchi.help.actions import standing as actions
from madoguchi.help.actions.standing import where_i_stand
from madoguchi.help.terms import Reply
from madoguchi.rules.explain import Explanation
from madoguchi.rules.terms import LifeError
from madoguchi.ui.languages import LANGUAGES
from madoguchi.ui.words import places_of, sentences
from tests.help.test_dialogue import MAY_I_STAY, TODAY, wander
from tests.help.test_telling import INTERN


@pytest.fixture(scope="module")
def many() -> list[Explanation | None]:
    """What three hundred people are told who answer by chance."""
    return [where_i_stand(MAY_I_STAY, wander(MAY_I_STAY, seed), TODAY).told for seed in range(300)]


def test_every_path_has_an_answer(many: list[Explanation | None]) -> None:
    assert None not in many


def test_an_event_without_its_day_makes_the_answer_uncertain() -> None:
    told: dict[str, Reply] = {**INTERN, "ended_day": "dont_know"}
    standing = where_i_stand(MAY_I_STAY, told, TODAY)
    assert not standing.is_certain
    assert [question.id for question in standing.undated] == ["ended_day"]


def test_who_tells_nothing_is_told_nothing_for_certain() -> None:
    standing = where_i_stand(shelf.dialogue("may_i_stay"), {"place": "rather_not", "status": "dont_know"}, TODAY)
    assert not standing.is_certain
    assert [row.is_open for row in standing.rows] == [True, True]


def test_a_stay_that_runs_is_certain() -> None:
    told: dict[str, Reply] = {**INTERN, "ended": "nothing"}
    assert where_i_stand(MAY_I_STAY, told, TODAY).is_certain


def test_answers_that_do_not_fit_together_are_said_and_not_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    # The engine refuses such lives; which ones is its business, so the refusal itself stands in here.
    def refuse(*_: object) -> None:
        raise LifeError("two of them at once")

    monkeypatch.setattr(actions, "position", refuse)
    standing = where_i_stand(MAY_I_STAY, INTERN, dt.date(2026, 11, 21))
    assert standing.told is None
    assert not standing.is_certain


@pytest.mark.parametrize("tag", [language.tag for language in LANGUAGES])
def test_whatever_is_said_has_its_sentence_in_every_language(many: list[Explanation | None], tag: str) -> None:
    said = sentences(tag)
    missing: set[str] = set()
    for told in many:
        for sentence in told.sentences() if told else ():
            if sentence.key not in said or not places_of(said[sentence.key]) <= sentence.places.keys():
                missing.add(sentence.key)
    assert missing == set()
