"""Groups: one X25519 pair for each epoch of a group, its secret half sealed to every member.

When a member leaves, the group begins a new epoch and the shares of the leaver are destroyed; cases get their new key when next
written to (`cases.needs_new_key`). The secret half of an epoch leads back to the one before, never forward: a new member reads
what the group could read, a former member reads nothing that came later. Who has read, has read.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from madoguchi.vault.keys import derived, seal_pair
from madoguchi.vault.seals import context_of, locked, new_key, opened_with, sealed_to, unlocked
from madoguchi.vault.terms import ID_BYTES, KEY_BYTES, Draw, GroupId, SealPair, Unreadable, chance, key_of, same_bytes, sized


@dataclass(frozen=True, slots=True)
class GroupEpoch:
    """What everybody may know of an epoch. `link` leads back to the secret half before; the first epoch has none."""

    group: GroupId
    epoch: int
    public: bytes
    link: bytes | None

    def __post_init__(self) -> None:
        sized(self.group, ID_BYTES, "a group id")
        sized(self.public, KEY_BYTES, "a public key")
        if self.epoch < 1 or (self.epoch == 1) != (self.link is None):
            raise ValueError("epochs are counted from 1, and each but the first has a link")


@dataclass(frozen=True, slots=True)
class Share:
    """The secret half of one epoch, sealed to one member. `member`: the member's public X25519 key."""

    epoch: int
    member: bytes
    sealed: bytes


def first_epoch(group: GroupId, draw: Draw = chance) -> tuple[GroupEpoch, SealPair]:
    """A new group and its pair."""
    pair = seal_pair(new_key(draw))
    return GroupEpoch(group, 1, pair.public, None), pair


def next_epoch(old: GroupEpoch, pair: SealPair, draw: Draw = chance) -> tuple[GroupEpoch, SealPair]:
    """The epoch after somebody left: a new pair that leads back to the old one. ValueError if `pair` is not that of `old`."""
    if not same_bytes(old.public, pair.public):
        raise ValueError("this pair belongs to another epoch of the group")
    new = seal_pair(new_key(draw))
    link = locked(derived(new.secret, "link"), pair.secret.reveal(), _for_link(old.group, old.epoch), draw)
    return GroupEpoch(old.group, old.epoch + 1, new.public, link), new


def shared(epoch: GroupEpoch, pair: SealPair, member: bytes) -> Share:
    """The secret half of an epoch for one member."""
    return Share(epoch.epoch, member, sealed_to(member, pair.secret.reveal(), _for_member(epoch, member)))


def taken(share: Share, epoch: GroupEpoch, member: SealPair) -> SealPair:
    """The pair of an epoch, for the member it was shared with; Unreadable otherwise."""
    return _pair_of(opened_with(member, share.sealed, _for_member(epoch, member.public)), epoch.public)


def earlier_pair(new: GroupEpoch, pair: SealPair, old: GroupEpoch) -> SealPair:
    """The pair of the epoch before; Unreadable if `old` is not the epoch that `new` came after."""
    if new.link is None or old.epoch != new.epoch - 1:
        raise Unreadable
    return _pair_of(unlocked(derived(pair.secret, "link"), new.link, _for_link(old.group, old.epoch)), old.public)


def pairs_back(epochs: Sequence[GroupEpoch], newest: SealPair) -> dict[bytes, SealPair]:
    """Every pair of a group by its public half. `epochs`: all of them in order; `newest` belongs to the last."""
    pairs = {newest.public: newest}
    for old, new in zip(reversed(epochs[:-1]), reversed(epochs[1:]), strict=True):
        newest = earlier_pair(new, newest, old)
        pairs[newest.public] = newest
    return pairs


def _pair_of(secret: bytes, public: bytes) -> SealPair:
    pair = seal_pair(key_of(secret))
    if not same_bytes(pair.public, public):
        raise Unreadable
    return pair


def _for_member(epoch: GroupEpoch, member: bytes) -> bytes:
    return context_of("group share", epoch.group, epoch.epoch.to_bytes(4, "big"), epoch.public, member)


def _for_link(group: GroupId, epoch: int) -> bytes:
    return context_of("group link", group, epoch.to_bytes(4, "big"))
