"""Queues are exact: every decision of a run falls on the day on which a queue of tickets, told in plain Python, puts it."""

from collections import deque
from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest

from madoguchi.lab.days import number
from madoguchi.lab.draws import ORDER, key_of, mixed, stream_of
from madoguchi.lab.reading import read_behaviour, read_practice, read_scenario
from madoguchi.lab.run import Prepared, prepare, record_of, run
from madoguchi.lab.visits import EVENTS
from madoguchi.rules.shelf import law_of, vocabulary

pytestmark = pytest.mark.slow

PEOPLE = 400
DAYS = 300
LEAST = 20
FIGURE = 'low = {n}, high = {n}, unit = "{unit}", source = "assumption"'


def figure(n: float, unit: str) -> str:
    """A number of a file."""
    return f"{{ n = {n}, {FIGURE.format(n=n, unit=unit)} }}"


def practice(order: str, withdrawn: str, least: int, capacity: float, closed: str) -> str:
    """Two offices of the same kind; in the second only half as much is decided."""
    offices = []
    for name, rate in (("one", capacity), ("other", capacity / 2)):
        offices.append(
            f'[[office]]\nid = "{name}"\nshare = {figure(0.5, "share")}\nclosed = "{closed}"\n'
            f'[office.procedures.extension]\ncapacity = {figure(rate, "of_people_per_open_day")}\norder = "{order}"\n'
            f'withdrawn = "{withdrawn}"\nleast_days = {figure(least, "days")}\n'
            f'granted = {figure(0.7, "share")}\ngrants = [{{ n = 3, unit = "months" }}]\n'
        )
    return 'id = "queues"\ntitle = "Two queues"\n' + "\n".join(offices)


BEHAVIOUR = f"""
id = "askers"
title = "People who ask, and some who take it back"
situations = ["here"]
[[group]]
id = "all"
share = {figure(1, "share")}
situation = "here"
arrives = [{{ event = "entered", how = "visa", status = "jp_engineer" }}]
stays_days = {{ least = 365, most = 365 }}
came_days_ago = {{ least = 1, most = 1 }}
stay_left_days = {{ least = 30, most = 200 }}
[[decision]]
id = "asks"
in = ["here"]
at = {{ anchor = "permit_until", days = -30, every = 10 }}
unless_open = "extension"
[[decision.outcome]]
id = "files"
weight = {figure(1, "weight")}
emits = [{{ event = "application.filed", for = "extension" }}]
[[decision]]
id = "takes-it-back"
in = ["here"]
when = "extension_open"
ceiling = {figure(0.01, "per_day")}
rates = [{{ rate = {figure(0.01, "per_day")} }}]
[[decision.outcome]]
id = "withdraws"
weight = {figure(1, "weight")}
withdraws = true
"""

SCENARIO = f"""
id = "queues"
title = "Two queues"
law = "JP"
practice = "queues"
behaviour = "askers"
people = {PEOPLE}
first_day = 2025-01-01
days = {DAYS}
seed = 3
"""

Told = dict[tuple[int, int], set[int]]
"""For each kind of event and day: people. Nobody leaves, so that a life has the number of its person."""


class Office:
    """What happened at the two offices."""

    def __init__(self, order: str, withdrawn: str, least: int, capacity: float, closed: str) -> None:
        words = vocabulary()
        self.order, self.frees, self.least = order, withdrawn == "frees_place", least
        self.prepared: Prepared = prepare(
            read_scenario("scenario", SCENARIO),
            read_practice("practice", practice(order, withdrawn, least, capacity, closed), words),
            read_behaviour("behaviour", BEHAVIOUR, words),
            law_of("JP"),
            words,
        )
        record = record_of(PEOPLE, 100_000)
        run(self.prepared, record=record)
        self.rows = record.events[: int(record.book[EVENTS])].tolist()
        self.kinds = ["", *(form.kind for form in self.prepared.laid.forms.every)]

    def of(self, kind: str) -> Told:
        """Who did this on which day: (day, office) -> people."""
        found: Told = {}
        for person, day, form, _, _ in self.rows:
            if self.kinds[form] == kind:
                found.setdefault((day, self.office_of(person)), set()).add(person)
        return found

    def office_of(self, person: int) -> int:
        """The office of a person."""
        return next(place for place, office in enumerate(self.prepared.offices) if office.low <= person < office.high)

    def in_order(self, people: set[int], day: int) -> list[int]:
        """Who stands first of those who file on one day."""
        if self.order == "number":
            return sorted(people)
        stream = np.uint64(stream_of(self.prepared.scenario.seed, "order"))
        return sorted(people, key=lambda person: int(mixed(key_of(stream, person, day) ^ ORDER)))

    def by_hand(self) -> Iterator[tuple[int, int]]:
        """Every decision as a plain queue makes it: (day, person)."""
        filed, back = self.of("application.filed"), self.of("application.withdrawn")
        for place, office in enumerate(self.prepared.offices):
            queue: deque[tuple[int, int]] = deque()
            taken_back: set[tuple[int, int]] = set()
            for k in range(self.prepared.days):
                day = self.prepared.first + k
                capacity = int(office.capacity[0, k])
                while queue and capacity and queue[0][1] + self.least <= day:
                    person, since = queue.popleft()
                    if (person, since) not in taken_back:
                        yield day, person
                    capacity -= (person, since) not in taken_back or not self.frees
                for person in back.get((day, place), ()):
                    taken_back |= {ticket for ticket in queue if ticket[0] == person}
                queue.extend((person, day) for person in self.in_order(filed.get((day, place), set()), day))

    def decided(self) -> list[tuple[int, int]]:
        """Every decision of the run: (day, person)."""
        return [(day, person) for (day, _), people in self.of("application.decided").items() for person in people]

    def waits(self) -> dict[int, list[int]]:
        """How long every decided request of a person had waited."""
        found: dict[int, list[int]] = {}
        since: dict[int, int] = {}
        for person, day, form, _, _ in self.rows:
            if self.kinds[form] == "application.filed":
                since[person] = day
            elif self.kinds[form] == "application.decided":
                found.setdefault(person, []).append(day - since[person])
        return found


WAYS = [
    (order, withdrawn, least, capacity, closed)
    for order, withdrawn in (
        ("mark", "frees_place"),
        ("mark", "keeps_place"),
        ("number", "frees_place"),
        ("number", "keeps_place"),
    )
    for least, capacity, closed in ((0, 0.01, "never"), (LEAST, 0.02, "calendar"))
]


@cache
def lived_through(order: str, withdrawn: str, least: int, capacity: float, closed: str) -> Office:
    """A run, done once."""
    return Office(order, withdrawn, least, capacity, closed)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: "-".join(str(part) for part in way))
def test_every_decision_falls_on_the_day_of_a_plain_queue(way: tuple[str, str, int, float, str]) -> None:
    office = lived_through(*way)
    decided = office.decided()
    assert len(decided) > 100
    assert sorted(decided) == sorted(office.by_hand())
    assert office.of("application.withdrawn")


@pytest.mark.parametrize("way", WAYS, ids=lambda way: "-".join(str(part) for part in way))
def test_no_office_decides_more_than_it_can_or_when_it_is_closed_or_too_early(way: tuple[str, str, int, float, str]) -> None:
    office = lived_through(*way)
    for (day, place), people in office.of("application.decided").items():
        assert len(people) <= office.prepared.offices[place].capacity[0, day - office.prepared.first]
    assert min(wait for waits in office.waits().values() for wait in waits) >= max(office.least, 1)


def test_what_an_idle_day_leaves_is_not_saved_for_a_busy_one() -> None:
    office = lived_through("mark", "frees_place", LEAST, 0.02, "calendar")
    decided = office.of("application.decided")
    capacity = office.prepared.offices[0].capacity[0]
    used = [len(decided.get((office.prepared.first + k, 0), ())) for k in range(DAYS)]
    idle = next(k for k in range(DAYS) if used[k])
    assert idle >= LEAST
    assert capacity[:idle].sum() > capacity.max()  # nobody had waited long enough, and none of it comes back
    assert all(mine <= most for mine, most in zip(used, capacity, strict=True))
    assert any(0 < mine == most for mine, most in zip(used, capacity, strict=True))


def test_closed_days_decide_nothing() -> None:
    office = lived_through("mark", "frees_place", LEAST, 0.02, "calendar")
    first, monday = office.prepared.first, number(office.prepared.scenario.first_day) + 5
    for k in range(DAYS):
        if (first + k - monday) % 7 in (5, 6):
            assert office.prepared.offices[0].capacity[0, k] == 0


def test_by_mark_the_first_tenth_by_number_waits_no_longer_and_no_shorter_than_the_last() -> None:
    waits = lived_through("mark", "keeps_place", 0, 0.01, "never").waits()
    first, last = (
        [w for i in people for w in waits.get(i, [])] for people in (range(PEOPLE // 10), range(PEOPLE // 2 - 40, PEOPLE // 2))
    )
    error = np.sqrt(np.var(first) / len(first) + np.var(last) / len(last))
    assert abs(np.mean(first) - np.mean(last)) < 4 * error
