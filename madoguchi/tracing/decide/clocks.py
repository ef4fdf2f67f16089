"""The clocks that run after an arrest, as the clauses count them: a day, and an hour where both hour and clause have one.

Asks the same engine as every other page. What was not told (that a judge ordered custody) starts no clock.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from madoguchi.ground.dates import HOURS_A_DAY, Unit
from madoguchi.rules.clauses import Clause, LawBook
from madoguchi.rules.engine import position
from madoguchi.rules.terms import Deadline, Event, Fact, Life, Value
from madoguchi.rules.words import Vocabulary
from madoguchi.tracing.terms.notes import Told

CLOCKS = frozenset({"custody_limit", "immigration_handover", "consul_notice", "detention_first_end", "detention_cap"})
"""The words of the deadlines that are shown."""

ARREST = "arrested"
_EVENTS: Mapping[Told, str] = {
    Told.CUSTODY: "custody.ordered",
    Told.CUSTODY_MORE: "custody.extended",
    Told.IMMIGRATION: "detention.began",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What is known of when. `hour`: about, in Japan; None where it is not known."""

    day: dt.date
    hour: int | None = None
    told: Mapping[Told, dt.date] | None = None
    nation: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock. `last`: by the reading that ends last. `hour`: of that day, where the clause counts hours and one was told."""

    clause: Clause
    word: str
    last: dt.date
    hour: int | None
    is_over: bool


def clocks(law: LawBook, words: Vocabulary, taken: Taken, today: dt.date) -> tuple[Clock, ...]:
    """Every clock that runs or has run, the first to end before the others."""
    found = position(law, words, _life(taken), today).deadlines
    rows = (_clock(law.clauses[each.clauses[0]], each, taken, today) for each in found if each.id in CLOCKS)
    return tuple(sorted(rows, key=lambda clock: (clock.last, clock.hour or HOURS_A_DAY, clock.clause.id)))


def _life(taken: Taken) -> Life:
    told = sorted((day, _EVENTS[what]) for what, day in (taken.told or {}).items())
    events: list[tuple[dt.date, str, dict[str, Value]]] = [(taken.day, ARREST, {"by": "police"})]
    events += [(day, kind, {}) for day, kind in told]
    facts = (Fact("nationality", taken.nation),) if taken.nation else ()
    return Life("JP", facts, tuple(Event(day, kind, fields, order) for order, (day, kind, fields) in enumerate(events)))


def _clock(clause: Clause, deadline: Deadline, taken: Taken, today: dt.date) -> Clock:
    last = max(deadline.day, *deadline.readings, deadline.day)
    length = getattr(clause.standing(taken.day)[1], "length", None)
    from_the_arrest = any(trigger.event == ARREST for trigger in getattr(clause.versions[-1], "starts", ()))
    # Whole days of hours end at the hour at which they began; what began at another hour, nobody told us.
    counts_hours = length is not None and length.unit is Unit.HOURS and not length.n % HOURS_A_DAY
    return Clock(clause, deadline.id, last, taken.hour if counts_hours and from_the_arrest else None, last < today)
