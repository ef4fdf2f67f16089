"""A friend's note: that somebody was taken, near which station, when, and what may be known of them. Values only.

Every field is about the one who was taken. There is no box for a story, so that nothing about anybody else has a place here.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

KEPT_DAYS = 14
"""So long a note is kept, whatever becomes of it."""
READERS = 2
"""So many members of a group read notes."""
MOST_NOTES = 200
"""Notes that a group holds at once; a flood fills no more than this."""
LONGEST_LINE = 60
OLDEST_DAYS = 60
"""How long ago somebody may have been taken."""


class Teller(Enum):
    """From which side a note comes. Never who it is."""

    FRIEND = "friend"
    FAMILY = "family"
    HELPER = "helper"


class Kin(Enum):
    """Whether a parent, child, husband, wife, brother or sister would sign: only they may appoint a lawyer."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


class Care(Enum):
    """What the person needs on the first day."""

    MEDICINE = "medicine"
    PREGNANT = "pregnant"
    HURT = "hurt"


NATIONS = ("VN", "CN", "ID", "PH", "NP", "MM", "TH", "KH", "KR", "LK", "other")
"""Nationalities that can be chosen; none is chosen where it is not known."""
TONGUES = ("vi", "zh", "id", "tl", "ne", "my", "th", "km", "ko", "si", "en", "pt", "es")
"""Languages for an interpreter."""


@dataclass(frozen=True, slots=True)
class Note:
    """What was told. `hour`: of the day in Japan, about; None where it is not known."""

    station: str = field(repr=False)
    day: dt.date
    hour: int | None = None
    teller: Teller = Teller.FRIEND
    name: str = field(default="", repr=False)
    born: int | None = field(default=None, repr=False)
    nation: str = ""
    tongue: str = ""
    is_woman: bool = False
    fears_state: bool = False
    kin: Kin = Kin.NOT_KNOWN
    care: frozenset[Care] = frozenset()


class Step(Enum):
    """What is done about a note, in this order."""

    LAWYER = "lawyer"
    OWN_LAWYER = "own_lawyer"
    BUREAU = "bureau"
    VISIT = "visit"
    DEPARTURE = "departure"
    WISHES = "wishes"
    FAMILY = "family"


class Told(Enum):
    """A day that only the lawyer can tell, from which another clock of the law runs."""

    CUSTODY = "custody"
    CUSTODY_MORE = "custody_more"
    IMMIGRATION = "immigration"


class Hears(Enum):
    """What the person lets the family hear. Until they were asked: nothing."""

    NOT_ASKED = "not_asked"
    NOTHING = "nothing"
    ALIVE = "alive"
    WHERE = "where"


@dataclass(frozen=True, slots=True)
class Work:
    """What the readers have done. No text: steps and days, a visit, what the person wants.

    `prefecture`: where the station lies, if a reader said so. `seen_on`: the day on which somebody visited the person.
    """

    prefecture: str = ""
    done: Mapping[Step, dt.date] = field(default_factory=dict)
    told: Mapping[Told, dt.date] = field(default_factory=dict)
    seen_on: dt.date | None = None
    hears: Hears = Hears.NOT_ASKED
    wants_consul: bool | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A note at the desk of one of its readers. `version`: of the work; who saves an older one is told."""

    id: str
    until: dt.date
    note: Note
    work: Work
    version: int


@dataclass(frozen=True, slots=True)
class Offered:
    """A group that takes notes now."""

    id: str
    name: str


class Unfit(Enum):
    """Why a note was not taken; the value is the key of a sentence."""

    STATION = "taken.unfit.station"
    DAY = "taken.unfit.day"
    ONE_PERSON = "taken.unfit.one"
    NOBODY = "taken.unfit.nobody"
    ELSEWHERE = "taken.unfit.elsewhere"
