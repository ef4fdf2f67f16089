"""Numba, from event to event: people are visited only when something can happen to them. The other ceiling for ours.

Constant hazards become waiting times, and the queue needs no queue: once a ticket is issued, the month of its decision is a
formula, because a bureau's capacity is constant and nobody overtakes. The same distribution as the other peers, from other draws.

The people of a bureau stand in a calendar, one linked list a month. Those who ask in a month are marked in a bitmap and
take their tickets in the order of their number, as in the dense kernels: who comes first within a month matters to the queue.
"""

import math
from typing import Any, NamedTuple

import numpy as np
from numba import njit, prange

from bench.peers.numba_peer import AT_WORK, NOTHING, G, abused, debt, first, mix, second, stay_or_go
from bench.peers.spec import (
    BACKLOG,
    BUREAUS,
    DEFAULT,
    EMPLOYED,
    HOME,
    INFLOW,
    INV24,
    IRREGULAR,
    JOB_LOSS,
    MASK,
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

NEVER = 9999
# Not a month to look again: asks for renewal; has waited past the bridge.
ASKS, LAPSES = -1, -2
ONE, S58, S40 = (np.uint64(k) for k in (1, 58, 40))
# Which bit of a word is set, from a multiplication (de Bruijn).
DE_BRUIJN = np.uint64(0x03F79D71B4CB0A89)
BIT = np.zeros(64, np.int64)
for _bit in range(64):
    BIT[((int(DE_BRUIJN) << _bit) & MASK) >> 58] = _bit

# `hazard`: month of the next chance event. `decided`: month in which a renewal is decided (-1: none asked for).
# `until`: the end of the search for work, or the month of regularisation. `after`: the next person of the same month.
PERSON = np.dtype(
    [
        ("debt0", np.float32),
        ("after", np.int32),
        ("until", np.int16),
        ("arrival", np.int16),
        ("permit", np.int16),
        ("hazard", np.int16),
        ("decided", np.int16),
        ("status", np.int8),
        ("cause", np.int8),
        ("changes", np.int8),
    ],
    align=True,
)


class Logs(NamedTuple):
    """log(1 - hazard) of each thing that happens by chance."""

    work: float
    find: float
    out: float
    reg: float


@njit(inline="always", error_model="numpy")
def wait(z: Any, log: float) -> Any:
    """Months until a monthly hazard comes true (0: this month)."""
    u = (np.float64(z >> S40) + 1.0) * INV24
    return np.int64(min(float(NEVER), math.floor(math.log(u) / log)))


@njit(inline="always", error_model="numpy")
def appoint(head: Any, people: Any, due: Any, i: int) -> None:
    """Person `i` is looked at again in month `due`."""
    if due < head.size:
        people[i].after = head[due]
        head[due] = i


@njit(inline="always", error_model="numpy")
def look_while_waiting(p: Params, who: Any) -> Any:
    """When something can next happen to somebody at work who has asked for renewal."""
    lapse = who.permit + p.bridge
    look = lapse if who.decided > lapse else who.decided + p.permit_months - p.apply_lead
    return min(who.hazard, who.arrival + p.max_stay, look)


@njit(inline="always", error_model="numpy")
def renewal(t: int, p: Params, who: Any) -> Any:
    """Somebody at work asks for renewal, waits, has waited too long, or need not ask yet."""
    if who.decided < 0:
        asks = who.permit - p.apply_lead
        return ASKS if asks <= t else min(who.hazard, who.arrival + p.max_stay, asks)
    return LAPSES if t >= who.permit + p.bridge else look_while_waiting(p, who)


@njit(inline="always", error_model="numpy")
def shock(t: int, u1: float, u2: float, z: Any, p: Params, logs: Logs, who: Any) -> Any:
    """The job is lost, or there is abuse."""
    who.hazard = t + 1 + wait(z, logs.work)
    what = NOTHING
    if u2 * (p.h_loss + p.h_abuse) >= p.h_loss:
        what = abused(u1, debt(t, p, who), who.changes < p.max_changes)
        if what == NOTHING:
            who.changes += 1
    if what == NOTHING:
        who.status = SEARCH
        who.until = t + p.grace
        who.hazard = t + 1 + wait(z, logs.find)
    return what


@njit(inline="always", error_model="numpy")
def happens(t: int, u1: float, u2: float, z: Any, p: Params, logs: Logs, who: Any) -> Any:
    """What the month brings: the column of a flow, or nothing, or work goes on."""
    if who.status == EMPLOYED:
        if t - who.arrival >= p.max_stay:
            return stay_or_go(u1, debt(t, p, who), 2.0, MAX_STAY)
        return shock(t, u1, u2, z, p, logs, who) if who.hazard <= t else AT_WORK
    if who.status == SEARCH:
        if who.hazard > t:
            return stay_or_go(u1, debt(t, p, who), 1.0, JOB_LOSS)
        who.status = EMPLOYED
        who.permit = max(who.permit, t + p.rehire_extension)
        who.hazard = t + 1 + wait(z, logs.work)
        return NOTHING
    if who.hazard > t:
        return REGULARISED
    return REMOVED if u2 * (p.h_detect + p.h_return) < p.h_detect else RETURNED


@njit(inline="always", error_model="numpy")
def become_irregular(t: int, why: int, z: Any, p: Params, logs: Logs, who: Any) -> Any:
    """From now on without status. Given back: when something can next happen."""
    who.status = IRREGULAR
    who.cause = why
    who.hazard = t + 1 + wait(z, logs.out)
    who.until = max(p.reg_from, t + p.reg_min) + wait(mix(z), logs.reg)
    if who.until >= p.reg_to:
        who.until = NEVER
    due = min(who.hazard, who.until)
    if why == BACKLOG:
        due = min(due, who.decided)
    else:
        who.decided = -1
    return due


@njit(inline="always", error_model="numpy")
def start_anew(t: int, newcomer: bool, z: Any, p: Params, logs: Logs, who: Any) -> Any:  # noqa: FBT001 Numba has no keywords
    """Somebody is regularised, or a newcomer takes the place. Given back: when something can next happen."""
    who.status = EMPLOYED
    who.cause = NONE
    who.decided = -1
    who.arrival = t
    who.permit = t + p.permit_months
    if newcomer:
        z = mix(z)  # a fresh draw: the last one may have chosen this exit
        who.changes = 0
        who.debt0 = np.float32(second(z))
    who.hazard = t + 1 + wait(z, logs.work)
    return min(who.hazard, who.permit - p.apply_lead)


@njit(inline="always", error_model="numpy")
def visit(t: int, z: Any, p: Params, logs: Logs, who: Any, row: Any) -> Any:
    """A month in which something may happen to somebody. Given back: when to look again, or that a renewal is asked for."""
    u1 = second(z)  # which way
    z = mix(z)  # how long until the next chance event
    u2 = second(z)  # which of two hazards
    if 0 <= who.decided <= t:
        who.permit = who.decided + p.permit_months
        who.decided = -1
        if who.status == IRREGULAR:
            who.status = EMPLOYED
            who.cause = NONE
            who.hazard = t + wait(mix(z), logs.work)
    what = happens(t, u1, u2, z, p, logs, who)
    due = min(who.hazard, who.until) if who.status == SEARCH else t + 1
    if what == AT_WORK:
        due = renewal(t, p, who)
        if due == LAPSES:
            what = INFLOW + BACKLOG
    if what > NOTHING:
        row[what] += 1
        due = (
            become_irregular(t, what - INFLOW, z, p, logs, who)
            if what < HOME
            else start_anew(t, what != REGULARISED, z, p, logs, who)
        )
    return due


@njit(inline="always", error_model="numpy")
def moved(row: Any, status: int, cause: int, step: int) -> None:
    """One person more, or one less, in the stocks."""
    row[status] += step
    if cause != NONE:
        row[2 + cause] += step


@njit(error_model="numpy")
def hand_out(lo: int, t: int, asking: Any, queue: Any, p: Params, people: Any, head: Any) -> Any:
    """Who asked this month gets a ticket, in the order of their number. Given back: tickets issued so far."""
    capacity, issued, served = queue
    for w in range(asking.size):
        word = asking[w]
        asking[w] = 0
        while word != 0:
            i = lo + w * 64 + BIT[((word & (~word + ONE)) * DE_BRUIJN) >> S58]
            word &= word - ONE
            who = people[i]
            who.decided = min(NEVER, t + (issued - served) // capacity + 1)
            issued += 1
            appoint(head, people, max(look_while_waiting(p, who), t + 1), i)
    return issued


@njit(error_model="numpy")
def one_month(lo: int, t: int, key: Any, p: Params, logs: Logs, people: Any, calendar: Any, rows: Any) -> None:
    """Everybody of one bureau to whom something can happen in month `t`."""
    head, asking = calendar
    moves, row = rows
    i = head[t]
    while i >= 0:
        who = people[i]
        following, status, cause = who.after, who.status, who.cause
        due = visit(t, mix(key + np.uint64(i) * G), p, logs, who, row)
        if who.status != status or who.cause != cause:
            moved(moves, status, cause, -1)
            moved(moves, who.status, who.cause, 1)
        if due == ASKS:
            asking[(i - lo) >> 6] |= ONE << np.uint64((i - lo) & 63)
        else:
            appoint(head, people, max(due, t + 1), i)
        i = following


@njit(error_model="numpy")
def begin(lo: int, hi: int, key: Any, p: Params, logs: Logs, people: Any, head: Any) -> None:
    """The people of one bureau who are there at the start, as in the dense kernels."""
    for i in range(lo, hi):
        z = mix(key + np.uint64(i) * G)
        who = people[i]
        who.arrival = -np.int64(((z & np.uint64(0xFFFF)) * np.uint64(58)) >> np.uint64(16))
        who.permit = 3 + np.int64((((z >> np.uint64(16)) & np.uint64(0xFFFF)) * np.uint64(12)) >> np.uint64(16))
        who.debt0 = np.float32(first(z))
        who.status = EMPLOYED
        who.cause = NONE
        who.changes = 0
        who.until = 0
        who.decided = -1
        who.hazard = wait(mix(z), logs.work)
        appoint(head, people, max(0, min(who.hazard, who.arrival + p.max_stay, who.permit - p.apply_lead)), i)


@njit(error_model="numpy")
def bureau(lo: int, n: int, keys: Any, p: Params, capacity: Any, out: Any, people: Any) -> None:
    """The decade of one bureau."""
    logs = Logs(
        math.log1p(-(p.h_loss + p.h_abuse)), math.log1p(-p.p_find), math.log1p(-(p.h_detect + p.h_return)), math.log1p(-p.p_reg)
    )
    months = keys.size - 1
    head = np.full(months, -1, np.int32)
    asking = np.zeros((n + 63) // 64, np.uint64)
    moves = np.zeros((months, 7), np.int64)
    moves[0, EMPLOYED] = n
    issued, served = np.int64(0), np.int64(0)
    begin(lo, lo + n, keys[0], p, logs, people, head)
    for t in range(months):
        served = min(issued, served + capacity)
        one_month(lo, t, keys[t + 1], p, logs, people, (head, asking), (moves[t], out[t]))
        issued = hand_out(lo, t, asking, (capacity, issued, served), p, people, head)
        out[t, QUEUE] = issued - served
    for k in range(7):
        level = 0
        for t in range(months):
            level += moves[t, k]
            out[t, k] = level


@njit(parallel=True, error_model="numpy")
def all_bureaus(n: int, keys: Draws, p: Params, capacity: Counts, out: Any, people: Any) -> None:
    """The bureaus do not touch each other."""
    for b in prange(BUREAUS):
        bureau(b * n, n, keys, p, capacity[b], out[b], people)


def run(n_people: int, seed: int = 1, months: int = MONTHS, p: Params = DEFAULT) -> Counts:
    """Counts by month and column."""
    n, keys, people = n_people // BUREAUS, month_keys(seed, months), np.empty(n_people, PERSON)
    out = np.zeros((BUREAUS, months, NCOL), np.int64)
    all_bureaus(n, keys, p, p.capacity(n), out, people)
    counts: Counts = out.sum(axis=0)
    return counts
