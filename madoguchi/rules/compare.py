"""Same life, another day's law: where do two law books part, and by which clause? And what changed between two days?"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from madoguchi.ground.ids import ClauseId
from madoguchi.rules.carrying import Carried, CarryMap, carry
from madoguchi.rules.clauses import Clause, LawBook, Standing, Trigger, Version
from madoguchi.rules.engine import position
from madoguchi.rules.expression import Test
from madoguchi.rules.history import check_life
from madoguchi.rules.terms import Layer, Life, Option, Position
from madoguchi.rules.words import Vocabulary


class Difference(msgspec.Struct, frozen=True):
    """One thing that two law books say differently of one life. `day` is when it first shows."""

    day: dt.date
    what: str
    left: str
    right: str
    clauses: tuple[ClauseId, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A life under two law books: both positions and their differences, the earliest first.

    `first`: the day and the clauses at which the two part; None if they never do. `parting`: of these clauses the first one of
    each law, which is the reason.
    """

    left: Position
    right: Position
    differences: tuple[Difference, ...]
    first: Difference | None
    parting: tuple[ClauseId, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """A life as one country's law reads it: the law book, the life as it was carried there, and what the law says."""

    law: LawBook
    carried: Carried
    position: Position


def side(law: LawBook, country: str, told: Life, by: CarryMap, words: Vocabulary, day: dt.date) -> Side:
    """The life under the law of `country`. LifeError if it cannot be carried there or is told in unknown words."""
    check_life(told, words)  # before it is carried: what is in no list would only seem to stand for nothing there
    carried = carry(told, country, by, words)
    return Side(law, carried, position(law, words, carried.life, day))


def part(left: Side, right: Side) -> Comparison:
    """Where two laws part on one life.

    Of one country: clause by clause, and they part at the earliest difference. Of two countries: each has deadlines and ways of
    its own from the first day on, so that they part where the life itself takes another turn, if it ever does.
    """
    states, deadlines = (list(of(left.position, right.position)) for of in (_states, _deadlines))
    if left.carried.life.country == right.carried.life.country:
        found = [*states, *deadlines, *_options(left.position, right.position)]
        found = [msgspec.structs.replace(each, clauses=_apart(left.law, right.law, each.clauses)) for each in found]
        turns: list[Difference] = []
    else:
        found, turns = [*states, *deadlines, *_ways(left.position, right.position)], states
    differences = tuple(sorted(found, key=_telling))
    first = next(iter(turns or differences), None)
    clauses = first.clauses if first else ()
    reasons = (next((clause for clause in clauses if clause in law.clauses), None) for law in (left.law, right.law))
    parting = tuple(dict.fromkeys(clause for clause in reasons if clause is not None))
    return Comparison(left.position, right.position, differences, first, parting)


def compare(left: LawBook, right: LawBook, words: Vocabulary, life: Life, day: dt.date) -> Comparison:
    """Run one life under two law books of its own country and name where they part."""
    one, other = (Side(law, Carried(life), position(law, words, life, day)) for law in (left, right))
    return part(one, other)


def _apart(left: LawBook, right: LawBook, clauses: tuple[ClauseId, ...]) -> tuple[ClauseId, ...]:
    """Of the clauses behind a difference, those that the two books do not share (all, if the difference lies further off)."""
    return tuple(c for c in clauses if _versions(left, c) != _versions(right, c)) or clauses


def _versions(law: LawBook, clause: ClauseId) -> tuple[Version, ...]:
    return law.clauses[clause].versions if clause in law.clauses else ()


def _telling(each: Difference) -> tuple[dt.date, int, bool, str]:
    """The earliest first; of one day states before deadlines before options, and what the law says before what nobody told."""
    kind = each.what.partition(" ")[0]
    open_ended = bool({each.left, each.right} & {"ask", "unknown"})
    return each.day, ("state", "deadline", "option").index(kind), open_ended, each.what


def _states(a: Position, b: Position) -> Iterator[Difference]:
    """The first day of each run of days on which the summary state differs."""
    days = sorted({span.first for p in (a, b) for span in p.seen if span.layer is Layer.SUMMARY})
    apart = False
    for day in days:
        left, right = a.state(Layer.SUMMARY, day), b.state(Layer.SUMMARY, day)
        words = tuple(span.state if span else "nothing told" for span in (left, right))
        if words[0] != words[1] and not apart:
            clauses = tuple(dict.fromkeys([*(left.clauses if left else ()), *(right.clauses if right else ())]))
            yield Difference(day, "state", words[0], words[1], clauses)
        apart = words[0] != words[1]


def _deadlines(a: Position, b: Position) -> Iterator[Difference]:
    left, right = ({(d.id, d.edge): d for d in reversed(p.deadlines)} for p in (a, b))
    for key in sorted(left.keys() | right.keys(), key=str):
        one, other = left.get(key), right.get(key)
        if one is None or other is None or one.day != other.day:
            clauses = (one or other).clauses if one or other else ()  # type: ignore[union-attr]
            days = [each.day for each in (one, other) if each]
            yield Difference(
                min(days), f"deadline {key[0]}", str(one.day) if one else "none", str(other.day) if other else "none", clauses
            )


def _options(a: Position, b: Position) -> Iterator[Difference]:
    left, right = ({(o.id, o.path, o.clause): o for o in p.options} for p in (a, b))
    for key in sorted(left.keys() | right.keys(), key=str):
        one, other = left.get(key), right.get(key)
        words = tuple(each.answer.value if each else "no such rule" for each in (one, other))
        if words[0] != words[1]:
            path = f" ({key[1]})" if key[1] else ""
            yield Difference(a.day, f"option {key[0]}{path}", words[0], words[1], (key[2],))


OPENNESS = ("yes", "discretion", "ask", "unknown", "no")
"""Answers, the most open one first."""


def _ways(a: Position, b: Position) -> Iterator[Difference]:
    """Ways that stand open in one country and not in the other, by the most open clause on each side.

    Their clauses have names of their own, so that a way is compared by what it leads to.
    """
    left, right = (_best(p) for p in (a, b))
    for id_ in sorted(left.keys() | right.keys()):
        answers = [each[id_].answer.value if id_ in each else "no such rule" for each in (left, right)]
        if answers[0] != answers[1] and not set(answers) <= {"no", "no such rule"}:
            clauses = tuple(each[id_].clause for each in (left, right) if id_ in each)
            yield Difference(a.day, f"option {id_}", answers[0], answers[1], clauses)


def _best(p: Position) -> Mapping[str, Option]:
    found: dict[str, Option] = {}
    for option in p.options:
        known = found.get(option.id)
        if option.shown and (known is None or OPENNESS.index(option.answer.value) < OPENNESS.index(known.answer.value)):
            found[option.id] = option
    return found


# ------------------------------------------------------------------ what changed between two days


@dataclass(frozen=True, slots=True)
class Change:
    """A clause that stands differently on two days; `keys` are the values that differ (empty: it began or ended)."""

    clause: ClauseId
    title: str
    before: str
    after: str
    keys: tuple[tuple[str, str, str], ...]


def changes(law: LawBook, before: dt.date, after: dt.date) -> tuple[Change, ...]:
    """The clauses whose version or standing differs between two days."""
    found = (_change(clause, before, after) for clause in law.clauses.values())
    return tuple(change for change in found if change is not None)


def _change(clause: Clause, before: dt.date, after: dt.date) -> Change | None:
    (was, old), (stands, new) = clause.standing(before), clause.standing(after)
    if was is stands and old is new:
        return None
    both = was is Standing.IN_FORCE and stands is Standing.IN_FORCE
    return Change(clause.id, clause.title, was.value, stands.value, tuple(_keys(old, new)) if both else ())


QUIET = frozenset({"since", "until", "in_force_on", "read_by", "to_read", "note", "source", "sources_more", "since_recalled"})


def _keys(old: Version, new: Version) -> Iterator[tuple[str, str, str]]:
    left, right = values_of(old), values_of(new)
    for key in left:
        if key not in QUIET and left[key] != right[key]:
            yield key, str(left[key]), str(right[key])


def values_of(version: Version) -> Mapping[str, Any]:
    """The values of a version as plain words and numbers, for people and programs to read."""
    return {name: in_words(getattr(version, name)) for name in version.__struct_fields__}


def in_words(value: Any) -> Any:
    """One value as plain TOML-like data: conditions as they were written, lengths as `2 months`."""
    if isinstance(value, Test):
        return value.text
    if isinstance(value, Trigger):
        where = f" where {value.where.text}" if value.where else ""
        return f"{value.event}{where}" + (f" unless {value.unless.text}" if value.unless else "")
    if isinstance(value, tuple | frozenset):
        return [in_words(item) for item in value]
    if isinstance(value, msgspec.Struct):
        told = {name: in_words(getattr(value, name)) for name in value.__struct_fields__}
        return {name: item for name, item in told.items() if item not in (None, [], "", {})}
    if isinstance(value, Mapping):
        return {str(name): in_words(item) for name, item in value.items()}
    return getattr(value, "value", value)
