"""Keyed chance: the same key gives the same draw, from whatever day one starts and beside whatever other decision."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.lab.days import NEVER
from madoguchi.lab.draws import ALWAYS, CHOICE, INV24, MARK, SHORT_WAITS, candidate, drawn, stream_of, wait_of, waits_of

pytestmark = pytest.mark.slow

GOES_HOME = 7546831198658430781
ON = [20161, 20302, 20368, 20400, 20526, 20583, 20630, 20700, 20907]
"""What seed 1 draws for one decision and one person."""
RATE = 0.01
WAITS = np.array(waits_of(RATE))
BLOCK = 7
HORIZON = 20_000


def candidates(stream: int, person: int, first: int, last: int, *, rate: float = RATE, block: int = BLOCK) -> list[int]:
    """Every candidate day of a person between two days, each found from the one before."""
    found: list[int] = []
    waits = np.array(waits_of(rate))
    day = first
    while True:
        day = candidate(np.uint64(stream), block, waits, person, day, last)
        if day > last:
            return found
        found.append(int(day))
        day += 1


@given(st.integers(0, 2**32), st.integers(0, 4_000_000), st.integers(1, 5_000), st.integers(0, 3_000))
def test_candidates_are_the_same_from_whatever_day_one_starts(seed: int, person: int, first: int, later: int) -> None:
    stream = stream_of(seed, "decision goes-home")
    every = candidates(stream, person, first, first + 3_000)
    assert candidates(stream, person, first + later, first + 3_000) == [day for day in every if day >= first + later]


@pytest.mark.parametrize(("rate", "block"), [(0.001, 10), (0.01, 7), (0.2, 2), (0.5, 1), (0.01, 0), (0.01, 15)])
def test_candidates_come_at_the_ceiling(rate: float, block: int) -> None:
    people, days = 400, 2_000
    stream = stream_of(1, "rate")
    found = sum(len(candidates(stream, person, 1_000, 999 + days, rate=rate, block=block)) for person in range(people))
    expected = people * days * rate
    assert abs(found - expected) < 4 * math.sqrt(expected * (1 - rate))


@given(
    st.one_of(st.floats(1e-6, 1.0), st.sampled_from([0.02, 0.03, 0.35, 1.0])), st.integers(1, SHORT_WAITS - 1), st.integers(-3, 3)
)
def test_a_wait_is_as_long_compared_as_it_is_counted(rate: float, days: int, beside: int) -> None:
    waits = waits_of(rate)
    u = min(max(int(waits[days]) + beside, 1), 1 << 24)
    counted = int(min(65536.0, math.log(u * INV24) * waits[0]))
    assert (u <= waits[days]) == (counted >= days)
    assert waits[0] == (ALWAYS if rate >= 1 else 1 / math.log1p(-rate))


@given(st.one_of(st.floats(1e-6, 1.0), st.sampled_from([0.02, 0.03, 0.35, 1.0])), st.integers(0, 2**64 - 1), st.integers(1, 64))
def test_a_short_wait_is_as_long_looked_up_as_by_logarithm(rate: float, z: int, left: int) -> None:
    waits = np.array(waits_of(rate))
    for key in (z, int(waits[left]) << 40, (int(waits[left]) - 1) % 2**24 << 40):
        u = float((key % 2**64 >> 40) + 1)
        if u > waits[left]:
            counted = int(min(65536.0, math.log(u * INV24) * waits[0]))
            assert wait_of(u, np.uint64(key % 2**64), waits) == counted < left


def test_every_day_is_as_likely_as_any_other() -> None:
    stream = stream_of(2, "days")
    counted = np.zeros(256, np.int64)
    for person in range(3_000):
        for day in candidates(stream, person, 1_024, 1_024 + 255, rate=0.05, block=4):
            counted[day - 1_024] += 1
    expected = 3_000 * 0.05
    # chi squared of 256 days: mean 256, standard deviation 23
    assert ((counted - expected) ** 2 / (expected * 0.95)).sum() < 256 + 4 * 23


def test_a_rate_of_nothing_never_comes() -> None:
    assert candidate(np.uint64(1), 15, np.array(waits_of(0.0)), 7, 100, HORIZON) == NEVER


def test_nothing_comes_past_the_horizon_of_what_is_asked() -> None:
    found = candidate(np.uint64(stream_of(1, "far")), BLOCK, WAITS, 7, 100, HORIZON)
    assert 100 <= found <= HORIZON
    assert candidate(np.uint64(stream_of(1, "far")), BLOCK, WAITS, 7, 100, 100) in (NEVER, *range(100, 100 + 2**BLOCK))


def test_two_decisions_have_streams_of_their_own() -> None:
    one, other = stream_of(1, "decision walks-out"), stream_of(1, "decision goes-home")
    both = at_one = at_other = 0
    for person in range(2_000):
        mine, theirs = (set(candidates(stream, person, 1, 2_000, rate=0.02, block=6)) for stream in (one, other))
        both, at_one, at_other = both + len(mine & theirs), at_one + len(mine), at_other + len(theirs)
    expected = at_one * at_other / (2_000 * 2_000)
    assert abs(both - expected) < 4 * math.sqrt(expected)


def test_neighbours_and_their_marks_have_nothing_to_do_with_each_other() -> None:
    stream = np.uint64(stream_of(1, "decision walks-out"))
    mine = np.array([drawn(stream, MARK, person, 5_000) for person in range(10_000)])
    next_ones = np.array([drawn(stream, MARK, person + 1, 5_000) for person in range(10_000)])
    tomorrow = np.array([drawn(stream, MARK, person, 5_001) for person in range(10_000)])
    choice = np.array([drawn(stream, CHOICE, person, 5_000) for person in range(10_000)])
    for other in (next_ones, tomorrow, choice):
        assert abs(np.corrcoef(mine, other)[0, 1]) < 4 / math.sqrt(10_000)
    assert abs(mine.mean() - 0.5) < 4 / math.sqrt(12 * 10_000)
    assert mine.min() >= 0
    assert mine.max() < 1


@given(st.integers(0, 2**40), st.integers(0, 4_000_000), st.integers(0, NEVER))
def test_the_same_seed_gives_the_same_draws(seed: int, person: int, day: int) -> None:
    stream = np.uint64(stream_of(seed, "order"))
    assert drawn(stream, MARK, person, day) == drawn(np.uint64(stream_of(seed, "order")), MARK, person, day)
    assert stream_of(seed, "order") != stream_of(seed + 1, "order")
    assert stream_of(seed, "order") != stream_of(seed, "start")


def test_streams_are_what_they_were() -> None:
    # A change of these numbers changes every published run: say so in the changelog.
    assert stream_of(1, "decision goes-home") == GOES_HOME
    assert candidates(stream_of(1, "decision goes-home"), 12, 20_000, 21_000) == ON
