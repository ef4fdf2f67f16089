"""Numba, a loop over people: what a hand-made kernel for this one law reaches. A ceiling for ours, which reads laws as data.

Two orders of the same work: month by month over everybody (what bureaus that touch each other would need), or bureau by
bureau over the whole decade, while its people lie in the cache. Both share their draws with the NumPy peer.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numba import njit, prange

from bench.peers.spec import (
    ABUSE,
    BACKLOG,
    BUREAUS,
    DEFAULT,
    EMPLOYED,
    GOLDEN,
    HOME,
    INFLOW,
    INV24,
    IRREGULAR,
    JOB_LOSS,
    M1,
    M2,
    MAX_STAY,
    MONTHS,
    NCOL,
    NONE,
    QUEUE,
    REGULARISED,
    REMOVED,
    RETURNED,
    SEARCH,
    Counts,
    Draws,
    Params,
    month_keys,
)

# Numba turns a plain integer next to an unsigned one into a float: each of them needs its kind.
G, A, B = np.uint64(GOLDEN), np.uint64(M1), np.uint64(M2)
S8, S16, S27, S30, S31, S40 = (np.uint64(k) for k in (8, 16, 27, 30, 31, 40))
LOW16, LOW24 = np.uint64(0xFFFF), np.uint64(0xFFFFFF)
# What a month brings a person: the column of a flow, or one of these.
NOTHING, AT_WORK = 0, -1


# A row a person, twenty bytes: a kernel passes on one row, where it would count references to each of eight columns.
PERSON = np.dtype(
    [
        ("debt0", np.float32),
        ("ticket", np.int32),
        ("clock", np.int16),
        ("arrival", np.int16),
        ("permit", np.int16),
        ("status", np.int8),
        ("cause", np.int8),
        ("changes", np.int8),
    ],
    align=True,
)


@njit(inline="always", error_model="numpy")
def mix(z: Any) -> Any:
    """The finaliser of splitmix64."""
    z = (z ^ (z >> S30)) * A
    z = (z ^ (z >> S27)) * B
    return z ^ (z >> S31)


@njit(inline="always", error_model="numpy")
def first(z: Any) -> Any:
    """The first uniform number of a draw."""
    return np.float64(z >> S40) * INV24


@njit(inline="always", error_model="numpy")
def second(z: Any) -> Any:
    """The second uniform number of a draw."""
    return np.float64((z >> S8) & LOW24) * INV24


@njit(inline="always", error_model="numpy")
def debt(t: int, p: Params, who: Any) -> Any:
    """What is still owed."""
    return max(0.0, who.debt0 - (t - who.arrival) / p.debt_months)


@njit(inline="always", error_model="numpy")
def stay_or_go(u: float, d: float, step: float, why: int) -> int:
    """Who must leave stays on without status, or goes home."""
    return INFLOW + why if u < 1.0 / (1.0 + math.exp(step - 3.0 * d)) else HOME


@njit(inline="always", error_model="numpy")
def abused(u: float, d: float, can_change: bool) -> int:  # noqa: FBT001 Numba has no keywords worth their time
    """What somebody does who is abused: bears it (still at work), changes (nothing more this month), flees, or goes home."""
    change = math.exp(0.5) if can_change else 0.0
    flee = math.exp(-1.5 + 2.0 * d)
    total = 1.0 + change + flee + math.exp(-1.0 - 2.0 * d)
    if u < 1.0 / total:
        return AT_WORK
    if u < (1.0 + change) / total:
        return NOTHING
    return INFLOW + ABUSE if u < (1.0 + change + flee) / total else HOME


@njit(inline="always", error_model="numpy")
def employed(t: int, z: Any, p: Params, who: Any) -> Any:
    """What the month brings somebody at work, before the renewal of the permit."""
    if t - who.arrival >= p.max_stay:
        return stay_or_go(second(z), debt(t, p, who), 2.0, MAX_STAY)
    u0 = first(z)
    if u0 < p.h_loss:
        what = NOTHING
    elif u0 < p.h_loss + p.h_abuse:
        what = abused(second(z), debt(t, p, who), who.changes < p.max_changes)
        if what == NOTHING:
            who.changes += 1
    else:
        what = AT_WORK
    if what == NOTHING:
        who.status = SEARCH
        who.clock = t + p.grace
    return what


@njit(inline="always", error_model="numpy")
def searching(t: int, z: Any, p: Params, who: Any) -> Any:
    """Finds work, or has no months left, or goes on searching."""
    if first(z) < p.p_find:
        who.status = EMPLOYED
        who.permit = max(who.permit, t + p.rehire_extension)
    elif t >= who.clock:
        return stay_or_go(second(z), debt(t, p, who), 1.0, JOB_LOSS)
    return NOTHING


@njit(inline="always", error_model="numpy")
def irregular(t: int, z: Any, p: Params, who: Any) -> int:
    """Is removed, returns, is regularised, or goes on."""
    u0 = first(z)
    if u0 < p.h_detect:
        return REMOVED
    if u0 < p.h_detect + p.h_return:
        return RETURNED
    if p.reg_from <= t < p.reg_to and t - who.clock >= p.reg_min and second(z) < p.p_reg:
        return REGULARISED
    return NOTHING


@njit(inline="always", error_model="numpy")
def settle(t: int, what: int, z: Any, p: Params, who: Any) -> None:
    """Somebody becomes irregular, is regularised, or leaves and a newcomer takes the place."""
    if what < HOME:
        who.status = IRREGULAR
        who.cause = what - INFLOW
        who.clock = t
        if what != INFLOW + BACKLOG:
            who.ticket = -1
    else:
        who.status = EMPLOYED
        who.cause = NONE
        who.ticket = -1
        who.arrival = t
        who.permit = t + p.permit_months
        if what != REGULARISED:
            who.changes = 0
            who.debt0 = np.float32(first(mix(z)))


@njit(inline="always", error_model="numpy")
def decided(t: int, p: Params, who: Any) -> int:
    """The bureau renews the permit. Given back: the ticket that is left, none."""
    who.permit = t + p.permit_months
    who.ticket = -1
    if who.status == IRREGULAR:
        who.status = EMPLOYED
        who.cause = NONE
    return -1


@njit(inline="always", error_model="numpy")
def waiting(t: int, p: Params, who: Any) -> int:
    """Who still waits past the bridge is without status."""
    return INFLOW + BACKLOG if t >= who.permit + p.bridge else NOTHING


@njit(inline="always", error_model="numpy")
def one_person(t: int, z: Any, issued: Any, served: Any, p: Params, who: Any, row: Any) -> Any:
    """One month of one person. Given back: tickets issued so far."""
    ticket = who.ticket
    if ticket >= 0 and ticket < served:
        ticket = decided(t, p, who)
    if who.status == EMPLOYED:
        what = employed(t, z, p, who)
        if what == AT_WORK:
            what = NOTHING
            if ticket >= 0:
                what = waiting(t, p, who)
            elif who.permit - t <= p.apply_lead:
                who.ticket = issued
                issued += 1
    elif who.status == SEARCH:
        what = searching(t, z, p, who)
    else:
        what = irregular(t, z, p, who)
    if what != NOTHING:
        row[what] += 1
        settle(t, what, z, p, who)
    return issued


@njit(error_model="numpy")
def one_month(lo: int, hi: int, t: int, key: Any, queue: Any, p: Params, people: Any, row: Any) -> Any:
    """One month of one bureau's people [lo, hi). `queue`: capacity, issued, served. Given back: issued, served."""
    capacity, issued, served = queue
    served = min(issued, served + capacity)
    looking = without = 0
    for i in range(lo, hi):
        who = people[i]
        issued = one_person(t, mix(key + np.uint64(i) * G), issued, served, p, who, row)
        status = who.status
        looking += status == SEARCH
        without += status == IRREGULAR
        if status == IRREGULAR:
            row[2 + who.cause] += 1
    row[EMPLOYED] += hi - lo - looking - without
    row[SEARCH] += looking
    row[IRREGULAR] += without
    row[QUEUE] += issued - served
    return issued, served


@njit(parallel=True, error_model="numpy")
def begin(key: Any, people: Any) -> None:
    """Everybody at the start."""
    for i in prange(people.size):
        z = mix(key + np.uint64(i) * G)
        who = people[i]
        who.arrival = -np.int64(((z & LOW16) * np.uint64(58)) >> S16)
        who.permit = 3 + np.int64((((z >> S16) & LOW16) * np.uint64(12)) >> S16)
        who.debt0 = np.float32(first(z))
        who.status = EMPLOYED
        who.cause = NONE
        who.changes = 0
        who.clock = 0
        who.ticket = -1


@njit(parallel=True, error_model="numpy")
def by_month(n: int, keys: Draws, p: Params, capacity: Counts, out: Any, people: Any) -> None:
    """Every month passes over everybody."""
    issued, served = np.zeros(BUREAUS, np.int64), np.zeros(BUREAUS, np.int64)
    for t in range(keys.size - 1):
        for b in prange(BUREAUS):
            queue = (capacity[b], issued[b], served[b])
            issued[b], served[b] = one_month(b * n, (b + 1) * n, t, keys[t + 1], queue, p, people, out[b, t])


@njit(parallel=True, error_model="numpy")
def by_bureau(n: int, keys: Draws, p: Params, capacity: Counts, out: Any, people: Any) -> None:
    """A bureau's people live their whole decade while they lie in the cache."""
    for b in prange(BUREAUS):
        issued, served = np.int64(0), np.int64(0)
        for t in range(keys.size - 1):
            queue = (capacity[b], issued, served)
            issued, served = one_month(b * n, (b + 1) * n, t, keys[t + 1], queue, p, people, out[b, t])


def decade(kernel: Callable[..., None], n_people: int, seed: int, months: int, p: Params) -> Counts:
    """Counts by month and column, with one of the two orders of work."""
    n, keys, people = n_people // BUREAUS, month_keys(seed, months), np.empty(n_people, PERSON)
    begin(keys[0], people)
    out = np.zeros((BUREAUS, months, NCOL), np.int64)
    kernel(n, keys, p, p.capacity(n), out, people)
    counts: Counts = out.sum(axis=0)
    return counts


def run(n_people: int, seed: int = 1, months: int = MONTHS, p: Params = DEFAULT) -> Counts:
    """Month by month."""
    return decade(by_month, n_people, seed, months, p)


def run_bureaus(n_people: int, seed: int = 1, months: int = MONTHS, p: Params = DEFAULT) -> Counts:
    """Bureau by bureau."""
    return decade(by_bureau, n_people, seed, months, p)
