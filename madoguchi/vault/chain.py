"""The events of a case as one story: nothing swapped, repeated, left out, cut off, or brought from elsewhere."""

import hashlib
from collections.abc import Callable, Sequence
from struct import Struct

from madoguchi.vault.events import (
    SIGNATURE_BYTES,
    Head,
    Header,
    check_signature,
    check_signed,
    header_of,
    signature,
    start,
)
from madoguchi.vault.terms import BrokenChain, Fault, Place, SignPair, Unreadable

_HEAD = Struct(">B16s16sQ32s")
_HEAD_VERSION = 1
_SIGNED_AS = b"madoguchi head 1\0"

MayWrite = Callable[[Header], bool]
"""Whether the sender of this header may write such an event: the room above knows who is enrolled."""


def checked(events: Sequence[bytes], place: Place, *, known: Head | None, may_write: MayWrite) -> Head:
    """Where the story stands, if the events are the whole story of this case up to at least `known`; BrokenChain otherwise.

    `known` is the last head that the reader has reason to believe, such as a signed one. Without it (None) nobody can notice
    that the last events were cut off.
    """
    at, epoch = start(place), 1
    seen: set[bytes] = set()
    met = known is None or known == at
    for number, event in enumerate(events, start=1):
        digest = hashlib.sha256(event).digest()
        if digest in seen:
            raise BrokenChain(Fault.REPEATED, number)
        header = _follows(event, place, at, epoch, number)
        if not may_write(header):
            raise BrokenChain(Fault.STRANGER, number)
        seen.add(digest)
        at, epoch = Head(number, digest), header.epoch
        if known is not None and known.seq == number:
            if known != at:
                raise BrokenChain(Fault.CUT, number)
            met = True
    if not met:
        raise BrokenChain(Fault.CUT, len(events) + 1)
    return at


def _follows(event: bytes, place: Place, at: Head, epoch: int, number: int) -> Header:
    """The header of an event that continues the story at `at`; BrokenChain otherwise."""
    try:
        header = header_of(event)
        check_signature(event)
    except Unreadable:
        raise BrokenChain(Fault.CHANGED, number) from None
    if header.place != place:
        raise BrokenChain(Fault.FOREIGN, number)
    if header.seq != at.seq + 1:
        raise BrokenChain(Fault.OUT_OF_ORDER, number)
    if header.previous != at.hash:
        raise BrokenChain(Fault.OTHER_STORY, number)
    if header.epoch < epoch:
        raise BrokenChain(Fault.OLD_EPOCH, number)
    return header


def signed_head(head: Head, place: Place, signer: SignPair) -> bytes:
    """A head as somebody vouches for it: version, place, seq, hash, then the signature."""
    said = _HEAD.pack(_HEAD_VERSION, place.instance, place.case, head.seq, head.hash)
    return said + signature(_SIGNED_AS + said, signer)


def vouched_head(signed: bytes, place: Place, signer: bytes) -> Head:
    """The head of this case that the owner of the public key `signer` vouches for; Unreadable otherwise."""
    said, by = signed[: _HEAD.size], signed[_HEAD.size :]
    if len(by) != SIGNATURE_BYTES:
        raise Unreadable
    check_signed(_SIGNED_AS + said, by, signer)
    version, instance, case, seq, digest = _HEAD.unpack(said)
    if version != _HEAD_VERSION or (instance, case) != (place.instance, place.case):
        raise Unreadable
    return Head(seq, digest)
