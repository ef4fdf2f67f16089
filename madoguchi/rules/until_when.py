"""The days that a position tells: which of them matter, in which order, and in which sentences."""

import datetime as dt
from collections.abc import Iterable, Sequence

from madoguchi.ground.dates import ONE_DAY
from madoguchi.rules.clauses import LawBook, Standing
from madoguchi.rules.terms import Deadline, Edge, Layer, Met, Position, Sentence

BEGINS = frozenset({"work_allowed", "transfer_wish", "bar_end", "law_starts", "eligibility_stay", "route_opens"})
"""Deadlines after which something may begin: the later reading is the careful one."""

OPENINGS = frozenset({"extension_filing", "renewal_filing", "permit_change"})
"""Deadlines whose first day is told as well: from when an office takes the request."""

JUST_MISSED = 60 * ONE_DAY
"""How long a missed day is told after which nothing is owed any more."""

LONG_MISSED = 1100 * ONE_DAY
"""How long (about three years) a missed day is told that still counts: a notice that is owed, the end of a stay."""

GONE = frozenset({"extension_filing", "renewal_filing", "route_closes"})
"""Days after which a door is shut, and nothing is owed."""

PASSED = frozenset({"bar_end", "route_opens"})
"""Days of which nothing is told once they are past: a ban that is over, a way that is open."""

OF_THE_STAY = frozenset({"permit_end", "extension_filing", "renewal_filing"})
"""Days that are history for whoever stays lawfully today. A notice that was missed is still owed."""

COVERED = frozenset({"lawful", "lawful_revocable", "lawful_breach", "lawful_pending", "lawful_no_status", "in_grace"})
"""States in which the end of an earlier permission frightens for nothing: another permission, a request or a grace covers it."""


def days_to_tell(law: LawBook, position: Position) -> list[Deadline]:
    """The deadlines worth telling on the day asked about: those ahead in the order in which to act, then what was missed."""
    shown = [deadline for deadline in position.deadlines if _matters(law, deadline, position)]
    return sorted(shown, key=lambda deadline: _last(deadline) < position.day)


def until_when(deadlines: Sequence[Deadline], day: dt.date) -> tuple[Sentence, ...]:
    """What is said of these deadlines on `day`."""
    return tuple(_once(sentence for deadline in deadlines for sentence in _said(deadline, day)))


def _once(sentences: Iterable[Sentence]) -> list[Sentence]:
    """Each sentence once: two rules that give the same day are one thing to do."""
    said: list[Sentence] = []
    for sentence in sentences:
        if sentence not in said:
            said.append(sentence)
    return said


def _matters(law: LawBook, deadline: Deadline, position: Position) -> bool:
    last = _last(deadline)
    if deadline.met is Met.MET or (deadline.id in PASSED and last < position.day):
        return False
    if last >= position.day:
        return True
    told_for = JUST_MISSED if deadline.about or deadline.id in GONE else LONG_MISSED
    still_law = all(law.clauses[clause].standing(position.day)[0] is Standing.IN_FORCE for clause in deadline.clauses)
    return last + told_for >= position.day and still_law and not _healed(deadline, position)


def _last(deadline: Deadline) -> dt.date:
    """The day after which it is past: where something may begin, only when every reading is past."""
    if deadline.id in BEGINS:
        return max(deadline.day, *deadline.readings, deadline.warn)
    return max(deadline.day, deadline.rolled or deadline.day)


def _healed(deadline: Deadline, position: Position) -> bool:
    """Whether the day was the end of an earlier permission, and the stay is lawful all the same."""
    summary = position.state(Layer.SUMMARY)
    return deadline.id in OF_THE_STAY and summary is not None and summary.state in COVERED


def _said(deadline: Deadline, day: dt.date) -> Iterable[Sentence]:
    last = _last(deadline)
    if deadline.edge is Edge.FIRST and deadline.id in OPENINGS:
        if last > day:
            yield Sentence(f"opens.{deadline.id}", {"day": deadline.day})
        return
    if last < day:
        careful = last if deadline.id in BEGINS else min(deadline.day, *deadline.readings, deadline.warn)
        yield Sentence(f"past.{deadline.id}", {"day": careful})
        return
    yield from _ahead(deadline, day)
    if deadline.after:
        yield Sentence(f"after.{deadline.after}")


def _ahead(deadline: Deadline, day: dt.date) -> Iterable[Sentence]:
    """A day to come: the careful reading, then what makes it less than certain."""
    act_on = _act_on(deadline, day)
    yield Sentence(f"deadline.{deadline.id}", {"day": act_on, "days_left": (act_on - day).days})
    if deadline.rolled and act_on < deadline.rolled:
        yield Sentence("deadline.rolled", {"day": deadline.rolled})
    elif deadline.rolled:
        yield Sentence("deadline.rolled-on", {"day": deadline.day})
    elif other := [reading for reading in (deadline.day, deadline.warn, *deadline.readings) if reading != act_on]:
        yield Sentence("deadline.counted-in-two-ways", {"day": other[0]})
    if deadline.about:
        yield Sentence("deadline.about")
    if not deadline.checked:
        yield Sentence("deadline.not-checked")


def _act_on(deadline: Deadline, day: dt.date) -> dt.date:
    """The careful reading: the earliest of a last day, the latest of a first day; never one that is past."""
    return deadline.warn if deadline.warn >= day and deadline.id not in BEGINS else _last(deadline)
