"""What runs counted, as lines for a terminal of a hundred columns. Adds up periods and columns, and nothing else."""

import datetime as dt
import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from madoguchi.lab.pairs import Effect
from madoguchi.lab.results import FLOWS, IRREGULAR_STATES, Columns

WIDE = 100
DAY = 12
"""How wide the first column is, which holds days."""
MOST_LINES = 3

BY: Mapping[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    "state": (("stocks", "People by state, at the end of each period", ("state",)),),
    "cause": (
        ("irregular", "People in an irregular state, by why and by the clause that ended their claim, at the end of each period",
         ("why", "cause")),
        ("inflow", "People who came into an irregular state during each period, by why and by clause", ("why", "cause")),
    ),
    "event": (("events", "Events during each period", ("event",)),),
}  # fmt: skip
"""Which tables are shown for a word of `--by`: the table, its title, and the columns that it is laid out by."""


def shown(tables: Mapping[str, Columns], by: str, every: int) -> Iterator[str]:
    """The tables of a word of `BY`, every so many periods."""
    for place, (name, title, columns) in enumerate(BY[by]):
        yield from [""] if place else []
        more = (
            ""
            if every == 1
            else f"; one number for {every} periods, the first of them named"
            if name in FLOWS
            else f"; one number for {every} periods, the last of them named"
        )
        yield from textwrap.wrap(f"{title}{more}.", WIDE)
        yield from _laid_out(tables[name], name in FLOWS, columns, every)


def about(told: Mapping[str, Any]) -> Iterator[str]:
    """What the run was, in one line, and what it is not."""
    changed = len(told["changes"]) + len(told["without"])
    changes = f", {changed} {'change' if changed == 1 else 'changes'} to it" if changed else ""
    yield (
        f"{told['scenario']['id']}: law {told['law']['id']}{changes}, {told['people']:,} people, {told['days']:,} days from "
        f"{told['first_day']}, seed {told['seed']}."
    )
    yield from left_out_lines((each["clause"], each["because"]) for each in told.get("left_out", ()))
    yield "Counts of a model, not of a country: docs/lab says what they mean, and what they do not."


def left_out_lines(left_out: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Clauses that the run is without because the kernel cannot keep what they ask, each with the reason."""
    for clause, because in left_out:
        told = because.removeprefix(f"{clause}: ")
        yield from textwrap.wrap(f"LEFT OUT {clause}: {told}.", WIDE, subsequent_indent="  ")


def _laid_out(columns: Columns, flow: bool, by: Sequence[str], every: int) -> Iterator[str]:
    """A table with periods as lines: what there is at the end of every so many periods, or what happened during them."""
    cells: Counter[tuple[object, str]] = Counter()
    *names, numbers = columns
    for row in zip(*(columns[name] for name in names), columns[numbers], strict=True):
        told = dict(zip(names, row, strict=False))
        cells[told["period"], " ".join(str(told[name]) for name in by)] += row[-1]
    periods = list(dict.fromkeys(columns["period"]))
    heads = list(dict.fromkeys(name for _, name in sorted(cells, key=lambda key: _order(key[1]))))
    if not heads:
        yield "  Nobody, in no period."
        return
    together = [periods[at : at + every] for at in range(0, len(periods), every)]
    lines = [(group[0 if flow else -1], [sum(cells[day, head] for day in (group if flow else group[-1:])) for head in heads])
             for group in together]  # fmt: skip
    yield from _blocks(heads, lines)


def _order(name: str) -> tuple[bool, str]:
    """Lawful states first, in the order of the alphabet."""
    return name in IRREGULAR_STATES, name


def _blocks(heads: Sequence[str], lines: Sequence[tuple[object, Sequence[int]]]) -> Iterator[str]:
    """Columns side by side as far as a line holds them, and then the next ones below. Long names stand before their numbers."""
    broken = [_broken(head) for head in heads]
    if any(len(words) > MOST_LINES or max(map(len, words)) > DAY for words in broken):
        if max(map(len, heads)) + DAY * len(lines) <= WIDE:
            yield from _across(heads, lines)
            return
        yield from (f"  {place:>3}  {head}" for place, head in enumerate(heads, start=1))
        broken = [[str(place)] for place in range(1, len(heads) + 1)]
    numbers = [[f"{n:,}" for n in row] for _, row in lines]
    wide = 2 + max(len(word) for word in [*(word for words in broken for word in words), *(n for row in numbers for n in row)])
    at_once = max((WIDE - DAY) // wide, 1)
    for first in range(0, len(heads), at_once):
        part = broken[first : first + at_once]
        yield ""
        yield from _head(part, wide)
        for (day, _), row in zip(lines, numbers, strict=True):
            yield f"{_day(day):<{DAY}}" + "".join(f"{n:>{wide}}" for n in row[first : first + at_once])


def _across(heads: Sequence[str], lines: Sequence[tuple[object, Sequence[int]]]) -> Iterator[str]:
    """A line for each name and a column for each period, where there are few periods."""
    named = max(map(len, heads))
    yield ""
    yield f"{'':<{named}}" + "".join(f"{_day(day):>{DAY}}" for day, _ in lines)
    for place, head in enumerate(heads):
        yield f"{head:<{named}}" + "".join(f"{row[place]:>{DAY},}" for _, row in lines)


def _broken(head: str) -> list[str]:
    """A name over several lines, broken where its words are."""
    return [word for word in re.split(r"[\s_]", head) if word]


def _head(part: Sequence[Sequence[str]], wide: int) -> Iterator[str]:
    high = max(map(len, part))
    for line in range(high):
        words = [words[line - high + len(words)] if line >= high - len(words) else "" for words in part]
        yield f"{'period' if line == high - 1 else '':<{DAY}}" + "".join(f"{word:>{wide}}" for word in words)


def _day(day: object) -> str:
    return day.isoformat() if isinstance(day, dt.date) else str(day)


# ------------------------------------------------------------------ what one clause changes


def effect_lines(effect: Effect, what: str, every: int) -> Iterator[str]:
    """What differs between two runs, as lines."""
    yield from textwrap.wrap(f"What this changes: {what}.", WIDE, break_on_hyphens=False)
    yield "The same people, days and chances in both runs of the model."
    yield ""
    yield "People in an irregular state, at the end of each period."
    yield f"{'period':<{DAY}}{'before':>14}{'after':>14}{'difference':>14}"
    for day, before, after in effect.stock[every - 1 :: every]:
        yield f"{_day(day):<{DAY}}{_three(before, after)}"
    yield f"{'all periods':<{DAY}}{_three(*effect.time)}"
    yield ""
    yield "People who came into an irregular state, by why and by the clause that ended their claim."
    yield from _came(effect)


def _came(effect: Effect) -> Iterable[str]:
    named = 56
    yield f"{'':<{named}}{'before':>14}{'after':>14}{'difference':>14}"
    for why, cause, before, after in effect.inflow:
        yield f"{f'{why} {cause}'[:named]:<{named}}{_three(before, after)}"
    yield f"{'everybody':<{named}}{_three(*effect.came)}"


def _three(before: int, after: int) -> str:
    return f"{before:>14,}{after:>14,}{after - before:>+14,}"
