"""After an arrest: hours and days until a judge, until immigration, until the consul; what starts a clock and what ends it."""

import datetime as dt

import pytest

from madoguchi.rules.terms import Answer, Event, Position, Value
from tests.rules.told import ask, book, event, life

D = dt.date
FRIDAY = D(2026, 11, 20)


def taken(*more: Event, by: str = "police", today: dt.date = FRIDAY, **facts: Value | None) -> Position:
    return ask(life(event(FRIDAY, "arrested", by=by), *more, **facts), today)


def lasts(of: Position) -> dict[str, dt.date]:
    """The last day of every clock of arrest, by clause."""
    return {each.clauses[0]: each.day for each in of.deadlines if each.clauses[0].startswith("jp.arrest.")}


def test_48_hours_end_some_time_on_the_second_day_after() -> None:
    assert lasts(taken()) == {
        "jp.arrest.police": D(2026, 11, 22),
        "jp.arrest.handover": D(2026, 11, 22),
        "jp.arrest.prosecutor": D(2026, 11, 23),
        "jp.arrest.longest": D(2026, 12, 13),
    }


@pytest.mark.parametrize("by", ["inspector", "other"])
def test_who_was_stopped_by_somebody_else_is_in_no_police_custody(by: str) -> None:
    assert lasts(taken(by=by)) == {}


def test_the_longest_custody_is_told_by_both_ways_of_counting() -> None:
    (found,) = [each for each in taken().deadlines if each.clauses[0] == "jp.arrest.longest"]
    assert (found.day, found.readings, found.warn) == (D(2026, 12, 13), (D(2026, 12, 12),), D(2026, 12, 12))


def test_a_judges_order_ends_the_hours_and_starts_ten_days() -> None:
    ordered = D(2026, 11, 22)
    assert lasts(taken(event(ordered, "custody.ordered"), today=ordered)) == {
        "jp.arrest.custody": D(2026, 12, 2),
        "jp.arrest.longest": D(2026, 12, 13),
    }


def test_an_extension_starts_ten_days_more() -> None:
    told = (event(D(2026, 11, 22), "custody.ordered"), event(D(2026, 12, 1), "custody.extended"))
    assert lasts(taken(*told, today=D(2026, 12, 1))) == {
        "jp.arrest.custody-more": D(2026, 12, 11),
        "jp.arrest.longest": D(2026, 12, 13),
    }


def test_a_handover_to_immigration_ends_what_the_police_had_and_starts_48_hours_more() -> None:
    over = D(2026, 11, 21)
    found = taken(event(over, "detention.began"), today=over)
    assert lasts(found) == {"jp.arrest.inspector": D(2026, 11, 23)}
    assert not [each for each in found.options if each.clause.startswith("jp.arrest.") and each.shown]


def test_after_an_order_nobody_counts_hours_to_an_inspector() -> None:
    over = D(2026, 11, 21)
    assert lasts(taken(event(over, "detention.began", after_order=True), today=over)) == {}


def test_a_lawyer_comes_once_without_cost_and_the_state_pays_once_a_judge_has_decided() -> None:
    free = [each for each in taken().options if each.id == "legal_aid" and each.clause.startswith("jp.arrest.")]
    assert {each.clause: (each.answer, each.shown) for each in free if each.shown} == {
        "jp.arrest.duty-lawyer": (Answer.YES, True)
    }
    ordered = taken(event(FRIDAY, "custody.ordered"))
    shown = {each.clause for each in ordered.options if each.id == "legal_aid" and each.shown}
    assert {"jp.arrest.duty-lawyer", "jp.arrest.state-counsel"} <= shown


def consul(of: Position) -> Answer:
    (found,) = [each.answer for each in of.options if each.clause == "jp.arrest.consul"]
    return found


def test_the_consul_is_the_persons_choice_but_not_for_chinese_nationals() -> None:
    assert consul(taken(nationality="VN")) is Answer.YES
    assert consul(taken(nationality="CN")) is Answer.NO
    assert consul(taken()) is not Answer.YES, "not known is no yes"
    assert lasts(taken(nationality="CN"))["jp.arrest.consul-china"] == D(2026, 11, 24)
    assert "jp.arrest.consul-china" not in lasts(taken(nationality="VN"))


def test_hours_are_counted_without_a_calendar_and_by_one_reading() -> None:
    text = """
[[clause]]
id = "xx.held.hours"
kind = "clock"
title = "Hours"
starts = ["arrested"]
length = { n = 36, unit = "hours", counting = ["civil", "includes_first"] }
deadline = "custody_limit"
[[clause.version]]
since = 2000-01-01
law = "Law"
article = "1"
instrument = "act"
source = { title = "Law", address = "https://law.example" }
fact = "xx-hours"
confidence = "verified_in_source"
"""
    (found,) = ask(life(event(FRIDAY, "arrested")), FRIDAY, book(text)).deadlines
    assert (found.day, found.readings) == (D(2026, 11, 22), ())
