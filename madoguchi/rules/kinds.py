"""The thirteen kinds of clause: one shape each, a dated version at a time (docs/law/kinds.md shows each with an example).

A rule that does not fit extends a shape here, on purpose; never with code for one clause.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec

from madoguchi.ground.citations import Confidence
from madoguchi.ground.dates import Counting
from madoguchi.ground.ids import ClauseId
from madoguchi.rules.clauses import Case, DoubtRow, LawOf, Need, NumberRow, Shape, Trigger, Value, Version
from madoguchi.rules.expression import Test
from madoguchi.rules.terms import Edge

MonthAndDay = Annotated[str, msgspec.Meta(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]


class WeekdaySince(Shape, frozen=True, kw_only=True):
    """A weekday on which offices are closed only from a day on."""

    weekday: int
    since: dt.date


class Calendar(Version, frozen=True, kw_only=True):
    """How a country counts, and when its offices are closed. `months`: the readings of a period of months, the law's first.

    `back`: the readings of months counted backwards from a day.
    `moves_filings`: whether a filing may come on the next open day; False where closed days are only left out of working days.
    """

    months: tuple[Counting, ...]
    days: tuple[Counting, ...] = (Counting.CIVIL,)
    back: tuple[Counting, ...] = (Counting.SAME_NUMBER,)
    closed_weekdays: tuple[int, ...] = ()
    closed_weekdays_since: tuple[WeekdaySince, ...] = ()
    closed_yearly: tuple[MonthAndDay, ...] = ()
    holidays: tuple[dt.date, ...] = ()
    holidays_until: dt.date | None = None
    holidays_from: dt.date | None = None
    moves_filings: bool = True


class Permission(Version, frozen=True, kw_only=True):
    """What may be done on a layer. With `starts`: events that give it; without: what holds for people of these `statuses`.

    `ends_for`: only for holders of these statuses. `unless`: who is told to be outside it (facts and events only).
    `cuts`: the day on which it ends what was held before (`same_day` for orders, `next_day` for losses). `waits`: it begins only
    so long after the event. `lengths`: the length by case. `work`: with `starts`, what work these days carry. `status`: the
    status given where the event tells none. `counted_from`: from where the length is counted, the law's reading first, others
    after it. `earliest_of`: it ends no later than these days. `held_from`: since when the law, asked later, holds it.
    """

    starts: tuple[Trigger, ...] = ()
    ends: tuple[Trigger, ...] = ()
    ends_for: tuple[str, ...] = ()
    unless: Test | None = None
    statuses: tuple[str, ...] = ()
    when: Test | None = None
    requests: tuple[str, ...] = ()
    until_field: Literal["until", "leave_by"] | None = None
    length: Value | None = None
    lengths: tuple[Case, ...] = ()
    waits: Value | None = None
    status: str | None = None
    counted_from: tuple[Literal["start", "filed", "permit_until"], ...] = ("start",)
    held_from: Literal["filed"] | None = None
    earliest_of: tuple[str, ...] = ()
    state: Literal[
        "lawful", "lawful_no_status", "lawful_pending", "in_grace", "departure_period", "removal_order", "tolerated", "uncertain"
    ] = "lawful"
    work: str | None = None
    cuts: Literal["same_day", "next_day"] | None = None
    deadline: str | None = None
    after: str | None = None


class Clock(Version, frozen=True, kw_only=True):
    """Something starts, something stops it, a length runs out, something follows. A duty to notify is a clock that marks.

    `cuts`: its end takes what began before. `may_cut`: from its end on nobody knows whether it does. `cuts_only`: only what
    these clauses gave. `revives`: events from whose day on what was cut stands again. `at_once_from`: starting events that
    give something, so that they act on their own day. `counts_from`: the length counts from the first of these events after the
    start, and the count from the start stays a reading. `carries`: the stay goes on while it runs, whatever the permit says.
    `of_request`: one instance for each request, stopped only by what carries its number. `deems`: what the law takes for decided
    on the day after its last day, if the office was silent.
    """

    law_of: LawOf = LawOf.START
    starts: tuple[Trigger, ...]
    stops: tuple[Trigger, ...] = ()
    needs: Test | None = None
    length: Value | None = None
    lengths: tuple[Case, ...] = ()
    latest_of: tuple[str, ...] = ()
    earliest_of: tuple[str, ...] = ()
    obstacles: tuple[str, ...] = ()
    obstacle_does: Literal["restart", "pause"] = "restart"
    deadline: str | None = None
    edge: Edge = Edge.LAST
    about: int = 0
    exposes: Literal["lawful_revocable", "in_grace", "lawful_breach"] | None = None
    excuse: Test | None = None
    at_once: bool = False
    at_once_from: tuple[Trigger, ...] = ()
    counts_from: tuple[Trigger, ...] = ()
    carries: Literal["lawful"] | None = None
    cuts: bool = False
    may_cut: bool = False
    cuts_only: tuple[ClauseId, ...] = ()
    revives: tuple[Trigger, ...] = ()
    rolls: bool = False
    from_day_after: bool = False
    by_today: bool = False
    work: str | None = None
    marks: Literal["overdue"] | None = None
    opens: ClauseId | None = None
    after: str | None = None
    for_option: str | None = None
    of_request: bool = False
    deems: Literal["granted", "refused"] | None = None


class Window(Version, frozen=True, kw_only=True):
    """Days around an anchor in which something can be filed. Without `closes` the anchor itself is the last day.

    The anchor is a name of a day, or `on`, a day that the law fixes. `who_can_act`: what others file is no act.

    `carries`: the state of the days after the anchor on which a filing still has effect (`in_grace`); whoever filed in time does
    not need them. `work`: what work these days carry. `closes_by`: `closes` by case; where a case is not told all are readings.
    `not_for`: permits with these statuses are no anchor.
    `or_of_anchor`: what the version of the anchor's own day gives is another reading.
    `out_from`, `out_until`: the time between these events does not count: the length is counted anew when it ends, and another
    reading adds the days before it.
    """

    deadline: str | None = None
    anchor: str | None = None
    on: dt.date | None = None
    when: Test | None = None
    opens: Value | None = None
    closes: Value | None = None
    before: bool = False
    meets: tuple[Trigger, ...] = ()
    who_can_act: tuple[str, ...] = ()
    rolls: bool = False
    carries: Literal["in_grace", "uncertain"] | None = None
    work: str | None = None
    closes_by: tuple[Case, ...] = ()
    not_for: tuple[str, ...] = ()
    edge: Edge = Edge.LAST
    about: int = 0
    after: str | None = None
    for_option: str | None = None
    or_of_anchor: bool = False
    out_from: tuple[Trigger, ...] = ()
    out_until: tuple[Trigger, ...] = ()


class Pending(Version, frozen=True, kw_only=True):
    """What an open request carries while it waits, and until when at most (after the anchor). Without `at_most`: no limit.

    `takes_late`: also a request filed after the end of the permit, while a window that `carries` lets it have effect.

    `covers_from`: from the day after the permit (default), from filing, from the receipt or the notice of processing; then each
    day has its own law (with `law_of = "start"` that of the filing), `late` is how long after the last day a request may still
    come, `needs_no_permit` says that it may come at any time, `ends` what ends the cover beside the decision, `work` and
    `status` what the days carry, `replaces` the clauses whose stay it takes the place of (a visa).
    """

    requests: tuple[str, ...]
    takes_late: bool = False
    covers_from: Literal["permit_end", "filing", "receipt", "processing"] = "permit_end"
    late: Value | None = None
    needs_no_permit: bool = False
    replaces: tuple[ClauseId, ...] = ()
    ends: tuple[Trigger, ...] = ()
    work: str | None = None
    status: str | None = None
    when: Test | None = None
    at_most: Value | None = None
    state: Literal["lawful_pending", "uncertain"] = "lawful_pending"
    reading: bool = False
    after_end: str | None = None
    late_grant_heals: bool = False
    deadline: str | None = None
    after: str | None = None


class Measure(Version, frozen=True, kw_only=True):
    """A number from history: months spent in a status in all stays, and the day on which a total is complete."""

    statuses: tuple[str, ...]
    most: Value
    number: str
    deadline: str
    left_out: str | None = None
    after: str | None = None


class Limit(Version, frozen=True, kw_only=True):
    """A bound on hours, on money or on how often something happens, and what going over it means.

    `counts`: events since the person last came in, but for those `leaving_out` (each by the law of its own day). `parted_by`: a
    day from the day after which the count begins anew, with the bound `most_after`. A name gives what is left.
    """

    sums: Literal["work.hours"] | None = None
    counts: tuple[Trigger, ...] = ()
    leaving_out: tuple[Trigger, ...] = ()
    parted_by: str | None = None
    most_after: int | None = None
    left: str | None = None
    window_days: int = 7
    most: int
    unit: str
    statuses: tuple[str, ...] = ()
    when: Test | None = None
    in_holiday_most: int | None = None
    per_months: int | None = None
    at_most: int | None = None
    at_most_confidence: Confidence | None = None
    asked: str | None = None
    option: str | None = None
    number: str | None = None
    counted: str | None = None
    marks: Literal["lawful_breach"] | None = None


class Path(Shape, frozen=True, kw_only=True):
    """One of several ways along one route."""

    id: str
    when: Test
    says: str
    doubts: tuple[DoubtRow, ...] = ()


class Route(Version, frozen=True, kw_only=True):
    """An option: to whom, under which conditions. `discretion`: an office may give it; never turned into a likelihood.

    `acts`: what the person does to take it; with `law_of = "act"` the law of that day counts. `opened`: only open while a clock
    whose ground is complete opens it. `never`: the key of the sentence that says why nobody should go this way.
    `weighs`: names that the office looks at when it decides; what is not told of them is worth asking.
    """

    option: str
    needs: tuple[Need, ...] = ()
    paths: tuple[Path, ...] = ()
    discretion: bool = False
    shown_when: Test | None = None
    to: str | None = None
    status: str | None = None
    risks: tuple[str, ...] = ()
    bring: tuple[str, ...] = ()
    weighs: tuple[str, ...] = ()
    opened: bool = False
    never: str | None = None
    acts: tuple[Trigger, ...] = ()


class Bar(Version, frozen=True, kw_only=True):
    """Days on which someone may not enter or ask, counted from an event; length by case. Carries who it follows.

    `when`: whom it follows, as known on the day of leaving. `from_term`: from the end of the term to leave.
    With `edge = "first"` the deadline is the first free day.
    """

    bars: str
    starts: tuple[Trigger, ...]
    option: str
    when: Test | None = None
    cases: tuple[Case, ...]
    counting: tuple[Counting, ...] = ()
    from_term: bool = False
    deadline: str | None = None
    edge: Edge = Edge.LAST
    number: str | None = None


class Right(Version, frozen=True, kw_only=True):
    """What holds whatever the status. A limitation runs from the event that gives the claim, by the law of that day."""

    option: str
    needs: tuple[Need, ...] = ()
    shown_when: Test | None = None
    risks: tuple[str, ...] = ()
    bring: tuple[str, ...] = ()
    starts: tuple[Trigger, ...] = ()
    length: Value | None = None
    deadline: str | None = None
    stops: tuple[Trigger, ...] = ()
    after: str | None = None


class Penalty(Version, frozen=True, kw_only=True):
    """What an offence or a breach can cost, and whether it is a ground of removal. Never computed for a person."""

    of: str
    amounts: tuple[NumberRow, ...] = ()
    ground_of_removal: bool = False


class Quota(Version, frozen=True, kw_only=True):
    """Places and an opening moment, and whom they are for. The order of arrival is practice, not law."""

    option: str
    opens: dt.date
    when: Test | None = None
    closes: dt.date | None = None
    places: int | None = None
    who_can_act: tuple[str, ...] = ()


class Redress(Version, frozen=True, kw_only=True):
    """A way to get one's rights: who may use it, what status it needs, whether it reports, and what taking it means."""

    body: str
    violations: tuple[str, ...]
    who_may_use: str
    status_needed: str
    reports: str
    effect_on_stay: str
    effect_on_workplace: str
    protected: str
    time_limit: str
    evidence: tuple[str, ...]
    cost: str = "unknown"
    shown_when: Test | None = None
    value_confidence: Mapping[str, Confidence] = {}


KINDS: dict[str, type[Version]] = {
    "calendar": Calendar,
    "permission": Permission,
    "clock": Clock,
    "window": Window,
    "pending": Pending,
    "measure": Measure,
    "limit": Limit,
    "route": Route,
    "bar": Bar,
    "right": Right,
    "penalty": Penalty,
    "quota": Quota,
    "redress": Redress,
}
"""The closed list of kinds."""
