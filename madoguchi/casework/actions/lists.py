"""What the lists of a desk need besides its cards: whose consent ends; why somebody opens what they found."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from madoguchi.casework import store
from madoguchi.casework.actions import cases
from madoguchi.casework.terms import Card, CaseRefused
from madoguchi.network import actions as network
from madoguchi.network.terms import Act, Desk

ENDING_DAYS = 30
"""A consent that ends within so many days is asked for anew."""


@dataclass(frozen=True, slots=True)
class Ending:
    """A case whose consent ends."""

    card: Card
    until: dt.date


def ending(desk: Desk, cards: Sequence[Card], today: dt.date) -> tuple[Ending, ...]:
    """Cases of this group whose person agreed until a day that is near or past, the earliest first."""
    by_case = {card.case: card for card in cards}
    before = today + dt.timedelta(days=ENDING_DAYS)
    rows = store.ending(desk.organisation.id, before)
    return tuple(Ending(by_case[case], until) for case, until in rows if case in by_case)


REASONS = {
    "mine": Act.FOUND_MINE,
    "covering": Act.FOUND_COVERING,
    "called": Act.FOUND_CALLED,
    "checking": Act.FOUND_CHECKING,
}
"""Why somebody opens a case that they looked for; its person reads it."""


def open_found(desk: Desk, case: str, reason: str, today: dt.date) -> None:
    """Write down why a case that was found is opened; CaseRefused without a reason, or where it is not this group's."""
    if reason not in REASONS:
        raise CaseRefused("find.no_reason")
    found = cases.opened_quietly(desk, case, today)
    network.note(desk, REASONS[reason], found.kept.conversation, today)
