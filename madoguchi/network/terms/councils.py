"""Councils: members of several groups who share a key of their own until a last day. Values only.

A taskforce is one, and so is a question to experts with its answers. What is said in it is sealed to those who sit there.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from madoguchi.network.terms import Circle, Member
from madoguchi.vault.events import Head
from madoguchi.vault.terms import SealPair


class CouncilKind(IntEnum):
    """What members of several groups came together for. Stands openly in the table; what it is about does not."""

    QUESTION = 1
    TASKFORCE = 2


class Spoke(IntEnum):
    """What kind of entry it is. Stands openly in the sealed entry's header, like who wrote it."""

    OPENED = 1
    ANSWER = 2
    AGENDA = 3
    DECISION = 4
    STEP = 5
    DONE = 6
    PAPER = 7


QUESTION_DAYS = 30
"""A question and its answers are gone after so many days."""
MOST_DAYS = 365
"""The furthest last day of a taskforce. Whoever needs longer opens another one, and decides anew who sits there."""
LONGEST_PURPOSE = 200
LONGEST_TEXT = 5_000
MOST_ENTRIES = 500


@dataclass(frozen=True, slots=True)
class Council:
    """A council as it is kept. `circle`: in the second one sit only members without a duty to report."""

    id: str
    kind: CouncilKind
    circle: Circle
    opened_on: dt.date
    last_day: dt.date
    head: Head


@dataclass(frozen=True, slots=True)
class Said:
    """One entry. `by`: None where the member is forgotten by now."""

    seq: int
    spoke: Spoke
    day: dt.date
    by: Member | None
    content: Mapping[str, object] = field(repr=False)

    def text(self, name: str = "text") -> str:
        """A text of the entry; empty where it has none of this name."""
        value = self.content.get(name, "")
        return value if isinstance(value, str) else ""

    @property
    def due(self) -> dt.date | None:
        """The day that it speaks of: of a step by when, of an agenda the day of the meeting."""
        text = self.text("due")
        return dt.date.fromisoformat(text) if text else None


@dataclass(frozen=True, slots=True)
class Todo:
    """A next step of a taskforce. `due`: a calendar date, or None. `done_on`: None while it is open."""

    seq: int
    text: str = field(repr=False)
    due: dt.date | None
    done_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Sitting:
    """A council as one who sits there reads it: its pairs by epoch, what was said, who sits there. Never stored."""

    council: Council
    pairs: Mapping[int, SealPair] = field(repr=False)
    said: tuple[Said, ...] = field(repr=False)
    members: tuple[Member, ...]

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups whose members sit there."""
        return tuple(sorted({member.organisation for member in self.members}))

    @property
    def opened_by(self) -> Member | None:
        """Who opened it."""
        return self.said[0].by if self.said else None

    @property
    def about(self) -> str:
        """What it is for: the purpose of a taskforce, the text of a question."""
        return self.said[0].text() if self.said else ""
