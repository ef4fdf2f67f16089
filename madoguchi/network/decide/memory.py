"""Pages of memory: whether a text may be kept, when the network sees it, what became of its clauses. Values in, values out."""

import datetime as dt
from collections.abc import Collection, Iterable
from enum import Enum

from madoguchi.ground.ids import ClauseId
from madoguchi.network.terms.memory import LONGEST_PAGE, LONGEST_TITLE, MOST_CLAUSES, READERS, Bound, Since, Told
from madoguchi.rules.clauses import Clause, LawBook


class Unfit(Enum):
    """Why a page was not kept; the value is the key of a sentence."""

    NOTHING = "memory.nothing"
    TOO_LONG = "memory.too_long"
    CLAUSES = "memory.which_clauses"
    NO_KEY = "memory.no_key"
    FULL = "memory.full"
    NOBODY_FREE = "memory.nobody_free"


def unfit(told: Told, law: LawBook) -> Unfit | None:
    """What is missing."""
    if not told.title or not told.text:
        return Unfit.NOTHING
    if len(told.title) > LONGEST_TITLE or len(told.text) > LONGEST_PAGE:
        return Unfit.TOO_LONG
    is_bound = 0 < len(told.clauses) <= MOST_CLAUSES and all(clause in law.clauses for clause in told.clauses)
    return None if is_bound else Unfit.CLAUSES


def is_read(readers: Collection[str]) -> bool:
    """Whether enough people besides its writer have read it."""
    return len(frozenset(readers)) >= READERS


def bound(clauses: Iterable[ClauseId], law: LawBook, written_on: dt.date, today: dt.date) -> tuple[Bound, ...]:
    """Each clause of a page with what became of it since the page was written."""
    return tuple(_bound(id_, law.clauses.get(id_), written_on, today) for id_ in clauses)


def _bound(id_: ClauseId, clause: Clause | None, written_on: dt.date, today: dt.date) -> Bound:
    if clause is None:
        return Bound(id_, Since.GONE)
    later = sorted(day for version in clause.versions if (day := version.first_known) is not None and day > written_on)
    past = [day for day in later if day <= today]
    if past:
        return Bound(id_, Since.CHANGED, past[-1])
    ended = clause.versions[-1].until
    if ended is not None and written_on <= ended < today:
        return Bound(id_, Since.CHANGED, ended + dt.timedelta(days=1))
    return Bound(id_, Since.WILL_CHANGE, later[0]) if later else Bound(id_, Since.SAME)
