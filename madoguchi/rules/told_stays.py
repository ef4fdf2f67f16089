"""Stays that only facts tell of: a status held, a stay that is over. They stand for the events that nobody told."""

import datetime as dt

from madoguchi.rules.clauses import Clause
from madoguchi.rules.history import History
from madoguchi.rules.stays import PERMIT, Claim
from madoguchi.rules.terms import Layer


def claims_told(history: History, clause: Clause | None, claims: list[Claim], day: dt.date) -> list[Claim]:
    """A status told as a fact stands for the grant that nobody told."""
    facts = [fact for fact in history.facts.get("status", ()) if fact.value not in (None, "none")]
    if clause is None or any(claim.layer is Layer.STAY for claim in claims) or not facts:
        return claims
    fact = facts[-1]
    first = fact.first or _first_told(history, day)
    version = clause.versions[-1]
    _, until = history.told("stay_until", day)
    end = until if isinstance(until, dt.date) else fact.last
    told = Claim(
        Layer.STAY,
        PERMIT,
        first,
        end,
        end,
        clause.id,
        version.facts,
        first,
        -1,
        status=str(fact.value),
        until=end,
        given_on=first,
    )
    return [*claims, told]


def _first_told(history: History, day: dt.date) -> dt.date:
    """The first day of which anything is told; the day asked about, if nothing is."""
    return min(history.events[0].day, day) if history.events else day


def irregular_from(history: History, day: dt.date) -> list[dt.date]:
    """Days from which the person said that the stay was over."""
    found = []
    for fact in history.facts.get("irregular_since", ()):
        if isinstance(fact.value, dt.date):
            found.append(fact.value)
    for fact in history.facts.get("overstayed", ()):
        if fact.value is True:
            found.append(fact.first or _first_told(history, day))
    return sorted(found)
