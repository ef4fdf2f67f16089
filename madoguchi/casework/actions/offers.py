"""Ask another group to join a case, or hand it over: exactly the parts that its person agreed to, to exactly that group.

The keys of those parts are wrapped for the other group when the offer is made, and hang on the consent: taken back, they are
gone in the same moment, whatever became of the offer.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from madoguchi.casework import store
from madoguchi.casework.actions import cards, cases, parts
from madoguchi.casework.actions.cases import Opened
from madoguchi.casework.store import given as given_to_taskforces
from madoguchi.casework.terms import CaseRefused, Entry, Offer, OfferKind, OfferState, Part, Wrote
from madoguchi.help.actions import asking
from madoguchi.help.terms import TalkRefused
from madoguchi.help.terms.consents import TALK, Consent, Purpose
from madoguchi.network import actions as network
from madoguchi.network.terms import Act, Desk, Organisation
from madoguchi.vault.terms import ID_BYTES, chance

PURPOSES = {OfferKind.JOIN: Purpose.JOIN, OfferKind.HAND_OVER: Purpose.HAND_OVER}


@dataclass(frozen=True, slots=True)
class Shown:
    """An offer as one of the two sides sees it: what the other wrote, and nothing of the case itself."""

    offer: Offer
    by: str
    to: str
    text: str


def possible_groups(desk: Desk) -> tuple[Organisation, ...]:
    """The groups that a case could go to: others, in which somebody can read."""
    others = (group for group in network.organisations() if group.id != desk.organisation.id)
    return tuple(group for group in others if network.public_key_of(group.id) is not None)


# ------------------------------------------------------------------ the group that offers


def ask(desk: Desk, case: str, kind: OfferKind, to: str, wanted: tuple[Part, ...], today: dt.date, *, talk: bool) -> None:
    """Ask the person whether these parts may go to that group. The name and number of the case always go along."""
    _ours(desk, case, today)
    if to not in {group.id for group in possible_groups(desk)}:
        raise CaseRefused("case.nobody_reads")
    chosen = tuple(part for part in Part if part in wanted or part is Part.CORE)
    if any(network.public_key_of(to, part.circle) is None for part in chosen):
        raise CaseRefused("offer.nobody_free")
    # Whoever keeps a case must be able to answer its person.
    goes_along = talk or kind is OfferKind.HAND_OVER
    words = (*(part.value for part in chosen), *((TALK,) if goes_along else ()))
    cases.asked(desk, case, PURPOSES[kind], today, to=to, words=words)


def _ours(desk: Desk, case: str, today: dt.date, *, to_write: bool = False) -> Opened:
    found = cases.opened_quietly(desk, case, today, to_write=to_write)
    if found.kept.owner != desk.organisation.id:
        raise CaseRefused("case.not_yours")
    return found


def make(desk: Desk, case: str, kind: OfferKind, to: str, text: str, today: dt.date) -> None:
    """Offer the case, on a consent that stands. `text`: what the other group should know before it decides."""
    said = cases.checked_text(text)
    with transaction.atomic():
        found = _ours(desk, case, today, to_write=True)
        agreed = asking.agreed(desk, found.kept.conversation, PURPOSES[kind], today, to=to)
        if agreed is None:
            raise CaseRefused("offer.no_consent")
        consent, row = agreed
        if any(each.asked == consent.seq for each in store.offers(case_id=case)):
            # One yes carries one offer: whoever said no is not asked again without the person.
            raise CaseRefused("offer.made_already")
        going = tuple(part for part in Part if part.value in consent.parts)
        for part in going:
            _hand(desk, found, part, to, row, today)
        offer = Offer(
            chance(ID_BYTES).hex(), case, kind, desk.organisation.id, to, going, today, OfferState.OPEN, row, consent.seq
        )
        store.add_offer(offer)
        _say(desk, case, today, offer=offer.id, turn="offered", to=to, text=said)
        network.note(desk, Act.OFFERED, found.kept.conversation, today)


def _hand(desk: Desk, found: Opened, part: Part, to: str, consent: int, today: dt.date) -> None:
    opened = found.open.get(part)
    if opened is None:
        if part in store.parts(found.kept.id, asking.house(today)) or not desk.keys_of(part.circle):
            raise CaseRefused("offer.not_all")
        opened = parts.begin_part(desk, found.kept.id, part, asking.house(today))
    parts.hand_key(opened.kept, parts.key_to_write(opened), to, consent)
    cards.put(opened.kept, found.case, today)


def _say(desk: Desk, case: str, today: dt.date, **content: object) -> None:
    """One entry about an offer, in the part that both sides read."""
    core = store.parts(case, asking.house(today))[Part.CORE]
    opened = parts.open_part(desk, core)
    if opened is None:
        raise CaseRefused("case.gone")
    parts.write(desk, opened, Wrote.HANDED, today, **content)


def take_back(desk: Desk, id_: str, today: dt.date) -> None:
    """The offer is gone, and the other group's keys with it; nothing happens where it was answered."""
    with transaction.atomic():
        offer = store.offer(id_, to_write=True)
        if offer is None or offer.by != desk.organisation.id or offer.state is not OfferState.OPEN:
            return
        _check_stays(offer)
        store.take_keys(offer.case, offer.to)
        store.drop_offer(id_)
        _say(desk, offer.case, today, offer=id_, turn="taken_back", to=offer.to)


def _check_stays(offer: Offer) -> None:
    kept = store.case(offer.case)
    if kept is not None:
        cases.check_stays(kept)


# ------------------------------------------------------------------ the group that is asked


def waiting(desk: Desk, today: dt.date) -> tuple[Shown, ...]:
    """The offers that wait for this group."""
    found = (offer for offer in store.offers(to=desk.organisation.id))
    return tuple(_shown(desk, offer, today) for offer in found)


def of_case(desk: Desk, case: str, today: dt.date) -> tuple[Shown, ...]:
    """The offers of a case of this group."""
    return tuple(
        _shown(desk, offer, today) for offer in store.offers(case_id=case) if desk.organisation.id in (offer.by, offer.to)
    )


def offered(desk: Desk, id_: str, today: dt.date) -> Shown:
    """An offer that waits for this group; CaseRefused where there is none."""
    return _shown(desk, _waiting(desk, id_), today)


def reads_talk(desk: Desk, offer: Offer, today: dt.date) -> bool:
    """Whether the conversation goes along: its person let this group read it when they agreed."""
    kept = store.case(offer.case)
    try:
        return kept is not None and bool(asking.seen(desk, kept.conversation, today))
    except TalkRefused:
        return False


def _waiting(desk: Desk, id_: str, *, to_write: bool = False) -> Offer:
    offer = store.offer(id_, to_write=to_write)
    if offer is None or offer.to != desk.organisation.id or offer.state is not OfferState.OPEN or not desk.group_keys:
        raise CaseRefused("offer.gone")
    return offer


def _shown(desk: Desk, offer: Offer, today: dt.date) -> Shown:
    core = store.parts(offer.case, asking.house(today)).get(Part.CORE)
    opened = parts.open_part(desk, core) if core else None
    text = next((_text(entry, offer) for entry in opened.entries if _text(entry, offer)), "") if opened else ""
    return Shown(offer, _name(offer.by), _name(offer.to), text)


def _text(entry: Entry, offer: Offer) -> str:
    is_it = entry.wrote is Wrote.HANDED and entry.text("offer") == offer.id and entry.text("turn") == "offered"
    return entry.text("text") if is_it else ""


def _name(organisation: str) -> str:
    found = network.organisation_of(organisation)
    return found.name if found else organisation


def accept(desk: Desk, id_: str, today: dt.date) -> str:
    """Join the case, or take it over; its id. What was not given to this group stays closed to it."""
    with transaction.atomic():
        offer = _waiting(desk, id_, to_write=True)
        kept = store.case(offer.case, to_write=True)
        if kept is None:
            raise CaseRefused("offer.gone")
        cases.check_stays(kept)
        if store.case_of_talk(kept.talk, desk.organisation.id) is not None:
            raise CaseRefused("offer.have_one")
        store.accept_offer(id_)
        if offer.kind is OfferKind.HAND_OVER:
            store.move_case(offer.case, desk.organisation.id, offer.consent)
            # The consent to the group before has nothing left to hold.
            asking.done_with(kept.consent)
            # What that group gave to taskforces was given in its name: the new one asks the person anew.
            for given in given_to_taskforces.of_case(offer.case):
                asking.done_with(given.consent)
        _say(desk, offer.case, today, offer=id_, turn="accepted", to=offer.to)
        act = Act.JOINED if offer.kind is OfferKind.JOIN else Act.TOOK_OVER
        network.note(desk, act, kept.conversation, today)
        return offer.case


def refuse(desk: Desk, id_: str, text: str, today: dt.date) -> None:
    """Not for us. The keys of this group are gone, also to the conversation where it came with the offer, and so is the consent:
    nobody reads on their page that a group helps them which said no.
    """
    said = cases.checked_text(text)
    with transaction.atomic():
        offer = _waiting(desk, id_, to_write=True)
        _check_stays(offer)
        _say(desk, offer.case, today, offer=id_, turn="refused", to=offer.to, text=said, asked=offer.asked)
        kept = store.case(offer.case)
        store.take_keys(offer.case, desk.organisation.id)
        if kept is not None:
            _stop_reading(desk, kept, offer, today)
        # The offer hangs on it.
        asking.done_with(offer.consent)


def _stop_reading(desk: Desk, kept: store.KeptCase, offer: Offer, today: dt.date) -> None:
    try:
        seen = asking.seen(desk, kept.conversation, today)
    except TalkRefused:
        return
    if any(_gave_the_talk(consent, offer) for consent in seen.consents):
        asking.stop_reading(desk, kept.conversation, today)


def _gave_the_talk(consent: Consent, offer: Offer) -> bool:
    return (consent.by, consent.to) == (offer.by, offer.to) and TALK in consent.parts
