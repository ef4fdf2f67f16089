"""Two colleagues vouch for somebody who lost everything: for new keys, never for the old ones. Recovers nothing.

Whoever asks makes new keys with a new passphrase. What is vouched for is a statement: this member of this group, these new public
halves, asked for on this day under this id. Each colleague signs it; two different ones make it good. The statement also gives a
short code, which is read aloud on the telephone: a colleague who types what they heard vouches for the keys of whoever they spoke
with, and for no other.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from madoguchi.vault.events import check_signed, signature
from madoguchi.vault.seals import context_of
from madoguchi.vault.terms import ID_BYTES, KEY_BYTES, GroupId, SignPair, Unreadable, sized

COLLEAGUES = 2
"""Who must vouch: one alone could be deceived, or be the one who deceives."""

CODE_DIGITS = 8
"""Enough that no other asking of these days has the same code; it is no secret, and it opens nothing."""

_SIGNED_AS = b"madoguchi 1 vouched"


@dataclass(frozen=True, slots=True)
class Asking:
    """New public halves for a member of a group. `asked_on`: a day, as YYYY-MM-DD."""

    group: GroupId
    member: bytes
    id: bytes
    seal_public: bytes
    sign_public: bytes
    asked_on: str

    def __post_init__(self) -> None:
        sized(self.group, ID_BYTES, "a group id")
        sized(self.member, ID_BYTES, "a member id")
        sized(self.id, ID_BYTES, "an id")
        sized(self.seal_public, KEY_BYTES, "a public key")
        sized(self.sign_public, KEY_BYTES, "a public key")


@dataclass(frozen=True, slots=True)
class Vouch:
    """One colleague's word. `colleague`: the public half they sign with."""

    colleague: bytes
    signed: bytes


def statement_of(asking: Asking) -> bytes:
    """What is signed: 32 bytes that stand for all of it."""
    parts = (asking.group, asking.member, asking.id, asking.seal_public, asking.sign_public, asking.asked_on.encode())
    return context_of("recovery", *parts)


def spoken_code(asking: Asking) -> str:
    """Eight digits to read aloud, in two groups of four."""
    number = int.from_bytes(hashlib.sha256(b"spoken" + statement_of(asking)).digest()) % 10**CODE_DIGITS
    digits = f"{number:0{CODE_DIGITS}d}"
    return f"{digits[:4]} {digits[4:]}"


def vouched(asking: Asking, colleague: SignPair) -> Vouch:
    """The word of a colleague who has spoken with whoever asks."""
    return Vouch(colleague.public, signature(_SIGNED_AS + statement_of(asking), colleague))


def holds(vouch: Vouch, asking: Asking) -> bool:
    """Whether this colleague signed for exactly this."""
    try:
        check_signed(_SIGNED_AS + statement_of(asking), vouch.signed, vouch.colleague)
    except Unreadable:
        return False
    return True


def is_vouched(asking: Asking, vouches: Iterable[Vouch], colleagues: Iterable[bytes]) -> bool:
    """Whether enough different colleagues signed for exactly this.

    `colleagues`: the public halves of those who may vouch now; never that of the member who is asked about.
    """
    may = frozenset(colleagues)
    good = {vouch.colleague for vouch in vouches if vouch.colleague in may and holds(vouch, asking)}
    return len(good) >= COLLEAGUES
