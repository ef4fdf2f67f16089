"""Whoever wrote something signed it, for one purpose; nobody else's word passes for theirs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.vault.authored import SIGNATURE_BYTES, authored, read
from madoguchi.vault.keys import own_keys
from madoguchi.vault.seals import context_of
from madoguchi.vault.terms import KEY_BYTES, Unreadable
from tests.vault.written import secret

HOA, AN = (own_keys(secret(name)).sign for name in ("hoa", "an"))
HERE, THERE = context_of("here"), context_of("there")

contents = st.binary(max_size=200)


@given(contents)
def test_what_somebody_wrote_is_read_with_its_author(content: bytes) -> None:
    assert read(authored(content, HOA, HERE), HERE) == (HOA.public, content)


@given(contents, st.data())
def test_a_changed_text_is_nobodys(content: bytes, data: st.DataObject) -> None:
    text = authored(content, HOA, HERE)
    place = data.draw(st.integers(0, len(text) - 1))
    changed = text[:place] + bytes([text[place] ^ data.draw(st.integers(1, 255))]) + text[place + 1 :]
    with pytest.raises(Unreadable):
        read(changed, HERE)


@given(contents)
def test_what_was_written_for_one_purpose_does_not_pass_for_another(content: bytes) -> None:
    with pytest.raises(Unreadable):
        read(authored(content, HOA, HERE), THERE)


@given(contents)
def test_nobody_puts_their_text_into_anothers_name(content: bytes) -> None:
    text = authored(content, AN, HERE)
    with pytest.raises(Unreadable):
        read(HOA.public + text[KEY_BYTES:], HERE)


@given(st.integers(0, KEY_BYTES + SIGNATURE_BYTES - 1))
def test_a_piece_of_a_text_is_none(length: int) -> None:
    with pytest.raises(Unreadable):
        read(authored(b"", HOA, HERE)[:length], HERE)
