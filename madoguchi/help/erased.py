"""What people erased, so that a backup does not bring it back: hashes in files beside the vault keys. Never what it was.

A restored backup holds rows that were erased after it was made, and the vault key of that time may still be here. So each erasure
leaves a hash of ids (never of content) in the file of the vault key that was the newest then; every backup from before it is
locked under that key or an older one. When the key is destroyed no such backup opens any more, and the file goes with it.
The files lie where the keys lie, because whoever restores has the keys and perhaps nothing else of the house.
"""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from madoguchi.help import keyring
from madoguchi.vault.cases import Wrap
from madoguchi.vault.events import header_of
from madoguchi.vault.seals import context_of
from madoguchi.vault.terms import Place

FOR_GOOD = "for-good.erased"
"""The list that no vault key takes with it."""

_LINE_BYTES = 65


def note_conversation(place: Place) -> None:
    """A whole conversation is about to go."""
    _note([mark_of_conversation(place)])


def note_message(place: Place, event: bytes) -> None:
    """The text and the files of a message are about to go."""
    _note([mark_of_message(place, event)])


def note_file(place: Place, name: bytes) -> None:
    """One file is about to go."""
    _note([mark_of_file(place, name)])


def note_wraps(place: Place, wraps: Iterable[Wrap], events: Iterable[bytes]) -> None:
    """A group that is refused is about to lose its keys. `events`: the story, which says which key each epoch had."""
    keys = key_marks(events)
    _note([mark_of_wrap(place, keys[wrap.epoch], wrap.reader) for wrap in wraps if wrap.epoch in keys])


def note_consents(place: Place, questions: Iterable[bytes]) -> None:
    """What a person agreed to is taken back. `questions`: the events that had asked."""
    _note([mark_of_consent(place, question) for question in questions])


def note_for_good(mark: bytes) -> None:
    """A membership or a group is about to go; the room below gives its own mark.

    Not locked under any vault key, so that an old backup would bring it back whatever keys are gone: this list stays.
    """
    _write(keyring.folder() / FOR_GOOD, [mark])


def note_other(mark: bytes) -> None:
    """Something that a room above keeps is about to go; that room gives its own mark."""
    _note([mark])


def note_departed(place: Place, arrival: bytes) -> None:
    """A conversation goes to another house with its group."""
    _note([mark_of_departed(place, arrival)])


def note_hung(mark: bytes) -> None:
    """Something that a room above had hung on a conversation is about to go."""
    _note([mark])


def mark_of_hung(what: str, id_: str) -> bytes:
    """What a thing that a room above hung on a conversation is known by here: its kind, and its id of chance."""
    return context_of("erased from a conversation", what.encode(), id_.encode())


def key_marks(events: Iterable[bytes]) -> dict[int, bytes]:
    """The open mark of the key of each epoch."""
    return {header.epoch: header.key_mark for header in map(header_of, events)}


def mark_of_conversation(place: Place) -> bytes:
    """What a conversation is known by here."""
    return context_of("erased conversation", place.instance, place.case)


def mark_of_departed(place: Place, arrival: bytes) -> bytes:
    """What a conversation that went to another house is known by here. If it ever comes back, it is by another arrival."""
    return context_of("departed conversation", place.instance, place.case, arrival)


def mark_of_message(place: Place, event: bytes) -> bytes:
    """What a message is known by here. Not by its number: after a backup was put back another message may have the same one."""
    return context_of("erased message", place.instance, place.case, hashlib.sha256(event).digest())


def mark_of_consent(place: Place, question: bytes) -> bytes:
    """What the yes to a question is known by here. Taken back once, a question is never agreed to again: it is asked anew."""
    return context_of("consent taken back", place.instance, place.case, hashlib.sha256(question).digest())


def mark_of_file(place: Place, name: bytes) -> bytes:
    """What a file is known by here."""
    return context_of("erased file", place.instance, place.case, name)


def mark_of_wrap(place: Place, key_mark: bytes, reader: bytes) -> bytes:
    """What a key for a reader is known by here. Not by its epoch, for the same reason."""
    return context_of("erased wrap", place.instance, place.case, key_mark, reader)


def known() -> frozenset[bytes]:
    """The marks of everything that was erased, as far as the vault keys that are here reach back."""
    found: set[bytes] = set()
    for path in keyring.folder().glob("*.erased"):
        # A line that a power cut left half written belongs to an erasure that nobody was told of yet.
        found |= {bytes.fromhex(line) for line in path.read_text("ascii").splitlines() if len(line) + 1 == _LINE_BYTES}
    return frozenset(found)


def _note(marks: Iterable[bytes]) -> None:
    """Into the list of the vault key of now."""
    found = list(marks)
    if found:
        _write(keyring.folder() / keyring.erased_name(keyring.newest().number), found)


def _write(path: Path, marks: Iterable[bytes]) -> None:
    """On the disk before the rows go: an erasure that is asked for is never forgotten."""
    lines = "".join(f"{mark.hex()}\n" for mark in marks)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, lines.encode("ascii"))
        os.fsync(handle)
    finally:
        os.close(handle)
