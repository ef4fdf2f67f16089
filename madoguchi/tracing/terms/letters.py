"""A letter left before trouble: in which case who may be told what, whom never, which lawyer. Values only.

What is written for one case opens in that case alone; whom never is part of every case.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

LETTER_DAYS = 365
"""A letter stays so long; only its owner renews it."""
RENEW_DAYS = 90
OPEN_DAYS = 30
"""So long a group reads what was opened; then it asks anew."""
WEEKS = (2, 4, 8)
"""How often somebody can want to be expected, in weeks."""
GRACE_DAYS = 7
"""So long after the week in which somebody was expected a caseworker is asked to ask after them."""
MOST_SECONDS = 5
LONGEST_WHOM = 200
LONGEST_SENTENCE = 400
LONGEST_NEVER = 300
LONGEST_LAWYER = 200
LONGEST_PHRASE = 200
LETTER_BYTES = 6 * 1024
"""What is written for a case is filled up to so many bytes, so that its size says nothing."""
TRIES_A_DAY = 30
"""Card words that a group can type in a day."""


class Happened(IntEnum):
    """What has happened; for each of them something of its own can be written."""

    ARREST = 1
    ILLNESS = 2
    DEATH = 3
    SILENCE = 4


@dataclass(frozen=True, slots=True)
class Wish:
    """Whom to tell, and the exact sentence. Both empty: nobody is told anything."""

    whom: str = field(default="", repr=False)
    sentence: str = field(default="", repr=False)

    @property
    def tells(self) -> bool:
        """Whether anybody is to be told."""
        return bool(self.sentence)


@dataclass(frozen=True, slots=True)
class Always:
    """What holds in every case: whom never, which lawyer, a phrase only they would use."""

    never: str = field(default="", repr=False)
    lawyer: str = field(default="", repr=False)
    phrase: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as its owner writes it: a wish for each case, and what always holds."""

    wishes: Mapping[Happened, Wish] = field(repr=False)
    always: Always = field(default_factory=Always, repr=False)


@dataclass(frozen=True, slots=True)
class Page:
    """What two groups read in one case."""

    wish: Wish = field(repr=False)
    always: Always = field(repr=False)


class Stage(IntEnum):
    """How far an opening is: asked of the second group, passed on by it, open, over."""

    ASKED = 1
    PASSED = 2
    OPEN = 3
    ENDED = 4


class Asked(IntEnum):
    """What came of asking after somebody who is overdue."""

    NOT_YET = 0
    NO_ANSWER = 1


@dataclass(frozen=True, slots=True)
class Opening:
    """An opening, as the owner and both groups may know of it. `told_on`: on which day the sentence was told."""

    id: str
    happened: Happened
    stage: Stage
    group: str
    second: str
    asked_on: dt.date
    opened_on: dt.date | None
    told_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Expected:
    """Whether somebody is expected on their page. `weeks`: how often, 0 never. `due_on`: the Monday of the week of the next."""

    weeks: int = 0
    due_on: dt.date | None = None
    asked: Asked = Asked.NOT_YET


KEPT: Mapping[str, tuple[str, int | None]] = {
    "tracing_letter": ("Until its owner withdraws it, its last day, or its conversation.", LETTER_DAYS),
    "tracing_letterpart": ("As long as its letter.", LETTER_DAYS),
    "tracing_letterway": ("As long as its letter, or until the second group goes.", LETTER_DAYS),
    "tracing_opening": ("As long as its letter; its key thirty days.", LETTER_DAYS),
    "tracing_cardtry": ("A day.", 1),
}
"""How long rows of each table of letters stay: in words, and in days at most since they were made or renewed."""
