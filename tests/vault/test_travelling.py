"""The file in which a group travels: whole and in order, or not at all."""

import datetime as dt
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from madoguchi.vault.terms import Unreadable
from madoguchi.vault.travelling import BEGINS, Foreign, opened_records, read, sealed_records, written

PASSPHRASE = "abcd-efgh"
RECORDS = [b"one", b"", b"three" * 100]

plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(max_size=9) | st.binary(max_size=9) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=3),
    max_leaves=8,
)


def pieces(records: list[bytes] = RECORDS) -> list[bytes]:
    """A sealed file in its pieces: what comes first, then each record."""
    return list(sealed_records(records, PASSPHRASE))


def opened(file: bytes, passphrase: str = PASSPHRASE) -> list[bytes]:
    """The records of a file."""
    return list(opened_records(io.BytesIO(file), passphrase))


@pytest.fixture(scope="module")
def made() -> list[bytes]:
    """One file, made once: each costs a passphrase."""
    return pieces()


def test_what_was_written_is_read_in_order(made: list[bytes]) -> None:
    assert opened(b"".join(made)) == RECORDS
    assert opened(b"".join(pieces([b"alone"]))) == [b"alone"]


def test_a_file_without_records_is_none() -> None:
    with pytest.raises(ValueError, match="at least one"):
        pieces([])


def test_another_passphrase_opens_nothing(made: list[bytes]) -> None:
    with pytest.raises(Unreadable):
        opened(b"".join(made), "abcd-efgi")


@pytest.mark.parametrize("spoiled", ["cut", "swapped", "missing", "repeated", "added", "end only", "beginning only", "shorter"])
def test_nothing_is_missing_swapped_or_added(made: list[bytes], spoiled: str) -> None:
    first, *records = made
    files = {
        "cut": [first, *records[:2]],
        "swapped": [first, records[1], records[0], records[2]],
        "missing": [first, records[0], records[2]],
        "repeated": [first, records[0], *records],
        "added": [*made, records[0]],
        "end only": [first, records[2]],
        "beginning only": [BEGINS, b"short"],
        "shorter": [first[:-1]],
    }
    with pytest.raises(Unreadable):
        opened(b"".join(files[spoiled]))


def test_a_record_of_another_file_is_noticed(made: list[bytes]) -> None:
    with pytest.raises(Unreadable):
        opened(b"".join([*made[:3], pieces()[3]]))


@pytest.mark.slow
@settings(max_examples=40)
@given(st.data())
def test_no_bit_can_be_changed(made: list[bytes], data: st.DataObject) -> None:
    # Past the beginning, where every try would stretch a passphrase, which `locked_by_passphrase` is tested for.
    file, start = bytearray(b"".join(made)), len(made[0])
    at = data.draw(st.integers(start, len(file) - 1))
    file[at] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(Unreadable):
        opened(bytes(file))


def test_a_file_of_somebody_else_is_told_apart() -> None:
    with pytest.raises(Foreign):
        opened(b"PK and so on")
    with pytest.raises(Foreign):
        opened(b"")


@given(plain)
def test_plain_values_come_back_as_they_were(value: object) -> None:
    assert read(written(value)) == value


def test_bytes_as_a_database_gives_them_are_bytes() -> None:
    assert read(written([memoryview(b"ab"), dt.date(2026, 11, 29)])) == [b"ab", dt.date(2026, 11, 29)]


def test_what_is_no_plain_value_is_refused() -> None:
    with pytest.raises(TypeError):
        written({1, 2})


@pytest.mark.parametrize("wrong", [b"", b"{", b'{"\\u0000day":"soon"}', b'{"\\u0000day":3}', b'{"\\u0000bytes":"?"}'])
def test_what_is_no_record_is_unreadable(wrong: bytes) -> None:
    with pytest.raises(Unreadable):
        read(wrong)
