"""Claims to be in the country (or to work there): what was granted, what a waiting request carries, what ended them.

Gains act on the day, losses from the day after. Orders of an office act on their own day.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from madoguchi.ground.dates import ONE_DAY, ClosedDays, Counting, Unit, day_before, last_day
from madoguchi.ground.ids import ClauseId
from madoguchi.rules.clauses import Clause, LawBook, Value
from madoguchi.rules.expression import NEVER, Moment, View
from madoguchi.rules.history import History, matches
from madoguchi.rules.kinds import Calendar, Pending, Permission
from madoguchi.rules.terms import Event, Layer

NO_STATUS = frozenset({None, "none", "unstated"})
PERMIT = "lawful"


@dataclass(frozen=True, slots=True)
class Claim:
    """An interval that a clause gives a state to. `last` is the earliest reading of its end, `late` the latest (None: open).

    `known_from`: the first day on which anyone could know of it. `reading` claims give no state, only another reading.
    `work`: what work the claim itself carries, whatever the status says. `or_until`: its last day by other readings.
    """

    layer: Layer
    state: str
    first: dt.date
    last: dt.date | None
    late: dt.date | None
    clause: ClauseId
    facts: tuple[str, ...]
    known_from: dt.date
    place: int
    status: str | None = None
    until: dt.date | None = None
    granted_days: int | None = None
    given_on: dt.date | None = None
    reading: bool = False
    ended_by_clock: tuple[ClauseId, tuple[str, ...]] | None = None
    ended_by: int | None = None
    request: str | None = None
    work: str | None = None
    or_until: tuple[dt.date, ...] = ()

    def covers(self, day: dt.date) -> bool:
        """Whether the claim surely covers the day."""
        return self.first <= day and (self.last is None or day <= self.last)

    def may_cover(self, day: dt.date) -> bool:
        """Whether only a later reading of its end covers the day."""
        return self.last is not None and self.last < day and (self.late is None or day <= self.late)

    def cut(self, last: dt.date) -> "Claim":
        """The claim, ended on `last` at the latest."""
        kept = last if self.last is None else min(self.last, last)
        late = last if self.late is None else min(self.late, last)
        if kept == self.last and late == self.late:
            return self
        return replace(self, last=kept, late=late)


@dataclass(frozen=True, slots=True)
class Counter:
    """How a country counts on a day, and when its offices are closed."""

    months: tuple[Counting, ...]
    days: tuple[Counting, ...]
    closed: ClosedDays | None
    clause: ClauseId
    facts: tuple[str, ...]
    moves_filings: bool = True
    back: tuple[Counting, ...] = (Counting.SAME_NUMBER,)

    def begins(self, anchor: dt.date, value: Value) -> tuple[dt.date, ...]:
        """The day that lies so long before `anchor`, by each reading; the law's own reading first."""
        return tuple(dict.fromkeys(day_before(anchor, value.length, counting) for counting in self.back))

    def ends(self, event: dt.date, value: Value) -> tuple[dt.date, ...]:
        """The last day of a period set off on `event`, by each reading; the law's own reading first.

        None for working days past the table of closed days: no weekday is guessed.
        """
        if value.unit is Unit.WORKING_DAYS:
            day = self.closed.working_day(event, value.n) if self.closed else None
            return (day,) if day else ()
        readings = value.counting or (self.months if value.unit in (Unit.MONTHS, Unit.YEARS) else self.days)
        found: list[dt.date] = []
        for counting in readings:
            day = last_day(event, value.length, counting)
            if day not in found:
                found.append(day)
        return tuple(found)


def counter_of(law: LawBook) -> Counter:
    """The calendar of a law book. There is one `calendar` clause; countries that have none count by the civil code way."""
    for clause in law.of_kind("calendar"):
        version = clause.versions[-1]
        assert isinstance(version, Calendar)
        closed = None
        if version.holidays_from and version.holidays_until:
            yearly = frozenset((int(day[:2]), int(day[3:])) for day in version.closed_yearly)
            closed = ClosedDays(
                version.holidays_from,
                version.holidays_until,
                frozenset(version.holidays),
                yearly,
                frozenset(version.closed_weekdays),
                tuple((row.weekday, row.since) for row in version.closed_weekdays_since),
            )
        return Counter(version.months, version.days, closed, clause.id, version.facts, version.moves_filings, version.back)
    return Counter((Counting.CIVIL,), (Counting.CIVIL,), None, ClauseId(""), ())


def rolled(day: dt.date, counter: Counter) -> dt.date | None:
    """The next day on which offices are open, if they are closed on `day`; None if they are open, or no rule moves a filing."""
    if counter.closed is None or not counter.moves_filings:
        return None
    opened = counter.closed.next_open(day)
    return opened if opened != day else None


# ------------------------------------------------------------------ permissions


def claims_given(
    giving: Mapping[str, tuple[Clause, ...]], history: History, counter: Counter, day: dt.date, look: Callable[[dt.date], View]
) -> list[Claim]:
    """All claims that events by `day` gave, each ended by what ended it. `giving`: the clauses that listen to a kind of event."""
    claims: list[Claim] = []
    for event in history.events:
        if event.deemed and event.fields["result"] != "granted":
            continue  # silence is no act of an office: it sets no term and orders nothing
        if event.day > day and not event.deemed:
            continue
        for clause in giving.get(event.kind, ()):
            version = clause.version_on(event.day)
            if not isinstance(version, Permission) or not any(matches(trigger, event) for trigger in version.starts):
                continue
            seen = look(event.day)
            if version.unless is None or version.unless.holds(seen) is not True:
                _give(claims, clause, version, event, history, counter, seen)
    return [_ended(claim, giving, history, day, claims) for claim in claims]


def _give(
    claims: list[Claim], clause: Clause, version: Permission, event: Event, history: History, counter: Counter, seen: View
) -> None:
    """Add what `event` gives, and cut what it ends."""
    if event.kind == "application.decided" and not _decides(event, version, history):
        return
    given = _claim(claims, clause, version, event, history, counter, seen)
    ends_before = given.state == PERMIT or version.cuts is not None
    if ends_before:
        last = event.day if version.cuts == "next_day" else event.day - ONE_DAY
        claims[:] = [claim if claim.layer is not clause.layer else claim.cut(last) for claim in claims]
    held_from = event.fields.get("held_from")
    filed = request_of(event, history) if version.held_from else None
    held_from = filed.day if filed is not None and filed.day < event.day else held_from
    if isinstance(held_from, dt.date):
        claims.append(replace(given, first=held_from, last=event.day - ONE_DAY, late=event.day - ONE_DAY))
    claims.append(given)
    if not version.confidence.is_knowledge:  # what is only recalled gives no state, only a reading
        claims[-1:] = [replace(given, state="uncertain"), replace(given, reading=True)]


def _decides(event: Event, version: Permission, history: History) -> bool:
    """Whether a decision is about a request that this permission follows from (or nobody told what was asked)."""
    filed = request_of(event, history)
    return not version.requests or filed is None or filed.fields["for"] in version.requests


def request_of(event: Event, history: History) -> Event | None:
    """The request that an act is about, by its number; None where that is not told."""
    filed = [e for e in history.by_kind.get("application.filed", ()) if e.fields["no"] == event.fields.get("no")]
    return filed[-1] if filed else None


def _claim(
    claims: list[Claim], clause: Clause, version: Permission, event: Event, history: History, counter: Counter, seen: View
) -> Claim:
    status = event.fields.get("status") or version.status
    before = [claim for claim in claims if claim.layer is clause.layer and claim.status]
    if status is None and before and event.kind != "entered":
        status = before[-1].status
    until = event.fields.get(version.until_field) if version.until_field else None
    if until is None and event.kind == "permit.held" and clause.layer is Layer.STAY:
        told = history.told("stay_until", event.day)[1]
        until = told if isinstance(told, dt.date) else None
    ends: tuple[dt.date, ...] = (until,) if isinstance(until, dt.date) else ()
    if not ends:
        ends = tuple(
            end for value in _lengths(version, seen) for end in _counted(value, version, event, before, history, counter)
        )
    earlier = [day for name in version.earliest_of if (day := _day(name, seen))]
    ends = tuple(dict.fromkeys(min(end, *earlier) for end in ends)) if earlier else ends
    first = event.fields.get("since") if event.kind == "permit.held" else None
    begins = event.day + ONE_DAY if version.cuts == "next_day" else event.day
    if version.waits is not None:
        begins = counter.ends(event.day, version.waits)[0]
    state: str = version.state
    if state == PERMIT and clause.layer is Layer.STAY and status in (None, "none") and not ends:
        state = "uncertain"
    if version.until_field and not ends and state == "departure_period":
        state = "uncertain"  # a term that nobody told the end of
    return Claim(
        clause.layer,
        state,
        first if isinstance(first, dt.date) else begins,
        min(ends) if ends else None,
        max(ends) if ends else None,
        clause.id,
        (*version.facts, *event.deemed),
        event.day,
        event.order,
        status=str(status) if status else None,
        until=ends[0] if ends else None,
        or_until=ends[1:],
        granted_days=_granted_days(event, ends[0] if ends else None),
        given_on=None if event.kind == "permit.held" and not isinstance(first, dt.date) else event.day,
        work=version.work,
    )


def _day(name: str, seen: View) -> dt.date | None:
    """The day that a name tells; None where nothing set it off."""
    told = seen.get(name)
    return told.day if isinstance(told, Moment) and told.ordinal != NEVER.ordinal else None


def _counted(
    length: Value, version: Permission, event: Event, before: list[Claim], history: History, counter: Counter
) -> tuple[dt.date, ...]:
    """The last day of what is given for a length, by each day that it could be counted from."""
    filed = request_of(event, history)
    days = {
        "start": event.day,
        "filed": filed.day if filed else None,
        "permit_until": before[-1].until if before else None,
        "since": event.fields.get("since"),
    }
    starts = [day for word in version.counted_from if isinstance(day := days[word], dt.date)]
    return tuple(dict.fromkeys(end for day in starts for end in counter.ends(day, length)))


def _lengths(version: Permission, seen: View) -> tuple[Value, ...]:
    """The length of what is given, for this person, and another one that could hold."""
    if version.length is not None:
        return (version.length,)
    case = next((case for case in version.lengths if case.when is None or case.when.holds(seen) is True), None)
    if case is None:
        return ()
    return (case.length, case.or_length) if case.or_length else (case.length,)


def _granted_days(event: Event, until: dt.date | None) -> int | None:
    """How long the period granted is, as far as told: by its class, else from the day of the grant to its last day."""
    days, months = event.fields.get("length_days"), event.fields.get("length_months")
    if isinstance(days, int):
        return days
    if isinstance(months, int):
        return months * 31
    first = event.fields.get("since") if event.kind == "permit.held" else event.day
    if isinstance(first, dt.date) and until is not None:
        return (until - first).days
    return None


def _ended(
    claim: Claim, giving: Mapping[str, tuple[Clause, ...]], history: History, day: dt.date, claims: Iterable[Claim]
) -> Claim:
    """The claim, ended by the first later event that its clause names."""
    kind = history.events[claim.place].kind
    version = next(clause for clause in giving[kind] if clause.id == claim.clause).version_on(claim.known_from)
    assert isinstance(version, Permission)
    found = history.happened(version.ends, day, claim.place)
    if version.ends_for:
        found = [event for event in found if _status_on(event.day, claims) in version.ends_for]
    return replace(claim.cut(found[0].day), ended_by=found[0].order) if found else claim


def _status_on(day: dt.date, claims: Iterable[Claim]) -> str | None:
    """The status of the stay that began last by a day."""
    held = [claim.status for claim in claims if claim.layer is Layer.STAY and claim.first <= day]
    return held[-1] if held else None


# ------------------------------------------------------------------ requests that wait


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request that a pending clause covers: from when, until when at most, and the decision if there was one."""

    clause: Clause
    version: Pending
    filed: Event
    permit: Claim
    limits: tuple[dt.date, ...]
    decided: Event | None
    late_filing: bool
    doubted: bool = False

    @property
    def first(self) -> dt.date:
        """First day that the protection is needed and given."""
        assert self.permit.until is not None
        return max(self.permit.until + ONE_DAY, self.filed.day)


def decision_of(filed: Event, history: History, day: dt.date) -> Event | None:
    """The decision or withdrawal of a request, by its number; None while it waits."""
    for kind in ("application.decided", "application.withdrawn"):
        for event in history.by_kind.get(kind, ()):
            known = event.day <= day or event.deemed
            if event.fields["no"] == filed.fields["no"] and known and event.order > filed.order:
                return event
    return None


def permit_for(filed: Event, claims: Iterable[Claim], counter: Counter) -> tuple[Claim, bool] | None:
    """The permit on which a filing is in time, and whether only the closed-day rule makes it so.

    Only the last one counts: it ended those before it.
    """
    given = [c for c in claims if c.layer is Layer.STAY and c.state == PERMIT and c.place < filed.order and c.first <= filed.day]
    if not given or given[-1].until is None:
        return None
    claim, until = given[-1], given[-1].until
    if claim.covers(filed.day):
        return claim, False
    moved = rolled(until, counter)
    if moved is not None and until < filed.day <= moved and claim.last == until:
        return claim, True
    return None


def covered_until(decided: Event) -> dt.date:
    """The last day that a request covers: the day of a refusal, the day before a grant or before silence that counts as one."""
    granted = decided.kind == "permit.granted" or decided.fields.get("result") in ("granted", "granted_other")
    at_once = bool(decided.deemed) or granted
    return decided.day - ONE_DAY if at_once else decided.day


def waiting_claims(waiting: Waiting) -> list[Claim]:
    """What a waiting request carries: the cover itself, a doubt after its end, and what a late grant heals."""
    first, version = waiting.first, waiting.version
    decided_on = waiting.decided.day if waiting.decided else None
    granted = waiting.decided is not None and waiting.decided.fields.get("result") == "granted"
    stop = covered_until(waiting.decided) if waiting.decided else None
    last = _least(min(waiting.limits, default=None), stop)
    late = _least(max(waiting.limits, default=None), stop)
    facts = (*version.facts, *(waiting.decided.deemed if waiting.decided else ()))
    cover = Claim(
        Layer.STAY, version.state, first, last, late, waiting.clause.id, facts, waiting.filed.day, waiting.filed.order,
        status=waiting.permit.status, given_on=waiting.filed.day, request=str(waiting.filed.fields["no"]),
        reading=version.reading,
    )  # fmt: skip
    found = [cover] if last is None or last >= first else []
    if waiting.doubted:
        found.append(replace(cover, state="irregular_lapse", reading=True))
    if version.after_end and late is not None and (stop is None or late < stop):
        found.append(replace(cover, state=version.after_end, first=late + ONE_DAY, last=stop, late=stop, reading=True))
    if version.late_grant_heals and granted and decided_on is not None and waiting.permit.until is not None:
        healed = waiting.permit.until + ONE_DAY
        found.append(
            replace(
                cover, state=PERMIT, first=healed, last=decided_on - ONE_DAY, late=decided_on - ONE_DAY, known_from=decided_on
            )
        )
    return found


def _least(first: dt.date | None, second: dt.date | None) -> dt.date | None:
    return first if second is None else second if first is None else min(first, second)
