"""The kernel beside an oracle that was written without it: the same chance and the same law give the same counts, all of them."""

import numpy as np
import pytest

from bench.peers import product
from bench.peers.spec import COLUMNS, DEFAULT, LAWS, REFORM
from tests.lab import oracle

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize(("people", "seed"), [(3_200, 1), (16_000, 7)])
def test_every_count_of_every_day_is_that_of_the_oracle(people: int, seed: int, law: str) -> None:
    ours, theirs = product.run(people, seed=seed, p=LAWS[law]), oracle.run(people, seed=seed, p=LAWS[law])
    parted = [
        f"day {day}, {COLUMNS[column]}: the kernel {ours[day, column]}, the oracle {theirs[day, column]}"
        for day, column in np.argwhere(ours != theirs)[:5]
    ]
    assert not parted, f"{people} people, seed {seed}, {law}: {'; '.join(parted)}"


def test_the_oracle_counts_everybody_once() -> None:
    rows = oracle.run(3_200, seed=3)
    assert (rows[:, :3].sum(axis=1) == 3_200).all()
    assert (rows[:, 3:7].sum(axis=1) == rows[:, 2]).all()


def test_another_seed_and_another_law_are_other_counts() -> None:
    first = oracle.run(3_200, seed=3)
    assert (first != oracle.run(3_200, seed=4)).any()
    assert (first != oracle.run(3_200, seed=3, p=REFORM)).any()
    assert (first == oracle.run(3_200, seed=3, p=DEFAULT)).all()


def test_the_candidates_of_a_shock_come_as_often_as_its_ceiling_says() -> None:
    people, days = 20_000, 120
    for rate in (0.02, 0.35):
        found = oracle.candidates(oracle.stream(5, "decision somebody"), rate, people, days)
        expected = people * days * rate
        assert abs(int(found.sum()) - expected) < 4 * (expected * (1 - rate)) ** 0.5
