"""The clocks of an arrest: days by the engine, hours from the hour that was told, and none from what nobody told."""

import datetime as dt

import pytest

from madoguchi.rules.shelf import law_of, vocabulary
from madoguchi.tracing.decide.clocks import Clock, Taken, clocks
from madoguchi.tracing.terms.notes import Told

FRIDAY = dt.date(2026, 11, 20)
TODAY = dt.date(2026, 11, 22)


def counted(taken: Taken, today: dt.date = TODAY) -> dict[str, Clock]:
    return {clock.clause.id: clock for clock in clocks(law_of("JP"), vocabulary(), taken, today)}


def test_from_an_arrest_alone_run_48_hours_72_hours_and_23_days() -> None:
    found = counted(Taken(FRIDAY))
    assert {id_: (clock.last - FRIDAY).days for id_, clock in found.items()} == {
        "jp.arrest.police": 2,
        "jp.arrest.handover": 2,
        "jp.arrest.prosecutor": 3,
        "jp.arrest.longest": 23,
    }
    assert {clock.hour for clock in found.values()} == {None}


def test_an_hour_that_was_told_is_the_hour_at_which_hours_end() -> None:
    found = counted(Taken(FRIDAY, 14))
    assert {id_: clock.hour for id_, clock in found.items()} == {
        "jp.arrest.police": 14,
        "jp.arrest.handover": 14,
        "jp.arrest.prosecutor": 14,
        "jp.arrest.longest": None,
    }


def test_the_first_hour_of_a_day_is_an_hour() -> None:
    assert counted(Taken(FRIDAY, 0))["jp.arrest.police"].hour == 0


def test_what_ends_first_stands_first() -> None:
    lasts = [clock.last for clock in clocks(law_of("JP"), vocabulary(), Taken(FRIDAY, 14), TODAY)]
    assert lasts == sorted(lasts)


def test_a_judges_order_starts_ten_days_and_an_extension_ten_more() -> None:
    ordered = FRIDAY + dt.timedelta(days=3)
    found = counted(Taken(FRIDAY, 14, {Told.CUSTODY: ordered}), ordered)
    assert found["jp.arrest.custody"].last == ordered + dt.timedelta(days=10)
    assert found["jp.arrest.custody"].hour is None
    more = ordered + dt.timedelta(days=10)
    found = counted(Taken(FRIDAY, 14, {Told.CUSTODY: ordered, Told.CUSTODY_MORE: more}), more)
    assert found["jp.arrest.custody-more"].last == more + dt.timedelta(days=10)


def test_immigration_has_48_hours_of_its_own_and_nobody_knows_from_which_hour() -> None:
    found = counted(Taken(FRIDAY, 14, {Told.IMMIGRATION: FRIDAY + dt.timedelta(days=1)}))
    assert found["jp.arrest.inspector"].last == FRIDAY + dt.timedelta(days=3)
    assert found["jp.arrest.inspector"].hour is None
    assert (found["jp.removal.detention-first"].last - FRIDAY).days == 31
    assert (found["jp.removal.detention-cap"].last - FRIDAY).days == 61


@pytest.mark.parametrize(("nation", "runs"), [("CN", True), ("VN", False), ("", False), ("other", False)])
def test_the_consul_is_told_regardless_of_chinese_nationals_alone(nation: str, *, runs: bool) -> None:
    found = counted(Taken(FRIDAY, nation=nation))
    assert ("jp.arrest.consul-china" in found) is runs
    if runs:
        assert found["jp.arrest.consul-china"].last == FRIDAY + dt.timedelta(days=4)


def test_a_clock_that_has_run_out_says_so() -> None:
    found = counted(Taken(FRIDAY), FRIDAY + dt.timedelta(days=3))
    assert {id_: clock.is_over for id_, clock in found.items()} == {
        "jp.arrest.police": True,
        "jp.arrest.handover": True,
        "jp.arrest.prosecutor": False,
        "jp.arrest.longest": False,
    }
