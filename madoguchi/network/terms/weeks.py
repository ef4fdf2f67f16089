"""A newcomer's first week: what they answered and what a mentor wrote to them, day by day. Values only."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

ENTRY_DAYS = 60
"""So long what was answered stays where nobody ends the week."""
MOST_ENTRIES = 200
LONGEST_NOTE = 2_000


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """Something of a week as it lies on the disk: sealed to the newcomer and to the group."""

    theme: str
    kept_on: dt.date
    epoch: int
    for_newcomer: bytes = field(repr=False)
    for_group: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class WeekNote:
    """What a mentor wrote to a newcomer."""

    by: str
    day: dt.date
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class WeekDay:
    """One day of a newcomer's week: the newest answers by question (None: none yet), and the notes to them, oldest first."""

    answers: Mapping[str, str] | None = field(default=None, repr=False)
    notes: tuple[WeekNote, ...] = ()
