"""A clause as it stood on a day, in words that a page can show. Reads the rules, never weighs them."""

import datetime as dt
import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec

from madoguchi.rules.clauses import Clause, LawBook, Standing, Trigger, Value, Version
from madoguchi.rules.compare import changes
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
    def who_key(self) -> str:
        """The key of the sentence on who can change it."""
        return f"rule.who.{self.version.instrument.value}"

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


@dataclass(frozen=True, slots=True)
class Listed:
    """A clause in a list, and how it stood on the day of the list."""

    clause: Clause
    standing: Standing


def by_topic(clauses: Iterable[Clause], day: dt.date) -> tuple[tuple[str, tuple[Listed, ...]], ...]:
    """Clauses by the part of their id that names the topic, in the order of their first."""
    topics: dict[str, list[Listed]] = {}
    for clause in sorted(clauses, key=lambda clause: clause.id):
        country, topic = clause.id.split(".")[:2]
        topics.setdefault(f"{country}.{topic}", []).append(Listed(clause, clause.standing(day)[0]))
    return tuple((topic, tuple(listed)) for topic, listed in topics.items())


@dataclass(frozen=True, slots=True)
class Moved:
    """A clause that stood differently on two days. `rows`: (key, before, after) of the values that differ."""

    clause: Clause
    began: bool
    ended: bool
    rows: tuple[tuple[str, str, str], ...]


def moved(law: LawBook, before: dt.date, after: dt.date) -> tuple[Moved, ...]:
    """What changed between two days, in the words of the rule files."""
    found = []
    for change in changes(law, before, after):
        clause = law.clauses[change.clause]
        in_force = Standing.IN_FORCE.value
        old, new = clause.version_on(before), clause.version_on(after)
        rows = tuple(
            (key, in_words(getattr(old, key)), in_words(getattr(new, key)))
            for key, _, _ in change.keys
            if old is not None and new is not None
        )
        found.append(Moved(clause, change.before != in_force, change.after != in_force, rows))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Coming:
    """A version that is known to come: on `day`, or on a day that is not fixed yet and not before `not_before`."""

    clause: Clause
    day: dt.date | None
    not_before: dt.date | None


def coming(law: LawBook, today: dt.date) -> tuple[Coming, ...]:
    """What will change after today, as far as anyone has read of it, the soonest first."""
    found = [
        Coming(clause, version.since, version.not_before)
        for clause in law.clauses.values()
        for version in clause.versions
        if (version.since or version.not_before or today) > today
    ]
    return tuple(sorted(found, key=lambda each: (each.day or each.not_before or today, each.clause.id)))


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
