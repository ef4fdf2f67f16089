"""Requests that wait while or after a permission ends: which of them a law covers, and which permission each hangs on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from madoguchi.ground.dates import ONE_DAY
from madoguchi.rules.clauses import Clause
from madoguchi.rules.kinds import Pending
from madoguchi.rules.last_days import late_filing
from madoguchi.rules.stays import Claim, Waiting, decision_of, permit_for
from madoguchi.rules.terms import Event

if TYPE_CHECKING:
    from madoguchi.rules.inquiry import Inquiry


@dataclass(frozen=True, slots=True)
class Base:
    """The permission that a request hangs on. `rolled`: in time only as offices were closed. `late`: filed after its end, while
    a window let it have effect. `doubted`: by another reading of that window too late."""

    permit: Claim
    rolled: bool = False
    late: bool = False
    doubted: bool = False


def waiting_requests(inquiry: "Inquiry") -> Iterator[Waiting]:
    """Requests that a pending clause covers, in the order of filing."""
    for filed in inquiry.history.by_kind.get("application.filed", ()):
        if filed.day > inquiry.day:
            break
        base = _base(filed, inquiry)
        for clause in inquiry.table.clauses("pending") if base else ():
            if base and (found := _covered(clause, filed, base, inquiry)):
                yield found


def _base(filed: Event, inquiry: "Inquiry") -> Base | None:
    if held := permit_for(filed, inquiry.permits, inquiry.table.counter):
        return Base(held[0], rolled=held[1])
    if over := late_filing(filed, inquiry):
        return Base(over[0], late=True, doubted=over[1])
    return None


def _covered(clause: Clause, filed: Event, base: Base, inquiry: "Inquiry") -> Waiting | None:
    until = base.permit.until
    assert until is not None
    version = clause.version_on(until + ONE_DAY)
    if not isinstance(version, Pending) or version.covers_from != "permit_end" or filed.fields["for"] not in version.requests:
        return None
    if (base.late and not version.takes_late) or (version.when and version.when.holds(inquiry.look(filed.day)) is not True):
        return None
    limits = inquiry.table.counter.ends(until, version.at_most) if version.at_most else ()
    decided = decision_of(filed, inquiry.history, inquiry.day)
    return Waiting(clause, version, filed, base.permit, limits, decided, base.rolled, base.doubted)
