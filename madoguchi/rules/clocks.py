"""Clocks: what started, what stopped it, when it runs out by each reading, and what it exposes to meanwhile."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from madoguchi.ground.dates import ONE_DAY
from madoguchi.rules.clauses import Case, Clause, LawOf, Running, Standing, Trigger, Value
from madoguchi.rules.history import History, matches
from madoguchi.rules.kinds import Clock
from madoguchi.rules.names import Look
from madoguchi.rules.stays import Counter, rolled
from madoguchi.rules.terms import Edge, Event

Looker = Callable[[dt.date], Look]


@dataclass(frozen=True, slots=True)
class Run:
    """One instance of a clock. `ends`: its last day by each reading, the law's first; empty where the length is not known.

    `moved`: the open day to which a closed last day moves, where the clause rolls. `waits`: an obstacle holds it up today, or
    did so when it was stopped: it has not run out.
    `facts`: what its version encodes, and a later one that reached it.
    """

    clause: Clause
    version: Clock
    start: Event
    ends: tuple[dt.date, ...]
    stopped: Event | None
    excused: bool | None
    doubt: str | None = None
    asks: tuple[str, ...] = ()
    moved: dt.date | None = None
    waits: bool = False
    facts: tuple[str, ...] = ()

    @property
    def last(self) -> dt.date:
        """The latest reading of its last day, a closed last day moved on."""
        return max(*self.ends, self.moved or self.ends[0])

    @property
    def exposed_first(self) -> dt.date:
        """Losses act from the day after, unless the clause says that they act at once."""
        at_once = self.version.at_once or any(matches(trigger, self.start) for trigger in self.version.at_once_from)
        first = self.start.day if at_once else self.start.day + ONE_DAY
        return max(first, self.version.since) if self.version.law_of is LawOf.DAY and self.version.since else first

    @property
    def exposed_last(self) -> dt.date | None:
        """The day before it was stopped (gains act on the day); None while it runs or stands complete.

        What carries the stay exposes it no longer than it runs.
        """
        last = self.last if self.version.carries and self.ends else None
        if self.stopped is None:
            return last
        return min(self.stopped.day - ONE_DAY, last) if last else self.stopped.day - ONE_DAY

    def complete_on(self, day: dt.date) -> bool:
        """Whether the ground stands on `day`: the length has run by the law's own reading, and nothing stopped it before."""
        if not self.ends or day < self.ends[0]:
            return False
        return self.stopped is None or self.stopped.day > self.ends[0]


def runs_of(clause: Clause, history: History, look: Looker, counter: Counter, day: dt.date) -> tuple[list[Run], tuple[str, ...]]:
    """All instances of one clock by `day`, in order, and what nobody told that decides whether it runs at all.

    A start while one runs changes nothing.
    """
    found: list[Run] = []
    asks: tuple[str, ...] = ()
    free_from = -1
    for start, version in _starts(clause, history, day):
        if start.order < free_from and not version.of_request:
            continue
        if version.unless is not None and version.unless.holds(look(start.day)) is True:
            continue
        needs = version.needs.holds(look(start.day)) if version.needs else True
        if needs is not True:
            asks += version.needs.missing(look(start.day)) if needs is None and version.needs else ()
            continue
        stopped = _stop_of(start, version, history, day)
        found.append(_run(clause, version, start, stopped, look, history, counter))
        if stopped is None and not version.of_request:
            break
        free_from = stopped.order if stopped else -1
    return found, asks


def _stop_of(start: Event, version: Clock, history: History, day: dt.date) -> Event | None:
    """What stopped an instance first. What runs for one request is stopped only by what carries its number."""
    stops = history.happened(version.stops, day, start.order)
    if version.of_request:
        stops = [event for event in stops if event.fields.get("no") == start.fields.get("no")]
    return stops[0] if stops else None


def deemed(runs: Iterable[Run]) -> list[Event]:
    """The decisions that the law takes an office to have made by its silence: each on the day after the clock's last day."""
    found = []
    for run in runs:
        if run.version.deems and run.ends and (run.stopped is None or run.stopped.day > run.ends[0]):
            fields = {"no": run.start.fields["no"], "result": run.version.deems}
            found.append(Event(run.ends[0] + ONE_DAY, "application.decided", fields, deemed=run.facts))
    return found


@lru_cache(maxsize=4096)
def _kinds(clause: Clause) -> frozenset[str]:
    return frozenset(trigger.event for version in clause.versions if isinstance(version, Clock) for trigger in version.starts)


def heard(clause: Clause, history: History) -> list[Event]:
    """The events of the kinds that start a clock, in order."""
    kinds = _kinds(clause)
    return [event for event in history.events if event.kind in kinds]


def _starts(clause: Clause, history: History, day: dt.date) -> list[tuple[Event, Clock]]:
    found: list[tuple[Event, Clock]] = []
    for event in heard(clause, history):
        if event.day > day:
            break
        version = version_for(clause, event.day, day)
        if version is not None and any(matches(trigger, event) for trigger in version.starts):
            found.append((event, version))
    return found


def version_for(clause: Clause, start: dt.date, day: dt.date) -> Clock | None:
    """The version that governs an instance that starts on `start`, asked on `day`."""
    for reaching in clause.versions:
        if isinstance(reaching, Clock) and reaching.for_started is not None and reaching.for_started.covers(start):
            return reaching
    standing, version = clause.standing(start)
    if standing is Standing.IN_FORCE:
        assert isinstance(version, Clock)
        return version
    asked = clause.version_on(day)
    if isinstance(asked, Clock) and asked.law_of is LawOf.DAY:
        return asked
    return None


def _run(
    clause: Clause, version: Clock, start: Event, stopped: Event | None, look: Looker, history: History, counter: Counter
) -> Run:
    seen = look(start.day)
    value, other, why, asks = _length(version, look(dt.date.max) if version.by_today else seen)
    ends: tuple[dt.date, ...] = ()
    governs = version
    then: Looker = look if stopped is None else lambda day: look(min(day, stopped.day))  # what is told later moves it no more
    for begins in _counted_from(version, start, history, then(dt.date.max).day):
        if ends and begins > max(ends):
            break  # it had run out by then
        counted = _ends(version, value, begins, then, counter) if value else ()
        if value and version.obstacles:
            counted = _after_obstacles(version, value, counted, begins, then, history, counter)
        moved_on = retimed(clause, begins, counted, stopped.day if stopped else None, counter, then)
        if moved_on != counted:
            governs = _reaching(clause, start.day)
            if governs.obstacles and not version.obstacles and governs.length:
                moved_on = _after_obstacles(governs, governs.length, moved_on, begins, then, history, counter)
        ends = tuple(dict.fromkeys((*moved_on, *ends)))
    waits = bool(ends) and _held_up(governs, ends[0], history, then(dt.date.max).day)
    facts = _facts(clause, version, start.day) if governs is not version else version.facts
    doubt = None
    if other is not None:
        ends, doubt = (*ends, *(day for day in counter.ends(start.day, other) if day not in ends)), why
    excused = version.excuse.holds(seen) if version.excuse else False
    moved = rolled(ends[0], counter) if version.rolls and ends else None
    if version.edge is Edge.FIRST and version.from_day_after:
        ends = tuple(dict.fromkeys([*(day + ONE_DAY for day in ends), *ends]))
    return Run(clause, version, start, ends, stopped, excused, doubt, asks, moved, waits, facts)


def _facts(clause: Clause, version: Clock, start: dt.date) -> tuple[str, ...]:
    """The facts behind an instance that a later version reached: of both."""
    later = (v for v in clause.versions if v.running is not Running.KEEP and v.first_known and v.first_known > start)
    return tuple(dict.fromkeys([*version.facts, *(fact for v in later for fact in v.facts)]))


def _reaching(clause: Clause, start: dt.date) -> Clock:
    """The last version that reaches an instance which began before it."""
    later = [v for v in clause.versions if isinstance(v, Clock) and v.running is not Running.KEEP]
    return [v for v in later if v.first_known and v.first_known > start][-1]


def _counted_from(version: Clock, start: Event, history: History, day: dt.date) -> tuple[dt.date, ...]:
    """The days from which the length counts: the start, then what the law counts from, if it came later."""
    again = history.happened(version.counts_from, day, start.order)
    return (start.day, again[0].day) if again and again[0].day != start.day else (start.day,)


def _length(version: Clock, look: Look) -> tuple[Value | None, Value | None, str, tuple[str, ...]]:
    """The length for this person, another length that could hold, why, and what to ask where it depends."""
    if version.length is not None:
        return version.length, None, "", ()
    asks: tuple[str, ...] = ()
    for case in version.lengths:
        holds = case.when.holds(look) if case.when else True
        if holds:
            return case.length, case.or_length, case.why, asks
        if holds is None:
            assert case.when is not None
            asks += case.when.missing(look)
    return None, None, "", asks


def _ends(version: Clock, value: Value, start: dt.date, look: Looker, counter: Counter) -> tuple[dt.date, ...]:
    """The last day by each reading; `latest_of` and `earliest_of` compare with days that are known before it is over."""
    ends = counter.ends(start, value)
    for names, choose in ((version.latest_of, max), (version.earliest_of, min)):
        for name in names:
            other = look(max(ends)).get(name)
            if isinstance(other, tuple) and other.day < dt.date.max:
                ends = tuple(dict.fromkeys(choose(end, other.day) for end in ends))
    return ends


def _after_obstacles(
    version: Clock, value: Value, ends: tuple[dt.date, ...], start: dt.date, look: Looker, history: History, counter: Counter
) -> tuple[dt.date, ...]:
    """What illness and the like do to a running clock: start again when it ends, or stand still meanwhile."""
    day = look(dt.date.max).day  # no later than the day asked about
    for began, over in _obstacles(version, history, day):
        if began.day > ends[0] or over.day <= start:
            continue
        if version.obstacle_does == "restart":
            ends = counter.ends(over.day, value)
        else:
            ends = tuple(end + (over.day - max(began.day, start)) for end in ends)
    return ends


def _held_up(version: Clock, last: dt.date, history: History, day: dt.date) -> bool:
    """Whether an obstacle that began by the last day is not over: nobody knows yet from when the clock will count."""
    for began in history.by_kind.get("obstacle.began", ()):
        if began.fields["what"] in version.obstacles and began.day <= min(last, day):
            ended = history.happened((Trigger("obstacle.ended"),), day, began.order)
            if not any(event.fields["what"] == began.fields["what"] for event in ended):
                return True
    return False


def _obstacles(version: Clock, history: History, day: dt.date) -> list[tuple[Event, Event]]:
    """Obstacles of the kinds that the clock knows, with their ends, in the order in which they ended: the last one counts."""
    found: list[tuple[Event, Event]] = []
    for began in history.by_kind.get("obstacle.began", ()):
        ended = history.happened((Trigger("obstacle.ended"),), day, began.order)
        over = next((event for event in ended if event.fields["what"] == began.fields["what"]), None)
        told_twice = any(end is over for _, end in found)  # one obstacle may be told of twice
        if began.fields["what"] in version.obstacles and over is not None and not told_twice:
            found.append((began, over))
    return sorted(found, key=lambda pair: pair[1].order)


def retimed(
    clause: Clause,
    start: dt.date,
    ends: tuple[dt.date, ...],
    stopped: dt.date | None,
    counter: Counter,
    look: Looker | None = None,
) -> tuple[dt.date, ...]:
    """What later versions do to an instance that still runs on their first day."""
    for later in clause.versions:
        since = later.first_known
        if since is None or since <= start or not isinstance(later, Clock):
            continue
        if later.running is Running.KEEP or later.length is None:
            continue
        if stopped is not None and stopped < since:
            break
        still_open = bool(ends) and since <= ends[0]
        if not still_open and not later.reopens:
            continue
        new = _ends(later, later.length, start, look, counter) if look else counter.ends(start, later.length)
        if later.running is Running.REBASE or (ends and new[0] > ends[0]):
            ends = tuple(dict.fromkeys((*new, *ends))) if later.or_as_before else new
    return ends


def case_for(cases: tuple[Case, ...], look: Look, path: str | None, purpose: str | None) -> list[Case]:
    """The rows that could hold: by condition, path and purpose; the first of each (path, purpose) counts."""
    found: dict[tuple[str | None, str | None], Case] = {}
    for case in cases:
        if case.when is not None and case.when.holds(look) is False:
            continue
        if (path is None or case.path in (None, path)) and (purpose is None or case.purpose in (None, purpose)):
            found.setdefault((case.path, case.purpose), case)
    return list(found.values())
