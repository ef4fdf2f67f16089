"""Ours, through the same door as the peers: the lab's kernel on its scenario "status-decade", counted by month."""

from functools import cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from bench.peers.spec import (
    ABUSE,
    BACKLOG,
    DEFAULT,
    EMPLOYED,
    HOME,
    INFLOW,
    IRREGULAR,
    JOB_LOSS,
    MAX_STAY,
    MONTHS,
    NCOL,
    QUEUE,
    REGULARISED,
    REMOVED,
    RETURNED,
    SEARCH,
    Params,
)
from bench.peers.spec import Counts as Rows
from madoguchi.ground.ids import ClauseId
from madoguchi.lab import shelf
from madoguchi.lab.run import Counts, Prepared, prepare
from madoguchi.lab.run import run as run_prepared
from madoguchi.lab.states import IRREGULAR as STATES_WITHOUT
from madoguchi.lab.terms import Change
from madoguchi.rules.shelf import vocabulary

SCENARIO = "status-decade"
WORKING, SEARCHING = "working", "searching"
CAUSES = {
    "sd.search.over": JOB_LOSS,
    "sd.left.workplace": ABUSE,
    "sd.stay.permit": BACKLOG,
    "sd.stay.bridge": BACKLOG,
    "sd.rehire.cover": BACKLOG,
    "sd.max-stay.over": MAX_STAY,
}
"""The clause whose end made somebody irregular, as the cause that the workload counts."""


def changes_of(p: Params) -> tuple[Change, ...]:
    """What a law differs in from the scenario's own, as anybody would write it: the months of search, and the bridge."""
    if p._replace(grace=DEFAULT.grace, bridge=DEFAULT.bridge) != DEFAULT:
        raise RuntimeError("status-decade is changed in the grace and the bridge alone; the rest of it stands in files")
    changes: list[Change] = []
    if p.grace != DEFAULT.grace:
        changes += [Change(clause=ClauseId(name), value="length", n=p.grace) for name in ("sd.search.time", "sd.search.cover")]
    if p.bridge != DEFAULT.bridge:
        changes.append(Change(clause=ClauseId("sd.stay.bridge"), value="at_most", n=p.bridge))
        changes.append(Change(clause=ClauseId("sd.rehire.cover"), value="length", n=p.rehire_extension + p.bridge))
    return tuple(changes)


@cache
def prepared(people: int, seed: int, months: int, p: Params) -> Prepared:
    """The scenario under a law, ready to run: one day of the lab is one month of the workload."""
    scenario = msgspec.structs.replace(
        shelf.scenario(SCENARIO), people=people, seed=seed, days=months, change=changes_of(p), counted="day"
    )
    files = shelf.practice(scenario.practice), shelf.behaviour(scenario.behaviour)
    return prepare(scenario, *files, shelf.law_for(scenario), vocabulary())


def run(n_people: int, seed: int = 1, months: int = MONTHS, p: Params = DEFAULT) -> Rows:
    """Counts by month and column of `spec.COLUMNS`: int64 [months, 16].

    It asks `madoguchi.lab` for a run of the scenario with `n_people` and `seed`; what differs between `p` and `DEFAULT` (the
    grace and the bridge of the reform) goes in as changes to the scenario, as anybody would make them.
    """
    return rows_of(run_prepared(prepared(n_people, seed, months, p)))


def rows_of(counts: Counts) -> Rows:
    """The columns of the workload from what the lab counts."""
    rows = np.zeros((len(counts.periods), NCOL), np.int64)
    without = sorted(STATES_WITHOUT)
    with_status = np.delete(counts.stock, without, axis=2).sum(axis=2)
    rows[:, EMPLOYED] = with_status[:, counts.situations.index(WORKING)]
    rows[:, SEARCH] = with_status[:, counts.situations.index(SEARCHING)]
    rows[:, IRREGULAR] = counts.stock[:, :, without].sum(axis=(1, 2))
    for place, clause in enumerate(counts.causes, 1):
        if clause in CAUSES:
            rows[:, IRREGULAR + CAUSES[clause]] += counts.irregular[:, :, place].sum(axis=1)
            rows[:, INFLOW + CAUSES[clause]] += counts.inflow[:, :, place].sum(axis=1)
    rows[:, REMOVED] = events_of(counts, "departed", "deported")
    rows[:, REGULARISED] = events_of(counts, "permit.changed")
    rows[:, HOME] = events_of(counts, "departed", "own")
    rows[:, RETURNED] = events_of(counts, "departed", "departure_order")
    rows[:, QUEUE] = counts.waiting.sum(axis=1)
    return rows


def events_of(counts: Counts, kind: str, how: str | None = None) -> NDArray[np.int64]:
    """How many events of a kind, in each period."""
    forms = [
        number
        for number, form in enumerate(counts.forms.every, 1)
        if form.kind == kind and (how is None or dict(form.fields).get("how") == how)
    ]
    found: NDArray[np.int64] = counts.events[:, forms].sum(axis=1)
    return found
