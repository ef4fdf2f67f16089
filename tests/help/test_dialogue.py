"""May I stay? Every path ends, every word is known, and not knowing is always an answer."""

import datetime as dt
import random

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from madoguchi.help import shelf
from madoguchi.help.decide.dialogue import as_typed, choices, given, next_question, path, question_before, take, walk
from madoguchi.help.decide.telling import tell
from madoguchi.help.terms import OPEN_REPLIES, Answers, Dialogue, Go, Kind, Problem, Question, Reply, Span, Typed
from madoguchi.rules.shelf import vocabulary
from madoguchi.rules.words import check_value
from madoguchi.ui.languages import LANGUAGES
from madoguchi.ui.words import sentences

TODAY = dt.date(2026, 11, 21)
MAY_I_STAY = shelf.dialogue("may_i_stay")


def replies(question: Question, answers: Answers) -> list[Reply]:
    """Everything that can be answered to a question here."""
    if question.kind is Kind.DAY:
        later = [TODAY + dt.timedelta(days=40)] if question.span is Span.ANY else []
        return [*OPEN_REPLIES, TODAY - dt.timedelta(days=40), *later]
    return [*OPEN_REPLIES, *(choice.id for choice in choices(question, answers, TODAY))]


def wander(dialogue: Dialogue, seed: int) -> dict[str, Reply]:
    """Answer by chance until nothing is asked any more."""
    chance = random.Random(seed)
    answers: dict[str, Reply] = {}
    while question := next_question(dialogue, answers, TODAY):
        assert question.id not in answers, "a question was asked twice"
        answers[question.id] = chance.choice(replies(question, answers))
    return answers


@examples(st.integers(0, 10_000))
def test_every_path_ends(seed: int) -> None:
    assert len(wander(MAY_I_STAY, seed)) <= len(MAY_I_STAY.questions)


@pytest.mark.parametrize("reply", OPEN_REPLIES)
def test_not_knowing_never_ends_the_path_and_tells_nothing(reply: str) -> None:
    answers: dict[str, Reply] = {}
    while question := next_question(MAY_I_STAY, answers, TODAY):
        answers[question.id] = reply
    assert "wish" in answers
    told = tell(MAY_I_STAY, answers, TODAY)
    assert {fact.value for fact in told.life.facts} == {None}
    assert told.life.events == ()


@pytest.mark.slow
def test_every_question_and_every_choice_is_reached() -> None:
    walks = [wander(MAY_I_STAY, seed) for seed in range(4_000)]
    reached = {(name, reply) for answers in walks for name, reply in answers.items()}
    questions = MAY_I_STAY.questions
    assert {question.id for question in questions} == {name for name, _ in reached}
    wanted = {(question.id, choice.id) for question in questions for choice in question.choices}
    assert wanted - reached == set()


@examples(st.integers(0, 10_000))
def test_every_word_of_a_told_life_is_in_the_vocabulary(seed: int) -> None:
    words = vocabulary()
    life = tell(MAY_I_STAY, wander(MAY_I_STAY, seed), TODAY).life
    for fact in life.facts:
        assert fact.value is None or check_value(words, words.facts[fact.name].type, fact.value, fact.name) == fact.value
    for event in life.events:
        fields = words.events[event.kind].fields
        assert {name for name, kind in fields.items() if not kind.endswith("?")} <= event.fields.keys()
        for name, value in event.fields.items():
            check_value(words, fields[name].removesuffix("?"), value, f"{event.kind}.{name}")
        assert event.day <= TODAY


@pytest.mark.parametrize("tag", [language.tag for language in LANGUAGES])
def test_every_question_has_its_texts(tag: str) -> None:
    wanted = {question.key for question in MAY_I_STAY.questions}
    wanted |= {question.help for question in MAY_I_STAY.questions if question.help}
    wanted |= {choice.key for question in MAY_I_STAY.questions for choice in question.choices}
    wanted |= {f"ask.problem.{problem.value}" for problem in Problem}
    assert wanted - sentences(tag).keys() == set()


def test_going_back_keeps_the_answers() -> None:
    answers: dict[str, Reply] = {"place": "here", "status": "student", "until": dt.date(2027, 3, 31)}
    back = walk(MAY_I_STAY, answers, "filed", Go.BACK, TODAY)
    assert back.question is not None
    assert back.question.id == "until"
    assert back.answers == answers
    assert as_typed("dont_know") == Typed("dont_know")
    assert as_typed(answers["until"]) == Typed("day", "2027", "3", "31")
    assert question_before(MAY_I_STAY, answers, TODAY, "place").id == "place"
    assert question_before(MAY_I_STAY, answers, TODAY, "leave_by").id == "filed"


def test_a_changed_answer_leaves_the_others_in_place_and_off_the_path() -> None:
    answers: dict[str, Reply] = {"place": "here", "status": "student", "until": TODAY, "filed": "nothing", "ended": "school_left"}
    changed = take(MAY_I_STAY, answers, "status", Typed("permanent"), TODAY)
    assert changed.answers["ended"] == "school_left"
    assert "ended" not in given(MAY_I_STAY, changed.answers, TODAY)
    assert [event.kind for event in tell(MAY_I_STAY, changed.answers, TODAY).life.events] == ["permit.held"]


def test_an_answer_that_no_longer_fits_is_asked_again() -> None:
    answers: dict[str, Reply] = {
        "place": "here",
        "status": "intern_2",
        "until": TODAY,
        "filed": "nothing",
        "ended": "school_left",
    }
    assert path(MAY_I_STAY, answers, TODAY)[-1].id == "ended"


def test_walking_goes_to_a_question_only_if_it_is_on_the_path() -> None:
    answers: dict[str, Reply] = {"place": "here", "status": "student"}
    assert walk(MAY_I_STAY, answers, "status", Go.CHANGE, TODAY).question == MAY_I_STAY.question("status")
    assert walk(MAY_I_STAY, answers, "left_day", Go.CHANGE, TODAY).question == MAY_I_STAY.question("until")
    assert walk(MAY_I_STAY, answers, "", Go.BACK, TODAY).question == MAY_I_STAY.question("until")


@pytest.mark.parametrize(
    ("at", "typed", "problem"),
    [
        ("place", Typed(), Problem.NOTHING_CHOSEN),
        ("place", Typed("somewhere"), Problem.NOTHING_CHOSEN),
        ("until", Typed(), Problem.NOTHING_CHOSEN),
        ("until", Typed("day"), Problem.DAY_PARTS_MISSING),
        ("until", Typed("dont_know", "2026", "1", "1"), Problem.TWO_ANSWERS),
    ],
)
def test_an_answer_that_cannot_be_taken_is_kept_and_asked_again(at: str, typed: Typed, problem: Problem) -> None:
    step = take(MAY_I_STAY, {"place": "here", "status": "student"}, at, typed, TODAY)
    assert (step.problem, step.typed) == (problem, typed)
    assert step.question is not None
    assert step.question.id == at


def test_there_is_no_question_that_is_not_in_the_file() -> None:
    with pytest.raises(KeyError):
        MAY_I_STAY.question("name")
