"""Names that the engine works out from permits, states and claims, for conditions to ask."""

import datetime as dt

import pytest

from madoguchi.rules.engine import ask as inquire
from madoguchi.rules.expression import NEVER, Known, Moment
from madoguchi.rules.shelf import law_of, vocabulary
from madoguchi.rules.terms import Event, Value
from tests.rules.told import D, event, held, later, life

TODAY = D(2026, 6, 1)
UNTIL = D(2026, 12, 31)
PERMIT = held(D(2026, 1, 1), "jp_engineer", UNTIL)


def known(name: str, *events: Event, on: dt.date = TODAY, **facts: Value | None) -> Known | None:
    return inquire(law_of("JP"), vocabulary(), life(*events, **facts), on)[0].look(on).get(name)


def moment(day: dt.date) -> Moment:
    return Moment(day.toordinal())


def test_the_status_is_that_of_the_permission_held_on_the_day() -> None:
    assert known("status", PERMIT) == "jp_engineer"
    assert known("status", PERMIT, on=later(UNTIL, 1)) == "none"
    assert known("status", held(D(2026, 1, 1), "unstated")) is None
    assert known("status", status="jp_student") == "jp_student"
    assert known("status") is None


def test_a_permission_without_a_told_status_leaves_the_status_open() -> None:
    untold = event(D(2026, 1, 1), "application.decided", no="1", result="granted", until=UNTIL)
    assert known("status", untold) is None
    assert known("status", untold, on=later(UNTIL, 1)) is None


def test_a_waiting_request_carries_the_status() -> None:
    filed = event(UNTIL, "application.filed", no="1", for_="extension")
    assert known("status", PERMIT, filed, on=later(UNTIL, 10)) == "jp_engineer"


def test_the_last_status_stays_known_when_the_permission_is_over() -> None:
    assert known("last_status", PERMIT, on=later(UNTIL, 90)) == "jp_engineer"
    assert known("last_status", status_before="jp_student") == "jp_student"
    assert known("last_status", status_before="unstated") is None


def test_the_last_day_is_that_of_the_permission_held_last() -> None:
    assert known("permit_until", PERMIT) == moment(UNTIL)
    assert known("permit_until", held(D(2026, 1, 1), "jp_engineer"), stay_until=UNTIL) == moment(UNTIL)
    assert known("permit_until", stay_until=UNTIL) == moment(UNTIL)
    assert known("permit_until") is None


def test_the_age_is_told_by_the_birthday_or_by_the_birth_or_as_such() -> None:
    assert known("age", born=D(2006, 6, 1)) == 20
    assert known("age", event(D(2024, 3, 1), "born")) == 2
    assert known("age", age=30) == 30
    assert known("age", event(D(2027, 1, 1), "born"), age=30) == 30
    assert known("age", age=30, born=D(2006, 6, 2)) == 19
    assert known("age") is None


@pytest.mark.parametrize(("days", "long"), [(30, False), (31, True)])
def test_a_period_is_long_if_it_was_granted_for_more_than_thirty_days(days: int, long: bool) -> None:  # noqa: FBT001 - a case
    granted = event(D(2026, 5, 20), "permit.granted", layer="stay", status="jp_engineer", until=later(D(2026, 5, 20), days))
    assert known("period_over_30_days", granted) is long
    assert known("period_over_30_days", held(D(2026, 5, 20), "jp_engineer", UNTIL, length_days=days)) is long


def test_a_length_nobody_told_is_taken_as_long() -> None:
    assert known("period_over_30_days", held(D(2026, 5, 20), "jp_engineer", D(2026, 6, 2))) is True
    assert known("period_over_30_days", held(D(2026, 5, 20), "jp_engineer", length_months=1)) is True


def test_whether_a_status_was_held_on_the_day_of_the_claim() -> None:
    claim = event(D(2026, 3, 1), "asylum.filed", no="1")
    assert known("status_at_claim", PERMIT, claim) is True
    assert known("status_at_claim", held(D(2026, 1, 1), "jp_engineer", D(2026, 2, 1)), claim) is False
    assert known("status_at_claim", event(D(2026, 1, 1), "entered", how="without_permission"), claim) is False
    assert known("status_at_claim", claim) is None


def test_claims_for_protection_are_counted_or_told() -> None:
    assert known("asylum_claims") == 0
    assert known("asylum_claims", event(D(2026, 2, 1), "asylum.filed", no="1"), event(D(2026, 3, 1), "asylum.filed", no="2")) == 2
    assert known("asylum_claims", event(D(2026, 3, 1), "asylum.filed", no="3", times=3)) == 3


ENDED = event(D(2026, 2, 1), "contract.ended", ground="closure")
LEFT = event(D(2026, 2, 1), "school.left", how="withdrew")


@pytest.mark.parametrize(
    ("status", "events", "ended"),
    [
        ("jp_engineer", (ENDED,), True),
        ("jp_engineer", (LEFT,), False),
        ("jp_student", (LEFT,), True),
        ("jp_student", (ENDED,), False),
        ("jp_dependent", (ENDED, LEFT), False),
        ("jp_dependent", (event(D(2026, 2, 1), "activity.ended"),), True),
        ("unstated", (LEFT,), True),
    ],
)
def test_the_activity_is_that_of_the_status(status: str, events: tuple[Event, ...], ended: bool) -> None:  # noqa: FBT001 - a case
    assert known("activity_ended", held(D(2026, 1, 1), status, UNTIL), *events) is ended


def test_whether_the_activity_had_ended_before_the_claim() -> None:
    before, after = event(D(2026, 1, 20), "asylum.filed", no="1"), event(D(2026, 2, 20), "asylum.filed", no="1")
    assert known("activity_ended_before_claim", PERMIT, ENDED, before) is False
    assert known("activity_ended_before_claim", PERMIT, ENDED, after) is True


def test_a_notice_is_overdue_after_its_last_day() -> None:
    for day, overdue in ((D(2026, 2, 15), False), (D(2026, 2, 16), True)):
        assert known("notice_overdue", PERMIT, ENDED, on=day) is overdue


def test_a_closed_last_day_helps_until_the_next_open_one() -> None:
    sunday = held(D(2026, 1, 1), "jp_engineer", D(2026, 5, 31))
    assert known("closed_day_helps", sunday, on=D(2026, 6, 1)) is True
    assert known("closed_day_helps", sunday, on=D(2026, 6, 2)) is False
    assert known("closed_day_helps", sunday, on=D(2026, 3, 1)) is False
    assert known("closed_day_helps", held(D(2026, 1, 1), "jp_engineer", D(2026, 12, 25))) is False
    assert known("closed_day_helps") is False


def test_whether_nothing_but_the_overstay_is_told() -> None:
    over = held(D(2025, 1, 1), "jp_engineer", D(2025, 12, 31))
    assert known("overstay_only", over) is True
    assert known("overstay_only", PERMIT) is False
    assert known("overstay_only", event(D(2026, 1, 1), "entered", how="without_permission")) is False
    assert known("overstay_only") is None
    order = event(D(2026, 3, 1), "order.issued", what="deportation")
    assert known("overstay_only", over, order) is True
    assert known("overstay_only", order) is None


def test_other_names_of_the_day() -> None:
    assert known("today") == moment(TODAY)
    assert known("landing_barred", PERMIT) is False
    assert known("ground_complete", PERMIT, ENDED, on=D(2026, 4, 30)) is False
    assert known("ground_complete", PERMIT, ENDED, on=D(2026, 5, 1)) is True
    assert known("side_work_held", PERMIT) is False
    assert known("side_work_held", PERMIT, event(D(2026, 2, 1), "permit.granted", layer="work", status="jp_side_work_28")) is True
    assert known("stay", PERMIT) == "lawful"
    assert known("stay") is None
    assert known("stay_granted_until", PERMIT) == moment(UNTIL)
    assert known("special_period_end", PERMIT) == NEVER
