"""One run of a scenario: law, practice, behaviour and seed in, counts out. The same values give the same numbers, always."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from madoguchi.ground.ids import ClauseId
from madoguchi.lab import tables as t
from madoguchi.lab.changes import changed
from madoguchi.lab.compiling import kept_on_disk
from madoguchi.lab.conduct import Conduct, conduct, forms_of
from madoguchi.lab.days import day_of, number
from madoguchi.lab.forms import Forms, numbered
from madoguchi.lab.laying_out import LaidOut, LeftOut, lay_out_what_fits, programs_done
from madoguchi.lab.layout import Layout
from madoguchi.lab.offices import Queue, office_day
from madoguchi.lab.pointers import numbers_of, part
from madoguchi.lab.practised import Office, offices_of, procedures_of
from madoguchi.lab.room import COLUMNS, MOST_REQUESTS, REQUEST_FULL, SLOT_FULL
from madoguchi.lab.sources import kernel_text
from madoguchi.lab.tables import counting, flattened
from madoguchi.lab.terms import Behaviour, LabError, Practice, Scenario
from madoguchi.lab.visits import DIARY_ROOM, EVENT_ROOM, LIFE, PEOPLE, TOLD, begin
from madoguchi.lab.whole import DOES, OF_REQUEST
from madoguchi.lab.whole_laying import deemed_forms
from madoguchi.lab.whole_ways import room_for
from madoguchi.rules.clauses import LawBook
from madoguchi.rules.stays import counter_of
from madoguchi.rules.words import Vocabulary

MOST_SLOTS = 60
"""Slots that one person can have where claims are kept whole: a day marks each of them in one number."""
CHUNK = 32
"""Days between two reports of progress."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Prepared:
    """A scenario laid out and ready to run: the tables, and how a person is kept."""

    scenario: Scenario
    law: LawBook
    laid: LaidOut
    layout: Layout
    conduct: Conduct
    offices: tuple[Office, ...]
    practice: Practice
    behaviour: Behaviour
    first: int
    days: int
    periods: tuple[dt.date, ...]
    period_of: NDArray[np.int32]
    left_out: LeftOut = ()
    """Clauses that ask for what the kernel does not keep, each with the sentence that says why: the run is without them."""


@dataclass(frozen=True)
class Counts:
    """What a run counted. First axis: periods, beginning on `periods`. Stocks are those at the end of a period.

    `stock`: [period, situation, state] people. `irregular`, `inflow`: [period, why, cause] people in an irregular state that
    the end
    of a claim brought about, and those who came into it; cause 0 is none, cause k the k-th of `causes`.
    `events`: [period, form] events; form 0 is none. `waiting`: [period, office and procedure] tickets that wait.
    """

    periods: tuple[dt.date, ...]
    stock: NDArray[np.int64]
    irregular: NDArray[np.int64]
    inflow: NDArray[np.int64]
    events: NDArray[np.int64]
    waiting: NDArray[np.int64]
    causes: tuple[ClauseId, ...]
    situations: tuple[str, ...]
    forms: Forms
    procedures: tuple[tuple[str, str], ...]
    people: int
    days: int
    visits: int
    bytes_a_person: int


def last_day_of(scenario: Scenario) -> dt.date:
    """The last day of a run."""
    first = scenario.first_day
    if scenario.days is not None:
        return first + dt.timedelta(scenario.days - 1)
    assert scenario.years is not None
    try:
        after = first.replace(year=first.year + scenario.years)
    except ValueError:  # 29 February
        after = dt.date(first.year + scenario.years, 3, 1)
    return after - dt.timedelta(1)


def prepare(scenario: Scenario, practice: Practice, behaviour: Behaviour, law: LawBook, words: Vocabulary) -> Prepared:
    """Lay everything out. What the law asks and the kernel does not keep is left out, and said (`left_out`)."""
    law = changed(law, scenario.change, scenario.without, f"scenarios/{scenario.id}")
    forms = numbered(forms_of(behaviour) | deemed_forms(law), words)
    first, last = number(scenario.first_day), number(last_day_of(scenario))
    earliest = first - max(group.came_days_ago.most for group in behaviour.group) - 1
    laid, left_out = lay_out_what_fits(law, forms, earliest, last + _reach(practice, behaviour))
    tables = conduct(laid, law, words, practice, behaviour, scenario.seed)
    laid = programs_done(laid)
    layout = laid.layout(
        slots=scenario.slots or _slots(laid, _requests(behaviour)),
        requests=_requests(behaviour),
        attributes=len(behaviour.attribute),
        counters=len(behaviour.counters),
    )
    days = last - first + 1
    offices = offices_of(practice, scenario.people, days, _closed(law, first, days))
    periods, period_of = _periods(scenario, first, days)
    return Prepared(scenario, law, laid, layout, tables, offices, practice, behaviour, first, days, periods, period_of, left_out)


def _reach(practice: Practice, behaviour: Behaviour) -> int:
    """Days past the end of a run that the last day of a permission can lie in: the longest grant twice, or the longest first
    stay."""
    unit = {"days": 1, "months": 31, "years": 366}
    grants = [
        grant.n * unit[grant.unit] for office in practice.office for each in office.procedures.values() for grant in each.grants
    ]
    stays = [group.stays_days.most for group in behaviour.group] + [group.stay_left_days.most for group in behaviour.group]
    given = [o.until_days or 0 for decision in behaviour.decision for o in decision.outcome]
    return max([2 * days for days in grants] + stays + given + [0]) + 31


def _slots(laid: LaidOut, requests: int) -> int:
    """How many rows one person can hold at once: every clock once, and every other claim.

    Where claims are kept whole, permissions are among them, and what each request sets off.
    """
    forms = range(1, len(laid.forms.every) + 1)
    clocks = {int(laid.law.start[at, 0]) for f in forms for at in range(laid.law.start_from[f], laid.law.start_from[f + 1])}
    claims = {
        int(laid.law.row_clause[laid.law.give[at, 3]])
        for f in forms
        for at in range(laid.law.give_from[f], laid.law.give_from[f + 1])
        if laid.law.give[at, 0] == 1
    }
    if not laid.whole:
        return max(len(clocks) + len(claims) + len(laid.law.late), 1)
    each = {int(laid.law.row_clause[row]) for row, more in enumerate(laid.law.row_more) if more[DOES] & OF_REQUEST}
    carried = len(laid.law.cover) + len(laid.law.receive)
    return min(len(clocks) + 2 * len(claims) + 2 * len(laid.law.late) + requests * (len(each) + carried) + 4, MOST_SLOTS)


def _requests(behaviour: Behaviour) -> int:
    """How many requests one person can have open at once: one for each decision that files."""
    files = [
        decision
        for decision in behaviour.decision
        for o in decision.outcome
        if any(row["event"] == "application.filed" for row in o.emits)
    ]
    return min(max(len({decision.id for decision in files}), 1), MOST_REQUESTS)


def _closed(law: LawBook, first: int, days: int) -> NDArray[np.bool_]:
    """Days on which offices are closed; outside the table of closed days only the weekdays that are always closed."""
    table = counter_of(law).closed
    if table is None:
        return np.zeros(days, np.bool_)
    found = np.zeros(days, np.bool_)
    for k in range(days):
        day = day_of(first + k)
        known = table.is_closed(day)
        found[k] = (day.weekday() in table.weekdays or (day.month, day.day) in table.yearly) if known is None else known
    return found


def _periods(scenario: Scenario, first: int, days: int) -> tuple[tuple[dt.date, ...], NDArray[np.int32]]:
    every = [day_of(first + k) for k in range(days)]
    keys = [(day.year, day.month) if scenario.counted == "month" else day for day in every]
    begins = [day for day, key, before in zip(every, keys, [None, *keys[:-1]], strict=True) if key != before]
    place = {key: at for at, key in enumerate(dict.fromkeys(keys))}
    return tuple(begins), np.array([place[key] for key in keys], np.int32)


# ------------------------------------------------------------------ the way into the kernel


def _compiled(sources: str) -> Any:
    """The way in for some days of one office, for this text of the kernel."""

    def some_days(
        law, reals, streams, words, small, due, low, high, start, day0, days, period_of, first, after, capacity, queue, filed,
        horizon, room, weights, diary, events, book, tally,
    ):  # fmt: skip
        """Some days of one office; before the first of the run, the people are made. Returns (overflow, queue, room)."""
        assert len(sources) > 0
        law, reals, streams = numbers_of(law, ""), numbers_of(reals, ""), numbers_of(streams, "")
        words, small, due = numbers_of(words, "words"), numbers_of(small, "small"), numbers_of(due, "due")
        room, weights, tally = numbers_of(room, "room"), numbers_of(weights, "weights"), numbers_of(tally, "tally")
        diary, events, book = numbers_of(diary, "diary"), numbers_of(events, "events"), numbers_of(book, "book")
        over = 0
        if start == 0:
            over |= begin(law, reals, streams, words, small, due, low, high, day0, horizon, room, diary, events, book, tally)
        for k in range(start, start + days):
            full, queue, filed = office_day(
                law, reals, streams, words, small, due, low, high, day0 + k, first, after, capacity[:, k], queue,
                filed, horizon, room, weights, diary, events, book, part(tally, period_of[k] * law[t.T_WIDE]),
            )  # fmt: skip
            over |= full
            for desk in range(after - first):
                tally[period_of[k] * law[t.T_WIDE] + law[t.T_WAITING] + first + desk] = queue.at[desk, 1]
            if over != 0:
                break
        return over, queue, filed

    return kept_on_disk(some_days)


@cache
def way_in() -> Any:
    """Some days of one office through the kernel, compiled when first asked for."""
    return _compiled(kernel_text())


@dataclass(frozen=True)
class Record:
    """What is written down of the first people of a run, for the replay. `events`: life, day, form, last day, place of the
    request."""

    events: NDArray[np.int32]
    diary: NDArray[np.int32]
    book: NDArray[np.int64]


def record_of(people: int = 0, rows: int = 0) -> Record:
    """Room to write down the lives of some people, with so many events and four times as many rows of diary."""
    book = np.zeros(LIFE + people, np.int64)
    book[PEOPLE], book[EVENT_ROOM], book[DIARY_ROOM] = people, rows, 4 * rows
    return Record(np.zeros((rows, TOLD), np.int32), np.zeros((4 * rows, COLUMNS), np.int32), book)


class _Room:
    """The memory of one run: everybody's rows, and room to work in."""

    def __init__(self, prepared: Prepared, record: Record) -> None:
        people, lay = prepared.scenario.people, prepared.layout
        self.words, self.small = np.zeros(people * lay.words, np.uint16), np.zeros(people * lay.bytes, np.uint8)
        self.due = np.zeros(people, np.uint16)
        self.counting = counting(
            len(prepared.behaviour.situations), len(prepared.laid.causes) + 1, len(prepared.laid.forms.every) + 1,
            len(procedures_of(prepared.practice)),
        )  # fmt: skip
        self.tables = flattened(prepared.layout, prepared.laid.law, prepared.conduct, self.counting)
        self.tally = np.zeros(len(prepared.periods) * self.counting.wide, np.int64)
        self.room, self.weights = room_for(whole=prepared.laid.whole), np.zeros(64)
        self.record = record


def run(prepared: Prepared, progress: Progress | None = None, record: Record | None = None) -> Counts:
    """Run a scenario on one core. `progress` is told (days done, all days) of all offices together."""
    room = _Room(prepared, record or record_of())
    done, every = 0, prepared.days * len(prepared.offices)
    first = 0
    for office in prepared.offices:
        after = first + len(office.procedures)
        for days in _office(prepared, office, first, after, room):
            done += days
            if progress is not None:
                progress(done, every)
        first = after
    return _counts(prepared, room)


def _office(prepared: Prepared, office: Office, first: int, after: int, room: _Room) -> Iterator[int]:
    """The days of one office, some at a time."""
    procedures = max(len(office.procedures), 1)
    queue = Queue(
        np.zeros((procedures, 1024), np.int32), np.zeros((procedures, 1024), np.uint8), np.zeros((procedures, 1024), np.uint16),
        np.zeros((procedures, 2), np.int64),
    )  # fmt: skip
    filed = np.zeros((256, 2), np.int64)
    horizon = prepared.first + prepared.days
    record = room.record
    for start in range(0, prepared.days, CHUNK):
        days = min(CHUNK, prepared.days - start)
        over, queue, filed = way_in()(
            *room.tables, room.words, room.small, room.due, office.low, office.high, start, prepared.first, days,
            prepared.period_of, first, after, office.capacity, queue, filed, horizon, room.room, room.weights,
            record.diary.ravel(), record.events.ravel(), record.book, room.tally,
        )  # fmt: skip
        if over:
            full = [
                name
                for bit, name in ((SLOT_FULL, "slots of clocks and claims"), (REQUEST_FULL, "places for open requests"))
                if over & bit
            ]
            raise LabError(
                f"scenario {prepared.scenario.id}: somebody needs more {' and '.join(full)} than a person has; "
                "nothing was counted: write a larger `slots`, or leave it out"
            )
        yield days


def _counts(prepared: Prepared, room: _Room) -> Counts:
    periods, at = len(prepared.periods), room.counting
    stock, irregular, inflow, events, waiting, visits, _ = np.split(room.tally.reshape(periods, -1), at[1:], axis=1)
    return Counts(
        prepared.periods,
        np.cumsum(stock, axis=0).reshape(periods, -1, 16),
        np.cumsum(irregular, axis=0).reshape(periods, 4, -1),
        inflow.reshape(periods, 4, -1),
        events,
        waiting,
        prepared.laid.causes,
        prepared.behaviour.situations,
        prepared.laid.forms,
        tuple((office, request) for office, request, _ in procedures_of(prepared.practice)),
        prepared.scenario.people,
        prepared.days,
        int(visits.sum()),
        prepared.layout.bytes_a_person,
    )
