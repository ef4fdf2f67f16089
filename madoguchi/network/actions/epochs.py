"""The keys of a group: hand the newest to a colleague, and begin a new one when somebody has left.

Who joins reads nothing until a colleague lets them: a key that a server could hand on by itself would be no key. Who leaves is
cut off at once, and the next colleague who opens a page begins a new epoch; until then new things are sealed to the old one, and
the leaver has held that. Who has read, has read.

A group has two circles. The second one, of members without a duty to report, begins when the first of them who can read opens a
page; it is handed on only to members who have no such duty.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from django.db import IntegrityError, transaction

from madoguchi.network import store
from madoguchi.network.terms import Circle, Desk, Member
from madoguchi.vault.groups import first_epoch, next_epoch, pairs_back, shared, taken
from madoguchi.vault.terms import SealPair


def group_secret(desk: Desk, epoch: int) -> SealPair | None:
    """The group's pair of one epoch; None where nobody has let this member read, or there is no such epoch."""
    return desk.group_keys.get(epoch)


def waiting_colleagues(desk: Desk) -> tuple[Member, ...]:
    """Members of the group whom nobody has let read yet what this desk reads and they may."""
    waits = {member.id for circle in Circle for member in _waiting_for(desk, circle)}
    return tuple(member for member in store.members_of(desk.organisation.id) if member.id in waits) if waits else ()


def _waiting_for(desk: Desk, circle: Circle) -> tuple[Member, ...]:
    pairs = desk.keys_of(circle)
    if not pairs:
        return ()
    let = {member.id for member in store.holders(desk.organisation.id, max(pairs), circle)}
    return tuple(
        member for member in store.members_of(desk.organisation.id) if member.id not in let and _may_hold(member, circle)
    )


def _may_hold(member: Member, circle: Circle) -> bool:
    return circle is Circle.ALL or not member.has_duty


def let_read(desk: Desk, member: str) -> bool:
    """Share the group's keys with a colleague: what was written before opens to them too. False where nobody like that waits."""
    with transaction.atomic():
        colleague = next((other for other in waiting_colleagues(desk) if other.id == member), None)
        return colleague is not None and share_newest(desk, colleague)


def share_newest(desk: Desk, member: Member) -> bool:
    given = [_share(desk, member, circle) for circle in Circle if _may_hold(member, circle)]
    return any(given)


def _share(desk: Desk, member: Member, circle: Circle) -> bool:
    newest = (store.epochs(desk.organisation.id, circle) or (None,))[-1]
    pair = None if newest is None else desk.keys_of(circle).get(newest.epoch)
    if newest is None or pair is None or member.organisation != desk.organisation.id:
        return False
    store.add_share(member.id, shared(newest, pair, member.seal_public), circle)
    return True


def group_pairs(member: Member, own: SealPair, circle: Circle = Circle.ALL) -> dict[int, SealPair]:
    share = store.newest_share(member, circle) if _may_hold(member, circle) else None
    if share is None:
        return {}
    epochs = [epoch for epoch in store.epochs(member.organisation, circle) if epoch.epoch <= share.epoch]
    pairs = pairs_back(epochs, taken(share, epochs[-1], own))
    return {epoch.epoch: pairs[epoch.public] for epoch in epochs}


def renewed(desk: Desk, today: dt.date) -> Desk:
    """The desk with new epochs, where somebody has left, and with the second circle begun, where this member can do it."""
    desk = _renewed(desk, Circle.ALL, today)
    return _begun(_renewed(desk, Circle.FREE, today), today)


def _renewed(desk: Desk, circle: Circle, today: dt.date) -> Desk:
    group = desk.organisation.id
    if not desk.keys_of(circle) or not store.wants_renewal(group, circle):
        return desk
    with transaction.atomic():
        mine = store.take_renewal(group, circle)
        # Read again: another colleague may have begun an epoch since this desk was opened.
        desk = _with(desk, circle, group_pairs(desk.member, desk.keys.seal, circle))
        old = store.epochs(group, circle)[-1]
        if mine and old.epoch not in desk.keys_of(circle):
            store.ask_renewal(group, circle)
        if not mine or old.epoch not in desk.keys_of(circle):
            return desk
        new, pair = next_epoch(old, desk.keys_of(circle)[old.epoch])
        store.add_epoch(group, new, today, circle)
        # Only those who could read before: who waits for a colleague goes on waiting.
        for member in store.holders(group, old.epoch, circle):
            store.add_share(member.id, shared(new, pair, member.seal_public), circle)
        return _with(desk, circle, {**desk.keys_of(circle), new.epoch: pair})


def _with(desk: Desk, circle: Circle, pairs: Mapping[int, SealPair]) -> Desk:
    return replace(desk, group_keys=pairs) if circle is Circle.ALL else replace(desk, free_keys=pairs)


def _begun(desk: Desk, today: dt.date) -> Desk:
    """The desk with the first key of the second circle, where there is none that anybody can open."""
    group = desk.organisation.id
    if desk.free_keys or not desk.group_keys or desk.member.has_duty or store.newest_public(group, Circle.FREE):
        return desk
    try:
        with transaction.atomic():
            store.drop_dead_epochs(group, Circle.FREE)
            epoch, pair = first_epoch(store.circle_id(group, Circle.FREE))
            store.add_epoch(group, epoch, today, Circle.FREE)
            # Whoever a colleague has let read, and who has no duty: nobody who still waits.
            for member in store.holders(group, max(desk.group_keys)):
                if not member.has_duty:
                    store.add_share(member.id, shared(epoch, pair, member.seal_public), Circle.FREE)
    except IntegrityError:  # a colleague was quicker, and has shared theirs
        return replace(desk, free_keys=group_pairs(desk.member, desk.keys.seal, Circle.FREE))
    return replace(desk, free_keys={epoch.epoch: pair})


def give_first_key(member: Member, today: dt.date) -> None:
    """The first member of a group gets its first key."""
    if store.epochs(member.organisation):
        return
    epoch, pair = first_epoch(store.circle_id(member.organisation, Circle.ALL))
    store.add_epoch(member.organisation, epoch, today)
    store.add_share(member.id, shared(epoch, pair, member.seal_public))
