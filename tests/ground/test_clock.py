"""The day is asked once, where the law is asked: in Japan."""

import datetime as dt

from madoguchi.ground.clock import TOKYO, Clock, StoppedClock, WallClock


def test_a_stopped_clock_shows_its_day() -> None:
    clock: Clock = StoppedClock(dt.date(2026, 2, 28))
    assert clock.today() == dt.date(2026, 2, 28)


def test_the_wall_clock_shows_the_day_in_tokyo() -> None:
    before = dt.datetime.now(TOKYO).date()
    shown = WallClock().today()
    assert before <= shown <= dt.datetime.now(TOKYO).date()


def test_tokyo_is_nine_hours_ahead_all_year() -> None:
    for month in (1, 7):
        assert dt.datetime(2026, month, 1, 20, tzinfo=dt.UTC).astimezone(TOKYO).date() == dt.date(2026, month, 2)


def test_a_stopped_clock_shows_an_hour_of_its_day() -> None:
    clock: Clock = StoppedClock(dt.date(2026, 2, 28), dt.time(8, 30))
    assert clock.seen_at() == dt.datetime(2026, 2, 27, 23, 30, tzinfo=dt.UTC)
    assert clock.seen_at().astimezone(TOKYO).date() == clock.today()


def test_the_wall_clock_shows_the_instant_in_utc() -> None:
    before = dt.datetime.now(dt.UTC)
    shown = WallClock().seen_at()
    assert before <= shown <= dt.datetime.now(dt.UTC)
    assert shown.tzinfo is dt.UTC
