"""Whose turn a decision is: what comes to the same people on the same terms by chance races, each as often as its file says."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.lab import shelf, turns
from madoguchi.lab.draws import ALWAYS, PARTS, SHORT_WAITS, waits_of
from madoguchi.lab.reading import per_day
from madoguchi.lab.terms import Behaviour, Figure, LabError


def behaviour(**changed: Any) -> Behaviour:
    """The people of Japan, with other values for some decisions: id -> values."""
    found = shelf.behaviour("jp-people")
    every = tuple(msgspec.structs.replace(each, **changed.get(each.id.replace("-", "_"), {})) for each in found.decision)
    return msgspec.structs.replace(found, decision=every)


def names(found: Behaviour, situation: str, state: str = "lawful") -> list[list[str]]:
    """The occasions of people as the ids of their decisions."""
    return [[found.decision[member].id for member in occasion.members] for occasion in turns._turn(found, situation, state)]


def test_what_may_come_to_people_at_work_races_and_days_of_the_law_stand_alone() -> None:
    every = names(behaviour(), "working")
    race = ["loses-job", "goes-home", "moves", "child-is-born", "is-not-paid", "is-hurt-at-work"]
    assert race in every
    assert ["first-address"] in every
    assert ["asks-for-protection"] in every, "not while a request waits: other terms, another race"
    assert every[0] == race, "in the order in which the file first names them"


@pytest.mark.parametrize("term", ["when", "unless_open", "state_for_days"])
def test_other_terms_are_another_race(term: str) -> None:
    value = {"when": "status in spouses", "unless_open": "extension", "state_for_days": 9}[term]
    every = names(behaviour(moves={term: value}), "working")
    assert ["moves"] in every
    assert ["loses-job", "goes-home", "child-is-born", "is-not-paid", "is-hurt-at-work"] in every


def test_a_decision_of_any_state_comes_in_all_of_them() -> None:
    found = behaviour(moves={"while_": "any"})
    assert all(any("moves" in each for each in names(found, "working", state)) for state in turns.CLASSES)


def test_ceilings_that_come_to_more_than_one_a_day_together_are_refused() -> None:
    ceiling = Figure(n=0.6, low=0.6, high=0.6, unit="per_day", source="a test")
    found = behaviour(loses_job={"ceiling": ceiling}, moves={"ceiling": ceiling})
    race = next(each for each in turns._turn(found, "working", "lawful") if len(each.members) > 1)
    with pytest.raises(LabError, match=r"loses-job, goes-home, moves.* come to 1\.2\d* a day together.*write at most 1"):
        turns._ceilings(found, race)


def test_every_race_of_the_house_stays_below_one_a_day() -> None:
    for id_ in ("jp-people", "status-decade"):
        found = shelf.behaviour(id_)
        for situation in found.situations:
            for state in turns.CLASSES:
                for occasion in turns._turn(found, situation, state):
                    assert sum(turns._ceilings(found, occasion)) < 1


def test_the_shares_of_a_race_are_those_of_the_ceilings() -> None:
    parts = [0.02, 0.01, 0.0]
    assert turns._shares(parts, sum(parts)) == pytest.approx([2 / 3, 1 / 3, 0.0])
    assert turns._shares(parts, 0.0) == [0.0, 0.0, 0.0]


def test_what_may_come_every_day_waits_for_nothing() -> None:
    assert waits_of(1.0) == [ALWAYS, *[0.0] * (SHORT_WAITS - 1 + PARTS)]
    assert turns._block(1.0) == 0
    assert waits_of(0.0)[0] == 0.0


def test_who_comes_less_often_than_the_ceiling_to_somebody_or_some_day_is_asked_for_each_candidate() -> None:
    found = behaviour()
    for each in (occasion for situation in found.situations for occasion in turns._turn(found, situation, "lawful")):
        below = [found.decision[member].id for member in each.members if not turns._always_at_ceiling(found.decision[member])]
        if below:
            assert not turns._is_sure(found, each, turns._ceilings(found, each)), below


def test_every_candidate_of_the_reference_workload_comes_to_something() -> None:
    found = shelf.behaviour("status-decade")
    for each in turns._turn(found, "working", "lawful"):
        if found.decision[each.members[0]].at is None:
            assert turns._is_sure(found, each, turns._ceilings(found, each))


@given(st.lists(st.floats(1e-9, 0.2), min_size=1, max_size=4))
def test_between_two_of_a_race_that_is_sure_no_mark_falls(ceilings: list[float]) -> None:
    ends = [below + part for below, part in zip(turns._belows(ceilings), turns._shares(ceilings, sum(ceilings)), strict=True)]
    begins = [*turns._belows(ceilings)[1:], 1.0]
    if turns._marks_are_covered(ceilings):
        for end, after in zip(ends, begins, strict=True):
            for mark in range(round(end * 2**24) - 2, min(round(end * 2**24) + 3, 2**24)):
                assert not end <= mark / 2**24 < after


def test_a_chance_of_a_year_is_a_chance_of_a_day_so_often_that_a_year_brings_it_as_said() -> None:
    ceiling = next(each.ceiling for each in behaviour().decision if each.id == "works-less")
    assert ceiling is not None
    assert 1 - (1 - per_day(ceiling)) ** 365.25 == pytest.approx(ceiling.n, rel=1e-3)
