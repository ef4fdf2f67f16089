"""Councils: open one, sit down, read, write, leave, close. Only who sits there holds a key, and on the last day all keys go.

Its key works as that of a group does: a pair for each epoch, its secret half sealed to every member who sits there; who leaves
loses it at once, and the next one who opens the council begins a new epoch. Entries are signed and chained like those of a case.
"""

import datetime as dt
import json
from collections.abc import Iterable

from django.db import transaction

from madoguchi.network import store
from madoguchi.network.decide import councils as decide
from madoguchi.network.store import councils as shelf
from madoguchi.network.terms import Circle, Desk, Member, NotDone, Refusal
from madoguchi.network.terms.councils import (
    LONGEST_TEXT,
    MOST_DAYS,
    MOST_ENTRIES,
    Council,
    CouncilKind,
    Said,
    Sitting,
    Spoke,
)
from madoguchi.vault.chain import checked
from madoguchi.vault.events import CaseKey, Opened, head_after, header_of, open_event, seal_event, start
from madoguchi.vault.groups import first_epoch, next_epoch, pairs_back, shared, taken
from madoguchi.vault.keys import derived
from madoguchi.vault.terms import ID_BYTES, BrokenChain, GroupId, SealPair, Unreadable, chance

# ------------------------------------------------------------------ open and close


def open_council(
    desk: Desk, kind: CouncilKind, circle: Circle, guests: Iterable[Member], last_day: dt.date, today: dt.date, **first: object
) -> str:
    """A new council of the member at this desk and some guests; its id. `first`: what its opening says."""
    if last_day < today:
        raise NotDone(Refusal.DAY_PAST)
    if last_day > today + dt.timedelta(days=MOST_DAYS):
        raise NotDone(Refusal.DAY_TOO_FAR)
    everybody = (desk.member, *(guest for guest in guests if guest.id != desk.member.id))
    if not all(_may_sit(member, circle) for member in everybody):
        raise NotDone(Refusal.MAY_NOT_SIT)
    with transaction.atomic():
        id_ = chance(ID_BYTES).hex()
        council = Council(id_, kind, circle, today, last_day, start(decide.place_of(id_)))
        shelf.add(council)
        epoch, pair = first_epoch(GroupId(bytes.fromhex(id_)))
        shelf.add_epoch(id_, epoch)
        for member in everybody:
            shelf.add_seat(id_, member.id, shared(epoch, pair, member.seal_public))
        _write(desk, council, {epoch.epoch: pair}, Spoke.OPENED, today, first)
        return id_


def _may_sit(member: Member, circle: Circle) -> bool:
    """Nobody sits down whom no colleague has let read: an operator alone brings nobody to a council."""
    return decide.may_sit(member, circle) and store.newest_share(member) is not None


def close(desk: Desk, id_: str, today: dt.date) -> None:
    """Whoever opened it closes it: every key and entry is gone, and what was given to it."""
    with transaction.atomic():
        sitting = opened(desk, id_, today)
        if sitting.opened_by != desk.member:
            raise NotDone(Refusal.NO_SUCH_COUNCIL)
        shelf.drop(id_)


def close_due(today: dt.date) -> int:
    """Close every council whose last day is over; how many. Asked at each page of a desk, and every day."""
    if not shelf.are_past(today):
        return 0
    with transaction.atomic():
        return shelf.drop_past(today)


# ------------------------------------------------------------------ who sits there


def seat(desk: Desk, id_: str, member: Member, today: dt.date) -> None:
    """Let a member of any group sit down: they read everything that was said. Somebody who sits there decides."""
    with transaction.atomic():
        sitting = opened(desk, id_, today, to_write=True)
        if not _may_sit(member, sitting.council.circle):
            raise NotDone(Refusal.MAY_NOT_SIT)
        epoch = shelf.epochs(id_)[-1]
        shelf.add_seat(id_, member.id, shared(epoch, sitting.pairs[epoch.epoch], member.seal_public))


def unseat(desk: Desk, id_: str, member: str, today: dt.date) -> None:
    """Leave; or, for whoever opened it, take another member's seat. Who has read, has read."""
    with transaction.atomic():
        sitting = opened(desk, id_, today, to_write=True)
        if member != desk.member.id and sitting.opened_by != desk.member:
            raise NotDone(Refusal.NO_SUCH_COUNCIL)
        shelf.leave(id_, member)


# ------------------------------------------------------------------ read and write


def of_desk(desk: Desk, kind: CouncilKind, today: dt.date) -> tuple[Sitting, ...]:
    """The councils of a kind at which the member sits, the newest first. What cannot be read whole is not among them."""
    found = (_opened_or_none(desk, council.id, today) for council in shelf.of_member(desk.member.id, kind))
    return tuple(sitting for sitting in found if sitting is not None)


def _opened_or_none(desk: Desk, id_: str, today: dt.date) -> Sitting | None:
    try:
        return opened(desk, id_, today)
    except NotDone:
        return None


def opened(desk: Desk, id_: str, today: dt.date, *, to_write: bool = False) -> Sitting:
    """A council with everything in it; NotDone where there is none for this desk: nobody learns which of the two it is."""
    council = shelf.council(id_, to_write=to_write)
    if council is None or council.last_day < today:
        raise NotDone(Refusal.NO_SUCH_COUNCIL)
    pairs = _renewed(council, _pairs(desk, council), desk)
    if not pairs:
        raise NotDone(Refusal.NO_SUCH_COUNCIL)
    return Sitting(council, pairs, _said(council, pairs), shelf.seated(id_))


def _pairs(desk: Desk, council: Council) -> dict[int, SealPair]:
    share = shelf.newest_seat(council.id, desk.member) if decide.may_sit(desk.member, council.circle) else None
    if share is None:
        return {}
    epochs = [epoch for epoch in shelf.epochs(council.id) if epoch.epoch <= share.epoch]
    try:
        pairs = pairs_back(epochs, taken(share, epochs[-1], desk.keys.seal))
    except Unreadable:  # sealed to keys that this member has lost
        return {}
    return {epoch.epoch: pairs[epoch.public] for epoch in epochs}


def _renewed(council: Council, pairs: dict[int, SealPair], desk: Desk) -> dict[int, SealPair]:
    """The pairs with a new epoch, where somebody has left."""
    if not pairs or not shelf.wants_renewal(council.id):
        return pairs
    with transaction.atomic():
        if not shelf.take_renewal(council.id):
            return _pairs(desk, council)  # another one was quicker
        old = shelf.epochs(council.id)[-1]
        new, pair = next_epoch(old, pairs[old.epoch])
        shelf.add_epoch(council.id, new)
        for member in shelf.seated(council.id):
            shelf.add_seat(council.id, member.id, shared(new, pair, member.seal_public))
        return {**pairs, new.epoch: pair}


def _said(council: Council, pairs: dict[int, SealPair]) -> tuple[Said, ...]:
    place, sealed = decide.place_of(council.id), shelf.story(council.id)
    keys = {epoch: _key(epoch, pair) for epoch, pair in pairs.items()}
    try:
        # Whoever signed must be, or have been, a member; that they sat here says the key that the entry is sealed under.
        checked(sealed, place, known=council.head, may_write=lambda header: store.member_signing(header.sender) is not None)
        return tuple(_entry(open_event(each, place, keys[header_of(each).epoch])) for each in sealed)
    except (BrokenChain, Unreadable, KeyError) as broken:
        raise NotDone(Refusal.NO_SUCH_COUNCIL) from broken


def _entry(opened_: Opened) -> Said:
    content = json.loads(opened_.content.reveal())
    day = dt.date.fromisoformat(content.pop("day"))
    return Said(opened_.header.seq, Spoke(opened_.header.kind), day, store.member_signing(opened_.header.sender), content)


def _key(epoch: int, pair: SealPair) -> CaseKey:
    return CaseKey(epoch, derived(pair.secret, "council"))


def write(desk: Desk, id_: str, spoke: Spoke, today: dt.date, **content: object) -> None:
    """Write one entry behind the others; the member signs."""
    with transaction.atomic():
        sitting = opened(desk, id_, today, to_write=True)
        _write(desk, sitting.council, dict(sitting.pairs), spoke, today, content)


def _write(
    desk: Desk, council: Council, pairs: dict[int, SealPair], spoke: Spoke, today: dt.date, content: dict[str, object]
) -> None:
    if council.head.seq >= MOST_ENTRIES:
        raise NotDone(Refusal.COUNCIL_FULL)
    newest = max(pairs)
    said = json.dumps({"day": today.isoformat(), **content}).encode()
    key = _key(newest, pairs[newest])
    entry = seal_event(said, decide.place_of(council.id), key, desk.keys.sign, kind=int(spoke), after=council.head)
    shelf.add_entry(council.id, entry, head_after(entry))


def finish(desk: Desk, id_: str, seq: int, today: dt.date) -> None:
    """A next step is done; nothing happens where it was done already."""
    with transaction.atomic():
        sitting = opened(desk, id_, today, to_write=True)
        if any((todo.seq, todo.done_on) == (seq, None) for todo in decide.todos(sitting.said)):
            _write(desk, sitting.council, dict(sitting.pairs), Spoke.DONE, today, {"about": seq})


def checked_text(text: str, longest: int = LONGEST_TEXT) -> str:
    """A text as it is kept; NotDone where there is nothing in it, or too much. Never cut."""
    said = text.strip()
    if not said:
        raise NotDone(Refusal.TEXT_EMPTY)
    if len(said) > longest:
        raise NotDone(Refusal.TEXT_TOO_LONG)
    return said
