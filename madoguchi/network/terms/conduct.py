"""Meeting authorities: kinds of them, and what the group keeps of a meeting. Values only."""

import datetime as dt
from dataclasses import dataclass, field
from enum import Enum


class Authority(Enum):
    """Whom somebody met. The words are those by which casework speaks of offices."""

    POLICE = "police"
    IMMIGRATION = "immigration"
    LABOUR_INSPECTION = "labour_inspection"
    TRAINING_ORGANISATION = "training_organisation"
    CITY = "city"
    EMBASSY = "embassy"
    OTHER = "other_office"


@dataclass(frozen=True, slots=True)
class Conduct:
    """The page of conduct: its rules as words with sentences, from which day on they hold, who has read the page."""

    since: dt.date
    rules: tuple[str, ...]
    read_by: tuple[str, ...]
    to_read: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """What somebody tells the group of a meeting with an authority. `second`: who was there too; empty where nobody was.

    `why_alone`: the reason, where nobody was. `says_of_stay`: whether `purpose` or the reason may say something of a stay.
    """

    authority: Authority
    met_on: dt.date
    second: str = field(repr=False)
    purpose: str = field(repr=False)
    why_alone: str = field(default="", repr=False)
    says_of_stay: bool = True

    @property
    def was_alone(self) -> bool:
        """Whether nobody else was there."""
        return not self.second


@dataclass(frozen=True, slots=True)
class Contact:
    """A meeting as a colleague reads it. `by`: empty where the member is forgotten. `is_open`: this desk may read the texts."""

    meeting: Meeting
    told_on: dt.date
    by: str
    is_open: bool


LONGEST_SECOND = 40
LONGEST_PURPOSE = 2_000
WEEK_DAYS = 7
"""The page of conduct says: the same week."""
