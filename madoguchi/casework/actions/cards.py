"""Cards: what lists need of a part, sealed to every group that reads it. Whoever writes a part renews its cards.

A card for one's own group is locked under a key grown from the group's secret half, which opens five times as fast as a seal to
its public half; a card that another group wrote is locked anew when it is first read.
"""

import datetime as dt
from collections.abc import Mapping
from functools import partial

from django.db import transaction

from madoguchi.casework import store
from madoguchi.casework.actions import parts
from madoguchi.casework.actions.working_out import work_out
from madoguchi.casework.decide import cards as cards_as_text
from madoguchi.casework.decide import case as fold
from madoguchi.casework.terms import Card, Case, Part
from madoguchi.network.actions import public_key_of
from madoguchi.network.terms import Circle, Desk
from madoguchi.vault.keys import derived
from madoguchi.vault.padding import padded, unpadded
from madoguchi.vault.seals import context_of, locked, opened_with, sealed_to, unlocked
from madoguchi.vault.terms import SealPair, SecretBytes, Unreadable

WITH_CARDS = (Part.CORE, Part.STEPS, Part.STATUS)
SEALED, LOCKED = b"S", b"L"
"""How a card begins: sealed to a group by anybody, or locked by one of its own members."""

LOCKED_AT_ONCE = 200
"""Cards that one page locks anew; the others wait for the next."""


def put(desk: Desk, kept: store.KeptPart, case: Case, today: dt.date) -> None:
    """Renew the cards of a part; what runs for the person is worked out as of `today`."""
    if kept.part not in WITH_CARDS:
        return
    text = padded(_text(case, kept.part, today))
    for organisation, consent in parts.readers_of(kept).items():
        found = public_key_of(organisation, kept.part.circle)
        if found is not None:
            context = _for_card(kept.case, kept.part, organisation)
            own = desk.keys_of(kept.part.circle).get(found[0]) if organisation == desk.organisation.id else None
            sealed = _locked(own, text, context) if own else SEALED + sealed_to(found[1], text, context)
            store.put_card(kept.pk, organisation, found[0], sealed, consent)


def _locked(pair: SealPair, text: bytes, context: bytes) -> bytes:
    return LOCKED + locked(_card_key(pair), text, context)


def _card_key(pair: SealPair) -> SecretBytes:
    return derived(pair.secret, "cards")


def _text(case: Case, part: Part, today: dt.date) -> bytes:
    answers, seq = fold.facts(case)
    if part is not Part.STATUS or not seq:
        return cards_as_text.written(case, part, (), None)
    return cards_as_text.written(case, part, work_out(answers, today).dues, today)


def of_desk(desk: Desk, today: dt.date) -> tuple[Card, ...]:
    """The cases of a group as its lists show them: of each, the parts that this desk holds a key to."""
    keys = {(circle, epoch): _card_key(pair) for circle in Circle for epoch, pair in desk.keys_of(circle).items()}
    kept = store.cards(desk.organisation.id, today)
    opened = [(each, text) for each in kept if (text := _opened(desk, keys, each)) is not None]
    _lock_anew(desk, [(each, text) for each, text in opened if each.sealed[:1] == SEALED][:LOCKED_AT_ONCE])
    return cards_as_text.put_together((each.case, unpadded(text), each.is_closed) for each, text in opened)


def _opened(desk: Desk, keys: Mapping[tuple[Circle, int], SecretBytes], card: store.KeptCard) -> bytes | None:
    circle, context = card.part.circle, _for_card(card.case, card.part, desk.organisation.id)
    key, pair = keys.get((circle, card.epoch)), desk.keys_of(circle).get(card.epoch)
    if key is None or pair is None:
        return None
    open_ = partial(unlocked, key) if card.sealed[:1] == LOCKED else partial(opened_with, pair)
    try:
        return open_(card.sealed[1:], context)
    except Unreadable:
        return None


def _lock_anew(desk: Desk, cards: list[tuple[store.KeptCard, bytes]]) -> None:
    if not cards:
        return
    with transaction.atomic():
        for card, text in cards:
            pair = desk.keys_of(card.part.circle)[card.epoch]
            context = _for_card(card.case, card.part, desk.organisation.id)
            store.lock_card_anew(card, _locked(pair, text, context))


def _for_card(case: str, part: Part, organisation: str) -> bytes:
    return context_of("case card", case.encode(), part.value.encode(), organisation.encode())
