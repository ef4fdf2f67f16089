"""What the card of a part says, as text and back. A card says no more than the lists show."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

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
    found: dict[str, dict[str, Any]] = {}
    for case, text, is_closed in rows:
        said = json.loads(text)
        whole = found.setdefault(case, {"closed": is_closed, "dues": []})
        whole["dues"] += said.pop("dues", [])
        whole |= said
    return tuple(_card(case, said) for case, said in found.items())


def _card(case: str, said: Mapping[str, Any]) -> Card:
    dues = tuple(Due(dt.date.fromisoformat(day), says, clause) for day, says, clause in said["dues"])
    worked = fold.day_of(said.get("worked", ""))
    return Card(case, said.get("nickname", ""), said.get("number", ""), dues, worked, said["closed"])
