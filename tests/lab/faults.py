"""Named faults in the tables that the kernel reads: `test_faults.py` asserts that each is noticed by scripted lives.

`python -m tests.lab.faults` writes docs/lab/faults.md.
"""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from madoguchi.lab import tables, whole
from madoguchi.lab.days import NEVER
from madoguchi.lab.remembered import CLEAR, FORGET_DAY, FORGET_WORD
from madoguchi.lab.states import CLAIM, CLOCK, DERIVED
from madoguchi.lab.tables import Law
from tests.lab.scripted import Scripted, Stage, every, japan, parting, under_law

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


# ------------------------------------------------------------------ faults of claims kept whole, by a law that shows them


def _more(at: int, change: Callable[[Any], Any], *, of: int = CLOCK) -> Wrong:
    """A fault in what rows of a kind do beside."""

    def wrong(law: Law) -> dict[str, Any]:
        more = law.row_more.copy()
        rows = law.row_kind == of
        more[rows, at] = change(more[rows, at])
        return {"row_more": more}

    return _law(wrong)


def _without(bit: int) -> Callable[[Any], Any]:
    return lambda does: does & ~bit


def _nothing(table: str) -> Wrong:
    """A table that says nothing."""
    return row(table, lambda found: found * 0)


def _names(begin: int, after: int) -> Wrong:
    """Clocks that hang on nothing between two places of a list."""

    def wrong(law: Law) -> dict[str, Any]:
        more = law.row_more.copy()
        more[:, after] = more[:, begin]
        return {"row_more": more}

    return _law(wrong)


WHOLE_FAULTS: tuple[tuple[str, Fault], ...] = (
    ("KR", Fault("clocks that run out take nothing", _nothing("row_cuts"))),
    ("KR", Fault("what was late is never given back", _nothing("row_revives"))),
    ("KR", Fault("no obstacle holds a clock up", _nothing("row_obstacles"))),
    ("KR", Fault("a closed last day moves no clock", _more(whole.DOES, _without(whole.ROLLS)))),
    ("KR", Fault("what may take a stay leaves it sure", _more(whole.DOES, _without(whole.MAY_CUT)))),
    ("KR", Fault("a clock takes what others gave", _more(whole.ONLY, lambda only: only * 0 - 1))),
    ("KR", Fault("a clock acts from the day after only", _more(whole.DOES, _without(whole.AT_ONCE)))),
    ("KR", Fault("work is not said by what runs", _more(whole.DOES, _without(whole.SAYS_WORK)))),
    ("KR", Fault("a bound one higher", column("count_laws", 4, lambda most: most + 1))),
    ("KR", Fault("what is left out counts", _law(lambda law: {"count_forms": law.count_forms | law.count_forms.any(axis=0)}))),
    (
        "KR",
        Fault(
            "a named day by any version of its window",
            both(column("chain_laws", 1, lambda d: d * 0), column("chain_laws", 2, lambda d: d * 0 + NEVER)),
        ),
    ),
    ("KR", Fault("bans for everybody", column("bar", 8, lambda programs: programs * 0 - 1))),
    ("ES", Fault("silence decides nothing", _more(whole.DEEMS, lambda forms: forms * 0))),
    ("ES", Fault("a decision stops the clock of any request", _more(whole.DOES, _without(whole.OF_REQUEST)))),
    ("ES", Fault("late filings are no filings", _nothing("late_meets"))),
    ("ES", Fault("no days after a last day", column("late_more", 4, lambda carries: carries * 0))),
    ("ES", Fault("no law takes late filings", column("cover_more", 2, lambda late: late * 0))),
    ("ES", Fault("the law of the old last day forgotten", column("late_more", 3, lambda other: other * 0))),
    ("ES", Fault("lengths count from the day given only", column("give_more", 8, lambda words: words * 0 + 1))),
    ("ES", Fault("the status that a clause gives forgotten", column("give_more", 4, lambda status: status * 0))),
    ("ES", Fault("what works backwards is no cause", column("give_more", 11, lambda held: held * 0))),
    ("ES", Fault("decisions that conditions ask for forgotten", column("decided", 0, lambda bits: bits * 0 - 1))),
    ("IT", Fault("no receipt proves anything", _nothing("form_proof"))),
    ("IT", Fault("obstacles told end no cover", _kind(DERIVED))),
    ("IT", Fault("a proven request leaves the visa", _more(whole.ONLY, lambda only: only * 0 - 1, of=DERIVED))),
    ("IT", Fault("a request carries by its first law only", column("receive", 1, lambda since: since * 0))),
    ("IT", Fault("a late request is never covered", column("receive", 5, lambda late: late * 0 - 1))),
    ("IT", Fault("a clock carries no stay", _more(whole.CARRIES, lambda rows: rows * 0))),
    ("IT", Fault("a clock hangs on no other day", _names(whole.NAMES_FROM, whole.NAMES_TO))),
    ("IT", Fault("a later law moves no clock", _names(whole.RETIMED_FROM, whole.RETIMED_TO))),
    ("IT", Fault("registering begins no second count", _nothing("row_again"))),
    ("IT", Fault("what gives something acts a day late", _nothing("row_now"))),
    ("IT", Fault("work from the first day", column("give_more", 2, lambda waits: waits * 0 - 1))),
    ("IT", Fault("what is only recalled is sure", column("give_more", 3, lambda unsure: unsure * 0))),
    ("IT", Fault("a ban counts from the departure", column("bar", 9, lambda term: term * 0))),
    ("IT", Fault("days after a last day for every status", column("late_more", 5, lambda sets: sets * 0))),
)


# ------------------------------------------------------------------ the table

LIVES = 2_000
PAGE = """# Faults that the replay notices

A replay that has never failed proves nothing. Each line is a mistake that somebody could make in the tables of the kernel
(`madoguchi/lab/laying_out.py`); it is put in on purpose, and {lives} scripted lives look (`tests/lab/scripted.py`).
`tests/lab/test_faults.py` fails as soon as a mistake goes unnoticed. Faults that no law of a country shows stand in
`tests/lab/test_invented.py`. Where the table says 0, the tests look at more lives, or at one told by hand.

Made with `python -m tests.lab.faults`. {faults} faults under the law of Japan, {more} under the laws whose claims are kept whole.

| fault | lives that noticed |
| --- | ---: |
"""


def table() -> str:
    """All faults, and how many lives notice each."""
    on = japan()
    lives = list(every(on, 0, LIVES))
    rows = [f"| {fault.name} | {noticed(on, fault, lives)} |\n" for fault in FAULTS]
    page = PAGE.format(lives=LIVES, faults=len(FAULTS), more=len(WHOLE_FAULTS)) + "".join(rows)
    stages = {country: under_law(country) for country, _ in WHOLE_FAULTS}
    told = {country: list(every(stage, 0, LIVES)) for country, stage in stages.items()}
    more = [f"| {c} | {fault.name} | {noticed(stages[c], fault, told[c])} |\n" for c, fault in WHOLE_FAULTS]
    return page + "\n| law | fault | lives that noticed |\n| --- | --- | ---: |\n" + "".join(more)


if __name__ == "__main__":
    page = table()
    Path("docs/lab/faults.md").write_text(page, encoding="utf-8")
    sys.stdout.write(page)
