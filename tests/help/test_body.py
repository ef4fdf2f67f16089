"""What the body of a message says can be read for as long as any event names its layout."""

import pytest

from madoguchi.cleaning.terms import Kind, Note
from madoguchi.help.body import TEXT_ONLY, WITH_FILES, Body, Held, layout_for, read, written
from madoguchi.help.terms import Attachment
from madoguchi.vault.terms import key_of

PHOTO = Held(Attachment("00" * 15 + "01", Kind.PICTURE, 1234, (Note.SMALLER,), "ab" * 32), key_of(bytes(range(32))))
VOICE = Held(Attachment("00" * 15 + "02", Kind.VOICE, 99, (), "cd" * 32), key_of(b"\x07" * 32))
VECTORS = {
    TEXT_ONLY: (Body("Xin chào.\n{}"), "Xin chào.\n{}".encode()),
    WITH_FILES: (
        Body("Xin chào.", (PHOTO, VOICE)),
        (
            '{"text": "Xin chào.", "files": [{"name": "00000000000000000000000000000001", '
            '"key": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "kind": "jpg", "bytes": 1234, "notes": ["smaller"], '
            f'"digest": "{"ab" * 32}"}}, {{"name": "00000000000000000000000000000002", '
            '"key": "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=", "kind": "mp3", "bytes": 99, "notes": [], '
            f'"digest": "{"cd" * 32}"}}]}}'
        ).encode(),
    ),
}
"""Bytes that lie in databases: they may never be read otherwise."""


@pytest.mark.parametrize("layout", VECTORS)
def test_the_bytes_of_a_layout_never_change(layout: int) -> None:
    body, content = VECTORS[layout]
    assert (layout_for(body), written(body)) == (layout, content)
    assert read(content, layout) == body


@pytest.mark.parametrize(("content", "layout"), [(b"{}", 2), (b"[", 2), (b"text", 3), (b"\xff", 1)])
def test_what_is_of_no_known_layout_is_not_guessed(content: bytes, layout: int) -> None:
    with pytest.raises((ValueError, KeyError)):
        read(content, layout)
