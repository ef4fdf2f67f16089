"""What a thief of the tables reads without the key: two attacks that must name next to nobody. Larger: `bench.tracing_leak`."""

import pytest

from bench import tracing_thief as thief
from bench.tracing_leak import leak

PEOPLE = 6_000
POPULATIONS = (0, 1, 2)

pytestmark = pytest.mark.slow


def test_a_thief_without_the_key_names_almost_nobody_by_how_often_keys_occur_or_stand_together() -> None:
    found = [leak(PEOPLE, population) for population in POPULATIONS]
    for shares in zip(*((one.by_rank, one.by_signature, one.by_spreading) for one in found), strict=True):
        assert sum(shares) / len(found) <= 0.01


def test_the_same_thief_names_many_where_frequent_keys_are_kept() -> None:
    found = [leak(PEOPLE, population, guarded=False).worst for population in POPULATIONS]
    assert sum(found) / len(found) > 0.015


def test_the_thief_who_is_given_what_stands_behind_every_other_key_spreads_from_there() -> None:
    """The attack works: what stands together tells the rest where nothing was taken from it and both samples are one."""
    rows = [[number % 7, 10 + number % 5, 20 + (number * number) % 11] for number in range(400)]
    kinds = {key: key // 10 for row in rows for key in row}
    most = dict.fromkeys(kinds.values(), len(rows))
    one, keys = thief.side(rows, kinds, most)
    known = {place: place for place in range(0, len(keys), 2)}
    beside = thief.graph(one)
    found = thief.spread(one, one, beside, beside, known)
    assert len(found) == len(keys)
    assert all(key == word for key, word in found.items()) or sum(key == word for key, word in found.items()) > len(keys) * 0.8
