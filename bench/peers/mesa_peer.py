"""Mesa: an object a person, as its guide has it, and each bureau a queue of people. The general tool that most would take."""

import math
from collections import deque
from typing import Any

import mesa
import numpy as np

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
    Counts,
    Params,
)

CHOICES = ("bear", "change", "flee", "home")


class Bureau:
    """First come, first served. A ticket that was taken back still costs a decision."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.issued = 0
        self.queue: deque[tuple[Person, int]] = deque()

    def ask(self, person: "Person") -> int:
        """A ticket for this person."""
        self.issued += 1
        self.queue.append((person, self.issued))
        return self.issued

    def work(self, month: int) -> None:
        """One month of decisions."""
        for _ in range(min(self.capacity, len(self.queue))):
            person, ticket = self.queue.popleft()
            if person.ticket == ticket:
                person.renewed(month)


class Person(mesa.Agent):
    """Somebody, and whoever comes in their place."""

    def __init__(self, model: "Country", bureau: Bureau) -> None:
        super().__init__(model)
        self.bureau = bureau
        self.arrive(0)
        self.arrival = -self.random.randrange(58)
        self.permit = 3 + self.random.randrange(12)

    def arrive(self, month: int) -> None:
        """A newcomer takes this place."""
        self.status, self.cause, self.changes, self.clock = EMPLOYED, NONE, 0, 0
        self.ticket: int | None = None
        self.arrival, self.permit = month, month + self.model.p.permit_months
        self.debt0: float = self.random.random()

    @property
    def debt(self) -> float:
        """What is still owed."""
        left: float = self.debt0 - (self.model.month - self.arrival) / self.model.p.debt_months
        return max(0.0, left)

    def renewed(self, month: int) -> None:
        """The bureau renews the permit."""
        self.permit, self.ticket = month + self.model.p.permit_months, None
        if self.status == IRREGULAR:
            self.status, self.cause = EMPLOYED, NONE

    def become_irregular(self, cause: int) -> None:
        """The ticket stays only with those who became irregular by waiting for it."""
        self.status, self.cause, self.clock = IRREGULAR, cause, self.model.month
        self.model.row[INFLOW + cause] += 1
        if cause != BACKLOG:
            self.ticket = None

    def leave(self, column: int) -> None:
        """Out of the country."""
        self.model.row[column] += 1
        self.arrive(self.model.month)

    def stay_or_go(self, step: float, cause: int) -> None:
        """Who must leave stays on without status, or goes home."""
        if self.random.random() < 1 / (1 + math.exp(step - 3 * self.debt)):
            self.become_irregular(cause)
        else:
            self.leave(HOME)

    def look_for_work(self) -> None:
        """From now on they search, until the months of grace are over."""
        self.status, self.clock = SEARCH, self.model.month + self.model.p.grace

    def step(self) -> None:
        """One month."""
        (self.step_employed, self.step_search, self.step_irregular)[self.status]()

    def step_employed(self) -> None:
        """The longest stay, a lost job, abuse; then the renewal of the permit."""
        p, t = self.model.p, self.model.month
        if t - self.arrival >= p.max_stay:
            self.stay_or_go(2.0, MAX_STAY)
            return
        u = self.random.random()
        if u < p.h_loss:
            self.look_for_work()
        elif u >= p.h_loss + p.h_abuse or self.bears_abuse():
            if self.ticket is None:
                if self.permit - t <= p.apply_lead:
                    self.ticket = self.bureau.ask(self)
            elif t >= self.permit + p.bridge:
                self.become_irregular(BACKLOG)

    def bears_abuse(self) -> bool:
        """Whether work goes on as if nothing had happened."""
        debt, may_change = self.debt, self.changes < self.model.p.max_changes
        weights = (1.0, math.exp(0.5) if may_change else 0.0, math.exp(-1.5 + 2 * debt), math.exp(-1.0 - 2 * debt))
        choice = self.random.choices(CHOICES, weights)[0]
        if choice == "change":
            self.changes += 1
            self.look_for_work()
        elif choice == "flee":
            self.become_irregular(ABUSE)
        elif choice == "home":
            self.leave(HOME)
        return bool(choice == "bear")

    def step_search(self) -> None:
        """Finds work, or has no months left, or goes on searching."""
        p, t = self.model.p, self.model.month
        if self.random.random() < p.p_find:
            self.status = EMPLOYED
            self.permit = max(self.permit, t + p.rehire_extension)
        elif t >= self.clock:
            self.stay_or_go(1.0, JOB_LOSS)

    def step_irregular(self) -> None:
        """Is removed, returns, is regularised, or goes on."""
        p, t = self.model.p, self.model.month
        u = self.random.random()
        if u < p.h_detect:
            self.leave(REMOVED)
        elif u < p.h_detect + p.h_return:
            self.leave(RETURNED)
        elif p.reg_from <= t < p.reg_to and t - self.clock >= p.reg_min and self.random.random() < p.p_reg:
            self.status, self.cause, self.ticket = EMPLOYED, NONE, None
            self.permit, self.arrival = t + p.permit_months, t
            self.model.row[REGULARISED] += 1


class Country(mesa.Model):
    """Everybody, the bureaus, and the counts."""

    def __init__(self, n_people: int, seed: int, p: Params) -> None:
        super().__init__(seed=seed)
        self.p, self.month = p, 0
        self.row: list[int] = []
        self.rows: list[list[int]] = []
        n = n_people // BUREAUS
        self.bureaus = [Bureau(int(capacity)) for capacity in p.capacity(n)]
        for i in range(n_people):
            Person(self, self.bureaus[i // n])

    def step(self) -> None:
        """One month."""
        self.row = [0] * NCOL
        for bureau in self.bureaus:
            bureau.work(self.month)
        self.agents.do("step")
        for person in self.agents:
            self.row[person.status] += 1
            if person.cause:
                self.row[2 + person.cause] += 1
        self.row[QUEUE] = sum(len(bureau.queue) for bureau in self.bureaus)
        self.rows.append(self.row)
        self.month += 1


def run(n_people: int, seed: int = 1, months: int = MONTHS, p: Params = DEFAULT) -> Counts:
    """Counts by month and column."""
    model: Any = Country(n_people, seed, p)
    for _ in range(months):
        model.step()
    return np.array(model.rows, np.int64)
