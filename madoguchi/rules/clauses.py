"""What a rule file may say: one shape per kind of clause, a dated version at a time. Shapes only; `reader` fills them.

Every version carries its law, article, instrument, source, confidence and the facts that it encodes (docs/law/kinds.md).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Annotated

import msgspec

from madoguchi.ground.citations import Confidence, Instrument
from madoguchi.ground.dates import Counting, Length, Unit
from madoguchi.ground.ids import ClauseId
from madoguchi.rules.expression import Test
from madoguchi.rules.terms import Answer, Layer


class Shape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of a rule file: unknown keys are refused."""


class Trigger:
    """Events that a clause listens to: one kind, and conditions on the event's own fields.

    `where` must be told and hold; `unless` must not be told to hold. What was not told fulfils neither.
    """

    __slots__ = ("event", "unless", "where")

    def __init__(self, event: str, where: Test | None = None, unless: Test | None = None) -> None:
        self.event, self.where, self.unless = event, where, unless


class Choosable(Shape, frozen=True, kw_only=True):
    """The range within which a legislator may set a value: what the policy lab may turn."""

    least: int
    most: int


class Source(Shape, frozen=True, kw_only=True):
    """What was read, and where anyone can read it."""

    title: str
    address: str


class Value(Shape, frozen=True, kw_only=True):
    """A number of the law with its unit. `confidence` only where it differs from the version's."""

    n: Annotated[int, msgspec.Meta(ge=0)]
    unit: Unit
    confidence: Confidence | None = None
    counting: tuple[Counting, ...] = ()
    choosable: Choosable | None = None
    number: str | None = None
    note: str = ""

    @property
    def length(self) -> Length:
        """The value as a length of time."""
        return Length(self.n, self.unit)


class Case(Shape, frozen=True, kw_only=True):
    """One row of a value that depends on the person: the first row whose condition holds counts."""

    length: Value
    when: Test | None = None
    path: str | None = None
    purpose: str | None = None
    or_length: Value | None = None
    why: str = "readings-differ"


class DoubtRow(Shape, frozen=True, kw_only=True):
    """Another reading of this clause, when it matters, and the key of the sentence that says why."""

    reading: str
    why: str
    when: Test | None = None


class NumberRow(Shape, frozen=True, kw_only=True):
    """A number that the clause fixes, for whom, beside the lengths it counts with."""

    name: str
    n: int
    unit: str
    option: str | None = None
    when: Test | None = None
    confidence: Confidence | None = None
    choosable: Choosable | None = None


class AnswerRow(Shape, frozen=True, kw_only=True):
    """What the clause answers to a question of law, and when."""

    question: str
    answer: Answer
    when: Test | None = None


class Need(Shape, frozen=True, kw_only=True):
    """One condition of a route, and the key of the sentence that says it to a person."""

    when: Test
    says: str
    confidence: Confidence | None = None


class LawOf(Enum):
    """Which version counts: of the day the instance started, of the day the person acts, or of each day."""

    START = "start"
    ACT = "act"
    DAY = "day"


class Running(Enum):
    """What a new version does to instances that run on its first day."""

    KEEP = "keep"
    REBASE = "rebase"
    LONGER_ONLY = "longer_only"


class Reach(Shape, frozen=True, kw_only=True):
    """Transitional reach of a version: instances that started on these days."""

    since: dt.date | None = None
    until: dt.date | None = None

    def covers(self, start: dt.date) -> bool:
        """Whether an instance that started on this day is reached."""
        return (self.since is None or self.since <= start) and (self.until is None or start <= self.until)


class Version(Shape, frozen=True, kw_only=True):
    """What every version says, whatever its kind. `since` None with `in_force_on`: in force at the latest since that day."""

    law: str
    article: str
    instrument: Instrument
    source: Source
    facts: tuple[str, ...]
    confidence: Confidence
    since: dt.date | None = None
    until: dt.date | None = None
    in_force_on: dt.date | None = None
    not_before: dt.date | None = None
    since_recalled: dt.date | None = None
    sources_more: tuple[Source, ...] = ()
    read_by: tuple[str, ...] = ()
    to_read: tuple[str, ...] = ()
    law_of: LawOf = LawOf.DAY
    running: Running = Running.KEEP
    or_as_before: bool = False
    reopens: bool = False
    for_started: Reach | None = None
    announce: bool = False
    announce_when: Test | None = None
    doubts: tuple[DoubtRow, ...] = ()
    numbers: tuple[NumberRow, ...] = ()
    answers: tuple[AnswerRow, ...] = ()
    note: str = ""

    @property
    def first_known(self) -> dt.date | None:
        """The first day on which the version is certainly in force."""
        return self.since or self.in_force_on


class Standing(Enum):
    """How a clause stands on a day."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    OVER = "over"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True, eq=False)
class Clause:
    """A dated, cited piece of one country's rules. `rank` orders ties: the lower one is the cause."""

    id: ClauseId
    kind: str
    title: str
    layer: Layer
    rank: int
    name: str | None
    file: str
    versions: tuple[Version, ...]

    # Every inquiry asks both of every clause, mostly for today: remembered, since neither clauses nor days change.

    @lru_cache(maxsize=1 << 17)  # noqa: B019 - law books are made once and stay
    def standing(self, day: dt.date) -> tuple[Standing, Version]:
        """How the clause stands on `day`, and the version that says so (the nearest one if none is in force)."""
        before: Version | None = None
        for version in self.versions:
            first = version.first_known
            if first is not None and day < first:
                if version.since is None and (version.not_before is None or day >= version.not_before):
                    return Standing.NOT_KNOWN, version
                return (Standing.OVER, before) if before else (Standing.NOT_YET, version)
            if version.until is None or day <= version.until:
                return Standing.IN_FORCE, version
            before = version
        assert before is not None
        return Standing.OVER, before

    @lru_cache(maxsize=1 << 17)  # noqa: B019 - the same
    def version_on(self, day: dt.date) -> Version | None:
        """The version in force on `day`; None where there is none, or where that is not known."""
        standing, version = self.standing(day)
        return version if standing is Standing.IN_FORCE else None


@dataclass(frozen=True, slots=True, eq=False)
class LawBook:
    """All clauses of one country (and of those that it sends to or receives from), and the names they use.

    Two books are the same only if they are the same object: they are large, and made once.
    """

    id: str
    clauses: Mapping[ClauseId, Clause]
    types: Mapping[str, str]

    def of_kind(self, kind: str) -> tuple[Clause, ...]:
        """The clauses of one kind, in the order of their ids."""
        return tuple(clause for clause in self.clauses.values() if clause.kind == kind)
