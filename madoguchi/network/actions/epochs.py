"""The keys of a group: hand the newest to a colleague, and begin a new one when somebody has left.

Who joins reads nothing until a colleague lets them: a key that a server could hand on by itself would be no key. Who leaves is
cut off at once, and the next colleague who opens a page begins a new epoch; until then new things are sealed to the old one, and
the leaver has held that. Who has read, has read.
"""

import datetime as dt
from dataclasses import replace

from django.db import transaction

from madoguchi.network import store
from madoguchi.network.terms import Desk, Member
from madoguchi.vault.groups import first_epoch, next_epoch, pairs_back, shared, taken
from madoguchi.vault.terms import SealPair


def group_secret(desk: Desk, epoch: int) -> SealPair | None:
    """The group's pair of one epoch; None where nobody has let this member read, or there is no such epoch."""
    return desk.group_keys.get(epoch)


def waiting_colleagues(desk: Desk) -> tuple[Member, ...]:
    """Members of the group whom nobody has let read yet."""
    if not desk.group_keys:
        return ()
    newest = max(desk.group_keys)
    let = {member.id for member in store.holders(desk.organisation.id, newest)}
    return tuple(member for member in store.members_of(desk.organisation.id) if member.id not in let)


def let_read(desk: Desk, member: str) -> bool:
    """Share the group's key with a colleague: what was written before opens to them too. False where nobody like that waits."""
    with transaction.atomic():
        colleague = next((other for other in waiting_colleagues(desk) if other.id == member), None)
        return colleague is not None and share_newest(desk, colleague)


def share_newest(desk: Desk, member: Member) -> bool:
    newest = store.epochs(desk.organisation.id)[-1]
    pair = desk.group_keys.get(newest.epoch)
    if pair is None or member.organisation != desk.organisation.id:
        return False
    store.add_share(member.id, shared(newest, pair, member.seal_public))
    return True


def group_pairs(member: Member, own: SealPair) -> dict[int, SealPair]:
    share = store.newest_share(member)
    epochs = [] if share is None else [epoch for epoch in store.epochs(member.organisation) if epoch.epoch <= share.epoch]
    if share is None:
        return {}
    pairs = pairs_back(epochs, taken(share, epochs[-1], own))
    return {epoch.epoch: pairs[epoch.public] for epoch in epochs}


def renewed(desk: Desk, today: dt.date) -> Desk:
    """The desk with a new epoch, where somebody has left and this member can make one."""
    if not desk.group_keys or not store.wants_renewal(desk.organisation.id):
        return desk
    with transaction.atomic():
        mine = store.take_renewal(desk.organisation.id)
        # Read again: another colleague may have begun an epoch since this desk was opened.
        desk = replace(desk, group_keys=group_pairs(desk.member, desk.keys.seal))
        old = store.epochs(desk.organisation.id)[-1]
        if mine and old.epoch not in desk.group_keys:
            store.ask_renewal(desk.organisation.id)
        if not mine or old.epoch not in desk.group_keys:
            return desk
        new, pair = next_epoch(old, desk.group_keys[old.epoch])
        store.add_epoch(desk.organisation.id, new, today)
        # Only those who could read before: who waits for a colleague goes on waiting.
        for member in store.holders(desk.organisation.id, old.epoch):
            store.add_share(member.id, shared(new, pair, member.seal_public))
        return replace(desk, group_keys={**desk.group_keys, new.epoch: pair})


def give_first_key(member: Member, today: dt.date) -> None:
    """The first member of a group gets its first key."""
    if store.epochs(member.organisation):
        return
    epoch, pair = first_epoch(store.key_id(member.organisation))
    store.add_epoch(member.organisation, epoch, today)
    store.add_share(member.id, shared(epoch, pair, member.seal_public))
