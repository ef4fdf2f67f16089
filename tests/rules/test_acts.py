"""A way that is taken by an act is judged by the law of the day of the act, where the act was about this way and this stay."""

import datetime as dt

import pytest

from madoguchi.rules.terms import Answer, Event
from tests.rules.invented import clause, law
from tests.rules.told import D, answer, ask, decided, event, filed, last_days, life

LEAVE = law(
    clause(
        "leave.way", "route", 'option = "voluntary_departure"', 'law_of = "act"', 'acts = ["departure.reported", "departed"]',
        versions=(
            'since = 2020-01-01\nuntil = 2024-12-31\nneeds = [{ when = "pregnant", says = "is-pregnant" }]',
            "since = 2025-01-01",
        ),
    )
)  # fmt: skip
"""Until the end of 2024 for pregnant people only; for all since."""


GONE = event(D(2024, 1, 1), "departed")
BACK = event(D(2024, 2, 1), "entered")


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ((), Answer.YES),
        ((event(D(2024, 12, 31), "departed"),), Answer.NO),
        ((event(D(2025, 1, 1), "departed"),), Answer.YES),
        ((event(D(2024, 12, 31), "departed"), event(D(2025, 6, 1), "entered")), Answer.YES),
        ((event(D(2024, 12, 1), "departure.reported"), event(D(2024, 12, 31), "departed")), Answer.NO),
        ((GONE, BACK, event(D(2024, 12, 1), "departure.reported")), Answer.NO),
        ((BACK, event(D(2024, 12, 1), "departure.reported")), Answer.NO),
    ],
)
def test_what_was_done_before_a_journey_from_which_the_person_came_back_is_not_the_act(
    events: tuple[Event, ...], said: Answer
) -> None:
    assert answer(ask(life(*events, pregnant=False), D(2026, 6, 1), LEAVE), "voluntary_departure") is said


OPEN_FROM = D(2026, 4, 16)
ROUTE = law(
    clause(
        "reg.ask", "route", 'option = "regularisation"', 'law_of = "act"',
        'acts = [{ event = "application.filed", where = "for == regularisation" }]',
        versions=(f"since = {OPEN_FROM}",),
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("day", "answered", "said"),
    [
        (D(2005, 4, 1), decided(D(2005, 9, 1), "refused"), Answer.YES),
        (D(2005, 4, 1), event(D(2005, 9, 1), "application.withdrawn", no="1"), Answer.YES),
        (D(2005, 4, 1), None, Answer.NO),
        (D(2005, 4, 1), decided(D(2005, 9, 1), "refused", no="2"), Answer.NO),
        (D(2026, 4, 16), decided(D(2026, 5, 2), "refused"), Answer.YES),
    ],
)
def test_a_request_of_another_time_that_was_answered_does_not_shut_a_way_that_opened_later(
    day: dt.date, answered: Event | None, said: Answer
) -> None:
    told = life(filed(day, "regularisation"), *([answered] if answered else []))
    assert answer(ask(told, D(2026, 6, 1), ROUTE), "regularisation") is said


@pytest.mark.parametrize(
    ("answered", "stay_done"),
    [(decided(D(2005, 9, 1), "refused"), [D(2026, 2, 1)]), (decided(D(2005, 9, 1), "refused", no="2"), [])],
)
def test_a_request_of_another_time_sets_no_day_of_a_later_law(answered: Event, stay_done: list[dt.date]) -> None:
    book = law(
        clause(
            "reg.stay", "window", 'name = "reg_stay_on"', 'anchor = "reside_since"', 'deadline = "eligibility_stay"',
            'edge = "complete"', 'meets = [{ event = "application.filed", where = "for == regularisation" }]',
            'closes = { n = 5, unit = "months" }', versions=(f"since = {OPEN_FROM}",),
        ),
        clause(
            "reg.ask", "route", 'option = "regularisation"',
            'needs = [{ when = "reg_stay_on <= today", says = "five-months-of-stay" }]',
        ),
    )  # fmt: skip
    told = life(filed(D(2005, 4, 1), "regularisation"), answered, reside_since=D(2025, 9, 1))
    found = ask(told, D(2026, 6, 1), book)
    assert last_days(found, "eligibility_stay") == stay_done
    assert answer(found, "regularisation") is (Answer.YES if stay_done else Answer.NO)
