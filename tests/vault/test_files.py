"""A file opens whole or not at all, and its size says little."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.vault.files import CHUNK_BYTES, in_pieces, opened_file, sealed_file
from madoguchi.vault.padding import file_room
from madoguchi.vault.terms import Place, SecretBytes, Unreadable
from tests.vault.written import OTHER_CASE, PLACE, secret

FILE = b"the name of one!"
BEGINNING, SEALED_CHUNK = 25, CHUNK_BYTES + 17
LENGTHS = st.integers(0, 300_000) | st.sampled_from([0, 1, 32760, 32761, 65527, 65528, 65529, 131063, 131064, 131065])


def sealed(content: bytes) -> bytes:
    return b"".join(sealed_file([content], len(content), secret("file"), PLACE, FILE))


def opened(parts: Iterable[bytes], key: SecretBytes | None = None, place: Place = PLACE, file: bytes = FILE) -> bytes:
    return b"".join(opened_file(parts, key or secret("file"), place, file))


def content_of(length: int) -> bytes:
    return (b"0123456789abcdef" * (length // 16 + 1))[:length]


@given(LENGTHS, st.integers(1, 100_000))
def test_a_file_opens_to_what_was_sealed_however_it_is_cut_up(length: int, size: int) -> None:
    content = content_of(length)
    whole = b"".join(sealed_file(in_pieces([content], size), length, secret("file"), PLACE, FILE))
    assert opened(in_pieces([whole], size)) == content


@given(LENGTHS, LENGTHS)
def test_files_of_nearly_the_same_size_look_the_same(one: int, other: int) -> None:
    same_room = file_room(one + 8) == file_room(other + 8)
    assert (len(sealed(content_of(one))) == len(sealed(content_of(other)))) is same_room


@given(st.integers(0, 1 << 40))
def test_a_file_never_takes_an_eighth_more_than_it_needs(length: int) -> None:
    room = file_room(length)
    assert room >= max(length, 32 * 1024)
    assert length < 32 * 1024 or room - length <= length / 8
    assert room == file_room(room)
    # Four leading bits, then zeros.
    assert room % (1 << room.bit_length() - 4) == 0


def parts_of(content: bytes) -> list[bytes]:
    whole = sealed(content)
    return [whole[:BEGINNING], *in_pieces([whole[BEGINNING:]], SEALED_CHUNK)]


THREE = parts_of(content_of(150_000))


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [b""],
        [THREE[0]],
        THREE[:-1],
        THREE[:2],
        [THREE[0], THREE[2], THREE[1], *THREE[3:]],
        [THREE[0], THREE[1], THREE[1], *THREE[2:]],
        [THREE[0], *THREE[2:]],
        [*THREE, b"\0"],
        [*THREE, THREE[-1]],
        [*THREE[:-1], THREE[-1][:-1]],
        [THREE[0], *parts_of(content_of(150_000))[1:]],
        [b"\x02" + THREE[0][1:], *THREE[1:]],
    ],
    ids=range(13),
)
def test_a_file_with_chunks_cut_swapped_repeated_or_added_does_not_open(parts: list[bytes]) -> None:
    assert len(THREE) == 4
    with pytest.raises(Unreadable):
        opened(parts)


@pytest.mark.parametrize("more", [b"\0", THREE[1], THREE[-1]], ids=range(3))
def test_nothing_comes_after_the_last_chunk_of_a_file(more: bytes) -> None:
    full = parts_of(content_of(131_064))
    assert len(full[-1]) == SEALED_CHUNK, "what comes after it is a chunk of its own"
    with pytest.raises(Unreadable):
        opened([*full, more])


@given(st.integers(0, len(b"".join(THREE)) - 1), st.integers(1, 255))
def test_a_changed_byte_of_a_file_is_noticed(at: int, flip: int) -> None:
    whole = bytearray(b"".join(THREE))
    whole[at] ^= flip
    with pytest.raises(Unreadable):
        opened([bytes(whole)])


@given(st.integers(0, len(b"".join(THREE)) - 1), st.integers(1, 40))
def test_a_file_cut_or_grown_anywhere_does_not_open(length: int, more: int) -> None:
    whole = b"".join(THREE)
    for changed in (whole[:length], whole[: BEGINNING + SEALED_CHUNK + more], whole + bytes(more), whole[more:]):
        with pytest.raises(Unreadable):
            opened([changed])


def test_a_file_opens_in_its_own_place_with_its_own_key_only() -> None:
    assert opened(THREE) == content_of(150_000)
    for attempt in ({"key": secret("other")}, {"place": OTHER_CASE}, {"file": bytes(16)}):
        with pytest.raises(Unreadable):
            opened(THREE, **attempt)


@pytest.mark.parametrize("length", [0, 9, 11])
def test_a_file_of_another_length_than_was_said_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="was to have"):
        b"".join(sealed_file([bytes(10)], length, secret("file"), PLACE, FILE))


def laid_out_by_hand(monkeypatch: pytest.MonkeyPatch, inside: bytes) -> bytes:
    """A file whose inside somebody with the key wrote as they liked."""
    from madoguchi.vault import files

    monkeypatch.setattr(files, "_laid_out", lambda *_told: [inside])
    return b"".join(sealed_file([], 0, secret("file"), PLACE, FILE))


@pytest.mark.parametrize(
    "inside",
    [
        bytes(4),
        bytes(8),
        bytes(32 * 1024 - 1) + b"\1",
        bytes(36 * 1024),
        (1 << 40).to_bytes(8, "big") + bytes(32 * 1024 - 8),
        (32 * 1024).to_bytes(8, "big") + bytes(32 * 1024 - 8),
    ],
)
def test_nothing_hides_in_the_padding_of_a_file(monkeypatch: pytest.MonkeyPatch, inside: bytes) -> None:
    whole = laid_out_by_hand(monkeypatch, inside)
    monkeypatch.undo()
    with pytest.raises(Unreadable):
        opened([whole])
