"""A wrong number and no number take the same time. The test: Mann-Whitney on interleaved tries, both sides, level 1 in 10,000.

400 tries of each kind find a shift of a third of the spread; a step left out (the costly one takes 20 to 65 ms) is found at once,
which the last test shows.
"""

import math
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from madoguchi.help.actions import talk
from madoguchi.vault.number import as_digits, new_number
from tests.help.network_of_tests import TODAY

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.usefixtures("true_cost")]

TRIES, LEVEL_Z = 400, 3.89
"""Two-sided level of 0.0001: one run in ten thousand fails without a reason."""


def shift(one: Callable[[], object], other: Callable[[], object], tries: int = TRIES) -> float:
    """How many standard deviations the ranks of one kind's times lie from those of the other."""
    order = [True, False] * tries
    random.Random(3).shuffle(order)
    times: list[tuple[float, bool]] = []
    for is_one in order:
        start = time.process_time_ns()
        (one if is_one else other)()
        times.append((time.process_time_ns() - start, is_one))
    ranks = sum(rank for rank, (_, is_one) in enumerate(sorted(times), 1) if is_one)
    mean, spread = tries * (2 * tries + 1) / 2, math.sqrt(tries * tries * (2 * tries + 1) / 12)
    return (ranks - mean) / spread


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, settings: Settings) -> None:
    """A data folder of its own."""
    settings.DATA = tmp_path


def test_a_wrong_number_takes_as_long_as_what_is_no_number() -> None:
    wrong = as_digits(new_number())
    assert talk.come_back(wrong, TODAY) is None
    found = shift(lambda: talk.come_back(wrong, TODAY), lambda: talk.come_back("hello", TODAY))
    assert abs(found) < LEVEL_Z


def test_the_test_finds_a_step_that_is_left_out() -> None:
    assert abs(shift(lambda: talk.come_back("hello", TODAY), lambda: None, tries=20)) > LEVEL_Z
