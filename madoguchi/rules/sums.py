"""Sums over a life: hours in any seven days, months in a status, money asked against its cap. What they exceed is a breach."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from madoguchi.ground.dates import ONE_DAY, months_after, whole_months
from madoguchi.ground.ids import ClauseId
from madoguchi.rules.clauses import Clause
from madoguchi.rules.counts import numbers_counted
from madoguchi.rules.kinds import Limit, Measure
from madoguchi.rules.stays import PERMIT
from madoguchi.rules.terms import Answer, Event, Layer, Number
from madoguchi.rules.timeline import Exposure

if TYPE_CHECKING:
    from madoguchi.rules.inquiry import Inquiry


@dataclass(frozen=True, slots=True)
class Hours:
    """Half hours worked in the worst window, and the day on which a bound was first passed."""

    worst: int
    passed_on: dt.date | None


def hours_worked(limit: Limit, inquiry: "Inquiry") -> Hours:
    """The worst sum over any `window_days`, for all employers together. A weekly pattern counts from its first day."""
    daily: dict[dt.date, int] = {}
    holiday: dict[dt.date, int] = {}
    passed: list[dt.date] = []
    worst = 0
    for event in inquiry.history.by_kind.get("work.hours", ()):
        if event.day <= inquiry.day:
            where = holiday if _in_holiday(event, inquiry) and limit.in_holiday_most is not None else daily
            where[event.day] = where.get(event.day, 0) + event.whole("half_hours")
    for day in sorted(daily):
        total = sum(n for other, n in daily.items() if day - (limit.window_days - 1) * ONE_DAY <= other <= day)
        worst = max(worst, total)
        passed += [day] if total > limit.most else []
    passed += [day for day, n in holiday.items() if limit.in_holiday_most is not None and n > limit.in_holiday_most]
    for event in inquiry.history.by_kind.get("work.pattern", ()):
        if event.day <= inquiry.day:
            week = event.whole("half_hours_week")
            bound = limit.most
            if _in_holiday(event, inquiry) and limit.in_holiday_most is not None:
                bound = limit.in_holiday_most * limit.window_days
            else:
                worst = max(worst, week)
            passed += [event.day] if week > bound else []
    week, told_on = _told_week(limit, inquiry)
    passed += told_on
    return Hours(max(worst, week), min(passed, default=None))


def _told_week(limit: Limit, inquiry: "Inquiry") -> tuple[int, list[dt.date]]:
    """Hours told as facts: half hours a week outside holidays; most half hours on one day in them, where that rule holds."""
    worst, passed = 0, []
    for fact in (*inquiry.history.facts.get("half_hours_week", ()), *inquiry.history.facts.get("half_hours_day", ())):
        first = fact.first or (inquiry.history.events[0].day if inquiry.history.events else inquiry.day)
        if first > inquiry.day or not isinstance(fact.value, int):
            continue
        holiday = bool(inquiry.history.told("school_holiday", first)[1]) and limit.in_holiday_most is not None
        weekly = fact.name == "half_hours_week"
        worst = max(worst, fact.value if weekly and not holiday else 0)
        bound = (limit.most if weekly else None) if not holiday else (None if weekly else limit.in_holiday_most)
        passed += [first] if bound is not None and fact.value > bound else []
    return worst, passed


def _in_holiday(event: Event, inquiry: "Inquiry") -> bool:
    told = event.fields.get("in_holiday")
    return bool(inquiry.history.told("school_holiday", event.day)[1] if told is None else told)


def breaches(inquiry: "Inquiry") -> tuple[Exposure, ...]:
    """Limits passed: a breach stands from that day until the next grant."""
    found = []
    for clause in inquiry.table.clauses("limit"):
        version = clause.version_on(inquiry.day)
        if not isinstance(version, Limit) or version.marks is None or version.sums is None:
            continue
        passed = hours_worked(version, inquiry).passed_on
        if passed is None:
            continue
        look = inquiry.look(passed)
        status = look.get("status")
        if (version.statuses and status not in version.statuses) or (version.when and version.when.holds(look) is not True):
            continue
        granted = [c.first for c in inquiry.permits if c.layer is Layer.STAY and c.state == PERMIT and c.first > passed]
        last = min(granted) - ONE_DAY if granted else None
        found.append(Exposure(version.marks, passed, last, clause.id, version.facts, excused=False, known_from=passed))
    return tuple(found)


def numbers_of_limits(inquiry: "Inquiry") -> list[Number]:
    """The bounds themselves, and what was counted against them."""
    found: list[Number] = []
    for clause in inquiry.table.clauses("limit"):
        version = clause.version_on(inquiry.day)
        if not isinstance(version, Limit):
            continue
        if version.statuses and inquiry.look(inquiry.day).get("status") not in (None, *version.statuses):
            continue
        found.extend(numbers_counted(clause, version, inquiry))
        facts = frozenset(version.facts)
        bound, checked = _bound(version, inquiry)
        if version.in_holiday_most is not None and version.number and inquiry.look(inquiry.day).get("school_holiday"):
            found.append(Number(version.number, version.in_holiday_most, version.unit, clause.id, facts))
        if version.number and bound is not None:
            found.append(Number(version.number, bound, version.unit, clause.id, facts, version.option, checked))
        if version.counted and version.sums:
            found.append(Number(version.counted, hours_worked(version, inquiry).worst, version.unit, clause.id, facts))
    return found


def _bound(limit: Limit, inquiry: "Inquiry") -> tuple[int | None, bool]:
    """The bound for this person, and whether it rests on what was checked; None where the contract is not told."""
    if limit.per_months is None:
        return limit.most, True
    look = inquiry.look(inquiry.day)
    asked = _asked(limit, inquiry)
    told = asked.fields.get("contract_months") if asked else None
    months = told if told is not None else look.get("contract_months")
    if not isinstance(months, int):
        return None, True
    grown = limit.most * (months // limit.per_months)
    capped = limit.at_most is not None and grown > limit.at_most
    sure = limit.at_most_confidence is None or limit.at_most_confidence.is_knowledge or not capped
    return (limit.at_most if capped else grown), sure


def _asked(limit: Limit, inquiry: "Inquiry") -> Event | None:
    events = [*inquiry.history.by_kind.get("fee.asked", ()), *inquiry.history.by_kind.get("fee.paid", ())]
    return next((e for e in reversed(events) if e.day <= inquiry.day and e.fields["what"] == limit.asked), None)


def money_answer(limit: Limit, inquiry: "Inquiry") -> tuple[Answer, tuple[str, ...]]:
    """Whether what was asked keeps within the bound; other units than the bound's cannot be compared, except with nothing."""
    asked = _asked(limit, inquiry)
    if asked is None or "amount" not in asked.fields:
        return Answer.ASK, ("fee_asked",)
    bound, checked = _bound(limit, inquiry)
    if bound is None:
        return Answer.ASK, ("contract_months",)
    amount = asked.whole("amount")
    if not checked or (bound and asked.fields.get("unit") != limit.unit):
        return Answer.UNKNOWN, ()
    return (Answer.YES if amount <= bound else Answer.NO), ()


@dataclass(frozen=True, slots=True)
class Total:
    """Months spent in a status, and the day on which the most is complete (None while no stay runs)."""

    clause: ClauseId
    version: Measure
    months: int
    complete_on: dt.date | None


def totals(inquiry: "Inquiry") -> list[Total]:
    """What every measure counts: all stays in its statuses together."""
    found = []
    for clause in inquiry.table.clauses("measure"):
        version = clause.version_on(inquiry.day)
        if isinstance(version, Measure) and (total := _total(clause, version, inquiry)):
            found.append(total)
    return found


def _total(clause: Clause, version: Measure, inquiry: "Inquiry") -> Total | None:
    stays = [c for c in inquiry.permits if c.layer is Layer.STAY and c.state == PERMIT and c.status in version.statuses]
    stays = [c for c in stays if c.first <= inquiry.day]
    if not stays or any(c.given_on is None for c in stays):
        return None  # nobody told when a stay began: a total would be a guess
    left_out = inquiry.look(inquiry.day).get(version.left_out) if version.left_out else 0
    months, days = -(left_out if isinstance(left_out, int) else 0), 0
    runs: dt.date | None = None
    whole = 0
    for claim in stays:
        last = _left(claim.last, claim.first, inquiry)
        if last is not None and last < inquiry.day:
            m, d = whole_months(claim.first, last)
            months, days, whole = months + m, days + d, whole + m
        else:
            runs = claim.first
    so_far = months + whole_months(runs, inquiry.day)[0] if runs else months
    if runs is None:
        return Total(clause.id, version, so_far, None)
    most = version.most.n * (12 if version.most.unit.value == "years" else 1)
    return Total(clause.id, version, so_far, months_after(runs, max(most - months, 0)) - (1 + days) * ONE_DAY)


def _left(last: dt.date | None, first: dt.date, inquiry: "Inquiry") -> dt.date | None:
    """When a stay ended: on its last day, or earlier by leaving the country."""
    gone = [e.day for e in inquiry.history.by_kind.get("departed", ()) if first <= e.day <= inquiry.day]
    ends = [*gone[:1], *([last] if last else [])]
    return min(ends, default=None)
