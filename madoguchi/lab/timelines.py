"""Two engines side by side: timelines, and what only one of them knows or both say otherwise."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from madoguchi.lab.days import EPOCH, NEVER, day_of
from madoguchi.rules.terms import Layer, Span

Days = list[tuple[int, str]]
"""A timeline: the first day of every run of equal states."""
Key = tuple[str, int, int]
"""A clause, a day, and another day where one more is needed (else 0)."""
Told = Mapping[Key, object]


@dataclass(frozen=True)
class Difference:
    """Where the two engines part: what, on which day, what the kernel says and what the interpreter says."""

    what: str
    day: dt.date
    kernel: object
    interpreter: object

    def __str__(self) -> str:
        return f"{self.day} {self.what}: the kernel says {self.kernel}, the interpreter {self.interpreter}"


def free(key: Key, taken: Mapping[Key, object]) -> Key:
    """A key that is not taken: of several on one day the first, the second and so on."""
    clause, day, place = key
    while (clause, day, place) in taken:
        place += 1
    return clause, day, place


def merged(days: Iterable[tuple[int, str]]) -> Days:
    """Changes only: the first day of every run of equal states."""
    found: Days = []
    for day, state in days:
        if found and found[-1][0] == day:
            found.pop()
        if not found or found[-1][1] != state:
            found.append((day, state))
    return found


def beginning(days: Days, begins: int) -> Days:
    """A timeline from a day on: before it the interpreter knows of nobody."""
    before = [state for day, state in days if day <= begins]
    return [*([(begins, before[-1])] if before else []), *((day, state) for day, state in days if day > begins)]


def certain(days: Days) -> Days:
    return [(day, state) for day, state in days if state != "uncertain"]


def of_spans(spans: Iterable[Span], layer: Layer, first: dt.date, last: dt.date) -> Days:
    told = [(max(span.first, first), span) for span in spans if span.layer is layer and span.realised and span.first <= last]
    return merged((day.toordinal() - EPOCH, span.state) for day, span in told if span.last is None or span.last >= first)


def from_the_first(mine: Days, theirs: Days) -> Days:
    """The kernel's timeline from the day on which the interpreter's begins: before it there is nothing to say."""
    begins = theirs[0][0] if theirs else NEVER
    if not mine or mine[0][1] != "uncertain" or mine[0][0] >= begins:
        return mine
    after = [change for change in mine if change[0] >= begins]
    if not theirs or (after and after[0][0] == begins):
        return after
    return [(begins, "uncertain"), *after]


def parted(what: str, mine: Days, theirs: Days) -> list[Difference]:
    """The first day on which two timelines part."""
    for place in range(max(len(mine), len(theirs))):
        ours, other = mine[place : place + 1], theirs[place : place + 1]
        if ours != other:
            day = min(change[0] for change in (*ours, *other))
            return [Difference(what, day_of(day), _change(ours), _change(other))]
    return []


def _change(told: Days) -> str | None:
    return f"{told[0][1]} from {day_of(told[0][0])}" if told else None


def uneven(what: str, mine: Told, theirs: Told) -> list[Difference]:
    """Keys that only one knows, and values that differ."""
    found = []
    for key in sorted({*mine, *theirs}):
        ours, other = mine.get(key, "nothing"), theirs.get(key, "nothing")
        if ours != other:
            found.append(Difference(f"{what} {key[0]}", day_of(key[1] or 1), ours, other))
    return found
