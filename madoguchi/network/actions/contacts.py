"""What a group keeps of meetings with authorities: who, when, with whom, what for. Sealed to the group; no other sees it.

That there was a meeting, everybody in the group reads. What it was about may say something of a stay, so it is sealed for the
members without a duty to report, unless its writer says that it does not.
"""

import datetime as dt
from dataclasses import replace

from madoguchi.network.actions.written import Written, authors, nickname_of, open_at, seal_for, signed
from madoguchi.network.decide import conduct as decide
from madoguchi.network.decide.conduct import Unfit
from madoguchi.network.store import contacts as shelf
from madoguchi.network.store.contacts import KeptContact
from madoguchi.network.terms import Circle, Desk
from madoguchi.network.terms.conduct import Contact, Meeting
from madoguchi.network.terms.keeping import KEPT
from madoguchi.vault.seals import context_of
from madoguchi.vault.terms import ID_BYTES, chance


def tell_contact(desk: Desk, meeting: Meeting, today: dt.date) -> Unfit | None:
    """Tell the group of a meeting; None when it is kept."""
    if meeting.second.casefold() == desk.member.nickname:
        # Nobody is their own second person.
        meeting = replace(meeting, second="")
    refusal = decide.unfit(meeting, today)
    if refusal is not None:
        return refusal
    id_, group = chance(ID_BYTES).hex(), desk.organisation.id
    circle = Circle.FREE if meeting.says_of_stay else Circle.ALL
    head = seal_for(group, Circle.ALL, signed(desk, decide.head_of(meeting), _for(id_, "head")), _for(id_, "head"))
    texts = seal_for(group, circle, signed(desk, decide.texts_of(meeting), _for(id_, "texts")), _for(id_, "texts"))
    if head is None:
        return Unfit.NOBODY_READS
    if texts is None:
        return Unfit.NOBODY_FREE
    shelf.add(KeptContact(id_, group, today, head, texts))
    return None


def contacts(desk: Desk) -> tuple[Contact, ...]:
    """The meetings that this group was told of, newest first; what does not open at this desk is left out."""
    kept = ((each, open_at(desk, each.head, _for(each.id, "head"))) for each in shelf.of_group(desk.organisation.id))
    found = [(each, head) for each, head in kept if head is not None]
    who = authors((head for _, head in found), desk.organisation.id)
    told = [_contact(desk, each, head, nickname_of(who[head.signer])) for each, head in found if head.signer in who]
    return tuple(sorted(told, key=lambda each: each.meeting.met_on, reverse=True))


def _contact(desk: Desk, kept: KeptContact, head: Written, by: str) -> Contact:
    texts = open_at(desk, kept.texts, _for(kept.id, "texts"))
    is_theirs = texts is not None and texts.signer == head.signer
    return Contact(decide.meeting_of(head.said, texts.said if texts and is_theirs else None), kept.told_on, by, is_theirs)


def forget_contacts(today: dt.date) -> int:
    """Delete what was told long enough ago; how many."""
    days = KEPT["network_contactrow"].days
    assert days is not None
    return shelf.forget(today - dt.timedelta(days=days))


def _for(id_: str, what: str) -> bytes:
    return context_of("contact", id_.encode(), what.encode())
