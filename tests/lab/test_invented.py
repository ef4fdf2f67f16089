"""Invented laws for what the law of Japan does not do: clocks that take the stay, pauses, restarts, laws that move what runs.

Both engines agree on scripted lives under each, and each has a fault that only it can show.
"""

import datetime as dt
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from madoguchi.lab.forms import Form, form, numbered
from tests.lab.faults import Fault, _law, column, row
from tests.lab.scripted import WORDS, Stage, all_agree, every, parting, stage
from tests.rules.invented import CALENDAR, clause, clock, days, law, months

pytestmark = pytest.mark.slow

D = dt.date
NEW_LAW = D(2026, 3, 1)
CHANGED = ("since = 1990-01-01\nuntil = 2026-02-28\n", "since = 2026-03-01\n")
GAPS = (0, 1, 2, 13, 14, 15, 28, 29, 30, 31, 59, 60, 61, 62, 89, 90, 91, 92)
LIVES = 2_000

COVER = clause(
    "stay.cover", "pending", 'requests = ["extension"]', 'state = "lawful_pending"', 'at_most = { n = 2, unit = "months" }'
)
EXPOSES = 'exposes = "lawful_revocable"'


def reform(first: str, then: str, *keys: str) -> tuple[str, str]:
    """Two versions of a clock, of which the second begins on 1 March 2026."""
    return CHANGED[0] + first, "\n".join((CHANGED[1] + then, *keys))


LAWS: dict[str, tuple[str, ...]] = {
    "a clock that takes the stay": (clock(months(1), "cuts = true"), COVER),
    "two clocks that take the stay": (
        clock(days(30), "cuts = true", rank=20),
        clock(months(1), "cuts = true", id_="job.second", rank=10),
    ),
    "a clock counted in two ways that takes the stay": (
        clock('length = { n = 14, unit = "days", counting = ["civil", "includes_first"] }', "cuts = true"),
        CALENDAR,
    ),
    "a clock that starts again after illness": (clock(months(3), 'obstacles = ["illness", "injury"]', EXPOSES),),
    "a clock that stands still in illness": (clock(months(3), 'obstacles = ["illness"]', 'obstacle_does = "pause"', EXPOSES),),
    "a new length from the start": (clock("cuts = true", versions=reform(months(3), months(1), 'running = "rebase"')),),
    "a new length only if it is longer": (
        clock("cuts = true", versions=reform(months(1), months(3), 'running = "longer_only"')),
    ),
    "a shorter length that is not longer": (
        clock("cuts = true", versions=reform(months(3), months(1), 'running = "longer_only"')),
    ),
    "a new length that lets what ran out live again": (
        clock(EXPOSES, versions=reform(months(1), months(3), 'running = "rebase"', "reopens = true")),
    ),
    "a length that ends with the permission": (clock(months(3), 'earliest_of = ["permit_until"]', EXPOSES),),
    "a length that lasts as long as the permission": (clock(months(3), 'latest_of = ["permit_until"]', "cuts = true"),),
    "a rule of the day": (clock(months(3), 'law_of = "day"', EXPOSES, versions=("since = 2026-02-01",)),),
}


@cache
def under(name: str) -> Stage:
    """An invented law, with every event that it listens to."""
    ended: tuple[tuple[str, dict[str, str]], ...] = (
        ("contract.ended", {"ground": "closure"}), ("contract.signed", {}),
        ("application.filed", {"for": "extension"}), ("application.decided", {"result": "refused"}),
        ("application.withdrawn", {}),
        *((kind, {"what": what}) for kind in ("obstacle.began", "obstacle.ended") for what in ("illness", "injury")),
    )  # fmt: skip
    found: list[Form] = [form(kind, dict(fields)) for kind, fields in ended]
    found += [
        form("application.decided", {"result": "granted"}, dated=True),
    ]
    found += [form("permit.granted", {"layer": "stay", "status": "jp_other_work"}, dated=True)]
    begins = tuple(NEW_LAW + n * dt.timedelta(1) for n in (-92, -60, -31, -2, -1, 0, 1))
    book = law(*LAWS[name])
    return stage(book, numbered(found, WORDS), begins, GAPS, slots=10)


@pytest.mark.parametrize("name", LAWS, ids=lambda name: name.replace(" ", "-"))
def test_the_engines_agree_under_an_invented_law(name: str) -> None:
    all_agree(under(name), 0, LIVES)


# ------------------------------------------------------------------ faults that only these laws can show

FAULTS: tuple[tuple[str, Fault], ...] = (
    ("a clock that takes the stay", Fault("clocks cut nothing", row("row_cuts", lambda cuts: cuts * 0))),
    ("two clocks that take the stay", Fault("ranks in reverse", row("row_order", lambda ranks: -ranks))),
    (
        "a clock counted in two ways that takes the stay",
        Fault("the earlier reading is the last day", _law(lambda law: {"row_high": law.row_low})),
    ),
    ("a clock that starts again after illness", Fault("obstacles forgotten", row("row_obstacles", lambda kinds: kinds * 0))),
    ("a clock that stands still in illness", Fault("a pause read as a restart", row("row_paused", lambda rows: rows * 0 - 1))),
    ("a new length from the start", Fault("every version on every day", column("start", 2, lambda days_: days_ * 0 + 65535))),
    (
        "a length that lasts as long as the permission",
        Fault("ends with the permission or earlier", column("clock_names", 0, lambda how: how * 0 + 2)),
    ),
    ("a rule of the day", Fault("exposure before the law", row("row_since", lambda since: since * 0))),
)


@pytest.mark.parametrize(
    ("name", "fault"), FAULTS, ids=lambda each: each.name.replace(" ", "-") if isinstance(each, Fault) else ""
)
def test_a_fault_under_an_invented_law_is_noticed(name: str, fault: Fault) -> None:
    on = under(name)
    other = fault.wrong(on)
    assert any(parting(on, life, other) for life in every(on, 0, LIVES))


@pytest.mark.parametrize("name", ["a new length from the start", "a new length only if it is longer"])
def test_a_law_change_that_forgets_what_runs_is_noticed(name: str) -> None:
    on = under(name)
    kept = stage(law(clock("cuts = true", versions=_kept(name))), on.laid.forms, on.days, on.gaps, slots=10)
    assert not np.array_equal(on.laid.law.cols, kept.laid.law.cols)
    other = replace(on, laid=replace(on.laid, law=kept.laid.law))
    assert any(parting(on, life, other) for life in every(on, 0, LIVES))


def _kept(name: str) -> tuple[str, str]:
    """The same reform, keeping what runs."""
    return reform(months(3), months(1)) if name == "a new length from the start" else reform(months(1), months(3))
