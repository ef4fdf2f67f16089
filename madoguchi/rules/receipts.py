"""What a request carries from its filing, or from the proof of filing: the receipt, not the old permit, keeps the stay.

Without proof that anybody told of, the days are uncertain, and the proof is asked about.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from madoguchi.ground.dates import ONE_DAY
from madoguchi.ground.ids import ClauseId
from madoguchi.rules.clauses import Clause, LawOf, Trigger
from madoguchi.rules.history import matches
from madoguchi.rules.kinds import Pending
from madoguchi.rules.stays import PERMIT, Claim, covered_until, decision_of
from madoguchi.rules.terms import Event, Layer
from madoguchi.rules.told_stays import irregular_from

if TYPE_CHECKING:
    from madoguchi.rules.inquiry import Inquiry

PROOF = "receipt_held"
"""The fact that stands for a receipt that no event tells of."""

RECEIPT = (Trigger("receipt.given"),)
PROCESSING = (Trigger("processing.notified"),)


@dataclass(frozen=True, slots=True)
class Cover:
    """One request under one version: the days of the version, proof of filing (None: not told of), and what ended it."""

    clause: Clause
    version: Pending
    filed: Event
    status: str | None
    begins: dt.date | None
    ended: Event | None
    decided: Event | None
    permit_told: bool = True
    permit_until: dt.date | None = None

    @property
    def asks(self) -> tuple[str, ...]:
        """What nobody told that decides whether the request carries anything."""
        if self.decided is not None:
            return ()
        return (*(() if self.permit_told else ("stay_until",)), *((PROOF,) if self.begins is None else ()))


def covers(inquiry: "Inquiry") -> Iterator[Cover]:
    """Every request that a pending clause of this sort covers, in the order of filing."""
    for filed in inquiry.history.by_kind.get("application.filed", ()):
        if filed.day > inquiry.day:
            break
        for clause in inquiry.table.clauses("pending"):
            for version in clause.versions:
                if isinstance(version, Pending) and (cover := _cover(clause, version, filed, inquiry)):
                    yield cover


def _cover(clause: Clause, version: Pending, filed: Event, inquiry: "Inquiry") -> Cover | None:
    if version.covers_from == "permit_end" or filed.fields["for"] not in version.requests:
        return None
    if version.law_of is LawOf.START and clause.version_on(filed.day) is not version:
        return None
    if version.when is not None and version.when.holds(inquiry.look(filed.day)) is not True:
        return None
    permit = _permit(version, filed, inquiry)
    needed = permit is None and not version.needs_no_permit
    if needed and _stay_is_told(filed, inquiry):
        return None
    begins = filed.day if version.covers_from == "filing" else _proof(filed, inquiry)
    if version.covers_from == "processing":
        noticed = _first_about(filed, PROCESSING, inquiry)
        if noticed is None:
            return None
        begins = noticed.day
    ended = _first_about(filed, version.ends, inquiry)
    status = version.status or (permit.status if permit else None)
    return Cover(
        clause, version, filed, status, begins, ended, _answered(filed, inquiry), not needed, permit.until if permit else None
    )


def _stay_is_told(filed: Event, inquiry: "Inquiry") -> bool:
    """Whether anything was told of the stay on which a request was filed: a permit, its end, or coming in without one."""
    held = any(claim.layer is Layer.STAY and claim.place < filed.order for claim in inquiry.permits)
    came = any(event.order < filed.order for event in inquiry.history.by_kind.get("entered", ()))
    return held or came or bool(irregular_from(inquiry.history, inquiry.day))


def _answered(filed: Event, inquiry: "Inquiry") -> Event | None:
    """What answers a request first: the decision about it, or a permit to stay that was given after it."""
    decided = decision_of(filed, inquiry.history, inquiry.day)
    given = [e for e in inquiry.history.by_kind.get("permit.granted", ()) if e.order > filed.order and e.day <= inquiry.day]
    answers = [*([decided] if decided else []), *(event for event in given if event.fields["layer"] == "stay")]
    return min(answers, key=lambda event: event.order, default=None)


def _permit(version: Pending, filed: Event, inquiry: "Inquiry") -> Claim | None:
    """The permit then held, or over for no longer than a late request may wait."""
    given = [c for c in inquiry.permits if c.layer is Layer.STAY and c.state == PERMIT and c.place < filed.order]
    given = [c for c in given if c.first <= filed.day]
    if not given:
        return None
    claim = given[-1]
    if claim.covers(filed.day):
        return claim
    if version.late is None or claim.until is None or claim.last != claim.until:
        return None
    return claim if filed.day <= max(inquiry.table.counter.ends(claim.until, version.late)) else None


def _proof(filed: Event, inquiry: "Inquiry") -> dt.date | None:
    """The day from which proof of filing is held; None where nobody told of any."""
    held = [fact.first or filed.day for fact in inquiry.history.facts.get(PROOF, ()) if fact.value is True]
    given = _first_about(filed, RECEIPT, inquiry)
    days = [max(day, filed.day) for day in (*held, *([given.day] if given else [])) if day <= inquiry.day]
    return min(days, default=None)


def _first_about(filed: Event, triggers: tuple[Trigger, ...], inquiry: "Inquiry") -> Event | None:
    """The first such event after the filing that is about this request, or that names none."""
    for event in inquiry.history.events[filed.order + 1 :]:
        about = event.fields.get("no") in (None, filed.fields["no"])
        if event.day <= inquiry.day and about and any(matches(trigger, event) for trigger in triggers):
            return event
    return None


def cover_claims(cover: Cover) -> list[Claim]:
    """The claims of one request: what it carries while it waits, and what is left once an office spoke against it."""
    version, decided = cover.version, cover.decided
    stop = version.until if version.law_of is not LawOf.START else None
    if decided is not None:
        stop = _least(stop, covered_until(decided))
    last = _least(stop, cover.ended.day if cover.ended else None)
    since = (version.first_known if version.law_of is not LawOf.START else None) or dt.date.min
    asked_from = max(cover.filed.day, since)
    first = max(cover.begins or cover.filed.day, since)
    facts = (*version.facts, *(decided.deemed if decided is not None else ()))
    told = Claim(
        Layer.STAY, version.state, first, last, last, cover.clause.id, facts, cover.filed.day, cover.filed.order,
        status=cover.status, given_on=cover.filed.day, work=version.work,
    )  # fmt: skip
    found = [told]
    if version.state == "uncertain":
        found += [replace(told, state=word, reading=True) for word in ("lawful_pending", "irregular_lapse")]
    elif cover.begins is None or not cover.permit_told or not version.confidence.is_knowledge:
        found = _in_doubt(told if version.covers_from == "processing" else replace(told, first=asked_from))
    elif cover.begins > cover.filed.day and version.covers_from == "receipt":
        found += _in_doubt(replace(told, first=asked_from).cut(cover.begins - ONE_DAY))
    if cover.ended is not None and (stop is None or stop > cover.ended.day):
        after = replace(told, state="uncertain", first=cover.ended.day + ONE_DAY, last=stop, late=stop, work=None)
        found += [after, replace(after, state="irregular_lapse", reading=True)]
    if (until := cover.permit_until) is not None:  # while the permit runs, nothing else could hold
        found = [replace(claim, first=max(claim.first, until + ONE_DAY)) if claim.reading else claim for claim in found]
    return [claim for claim in found if claim.last is None or claim.last >= claim.first]


def replaced(claims: Iterable[Claim], covers: Iterable[Cover]) -> list[Claim]:
    """The claims, without the days on which a proven request has taken the place of what brought the person in."""
    kept = list(claims)
    for cover in covers:
        if cover.begins is None or answered_before(cover):
            continue
        last = cover.begins - ONE_DAY
        if cover.version.replaces:
            kept = [c.cut(last) if c.clause in cover.version.replaces and c.first <= last else c for c in kept]
    return kept


def answered_before(cover: Cover) -> bool:
    """Whether a request was answered before anything proved it."""
    if cover.decided is None or cover.begins is None or cover.version.covers_from == "filing":
        return False
    return cover.begins > covered_until(cover.decided)


def _in_doubt(claim: Claim) -> list[Claim]:
    """The same days, uncertain, with what the claim would give as a reading."""
    return [replace(claim, state="uncertain"), replace(claim, reading=True)]


def _least(first: dt.date | None, second: dt.date | None) -> dt.date | None:
    return first if second is None else second if first is None else min(first, second)


def unproven(inquiry: "Inquiry") -> Iterator[tuple[ClauseId, tuple[str, ...]]]:
    """Clauses that wait for proof of filing, or to be told of the permit."""
    look = inquiry.look(inquiry.day)
    for cover in inquiry.covers:
        yield cover.clause.id, tuple(name for name in cover.asks if look.get(name) is None)
