"""A checker that never complains proves nothing: each kind of expectation, made wrong on purpose, is noticed."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import pytest

from madoguchi.rules.lives import Case
from tests.law.reading import case, complaints

DAY = dt.date


class Wrong(NamedTuple):
    """One row of a real case, and what is made wrong in it."""

    case: str
    table: str
    row: int
    change: Mapping[str, Any]
    about: str


def changed(told: Case, table: str, number: int, change: Mapping[str, Any]) -> Case:
    """The case with one row changed; a value None takes the key away."""
    rows = list(told.expect[table])
    rows[number] = {key: value for key, value in {**rows[number], **change}.items() if value is not None}
    return replace(told, expect={**told.expect, table: tuple(rows)})


def with_row(told: Case, table: str, row: Mapping[str, Any]) -> Case:
    """The case with one more expectation."""
    return replace(told, expect={**told.expect, table: (*told.expect.get(table, ()), row)})


WRONG = [
    Wrong("JP-02", "seen", 0, {"state": "lawful_pending"}, "a state that does not hold"),
    Wrong("JP-02", "seen", 1, {"until": DAY(2026, 11, 1)}, "a state that lasts a day too long"),
    Wrong("JP-02", "seen", 1, {"from": DAY(2026, 8, 31)}, "a state that begins a day too early"),
    Wrong("JP-02", "seen", 0, {"from": DAY(2001, 1, 1)}, "a state before anything is told"),
    Wrong("JP-02", "seen", 1, {"why_fact": "jp-overstay-ground"}, "a state that rests on another rule"),
    Wrong("JP-02", "seen", 2, {"or": ["lawful_pending"]}, "a reading that the law book does not list"),
    Wrong("JP-02", "projected", 0, {"state": "lawful", "or": None}, "a state to come"),
    Wrong("JP-02", "deadline", 0, {"day": DAY(2026, 10, 30)}, "a last day one day early"),
    Wrong("JP-02", "deadline", 0, {"day": DAY(2026, 11, 1)}, "a last day one day late"),
    Wrong("JP-02", "deadline", 0, {"edge": "first"}, "another edge of the period"),
    Wrong("JP-02", "deadline", 0, {"id": "renewal_filing"}, "a deadline that the law does not know"),
    Wrong("JP-02", "deadline", 0, {"for": "departure_order"}, "a deadline of another option"),
    Wrong("JP-02", "deadline", 0, {"fact": "jp-overstay-ground"}, "a deadline that rests on another rule"),
    Wrong("JP-02", "deadline", 0, {"or": [DAY(2026, 10, 29)]}, "a reading of a deadline that nobody holds"),
    Wrong("JP-02", "deadline", 1, {"day": DAY(2026, 10, 22)}, "an advised day too far off"),
    Wrong("JP-04", "deadline", 0, {"met": "missed"}, "a filing that was in time called late"),
    Wrong("JP-04", "deadline", 0, {"rolled": DAY(2026, 6, 2)}, "a closed day rolled too far"),
    Wrong("JP-43", "deadline", 0, {"warn": DAY(2026, 8, 31)}, "a warning on the later reading"),
    Wrong("JP-02", "option", 0, {"answer": "no"}, "an answer turned round"),
    Wrong("JP-09", "option", 0, {"answer": "yes"}, "discretion turned into a yes"),
    Wrong("JP-09", "option", 0, {"why_fact": "jp-notify-organisation"}, "an answer that rests on another rule"),
    Wrong("JP-09", "option", 0, {"id": "arraigo_social"}, "an option that the law does not have"),
    Wrong("JP-38", "option", 1, {"or": ["yes"]}, "an answer that no reading gives"),
    Wrong("JP-14", "bar", 0, {"length": {"n": 10, "unit": "years"}}, "a ban of another length"),
    Wrong("JP-14", "bar", 0, {"kind": "work"}, "a ban of another kind"),
    Wrong("JP-14", "bar", 0, {"fact": "jp-departure-order-before-2024"}, "a ban that rests on another rule"),
    Wrong("JP-14", "compare", 0, {"how": "equal"}, "two laws said to be the same"),
    Wrong("JP-14", "compare", 0, {"id": "arraigo_social"}, "a comparison of what neither law has"),
    Wrong("JP-28", "compare", 0, {"how": "equal"}, "two lives said to be the same"),
]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.about.replace(" ", "-"))
def test_a_wrong_expectation_is_noticed(wrong: Wrong) -> None:
    told = changed(case(wrong.case), wrong.table, wrong.row, wrong.change)
    found = complaints(told)
    assert found
    assert all(line.startswith(f"{wrong.case}: {wrong.table}") for line in found)


def rows_of(table: str) -> list[tuple[str, int]]:
    names = ["JP-02", "JP-12", "JP-13", "JP-14", "JP-19", "JP-22", "JP-31", "JP-35", "JP-41", "JP-42", "JP-44", "VN-02", "VN-03"]
    return [(name, number) for name in names for number in range(len(case(name).expect.get(table, ())))]


@pytest.mark.parametrize(("name", "number"), rows_of("number"))
def test_a_wrong_number_is_noticed(name: str, number: int) -> None:
    value = case(name).expect["number"][number]["value"]
    assert complaints(changed(case(name), "number", number, {"value": value + 1, "or": None}))
    assert complaints(changed(case(name), "number", number, {"unit": "hours"}))
    assert complaints(changed(case(name), "number", number, {"or": [value + 2]}))


@pytest.mark.parametrize(("name", "number"), rows_of("bar"))
def test_a_ban_that_ends_on_another_day_or_has_another_length_is_noticed(name: str, number: int) -> None:
    row = case(name).expect["bar"][number]
    if "until" in row:
        wrong = changed(case(name), "bar", number, {"until": row["until"] + dt.timedelta(days=1), "or": None})
    else:
        wrong = changed(case(name), "bar", number, {"length": {"n": row["length"]["n"] + 1, "unit": row["length"]["unit"]}})
    assert complaints(wrong)
    assert complaints(changed(case(name), "bar", number, {"from": DAY(1999, 1, 1)}))


@pytest.mark.parametrize(("name", "number"), [("JP-33", 0), ("JP-42", 0), ("JP-42", 1)])
def test_a_wrong_answer_to_a_question_of_law_is_noticed(name: str, number: int) -> None:
    for word in {"yes", "no", "discretion", "ask", "unknown"} - {case(name).expect["answer"][number]["answer"]}:
        assert complaints(changed(case(name), "answer", number, {"answer": word}))
    assert complaints(changed(case(name), "answer", number, {"id": "may_travel"}))
    assert complaints(changed(case(name), "answer", number, {"why_fact": "jp-notify-spouse"}))


def test_a_question_that_is_not_asked_is_noticed() -> None:
    asked = with_row(case("JP-25"), "ask", {"id": "certainly_not_a_question"})
    assert complaints(asked) == [line for line in complaints(asked) if line.startswith("JP-25: ask")]
    assert complaints(asked)


def test_what_the_law_holds_is_compared_like_what_was_seen() -> None:
    right = with_row(case("JP-02"), "held", {"layer": "summary", "until": DAY(2026, 8, 31), "state": "lawful"})
    assert complaints(right) == []
    assert complaints(changed(right, "held", 0, {"state": "irregular_lapse"}))


def test_a_meaning_that_must_not_be_said_is_noticed() -> None:
    assert complaints(case("JP-02"), said=["waiting_is_safe"]) == [
        "JP-02: must_not_say waiting_is_safe: something shown for main carries this meaning"
    ]
    assert complaints(case("JP-02"), said=["hide"]) == []


def test_an_option_narrowed_to_a_status_is_still_compared() -> None:
    assert complaints(changed(case("JP-25"), "option", 0, {"answer": "ask"}))


def test_a_state_that_does_not_hold_is_shown_on_the_first_day_that_the_case_speaks_of() -> None:
    said = complaints(changed(case("JP-02"), "seen", 1, {"from": DAY(2026, 9, 20), "state": "irregular_lapse"}))
    assert said[0].endswith("expected irregular_lapse, the law book gives lawful_pending on 2026-09-20")


def test_a_way_that_is_for_others_says_nothing_where_one_is_for_this_person() -> None:
    """Part-time work beside one employer is a rule for other statuses; this student has left the school."""
    row = {"id": "side_job", "answer": "no", "why_fact": "jp-work-28-hours"}
    assert complaints(with_row(case("JP-09"), "option", row)) == []
    assert complaints(with_row(case("JP-09"), "option", {**row, "answer": "yes"}))
