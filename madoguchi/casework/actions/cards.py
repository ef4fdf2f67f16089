"""Cards: what lists need of a part, sealed to every group that reads it. Whoever writes a part renews its cards.

A list opens hundreds of them. So that it need not open each every time, what they say is kept together: the roll of one circle of
a group, locked under a key grown from that circle's newest secret. A card that was renewed is opened anew; a card that goes takes
the roll along in the same transaction (`models`), so that nothing stays behind of whoever took their yes back.
"""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from madoguchi.casework import store
from madoguchi.casework.actions import parts
from madoguchi.casework.actions.working_out import work_out
from madoguchi.casework.decide import cards as cards_as_text
from madoguchi.casework.decide import case as fold
from madoguchi.casework.decide.cards import Line, Roll, Told
from madoguchi.casework.terms import Card, Case, Part
from madoguchi.network.actions import public_key_of
from madoguchi.network.terms import Circle, Desk
from madoguchi.vault.keys import derived
from madoguchi.vault.padding import padded, unpadded
from madoguchi.vault.seals import context_of, locked, opened_with, sealed_to, unlocked
from madoguchi.vault.terms import SecretBytes, Unreadable

WITH_CARDS = (Part.CORE, Part.STEPS, Part.STATUS)


def put(kept: store.KeptPart, case: Case, today: dt.date) -> None:
    """Renew the cards of a part; what runs for the person is worked out as of `today`."""
    if kept.part not in WITH_CARDS:
        return
    text = _text(case, kept.part, today)
    for organisation, consent in parts.readers_of(kept).items():
        found = public_key_of(organisation, kept.part.circle)
        if found is not None:
            sealed = sealed_card(found[1], kept.case, kept.part, organisation, text)
            store.put_card(kept.pk, organisation, found[0], sealed, consent)


def sealed_card(public: bytes, case: str, part: Part, organisation: str, text: bytes) -> bytes:
    """A card that only this group opens."""
    return sealed_to(public, padded(text), _for_card(case, part, organisation))


def _text(case: Case, part: Part, today: dt.date) -> bytes:
    answers, seq = fold.facts(case)
    if part is not Part.STATUS or not seq:
        return cards_as_text.written(case, part, (), None)
    return cards_as_text.written(case, part, work_out(answers, today).dues, today)


def of_desk(desk: Desk, today: dt.date) -> tuple[Card, ...]:
    """The cases of a group as its lists show them: of each, the parts that this desk holds a key to."""
    heads = store.card_heads(desk.organisation.id, today)
    told: dict[int, Told] = {}
    for circle in Circle:
        if desk.keys_of(circle):
            told |= _told(desk, circle, [head for head in heads if head.part.circle is circle])
    return cards_as_text.put_together((head.case, told[head.pk], head.is_closed) for head in heads if head.pk in told)


def _told(desk: Desk, circle: Circle, heads: Sequence[store.CardHead]) -> dict[int, Told]:
    """What the cards of a circle say: as the roll has it, and anew where a card is another one since."""
    before = roll_of(desk, circle)
    roll = {head.pk: before[head.pk] for head in heads if head.pk in before and before[head.pk].mark == head.mark}
    others = {head.pk: head for head in heads if head.pk not in roll}
    if others:
        opened = store.sealed_cards(desk.organisation.id, others)
        # Renewed since its head was read: the next page opens it, and this one shows what it says now.
        roll |= {pk: Line(others[pk].mark, _opened(desk, others[pk], sealed)) for pk, sealed in opened.items()}
    if roll.keys() != before.keys() or others:
        keep(desk, circle, roll)
    return {pk: line.told for pk, line in roll.items() if line.told is not None}


def _opened(desk: Desk, head: store.CardHead, sealed: bytes) -> Told | None:
    pair = desk.keys_of(head.part.circle).get(head.epoch)
    if pair is None:
        return None
    try:
        return cards_as_text.read(unpadded(opened_with(pair, sealed, _for_card(head.case, head.part, desk.organisation.id))))
    except (Unreadable, ValueError):
        return None


def roll_of(desk: Desk, circle: Circle) -> Roll:
    """The roll as it is kept; empty where there is none that this desk opens."""
    sealed = store.roll(desk.organisation.id, circle)
    try:
        return (
            {} if sealed is None else cards_as_text.roll_read(unlocked(_roll_key(desk, circle), sealed, _for_roll(desk, circle)))
        )
    except (Unreadable, ValueError):  # of a key before this one: somebody has left since, and the roll is made anew
        return {}


def keep(desk: Desk, circle: Circle, roll: Roll) -> None:
    """Keep a roll: of its cards, those that are still there."""
    with transaction.atomic():
        # Asked again, and held: a card that went meanwhile has taken the roll along, and must not come back with this one.
        there = store.hold_cards(desk.organisation.id)
        still = {pk: line for pk, line in roll.items() if pk in there}
        text = cards_as_text.roll_written(still)
        store.keep_roll(desk.organisation.id, circle, locked(_roll_key(desk, circle), text, _for_roll(desk, circle)))


def _roll_key(desk: Desk, circle: Circle) -> SecretBytes:
    keys = desk.keys_of(circle)
    return derived(keys[max(keys)].secret, "cards")


def _for_card(case: str, part: Part, organisation: str) -> bytes:
    return context_of("case card", case.encode(), part.value.encode(), organisation.encode())


def _for_roll(desk: Desk, circle: Circle) -> bytes:
    return context_of("roll of cards", desk.organisation.id.encode(), circle.value.encode())
