"""Every day that matters: last days to file, days on which periods are complete, ends of permits and bans, laws to come."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from madoguchi.ground.dates import ONE_DAY
from madoguchi.ground.ids import ClauseId
from madoguchi.rules.acts import of_another_time, undone
from madoguchi.rules.clauses import Clause, Value, Version
from madoguchi.rules.clocks import Run
from madoguchi.rules.expression import Moment
from madoguchi.rules.kinds import Bar as BarVersion
from madoguchi.rules.kinds import Permission, Quota, Right, Route, Window
from madoguchi.rules.named_days import anchors_of
from madoguchi.rules.stays import PERMIT, Claim, rolled
from madoguchi.rules.sums import totals
from madoguchi.rules.terms import Deadline, Edge, Event, Layer, Met, Number
from madoguchi.rules.windows import PERMIT_UNTIL, law_of_window, readings_of

if TYPE_CHECKING:
    from madoguchi.rules.inquiry import Inquiry


AHEAD = 120 * ONE_DAY
"""How long before it a day on which places open is told: nobody plans for one that no decree has named yet."""

LEAVING = "departure_period"
"""The state of days that are given to leave in."""

OPENING_ABOUT = 7
"""Days: offices say "about" when they begin to take requests."""


def deadlines_of(inquiry: "Inquiry") -> tuple[Deadline, ...]:
    """All deadlines of a life, past and to come, by day."""
    found = [
        *_of_runs(inquiry),
        *_of_windows(inquiry),
        *_of_claims(inquiry),
        *_of_waiting(inquiry),
        *_of_totals(inquiry),
        *_of_bars(inquiry),
        *_of_rights(inquiry),
        *_of_coming_law(inquiry),
        *_of_closing_routes(inquiry),
        *_of_quotas(inquiry),
    ]
    return tuple(sorted(found, key=lambda each: (each.warn, each.id, each.edge.value)))


def _deadline(  # noqa: PLR0913 - one place that fills a deadline in
    id_: str,
    ends: tuple[dt.date, ...],
    clauses: Iterable[tuple[ClauseId, tuple[str, ...]]],
    version: Version,
    *,
    edge: Edge = Edge.LAST,
    met: Met | None = None,
    moved: dt.date | None = None,
    about: int = 0,
    after: str | None = None,
    option: str | None = None,
    checked: bool | None = None,
    done: int | None = None,
) -> Deadline:
    behind = tuple(clauses)
    facts = frozenset(fact for _, cited in behind for fact in cited)
    known = version.confidence.is_knowledge if checked is None else checked
    readings = tuple(day for day in (*ends[1:], *((moved,) if moved else ())) if day != ends[0])
    ids = tuple(clause for clause, _ in behind)
    return Deadline(id_, ends[0], edge, min(ends), met, ids, facts, readings, moved, about, option, after, known, done)


def _met(last: dt.date, done: dt.date | None, today: dt.date) -> Met:
    if done is not None:
        return Met.MET if done <= last else Met.MISSED
    return Met.MISSED if today > last else Met.OPEN


# ------------------------------------------------------------------ clocks


def _of_runs(inquiry: "Inquiry") -> list[Deadline]:
    return [found for run in inquiry.runs if (found := _of_run(run, inquiry))]


def _of_run(run: Run, inquiry: "Inquiry") -> Deadline | None:
    version = run.version
    if version.deadline is None or not run.ends:
        return None
    met = None
    done = run.stopped.day if run.stopped else None
    if version.edge is Edge.LAST:
        met = _met(run.moved or run.ends[0], done, inquiry.day)
        if run.waits:
            met = Met.OPEN if done is None else Met.MET
    elif done is not None and done <= run.ends[0] and version.edge is Edge.COMPLETE:
        return None  # stopped before it was complete: the day will not come
    value = version.length
    checked = version.confidence.is_knowledge and (value is None or value.confidence is None or value.confidence.is_knowledge)
    behind = [(run.clause.id, run.facts)]
    if run.moved:
        behind.append((inquiry.table.counter.clause, inquiry.table.counter.facts))
    return _deadline(
        version.deadline, run.ends, behind, version,
        edge=version.edge, met=met, moved=run.moved, about=version.about, after=version.after, option=version.for_option,
        checked=checked, done=run.stopped.order if run.stopped else None,
    )  # fmt: skip


# ------------------------------------------------------------------ windows


Anchor = tuple[tuple[dt.date, ...], dt.date, int]
"""A day that a window hangs on: by each reading, the first day that an act counts, and its place in the log."""


def _of_windows(inquiry: "Inquiry") -> list[Deadline]:
    found: list[Deadline] = []
    for clause in inquiry.table.clauses("window"):
        for anchor in _anchors(clause, inquiry):
            if deadline := _of_window(clause, anchor, inquiry):
                found.append(deadline)
                found.extend(_opening(clause, anchor[0], inquiry))
    return found


def _anchors(clause: Clause, inquiry: "Inquiry") -> list[Anchor]:
    version = clause.version_on(inquiry.day) or clause.versions[-1]
    assert isinstance(version, Window)
    if version.anchor == PERMIT_UNTIL:
        permits = [c for c in inquiry.permits if c.layer is Layer.STAY and c.state == PERMIT and c.until is not None]
        permits = [c for c in permits if c.status not in version.not_for]
        return [((c.until, *c.or_until), c.first, c.place) for c in permits if c.until and _ran_out_or_runs(c)]
    days = anchors_of(version, inquiry.look(inquiry.day))
    if not days:
        return []
    value = inquiry.look(inquiry.day).get(version.anchor) if version.anchor else None
    return [(days, days[0], value.order if isinstance(value, Moment) else -1)]


def _ran_out_or_runs(claim: Claim) -> bool:
    """Whether the permit's own last day mattered: nothing ended it earlier, or only a new grant did."""
    return claim.last == claim.until or claim.ended_by is None


def _of_window(clause: Clause, anchor: Anchor, inquiry: "Inquiry") -> Deadline | None:
    """By the act that stands. What was undone leaves the window open while it lasts; afterwards it had met it all the same."""
    acts = _acts(clause, anchor, inquiry)
    standing = next((act for act in acts if not undone(act, anchor[0][0], inquiry.history, inquiry.day)), None)
    deadline = _by_act(clause, anchor, standing, inquiry)
    if standing is None and acts and (deadline is None or deadline.met is not Met.OPEN):
        return _by_act(clause, anchor, acts[0], inquiry)
    return deadline


def _by_act(clause: Clause, anchor: Anchor, act: Event | None, inquiry: "Inquiry") -> Deadline | None:
    """The last day of a window, by the law of the day of the act if there was one."""
    days = anchor[0]
    version = law_of_window(clause, days[0], act.day if act else None, inquiry)
    if version is None or version.deadline is None:
        return None
    look = inquiry.look(act.day if act else inquiry.day)
    if version.when is not None and version.when.holds(look) is not True:
        return None
    counter = inquiry.table.counter
    ends = tuple(dict.fromkeys(end for anchor in days for end in readings_of(clause, version, anchor, look)))
    if not ends:
        return None  # its time stands still
    moved = rolled(ends[0], counter) if version.rolls else None
    met = _met(moved or ends[0], act.day if act else None, inquiry.day) if version.meets and version.edge is Edge.LAST else None
    behind = [(clause.id, version.facts)]
    if moved:
        behind.append((counter.clause, counter.facts))
    return _deadline(
        version.deadline, ends, behind, version,
        edge=version.edge, met=met, moved=moved, about=version.about, after=version.after, option=version.for_option,
        done=act.order if act else None,
    )  # fmt: skip


def _opening(clause: Clause, anchors: tuple[dt.date, ...], inquiry: "Inquiry") -> list[Deadline]:
    """The first day on which it can be filed."""
    version = clause.version_on(inquiry.day)
    if not isinstance(version, Window) or version.opens is None or version.deadline is None:
        return []
    opens = version.opens
    first = tuple(dict.fromkeys(day for anchor in anchors for day in inquiry.table.counter.begins(anchor, opens)))
    return [_deadline(version.deadline, first, [(clause.id, version.facts)], version, edge=Edge.FIRST, about=OPENING_ABOUT)]


def may_act(version: Window, event: Event) -> bool:
    """Whether somebody acted who can: only what was told of another one shuts an act out."""
    return not version.who_can_act or event.fields.get("by") in (None, *version.who_can_act)


def _acts(clause: Clause, anchor: Anchor, inquiry: "Inquiry") -> list[Event]:
    """The acts that the window is for, after the anchor was known; an act of somebody who cannot act is none."""
    _, since, place = anchor
    version = clause.version_on(inquiry.day) or clause.versions[-1]
    assert isinstance(version, Window)
    found = [e for e in inquiry.history.happened(version.meets, inquiry.day, place) if may_act(version, e)]
    first = next((event for event in found if event.day >= since or version.anchor != PERMIT_UNTIL), None)
    if first is None or of_another_time(first, clause, inquiry.history, inquiry.day):
        return []
    return found[found.index(first) :] if version.anchor == PERMIT_UNTIL else [first]


# ------------------------------------------------------------------ permits, waiting requests, sums


def _of_claims(inquiry: "Inquiry") -> list[Deadline]:
    """The last day of what was granted: a permit, a term to leave, a newborn's days."""
    found: list[Deadline] = []
    for claim in inquiry.permits:
        version = (
            inquiry.table.law.clauses[claim.clause].version_on(claim.known_from)
            or inquiry.table.law.clauses[claim.clause].versions[-1]
        )
        if not isinstance(version, Permission) or version.deadline is None or claim.until is None:
            continue
        ends = tuple(dict.fromkeys((claim.until, *(d for d in (claim.last, claim.late) if d and claim.ended_by is None))))
        met = _met_of_claim(claim, claim.until, version, inquiry)
        behind = [(claim.clause, claim.facts)]
        known = version.confidence.is_knowledge and _length_known(version, claim, inquiry)
        found.append(_deadline(version.deadline, ends, behind, version, met=met, after=version.after, checked=known))
    return found


def _met_of_claim(claim: Claim, until: dt.date, version: Permission, inquiry: "Inquiry") -> Met | None:
    """The last day of a permit asks for nothing; that of a term to leave asks to leave."""
    done = inquiry.history.events[claim.ended_by].day if claim.ended_by is not None else None
    if version.state == LEAVING:
        return _met(until, done, inquiry.day)
    return Met.MET if done else (Met.OPEN if inquiry.day <= until else None)


def _length_known(version: Permission, claim: Claim, inquiry: "Inquiry") -> bool:
    """Whether the last day was told, or rests on a length that is more than recalled."""
    length = version.length
    if length is None or length.confidence is None or length.confidence.is_knowledge:
        return True
    return "until" in inquiry.history.events[claim.place].fields


def _of_waiting(inquiry: "Inquiry") -> list[Deadline]:
    found: list[Deadline] = []
    for waiting in inquiry.waiting:
        if waiting.version.deadline is None or not waiting.limits:
            continue
        decided = waiting.decided
        if decided is not None and waiting.permit.until is not None and decided.day <= waiting.permit.until:
            continue
        behind = [(waiting.clause.id, waiting.version.facts)]
        if waiting.late_filing:
            behind.append((inquiry.table.counter.clause, inquiry.table.counter.facts))
        met = Met.MET if decided else _met(waiting.limits[0], None, inquiry.day)
        found.append(
            _deadline(waiting.version.deadline, waiting.limits, behind, waiting.version, met=met, after=waiting.version.after)
        )
    return found


def _of_totals(inquiry: "Inquiry") -> list[Deadline]:
    return [
        _deadline(
            t.version.deadline,
            (t.complete_on,),
            [(t.clause, t.version.facts)],
            t.version,
            edge=Edge.COMPLETE,
            after=t.version.after,
        )
        for t in totals(inquiry)
        if t.complete_on is not None
    ]


def _of_bars(inquiry: "Inquiry") -> list[Deadline]:
    """The last barred day, or the first free one. The careful reading is the later day, so it is also the one to act on."""
    found: list[Deadline] = []
    for bar in inquiry.bars:
        clause = inquiry.table.law.clauses[bar.clause]
        version = (clause.version_on(bar.first) if bar.first else None) or clause.versions[-1]
        assert isinstance(version, BarVersion)
        if bar.last is None or version.deadline is None or bar.purpose is not None:
            continue
        facts = frozenset(bar.facts)
        day, readings = bar.last, bar.readings
        if version.edge is Edge.FIRST:
            day, readings = bar.last + ONE_DAY, (bar.last, *bar.readings)
        known = version.confidence.is_knowledge
        behind = (bar.clause,)
        found.append(
            Deadline(version.deadline, day, version.edge, day, None, behind, facts, readings, option=bar.option, checked=known)
        )
    return found


def _of_quotas(inquiry: "Inquiry") -> list[Deadline]:
    """The day on which places open, for people whom they are for."""
    found: list[Deadline] = []
    look = inquiry.look(inquiry.day)
    for clause in inquiry.table.clauses("quota"):
        for version in clause.versions:
            if not isinstance(version, Quota) or (version.until is not None and version.until < inquiry.day):
                continue
            if version.opens > inquiry.day + AHEAD:
                continue
            if version.when is not None and version.when.holds(look) is True:
                behind = [(clause.id, version.facts)]
                opens = (version.opens,)
                found.append(_deadline("route_opens", opens, behind, version, edge=Edge.FIRST, option=version.option))
    return found


def _of_rights(inquiry: "Inquiry") -> list[Deadline]:
    """When a claim lapses: by the law of the day that gave it."""
    found: list[Deadline] = []
    for clause in inquiry.table.lapsing:
        triggers = {t.event: t for v in clause.versions if isinstance(v, Right) for t in v.starts}.values()
        for event in inquiry.history.happened(triggers, inquiry.day):
            version = clause.version_on(event.day)
            if isinstance(version, Right) and version.length is not None and version.deadline is not None:
                found.append(_lapse(clause, version, version.length, version.deadline, event, inquiry))
    return found


def _lapse(clause: Clause, version: Right, length: Value, word: str, event: Event, inquiry: "Inquiry") -> Deadline:
    ends = inquiry.table.counter.ends(event.day, length)
    stopped = inquiry.history.happened(version.stops, inquiry.day, event.order)
    met = _met(ends[0], stopped[0].day if stopped else None, inquiry.day)
    checked = version.confidence.is_knowledge and (length.confidence is None or length.confidence.is_knowledge)
    return _deadline(word, ends, [(clause.id, version.facts)], version, met=met, after=version.after, checked=checked)


def _of_coming_law(inquiry: "Inquiry") -> list[Deadline]:
    """First days of versions still to come that touch this person."""
    found: list[Deadline] = []
    look = inquiry.look(inquiry.day)
    for clause in inquiry.table.announcing:
        for version in clause.versions:
            if not version.announce or version.since is None or version.since <= inquiry.day:
                continue
            if version.announce_when is None or version.announce_when.holds(look) is True:
                found.append(_deadline("law_starts", (version.since,), [(clause.id, version.facts)], version, edge=Edge.FIRST))
    return found


def _of_closing_routes(inquiry: "Inquiry") -> list[Deadline]:
    """The first and the last day of a route that the law itself ends, for people whom it concerns."""
    found: list[Deadline] = []
    look = inquiry.look(inquiry.day)
    for clause in inquiry.table.closing:
        version = _closing(clause, inquiry.day)
        if version is not None and (version.shown_when is None or version.shown_when.holds(look) is True):
            behind = [(clause.id, version.facts)]
            last = (version.until or dt.date.max,)
            found.append(_deadline("route_closes", last, behind, version, met=Met.OPEN, option=version.option))
            if version.since is not None:
                first = (version.since,)
                found.append(_deadline("route_opens", first, behind, version, edge=Edge.FIRST, option=version.option))
    return found


def _closing(clause: Clause, day: dt.date) -> Route | None:
    """The version of a route in force, if the law ends the route with it: none follows, one much later, or "never"."""
    version = clause.version_on(day)
    if not isinstance(version, Route) or version.until is None or version.never:
        return None
    later = clause.versions[clause.versions.index(version) + 1 :]
    follows = later[0] if later else None
    if follows is None or (isinstance(follows, Route) and follows.never):
        return version
    return version if follows.since is not None and follows.since > version.until + ONE_DAY else None


def days_late(inquiry: "Inquiry") -> list[Number]:
    """How many days after the last day of its permit something was filed (or today is, if nothing was)."""
    found: list[Number] = []
    for clause in inquiry.table.clauses("window"):
        for anchor in _anchors(clause, inquiry):
            version = clause.versions[-1]
            if not isinstance(version, Window) or version.anchor != PERMIT_UNTIL or version.closes is not None:
                continue
            filed = next((act.day for act in _acts(clause, anchor, inquiry)), inquiry.day)
            until = anchor[0][0]
            late = (filed - (rolled(until, inquiry.table.counter) or until)).days
            if late > 0:
                found.append(Number("days_late", late, "days", clause.id, frozenset(version.facts)))
    return found
