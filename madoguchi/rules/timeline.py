"""Two timelines: what anyone could know on each day (`seen`), and what the law asked today holds about it (`held`).

Each day's state comes from the best claim that covers it; where readings part the day is uncertain and lists them.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from msgspec import Struct
from msgspec.structs import replace

from madoguchi.ground.dates import ONE_DAY
from madoguchi.ground.ids import ClauseId
from madoguchi.rules.clauses import Clause
from madoguchi.rules.history import History
from madoguchi.rules.kinds import Penalty
from madoguchi.rules.stays import Claim
from madoguchi.rules.terms import Layer, Span

BEST_FIRST = (
    "lawful",
    "lawful_pending",
    "lawful_no_status",
    "in_grace",
    "departure_period",
    "removal_order",
    "tolerated",
    "uncertain",
)
"""Which claim gives the state of a day that several cover."""

IRREGULAR = {"irregular_lapse": "overstay", "irregular_entry": "unlawful_entry", "irregular_work": "unlawful_work"}
"""Irregular states and the offence whose clause says why."""

FREE_END = frozenset({"jp_permanent", "jp_refugee"})

Reasons = tuple[tuple[ClauseId, frozenset[str]], ...]
ReasonsOf = Callable[[Claim, dt.date, dt.date], Reasons]


@dataclass(frozen=True, slots=True)
class Exposure:
    """Days on which a lawful stay shows something running against it: `lawful_revocable`, `in_grace` or `lawful_breach`."""

    state: str
    first: dt.date
    last: dt.date | None
    clause: ClauseId
    facts: tuple[str, ...]
    excused: bool
    known_from: dt.date
    rank: int = 0
    work: str | None = None
    cuts: bool = False

    def covers(self, day: dt.date) -> bool:
        """Whether it runs on the day."""
        return self.first <= day and (self.last is None or day <= self.last)


EXPOSED = ("lawful_revocable", "in_grace", "lawful_breach")

NOTICES = ("in_order", "due", "overdue")
"""Which of several duties to notify gives the state of the registration: the worst, last."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that decides the state of a day."""

    claims: tuple[Claim, ...]
    exposures: tuple[Exposure, ...]
    abroad: tuple[tuple[dt.date, dt.date | None], ...]
    irregular_from: tuple[dt.date, ...]
    entered_without: tuple[dt.date, ...]
    day: dt.date
    penalties: tuple[Clause, ...]
    reasons_of: ReasonsOf
    work_of: Callable[[str, dt.date], str]
    work_changes: frozenset[dt.date]
    registration: tuple[Exposure, ...]
    known_until: Mapping[str, dt.date]


class State(Struct, frozen=True):
    """The state of one day, why, and what else it could be."""

    state: str
    clauses: tuple[ClauseId, ...]
    facts: frozenset[str]
    readings: tuple[str, ...] = ()


def presence(history: History, day: dt.date) -> tuple[tuple[dt.date, dt.date | None], ...]:
    """Days abroad. The day of leaving is still a day inside; who is first heard of when entering was abroad before."""
    away: list[tuple[dt.date, dt.date | None]] = []
    left: dt.date | None = None
    first = True
    for event in history.events:
        if event.day > day or event.kind not in ("entered", "departed"):
            continue
        if event.kind == "departed":
            left = left or event.day + ONE_DAY
        elif left is not None and left <= event.day - ONE_DAY:
            away.append((left, event.day - ONE_DAY))
            left = None
        elif first and event is history.events[0]:
            away.append((dt.date.min, event.day - ONE_DAY))
        first = False
        if event.kind == "entered":
            left = None
    return (*away, (left, None)) if left is not None else tuple(away)


def spans(picture: Picture, layers: Iterable[Layer], *, held: bool = False) -> tuple[Span, ...]:
    """The timelines of some layers, from the first day that anything is known of, in runs of equal days."""
    known: Known = {}
    return tuple(span for layer in layers for span in _spans(picture, layer, known, held=held))


def held_spans(picture: Picture, seen: tuple[Span, ...], layers: Iterable[Layer]) -> tuple[Span, ...]:
    """What the law asked today holds about the days until now: as seen, unless something works backwards."""
    if all(claim.known_from <= claim.first for claim in picture.claims):
        return tuple(span for span in seen if span.realised and span.layer in layers)
    return tuple(span for span in spans(picture, layers, held=True) if span.realised)


def _spans(picture: Picture, layer: Layer, known: "Known", *, held: bool) -> list[Span]:
    days = _boundaries(picture, layer)
    found: list[Span] = []
    for first, after in zip(days, [*days[1:], None], strict=True):
        last = after - ONE_DAY if after else None
        state = _state(picture, layer, first, last or first, known, held=held)
        if found and _same(found[-1], state, first, realised=first <= picture.day):
            found[-1] = replace(found[-1], last=last, facts=found[-1].facts | state.facts)
        else:
            found.append(Span(layer, first, last, state.state, state.clauses, state.facts, state.readings, first <= picture.day))
    return found


def _same(before: Span, state: State, first: dt.date, *, realised: bool) -> bool:
    if before.last is None or before.last + ONE_DAY != first or before.realised is not realised:
        return False
    return (before.state, before.clauses, before.readings) == (state.state, state.clauses, state.readings)


def _boundaries(picture: Picture, layer: Layer) -> list[dt.date]:
    days = {
        picture.day + ONE_DAY,
        *(day + ONE_DAY for day in picture.known_until.values()),
        *picture.irregular_from,
        *picture.entered_without,
    }
    marks = picture.exposures if layer is not Layer.REGISTRATION else picture.registration
    for claim in picture.claims:
        days |= {claim.first, claim.known_from, *_after(claim.last), *_after(claim.late)}
    for exposure in marks:
        days |= {exposure.first, exposure.known_from, *_after(exposure.last)}
    for first, last in picture.abroad:
        days |= {first, *_after(last)} if first > dt.date.min else {*_after(last)}
    if layer is Layer.REGISTRATION:
        days = {day for mark in marks for day in (mark.first, *_after(mark.last))} | {picture.day + ONE_DAY}
    if layer is Layer.WORK:
        days |= picture.work_changes
    starts = [claim.first for claim in picture.claims] + list(picture.irregular_from) + list(picture.entered_without)
    starts += [last + ONE_DAY if first == dt.date.min and last else first for first, last in picture.abroad]
    if not starts:
        return [picture.day, picture.day + ONE_DAY]
    return sorted(day for day in {*days, min(starts)} if day >= min(starts))


def _after(day: dt.date | None) -> tuple[dt.date, ...]:
    return (day + ONE_DAY,) if day is not None and day < dt.date.max else ()


def _state(picture: Picture, layer: Layer, day: dt.date, last: dt.date, known: "Known", *, held: bool) -> State:
    if layer is Layer.REGISTRATION:
        return _registration(picture, day)
    seen_on = picture.day if held else day
    if day not in known:
        claims = [claim for claim in picture.claims if claim.known_from <= seen_on]
        known[day] = claims, _stay(picture, claims, day, last)
    claims, stay = known[day]
    if layer is Layer.WORK:
        return _work(picture, claims, stay, day)
    if layer is Layer.SUMMARY and "lawful" in (stay.state, *stay.readings):
        return _exposed(picture, stay, day, seen_on)
    if layer is Layer.STAY and stay.state == "lawful":
        ends_it = [each for each in picture.exposures if each.cuts and each.covers(day) and each.known_from <= seen_on]
        return replace(stay, facts=stay.facts.union(*(each.facts for each in ends_it)))
    return stay


Known = dict[dt.date, tuple[list[Claim], State]]
"""For each day: the claims that are known of it, and the state of the stay."""


def _registration(picture: Picture, day: dt.date) -> State:
    running = [mark for mark in picture.registration if mark.covers(day)]
    if not running:
        return State("uncertain", (), frozenset())
    worst = max(running, key=lambda mark: NOTICES.index(mark.state))
    return State(worst.state, (worst.clause,), frozenset(worst.facts))


def _stay(picture: Picture, claims: list[Claim], day: dt.date, last: dt.date) -> State:
    if any(first <= day and (until is None or day <= until) for first, until in picture.abroad):
        return State("abroad", (), frozenset())
    stays = [claim for claim in claims if claim.layer is Layer.STAY]
    told_over = [first for first in picture.irregular_from if first <= day]
    real = [c for c in stays if not c.reading and c.covers(day) and not any(c.first < over for over in told_over)]
    readings = tuple(sorted({c.state for c in stays if c.reading and c.covers(day)}))
    if real:
        return _claimed(picture, _best(real), day, last, readings)
    fallback = _nothing_left(picture, stays, day, told_over)
    unsure = [claim for claim in stays if not claim.reading and claim.may_cover(day)]
    if unsure:
        claim = unsure[-1]
        facts = frozenset(claim.facts) | fallback.facts
        return State("uncertain", (claim.clause, *fallback.clauses), facts, (claim.state, fallback.state))
    extra = tuple(c.clause for c in stays if c.reading and c.covers(day))
    more = frozenset(fact for c in stays if c.reading and c.covers(day) for fact in c.facts)
    return replace(fallback, readings=readings, clauses=(*extra, *fallback.clauses), facts=fallback.facts | more)


def _best(claims: Iterable[Claim]) -> Claim:
    """Of several claims that cover a day the one that gives its state."""
    return min(claims, key=lambda claim: (BEST_FIRST.index(claim.state), -claim.place))


def _claimed(picture: Picture, claim: Claim, day: dt.date, last: dt.date, readings: tuple[str, ...]) -> State:
    reasons = picture.reasons_of(claim, day, last)
    clauses = tuple(clause for clause, _ in reasons)
    facts = frozenset(fact for _, cited in reasons for fact in cited)
    open_end = claim.last is None and claim.state == "lawful" and claim.status not in FREE_END
    if open_end and day > max(picture.day, picture.known_until.get(claim.status or "", dt.date.min)):
        return State("uncertain", clauses, facts, ("lawful",))
    return State(claim.state, clauses, facts, readings)


def _nothing_left(picture: Picture, stays: list[Claim], day: dt.date, told_over: list[dt.date]) -> State:
    """No claim covers the day: irregular, with the clause that ended the last claim as its cause; or nothing was ever told."""
    over = [claim for claim in stays if not claim.reading and claim.first <= day]
    without = [entry for entry in picture.entered_without if entry <= day]
    if without and not any(claim.first >= without[-1] and _ever(claim, without[-1]) for claim in over):
        word = "irregular_entry"
    elif over or told_over:
        word = "irregular_lapse"
    else:
        return State("uncertain", (), frozenset())
    cause: Reasons = ()
    if over:
        ended = ended_last(over)
        cause = picture.reasons_of(ended, ended.last or day, ended.last or day)
        if ended.ended_by_clock is not None:
            cause = ((ended.ended_by_clock[0], frozenset(ended.ended_by_clock[1])), *cause)
    grounds = [
        (c.id, v.facts)
        for c in picture.penalties
        if (v := c.version_on(day)) and isinstance(v, Penalty) and v.of == IRREGULAR[word]
    ]
    clauses = tuple(dict.fromkeys([*(clause for clause, _ in cause), *(clause for clause, _ in grounds)]))
    facts = frozenset(fact for _, cited in cause for fact in cited) | frozenset(fact for _, cited in grounds for fact in cited)
    return State(word, clauses, facts)


def _ever(claim: Claim, entry: dt.date) -> bool:
    """Whether a claim ever was one after an entry: not where it was given before it and ended before it began."""
    return claim.known_from >= entry or claim.last is None or claim.last >= claim.first


def ended_last(over: Iterable[Claim]) -> Claim:
    """The claim whose end left nobody covered: the cause, or what ended it."""
    return max(over, key=lambda claim: (claim.last or dt.date.max, claim.place))


def _exposed(picture: Picture, stay: State, day: dt.date, seen_on: dt.date) -> State:
    """A lawful stay with what runs against it. Exposure is not loss: only a decision takes the stay."""
    running = [each for each in picture.exposures if each.covers(day) and each.known_from <= seen_on]
    if not running:
        return stay
    word = min((each.state for each in running), key=EXPOSED.index)
    named = sorted((each for each in running if each.state == word), key=lambda each: each.rank)
    readings = tuple(dict.fromkeys([*stay.readings, *(["lawful"] if any(each.excused for each in named) else [])]))
    clauses = tuple(dict.fromkeys([*(each.clause for each in named), *stay.clauses]))
    facts = stay.facts | frozenset(f for each in named for f in each.facts)
    if stay.state != "lawful":  # nobody knows whether the stay goes on: if it does, this is what it is called
        return State(stay.state, stay.clauses, facts, tuple(word if each == "lawful" else each for each in stay.readings))
    return State(word, clauses, facts, readings)


def _work(picture: Picture, claims: Iterable[Claim], stay: State, day: dt.date) -> State:
    """What work the stay of the day carries, and what an extra permission adds."""
    behind = [c for c in claims if c.layer is Layer.STAY and c.covers(day) and not c.reading and c.state == stay.state]
    extra = [c for c in claims if c.layer is Layer.WORK and c.covers(day) and not c.reading]
    if behind and (work := _best(behind).work):
        return _carried(work, stay, extra)
    told = [each for each in picture.exposures if each.work and each.covers(day)] if stay.state == "lawful" else []
    if told:
        return State(str(told[-1].work), (told[-1].clause, *stay.clauses), stay.facts | frozenset(told[-1].facts))
    if stay.state in ("abroad", "uncertain"):
        return State("uncertain", stay.clauses, stay.facts)
    if stay.state not in ("lawful", "lawful_pending", "in_grace"):
        return State("not_allowed", stay.clauses, stay.facts)
    permits = [c for c in claims if c.layer is Layer.STAY and c.state == "lawful" and c.first <= day]
    status = max(permits, key=lambda c: c.place).status if permits else None
    word = picture.work_of(status or "", day)
    if word in ("not_allowed", "uncertain") and extra:
        return State("allowed_limited", (extra[-1].clause,), frozenset(extra[-1].facts))
    return State(word, stay.clauses, stay.facts)


def _carried(work: str, stay: State, extra: list[Claim]) -> State:
    """What work a claim carries by its own clause, and what an extra permission adds. A stay in doubt leaves it in doubt too."""
    clauses, facts = stay.clauses, stay.facts
    if extra and work == "not_allowed":
        work, clauses, facts = extra[-1].work or "allowed_limited", (extra[-1].clause,), facts | frozenset(extra[-1].facts)
    if work == "uncertain":
        return State("uncertain", clauses, facts, ("allowed", "not_allowed"))
    if stay.state == "uncertain":
        return State("uncertain", clauses, facts, (work,))
    return State(work, clauses, facts)
