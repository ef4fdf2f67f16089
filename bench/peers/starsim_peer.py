"""Starsim: one module with states, distributions and steps on arrays, as its guide has it. The fastest general tool we found."""

from typing import Any

import numpy as np
import starsim as ss
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
    Params,
    abuse_thresholds,
    p_stay_on,
)

# Starsim's array of numbers of people; it has no types.
Who = Any

DRAWS = ("u_init", "u_permit", "u_debt", "u_event", "u_choice", "u_find", "u_stay", "u_out", "u_reg", "u_new")
NUMBERS = {"status": EMPLOYED, "cause": NONE, "changes": 0, "clock": 0, "arrival": 0, "permit": 0, "ticket": -1}


class Status(ss.Module):
    """Everybody's status, and the queue of each bureau as two numbers: tickets issued, tickets served."""

    def __init__(self, p: Params = DEFAULT, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.p = p
        self.rows: list[Counts] = []
        for name in DRAWS:
            setattr(self, name, ss.random())
        states = [ss.IntArr(name, default=default) for name, default in NUMBERS.items()]
        self.define_states(*states, ss.FloatArr("debt0", default=0.0))

    def init_post(self) -> None:
        """Who is there at the start."""
        super().init_post()
        everyone = self.sim.people.auids
        n = len(everyone) // BUREAUS
        self.arrival[everyone] = -np.floor(self.u_init.rvs(everyone) * 58).astype(int)
        self.permit[everyone] = 3 + np.floor(self.u_permit.rvs(everyone) * 12).astype(int)
        self.debt0[everyone] = self.u_debt.rvs(everyone)
        self.bureau = np.repeat(np.arange(BUREAUS), n)
        self.capacity = self.p.capacity(n)
        self.issued, self.served = np.zeros(BUREAUS, int), np.zeros(BUREAUS, int)

    def step(self) -> None:
        """One month, in the order of the workload."""
        row = self.row = np.zeros(NCOL, np.int64)
        self.decide()
        working, searching, irregular = ((self.status == status).uids for status in (EMPLOYED, SEARCH, IRREGULAR))
        home = [*self.work(working), self.search(searching)]
        removed, returned = self.leave_irregular(irregular)
        home = ss.uids.cat(*home)
        self.replace(ss.uids.cat(home, removed, returned))
        row[0:3] = np.bincount(self.status.values, minlength=3)
        row[3:7] = np.bincount(self.cause.values, minlength=5)[1:5]
        row[HOME:REGULARISED] = len(home), len(removed), len(returned)
        row[QUEUE] = (self.issued - self.served).sum()
        self.rows.append(row)

    def debt(self, who: Who) -> Any:
        """What is still owed."""
        return np.maximum(0.0, self.debt0[who] - (self.ti - self.arrival[who]) / self.p.debt_months)

    def become_irregular(self, who: Who, why: int) -> None:
        """The ticket stays only with those who became irregular by waiting for it."""
        self.status[who], self.cause[who], self.clock[who] = IRREGULAR, why, self.ti
        if why != BACKLOG:
            self.ticket[who] = -1
        self.row[INFLOW + why] = len(who)

    def look_for_work(self, who: Who) -> None:
        """From now on they search, until the months of grace are over."""
        self.status[who], self.clock[who] = SEARCH, self.ti + self.p.grace

    def stay_or_go(self, who: Who, chance: Chances, step: float, why: int) -> Who:
        """Of those who must leave, some stay on without status. Given back: who goes home."""
        stay = chance < p_stay_on(self.debt(who), step)
        self.become_irregular(who[stay], why)
        return who[~stay]

    def decide(self) -> None:
        """Each bureau serves its tickets in order, as many as it can."""
        self.served = np.minimum(self.issued, self.served + self.capacity)
        waiting = (self.ticket >= 0).uids
        done = waiting[self.ticket[waiting] < self.served[self.bureau[waiting]]]
        self.permit[done], self.ticket[done] = self.ti + self.p.permit_months, -1
        back = done[self.status[done] == IRREGULAR]
        self.status[back], self.cause[back] = EMPLOYED, NONE

    def work(self, employed: Who) -> tuple[Who, Who]:
        """The longest stay, lost jobs, abuse; then the renewal of permits. Given back: who goes home."""
        p = self.p
        over = self.ti - self.arrival[employed] >= p.max_stay
        u, v = self.u_event.rvs(employed), self.u_choice.rvs(employed)
        home = self.stay_or_go(employed[over], v[over], 2.0, MAX_STAY)
        working, u, v = employed[~over], u[~over], v[~over]
        lost = u < p.h_loss
        hit = ~lost & (u < p.h_loss + p.h_abuse)
        self.look_for_work(working[lost])
        bears, fled_home = self.abused(working[hit], v[hit])
        still = ~lost & ~hit
        still[np.flatnonzero(hit)[bears]] = True
        self.renew(working[still])
        return home, fled_home

    def abused(self, who: Who, v: Chances) -> tuple[NDArray[np.bool_], Who]:
        """Who bears it, and who goes home. Others change the workplace or flee."""
        bear, change, flee = abuse_thresholds(self.debt(who), self.changes[who] < self.p.max_changes)
        movers = who[(v >= bear) & (v < change)]
        self.look_for_work(movers)
        self.changes[movers] = self.changes[movers] + 1
        self.become_irregular(who[(v >= change) & (v < flee)], ABUSE)
        bears: NDArray[np.bool_] = v < bear
        return bears, who[v >= flee]

    def renew(self, working: Who) -> None:
        """Those whose permit runs out ask, first come, first served; who waits past the bridge is without status."""
        ticket, permit = self.ticket[working], self.permit[working]
        asks = working[(ticket < 0) & (permit - self.ti <= self.p.apply_lead)]
        lapsed = working[(ticket >= 0) & (self.ti >= permit + self.p.bridge)]
        bureau = self.bureau[asks]  # ascending, as numbers of people are
        count = np.bincount(bureau, minlength=BUREAUS)
        before = np.cumsum(count) - count
        self.ticket[asks] = self.issued[bureau] + np.arange(len(asks)) - before[bureau]
        self.issued = self.issued + count
        self.become_irregular(lapsed, BACKLOG)

    def search(self, searching: Who) -> Who:
        """Some find work. Given back: who has no months left and goes home."""
        u, v = self.u_find.rvs(searching), self.u_stay.rvs(searching)
        found = searching[u < self.p.p_find]
        self.status[found] = EMPLOYED
        self.permit[found] = np.maximum(self.permit[found], self.ti + self.p.rehire_extension)
        late = (u >= self.p.p_find) & (self.ti >= self.clock[searching])
        return self.stay_or_go(searching[late], v[late], 1.0, JOB_LOSS)

    def leave_irregular(self, irregular: Who) -> tuple[Who, Who]:
        """Who is removed, and who returns by choice; while the window is open, some of the others get a status."""
        p, t = self.p, self.ti
        u = self.u_out.rvs(irregular)
        stays = u >= p.h_detect + p.h_return
        if p.reg_from <= t < p.reg_to:
            rest = irregular[stays & (t - self.clock[irregular] >= p.reg_min)]
            who = rest[self.u_reg.rvs(rest) < p.p_reg]
            self.status[who], self.cause[who], self.ticket[who] = EMPLOYED, NONE, -1
            self.permit[who], self.arrival[who] = t + p.permit_months, t
            self.row[REGULARISED] = len(who)
        return irregular[u < p.h_detect], irregular[(u >= p.h_detect) & ~stays]

    def replace(self, gone: Who) -> None:
        """Newcomers take the places of those who left."""
        self.status[gone], self.cause[gone], self.changes[gone], self.ticket[gone] = EMPLOYED, NONE, 0, -1
        self.arrival[gone], self.permit[gone] = self.ti, self.ti + self.p.permit_months
        self.debt0[gone] = self.u_new.rvs(gone)


def run(n_people: int, seed: int = 1, months: int = MONTHS, p: Params = DEFAULT) -> Counts:
    """Counts by month and column."""
    module = Status(p, name="status")
    sim = ss.Sim(n_agents=n_people, modules=[module], start=0, dur=months - 1, dt=1, rand_seed=seed, verbose=0, copy_inputs=False)
    sim.run()
    # Starsim may run a copy of the module it was given.
    ran = next(found for found in sim.modules if isinstance(found, Status))
    return np.array(ran.rows, np.int64)[:months]
