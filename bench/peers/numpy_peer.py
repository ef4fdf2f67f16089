"""NumPy: a column a fact, a pass over everybody a month. The peer that is read to see what the workload means.

It shares its draws with the Numba peers, so their counts are equal in every month and column, or one of them is wrong.
"""

import numpy as np
from numpy.typing import NDArray

from bench.peers.spec import (
    ABUSE,
    BACKLOG,
    BUREAUS,
    DEFAULT,
    EMPLOYED,
    HOME,
    INFLOW,
    IRREGULAR,
    JOB_LOSS,
    MAX_STAY,
    MONTHS,
    NCOL,
    NONE,
    QUEUE,
    REGULARISED,
    SEARCH,
    Chances,
    Counts,
    Draws,
    Params,
    abuse_thresholds,
    draw,
    mix64,
    month_keys,
    p_stay_on,
    u0_of,
    u1_of,
)

Mask = NDArray[np.bool_]
Who = NDArray[np.intp]


class Country:
    """Everybody, as columns, and the queue of each bureau as two numbers: tickets issued, tickets served."""

    def __init__(self, people: int, start: Draws, p: Params) -> None:
        self.p, self.n, self.t = p, people // BUREAUS, 0
        low, high = start & np.uint64(0xFFFF), start >> np.uint64(16) & np.uint64(0xFFFF)
        self.status, self.cause, self.changes = (np.zeros(people, np.int8) for _ in range(3))
        self.clock = np.zeros(people, np.int16)
        self.arrival = -((low * np.uint64(58)) >> np.uint64(16)).astype(np.int16)
        self.permit = (3 + ((high * np.uint64(12)) >> np.uint64(16)).astype(np.int16)).astype(np.int16)
        self.debt0 = u0_of(start).astype(np.float32)
        self.ticket = np.full(people, -1, np.int32)
        self.bureau = np.repeat(np.arange(BUREAUS), self.n)
        self.capacity = p.capacity(self.n)
        self.issued, self.served = np.zeros(BUREAUS, np.int64), np.zeros(BUREAUS, np.int64)

    def month(self, z: Draws, row: Counts) -> None:
        """One month, in the order of the workload: bureaus decide, then people act, on what they are after the decisions."""
        self.decide()
        u0, u1 = u0_of(z), u1_of(z)
        searching, irregular = self.status == SEARCH, self.status == IRREGULAR
        working, over, hit = self.shocks(u0)
        over_on, over_home = self.stay_or_go(over, u1, 2.0)
        flee, abuse_home = self.abused(hit, u1, working)
        lapsed = self.renew(working)
        late = self.search(searching, u0)
        late_on, late_home = self.stay_or_go(late, u1, 1.0)
        removed, returned = self.leave_irregular(irregular, u0)
        row[REGULARISED] = self.regularise(irregular, u0, u1)
        for who, why in ((over_on, MAX_STAY), (flee, ABUSE), (late_on, JOB_LOSS), (lapsed, BACKLOG)):
            self.become_irregular(who, why)
            row[INFLOW + why] = who.size
        home = np.concatenate((over_home, abuse_home, late_home))
        self.replace(np.concatenate((home, removed, returned)), z)
        row[HOME:REGULARISED] = home.size, removed.size, returned.size
        self.count(row)
        self.t += 1

    def debt(self, who: Who) -> Chances:
        """What is still owed, as a share of the highest debt."""
        return np.maximum(0.0, self.debt0[who].astype(np.float64) - (self.t - self.arrival[who]) / self.p.debt_months)

    def decide(self) -> None:
        """Each bureau serves its tickets in order, as many as it can."""
        self.served = np.minimum(self.issued, self.served + self.capacity)
        done = np.flatnonzero((self.ticket >= 0) & (self.ticket < self.served[self.bureau]))
        self.permit[done] = self.t + self.p.permit_months
        self.ticket[done] = -1
        back = done[self.status[done] == IRREGULAR]
        self.status[back], self.cause[back] = EMPLOYED, NONE

    def shocks(self, u0: Chances) -> tuple[Mask, Who, Who]:
        """Who goes on working, whose longest stay is over, and who is abused. Lost jobs are done here."""
        p, working = self.p, self.status == EMPLOYED
        over = np.flatnonzero(working & (self.t - self.arrival >= p.max_stay))
        working[over] = False
        lost = np.flatnonzero(working & (u0 < p.h_loss))
        hit = np.flatnonzero(working & (u0 >= p.h_loss) & (u0 < p.h_loss + p.h_abuse))
        self.look_for_work(lost)
        working[lost] = working[hit] = False
        return working, over, hit

    def look_for_work(self, who: Who) -> None:
        """From now on they search, until the days of grace are over."""
        self.status[who], self.clock[who] = SEARCH, self.t + self.p.grace

    def stay_or_go(self, who: Who, u1: Chances, step: float) -> tuple[Who, Who]:
        """Of those who must leave: who stays on without status, and who goes home."""
        stay = u1[who] < p_stay_on(self.debt(who), step)
        return who[stay], who[~stay]

    def abused(self, hit: Who, u1: Chances, working: Mask) -> tuple[Who, Who]:
        """Of those who are abused: who flees, and who goes home. Others bear it or change the workplace."""
        v = u1[hit]
        bear, change, flee = abuse_thresholds(self.debt(hit), self.changes[hit] < self.p.max_changes)
        movers = hit[(v >= bear) & (v < change)]
        self.look_for_work(movers)
        self.changes[movers] += 1
        working[hit[v < bear]] = True
        return hit[(v >= change) & (v < flee)], hit[v >= flee]

    def renew(self, working: Mask) -> Who:
        """Those whose permit runs out apply, first come, first served. Given back: who waited past the bridge."""
        asks = working & (self.ticket < 0) & (self.permit - self.t <= self.p.apply_lead)
        lapsed = np.flatnonzero(working & (self.ticket >= 0) & (self.t >= self.permit + self.p.bridge))
        rank = asks.reshape(BUREAUS, self.n).cumsum(axis=1, dtype=np.int32)
        np.copyto(self.ticket, (self.issued[:, None] + rank - 1).astype(np.int32).ravel(), where=asks)
        self.issued = self.issued + rank[:, -1]
        return lapsed

    def search(self, searching: Mask, u0: Chances) -> Who:
        """Some find work. Given back: who did not, and has no days left."""
        found = np.flatnonzero(searching & (u0 < self.p.p_find))
        self.status[found] = EMPLOYED
        self.permit[found] = np.maximum(self.permit[found], self.t + self.p.rehire_extension)
        return np.flatnonzero(searching & (u0 >= self.p.p_find) & (self.t >= self.clock))

    def leave_irregular(self, irregular: Mask, u0: Chances) -> tuple[Who, Who]:
        """Who is removed, and who returns by choice."""
        p = self.p
        removed = irregular & (u0 < p.h_detect)
        returned = irregular & (u0 >= p.h_detect) & (u0 < p.h_detect + p.h_return)
        return np.flatnonzero(removed), np.flatnonzero(returned)

    def regularise(self, irregular: Mask, u0: Chances, u1: Chances) -> int:
        """While the window is open, some get a status. How many."""
        p, t = self.p, self.t
        if not p.reg_from <= t < p.reg_to:
            return 0
        stays = irregular & (u0 >= p.h_detect + p.h_return)
        who = np.flatnonzero(stays & (t - self.clock >= p.reg_min) & (u1 < p.p_reg))
        self.status[who], self.cause[who], self.ticket[who] = EMPLOYED, NONE, -1
        self.permit[who], self.arrival[who] = t + p.permit_months, t
        return who.size

    def become_irregular(self, who: Who, why: int) -> None:
        """The ticket stays only with those who became irregular by waiting for it."""
        self.status[who], self.cause[who], self.clock[who] = IRREGULAR, why, self.t
        if why != BACKLOG:
            self.ticket[who] = -1

    def replace(self, gone: Who, z: Draws) -> None:
        """Newcomers take the places of those who left."""
        self.status[gone], self.cause[gone], self.changes[gone], self.ticket[gone] = EMPLOYED, NONE, 0, -1
        self.arrival[gone], self.permit[gone] = self.t, self.t + self.p.permit_months
        self.debt0[gone] = u0_of(mix64(z[gone])).astype(np.float32)

    def count(self, row: Counts) -> None:
        """Who stands where at the end of the month."""
        row[0:3] = np.bincount(self.status, minlength=3)
        row[3:7] = np.bincount(self.cause, minlength=5)[1:5]
        row[QUEUE] = (self.issued - self.served).sum()


def run(n_people: int, seed: int = 1, months: int = MONTHS, p: Params = DEFAULT) -> Counts:
    """Counts by month and column."""
    ids, keys = np.arange(n_people, dtype=np.uint64), month_keys(seed, months)
    country = Country(n_people, draw(keys[0], ids), p)
    out = np.zeros((months, NCOL), np.int64)
    for t in range(months):
        country.month(draw(keys[t + 1], ids), out[t])
    return out
