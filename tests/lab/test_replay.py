"""Both engines say the same of every realised day: of lives written to look for trouble, and of people who were simulated.

A few minutes' worth in the gate; a million of each in `make soak`. A life on which they part is shown with its first difference.
"""

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import replace

import pytest
from msgspec.structs import replace as with_values

from madoguchi.lab import shelf
from madoguchi.lab.replay import lives_of, replayed
from madoguchi.lab.run import Prepared, Record, prepare, record_of, run
from madoguchi.lab.terms import LabError
from madoguchi.rules.shelf import vocabulary
from madoguchi.rules.terms import Value
from tests.lab.scripted import all_agree, every, japan, parting, shown, told

pytestmark = pytest.mark.slow

SOAKED = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
CHUNK = 10_000
PEOPLE = 10_000
CHUNKS = range(100) if SOAKED else range(1)
YEARS = 2


def simulated(people: int, seed: int, rows: int, *, recorded: int | None = None) -> tuple[Prepared, Record]:
    """A few years of Japan, and what was written down of the first people."""
    scenario = with_values(shelf.scenario("jp-decade"), people=people, years=YEARS, seed=seed)
    prepared = prepare(
        scenario,
        shelf.practice(scenario.practice),
        shelf.behaviour(scenario.behaviour),
        shelf.law_for(scenario),
        vocabulary(),
    )
    record = record_of(people if recorded is None else recorded, rows)
    run(prepared, record=record)
    return prepared, record


# ------------------------------------------------------------------ every realised day


@pytest.mark.parametrize("chunk", CHUNKS)
def test_scripted_lives_agree_on_every_day(chunk: int) -> None:
    all_agree(japan(), chunk * CHUNK, (chunk + 1) * CHUNK)


@pytest.mark.parametrize("chunk", CHUNKS)
def test_simulated_people_agree_on_every_day(chunk: int) -> None:
    prepared, record = simulated(PEOPLE, 1 + chunk, 60 * PEOPLE)
    parted = replayed(prepared, record)
    assert not parted, f"{len(parted)} lives part; the first: {shown(prepared.laid, *parted[0])}"


@pytest.mark.parametrize("number", [68_465, 87_950, 98_683, 113_765, 247_920])
def test_lives_on_which_the_engines_once_parted_agree(number: int) -> None:
    """Revoked for false answers and given leave to work on one day; a permission that ended abroad and is the cause; revoked and
    provisionally released on one day, and both over on another."""
    all_agree(japan(), number, number + 1)


# ------------------------------------------------------------------ what once parted them

D = dt.date
Told = tuple[dt.date, str, Mapping[str, Value], dt.date | None]
ENDED_ON_ONE_DAY: dict[str, tuple[dt.date, tuple[Told, ...]]] = {
    "a revocation, on the last day of what a request carried": (
        D(2021, 2, 26),
        (
            (D(2020, 6, 29), "permit.granted", {"layer": "stay", "status": "jp_student"}, D(2020, 9, 28)),
            (D(2020, 8, 29), "detention.ended", {"how": "provisional"}, None),
            (D(2020, 9, 27), "application.filed", {"for": "change_of_status"}, None),
            (D(2020, 11, 28), "permit.revoked", {"ground": "false_documents"}, None),
        ),
    ),
    "a release given after a filing, and what the filing carried": (
        D(2027, 3, 1),
        (
            (D(2025, 11, 27), "permit.granted", {"layer": "stay", "status": "jp_intern_1"}, D(2026, 11, 27)),
            (D(2026, 11, 26), "application.filed", {"for": "extension"}, None),
            (D(2027, 1, 26), "detention.ended", {"how": "provisional"}, None),
            (D(2027, 1, 27), "permit.granted", {"layer": "work", "status": "jp_side_work_28"}, D(2028, 1, 28)),
        ),
    ),
    "a measure and a permission of somebody abroad": (
        D(2025, 12, 26),
        (
            (D(2025, 6, 2), "entered", {"how": "visa", "status": "jp_engineer"}, D(2025, 7, 4)),
            (D(2025, 6, 2), "departed", {"how": "departure_order"}, None),
            (D(2025, 6, 3), "measure.began", {"what": "supervision"}, None),
            (D(2025, 7, 4), "departed", {"how": "own"}, None),
            (D(2025, 10, 2), "entered", {"how": "without_permission"}, None),
        ),
    ),
    "a term to leave, and a request that waited for years and is refused": (
        D(2008, 7, 31),
        (
            (D(2004, 4, 8), "permit.granted", {"layer": "stay", "status": "jp_student"}, D(2004, 7, 8)),
            (D(2004, 6, 7), "application.filed", {"for": "extension"}, None),
            (D(2005, 8, 22), "permit.granted", {"layer": "stay", "status": "jp_dependent"}, D(2006, 8, 22)),
            (D(2006, 11, 22), "order.issued", {"what": "departure_order", "path": "came_forward"}, D(2007, 11, 22)),
            (D(2007, 11, 22), "application.decided", {"result": "refused"}, None),
        ),
    ),
    "what a request carried, and the days after a permission given after it": (
        D(2020, 12, 1),
        (
            (D(2020, 5, 4), "permit.granted", {"layer": "stay", "status": "jp_student"}, D(2020, 8, 3)),
            (D(2020, 6, 1), "application.filed", {"for": "change_of_status"}, None),
            (D(2020, 6, 3), "permit.granted", {"layer": "stay", "status": "jp_dependent"}, D(2020, 7, 3)),
        ),
    ),
}
"""Until when it is asked, and what happened: lives of the million in which the kernel named another cause."""


@pytest.mark.parametrize("what", ENDED_ON_ONE_DAY)
def test_of_what_ends_on_one_day_both_engines_name_the_same_as_the_last(what: str) -> None:
    until, happened = ENDED_ON_ONE_DAY[what]
    assert parting(japan(), told(japan(), until, *happened)) == []


# ------------------------------------------------------------------ what is written down is worth replaying


def test_scripted_lives_come_to_every_state_and_every_cause_of_the_law_of_japan() -> None:
    on = japan()
    kinds = {on.forms[each.form - 1].kind for life in every(on, 0, 2_000) for each in life.happenings}
    assert kinds == {each.kind for each in on.forms}


def test_a_disagreement_shows_the_life_and_the_day() -> None:
    on = japan()
    wrong = replace(on, laid=replace(on.laid, law=on.laid.law._replace(opened=on.laid.law.opened + 1)))
    found = ((life, parting(on, life, wrong)) for life in every(on, 0, 5_000))
    life, parted = next((life, parted) for life, parted in found if parted)
    told = shown(on.laid, life, parted)
    assert f"life {life.number}" in told
    assert "the kernel says" in told


def test_the_lives_of_a_run_are_whole() -> None:
    prepared, record = simulated(300, 1, 60 * 300)
    lives = list(lives_of(prepared, record))
    assert len(lives) > 300  # some left, and others came in their place
    assert [life.number for life in lives] == list(range(len(lives)))
    assert all(life.happenings for life in lives)
    assert sum(len(life.happenings) for life in lives) == int(record.book[1])
    ends = prepared.first + prepared.days - 1
    assert sum(life.until == ends for life in lives) >= 300
    assert all(life.happenings[-1].day <= life.until <= ends for life in lives)


def test_a_record_that_is_too_small_is_said_to_be() -> None:
    prepared, record = simulated(300, 1, 50)
    with pytest.raises(LabError, match="the record is too small"):
        replayed(prepared, record)
