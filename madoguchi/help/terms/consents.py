"""What a person is asked to agree to, and what became of it: values only."""

import datetime as dt
from dataclasses import dataclass
from enum import Enum, IntEnum


class Purpose(IntEnum):
    """What a person is asked to agree to. The number stands openly in a table; what it is about does not."""

    CASE = 1
    JOIN = 2
    HAND_OVER = 3
    COUNT = 4
    TASKFORCE = 5
    CAMPAIGN = 9


class Stands(Enum):
    """What became of a question for consent."""

    OPEN = "open"
    GIVEN = "given"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


KEEPS_THE_CASE = frozenset({Purpose.CASE, Purpose.HAND_OVER})
"""On these hangs the case itself: of the group that began it, or of the one to which it was handed over."""

LEAVES_NO_ROW = frozenset({Purpose.CAMPAIGN})
"""What was agreed to for these stands in the sealed conversation only: open rows would be a list of whom a measure concerns."""

CONSENT_DAYS = 365
"""What somebody agreed to ends after so many days, and is asked anew."""

TALK = "talk"
"""Among the parts that may be handed on: this conversation."""


@dataclass(frozen=True, slots=True)
class Consent:
    """A question of a group and the person's answer. `seq`: the event that asked. `to`: the group that something goes to, or "".

    Of a taskforce `to` is its id, and `groups` are those whose members sit there: the person agrees to these, and to no other.
    `parts`: what exactly goes there; words that the asking room gives a meaning. `answered_on`: the day of the last answer.
    """

    seq: int
    purpose: Purpose
    by: str
    to: str
    parts: tuple[str, ...]
    until: dt.date
    asked_on: dt.date
    stands: Stands
    answered_on: dt.date | None = None
    groups: tuple[str, ...] = ()
