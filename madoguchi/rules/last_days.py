"""What holds around a last day: what clocks that ran out take, late filings that still have effect, offices that were closed."""

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from madoguchi.ground.dates import ONE_DAY
from madoguchi.rules.clauses import Clause, Version
from madoguchi.rules.clocks import Run
from madoguchi.rules.history import matches
from madoguchi.rules.kinds import Window
from madoguchi.rules.receipts import Cover, answered_before
from madoguchi.rules.stays import PERMIT, Claim, Waiting
from madoguchi.rules.terms import Event, Layer
from madoguchi.rules.windows import law_of_window, readings_of

if TYPE_CHECKING:
    from madoguchi.rules.inquiry import Inquiry


def cut_by_clocks(inquiry: "Inquiry", claims: list[Claim]) -> list[Claim]:
    """What clocks that ran out take: every claim that began before, until the next grant. Of two of one day the first by rank."""
    for run in sorted(inquiry.runs, key=lambda run: run.clause.rank):
        if run.version.cuts or run.version.may_cut:
            claims = [part for claim in claims for part in _cut_by(run, claim, inquiry)]
    return claims


def _cut_by(run: Run, claim: Claim, inquiry: "Inquiry") -> list[Claim]:
    """What one clock leaves of a claim: the part before its end, and the part after an event that revives it."""
    first = min(run.ends, default=dt.date.max)
    # What only may cut leaves nothing in doubt where it was stopped on the open day to which its closed last day moves.
    in_time = max(first, run.moved or first) if run.version.may_cut else first
    if run.waits or first == dt.date.max or (run.stopped is not None and run.stopped.day <= in_time):
        return [claim]
    only = run.version.cuts_only
    if claim.layer is not run.clause.layer or (only and claim.clause not in only) or claim.known_from > first:
        return [claim]
    if claim.late is not None and claim.late <= first:
        return [claim]
    kept = claim
    if claim.last is None or first < claim.last:
        kept = replace(claim, last=first, ended_by_clock=(run.clause.id, run.facts))
    in_doubt = run.version.may_cut or (run.stopped is not None and run.stopped.day <= run.last)
    if not in_doubt:
        kept = replace(kept, late=_least(claim.late, run.last))
    revived = inquiry.history.happened(run.version.revives, inquiry.day, run.start.order)
    again = next((event for event in revived if event.day > first), None)
    if again is None:
        return [kept]
    rest = replace(claim, first=max(claim.first, again.day), known_from=again.day, place=again.order)
    kept = kept.cut(again.day - ONE_DAY)
    return [kept] if rest.last is not None and rest.last < rest.first else [kept, rest]


def carried_by_clocks(inquiry: "Inquiry", claims: list[Claim]) -> list[Claim]:
    """Stays that go on while a clock runs. What was over before it started does not come back by it."""
    stays = [claim for claim in claims if claim.layer is Layer.STAY and not claim.reading]
    found = []
    for run in inquiry.runs:
        told = [claim for claim in stays if claim.first <= run.start.day]
        if run.version.carries is None or not run.ends or (told and not any(c.covers(run.start.day) for c in told)):
            continue
        permit = inquiry.last_permit(run.start.day)
        last = _least(run.stopped.day - ONE_DAY if run.stopped else None, min(run.ends))
        carried = Claim(
            Layer.STAY, run.version.carries, run.exposed_first, last, run.last, run.clause.id, run.facts,
            run.start.day, run.start.order, status=permit.status if permit else None,
        )  # fmt: skip
        found.append(carried)
    return found


def _least(day: dt.date | None, other: dt.date) -> dt.date:
    return other if day is None else min(day, other)


def late_filing(filed: Event, inquiry: "Inquiry") -> tuple[Claim, bool] | None:
    """The permit, over already, for which a filing still has effect, and whether by another reading it has none."""
    given = [c for c in _stays(inquiry) if c.place < filed.order and c.first <= filed.day]
    until = given[-1].until if given else None
    if until is None or until >= filed.day or given[-1].last != until:
        return None
    for clause in inquiry.table.clauses("window"):
        version = law_of_window(clause, until, filed.day, inquiry)
        if version is None or version.carries is None or not any(matches(trigger, filed) for trigger in version.meets):
            continue
        if version.when is not None and version.when.holds(inquiry.look(filed.day)) is not True:
            continue
        ends = readings_of(clause, version, until, inquiry.look(filed.day))
        if filed.day <= ends[0]:
            return given[-1], filed.day > min(ends)
    return None


def _stays(inquiry: "Inquiry") -> list[Claim]:
    return [permit for permit in inquiry.permits if permit.layer is Layer.STAY and permit.state == PERMIT]


def late_windows(inquiry: "Inquiry") -> list[Claim]:
    """Days after a last day on which a late filing has effect, each by its own law, until a filing is decided on one of them."""
    found = []
    for clause in inquiry.table.clauses("window"):
        for permit in _stays(inquiry):
            if permit.until is None or permit.last != permit.until or clause.version_on(permit.until) is None:
                continue  # a law that came later brings nothing back
            over = permit.until
            decided = [
                w.decided.day for w in inquiry.waiting if w.permit is permit and w.decided and _uses_up(w, w.decided, over)
            ]
            for version in clause.versions:
                if (late := _late_days(clause, version, permit, inquiry)) is not None:
                    found.append(late.cut(min(decided)) if decided else late)
    return found


def _late_days(clause: Clause, version: Version, permit: Claim, inquiry: "Inquiry") -> Claim | None:
    """The days of one version on which a filing after a permission still has effect; None where there are none."""
    until = permit.until
    if not isinstance(version, Window) or version.carries is None or until is None or permit.status in version.not_for:
        return None
    if version.when is not None and version.when.holds(inquiry.look(until)) is not True:
        return None
    if any(
        permit.place < cover.filed.order and cover.filed.day <= until for cover in inquiry.covers if _carries_by(cover, until)
    ):
        return None  # filed in time: what the request carries counts, not the days after
    ends = readings_of(clause, version, until, inquiry.look(until))
    first, till = max(until + ONE_DAY, version.first_known or dt.date.min), version.until or dt.date.max
    if min(max(ends), till) < first:
        return None
    late = replace(permit, state=version.carries, first=first, last=min(*ends, till), late=min(max(ends), till))
    return replace(late, clause=clause.id, facts=version.facts, until=None, work=version.work)


def _carries_by(cover: Cover, until: dt.date) -> bool:
    """Whether a request was known to carry something by a last day: what a later notice brings takes back no day before it."""
    if cover.version.covers_from != "processing":
        return True
    return cover.begins is not None and cover.begins <= until and not answered_before(cover)


def _uses_up(waiting: Waiting, decided: Event, over: dt.date) -> bool:
    """Whether a decision leaves nothing to file for: it came after the last day, also of what was filed in time.

    What was filed in time and taken back may be filed again while the window is open.
    """
    return waiting.filed.day > over or (decided.kind == "application.decided" and decided.day > over)


def closed_office_gaps(inquiry: "Inquiry") -> list[Claim]:
    """Days after a last day on which a filing would still count as in time: no state, but a reading."""
    gaps = []
    for claim in inquiry.permits:
        if claim.layer is not Layer.STAY or claim.state != PERMIT or claim.until is None or claim.last != claim.until:
            continue
        for clause in inquiry.table.clauses("window"):
            version = clause.version_on(claim.until)
            if not isinstance(version, Window) or not version.rolls or version.anchor != "permit_until":
                continue
            if version.when is not None and version.when.holds(inquiry.look(claim.until)) is not True:
                continue
            moved = inquiry.table.counter.closed.next_open(claim.until) if inquiry.table.counter.closed else None
            if moved and moved > claim.until:
                gap = Claim(
                    Layer.STAY, "in_grace", claim.until + ONE_DAY, moved, moved, clause.id, version.facts, claim.known_from,
                    claim.place, reading=True,
                )  # fmt: skip
                gaps.append(gap)
            break
    return gaps
