"""A file as one stream of sealed chunks, under a key of its own that stands in the event that brought it.

Layout: a version byte, the header of libsodium's secretstream (24 bytes), then chunks of 64 KiB and 17 bytes more; the last chunk
may be shorter and is marked as the last. Inside: the length in 8 bytes, the content, zeros (`padding.file_room`).
Each chunk is bound to case and file, and the stream itself notices chunks that are changed, swapped, missing or added.
"""

from collections.abc import Iterable, Iterator

from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_ABYTES,
    crypto_secretstream_xchacha20poly1305_HEADERBYTES,
    crypto_secretstream_xchacha20poly1305_init_pull,
    crypto_secretstream_xchacha20poly1305_init_push,
    crypto_secretstream_xchacha20poly1305_pull,
    crypto_secretstream_xchacha20poly1305_push,
    crypto_secretstream_xchacha20poly1305_state,
    crypto_secretstream_xchacha20poly1305_TAG_FINAL,
    crypto_secretstream_xchacha20poly1305_TAG_MESSAGE,
)
from nacl.exceptions import CryptoError

from madoguchi.vault.padding import file_room
from madoguchi.vault.seals import context_of
from madoguchi.vault.terms import ID_BYTES, Place, SecretBytes, Unreadable, sized

VERSION = b"\x01"
CHUNK_BYTES = 64 * 1024
LENGTH_BYTES = 8

_SEALED_CHUNK = CHUNK_BYTES + crypto_secretstream_xchacha20poly1305_ABYTES
_BEGINNING = len(VERSION) + crypto_secretstream_xchacha20poly1305_HEADERBYTES


def sealed_file(content: Iterable[bytes], length: int, key: SecretBytes, place: Place, file: bytes) -> Iterator[bytes]:
    """The sealed file piece by piece, to be written one after the other. ValueError if `content` has not `length` bytes.

    `file` is the 16 random bytes that name it. A key serves one file.
    """
    context = _context(place, file)
    state = crypto_secretstream_xchacha20poly1305_state()
    yield VERSION + crypto_secretstream_xchacha20poly1305_init_push(state, key.reveal())
    held = b""
    for piece in in_pieces(_laid_out(content, length), CHUNK_BYTES):
        if held:
            yield crypto_secretstream_xchacha20poly1305_push(
                state, held, context, crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
            )
        held = piece
    yield crypto_secretstream_xchacha20poly1305_push(state, held, context, crypto_secretstream_xchacha20poly1305_TAG_FINAL)


def opened_file(sealed: Iterable[bytes], key: SecretBytes, place: Place, file: bytes) -> Iterator[bytes]:
    """The content piece by piece. Only when the iterator has ended without Unreadable is the file known to be whole."""
    chunks = _opened_chunks(sealed, key, _context(place, file))
    first = next(chunks)
    length = left = int.from_bytes(first[:LENGTH_BYTES], "big")
    seen, piece = 0, first[LENGTH_BYTES:]
    if len(first) < LENGTH_BYTES:
        raise Unreadable
    while True:
        yield piece[:left]
        if any(piece[left:]):
            raise Unreadable
        left, seen = max(left - len(piece), 0), seen + len(piece)
        following = next(chunks, None)
        if following is None:
            break
        piece = following
    if left or seen != file_room(length + LENGTH_BYTES) - LENGTH_BYTES:
        raise Unreadable


def in_pieces(parts: Iterable[bytes], size: int) -> Iterator[bytes]:
    """The same bytes in pieces of `size`; the last may be shorter."""
    held = bytearray()
    for part in parts:
        held += part
        while len(held) >= size:
            yield bytes(held[:size])
            del held[:size]
    if held:
        yield bytes(held)


def _laid_out(content: Iterable[bytes], length: int) -> Iterator[bytes]:
    yield length.to_bytes(LENGTH_BYTES, "big")
    given = 0
    for part in content:
        given += len(part)
        yield part
    if given != length:
        raise ValueError(f"the file was to have {length} bytes and has {given}")
    missing = file_room(length + LENGTH_BYTES) - LENGTH_BYTES - length
    while missing:
        yield bytes(min(missing, CHUNK_BYTES))
        missing -= min(missing, CHUNK_BYTES)


def _opened_chunks(sealed: Iterable[bytes], key: SecretBytes, context: bytes) -> Iterator[bytes]:
    beginning = b""
    parts = iter(sealed)
    while len(beginning) < _BEGINNING:
        part = next(parts, None)
        if part is None:
            raise Unreadable
        beginning += part
    if beginning[:1] != VERSION:
        raise Unreadable
    state = crypto_secretstream_xchacha20poly1305_state()
    crypto_secretstream_xchacha20poly1305_init_pull(state, beginning[1:_BEGINNING], key.reveal())
    ended = False
    for chunk in in_pieces(_after(beginning[_BEGINNING:], parts), _SEALED_CHUNK):
        if ended:
            raise Unreadable
        try:
            content, tag = crypto_secretstream_xchacha20poly1305_pull(state, chunk, context)
        except (CryptoError, ValueError):
            raise Unreadable from None
        ended = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL
        yield content
    if not ended:
        raise Unreadable


def _after(first: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _context(place: Place, file: bytes) -> bytes:
    return context_of("file", place.instance, place.case, sized(file, ID_BYTES, "a file id"))
