"""The words of the window: a dialogue as data, what someone answered, and what became of it. Values only, never a name.

Exceptions of this room: `DialogueError` (a dialogue file is wrong; the message says where and what to write instead).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from madoguchi.cleaning.terms import MIB, Note
from madoguchi.cleaning.terms import Kind as FileKind
from madoguchi.help.terms.consents import Consent
from madoguchi.help.terms.moving import FORWARD_DAYS, Moved
from madoguchi.rules.terms import Life, Value
from madoguchi.vault.number import ReturnNumber
from madoguchi.vault.terms import SecretBytes

DONT_KNOW = "dont_know"
RATHER_NOT = "rather_not"
OPEN_REPLIES = (DONT_KNOW, RATHER_NOT)
"""Every question has both, and neither ever ends the path."""

Reply = str | dt.date
"""One answer: the id of a choice, a day, or one of `OPEN_REPLIES`."""

Answers = Mapping[str, Reply]


class DialogueError(Exception):
    """A dialogue file is wrong. The message says file, question, key, and what to write instead."""


class Kind(Enum):
    """What kind of answer a question waits for."""

    CHOICE = "choice"
    DAY = "day"


class Span(Enum):
    """Which days a question about a day can mean."""

    PAST = "past"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds when in one of its ways each named earlier question has one of the listed answers. No way at all: always.

    A day counts as `told`, and as `past` or `ahead`.
    """

    ways: tuple[Mapping[str, frozenset[str]], ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose. `value`: its word in the vocabulary of lives; None where it has none."""

    id: str
    key: str
    value: Value | None
    only_if: Condition


@dataclass(frozen=True, slots=True)
class Question:
    """One question: keys of its sentence and of its help, kind of answer, and when it is asked."""

    id: str
    key: str
    help: str | None
    kind: Kind
    span: Span
    choices: tuple[Choice, ...]
    only_if: Condition


@dataclass(frozen=True, slots=True)
class FromAnswer:
    """A value that stands in the answer to a question. `unknown`: the vocabulary's own word for "not told", if it has one."""

    question: str
    unknown: str | None = None


Filling = Value | FromAnswer


@dataclass(frozen=True, slots=True)
class Telling:
    """What answers say of the life: a fact or an event of the vocabulary, when `when` holds.

    `day` of an event: a question, `today`, or `before_all` (what held before everything else that was told).
    A fact without `value` is told as not known.
    """

    when: Condition
    fact: str | None = None
    event: str | None = None
    value: Filling | None = None
    day: str | None = None
    fields: Mapping[str, Filling] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Supposition:
    """What could be true where `question` stayed open: answers to try, and the key of the two sentences before each state.

    A day to try may be `today`, `yesterday` or `lately`. `without_days`: the tried days are made up, so none that
    follows from them is said.
    """

    key: str
    when: Condition
    question: str
    answers: Mapping[str, str | FromAnswer]
    without_days: bool


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Questions in their order, what the answers tell, what hangs on open ones; `settled`: what the rules need not ask again."""

    id: str
    country: str
    questions: tuple[Question, ...]
    tellings: tuple[Telling, ...]
    suppositions: tuple[Supposition, ...] = ()
    settled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def question(self, id_: str) -> Question:
        """The question with this id; KeyError if there is none."""
        for question in self.questions:
            if question.id == id_:
                return question
        raise KeyError(id_)


@dataclass(frozen=True, slots=True)
class Told:
    """The life that the answers tell. `undated`: questions about days that stayed open, so that an event had to be left out."""

    life: Life
    undated: tuple[str, ...]


class Problem(Enum):
    """Why an answer cannot be taken yet. Each has one sentence in every language."""

    NOTHING_CHOSEN = "nothing_chosen"
    NOT_A_DAY = "not_a_day"
    DAY_PARTS_MISSING = "day_parts_missing"
    YEAR_SHORT = "year_short"
    DAY_TO_COME = "day_to_come"
    DAY_FAR = "day_far"
    TWO_ANSWERS = "two_answers"


@dataclass(frozen=True, slots=True)
class Typed:
    """What someone chose and typed, as it came. It is kept and shown again when it cannot be taken."""

    reply: str = ""
    year: str = ""
    month: str = ""
    day: str = ""


class Go(Enum):
    """Which way someone wants to go."""

    NEXT = "next"
    BACK = "back"
    HERE = "here"
    CHANGE = "change"
    ANSWER = "answer"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class Step:
    """Where a dialogue stands: the question to ask (None: all is told), the answers so far, a problem with the last one."""

    question: Question | None
    answers: Answers
    problem: Problem | None = None
    typed: Typed = field(default_factory=Typed)


@dataclass(frozen=True, slots=True)
class Telephone:
    """A number as published. `language`: whose line it is, where the source says so."""

    number: str
    language: str | None = None
    note: str = ""

    @property
    def dial(self) -> str:
        """The number as a telephone takes it."""
        return self.number.replace("-", "")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a contact was read."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Contact:
    """An organisation that can be called. `may_report`: whether it may have to tell the immigration office: yes, no, unknown."""

    id: str
    topic: str
    name: str
    own_name: str
    about: str
    speaks: tuple[str, ...]
    telephones: tuple[Telephone, ...]
    hours: str
    address: str
    state_funded: str
    may_report: str
    source: Source
    checked_on: dt.date | None
    expires: dt.date | None

    def is_fresh(self, today: dt.date) -> bool:
        """Whether it was checked within the time in which we trust a number."""
        return self.expires is not None and today <= self.expires


# ------------------------------------------------------------------ a conversation

LONGEST_MESSAGE = 20_000
"""Characters of one message; a longer one is kept in the box and told, never cut."""

MOST_EVENTS = 1_000
"""Events of one conversation: opening it must never keep others waiting. Whoever comes so far begins a new one."""

KEPT_DAYS = 90
"""A conversation ends so many days after the last contact; every page of it says the day."""


MOST_FILES = 3
"""Files of one message."""
LARGEST_FILES = 16 * MIB
"""Bytes of all files of one message as they come in (one file: `cleaning.terms.LARGEST_FILE`)."""
LARGEST_FORM = LARGEST_FILES + 256 * 1024
"""Bytes of a whole form: the files, and what is typed. What comes beyond is not read (`desk/receiving.py`)."""
MOST_FILES_TOGETHER = 60
ROOM_FOR_FILES = 64 * MIB
"""Files of one conversation, and their bytes as they lie on the disk. Whoever comes so far deletes some, or begins a new one."""


class Sender(Enum):
    """Who wrote a message."""

    PERSON = "person"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Reader:
    """A group that reads a conversation, or could: what a person wants to know before saying anything."""

    id: str
    name: str
    does: str
    funded_by: str
    certified: str
    may_report: str
    languages: tuple[str, ...]
    hours: str
    reads: bool
    moves: Moved | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A clean file of a message. `name`: 32 hexadecimal digits, ours; `size` in bytes; `digest`: SHA-256 of its content."""

    name: str
    kind: FileKind
    size: int
    notes: tuple[Note, ...] = ()
    digest: str = field(default="", repr=False)
    is_removed: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A file of a conversation, opened for one answer. `place`: which of the conversation it is, for its name."""

    kind: FileKind
    place: int
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it is read. `text` is empty where it was removed or cannot be read any more."""

    seq: int
    sender: Sender
    name: str
    text: str
    day: dt.date
    is_removed: bool
    is_new: bool
    files: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation as its person reads it, oldest message first. `ends_on`: it is erased on this day if nobody writes."""

    messages: tuple[Message, ...]
    readers: tuple[Reader, ...]
    language: str
    ends_on: dt.date
    is_urgent: bool
    consents: tuple[Consent, ...] = ()
    moved: tuple[Moved, ...] = ()
    on_its_way: Moved | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """A person who has come with a number: what opens the conversation, in memory only. Never printed, never stored like this.

    `number`: the return number, only until the person has said that it is kept. `first`: the mark of what a message sent twice
    is known by (`actions/visits.py`).
    """

    root: SecretBytes
    number: ReturnNumber | None = None
    first: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A conversation in a group's list: nothing of what it says. `case` in hexadecimal digits."""

    case: str
    language: str
    last_on: dt.date
    unread: int
    is_urgent: bool


@dataclass(frozen=True, slots=True)
class DangerWords:
    """Words of one language that can mean danger. `alone`: enough alone; `signs`: two are needed; `harmless`: everyday uses."""

    alone: tuple[str, ...]
    signs: tuple[str, ...]
    harmless: tuple[str, ...]


class TalkRefused(Exception):
    """Nothing was done, and nothing was lost: `key` is the sentence that says why, `number` the file that it is about."""

    def __init__(self, key: str, number: int = 0) -> None:
        super().__init__(key)
        self.key = key
        self.number = number


KEPT: Mapping[str, tuple[str, int | None]] = {
    "help_instance": ("As long as this house stands: one row, no person.", None),
    "help_origin": ("As long as this house stands: one row for each house that groups came from, no person.", None),
    "help_forward": ("A year after the conversation went to another house; only its number opens it.", FORWARD_DAYS),
    "help_conversation": (
        "Until its person erases it, or 90 days after the last contact and after the last day of a case that they agreed to.",
        KEPT_DAYS,
    ),
    "help_wrap": ("As long as its conversation.", KEPT_DAYS),
    "help_groupread": ("As long as its conversation, or until the group is refused.", KEPT_DAYS),
    "help_link": ("As long as its conversation.", KEPT_DAYS),
    "help_event": ("As long as its conversation.", KEPT_DAYS),
    "help_body": ("Until the message is deleted; at most as long as its conversation.", KEPT_DAYS),
    "help_file": ("Until the file or its message is deleted; at most as long as its conversation.", KEPT_DAYS),
    "help_consent": ("Until the person takes it back; at most as long as its conversation.", KEPT_DAYS),
    "help_visit": ("Until the person leaves, or three hours after the last page.", 0),
}
"""How long the rows of each table stay: in words, and in days after the last contact. `madoguchi forget` obeys it."""
