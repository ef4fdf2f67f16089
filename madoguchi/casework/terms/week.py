"""The words of a newcomer's first week: invented cases as data, questions about them, what the house would answer. Values only.

WeekError   a file of the week is wrong; the message says which one, where, and what to write instead
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from madoguchi.ground.ids import ClauseId
from madoguchi.help.terms import Reply


class WeekError(Exception):
    """A file of the week is wrong."""


class Asks(Enum):
    """What a question waits for, and who answers it: the file, or the rules with the life that the story tells."""

    CHOICE = "choice"
    DAY = "day"
    CAUSE = "cause"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Question:
    """One question about an invented case. `good`: what colleagues would choose. `words`: where sentences of choices stand."""

    id: str
    asks: Asks
    choices: tuple[str, ...] = ()
    good: frozenset[str] = frozenset()
    cites: tuple[ClauseId, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """One day of the week: an invented case. `today`: the day on which its story is told; `life`: what the story tells."""

    name: str
    day: int
    today: dt.date
    life: Mapping[str, Reply] = field(repr=False)
    questions: tuple[Question, ...]

    def key(self, *parts: str) -> str:
        """The key of a sentence of this day."""
        return ".".join(("week", self.name, *parts))


THEMES = ("listening", "position", "consents", "urgent", "closing")
"""One a day, in this order."""
