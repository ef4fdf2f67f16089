"""The key of an entry: who has it, how it is handed on. What an entry says opens for its owner and for those it was handed to.

A key lies under two locks: that of the conversation (so that erasing, refusing and old backups work as for messages) and the
public key of its reader: the owner, or the circle of a group in which nobody has a duty to report.
"""

import datetime as dt

from madoguchi.help.actions import hung
from madoguchi.help.actions.hung import Hook
from madoguchi.network.actions import public_key_of
from madoguchi.network.terms import Circle, Desk
from madoguchi.tracing.store.entries import Kept
from madoguchi.tracing.terms.entries import TracingRefused
from madoguchi.vault.keys import derived
from madoguchi.vault.padding import padded, unpadded
from madoguchi.vault.seals import context_of, locked, opened_with, sealed_to, unlocked
from madoguchi.vault.terms import SealPair, SecretBytes, Unreadable, key_of

HUNG = "tracing"


def public_of(group: str) -> bytes:
    """To whom things for a group are sealed; TracingRefused where nobody there may read them."""
    found = public_key_of(group, Circle.FREE)
    if found is None:
        raise TracingRefused("look.problem.nobody_reads")
    return found[1]


def handed(key: SecretBytes, public: bytes, hook: Hook, entry: str) -> bytes:
    """The key of an entry for one reader who opens this conversation."""
    inner = sealed_to(public, key.reveal(), _for_reader(entry))
    return hook.sealed(public + inner, HUNG, bytes.fromhex(entry))


def taken(sealed: bytes, pairs: dict[bytes, SealPair], hook: Hook, entry: str) -> SecretBytes:
    """And back, for whoever holds one of these pairs; Unreadable for everybody else."""
    said = hook.opened(sealed, HUNG, bytes.fromhex(entry))
    pair = pairs.get(said[:32])
    if pair is None:
        raise Unreadable
    return key_of(opened_with(pair, said[32:], _for_reader(entry)))


def _for_reader(entry: str) -> bytes:
    return context_of("key of an entry", bytes.fromhex(entry))


def of_desk(desk: Desk, kept: Kept, today: dt.date, *, to_write: bool = False) -> tuple[Hook, SecretBytes]:
    """An entry for a desk of the group that keeps it; TracingRefused for every other desk, as for what is not there."""
    if kept.group != desk.organisation.id or not desk.free_keys:
        raise TracingRefused("tracing.gone")
    hook = hung.at_desk(desk, hung.case_of(kept.row), today, to_write=to_write)
    return hook, taken(kept.for_group, pairs_of(desk), hook, kept.id)


def pairs_of(desk: Desk) -> dict[bytes, SealPair]:
    """What a desk opens with, of the circle without a duty to report."""
    return {pair.public: pair for pair in desk.free_keys.values()}


def locked_text(key: SecretBytes, text: bytes, purpose: str, entry: str) -> bytes:
    """Something of an entry under its key: as long as its bucket."""
    return locked(derived(key, purpose), padded(text), context_of(purpose, bytes.fromhex(entry)))


def text_of(key: SecretBytes, sealed: bytes, purpose: str, entry: str) -> bytes:
    """And back."""
    return unpadded(unlocked(derived(key, purpose), sealed, context_of(purpose, bytes.fromhex(entry))))


def behind(public: bytes, content: bytes, context: bytes) -> bytes:
    """A layer round something on its way, which only the group of this key takes off."""
    return public + sealed_to(public, content, context)


def peeled(desk: Desk, box: bytes, context: bytes) -> bytes:
    """What lies behind the layer of this desk's group; Unreadable for every other desk."""
    pair = pairs_of(desk).get(box[:32])
    if pair is None:
        raise Unreadable
    return opened_with(pair, box[32:], context)
