"""What the lists of a desk need besides its cards: whose consent ends."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from madoguchi.casework import store
from madoguchi.casework.terms import Card
from madoguchi.network.terms import Desk

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
