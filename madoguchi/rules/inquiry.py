"""One inquiry: a law book, a life and a day, with everything that is worked out on the way. Pure; made anew for each question."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from madoguchi.ground.dates import ONE_DAY
from madoguchi.ground.ids import ClauseId
from madoguchi.rules.bars import bars_of
from madoguchi.rules.built_in import readers_of
from madoguchi.rules.clauses import Clause, LawBook, Value, Version
from madoguchi.rules.clocks import Run, deemed, runs_of
from madoguchi.rules.counts import left_of
from madoguchi.rules.expression import NEVER, Known, Moment
from madoguchi.rules.history import History
from madoguchi.rules.kinds import Clock, Permission, Right
from madoguchi.rules.last_days import carried_by_clocks, closed_office_gaps, cut_by_clocks, late_windows
from madoguchi.rules.named_days import NamedDays, days_of, named_days
from madoguchi.rules.names import Look, NameReader, relative
from madoguchi.rules.receipts import Cover, cover_claims, covers, replaced
from madoguchi.rules.stays import (
    PERMIT,
    Claim,
    Counter,
    Waiting,
    claims_given,
    counter_of,
    waiting_claims,
)
from madoguchi.rules.sums import breaches, totals
from madoguchi.rules.terms import Bar, Event, Layer, Life, Span
from madoguchi.rules.timeline import Exposure, Picture, Reasons, held_spans, presence, spans
from madoguchi.rules.told_stays import claims_told, irregular_from
from madoguchi.rules.waiting import waiting_requests
from madoguchi.rules.words import Vocabulary

ANY_DAY = dt.date(2020, 1, 1)
"""A day to look at a life of which nothing is told: nothing depends on which day it is."""

WITHOUT_PERMISSION = frozenset({"without_permission", "false_papers"})


@dataclass(frozen=True)
class Bench:
    """A law book, laid out for many inquiries: clauses by kind, the calendar, and a reader for every name."""

    law: LawBook
    words: Vocabulary
    by_kind: Mapping[str, tuple[Clause, ...]]
    counter: Counter
    readers: Mapping[str, NameReader]
    giving: Mapping[str, tuple[Clause, ...]]
    describing: tuple[Clause, ...]
    stay_permit: Clause | None
    numbering: tuple[Clause, ...]
    answering: tuple[Clause, ...]
    announcing: tuple[Clause, ...]
    lapsing: tuple[Clause, ...]
    closing: tuple[Clause, ...]
    lengths: Mapping[int, tuple[Value, ...]]
    naming: Mapping[str, Clause]
    deeming: tuple[Clause, ...]
    untold: Mapping[str, Known | None]

    def clauses(self, kind: str) -> tuple[Clause, ...]:
        """The clauses of a kind."""
        return self.by_kind.get(kind, ())


def bench(law: LawBook, words: Vocabulary) -> Bench:
    """Lay out a law book. Done once for each book."""
    by_kind: dict[str, list[Clause]] = {}
    for clause in law.clauses.values():
        by_kind.setdefault(clause.kind, []).append(clause)
    permissions = by_kind.get("permission", [])
    giving = tuple(c for c in permissions if any(v.starts for v in c.versions if isinstance(v, Permission)))
    stay = next((c for c in giving if _is_stay_permit(c)), None)
    readers = dict(readers_of(words))
    readers |= {clause.name: _named(clause, clause.name) for clause in law.clauses.values() if clause.name}
    given = set(readers) | set(words.facts)
    readers |= {name: _given_by_none(type_) for name, type_ in law.types.items() if name not in given}
    laid = Bench(
        law,
        words,
        {kind: tuple(clauses) for kind, clauses in by_kind.items()},
        counter_of(law),
        readers,
        _listening(giving),
        tuple(c for c in permissions if c not in giving),
        stay,
        tuple(c for c in law.clauses.values() if any(v.numbers or getattr(v, "amounts", ()) or numbered(v) for v in c.versions)),
        tuple(c for c in law.clauses.values() if any(v.answers for v in c.versions)),
        tuple(c for c in law.clauses.values() if any(v.announce for v in c.versions)),
        tuple(c for c in by_kind.get("right", []) if any(isinstance(v, Right) and v.length for v in c.versions)),
        tuple(c for c in by_kind.get("route", []) if any(v.until for v in c.versions)),
        {id(v): numbered(v) for c in law.clauses.values() for v in c.versions},
        {clause.name: clause for clause in law.clauses.values() if clause.name},
        tuple(c for c in by_kind.get("clock", []) if any(isinstance(v, Clock) and v.deems for v in c.versions)),
        {},
    )
    return replace(laid, untold=_untold(laid))


def _untold(table: Bench) -> Mapping[str, Known | None]:
    """What every name reads for somebody who told nothing: what holds there holds by nobody's word."""
    look = Inquiry(table, History(Life(table.law.id), table.words), ANY_DAY).look(ANY_DAY)
    return {name: relative(look.get(name), ANY_DAY) for name in table.readers}


def _is_stay_permit(clause: Clause) -> bool:
    """Whether a clause gives the stay that somebody is told to hold."""
    given = [version for version in clause.versions if isinstance(version, Permission)]
    held = all(version.state == PERMIT and any(t.event == "permit.held" for t in version.starts) for version in given)
    return clause.layer is Layer.STAY and held


def _listening(giving: Iterable[Clause]) -> Mapping[str, tuple[Clause, ...]]:
    """For each kind of event, the clauses to which it may give a claim."""
    found: dict[str, list[Clause]] = {}
    for clause in giving:
        kinds = {trigger.event for version in clause.versions if isinstance(version, Permission) for trigger in version.starts}
        for kind in kinds:
            found.setdefault(kind, []).append(clause)
    return {kind: tuple(clauses) for kind, clauses in found.items()}


def numbered(version: Version) -> tuple[Value, ...]:
    """The lengths of a version that the vocabulary has a word for."""
    values = (getattr(version, name, None) for name in ("length", "at_most", "closes", "opens", "most"))
    return tuple(value for value in values if isinstance(value, Value) and value.number)


def _given_by_none(type_: str) -> NameReader:
    """A name that no clause of this book gives, as where a whole life is judged by the law of a day that did not know it yet."""
    value = NEVER if type_ == "date" else None
    return lambda _look: value


def _named(clause: Clause, name: str) -> NameReader:
    if clause.kind == "limit":
        return lambda look: left_of(clause, look.of, look.day)
    return lambda look: look.of.day_named(name, look.day)


class Inquiry:
    """What the law says of one life, asked on one day. Looks at events up to that day and at nothing later."""

    def __init__(self, table: Bench, history: History, day: dt.date) -> None:
        self.table, self.day = table, day
        self._ask_of(history)
        if table.deeming:
            self._hear_silence(history)

    def _ask_of(self, history: History) -> None:
        """Begin with a history; what was worked out of another one is forgotten."""
        for name in self.__dict__.keys() - {"table", "day"}:
            del self.__dict__[name]
        self.history = history
        self._looks: dict[dt.date, Look] = {}
        self._by_status: dict[str, tuple[tuple[Clause, Permission], ...]] = {}
        self.purpose: str | None = None

    def _hear_silence(self, history: History) -> None:
        """Add what the law takes for decided because an office was silent, also on days to come.

        What one silence gave decides whether a later request was in time: so it is asked again, until nothing more is found. That
        ends: what is decided on a day hangs on days before it, so that each time one more of the first is right.
        """
        heard: list[Event] = []
        while (found := self._deemed()) != heard:
            heard = found
            self._ask_of(history.with_deemed(found))

    def _deemed(self) -> list[Event]:
        every = (runs_of(clause, self.history, self.look, self.table.counter, self.day)[0] for clause in self.table.deeming)
        return [event for runs in every for event in deemed(runs)]

    def look(self, day: dt.date) -> Look:
        """The life as known on a day (never later than the day asked about)."""
        day = min(day, self.day)
        if day not in self._looks:
            self._looks[day] = Look(self.history, day, self.table.readers, self)
        return self._looks[day]

    # -------------------------------------------------------------- claims

    @cached_property
    def permits(self) -> tuple[Claim, ...]:
        """Claims that events gave, and a status told as a fact; none that only silence to come would give."""
        return tuple(claim for claim in self._permits if claim.known_from <= self.day)

    @cached_property
    def _permits(self) -> tuple[Claim, ...]:
        given = claims_given(self.table.giving, self.history, self.table.counter, self.day, self.look)
        return tuple(claims_told(self.history, self.table.stay_permit, given, self.day))

    @cached_property
    def waiting(self) -> tuple[Waiting, ...]:
        """Requests that a pending clause covers."""
        return tuple(waiting_requests(self))

    @cached_property
    def covers(self) -> tuple[Cover, ...]:
        """Requests that carry something from their filing or their receipt."""
        return tuple(covers(self))

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """All claims: what was granted, what waiting requests carry, and the gap that a closed office leaves."""
        held = replaced(self._permits, self.covers)
        found = [*held, *(claim for waiting in self.waiting for claim in waiting_claims(waiting))]
        found += [claim for cover in self.covers for claim in cover_claims(cover)]
        found += carried_by_clocks(self, found)
        return (*cut_by_clocks(self, found), *late_windows(self), *closed_office_gaps(self))

    # -------------------------------------------------------------- clocks

    @cached_property
    def _clocks(self) -> tuple[tuple[Run, ...], tuple[tuple[ClauseId, tuple[str, ...]], ...]]:
        found: list[Run] = []
        unsure: list[tuple[ClauseId, tuple[str, ...]]] = []
        for clause in self.table.clauses("clock"):
            if any(
                trigger.event in self.history.by_kind for version in clause.versions for trigger in getattr(version, "starts", ())
            ):
                runs, asks = runs_of(clause, self.history, self.look, self.table.counter, self.day)
                found.extend(runs)
                unsure += [(clause.id, asks)] if asks else []
        return tuple(found), tuple(unsure)

    @property
    def runs(self) -> tuple[Run, ...]:
        """Every instance of every clock."""
        return self._clocks[0]

    @property
    def unsure(self) -> tuple[tuple[ClauseId, tuple[str, ...]], ...]:
        """Clocks of which nobody can say whether they run, and what they wait to be told."""
        return self._clocks[1]

    @cached_property
    def _exposures(self) -> tuple[Exposure, ...]:
        found = []
        for run in self.runs:
            word = run.version.exposes
            if word:
                found.append(
                    Exposure(
                        word,
                        run.exposed_first,
                        run.exposed_last,
                        run.clause.id,
                        run.facts,
                        run.excused is not False,
                        run.start.day,
                        run.clause.rank,
                        run.version.work,
                        run.version.cuts,
                    )
                )
        return (*found, *self._breaches)

    @cached_property
    def _breaches(self) -> tuple[Exposure, ...]:
        return breaches(self)

    @cached_property
    def _notices(self) -> tuple[Exposure, ...]:
        """Duties to notify: due until their last day, overdue after it."""
        found = []
        for run in self.runs:
            if run.version.marks != "overdue" or not run.ends:
                continue
            last, done = run.ends[0], run.stopped.day if run.stopped else None
            end = min(last, done - ONE_DAY) if done else last
            args = (run.clause.id, run.facts, False, run.start.day)
            found.append(Exposure("due", run.start.day, end, *args))
            if done is None or done > last:
                found.append(Exposure("overdue", last + ONE_DAY, done - ONE_DAY if done else None, *args))
            if done:
                found.append(Exposure("in_order", done, None, *args))
        return tuple(found)

    # -------------------------------------------------------------- timelines

    @cached_property
    def picture(self) -> Picture:
        """Everything that decides the state of a day."""
        entered = tuple(
            e.day
            for e in self.history.by_kind.get("entered", ())
            if e.fields.get("how") in WITHOUT_PERMISSION and e.day <= self.day
        )
        return Picture(
            self.claims,
            self._exposures,
            presence(self.history, self.day) if self.history.country != "VN" else (),
            tuple(irregular_from(self.history, self.day)),
            entered,
            self.day,
            self.table.clauses("penalty"),
            self.reasons_of,
            self._work_of,
            self._work_changes(),
            self._notices,
            self._known_until(),
        )

    def reasons_of(self, claim: Claim, first: dt.date, last: dt.date) -> Reasons:
        """The clauses behind a claim on these days: what gave it, and what the law says of people with its status."""
        found = [
            (clause.id, frozenset(version.facts))
            for clause, version in self._described(claim)
            if (version.first_known or dt.date.min) <= last
            and (version.until is None or version.until >= first)
            and (version.when is None or version.when.holds(self.look(last)) is True)
        ]
        return (*dict.fromkeys(found), (claim.clause, frozenset(claim.facts)))

    def _described(self, claim: Claim) -> tuple[tuple[Clause, Permission], ...]:
        """What the law says of people with the status of a claim, whenever it said so."""
        if not claim.status or claim.layer is not Layer.STAY:
            return ()
        if claim.status not in self._by_status:
            self._by_status[claim.status] = tuple(
                (clause, version)
                for clause in self.table.describing
                if clause.layer is Layer.STAY
                for version in clause.versions
                if isinstance(version, Permission) and claim.status in version.statuses
            )
        return self._by_status[claim.status]

    def _known_until(self) -> Mapping[str, dt.date]:
        """Where the last day of a stay was not told: until when the total of its status is not reached."""
        known: dict[str, dt.date] = {}
        for total in totals(self):
            for status in total.version.statuses:
                if total.complete_on is not None:
                    known[status] = min(total.complete_on, known.get(status, dt.date.max))
        return known

    def _work_of(self, status: str, day: dt.date) -> str:
        """What work a status carried on a day, by the law of that day."""
        for clause in self.table.describing:
            version = clause.version_on(day)
            if isinstance(version, Permission) and version.work and status in version.statuses:
                return version.work
        return "uncertain"

    def _work_changes(self) -> frozenset[dt.date]:
        """Days on which the law of the statuses held began to say something else."""
        held = {claim.status for claim in self.permits}
        versions = [v for c in self.table.describing for v in c.versions if isinstance(v, Permission) and held & set(v.statuses)]
        return frozenset(day for v in versions for day in (v.first_known, v.until + ONE_DAY if v.until else None) if day)

    @cached_property
    def seen(self) -> tuple[Span, ...]:
        """What anyone could know on each day, then projected."""
        return spans(self.picture, Layer)

    @cached_property
    def held(self) -> tuple[Span, ...]:
        """What the law, asked today, holds about the days until now."""
        return held_spans(self.picture, self.seen, (Layer.SUMMARY, Layer.STAY))

    def state(self, layer: Layer, day: dt.date) -> Span | None:
        """The span of a layer that covers a day."""
        for span in self.seen:
            if span.layer is layer and span.first <= day and (span.last is None or day <= span.last):
                return span
        return None

    # -------------------------------------------------------------- days that clauses name

    @cached_property
    def named(self) -> NamedDays:
        """For every name that clocks, requests and permissions give: since when it is known, and its day by each reading."""
        return named_days(self)

    def day_named(self, name: str, day: dt.date) -> Known | None:
        """The day that a clause names, as known on `day`; never, if nothing set it off; None if what sets it off is not known."""
        known = days_of(name, day, self)
        return None if known is None else Moment(known[0].toordinal()) if known else NEVER

    def last_permit(self, day: dt.date) -> Claim | None:
        """The last permission to stay that began by `day`; of two that one event gave the later in the law: it stands."""
        found = [c for c in self.permits if c.layer is Layer.STAY and c.state == PERMIT and c.known_from <= day]
        return max(reversed(found), key=lambda c: (c.place, c.first)) if found else None

    @cached_property
    def bars(self) -> tuple[Bar, ...]:
        """Bans that run, and those that would follow."""
        return bars_of(self)
