"""How often something happened against a bound: changes of workplace, and what is left of them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from madoguchi.rules.clauses import Clause
from madoguchi.rules.expression import NEVER, Moment
from madoguchi.rules.history import matches
from madoguchi.rules.kinds import Limit
from madoguchi.rules.terms import Event, Number

if TYPE_CHECKING:
    from madoguchi.rules.inquiry import Inquiry


@dataclass(frozen=True, slots=True)
class Counted:
    """What counted by a day, the bound that holds on it, and the facts of every version that had a say."""

    number: int
    most: int
    facts: frozenset[str]


def counted(clause: Clause, version: Limit, inquiry: "Inquiry", day: dt.date) -> Counted:
    """Events since the person last came in, each judged by the law of its own day; only those of the same part of the time.

    What happened before the bound was law counts towards nothing.
    """
    look = inquiry.look(day)
    told = look.get(version.parted_by) if version.parted_by else None
    parts = told.day if isinstance(told, Moment) and told.ordinal != NEVER.ordinal else dt.date.max
    events = inquiry.history.happened(version.counts, look.day, inquiry.history.entry_before(look.day))
    events = [event for event in events if (event.day > parts) is (look.day > parts)]
    judged = [(event, law) for event in events if isinstance(law := clause.version_on(event.day), Limit)]
    number = sum(not any(matches(trigger, event) for trigger in law.leaving_out) for event, law in judged)
    most = version.most_after if look.day > parts and version.most_after is not None else version.most
    facts = frozenset(version.facts).union(*(law.facts for _, law in judged))
    return Counted(number, most, facts)


def left_of(clause: Clause, inquiry: "Inquiry", day: dt.date) -> int | None:
    """What is left of a bound on a day; None where the bound is not in force."""
    version = clause.version_on(day)
    if not isinstance(version, Limit) or not version.counts:
        return None
    found = counted(clause, version, inquiry, day)
    return max(found.most - found.number, 0)


def counts(inquiry: "Inquiry", event: Event) -> tuple[bool, frozenset[str]] | None:
    """Whether one event counts against a bound, by the law of its own day, and the facts; None where no bound counts it."""
    for clause in inquiry.table.clauses("limit"):
        law = clause.version_on(event.day)
        if isinstance(law, Limit) and any(matches(trigger, event) for trigger in law.counts):
            return not any(matches(trigger, event) for trigger in law.leaving_out), frozenset(law.facts)
    return None


def numbers_counted(clause: Clause, version: Limit, inquiry: "Inquiry") -> Iterator[Number]:
    """The numbers of a count that the vocabulary has words for."""
    if not version.counts:
        return
    found = counted(clause, version, inquiry, inquiry.day)
    left = max(found.most - found.number, 0)
    for word, value in ((version.counted, found.number), (version.left, left)):
        if word:
            yield Number(word, value, version.unit, clause.id, found.facts)
