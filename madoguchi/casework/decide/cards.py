"""What the card of a part says, as text and back. A card says no more than the lists show."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence

from madoguchi.casework.decide import case as fold
from madoguchi.casework.terms import Card, Case, Due, Part


def written(case: Case, part: Part, stay: Sequence[Due], worked_out_on: dt.date | None) -> bytes:
    """The card of one part. `stay`: days that were worked out from the answers, for the part about the stay."""
    card: dict[str, object] = {}
    if part is Part.CORE:
        card = {"nickname": fold.nickname(case), "number": fold.number(case)}
    if part in (Part.STEPS, Part.STATUS):
        open_steps = (step for step in fold.steps(case) if step.part is part and step.due and not step.done_on)
        own = [Due(step.due, step.text) for step in open_steps if step.due]
        card["dues"] = [[due.day.isoformat(), due.says, due.clause] for due in (*own, *(stay if part is Part.STATUS else ()))]
    if part is Part.STATUS and worked_out_on is not None:
        card["worked"] = worked_out_on.isoformat()
    return json.dumps(card).encode()


def put_together(rows: Iterable[tuple[str, bytes, bool]]) -> tuple[Card, ...]:
    """One card for each case from those of its parts: id of the case, text of the card, whether the case is closed."""
    found: dict[str, Card] = {}
    for case, text, is_closed in rows:
        before = found.get(case, Card(case, is_closed=is_closed))
        found[case] = _with(before, json.loads(text))
    return tuple(found.values())


def _with(card: Card, said: dict[str, object]) -> Card:
    dues = said.get("dues", [])
    assert isinstance(dues, list)
    more = tuple(Due(dt.date.fromisoformat(day), says, clause) for day, says, clause in dues)
    worked = fold.day_of(str(said.get("worked", "")))
    return Card(
        card.case,
        card.nickname or str(said.get("nickname", "")),
        card.number or str(said.get("number", "")),
        (*card.dues, *more),
        card.worked_out_on or worked,
        card.is_closed,
    )
