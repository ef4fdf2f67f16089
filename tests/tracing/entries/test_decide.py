"""What an enquiry, a beacon, a line and a question of the week may be; no table, no page."""

import datetime as dt
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.tracing.decide import entries
from madoguchi.tracing.decide.compounds import of_sought
from madoguchi.tracing.decide.lines import checked_line
from madoguchi.tracing.decide.questions import is_due, next_question
from madoguchi.tracing.decide.spoken import spoken_cuts
from madoguchi.tracing.terms.entries import (
    LISTED_QUESTIONS,
    LONGEST_LINE,
    LONGEST_MESSAGE,
    LONGEST_NAME,
    LONGEST_SIGN,
    MOST_DENIED,
    MOST_NAMES,
    QUESTION_DAYS,
    Answer,
    Asked,
    Denied,
    Left,
    Relation,
    TracingRefused,
    Written,
)
from tests.tracing.entries.network_of_entries import ASKED, HOAN

TODAY = dt.date(2026, 11, 22)


def test_seventy_two_hours_have_passed_whenever_the_yes_was_given_on_its_day() -> None:
    last_minute = dt.datetime.combine(TODAY, dt.time(23, 59))
    assert dt.datetime.combine(entries.takes_effect(TODAY), dt.time(0)) - last_minute >= dt.timedelta(hours=72)


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        (replace(ASKED, sought=Written()), "look.problem.name"),
        (replace(ASKED, sought=Written(("…", "123"), 1998, "Nghệ An")), "look.problem.name"),
        (replace(ASKED, sought=Written(("Suparman",))), "look.problem.one_word"),
        (replace(ASKED, sought=Written(("Suparman",), 1998)), "look.problem.one_word"),
        (replace(ASKED, asker=Written()), "look.problem.your_name"),
        (replace(ASKED, sought=replace(HOAN, born=1915)), "look.problem.year"),
        (replace(ASKED, sought=replace(HOAN, born=2027)), "look.problem.year"),
        (replace(ASKED, sought=replace(HOAN, home="x" * (LONGEST_NAME + 1))), "look.problem.too_long"),
        (replace(ASKED, sought=Written(("a b",) * (MOST_NAMES + 1))), "look.problem.too_long"),
        (replace(ASKED, sign="x" * (LONGEST_SIGN + 1)), "look.problem.too_long"),
        (replace(ASKED, message="x" * (LONGEST_MESSAGE + 1)), "look.problem.too_long"),
    ],
)
def test_an_enquiry_that_cannot_be_taken_says_why(asked: Asked, key: str) -> None:
    with pytest.raises(TracingRefused) as refused:
        entries.checked(asked, TODAY)
    assert refused.value.key == key


def test_one_that_can_is_taken_as_it_is() -> None:
    assert entries.checked(ASKED, TODAY) == ASKED
    oldest = replace(ASKED, sought=replace(HOAN, born=1916))
    assert entries.checked(oldest, TODAY) == oldest
    one_word = replace(ASKED, sought=Written(("Suparman",), 1998, "Blitar"))
    assert entries.checked(one_word, TODAY) == one_word


@given(st.text(max_size=20), st.none() | st.integers(1950, 2020), st.text(max_size=8))
def test_whatever_is_taken_can_be_found(name: str, born: int | None, home: str) -> None:
    who = Written((name,), born, home)
    with suppress(TracingRefused):
        entries.check_can_be_found(who)
        assert of_sought(who, spoken_cuts, asks=False) & of_sought(who, spoken_cuts, asks=True)


@pytest.mark.parametrize(
    ("left", "key"),
    [
        (Left(Written()), "look.problem.name"),
        (Left(Written(("Suparman",), None, "Blitar")), "look.problem.one_word"),
        (Left(HOAN, (Denied("Nguyễn"),)), "trace.problem.denied_name"),
        (Left(HOAN, (Denied("x " * LONGEST_NAME),)), "look.problem.too_long"),
        (Left(HOAN, (Denied("a b"),) * (MOST_DENIED + 1)), "look.problem.too_long"),
    ],
)
def test_a_beacon_that_cannot_be_left_says_why(left: Left, key: str) -> None:
    with pytest.raises(TracingRefused) as refused:
        entries.check_left(left, TODAY)
    assert refused.value.key == key


texts = st.text(max_size=20)
people = st.builds(Written, st.lists(texts, max_size=3).map(tuple), st.none() | st.integers(1900, 2030), texts)


@given(st.builds(Asked, people, people, st.sampled_from(Relation), texts, texts))
def test_an_enquiry_comes_back_as_it_was_written(asked: Asked) -> None:
    assert entries.asked_read(entries.asked_written(asked)) == asked


@given(people, st.lists(st.builds(Denied, texts, st.none() | st.sampled_from(Relation), texts), max_size=3))
def test_a_beacon_comes_back_as_it_was_left(who: Written, denied: list[Denied]) -> None:
    left = Left(who, tuple(denied))
    assert entries.left_read(entries.left_written(left)) == left


def test_less_than_before_is_known() -> None:
    assert entries.falls_back(Answer.RELAY, Answer.ALIVE)
    assert entries.falls_back(Answer.ALIVE, Answer.NEVER)
    assert not entries.falls_back(Answer.ALIVE, Answer.MESSAGE)
    assert not entries.falls_back(None, Answer.NOTHING)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org",
        "xem www.abc",
        "hoa@example.org",
        "t.me/abc",
        "090-1234-5678",
        "０９０１２３４５６７８",
        "0 9 0 1 2 3 4 5 6",
    ],
)
def test_a_line_leads_nowhere(text: str) -> None:
    with pytest.raises(TracingRefused) as refused:
        checked_line(f"Con đây. {text}")
    assert refused.value.key == "relay.problem.leads"


@pytest.mark.parametrize("text", ["", "  ", "x" * (LONGEST_LINE + 1)])
def test_a_line_has_something_in_it_and_is_short(text: str) -> None:
    with pytest.raises(TracingRefused) as refused:
        checked_line(text)
    assert refused.value.key == "relay.problem.text"


@pytest.mark.parametrize("text", ["Con sinh ngày 12.3.1998", "Mẹ 50 tuổi rồi.", "Con ăn cơm chưa?"])
def test_days_and_years_are_no_numbers_to_call(text: str) -> None:
    assert checked_line(f" {text} ") == text


def test_a_question_comes_at_once_and_then_every_week() -> None:
    assert is_due(None, TODAY)
    assert not is_due(TODAY, TODAY + dt.timedelta(days=QUESTION_DAYS - 1))
    assert is_due(TODAY, TODAY + dt.timedelta(days=QUESTION_DAYS))


@given(st.sets(st.integers(1, LISTED_QUESTIONS)), st.integers(0, LISTED_QUESTIONS), st.integers(0))
def test_no_question_is_put_twice_and_a_wish_comes_next(put: set[int], wished: int, chance: int) -> None:
    found = next_question(put, wished, chance)
    assert found not in put
    if wished and wished not in put:
        assert found == wished
    assert (found == 0) == (len(put) == LISTED_QUESTIONS)
