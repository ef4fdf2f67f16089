"""A clause as it stood on a day, in words that a page can show. Reads the rules, never weighs them."""

import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from madoguchi.rules.clauses import Clause, LawBook, Standing, Trigger, Value, Version
from madoguchi.rules.expression import Test

SHARED = frozenset(field.name for field in msgspec.structs.fields(Version))
"""What every version has stands in its own place on the page; the rest are the values of its kind."""

NOTHING = ((), "")


@dataclass(frozen=True, slots=True)
class Line:
    """One version on the line of time. `is_asked`: the one that stood on the day asked about."""

    version: Version
    is_asked: bool
    values: tuple[tuple[str, str], ...]

    @property
    def instrument_key(self) -> str:
        """The key of the word for what kind of text it is."""
        return f"instrument.{self.version.instrument.value}"

    @property
    def confidence_key(self) -> str:
        """The key of the sentence on how sure we are."""
        return f"confidence.{self.version.confidence.value}"


@dataclass(frozen=True, slots=True)
class Sight:
    """A clause as it stood on `day`. `standing`: in force, not yet, over, or not known."""

    clause: Clause
    day: dt.date
    standing: Standing
    lines: tuple[Line, ...]
    facts: frozenset[str]


def look(clause: Clause, day: dt.date) -> Sight:
    """The clause with all its versions, and which of them stood on `day`."""
    standing, nearest = clause.standing(day)
    lines = tuple(
        Line(version, version is nearest and standing is Standing.IN_FORCE, values(version)) for version in clause.versions
    )
    return Sight(clause, day, standing, lines, frozenset(nearest.facts))


def by_topic(law: LawBook) -> tuple[tuple[str, tuple[Clause, ...]], ...]:
    """All clauses by the part of their id that names the topic."""
    topics: dict[str, list[Clause]] = {}
    for clause in sorted(law.clauses.values(), key=lambda clause: clause.id):
        country, topic = clause.id.split(".")[:2]
        topics.setdefault(f"{country}.{topic}", []).append(clause)
    return tuple((topic, tuple(clauses)) for topic, clauses in topics.items())


def values(version: Version) -> tuple[tuple[str, str], ...]:
    """The values of the version's own kind, as (key, words), as the rule file says them."""
    rows = ((field.name, getattr(version, field.name)) for field in msgspec.structs.fields(type(version)))
    return tuple((name, words) for name, value in rows if name not in SHARED and (words := in_words(value)))


def in_words(value: object) -> str:
    """A value as a reader can follow it."""
    if value is None or value is False or value in NOTHING:
        return ""
    if isinstance(value, Value):
        return " ".join(_value_words(value))
    if isinstance(value, tuple | list):
        return "; ".join(filter(None, map(in_words, value)))
    if isinstance(value, msgspec.Struct | Trigger):
        return ", ".join(f"{name}: {words}" for name, words in _parts(value) if words)
    return _one_word(value)


def _one_word(value: object) -> str:
    match value:
        case True:
            return "yes"
        case Test():
            return value.text
        case enum.Enum():
            return str(value.value)
        case _:
            return str(value)


def _value_words(value: Value) -> Iterator[str]:
    yield f"{value.n} {value.unit.value}"
    if value.counting:
        yield f"(counted: {in_words(value.counting)})"
    if value.confidence:
        yield f"({value.confidence.value})"
    if value.choosable:
        yield f"(could be {value.choosable.least} to {value.choosable.most})"
    if value.note:
        yield f"({value.note})"


def _parts(value: msgspec.Struct | Trigger) -> Iterator[tuple[str, str]]:
    for name in value.__struct_fields__ if isinstance(value, msgspec.Struct) else value.__slots__:
        yield name, in_words(getattr(value, name))
