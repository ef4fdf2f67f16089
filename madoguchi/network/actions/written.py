"""What a member writes for colleagues: signed by them, sealed to a circle of a group or to one member. Keeps nothing itself."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from madoguchi.network import store
from madoguchi.network.store import FORGOTTEN
from madoguchi.network.terms import Circle, Desk, Member, Sealed
from madoguchi.vault.authored import authored, read
from madoguchi.vault.padding import padded, unpadded
from madoguchi.vault.seals import opened_with, sealed_to
from madoguchi.vault.terms import SealPair, Unreadable


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote. `signer`: the public half of the key that signed it."""

    signer: bytes
    said: Mapping[str, object] = field(repr=False)


def signed(desk: Desk, said: Mapping[str, object], context: bytes) -> bytes:
    """Words with their author, of a length that says little."""
    return padded(authored(json.dumps(said).encode(errors="replace"), desk.keys.sign, context))


def checked(text: bytes, context: bytes) -> Written:
    """The same, read; Unreadable where nobody signed it for this, or where it is nothing that we write.

    Anybody can seal to a public key and sign with a key of their own, so what comes out may be anything.
    """
    signer, content = read(unpadded(text), context)
    try:
        said = json.loads(content)
    except ValueError:
        raise Unreadable from None
    if not isinstance(said, dict):
        raise Unreadable
    return Written(signer, said)


def authors(written: Iterable[Written], organisation: str) -> dict[bytes, Member]:
    """Who of a group signed, by the public half: each asked for once, however much they wrote.

    Anybody can seal to a public key, and sign with a key of their own: what nobody of the group signed is nobody's word in it.
    """
    found = ((signer, store.member_signing(signer)) for signer in {each.signer for each in written})
    return {signer: member for signer, member in found if member is not None and member.organisation == organisation}


def nickname_of(member: Member) -> str:
    """By which colleagues know them; empty where they are forgotten."""
    return "" if member.nickname.startswith(FORGOTTEN) else member.nickname


def seal_for(organisation: str, circle: Circle, text: bytes, context: bytes) -> Sealed | None:
    """Sealed to the newest key of a circle of a group; None where nobody could open it."""
    found = store.newest_public(organisation, circle)
    return None if found is None else Sealed(circle, found[0], sealed_to(found[1], text, context))


def open_at(desk: Desk, sealed: Sealed, context: bytes) -> Written | None:
    """What was written for the group of this desk; None where this desk holds no key to it."""
    pair = desk.keys_of(sealed.circle).get(sealed.epoch)
    return None if pair is None else open_with(pair, sealed.content, context)


def open_with(pair: SealPair, content: bytes, context: bytes) -> Written | None:
    """The same for one member's own pair."""
    try:
        return checked(opened_with(pair, content, context), context)
    except Unreadable:
        return None
