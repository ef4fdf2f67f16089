"""Named faults in the tables that the kernel reads: `test_faults.py` asserts that each is noticed by scripted lives.

`python -m tests.lab.faults` writes docs/lab/faults.md.
"""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from madoguchi.lab import tables
from madoguchi.lab.days import NEVER
from madoguchi.lab.remembered import CLEAR, FORGET_DAY, FORGET_WORD
from madoguchi.lab.states import CLAIM, CLOCK
from madoguchi.lab.tables import Law
from tests.lab.scripted import Scripted, Stage, every, japan, parting

Wrong = Callable[[Stage], Stage]
NOTHING = 99
"""What an event does to what is remembered, where a fault says that it does nothing."""


@dataclass(frozen=True)
class Fault:
    """One mistake: what it is called, and the stage with the mistake in it."""

    name: str
    wrong: Wrong


def noticed(on: Stage, fault: Fault, lives: Iterable[Scripted]) -> int:
    """How many lives notice a fault."""
    other = fault.wrong(on)
    return sum(bool(parting(on, life, other)) for life in lives)


# ------------------------------------------------------------------ how a fault gets into a table


def _law(change: Callable[[Law], dict[str, Any]]) -> Wrong:
    """A fault in the tables of the law."""
    return lambda on: replace(on, laid=replace(on.laid, law=on.laid.law._replace(**change(on.laid.law))))


def column(table: str, at: int, change: Callable[[Any], Any]) -> Wrong:
    """A fault in one column of a table."""

    def wrong(law: Law) -> dict[str, Any]:
        found = getattr(law, table).copy()
        found[:, at] = change(found[:, at])
        return {table: found}

    return _law(wrong)


def row(table: str, change: Callable[[Any], Any]) -> Wrong:
    """A fault in a table of one number a row."""
    return _law(lambda law: {table: change(getattr(law, table).copy())})


def both(first: Wrong, second: Wrong) -> Wrong:
    """Two faults that are one mistake."""
    return lambda on: second(first(on))


def _whenever(table: str, low: int) -> Wrong:
    """Versions of a table count on every day; the first counts."""
    return both(column(table, low, lambda days: days * 0), column(table, low + 1, lambda days: days * 0 + NEVER))


def _kind(kind: int) -> Wrong:
    """Rows of a kind are ended by nothing."""

    def wrong(law: Law) -> dict[str, Any]:
        ends = law.row_ends.copy()
        ends[law.row_kind == kind] = False
        return {"row_ends": ends}

    return _law(wrong)


def _months_by_number(law: Law) -> dict[str, Any]:
    cover = law.cover.copy()
    cover[:, 5] = cover[:, 4]
    return {"row_law": law.row_low, "row_high": law.row_low, "cover": cover}


def kept_after_entry(law: Law) -> dict[str, Any]:
    """Marks of this stay kept after an entry: no clock of Japan asks for them, only conditions do (`test_conditions.py`)."""
    touch = law.touch.copy()
    entries = [form for form in range(1, len(law.form_flags)) if law.form_flags[form] & tables.ENTERED]
    for form in entries:
        told = touch[law.touch_from[form] : law.touch_from[form + 1]]
        told[np.isin(told[:, 1], (CLEAR, FORGET_WORD, FORGET_DAY)), 1] = NOTHING
    return {"touch": touch}


def _permanent_residence_carries(on: Stage) -> Stage:
    sets = on.laid.law.sets.copy()
    request = sorted(on.laid.forms.words.lists["request"]).index("permanent_residence")
    sets[on.laid.law.cover[1:, 0], request] = True
    return replace(on, laid=replace(on.laid, law=on.laid.law._replace(sets=sets)))


def _places(requests: int) -> Wrong:
    """A person with fewer places for requests that wait."""
    return lambda on: replace(on, layout=on.laid.layout(slots=on.layout.slots, requests=requests))


def _slots(slots: int) -> Wrong:
    """A person with fewer slots."""
    return lambda on: replace(on, layout=on.laid.layout(slots=slots, requests=on.layout.requests))


def _by(days: int) -> Callable[[Any], Any]:
    """Last days moved, those that never come left alone."""
    return lambda found: np.where(found == NEVER, NEVER, found.astype(np.int64) + days).astype(np.uint16)


# ------------------------------------------------------------------ the list

FAULTS: tuple[Fault, ...] = (
    Fault("events of a day in reverse class order", row("rank", lambda rank: rank.max() - rank)),
    Fault("months by number instead of the civil code", _law(_months_by_number)),
    Fault("every last day a day early", row("cols", _by(-1))),
    Fault("every last day a day late", row("cols", _by(1))),
    Fault("closed days ignored", row("opened", lambda days: days * 0)),
    Fault("a filing one day late is in time", row("opened", _by(1))),
    Fault("a month read as 30 days, too short to be carried", row("form_days", lambda days: np.where(days == 31, 30, days))),
    Fault("permanent residence carries a pending stay", _permanent_residence_carries),
    Fault(
        "the special period without an end",
        both(column("cover", 4, lambda c: c * 0 - 1), column("cover", 5, lambda c: c * 0 - 1)),
    ),
    Fault("a cover by any version of the law", _whenever("cover", 1)),
    Fault("clocks by any version of the law", _whenever("start", 1)),
    Fault("bans by the first version of the law", _whenever("bar", 0)),
    Fault("late filings without effect", column("late", 1, lambda days: days * 0)),
    Fault("stops ignored", _kind(CLOCK)),
    Fault("claims ended by nothing", _kind(CLAIM)),
    Fault("needs of clocks ignored", column("start", 3, lambda programs: programs * 0 - 1)),
    Fault("exposure not shown", row("row_exposes", lambda words: words * 0)),
    Fault("exposure by laws to come", row("row_since", lambda days: days * 0)),
    Fault("notices never overdue", row("row_marks", lambda marks: marks * 0)),
    Fault("a limit one half hour higher", column("limit", 2, lambda most: most + 1)),
    Fault("holidays forgotten", row("form_holiday", lambda told: told * 0)),
    Fault("limits for everybody", column("limit", 0, lambda statuses: statuses * 0 - 1)),
    Fault("orders cut nothing", column("give", 5, lambda cuts: cuts * 0)),
    Fault("revocations cut on the same day", column("give", 5, lambda cuts: np.minimum(cuts, 1))),
    Fault("the status of a grant forgotten", row("form_status", lambda status: status * 0)),
    Fault("a refusal read as a grant", row("form_result", lambda result: np.minimum(result, tables.GRANTED))),
    Fault("withdrawals forgotten", row("form_result", lambda result: np.where(result == tables.WITHDRAWN, 0, result))),
    Fault("a departure that nobody noticed", row("form_flags", lambda flags: flags & ~tables.DEPARTED)),
    Fault("entry without permission read as any entry", row("form_flags", lambda flags: flags & ~tables.ENTERED_WITHOUT)),
    Fault("the path of an order forgotten", _law(lambda _law: {"path_word": -1})),
    Fault("one place for requests that wait", _places(1)),
    Fault("three places for requests that wait", _places(3)),
    Fault("four slots", _slots(4)),
)


# ------------------------------------------------------------------ the table

LIVES = 2_000
PAGE = """# Faults that the replay notices

A replay that has never failed proves nothing. Each line is a mistake that somebody could make in the tables of the kernel
(`madoguchi/lab/laying_out.py`); it is put in on purpose, and {lives} scripted lives look (`tests/lab/scripted.py`).
`tests/lab/test_faults.py` fails as soon as a mistake goes unnoticed. Faults that the law of Japan cannot show stand in
`tests/lab/test_invented.py`.

Made with `python -m tests.lab.faults`. {faults} faults.

| fault | lives that noticed |
| --- | ---: |
"""


def table() -> str:
    """All faults, and how many lives notice each."""
    on = japan()
    lives = list(every(on, 0, LIVES))
    rows = [f"| {fault.name} | {noticed(on, fault, lives)} |\n" for fault in FAULTS]
    return PAGE.format(lives=len(lives), faults=len(FAULTS)) + "".join(rows)


if __name__ == "__main__":
    page = table()
    Path("docs/lab/faults.md").write_text(page, encoding="utf-8")
    sys.stdout.write(page)
