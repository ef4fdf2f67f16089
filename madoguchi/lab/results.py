"""What a run counted, as tables of plain columns, and everything it depended on. Opens no file, and makes no number up.

A table holds a row for everything that occurs in the run at all, in every period: what is missing never occurred.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from madoguchi.lab.states import IRREGULAR, MECHANISMS, STATES
from madoguchi.lab.terms import Behaviour, Practice, Scenario
from madoguchi.rules.clauses import LawBook
from madoguchi.rules.compare import in_words, values_of

if TYPE_CHECKING:
    from madoguchi.lab.run import Counts

Cell = str | int | dt.date
Columns = Mapping[str, Sequence[Cell]]
"""A table: its columns by name, all of one length."""

NOBODY_TOLD = "nothing_told"
"""The state of a person before the first event."""

IRREGULAR_STATES = frozenset(STATES[number] for number in IRREGULAR)

TABLES: Mapping[str, tuple[str, ...]] = {
    "stocks": ("period", "situation", "state", "people"),
    "irregular": ("period", "why", "cause", "people"),
    "inflow": ("period", "why", "cause", "people"),
    "events": ("period", "event", "count"),
    "waiting": ("period", "office", "request", "waiting"),
}
"""Every table and its columns; the last one holds the numbers. `period` is the first day of a month, or of a day."""

FLOWS = frozenset({"inflow", "events"})
"""Tables that count what happened during a period; the others count what there is at its end."""


def tables(counts: "Counts") -> dict[str, Columns]:
    """The five tables of a run."""
    states = [name or NOBODY_TOLD for name in STATES]
    why = [mechanism or "none" for mechanism in MECHANISMS]
    causes = ["none", *(str(clause) for clause in counts.causes)]
    events = ["nothing", *(str(form) for form in counts.forms.every)]
    return {
        "stocks": _three("stocks", counts.periods, counts.situations, states, counts.stock.tolist()),
        "irregular": _three("irregular", counts.periods, why, causes, counts.irregular.tolist()),
        "inflow": _three("inflow", counts.periods, why, causes, counts.inflow.tolist()),
        "events": _events(counts.periods, events, counts.events.tolist()),
        "waiting": _waiting(counts.periods, counts.procedures, counts.waiting.tolist()),
    }


def _three(
    name: str, periods: Sequence[dt.date], outer: Sequence[str], inner: Sequence[str], cells: list[list[list[int]]]
) -> Columns:
    """A table of [period, outer, inner] as columns: every pair that occurs at all, in every period."""
    pairs = [(a, b) for a in range(len(outer)) for b in range(len(inner)) if any(of_period[a][b] for of_period in cells)]
    rows = [(day, outer[a], inner[b], at[a][b]) for day, at in zip(periods, cells, strict=True) for a, b in pairs]
    return columned(name, rows)


def _events(periods: Sequence[dt.date], names: Sequence[str], cells: list[list[int]]) -> Columns:
    """Events by what they say: forms that differ only in giving a last day or not are one."""
    together: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        if any(row[place] for row in cells):
            before = together.get(name, [0] * len(cells))
            together[name] = [count + row[place] for count, row in zip(before, cells, strict=True)]
    rows = [(day, name, together[name][at]) for at, day in enumerate(periods) for name in sorted(together)]
    return columned("events", rows)


def _waiting(periods: Sequence[dt.date], procedures: Sequence[tuple[str, str]], cells: list[list[int]]) -> Columns:
    """Requests that wait, for every procedure of every office, also those where nobody waits."""
    rows = [
        (day, *procedure, n) for day, at in zip(periods, cells, strict=True) for procedure, n in zip(procedures, at, strict=True)
    ]
    return columned("waiting", rows)


def columned(name: str, rows: Iterable[Sequence[Cell]]) -> Columns:
    """Rows of a table of `TABLES` as columns."""
    every = list(rows)
    return {column: [row[place] for row in every] for place, column in enumerate(TABLES[name])}


# ------------------------------------------------------------------ everything that a run depended on


@dataclass(frozen=True)
class Inputs:
    """What went into a run: the law with the scenario's changes, the three files, and the clauses that the kernel cannot keep."""

    scenario: Scenario
    law: LawBook
    practice: Practice
    behaviour: Behaviour
    left_out: Sequence[tuple[str, str]] = ()


def digest(value: object) -> str:
    """A short word for a value: the same for the same content, in whatever file it stands."""
    text = json.dumps(in_words(value), sort_keys=True, ensure_ascii=False, default=str)
    return sha256(text.encode()).hexdigest()


def law_digest(law: LawBook) -> str:
    """A short word for all clauses of a law book as they were used, changes included."""
    told = {
        str(clause.id): [clause.kind, clause.layer.value, clause.rank, clause.name or "", *map(values_of, clause.versions)]
        for clause in law.clauses.values()
    }
    return digest(told)


def metadata(inputs: Inputs, people: int, days: int, software: Mapping[str, str], kernel: str) -> dict[str, Any]:
    """Everything that a run depended on: the same metadata, the same numbers. No time and no place stands in it."""
    scenario = inputs.scenario
    return {
        "scenario": {"id": scenario.id, "title": scenario.title, "digest": digest(scenario)},
        "law": {"id": inputs.law.id, "digest": law_digest(inputs.law), "clauses": sorted(map(str, inputs.law.clauses))},
        "changes": [in_words(change) for change in scenario.change],
        "without": [str(clause) for clause in scenario.without],
        "left_out": [{"clause": str(clause), "because": because} for clause, because in inputs.left_out],
        "practice": {"id": inputs.practice.id, "digest": digest(inputs.practice)},
        "behaviour": {"id": inputs.behaviour.id, "digest": digest(inputs.behaviour)},
        "people": people,
        "first_day": scenario.first_day.isoformat(),
        "days": days,
        "seed": scenario.seed,
        "counted": scenario.counted,
        "software": dict(software),
        "kernel": kernel,
    }
