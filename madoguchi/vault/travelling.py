"""A file in which a group travels from one house to another: records in order, sealed under a passphrase, the last one marked.

Layout: a line that says what it is, 16 bytes that name the file, its key locked under the passphrase, then the records. Each
has a byte that says whether more come, its length in 4 bytes, and what is locked under the file's key, bound to the file, to its
place and to that byte: a record that is changed, swapped, missing, added or of another file is noticed, and so is a missing end.
"""

import base64
import datetime as dt
import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from madoguchi.vault.seals import context_of, locked, locked_by_passphrase, new_key, unlocked, unlocked_by_passphrase
from madoguchi.vault.terms import ID_BYTES, Draw, SecretBytes, Unreadable, chance, key_of

BEGINS = b"Madoguchi: a group on its way, 1\n"
_LOCKED_KEY_BYTES = 16 + 1 + 24 + 32 + 16
_MORE, _LAST = b"\x00", b"\x01"
_LENGTH_BYTES = 4
_BYTES, _DAY = "\x00bytes", "\x00day"


class Foreign(Unreadable):
    """The file does not begin as one of ours does."""


def sealed_records(records: Iterable[bytes], passphrase: str, draw: Draw = chance) -> Iterator[bytes]:
    """The file piece by piece. ValueError where there is no record at all."""
    file, key = draw(ID_BYTES), new_key(draw)
    yield BEGINS + file + locked_by_passphrase(key, passphrase, file, draw)
    held: bytes | None = None
    number = 0
    for record in records:
        if held is not None:
            yield _sealed(key, file, number, _MORE, held, draw)
            number += 1
        held = record
    if held is None:
        raise ValueError("a file has at least one record")
    yield _sealed(key, file, number, _LAST, held, draw)


def opened_records(file: BinaryIO, passphrase: str) -> Iterator[bytes]:
    """The records in order. Only when the iterator has ended without Unreadable is the file known to be whole.

    Foreign where it is none of ours; Unreadable where the passphrase is another one, or where the file is damaged.
    """
    if file.read(len(BEGINS)) != BEGINS:
        raise Foreign
    name = file.read(ID_BYTES)
    if len(name) != ID_BYTES:
        raise Unreadable
    key = key_of(unlocked_by_passphrase(file.read(_LOCKED_KEY_BYTES), passphrase, name).reveal())
    number, more = 0, _MORE
    while more == _MORE:
        more = file.read(1)
        length = int.from_bytes(file.read(_LENGTH_BYTES), "big")
        yield unlocked(key, file.read(length), _for_record(name, number, more))
        number += 1
    if file.read(1):
        raise Unreadable


def _sealed(key: SecretBytes, file: bytes, number: int, more: bytes, record: bytes, draw: Draw) -> bytes:
    content = locked(key, record, _for_record(file, number, more), draw)
    return more + len(content).to_bytes(_LENGTH_BYTES, "big") + content


def _for_record(file: bytes, number: int, more: bytes) -> bytes:
    return context_of("on its way", file, number.to_bytes(8, "big"), more)


def written(record: Any) -> bytes:
    """A record of plain values (texts, whole numbers, bytes, days, lists, mappings of them) as bytes."""
    return json.dumps(record, default=_marked, separators=(",", ":")).encode()


def _marked(value: object) -> dict[str, str]:
    if isinstance(value, bytes | memoryview):
        return {_BYTES: base64.b64encode(value).decode()}
    if isinstance(value, dt.date):
        return {_DAY: value.isoformat()}
    raise TypeError(f"a record holds no {type(value).__name__}")


def read(content: bytes) -> Any:
    """The record that was written; Unreadable where it is none."""
    try:
        return json.loads(content, object_hook=_unmarked)
    except (ValueError, TypeError) as wrong:
        raise Unreadable from wrong


def _unmarked(found: dict[str, Any]) -> Any:
    if set(found) == {_BYTES}:
        return base64.b64decode(found[_BYTES], validate=True)
    return dt.date.fromisoformat(found[_DAY]) if set(found) == {_DAY} else found
