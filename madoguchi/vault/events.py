"""One event of a case: sealed under the case's key, signed by its sender, chained to the event before it.

Layout, all numbers big-endian:

    byte 0        version, 1
    1   .. 17     instance id
    17  .. 33     case id
    33  .. 37     epoch of the case key, from 1
    37  .. 45     seq: place in the case, from 1
    45  .. 77     sender: Ed25519 public key
    77  .. 79     kind: a number whose meaning the rooms above decide
    79  .. 111    previous: SHA-256 of the whole event before, for the first one a hash of the place
    111 .. 143    mark of the case key: nobody can make one event that shows two readers two texts
    143 .. 167    nonce
    167 .. -64    XChaCha20-Poly1305 of the padded content; bytes 0 .. 143 go with it
    -64 ..        Ed25519 signature of everything before it, with a word for the purpose in front

The hash of an event is taken over all of it, signature included. Header and sizes are not hidden: who holds the disk sees
which keys wrote how often. Days and names stand inside only.
"""

import hashlib
from dataclasses import dataclass
from struct import Struct

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
    crypto_sign,
    crypto_sign_open,
)
from nacl.exceptions import CryptoError

from madoguchi.vault.keys import derived
from madoguchi.vault.padding import padded, unpadded
from madoguchi.vault.seals import NONCE_BYTES, context_of
from madoguchi.vault.terms import (
    KEY_BYTES,
    CaseId,
    Draw,
    InstanceId,
    Place,
    SecretBytes,
    SignPair,
    Unreadable,
    chance,
    key_of,
    same_bytes,
    sized,
)

VERSION = 1
HASH_BYTES = 32
SIGNATURE_BYTES = 64
LARGEST_KIND = 0xFFFF

_LAYOUT = Struct(">B16s16sIQ32sH32s32s")
HEADER_BYTES = _LAYOUT.size
_OVERHEAD = HEADER_BYTES + NONCE_BYTES + 16 + SIGNATURE_BYTES
_SIGNED_AS = b"madoguchi event 1\0"


@dataclass(frozen=True, slots=True)
class Head:
    """Where a story stands: how many events, and the hash of the last."""

    seq: int
    hash: bytes

    def __post_init__(self) -> None:
        sized(self.hash, HASH_BYTES, "a hash")


@dataclass(frozen=True, slots=True)
class Header:
    """What an event says openly."""

    place: Place
    epoch: int
    seq: int
    sender: bytes
    kind: int
    previous: bytes
    key_mark: bytes


@dataclass(frozen=True, slots=True)
class CaseKey:
    """The key of a case in one epoch."""

    epoch: int
    key: SecretBytes

    def __post_init__(self) -> None:
        key_of(self.key.reveal())
        if self.epoch < 1:
            raise ValueError("epochs are counted from 1")


@dataclass(frozen=True, slots=True)
class Opened:
    """An event that was opened: what it says openly, and its content."""

    header: Header
    content: SecretBytes


def start(place: Place) -> Head:
    """The head of a case without events; its hash belongs to this case only."""
    return Head(0, context_of("no events yet", place.instance, place.case))


def head_after(event: bytes) -> Head:
    """Where the story stands after this event."""
    return Head(header_of(event).seq, hashlib.sha256(event).digest())


def key_mark(key: CaseKey) -> bytes:
    """32 bytes that say which key it is, without telling anything of the key."""
    return derived(key.key, "mark").reveal()


def header_of(event: bytes) -> Header:
    """What an event says openly. Nothing of it is checked here but version and length; Unreadable if they are wrong."""
    if len(event) <= _OVERHEAD or event[0] != VERSION:
        raise Unreadable
    _, instance, case, epoch, seq, sender, kind, previous, mark = _LAYOUT.unpack_from(event)
    return Header(Place(InstanceId(instance), CaseId(case)), epoch, seq, sender, kind, previous, mark)


def seal_event(
    content: bytes, place: Place, key: CaseKey, sender: SignPair, *, kind: int, after: Head, draw: Draw = chance
) -> bytes:
    """The next event of a case: sealed, signed and chained. ValueError if the content is too long or `kind` over 65,535."""
    if not 0 <= kind <= LARGEST_KIND:
        raise ValueError(f"a kind is a number up to {LARGEST_KIND}, not {kind}")
    header = _LAYOUT.pack(
        VERSION, place.instance, place.case, key.epoch, after.seq + 1, sender.public, kind, after.hash, key_mark(key)
    )
    nonce = draw(NONCE_BYTES)
    body = crypto_aead_xchacha20poly1305_ietf_encrypt(padded(content), header, nonce, derived(key.key, "events").reveal())
    unsigned = header + nonce + body
    return unsigned + signature(_SIGNED_AS + unsigned, sender)


def open_event(event: bytes, place: Place, key: CaseKey) -> Opened:
    """The content of an event of this case and epoch, if its signature holds; Unreadable otherwise.

    Whether the sender may write here and whether the event stands in its place in the story is asked of `chain.checked`.
    """
    header = header_of(event)
    if header.place != place or header.epoch != key.epoch or not same_bytes(header.key_mark, key_mark(key)):
        raise Unreadable
    check_signature(event)
    nonce = event[HEADER_BYTES : HEADER_BYTES + NONCE_BYTES]
    body = event[HEADER_BYTES + NONCE_BYTES : -SIGNATURE_BYTES]
    try:
        inner = crypto_aead_xchacha20poly1305_ietf_decrypt(body, event[:HEADER_BYTES], nonce, derived(key.key, "events").reveal())
    except (CryptoError, ValueError):
        raise Unreadable from None
    return Opened(header, SecretBytes(unpadded(inner)))


def check_signature(event: bytes) -> None:
    """Unreadable unless the sender named in the header signed the event."""
    check_signed(_SIGNED_AS + event[:-SIGNATURE_BYTES], event[-SIGNATURE_BYTES:], header_of(event).sender)


def signature(text: bytes, signer: SignPair) -> bytes:
    """64 bytes. Every text that is signed begins with a word for its purpose, so that none passes for another."""
    return crypto_sign(text, signer.secret.reveal())[:SIGNATURE_BYTES]


def check_signed(text: bytes, signed: bytes, public: bytes) -> None:
    """Unreadable unless `signed` is the signature of `text` by the owner of `public`."""
    sized(public, KEY_BYTES, "a public key")
    try:
        crypto_sign_open(signed + text, public)
    except (CryptoError, ValueError):
        raise Unreadable from None
