"""The words of the rules: a life as told, and the position that the law gives it on a day. Values only.

Exceptions of this room: `RuleError` (a rule file is wrong), `LifeError` (a life is told in words we do not have).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

import msgspec

from madoguchi.ground.dates import Length
from madoguchi.ground.ids import ClauseId

Value = bool | int | str | dt.date
"""What a fact or a field of an event can hold."""


class RuleError(Exception):
    """A rule file is wrong. The message says file, line, clause, key, and what to write instead."""


class LifeError(Exception):
    """A life or case is told in words or dates we cannot read. The message says where, and what to write instead."""


class Answer(Enum):
    """What the law says to "may I?". There is no likelihood among these words, on purpose."""

    YES = "yes"
    NO = "no"
    DISCRETION = "discretion"
    UNKNOWN = "unknown"
    ASK = "ask"


class Layer(Enum):
    """What a state is a state of."""

    SUMMARY = "summary"
    STAY = "stay"
    WORK = "work"
    REGISTRATION = "registration"


class Edge(Enum):
    """Which edge of a period a deadline is."""

    LAST = "last"
    FIRST = "first"
    COMPLETE = "complete"


class Met(Enum):
    """Whether what a deadline asks was done."""

    MET = "met"
    MISSED = "missed"
    OPEN = "open"


# ------------------------------------------------------------------ a life, as told


@dataclass(frozen=True, slots=True)
class Fact:
    """A dated attribute; `value` None means that the person does not know. `first` None: since ever."""

    name: str
    value: Value | None
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day, in the words of the vocabulary. `order` is its place in the log.

    `deemed`: nobody did it; the law takes the silence of an office for it, by what these facts say.
    """

    day: dt.date
    kind: str
    fields: Mapping[str, Value] = field(default_factory=dict)
    order: int = 0
    seq: int | None = None
    id: str = ""
    deemed: tuple[str, ...] = ()

    def whole(self, name: str) -> int:
        """A field that holds a whole number; 0 where it was not told."""
        value = self.fields.get(name, 0)
        assert isinstance(value, int)
        return value


@dataclass(frozen=True, slots=True)
class Life:
    """One person's life as far as told. No names, ever."""

    country: str
    facts: tuple[Fact, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseRef:
    """A worked case, as the rule book names it."""

    id: str
    title: str
    facts: tuple[str, ...]
    disputable: bool


# ------------------------------------------------------------------ what the law says of it
# Made by the hundred for each position: `msgspec.Struct` costs a tenth of a frozen dataclass.


@dataclass(frozen=True, slots=True)
class Doubt:
    """Where readings part: what else could hold, and the key of the sentence that says why."""

    reading: str
    why: str
    clause: ClauseId


class Span(msgspec.Struct, frozen=True):
    """A run of days in one state. `clauses` are the reasons; `readings` other states that could hold on these days.

    `last` None: no end in sight. `realised` is False for days after the day asked about: "if nothing more is done".
    """

    layer: Layer
    first: dt.date
    last: dt.date | None
    state: str
    clauses: tuple[ClauseId, ...]
    facts: frozenset[str]
    readings: tuple[str, ...] = ()
    realised: bool = True


class Deadline(msgspec.Struct, frozen=True):
    """A day that matters. `day` is the law's count, `warn` the earliest reading: the one to act on.

    `rolled`: the later day on which a filing still counts, where offices are closed. `after`: key of what happens then.
    `about`: the day is only "about this day", give or take so many days. `checked` False: rests on something only recalled.
    `done`: the place in the log of what was done about it.
    """

    id: str
    day: dt.date
    edge: Edge
    warn: dt.date
    met: Met | None
    clauses: tuple[ClauseId, ...]
    facts: frozenset[str]
    readings: tuple[dt.date, ...] = ()
    rolled: dt.date | None = None
    about: int = 0
    option: str | None = None
    after: str | None = None
    checked: bool = True
    done: int | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One whole sentence: its key in the catalogue and what stands in its places (days, whole numbers, words)."""

    key: str
    places: Mapping[str, dt.date | int | str] = field(default_factory=dict)


class NeedResult(msgspec.Struct, frozen=True):
    """One condition of an option: the key of its sentence, whether it holds (None: not known), what to ask.

    `told`: whether anything that was told bears on it. A condition can hold because nobody told of anything against it.
    """

    says: str
    holds: bool | None
    asks: tuple[str, ...] = ()
    checked: bool = True
    told: bool = True


class Option(msgspec.Struct, frozen=True):
    """A way that someone could go, and what the law says of it.

    `provisos`: routine facts taken as usual because nobody told ("if …"). `asks`: names of facts that the answer waits for.
    `doubts`: other answers that could hold, with why. `risks`: keys of sentences that must stand beside the option.
    `law_day`: the day of the act whose law counts, where that is not the day asked about.
    """

    id: str
    answer: Answer
    clause: ClauseId
    facts: frozenset[str]
    needs: tuple[NeedResult, ...] = ()
    path: str | None = None
    purpose: str | None = None
    status: str | None = None
    provisos: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    risks: tuple[str, ...] = ()
    bring: tuple[str, ...] = ()
    to: str | None = None
    shown: bool = True
    checked: bool = True
    clauses: tuple[ClauseId, ...] = ()
    law_day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class AnswerTo:
    """The engine's answer to a question of law (`work_is_ground`, `duty_to_report` …)."""

    question: str
    answer: Answer
    clause: ClauseId
    facts: frozenset[str]
    asks: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


class Number(msgspec.Struct, frozen=True):
    """A number that the law fixes or that a measure counts, with its unit."""

    name: str
    value: int
    unit: str
    clause: ClauseId
    facts: frozenset[str]
    option: str | None = None
    checked: bool = True


@dataclass(frozen=True, slots=True)
class Bar:
    """Days on which the person may not enter or ask. `first` and `last` None: it has not begun (length only)."""

    kind: str
    length: Length | None
    first: dt.date | None
    last: dt.date | None
    clause: ClauseId
    facts: frozenset[str]
    option: str | None = None
    path: str | None = None
    purpose: str | None = None
    readings: tuple[dt.date, ...] = ()


@dataclass(frozen=True, slots=True)
class Redress:
    """A way to get one's rights, and what taking it means. Values are words of the vocabulary of redress."""

    clause: ClauseId
    body: str
    violations: tuple[str, ...]
    status_needed: str
    reports: str
    effect_on_stay: str
    effect_on_workplace: str
    protected: str
    time_limit: str
    evidence: tuple[str, ...]
    facts: frozenset[str]
    unchecked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Question:
    """Something the engine needs to be told: a name of the vocabulary, and the clauses that wait for it."""

    name: str
    question: str | None
    clauses: tuple[ClauseId, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """What the law says of one life on one day.

    `seen`: what anyone could know on each day, realised until `day`, then projected "if nothing more is done".
    `held`: what the law, asked on `day`, holds about the days before (grants that work backwards).
    """

    day: dt.date
    seen: tuple[Span, ...]
    held: tuple[Span, ...]
    deadlines: tuple[Deadline, ...]
    options: tuple[Option, ...]
    answers: tuple[AnswerTo, ...]
    numbers: tuple[Number, ...]
    bars: tuple[Bar, ...]
    redress: tuple[Redress, ...]
    questions: tuple[Question, ...]
    causes: tuple[ClauseId, ...]
    doubts: tuple[Doubt, ...]

    def state(self, layer: Layer, day: dt.date | None = None) -> Span | None:
        """The span of `layer` that covers `day` (default: the day asked about); None where nothing was told."""
        day = day or self.day
        for span in self.seen:
            if span.layer is layer and span.first <= day and (span.last is None or day <= span.last):
                return span
        return None
