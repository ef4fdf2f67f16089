"""A run is a function of its scenario: the same seed gives the same counts, compiled or not, looked at daily or only when due."""

import os
import subprocess
import sys
from dataclasses import fields, replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace as with_values
from numba import njit
from numba.core.event import install_recorder

from madoguchi.ground.ids import ClauseId
from madoguchi.lab import run as running
from madoguchi.lab import shelf
from madoguchi.lab.layout import SITUATION
from madoguchi.lab.occasions import EVERY
from madoguchi.lab.run import Counts, Prepared, prepare, record_of, run
from madoguchi.lab.states import LAPSE, WITHOUT
from madoguchi.lab.terms import Change, LabError
from madoguchi.rules.shelf import vocabulary

pytestmark = pytest.mark.slow

COUNTED = ("stock", "irregular", "inflow", "events", "waiting")


def prepared(id_: str, **values: Any) -> Prepared:
    """A scenario of the house with other values."""
    scenario = with_values(shelf.scenario(id_), **values)
    files = shelf.practice(scenario.practice), shelf.behaviour(scenario.behaviour)
    return prepare(scenario, *files, shelf.law_for(scenario), vocabulary())


def small(**values: Any) -> Prepared:
    """Two years of some people in Japan."""
    return prepared("jp-decade", **({"people": 2_000, "years": 2} | values))


@cache
def counted(seed: int = 1) -> Counts:
    """What such a run counts, run once."""
    return run(small(seed=seed))


def differing(one: Counts, other: Counts) -> list[str]:
    """Which tables of two runs differ."""
    return [name for name in COUNTED if not np.array_equal(getattr(one, name), getattr(other, name))]


# ------------------------------------------------------------------ the same and other values


def test_the_same_seed_gives_the_same_counts() -> None:
    again = run(small())
    assert differing(counted(), again) == []
    assert counted().visits == again.visits


def test_another_seed_gives_other_counts() -> None:
    assert "events" in differing(counted(), counted(seed=2))


def test_a_law_change_compiles_nothing_anew() -> None:
    counted()
    with install_recorder("numba:compile") as compiled:
        run(small(change=(Change(clause=ClauseId("jp.stay.special-period"), value="at_most", n=6),)))
        assert compiled.buffer == []
        assert njit(lambda n: n + 1)(1) == 2
        assert compiled.buffer, "what is compiled is noticed"


def test_a_change_that_binds_nobody_changes_nothing() -> None:
    changed = run(small(change=(Change(clause=ClauseId("jp.asylum.appeal"), value="length", n=10),)))
    assert differing(counted(), changed) == []


def test_a_longer_special_period_moves_only_who_waits_for_an_office() -> None:
    """With the same keys the same people come and the same requests are made, until the first special period is over."""
    short, long = (
        run(prepared("status-decade", people=1_600, change=(Change(clause=ClauseId("sd.stay.bridge"), value="at_most", n=n),)))
        for n in (2, 4)
    )
    clause = short.causes.index(ClauseId("sd.stay.bridge")) + 1
    lapsed = [counts.inflow[:, :, clause].sum(axis=1) for counts in (short, long)]
    first = int(np.flatnonzero(lapsed[0])[0])
    assert lapsed[1].sum() < lapsed[0].sum()
    assert all(np.array_equal(getattr(short, name)[:first], getattr(long, name)[:first]) for name in COUNTED)


# ------------------------------------------------------------------ compiled or not, daily or when due

PLAIN = """
import numpy as np
np.seterr(over="ignore")
from tests.lab.test_runs import plainly
print(plainly())
"""


def digest(counts: Counts) -> str:
    """All counts in a line."""
    return " ".join(f"{name}:{getattr(counts, name).sum()}:{_weighed(getattr(counts, name))}" for name in COUNTED)


def _weighed(table: np.ndarray[Any, Any]) -> int:
    """A number that every place of a table moves."""
    flat = table.ravel()
    return int((flat * (np.arange(flat.size) % 9973 + 1)).sum())


def few() -> Prepared:
    """Sixty people of the reference workload."""
    return prepared("status-decade", people=60)


def plainly() -> str:
    """A run in whole numbers without bounds: what two bytes cannot hold would show."""
    chosen = few()
    room = running._Room(chosen, record_of())
    for name in ("words", "small", "due"):
        setattr(room, name, getattr(room, name).astype(np.int64))
    _walked(chosen, room)
    return digest(running._counts(chosen, room))


def _walked(chosen: Prepared, room: "running._Room", *, daily: bool = False) -> None:
    """All days of a run. `daily`: everybody is due on every day."""
    first = 0
    small = room.small.reshape(chosen.scenario.people, -1)
    for office in chosen.offices:
        for _ in running._office(chosen, office, first, first + len(office.procedures), room):
            if daily:
                room.due[office.low : office.high] = 0
                small[office.low : office.high, SITUATION] |= EVERY << 4
        first += len(office.procedures)


def test_plain_python_counts_the_same_as_the_compiled_kernel() -> None:
    plain = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run([sys.executable, "-c", PLAIN], env=plain, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip() == digest(run(few()))


@pytest.mark.parametrize("id_", ["jp-decade", "status-decade"])
def test_looking_at_everybody_every_day_counts_the_same(id_: str, monkeypatch: pytest.MonkeyPatch) -> None:
    values: dict[str, Any] = {"people": 500, "years": 2} if id_ == "jp-decade" else {"people": 1_600}
    chosen = prepared(id_, **values)
    sparse = run(chosen)
    monkeypatch.setattr(running, "CHUNK", 1)
    room = running._Room(chosen, record_of())
    _walked(chosen, room, daily=True)
    dense = running._counts(chosen, room)
    assert differing(sparse, dense) == []
    assert dense.visits > 2 * sparse.visits


# ------------------------------------------------------------------ counts that hang together


@pytest.mark.parametrize("id_", ["jp-decade", "status-decade"])
def test_stocks_add_up_and_flows_explain_them(id_: str) -> None:
    counts = counted() if id_ == "jp-decade" else run(prepared(id_, people=1_600))
    assert (counts.stock >= 0).all()
    assert (counts.stock.sum(axis=(1, 2)) == counts.people).all()
    without = counts.stock[:, :, LAPSE].sum(axis=1) + counts.stock[:, :, WITHOUT].sum(axis=1)
    assert np.array_equal(counts.irregular.sum(axis=(1, 2)), without)
    assert (np.diff(without) <= counts.inflow.sum(axis=(1, 2))[1:]).all()
    assert without[-1] > 0


def test_tickets_that_wait_are_what_was_filed_less_what_was_decided() -> None:
    chosen = prepared("status-decade", people=1_600)
    counts = run(chosen)
    kinds = {kind: [0] for kind in ("application.filed", "application.decided", "application.withdrawn", "departed")}
    for place, form in enumerate(counts.forms.every, start=1):
        if form.kind in kinds:
            kinds[form.kind].append(place)
    filed, decided, back, gone = (counts.events[:, places].sum(axis=1).cumsum() for places in kinds.values())
    waiting = counts.waiting.sum(axis=1)
    assert (waiting <= filed - decided).all()  # a withdrawn ticket keeps its place until its turn
    assert (waiting >= filed - decided - back - gone).all()  # as does that of somebody who left


def test_progress_is_told_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    chosen = small(people=40)
    run(chosen, lambda done, every: told.append((done, every)))
    assert told[-1] == (chosen.days * len(chosen.offices),) * 2
    assert [done for done, _ in told] == sorted(done for done, _ in told)


# ------------------------------------------------------------------ never dropped in silence


@pytest.mark.parametrize(
    ("slots", "requests", "what"), [(1, 6, "slots of clocks and claims"), (30, 0, "places for open requests")]
)
def test_somebody_who_needs_more_room_than_there_is_ends_the_run(slots: int, requests: int, what: str) -> None:
    chosen = small(people=500)
    behaviour = chosen.behaviour
    layout = chosen.laid.layout(
        slots=slots, requests=requests, attributes=len(behaviour.attribute), counters=len(behaviour.counters)
    )
    with pytest.raises(LabError, match=what):
        run(replace(chosen, layout=layout))


def test_counts_name_what_they_counted() -> None:
    counts = counted()
    assert {field.name for field in fields(counts)} >= {*COUNTED, "causes", "situations", "forms", "procedures"}
    assert counts.stock.shape == (len(counts.periods), len(counts.situations), 16)
    assert counts.irregular.shape == counts.inflow.shape == (len(counts.periods), 4, len(counts.causes) + 1)
    assert counts.events.shape == (len(counts.periods), len(counts.forms.every) + 1)
    assert counts.waiting.shape == (len(counts.periods), len(counts.procedures))
