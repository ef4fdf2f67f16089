"""What the body of a message says: its text, and the files that came with it. Bytes in, values out; the event says which layout.

    layout 1   the text in UTF-8
    layout 2   JSON: {"text": …, "files": [{"name", "key", "kind", "bytes", "notes", "digest"}, …]}

`name` (16 bytes) and `digest` in hexadecimal digits, `key` (32 bytes) in base64. The keys of the files stand in the body and not
in the event, so that deleting a message leaves nothing that opens its files or says what they were.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field

from madoguchi.cleaning.terms import Kind, Note
from madoguchi.help.terms import Attachment
from madoguchi.vault.terms import SecretBytes, key_of

TEXT_ONLY, WITH_FILES = 1, 2


@dataclass(frozen=True, slots=True)
class Held:
    """A file of a message, and the key that opens it."""

    file: Attachment
    key: SecretBytes


@dataclass(frozen=True, slots=True)
class Body:
    """A message as it was written."""

    text: str = field(repr=False)
    files: tuple[Held, ...] = ()


def layout_for(body: Body) -> int:
    """The oldest layout that can say it."""
    return WITH_FILES if body.files else TEXT_ONLY


def written(body: Body) -> bytes:
    """The body in the layout that `layout_for` names."""
    if layout_for(body) == TEXT_ONLY:
        return body.text.encode()
    return json.dumps({"text": body.text, "files": _rows(body.files)}, ensure_ascii=False).encode()


def _rows(files: Sequence[Held]) -> list[dict[str, object]]:
    return [
        {
            "name": held.file.name,
            "key": b64encode(held.key.reveal()).decode(),
            "kind": held.file.kind.value,
            "bytes": held.file.size,
            "notes": [note.value for note in held.file.notes],
            "digest": held.file.digest,
        }
        for held in files
    ]


def read(content: bytes, layout: int) -> Body:
    """The body of a message; ValueError or KeyError where it is of no layout that we know."""
    if layout == TEXT_ONLY:
        return Body(content.decode())
    if layout != WITH_FILES:
        raise ValueError(f"a body of layout {layout} was written by a later version")
    told = json.loads(content)
    return Body(told["text"], tuple(_held(row) for row in told["files"]))


def _held(row: dict[str, object]) -> Held:
    notes = row["notes"]
    assert isinstance(notes, list)
    file = Attachment(
        str(row["name"]), Kind(row["kind"]), int(str(row["bytes"])), tuple(Note(note) for note in notes), str(row["digest"])
    )
    return Held(file, key_of(b64decode(str(row["key"]))))
