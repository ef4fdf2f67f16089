"""Bans on coming back: from when, until when by the careful reading, for whom, and what a way out would bring."""

import datetime as dt

import pytest

from madoguchi.ground.dates import ONE_DAY, Length, Unit
from madoguchi.rules.bars import barred_after, is_barred
from madoguchi.rules.engine import ask as inquire
from madoguchi.rules.inquiry import Inquiry
from madoguchi.rules.shelf import law_of, vocabulary
from madoguchi.rules.terms import Event, Position
from tests.rules.told import D, ask, event, held, last_days, life

OVER = held(D(2026, 1, 1), "jp_engineer", D(2026, 1, 31))
LEFT_ON = D(2026, 6, 10)


def deported(day: dt.date) -> Event:
    return event(day, "departed", how="deported")


def by_order(day: dt.date, path: str) -> tuple[Event, Event]:
    order = event(day - ONE_DAY, "order.issued", what="departure_order", path=path, until=day + 5 * ONE_DAY)
    return order, event(day, "departed", how="departure_order")


def running(of: Position) -> list[tuple[str | None, dt.date | None, dt.date | None, str | None]]:
    return [
        (each.option, each.first, each.last, each.purpose)
        for each in of.bars
        if each.first is not None and each.kind == "landing"
    ]


def inquiry_of(*events: Event, on: dt.date) -> Inquiry:
    return inquire(law_of("JP"), vocabulary(), life(OVER, *events), on)[0]


def test_a_ban_counts_from_the_day_after_leaving_and_the_later_reading_is_the_careful_one() -> None:
    found = ask(life(OVER, deported(LEFT_ON)), D(2026, 7, 1))
    assert running(found) == [("deportation", LEFT_ON, D(2031, 6, 10), None)]
    assert [each.readings for each in found.bars if each.first] == [(D(2031, 6, 9),)]
    assert last_days(found, "bar_end") == [D(2031, 6, 10)]


def test_a_second_removal_brings_a_longer_ban() -> None:
    found = ask(life(OVER, deported(LEFT_ON), ever_removed=True), D(2026, 7, 1))
    assert [last for _, _, last, _ in running(found)] == [D(2036, 6, 10)]


@pytest.mark.parametrize(
    ("path", "bans"),
    [
        ("came_forward", [(D(2027, 6, 10), None)]),
        ("declared_before_finding", [(D(2031, 6, 10), "temporary_visitor"), (D(2027, 6, 10), None)]),
    ],
)
def test_a_departure_order_brings_the_ban_of_its_path(path: str, bans: list[tuple[dt.date, str | None]]) -> None:
    found = ask(life(OVER, *by_order(LEFT_ON, path)), D(2026, 7, 1))
    assert [(last, purpose) for option, _, last, purpose in running(found) if option == "departure_order"] == bans


def test_an_own_journey_brings_no_ban() -> None:
    assert running(ask(life(OVER, event(LEFT_ON, "departed", how="own")), D(2026, 7, 1))) == []


def test_what_a_way_out_would_bring_is_shown_as_a_length_without_days() -> None:
    found = ask(life(OVER), D(2026, 7, 1))
    lengths = {
        (each.option, each.path, each.purpose): each.length
        for each in found.bars
        if each.kind == "landing" and each.first is None
    }
    assert lengths.get(("deportation", None, None)) == Length(5, Unit.YEARS)
    assert lengths.get(("departure_order", "came_forward", None)) == Length(1, Unit.YEARS)


def test_nobody_is_barred_before_leaving() -> None:
    inquiry = inquiry_of(on=D(2026, 7, 1))
    assert not is_barred(inquiry, D(2026, 7, 1), None)


def test_a_ban_covers_its_last_day_and_not_the_next() -> None:
    inquiry = inquiry_of(deported(LEFT_ON), on=D(2026, 7, 1))
    assert [is_barred(inquiry, day, None) for day in (LEFT_ON, D(2031, 6, 10), D(2031, 6, 11))] == [True, True, False]


def test_a_ban_on_visitors_bars_visitors_only() -> None:
    inquiry = inquiry_of(*by_order(LEFT_ON, "declared_before_finding"), on=D(2026, 7, 1))
    day = D(2028, 1, 1)
    assert is_barred(inquiry, day, "temporary_visitor")
    assert not is_barred(inquiry, day, "worker")


def test_whether_somebody_would_still_be_barred_after_some_time_away() -> None:
    inquiry = inquiry_of(on=D(2026, 7, 1))
    years = [barred_after(inquiry, Length(n, Unit.YEARS), None, "deportation", None) for n in (4, 5, 6)]
    assert years == [True, False, False]
    months = [barred_after(inquiry, Length(n, Unit.MONTHS), None, "departure_order", "came_forward") for n in (11, 12)]
    assert months == [True, False]
    assert [barred_after(inquiry, Length(n, Unit.DAYS), None, "departure_order", "came_forward") for n in (364, 366)] == [
        True,
        False,
    ]
    assert barred_after(inquiry, Length(1, Unit.YEARS), None, "leave_normally", None) is None
