"""What the lists of Today hold: days that come, days that are past, what was worked out long ago. Never opens a case."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from madoguchi.casework.terms import AHEAD_DAYS, STALE_DAYS, Card, Due


@dataclass(frozen=True, slots=True)
class Row:
    """One day of one case in a list."""

    card: Card
    due: Due = field(repr=False)
    is_past: bool


def due_rows(cards: Iterable[Card], today: dt.date) -> tuple[Row, ...]:
    """Every day that is past and open, and those of the next fourteen days, the earliest first."""
    until = today + dt.timedelta(days=AHEAD_DAYS)
    rows = (Row(card, due, due.day < today) for card in cards if not card.is_closed for due in card.dues if due.day <= until)
    return tuple(sorted(rows, key=lambda row: (row.due.day, row.card.number)))


def stale(cards: Iterable[Card], today: dt.date) -> tuple[Card, ...]:
    """Open cases whose days were worked out so long ago that the law may have changed since."""
    before = today - dt.timedelta(days=STALE_DAYS)
    found = (card for card in cards if not card.is_closed and card.worked_out_on is not None)
    return tuple(sorted((card for card in found if card.worked_out_on < before), key=lambda card: card.number))  # type: ignore[operator]


def matching(cards: Iterable[Card], typed: str, day: dt.date | None) -> tuple[Card, ...]:
    """The cases with this number, nickname or day; none where nothing was typed."""
    wanted = "".join(typed.casefold().split())
    found = []
    for card in cards:
        words = ("".join(word.casefold().split()) for word in (card.number, card.nickname))
        if (wanted and any(wanted in word for word in words)) or (day and any(due.day == day for due in card.dues)):
            found.append(card)
    return tuple(sorted(found, key=lambda card: card.number))
