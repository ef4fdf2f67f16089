"""The clock as a parameter: only a page, a command or a job asks it, once, and passes `today` down."""

import datetime as dt
from typing import Protocol
from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")


class Clock(Protocol):
    """Something that knows which day it is where the law is asked."""

    def today(self) -> dt.date:
        """The calendar day now."""
        ...

    def seen_at(self) -> dt.datetime:
        """The instant now, in UTC: for what ends within a day. Nothing about people is dated by it."""
        ...


class WallClock:
    """The clock on the wall in Japan: deadlines are calendar dates of the country whose law sets them."""

    def today(self) -> dt.date:
        """The calendar day in Tokyo."""
        return dt.datetime.now(TOKYO).date()

    def seen_at(self) -> dt.datetime:
        """The instant now, in UTC."""
        return dt.datetime.now(dt.UTC)


class StoppedClock:
    """A clock that always shows one day: for tests, rehearsals and questions about another day.

    `hour`: the time of that day in Tokyo.
    """

    def __init__(self, day: dt.date, hour: dt.time = dt.time(12)) -> None:
        self._day = day
        self._hour = hour

    def today(self) -> dt.date:
        """The day it was stopped at."""
        return self._day

    def seen_at(self) -> dt.datetime:
        """The instant it was stopped at, in UTC."""
        return dt.datetime.combine(self._day, self._hour, TOKYO).astimezone(dt.UTC)
