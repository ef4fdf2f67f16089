"""The words of casework: a case and its parts, what is written into them, an offer to another group. Values only.

CaseRefused   something was not done, and nothing was lost: which sentence says why
  Changed     somebody else saved meanwhile: what stands there now goes beside what was about to be saved
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, IntEnum

from madoguchi.network.terms import Circle


class Part(Enum):
    """A part of a case. Each has a key of its own: whoever joins reads the parts that the person agreed to, and no other."""

    CORE = "core"
    STEPS = "steps"
    NOTES = "notes"
    HARM = "harm"
    STATUS = "status"

    @property
    def circle(self) -> Circle:
        """Which members of a group can read it: what concerns the stay, only those without a duty to report."""
        return Circle.FREE if self is Part.STATUS else Circle.ALL


class Wrote(IntEnum):
    """What kind of entry it is. Stands openly in the sealed entry's header, like who wrote it."""

    NAMED = 1
    STEP = 2
    DONE = 3
    NOTE = 4
    FACTS = 5
    HARM = 6
    CAUSES = 7
    CLOSED = 8
    OPENED_AGAIN = 9
    HANDED = 10
    LETTER = 21
    PAPERS = 22
    RECEIPT = 23
    ANSWERED = 24
    BUNDLE = 25


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was written into a part. `by`: the nickname of who wrote it; `group`: for which group."""

    seq: int
    part: Part
    wrote: Wrote
    day: dt.date
    by: str
    group: str
    content: Mapping[str, object] = field(repr=False)

    def text(self, name: str) -> str:
        """A text of the entry; empty where it has none of this name."""
        value = self.content.get(name, "")
        return value if isinstance(value, str) else ""

    def words(self, name: str) -> tuple[str, ...]:
        """A list of words of the entry."""
        value = self.content.get(name, [])
        return tuple(str(word) for word in value) if isinstance(value, list) else ()


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do. `due`: a calendar date, or None. `done_on`: None while it is open."""

    seq: int
    part: Part
    text: str = field(repr=False)
    due: dt.date | None
    done_on: dt.date | None
    by: str


HARM_LISTS = ("violations", "signs", "elements", "redress", "helped")
"""The lists of `Harm`, as entries and forms name them."""


@dataclass(frozen=True, slots=True)
class Harm:
    """What was done to the person, what was tried, what helped: words of the fixed lists. `seq`: 0 where nothing is written."""

    violations: frozenset[str] = frozenset()
    signs: frozenset[str] = frozenset()
    elements: frozenset[str] = frozenset()
    redress: frozenset[str] = frozenset()
    helped: frozenset[str] = frozenset()
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Causes:
    """What made the person irregular: clauses of the law book, and acts or silences of offices. `none`: nothing did."""

    clauses: tuple[str, ...] = ()
    offices: tuple[tuple[str, str], ...] = ()
    none: bool = False
    seq: int = 0

    @property
    def is_told(self) -> bool:
        """Whether something was said: that nothing made the person irregular is an answer too."""
        return bool(self.clauses or self.offices or self.none)


@dataclass(frozen=True, slots=True)
class Case:
    """A case as one desk reads it. `entries`: of the parts that this desk holds a key to; `heads`: how many each has.

    `owner`: the group that keeps it. `conversation`: the id of the conversation it came from.
    """

    id: str
    conversation: str
    owner: str
    opened_on: dt.date
    closed_on: dt.date | None
    entries: Mapping[Part, tuple[Entry, ...]] = field(repr=False)

    def reads(self, part: Part) -> bool:
        """Whether this desk reads the part."""
        return part in self.entries


@dataclass(frozen=True, slots=True)
class Due:
    """A day of a card. `says`: what to do; of a clause, which of the deadlines that the rules know it is."""

    day: dt.date
    says: str = field(repr=False)
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """What the lists need of a case, sealed apart so that they need not open it. `worked_out_on`: None: never."""

    case: str
    nickname: str = field(repr=False, default="")
    number: str = field(repr=False, default="")
    dues: tuple[Due, ...] = ()
    worked_out_on: dt.date | None = None
    is_closed: bool = False


class OfferState(IntEnum):
    """What became of an offer."""

    OPEN = 1
    ACCEPTED = 2


class OfferKind(IntEnum):
    """Two words, two acts: they join and we keep it, or they keep it."""

    JOIN = 2
    HAND_OVER = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """A case that one group offers to another, on a consent of its person. `consent`: its row; `asked`: the question in it."""

    id: str
    case: str
    kind: OfferKind
    by: str
    to: str
    parts: tuple[Part, ...]
    made_on: dt.date
    state: OfferState
    consent: int
    asked: int


@dataclass(frozen=True, slots=True)
class Given:
    """Parts of a case as they stood on the day on which they were given to a taskforce. `by`: the group that gave them.

    `case`: what the parts said, without whose case it is: no name, no number, no writer.
    """

    id: str
    by: str
    given_on: dt.date
    case: Case = field(repr=False)


@dataclass(frozen=True, slots=True)
class Coded:
    """What a closed case tells those who count: coarse, consented, and leading back to nobody. `quarter`: as in 2026-Q4."""

    quarter: str
    clauses: tuple[str, ...]
    offices: tuple[tuple[str, str], ...]
    violations: tuple[str, ...]
    redress: tuple[str, ...]
    helped: tuple[str, ...]
    refused: tuple[str, ...] = ()


class CaseRefused(Exception):
    """Nothing was done, and nothing was lost: `key` is the sentence that says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class Changed(CaseRefused):
    """Somebody saved the same since the page was shown. `seq`: what was saved last; the page shows it beside the new one."""

    def __init__(self, seq: int) -> None:
        super().__init__("case.changed")
        self.seq = seq


LONGEST_TEXT = 5_000
LONGEST_NICKNAME = 40
MOST_ENTRIES = 1_000

AHEAD_DAYS = 14
"""How far Today looks ahead."""

STALE_DAYS = 30
"""Days that were worked out longer ago are worked out again: the law may have changed."""

COUNT_AFTER_DAYS = 30
"""A closed case is counted so long after it was closed: until then its person can take the consent back with effect."""

KEPT: Mapping[str, tuple[str, int | None]] = {
    "casework_case": ("As long as its person agrees, and as its conversation.", None),
    "casework_partrow": ("As long as its case.", None),
    "casework_wrap": ("As long as its case, or until the person takes back that a group reads it.", None),
    "casework_handed": ("As long as its case: which keys a part was handed to.", None),
    "casework_link": ("As long as its case.", None),
    "casework_entryrow": ("As long as its case.", None),
    "casework_card": ("As long as its case.", None),
    "casework_rollrow": ("Until one of the cards in it goes; then it is made anew.", None),
    "casework_offerrow": ("As long as its case and the consent it rests on.", None),
    "casework_givenrow": ("As long as its case, the consent it rests on and its taskforce.", None),
    "casework_codedrow": ("For good: it leads back to nobody.", None),
}
"""How long the rows of each table stay. All of them but the last hang on the person's consent, and go with it at once."""
