"""An event opens whole, for its case and key, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.vault.events import (
    HEADER_BYTES,
    SIGNATURE_BYTES,
    CaseKey,
    Head,
    head_after,
    header_of,
    key_mark,
    open_event,
    seal_event,
    signature,
    start,
)
from madoguchi.vault.padding import LARGEST_BUCKET, LENGTH_BYTES, bucket_of, padded, unpadded
from madoguchi.vault.terms import Fault, Place, SealPair, SignPair, Unreadable
from tests.vault.written import CONTENTS, KEY, MEMBER, OTHER_CASE, OTHER_INSTANCE, PERSON, PLACE, secret, story, whole
from tests.vault.written import broken as fault_in

EVENT = story([b"a word"])[0]


@given(CONTENTS, st.integers(0, 0xFFFF))
def test_an_event_opens_to_what_was_sealed(content: bytes, kind: int) -> None:
    event = seal_event(content, PLACE, KEY, PERSON.sign, kind=kind, after=start(PLACE))
    opened = open_event(event, PLACE, KEY)
    assert opened.content.reveal() == content
    assert (opened.header.place, opened.header.epoch, opened.header.seq) == (PLACE, 1, 1)
    assert (opened.header.sender, opened.header.kind) == (PERSON.sign.public, kind)
    assert opened.header.previous == start(PLACE).hash
    assert content.hex() not in repr(opened) or len(content) < 3


@pytest.mark.parametrize("flip", [1, 0x80, 0xFF])
def test_a_change_of_any_byte_is_noticed(flip: int) -> None:
    for at in range(len(EVENT)):
        changed = EVENT[:at] + bytes([EVENT[at] ^ flip]) + EVENT[at + 1 :]
        with pytest.raises(Unreadable):
            open_event(changed, PLACE, KEY)
        assert fault_in([changed]) is Fault.CHANGED


@given(st.integers(0, len(EVENT) - 1), st.integers(0, 40))
def test_an_event_that_is_cut_or_grown_is_noticed(length: int, more: int) -> None:
    for changed in (EVENT[:length], EVENT + bytes(more + 1), EVENT[more + 1 :]):
        with pytest.raises(Unreadable):
            open_event(changed, PLACE, KEY)
        assert fault_in([changed]) is Fault.CHANGED


@pytest.mark.parametrize("place", [OTHER_CASE, OTHER_INSTANCE])
def test_an_event_opens_in_its_own_place_only(place: Place) -> None:
    with pytest.raises(Unreadable):
        open_event(EVENT, place, KEY)


@pytest.mark.parametrize("key", [CaseKey(1, secret("another")), CaseKey(2, KEY.key)], ids=["key", "epoch"])
def test_an_event_opens_with_its_own_key_only(key: CaseKey) -> None:
    with pytest.raises(Unreadable):
        open_event(EVENT, PLACE, key)


def signed_anew(event: bytes) -> bytes:
    """A changed event as a sender with a key of their own would sign it: the signature holds, what is inside must not."""
    unsigned = event[:45] + MEMBER.sign.public + event[77:-SIGNATURE_BYTES]
    return unsigned + signature(b"madoguchi event 1\0" + unsigned, MEMBER.sign)


def test_nobody_puts_their_name_under_the_words_of_another() -> None:
    event = signed_anew(EVENT)
    assert whole([event]) == head_after(event)
    with pytest.raises(Unreadable):
        open_event(event, PLACE, KEY)


def test_the_header_belongs_to_the_words_even_when_it_is_signed_anew() -> None:
    event = seal_event(b"a word", PLACE, KEY, MEMBER.sign, kind=1, after=start(PLACE))
    assert open_event(signed_anew(event), PLACE, KEY).content.reveal() == b"a word"
    for at in (*range(1, 45), *range(77, HEADER_BYTES)):
        changed = signed_anew(event[:at] + bytes([event[at] ^ 2]) + event[at + 1 :])
        said = header_of(changed)
        with pytest.raises(Unreadable):
            open_event(changed, said.place, CaseKey(said.epoch, KEY.key))


def test_a_forged_signature_does_not_open() -> None:
    # A reader of the case, who has its key, writes in the name of the person.
    forged = seal_event(b"a lie", PLACE, KEY, SignPair(PERSON.sign.public, MEMBER.sign.secret), kind=0, after=start(PLACE))
    with pytest.raises(Unreadable):
        open_event(forged, PLACE, KEY)
    assert fault_in([forged]) is Fault.CHANGED


def test_every_part_of_the_header_is_compared() -> None:
    # The place is compared before anything else: an event of another case with the same key does not open here.
    event = seal_event(b"elsewhere", OTHER_CASE, KEY, PERSON.sign, kind=0, after=start(OTHER_CASE))
    assert open_event(event, OTHER_CASE, KEY).header.place == OTHER_CASE
    with pytest.raises(Unreadable):
        open_event(event, PLACE, KEY)


def test_the_mark_of_a_key_is_not_the_key_and_differs_between_keys() -> None:
    assert key_mark(KEY) != KEY.key.reveal()
    assert key_mark(KEY) != key_mark(CaseKey(1, secret("another")))


@given(st.binary(max_size=2044), st.binary(max_size=2044))
def test_padding_hides_the_length_within_a_bucket(one: bytes, other: bytes) -> None:
    sizes = {len(seal_event(content, PLACE, KEY, PERSON.sign, kind=0, after=start(PLACE))) for content in (one, other)}
    assert len(sizes) == 1


@given(st.integers(0, 200_000))
def test_buckets_grow_fourfold_and_hold_what_they_should(length: int) -> None:
    bucket = bucket_of(length)
    assert length + LENGTH_BYTES <= bucket
    assert bucket in {2048 << 2 * step for step in range(5)}
    assert bucket == 2048 or bucket // 4 < length + LENGTH_BYTES


def test_what_is_too_long_for_an_event_is_a_file() -> None:
    assert bucket_of(LARGEST_BUCKET - LENGTH_BYTES) == LARGEST_BUCKET
    with pytest.raises(ValueError, match="into a file"):
        bucket_of(LARGEST_BUCKET)


@given(CONTENTS)
def test_padding_comes_off_again(content: bytes) -> None:
    assert unpadded(padded(content)) == content


@pytest.mark.parametrize(
    "bucket", [b"", padded(b"x")[:-1] + b"\1", padded(b"x") + bytes(6144), b"\xff" * 2048, padded(b"x")[:100]]
)
def test_nothing_hides_in_the_padding(bucket: bytes) -> None:
    with pytest.raises(Unreadable):
        unpadded(bucket)


def test_the_same_words_twice_do_not_look_the_same() -> None:
    one, other = (seal_event(b"yes", PLACE, KEY, PERSON.sign, kind=0, after=start(PLACE)) for _ in range(2))
    assert one[HEADER_BYTES:-SIGNATURE_BYTES][24:] != other[HEADER_BYTES:-SIGNATURE_BYTES][24:]


def test_a_head_and_a_key_refuse_nonsense() -> None:
    for kind in (-1, 0x10000):
        with pytest.raises(ValueError, match="a kind is"):
            seal_event(b"", PLACE, KEY, PERSON.sign, kind=kind, after=start(PLACE))
    with pytest.raises(ValueError, match="public key"):
        SignPair(b"short", PERSON.sign.secret)
    with pytest.raises(ValueError, match="signing key has 64"):
        SignPair(PERSON.sign.public, KEY.key)
    with pytest.raises(ValueError, match="public key"):
        SealPair(b"short", KEY.key)
    with pytest.raises(ValueError, match="a key has 32"):
        SealPair(PERSON.seal.public, PERSON.sign.secret)
    with pytest.raises(ValueError, match="32 bytes"):
        Head(1, b"short")
    with pytest.raises(ValueError, match="32 bytes"):
        CaseKey(1, type(KEY.key)(b"short"))
    with pytest.raises(ValueError, match="from 1"):
        CaseKey(0, KEY.key)
