"""Keyed chance: every draw is a function of (seed, what it decides, person, day), so that two laws meet the same people and days.

The finaliser is that of splitmix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). Candidates of
a shock
are a Bernoulli process at a ceiling rate that no law changes. Time is cut into blocks of about one candidate each and every block
has its own stream; the first candidate from any day on is found without knowing the ones before.
"""

import math

import numpy as np

from madoguchi.lab.compiling import jit
from madoguchi.lab.days import NEVER

GOLDEN, SILVER = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD1342543DE82EF95)
"""Two odd constants without a small relation: people step by one, days by the other."""
FIRST, SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
S27, S30, S31, S40, S58 = (np.uint64(shift) for shift in (27, 30, 31, 40, 58))
INV24 = 1.0 / (1 << 24)
SHORT_WAITS = 65
"""Waits of fewer days than this are compared without a logarithm."""
PARTS = 64
"""Parts of what is drawn for which the shortest wait is told: the search for a short one begins there."""
ALWAYS = -1e-300
"""1 / log(1 - ceiling) of what may come every day: every wait is nothing."""

MARK, CHOICE, ORDER, GRANT, START = (np.uint64(salt) for salt in (0x51, 0x52, 0x53, 0x54, 0x55))
"""What a draw is for, beside the decision: whether a candidate counts, which outcome, who comes first, what an office says,
who comes."""


@jit
def mixed(z):
    """Sixty-four well mixed bits of a key."""
    z = (z ^ (z >> S30)) * FIRST
    z = (z ^ (z >> S27)) * SECOND
    return z ^ (z >> S31)


@jit
def key_of(stream, person, day):
    """The key of a draw of one stream for a person and a day (or a block of days)."""
    return mixed(stream + np.uint64(person) * GOLDEN + np.uint64(day) * SILVER)


@jit
def evenly(z):
    """A number in [0, 1) from the upper bits of a key."""
    return np.float64(z >> S40) * INV24


@jit
def drawn(stream, salt, person, day):
    """A number in [0, 1), always the same for the same key."""
    return evenly(mixed(key_of(stream, person, day) ^ (salt * GOLDEN)))


@jit
def wait_of(u, z, waits):
    """The days of a wait that is known to be short, from where the search for its sixty-fourth of the draws begins."""
    days = int(waits[np.int64(SHORT_WAITS) + np.int64(z >> S58)])
    while u <= waits[days + 1]:
        days += 1
    return days


@jit
def candidate(stream, block, waits, person, day, horizon):
    """The first candidate day of a shock from `day` on; NEVER if none comes until `horizon`.

    `block`: length of a block as a power of two; `waits`: what `waits_of` says of the ceiling rate per day. Whether a wait ends
    within some days, and on which of them, needs no logarithm.
    """
    per_log = waits[0]
    if per_log >= 0.0:
        return NEVER
    number = day >> block
    while (number << block) <= horizon:
        z = key_of(stream, person, number)
        at, end = number << block, (number + 1) << block
        while True:
            u, left = np.float64(z >> S40) + 1.0, min(end, horizon + 1) - at
            if 0 < left < SHORT_WAITS and u <= waits[left]:
                break
            at += wait_of(u, z, waits) if left < SHORT_WAITS else int(min(65536.0, math.log(u * INV24) * per_log))
            if at >= end:
                break
            if at >= day:
                return at
            at += 1
            z = mixed(z + GOLDEN)
        number += 1
    return NEVER


def waits_of(rate: float) -> list[float]:
    """1 / log(1 - rate), or 0 for a rate of nothing; then for 1, 2 … days the upper end of what, drawn from 1 to 2**24, means a
    wait of as many days or more; then for each sixty-fourth of what is drawn its shortest wait. Worked out by the very formula of
    `candidate`, so that both ways give the same days."""
    if rate <= 0:
        return [0.0] * (SHORT_WAITS + PARTS)
    per_log = ALWAYS if rate >= 1 else 1 / math.log1p(-rate)
    most = [_most_for(days, per_log) for days in range(1, SHORT_WAITS)]
    uppers = [((part + 1) << 24) // PARTS for part in range(PARTS)]
    return [per_log, *most, *(float(sum(upper <= each for each in most)) for upper in uppers)]


def _most_for(days: int, per_log: float) -> float:
    def long_enough(u: int) -> bool:
        return int(min(65536.0, math.log(u * INV24) * per_log)) >= days

    u = round(math.exp(max(days / per_log, -100.0)) * (1 << 24))
    while u < 1 << 24 and long_enough(u + 1):
        u += 1
    while u > 0 and not long_enough(u):
        u -= 1
    return float(u)


def stream_of(seed: int, name: str) -> int:
    """The number of a stream: from the seed and the name of what it decides, so that adding a decision moves no other."""
    z = (seed * int(GOLDEN) + 0x1234567) & (2**64 - 1)
    for byte in name.encode():
        z = ((z ^ byte) * 0x100000001B3) & (2**64 - 1)  # FNV-1a over the name
    with np.errstate(over="ignore"):
        return int(_mixed_once(np.uint64(z)))


def _mixed_once(z: np.uint64) -> np.uint64:
    z = (z ^ (z >> S30)) * FIRST
    z = (z ^ (z >> S27)) * SECOND
    return np.uint64(z ^ (z >> S31))
