"""One life under several laws, as lines for a terminal and as data for a program: each law's own days, then where they part."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from madoguchi.desk.show import timeline_lines
from madoguchi.rules.carrying import Carried
from madoguchi.rules.compare import Comparison, Difference, Side, part

NOTHING = "no clause"


def compared_lines(sides: Mapping[str, Side], day: dt.date) -> Iterator[str]:
    """Each law with what was carried and its days; then, against the first one, where each other parts and in what."""
    if len({side.carried.life.country for side in sides.values()}) > 1:
        for name, side in sides.items():
            yield f"{name}:"
            yield from carried_lines(side.carried)
            yield from timeline_lines(side.position)
    for left, right in _pairs(sides):
        yield from _parting(left, right, part(sides[left], sides[right]), day)


def _pairs(sides: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The first law beside each other one."""
    first, *others = sides
    return ((first, other) for other in others)


def carried_lines(carried: Carried) -> Iterator[str]:
    """What stands for what, and what must be asked because nothing stands for it."""
    for each in carried.replaced:
        others = f" (or {', '.join(each.others)})" if each.others else ""
        yield f"    carried over: {each.listed} {each.word} -> {each.by}{others}: {each.place}"
    for gap in carried.asked:
        since = f" of {gap.day}" if gap.day else ""
        yield f"    to be asked: nothing there stands for {gap.listed} {gap.word}{since}"


def _parting(left: str, right: str, found: Comparison, day: dt.date) -> Iterator[str]:
    if found.first is None:
        yield f"{left} and {right} say the same of this life on {day}."
        return
    yield f"{left} and {right} part first on {found.first.day}, at {', '.join(found.parting) or NOTHING}:"
    for each in found.differences:
        yield f"  {each.day}  {each.what}: {left} {each.left} | {right} {each.right}  ({', '.join(each.clauses)})"


def compared_data(sides: Mapping[str, Side]) -> Any:
    """The same as plain data."""
    return {
        "laws": [{"under": name, "country": side.carried.life.country, **_carried(side.carried)} for name, side in sides.items()],
        "parted": [_parted(left, right, part(sides[left], sides[right])) for left, right in _pairs(sides)],
    }


def _carried(carried: Carried) -> Mapping[str, Any]:
    return {
        "carried": [{"list": e.listed, "word": e.word, "by": e.by, "or": e.others, "place": e.place} for e in carried.replaced],
        "asked": [{"list": e.listed, "word": e.word, "day": e.day} for e in carried.asked],
    }


def _parted(left: str, right: str, found: Comparison) -> Mapping[str, Any]:
    rows = [_row(each) for each in found.differences]
    first = None if found.first is None else {**_row(found.first), "clauses": found.parting}
    return {"left": left, "right": right, "first": first, "differences": rows}


def _row(each: Difference) -> Mapping[str, Any]:
    return {"day": each.day, "what": each.what, "left": each.left, "right": each.right, "clauses": each.clauses}
