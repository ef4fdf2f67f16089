"""The workload status-decade once more, in plain NumPy: everybody is asked about everything every day. No line of the kernel.

Written from the workload's words (`bench/peers/spec.py`) and the keys of chance that `madoguchi/lab/draws.py` describes: who
draws the same numbers and reads the same law has to come to the same counts, every one. One day stands for one month.
"""

import datetime as dt
import itertools
import math
from dataclasses import dataclass, field

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
    REMOVED,
    RETURNED,
    SEARCH,
    Params,
)

Who = NDArray[np.bool_]
Numbers = NDArray[np.int64]
Keys = NDArray[np.uint64]
Chances = NDArray[np.float64]

FIRST_DAY = (dt.date(2000, 1, 1) - dt.date(1950, 1, 1)).days
"""The lab counts days from 1950; the scenario begins with the year 2000."""

MASK, GOLDEN, SILVER = (1 << 64) - 1, 0x9E3779B97F4A7C15, 0xD1342543DE82EF95
MARK, CHOICE, START = 0x51, 0x52, 0x55


# ------------------------------------------------------------------ chance, as draws.py describes it


def mixed(z: Keys) -> Keys:
    """The finaliser of splitmix64."""
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def stream(seed: int, name: str) -> int:
    """The number of a stream, from the seed and the name of what it decides."""
    z = (seed * GOLDEN + 0x1234567) & MASK
    for byte in name.encode():
        z = ((z ^ byte) * 0x100000001B3) & MASK
    return int(mixed(np.array([z], np.uint64))[0])


def keys(stream_: int, people: int, day: int) -> Keys:
    """The keys of everybody for a day, or for a block of days."""
    person = np.arange(people, dtype=np.uint64) * np.uint64(GOLDEN)
    return mixed(person + np.uint64((stream_ + day * SILVER) & MASK))


def upper(z: Keys) -> Chances:
    """The upper twenty-four bits as a whole number."""
    return (z >> np.uint64(40)).astype(np.float64)


def drawn(stream_: int, salt: int, people: int, day: int) -> Chances:
    """A number in [0, 1) for everybody."""
    return upper(mixed(keys(stream_, people, day) ^ np.uint64(salt * GOLDEN & MASK))) / (1 << 24)


def candidates(stream_: int, rate: float, people: int, days: int) -> Who:
    """[person, day]: the days on which a shock may come, block by block, each block with a stream of its own."""
    found = np.zeros((people, days), np.bool_)
    bits = round(math.log2(1 / rate))
    everybody = np.arange(people)
    for block in range(FIRST_DAY >> bits, (FIRST_DAY + days - 1 >> bits) + 1):
        z, at = keys(stream_, people, block), np.full(people, block << bits, np.int64)
        inside = np.ones(people, np.bool_)
        while inside.any():
            wait = np.log((upper(z) + 1) / (1 << 24)) * (1 / math.log1p(-rate))
            at += np.minimum(wait, 65536).astype(np.int64)
            inside &= at < (block + 1) << bits
            hits = inside & (at >= FIRST_DAY) & (at < FIRST_DAY + days)
            found[everybody[hits], at[hits] - FIRST_DAY] = True
            at += 1
            z = mixed(z + np.uint64(GOLDEN))
    return found


def race(seed: int, name: str, rates: list[float], people: int, days: int) -> list[Who]:
    """[person, day] for each of the decisions that race: candidates come at the sum of the rates, a mark says which it is."""
    stream_ = stream(seed, name)
    met = candidates(stream_, sum(rates), people, days)
    marks = np.array([drawn(stream_, MARK, people, FIRST_DAY + day) for day in range(days)]).T
    bounds = np.cumsum([0.0, *rates]) / sum(rates)
    return [met & (marks >= low) & (marks < high) for low, high in itertools.pairwise(bounds)]


# ------------------------------------------------------------------ everybody


@dataclass
class Everybody:
    """A column a fact. `permit`: the first day that is not covered; `clock`: the day of the choice, or of the loss."""

    seed: int
    people: int
    months: int
    p: Params
    t: int = 0
    status: Numbers = field(init=False)
    cause: Numbers = field(init=False)
    changes: Numbers = field(init=False)
    clock: Numbers = field(init=False)
    arrival: Numbers = field(init=False)
    permit: Numbers = field(init=False)
    ticket: Numbers = field(init=False)
    debt0: Chances = field(init=False)
    shocks: dict[str, Who] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Who is there on the first day."""
        self.status, self.cause, self.changes, self.clock = (np.zeros(self.people, np.int64) for _ in range(4))
        self.ticket = np.full(self.people, -1)
        self.arrival = -self.evenly(1, 1, 58)
        self.permit = 3 + self.evenly(1, 2, 12)
        self.debt0 = (self.evenly(1, 8, 256) + 0.5) / 256
        p, window = self.p, "2000-03-01 2000-03-06 6"
        for term, rates, names in (
            ("working lawful", [p.h_loss, p.h_abuse], ("loses-job", "abuse")),
            ("searching lawful", [p.p_find], ("finds-work",)),
            ("working irregular", [p.h_detect + p.h_return], ("out, at work",)),
            ("hidden irregular", [p.h_detect + p.h_return], ("out, hidden",)),
            (f"working irregular {window}", [p.p_reg], ("regularised, at work",)),
            (f"hidden irregular {window}", [p.p_reg], ("regularised, hidden",)),
        ):
            self.shocks |= zip(names, race(self.seed, f"chance {term}", rates, self.people, self.months), strict=True)
        self.bureau = np.arange(self.people) // (self.people // BUREAUS)
        self.capacity = p.capacity(self.people // BUREAUS)
        self.issued, self.served = np.zeros(BUREAUS, np.int64), np.zeros(BUREAUS, np.int64)

    def evenly(self, day: int, what: int, many: int) -> Numbers:
        """A whole number below `many` for everybody: what a person brings who arrives."""
        u = drawn(stream(self.seed, "start") + what, START, self.people, day)
        found: Numbers = (u * many).astype(np.int64)
        return found

    def chosen(self, decision: str, *weights: Chances) -> Numbers:
        """The outcome that everybody would choose today, by the weights of the outcomes; none of weight nothing."""
        u = drawn(stream(self.seed, f"decision {decision}"), CHOICE, self.people, FIRST_DAY + self.t) * sum(weights)
        found, open_ = np.full(self.people, -1), np.ones(self.people, np.bool_)
        for outcome, weight in enumerate(weights):
            there = open_ & (weight > 0)
            found[there] = outcome
            u -= np.where(there, weight, 0.0)
            open_ &= ~(there & (u < 0))
        return found

    def debt(self) -> Chances:
        """What is still owed, as a share of the highest debt."""
        return np.maximum(self.debt0 - (self.t - self.arrival) / self.p.debt_months, 0.0)

    # -------------------------------------------------------------- one day

    def day(self) -> Numbers:
        """One day in the order of the workload; its row of counts."""
        row = np.zeros(NCOL, np.int64)
        self.decide()
        employed, search, irregular = (self.status == status for status in (EMPLOYED, SEARCH, IRREGULAR))
        over, over_home = self.longest_stay(employed)
        flee, abuse_home, working = self.work(employed & ~over & ~over_home)
        lapsed = self.renew(working)
        late, late_home = self.search(search)
        removed, returned, stays = self.out(irregular)
        row[REGULARISED] = self.regularise(stays)
        for who, why in ((over, MAX_STAY), (flee, ABUSE), (late, JOB_LOSS), (lapsed, BACKLOG)):
            self.status[who], self.cause[who], self.clock[who] = IRREGULAR, why, self.t
            if why != BACKLOG:
                self.ticket[who] = -1
            row[INFLOW + why] = who.sum()
        home = over_home | abuse_home | late_home
        for who, column in ((home, HOME), (removed, REMOVED), (returned, RETURNED)):
            row[column] = who.sum()
        self.replace(home | removed | returned)
        row[:3] = np.bincount(self.status, minlength=3)
        row[3:7] = np.bincount(self.cause, minlength=5)[1:]
        row[QUEUE] = (self.issued - self.served).sum()
        self.t += 1
        return row

    def decide(self) -> None:
        """Each bureau serves its tickets in their order; a ticket that was taken back uses its place up."""
        self.served = np.minimum(self.issued, self.served + self.capacity)
        done = (self.ticket >= 0) & (self.ticket < self.served[self.bureau])
        self.permit[done], self.ticket[done] = self.t + self.p.permit_months, -1
        self.status[done & (self.status == IRREGULAR)], self.cause[done] = EMPLOYED, NONE

    def stays_on(self, decision: str, step: float) -> Who:
        """Who would stay on without status rather than leave."""
        stays: Who = self.chosen(decision, np.exp(-step + 3.0 * self.debt()), np.ones(self.people)) == 0
        return stays

    def longest_stay(self, employed: Who) -> tuple[Who, Who]:
        """Whose longest stay is over: who stays on, and who goes home."""
        over, stays = employed & (self.t - self.arrival >= self.p.max_stay), self.stays_on("reaches-longest-stay", 2.0)
        return over & stays, over & ~stays

    def work(self, employed: Who) -> tuple[Who, Who, Who]:
        """Lost jobs and abuse. Given back: who flees, who goes home, and who is still at work."""
        lost = employed & self.shocks["loses-job"][:, self.t]
        hit = employed & self.shocks["abuse"][:, self.t]
        debt, change = self.debt(), np.where(self.changes < self.p.max_changes, math.exp(0.5), 0.0)
        choice = self.chosen("abuse", np.ones(self.people), change, np.exp(-1.5 + 2.0 * debt), np.exp(-1.0 - 2.0 * debt))
        self.changes[hit & (choice == 1)] += 1
        searching = lost | hit & (choice == 1)
        self.status[searching], self.clock[searching] = SEARCH, self.t + self.p.grace
        return hit & (choice == 2), hit & (choice == 3), employed & ~lost & (~hit | (choice == 0))

    def renew(self, working: Who) -> Who:
        """Whose permit runs out asks, in the order of their number. Given back: who has waited past the bridge."""
        lapsed = working & (self.ticket >= 0) & (self.t >= self.permit + self.p.bridge)
        asks = working & (self.ticket < 0) & (self.permit - self.t <= self.p.apply_lead)
        place = asks.reshape(BUREAUS, -1).cumsum(axis=1)
        self.ticket[asks] = (self.issued[:, None] + place - 1).ravel()[asks]
        self.issued = self.issued + place[:, -1]
        return lapsed

    def search(self, search: Who) -> tuple[Who, Who]:
        """Who finds work does; of those whose days are over: who stays on, and who goes home."""
        found = search & self.shocks["finds-work"][:, self.t]
        self.status[found] = EMPLOYED
        self.permit[found] = np.maximum(self.permit[found], self.t + self.p.rehire_extension)
        late, stays = search & ~found & (self.t >= self.clock), self.stays_on("search-over", 1.0)
        return late & stays, late & ~stays

    def met(self, decision: str) -> Who:
        """Who meets a decision today that comes to people without status: those at work and those in hiding race apart."""
        at_work, hidden = (self.shocks[f"{decision}, {where}"][:, self.t] for where in ("at work", "hidden"))
        return np.where(self.cause == BACKLOG, at_work, hidden)

    def out(self, irregular: Who) -> tuple[Who, Who, Who]:
        """Who is removed, who returns, and who is still there."""
        gone = irregular & self.met("out")
        weights = (np.full(self.people, weight) for weight in (self.p.h_detect, self.p.h_return))
        removed = self.chosen("out", *weights) == 0
        return gone & removed, gone & ~removed, irregular & ~gone

    def regularise(self, irregular: Who) -> int:
        """While the window is open, some get a status. How many."""
        if not self.p.reg_from <= self.t < self.p.reg_to:
            return 0
        who = irregular & (self.t - self.clock >= self.p.reg_min) & self.met("regularised")
        self.status[who], self.cause[who], self.ticket[who] = EMPLOYED, NONE, -1
        self.permit[who], self.arrival[who] = self.t + self.p.permit_months, self.t
        return int(who.sum())

    def replace(self, gone: Who) -> None:
        """Newcomers take the places of those who left."""
        self.status[gone], self.cause[gone], self.changes[gone], self.ticket[gone] = EMPLOYED, NONE, 0, -1
        self.arrival[gone], self.permit[gone] = self.t, self.t + self.p.permit_months
        self.debt0[gone] = (self.evenly(FIRST_DAY + self.t, 8, 256)[gone] + 0.5) / 256


def run(people: int, seed: int = 1, months: int = MONTHS, p: Params = DEFAULT) -> Numbers:
    """Counts by day and column of `spec.COLUMNS`."""
    everybody = Everybody(seed, people, months, p)
    return np.array([everybody.day() for _ in range(months)])
