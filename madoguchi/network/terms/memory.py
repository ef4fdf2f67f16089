"""Pages of memory, "how we did it": bound to clauses, without names, read twice. Values only."""

import datetime as dt
from dataclasses import dataclass, field
from enum import Enum

from madoguchi.ground.ids import ClauseId

READERS = 2
"""Who must have read a page besides its writer before the network sees it."""
LONGEST_TITLE = 100
LONGEST_PAGE = 10_000
MOST_CLAUSES = 8
MOST_PAGES = 2_000
WAITING_DAYS = 90
"""So long a page waits for its readers; what nobody read may still name somebody, and goes."""


class Names(Enum):
    """What in a text could lead to a person."""

    NUMBER = "number"
    DAY = "day"
    PLACE = "place"
    TITLE = "title"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Hint:
    """A piece of a text that could lead to a person, as it stands there, and why."""

    why: Names
    piece: str


@dataclass(frozen=True, slots=True)
class NameWords:
    """Words after or before which a name or place stands; `edged`: between gaps, as in scripts that have them."""

    places: tuple[str, ...]
    titles: tuple[str, ...]
    edged: bool


class Since(Enum):
    """What became of a clause since a page was written about it."""

    SAME = "same"
    CHANGED = "changed"
    WILL_CHANGE = "will_change"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Bound:
    """A clause that a page is bound to, and what became of it. `day`: since when, or from when on."""

    clause: ClauseId
    since: Since
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody writes for a page."""

    title: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    clauses: tuple[ClauseId, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptMemory:
    """A page as it lies on the disk. `group`: the name of its organisation. `published_on`: None while it waits for readers."""

    id: str
    organisation: str
    group: str
    clauses: tuple[ClauseId, ...]
    written_on: dt.date
    published_on: dt.date | None
    locked: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Memory:
    """A page as a desk reads it. `is_ours`: this group wrote it.

    While it waits: `readers`: how many have read it besides its writer; `may_read`: this member can be one of them; `asked`: the
    groups that were asked to read it too.
    """

    id: str
    told: Told
    group: str
    written_on: dt.date
    published_on: dt.date | None
    bound: tuple[Bound, ...]
    is_ours: bool
    readers: int = 0
    may_read: bool = False
    asked: tuple[str, ...] = ()

    @property
    def is_old(self) -> bool:
        """Whether a clause has changed, or gone, since it was written."""
        return any(each.since in (Since.CHANGED, Since.GONE) for each in self.bound)
