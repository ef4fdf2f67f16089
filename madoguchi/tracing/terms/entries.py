"""A search, a beacon, and what can become of the two: values only. Never an entry about somebody as present.

TracingRefused
  key of a sentence   an act that has a reason not to happen; nothing was changed
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, IntEnum

ENTRY_DAYS = 180
"""An entry stays so long; only its owner renews it."""
RENEW_DAYS = 30
"""Everybody reads so long before the end that it can be renewed, whatever became of the entry."""
REFUSED_DAYS = 30
COOLING_DAYS = 4
"""Whole days between a yes and its taking effect: rows hold days only, and three of them could be less than 72 hours."""
OPEN_SEARCHES = 3
"""Of one enquirer, at once."""
FILED_A_DAY = 20
"""Searches that one group files in a day."""
CANDIDATES_A_WEEK = 5
"""Candidates that one beacon gets in seven days."""
CANDIDATES_OF_A_SEARCH = 10
"""Candidates that one search gets in seven days, the likeliest: a common name would else fill the lists of every group."""
MOST_NAMES = 4
LONGEST_NAME = 80
LONGEST_SIGN = 500
LONGEST_MESSAGE = 500
LONGEST_LINE = 500
MOST_DENIED = 20
QUESTION_DAYS = 7
"""Every open search gets a question of the list so often, whatever is known."""
LISTED_QUESTIONS = 16
"""How many questions stand in the list; their sentences are in the catalogue. A search gets each of them once at most."""


class TracingRefused(Exception):
    """An act that does not happen. `key`: the sentence that says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class Kind(IntEnum):
    """Which of the two an entry is."""

    SEARCH = 1
    BEACON = 2


class State(IntEnum):
    """Where an entry stands. Whatever has ended is no row any more."""

    ASKED = 1
    OPEN = 2
    REFUSED = 3


class Ground(IntEnum):
    """Why a group does not file a search; each has its sentence.

    The first six are refused whoever asks, and stand on the page for families before they start.
    """

    DEBT = 1
    CUSTODY = 2
    EMPLOYER = 3
    LEGAL = 4
    MEDIA = 5
    OFFICE = 6
    UNSURE = 7
    TWICE = 8


WHOEVER_ASKS = (Ground.DEBT, Ground.CUSTODY, Ground.EMPLOYER, Ground.LEGAL, Ground.MEDIA, Ground.OFFICE)


class Relation(Enum):
    """What the enquirer says they are to the sought person; also what a beacon can deny as a whole."""

    PARENT = "parent"
    SIBLING = "sibling"
    SPOUSE = "spouse"
    CHILD = "child"
    RELATIVE = "relative"
    FRIEND = "friend"
    OTHER = "other"


class Part(IntEnum):
    """What a blinded key is made of. Never a single piece of a name.

    YEAR, HOME: two pieces with a year or a home. PIECE: one piece with both. On the side that looks only: NEAR, NEAR_PIECE, the
    same with a year beside the one that was said; ROUGH, a whole name in its consonants. PAIR, two pieces alone: candidates of
    before have it, no key is made of it any more.
    """

    FULL = 1
    PAIR = 2
    YEAR = 3
    HOME = 4
    ASKER = 5
    RELATION = 6
    TALK = 7
    PIECE = 8
    NEAR = 9
    NEAR_PIECE = 10
    ROUGH = 11


@dataclass(frozen=True, slots=True)
class Written:
    """Somebody as written down: the name in every form, the year of birth, the home district. Empty where not known."""

    names: tuple[str, ...] = field(default=(), repr=False)
    born: int | None = field(default=None, repr=False)
    home: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an enquirer says: whom they look for, who they are, a sign that only the two know, a message."""

    sought: Written
    asker: Written
    relation: Relation
    sign: str = field(default="", repr=False)
    message: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Denied:
    """Somebody who never learns anything, by name; everybody of one relation; or whoever asks from one conversation (`talk`)."""

    name: str = field(default="", repr=False)
    relation: Relation | None = None
    talk: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Left:
    """What somebody leaves who may be looked for: themselves, and whom never."""

    sought: Written
    denied: tuple[Denied, ...] = ()


class Answer(IntEnum):
    """What the sought person answers. The first two change nothing that anybody sees."""

    NOTHING = 1
    NEVER = 2
    ALIVE = 3
    MESSAGE = 4
    RELAY = 5


TELLS = frozenset({Answer.ALIVE, Answer.MESSAGE, Answer.RELAY})
CARRIES = frozenset({Answer.MESSAGE, Answer.RELAY})


class Step(IntEnum):
    """How far a candidate is, on the side of the sought person only."""

    FOUND = 1
    ASKED_OUT = 2
    RELEASED = 3
    READ = 4
    SHOWN = 5
    REJECTED = 6


@dataclass(frozen=True, slots=True)
class Told:
    """What an enquirer is told once the sought person agreed. `text`: their one message, or nothing."""

    answer: Answer
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Question:
    """A question put to an enquirer: of the list by its number, or in somebody's own words (0). `answer`: what they said."""

    number: int
    listed: int
    own: str = field(default="", repr=False)
    answer: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a relay. `by`: which of the two wrote it."""

    seq: int
    by: Kind
    text: str = field(repr=False)


KEPT: Mapping[str, tuple[str, int | None]] = {
    "tracing_entry": ("Until its owner ends it, its last day, or its conversation; a refused one thirty days.", ENTRY_DAYS),
    "tracing_keys": ("As long as its entry; each key until too many beacons hold the same.", ENTRY_DAYS),
    "tracing_frequent": ("Until the blinding key behind it is destroyed: a year and a half.", 547),
    "tracing_put": ("As long as the search.", ENTRY_DAYS),
    "tracing_candidate": ("As long as search and beacon; its keys until it is rejected.", ENTRY_DAYS),
    "tracing_toldrow": ("Until the sought person takes it back, or either side ends.", ENTRY_DAYS),
    "tracing_linerow": ("As long as what was told goes on.", ENTRY_DAYS),
}
"""How long rows of each table of searches and beacons stay: in words, and in days at most since they were made or renewed."""
