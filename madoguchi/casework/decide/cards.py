"""What the card of a part says, as text and back; and the roll, in which the cards of a group stand together.

A card says no more than the lists show.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from madoguchi.casework.decide import case as fold
from madoguchi.casework.terms import Card, Case, Due, Part
from madoguchi.vault.padding import file_room


class Day(msgspec.Struct, frozen=True, array_like=True):
    """A `Due` as text."""

    day: dt.date
    says: str
    clause: str


class Told(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the card of one part says; a part says only what is its own. `worked`: the day on which the stay was worked out."""

    nickname: str = ""
    number: str = ""
    dues: tuple[Day, ...] = ()
    worked: dt.date | None = None


class Line(msgspec.Struct, frozen=True, array_like=True):
    """A card in a roll. `mark`: which writing of the card it is. `told`: None where the card opens for nobody."""

    mark: bytes
    told: Told | None


Roll = Mapping[int, Line]
"""The cards of one circle of a group, by row."""

_TOLD, _ROLL = msgspec.json.Decoder(Told), msgspec.json.Decoder(dict[int, Line])


def written(case: Case, part: Part, stay: Sequence[Due], worked_out_on: dt.date | None) -> bytes:
    """The card of one part. `stay`: days that were worked out from the answers, for the part about the stay."""
    if part is Part.CORE:
        return msgspec.json.encode(Told(fold.nickname(case), fold.number(case)))
    open_steps = (step for step in fold.steps(case) if step.part is part and step.due and not step.done_on)
    own = [Due(step.due, step.text) for step in open_steps if step.due]
    dues = tuple(Day(due.day, due.says, due.clause) for due in (*own, *(stay if part is Part.STATUS else ())))
    return msgspec.json.encode(Told(dues=dues, worked=worked_out_on if part is Part.STATUS else None))


def read(text: bytes) -> Told:
    """What a card says; ValueError for what is none."""
    return _TOLD.decode(text)


def roll_written(roll: Roll) -> bytes:
    """A roll as text, with room behind it, so that its length does not tell how much people wrote."""
    text = msgspec.json.encode(dict(roll))
    return text.ljust(file_room(len(text)))


def roll_read(text: bytes) -> Roll:
    """A roll from its text; ValueError for what is none."""
    return _ROLL.decode(text)


def put_together(rows: Iterable[tuple[str, Told, bool]]) -> tuple[Card, ...]:
    """One card for each case from those of its parts: id of the case, what a card says, whether the case is closed."""
    found: dict[str, tuple[list[Told], bool]] = {}
    for case, told, is_closed in rows:
        found.setdefault(case, ([], is_closed))[0].append(told)
    return tuple(_card(case, told, is_closed=is_closed) for case, (told, is_closed) in found.items())


def _card(case: str, parts: Sequence[Told], *, is_closed: bool) -> Card:
    nickname, number, worked, dues = "", "", None, list[Due]()
    for told in parts:
        nickname, number, worked = told.nickname or nickname, told.number or number, told.worked or worked
        dues += [Due(day.day, day.says, day.clause) for day in told.dues]
    return Card(case, nickname, number, tuple(dues), worked, is_closed)
