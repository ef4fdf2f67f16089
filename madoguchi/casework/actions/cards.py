"""Cards: what lists need of a part, sealed to every group that reads it. Whoever writes a part renews its cards."""

import datetime as dt

from madoguchi.casework import store
from madoguchi.casework.actions import parts
from madoguchi.casework.actions.working_out import work_out
from madoguchi.casework.decide import cards as cards_as_text
from madoguchi.casework.decide import case as fold
from madoguchi.casework.terms import Card, Case, Part
from madoguchi.network.actions import public_key_of
from madoguchi.network.terms import Desk
from madoguchi.vault.padding import padded, unpadded
from madoguchi.vault.seals import context_of, opened_with, sealed_to
from madoguchi.vault.terms import Unreadable

WITH_CARDS = (Part.CORE, Part.STEPS, Part.STATUS)


def put(kept: store.KeptPart, case: Case, today: dt.date) -> None:
    """Renew the cards of a part; what runs for the person is worked out as of `today`."""
    if kept.part not in WITH_CARDS:
        return
    text = _text(case, kept.part, today)
    for organisation, consent in parts.readers_of(kept).items():
        found = public_key_of(organisation, kept.part.circle)
        if found is not None:
            sealed = sealed_to(found[1], padded(text), _for_card(kept.case, kept.part, organisation))
            store.put_card(kept.pk, organisation, found[0], sealed, consent)


def _text(case: Case, part: Part, today: dt.date) -> bytes:
    answers, seq = fold.facts(case)
    if part is not Part.STATUS or not seq:
        return cards_as_text.written(case, part, (), None)
    return cards_as_text.written(case, part, work_out(answers, today).dues, today)


def of_desk(desk: Desk, today: dt.date) -> tuple[Card, ...]:
    """The cases of a group as its lists show them: of each, the parts that this desk holds a key to."""
    opened = ((each, _opened(desk, each)) for each in store.cards(desk.organisation.id, today))
    return cards_as_text.put_together((each.case, text, each.is_closed) for each, text in opened if text is not None)


def _opened(desk: Desk, card: store.KeptCard) -> bytes | None:
    pair = desk.keys_of(card.part.circle).get(card.epoch)
    if pair is None:
        return None
    try:
        return unpadded(opened_with(pair, card.sealed, _for_card(card.case, card.part, desk.organisation.id)))
    except Unreadable:
        return None


def _for_card(case: str, part: Part, organisation: str) -> bytes:
    return context_of("case card", case.encode(), part.value.encode(), organisation.encode())
