"""A public notice: somebody asks, and only one person can answer. Fixed words and no text, so that no name can stand in it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

NOTICE_DAYS = 60
"""A notice goes by itself after so long."""
MOST_NOTICES = 20
"""Of one group at once."""


class Asker(Enum):
    """Who asks, as seen by whom they ask for."""

    MOTHER = "mother"
    FATHER = "father"
    SISTER = "sister"
    BROTHER = "brother"
    WIFE = "wife"
    HUSBAND = "husband"
    CHILD = "child"
    GRANDPARENT = "grandparent"
    FAMILY = "family"


class Since(Enum):
    """For about how long they have had no word."""

    MONTHS = "months"
    YEAR = "year"
    YEARS = "years"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Region:
    """A region of a country, large enough that it says of nobody who they are. `kana`: how Japanese writes it."""

    id: str
    country: str
    name: str
    kana: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What hangs on the board. `region`: the id of one of the country, or nothing."""

    asker: Asker
    country: str
    region: str
    since: Since
    tongue: str


@dataclass(frozen=True, slots=True)
class Posted:
    """A notice at the desk of the group that posted it."""

    id: str
    notice: Notice
    ends_on: dt.date


KEPT: Mapping[str, tuple[str, int | None]] = {
    "tracing_notice": ("Until the group takes it down, or its last day.", NOTICE_DAYS),
}
"""How long rows of the board stay."""
