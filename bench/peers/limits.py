"""What this machine could do at best: bytes a second from memory, draws a second. A kernel's speed is read against them.

    python -m bench.peers.limits

`triad` is the usual measure of memory: two columns read, one written, far larger than the caches. `splitmix` is the draw of
the workload, one 64-bit hash a person and month, with one comparison: no kernel that draws for everybody every month can be
faster. `philox` is the dearer generator that some prefer. Both loops are simple enough for the compiler to
draw for eight people at once, which a kernel full of branches cannot do.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numba import njit, prange

from bench.peers.spec import BUREAUS, GOLDEN, M1, M2

G, A, B = np.uint64(GOLDEN), np.uint64(M1), np.uint64(M2)
S27, S30, S31, S32, S40 = (np.uint64(k) for k in (27, 30, 31, 32, 40))
P0, P1, W0, W1 = (np.uint64(k) for k in (0xD2511F53, 0xCD9E8D57, 0x9E3779B9, 0xBB67AE85))
LOW32 = np.uint64(0xFFFFFFFF)
COLUMN = 8 * 1024 * 1024  # 64 MiB of float64 in each of three columns: twice the caches of most machines
MONTHS_DRAWN, PEOPLE = 240, 1_000_000


class Limits(NamedTuple):
    """What a run could reach on this machine."""

    memory: float  # bytes a second, all threads, counted as the programme counts them
    splitmix: float  # draws a second of processor time
    philox: float


@njit(parallel=True, fastmath=True)
def triad(a: Any, b: Any, c: Any) -> None:
    """Two columns read, one written."""
    for i in prange(a.size):
        a[i] = b[i] + 3.0 * c[i]


@njit(parallel=True)
def splitmix(people: int, months: int) -> Any:
    """The draw of the workload. Counting the hits keeps the loop from being dropped."""
    hits: Any = 0
    part = people // BUREAUS
    for k in prange(BUREAUS):
        for t in range(months):
            key = np.uint64(t) * A
            for i in range(k * part, (k + 1) * part):
                z = key + np.uint64(i) * G
                z = (z ^ (z >> S30)) * A
                z = (z ^ (z >> S27)) * B
                z = z ^ (z >> S31)
                hits += (z >> S40) < np.uint64(500_000)
    return hits


@njit(inline="always")
def philox_word(i: Any, t: Any) -> Any:
    """Philox4x32 with ten rounds: four words a person and month, of which one is looked at."""
    c0, c1, c2, c3 = np.uint64(i), np.uint64(t), np.uint64(0), np.uint64(0)
    k0, k1 = np.uint64(12345), np.uint64(6789)
    for _ in range(10):
        p0, p1 = P0 * c0, P1 * c2
        c0, c1, c2, c3 = (p1 >> S32) ^ c1 ^ k0, p1 & LOW32, (p0 >> S32) ^ c3 ^ k1, p0 & LOW32
        k0, k1 = (k0 + W0) & LOW32, (k1 + W1) & LOW32
    return c0


@njit(parallel=True)
def philox(people: int, months: int) -> Any:
    """The same work with the dearer generator."""
    hits: Any = 0
    part = people // BUREAUS
    for k in prange(BUREAUS):
        for t in range(months):
            for i in range(k * part, (k + 1) * part):
                hits += philox_word(i, t) < np.uint64(128_000_000)
    return hits


def best(work: Callable[..., object], *given: Any, times: int = 5) -> tuple[float, float]:
    """Seconds on the clock and of processor time, the best of a few, after one call that compiles."""
    work(*given)
    walls, cpus = [], []
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        work(*given)
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return min(walls), min(cpus)


def measured() -> Limits:
    """All three."""
    columns = [np.ones(COLUMN) for _ in range(3)]
    wall, _ = best(triad, *columns, times=10)
    _, quick = best(splitmix, PEOPLE, MONTHS_DRAWN, times=3)
    months = MONTHS_DRAWN // 5
    _, slow = best(philox, PEOPLE, months, times=3)
    return Limits(3 * 8 * COLUMN / wall, PEOPLE * MONTHS_DRAWN / quick, PEOPLE * months / slow)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measured()._asdict()) + "\n")
