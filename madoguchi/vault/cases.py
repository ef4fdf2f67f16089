"""Who can read a case: its key, sealed to the person and to each group that reads it.

A wrap is the key of one epoch sealed to one reader, and that sealed box locked again under the instance's vault key. The vault
key changes from time to time and lies in no backup: when an old one is destroyed, the wraps in old backups open for nobody.
A new epoch carries a link, so that whoever has its key can read what was written before; the link does not lead the other way.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from madoguchi.vault.events import CaseKey
from madoguchi.vault.keys import derived
from madoguchi.vault.seals import context_of, locked, new_key, opened_with, sealed_to, unlocked
from madoguchi.vault.terms import Draw, Place, SealPair, SecretBytes, Unreadable, chance, key_of


@dataclass(frozen=True, slots=True)
class VaultKey:
    """The instance's key of a season. `number` says which one a wrap needs; it is no secret."""

    number: int
    key: SecretBytes


@dataclass(frozen=True, slots=True)
class Wrap:
    """The key of a case in one epoch for one reader. `reader`: public X25519 key of the person or of a group's epoch."""

    epoch: int
    reader: bytes
    vault: int
    sealed: bytes


def _for_reader(place: Place, epoch: int, reader: bytes) -> bytes:
    return context_of("case key", place.instance, place.case, epoch.to_bytes(4, "big"), reader)


def _for_vault(place: Place, epoch: int, reader: bytes, vault: int) -> bytes:
    return context_of("wrap", _for_reader(place, epoch, reader), vault.to_bytes(4, "big"))


def first_case_key(draw: Draw = chance) -> CaseKey:
    """The key of a new case."""
    return CaseKey(1, new_key(draw))


def wrapped(key: CaseKey, place: Place, reader: bytes, vault: VaultKey, draw: Draw = chance) -> Wrap:
    """The case key for one reader: sealed, and locked under the vault key."""
    box = sealed_to(reader, key.key.reveal(), _for_reader(place, key.epoch, reader))
    sealed = locked(vault.key, box, _for_vault(place, key.epoch, reader, vault.number), draw)
    return Wrap(key.epoch, reader, vault.number, sealed)


def unwrapped(wrap: Wrap, place: Place, reader: SealPair, vault: VaultKey) -> CaseKey:
    """The case key, for the reader it was wrapped for; Unreadable for another reader, case or vault key."""
    box = _unlocked(wrap, place, vault)
    content = opened_with(reader, box, _for_reader(place, wrap.epoch, reader.public))
    return CaseKey(wrap.epoch, key_of(content))


def moved_to(wrap: Wrap, place: Place, old: VaultKey, new: VaultKey, draw: Draw = chance) -> Wrap:
    """The same wrap under another vault key; nobody needs to be able to read the case for it."""
    box = _unlocked(wrap, place, old)
    sealed = locked(new.key, box, _for_vault(place, wrap.epoch, wrap.reader, new.number), draw)
    return Wrap(wrap.epoch, wrap.reader, new.number, sealed)


def _unlocked(wrap: Wrap, place: Place, vault: VaultKey) -> bytes:
    return unlocked(vault.key, wrap.sealed, _for_vault(place, wrap.epoch, wrap.reader, vault.number))


def needs_new_key(handed: Iterable[bytes], readers: Iterable[bytes]) -> bool:
    """Whether the next event needs a new epoch: somebody who is no reader now was given the key of this one.

    `handed`: the public keys that this epoch's key was ever wrapped for, also where the wrap is destroyed by now: who opened a
    wrap has the key. `readers`: the public keys of the person and of the present epoch of each group that reads the case.
    """
    return not frozenset(handed) <= frozenset(readers)


def next_case_key(old: CaseKey, place: Place, draw: Draw = chance) -> tuple[CaseKey, bytes]:
    """The key of the next epoch, and the link from it back to the key before."""
    new = CaseKey(old.epoch + 1, new_key(draw))
    return new, locked(derived(new.key, "link"), old.key.reveal(), _for_link(place, old.epoch), draw)


def earlier_key(new: CaseKey, link: bytes, place: Place) -> CaseKey:
    """The key of the epoch before; Unreadable if the link does not belong to `new`."""
    content = unlocked(derived(new.key, "link"), link, _for_link(place, new.epoch - 1))
    return CaseKey(new.epoch - 1, key_of(content))


def _for_link(place: Place, epoch: int) -> bytes:
    if epoch < 1:
        raise Unreadable
    return context_of("case link", place.instance, place.case, epoch.to_bytes(4, "big"))


def keys_back(newest: CaseKey, links: Sequence[bytes], place: Place) -> dict[int, CaseKey]:
    """Every key of a case by its epoch. `links`: the link of epoch 2, of epoch 3, … in order, up to that of `newest`."""
    if len(links) != newest.epoch - 1:
        raise Unreadable
    keys = {newest.epoch: newest}
    for link in reversed(links):
        newest = earlier_key(newest, link, place)
        keys[newest.epoch] = newest
    return keys
