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


class WallClock:
    """The clock on the wall in Japan: deadlines are calendar dates of the country whose law sets them."""

    def today(self) -> dt.date:
        """The calendar day in Tokyo."""
        return dt.datetime.now(TOKYO).date()


class StoppedClock:
    """A clock that always shows one day: for tests, rehearsals and questions about another day."""

    def __init__(self, day: dt.date) -> None:
        self._day = day

    def today(self) -> dt.date:
        """The day it was stopped at."""
        return self._day
