"""A story of events: whatever is swapped, repeated, left out, cut off or brought from elsewhere is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.vault.cases import next_case_key
from madoguchi.vault.chain import checked, signed_head, vouched_head
from madoguchi.vault.events import Head, Header, head_after, open_event, seal_event, start
from madoguchi.vault.terms import BrokenChain, Fault, Place, Unreadable
from tests.vault.written import (
    INSTANCE,
    KEY,
    MEMBER,
    OTHER_CASE,
    OTHER_INSTANCE,
    PERSON,
    PLACE,
    anybody,
    broken,
    somebody,
    story,
    whole,
)

STORIES = st.lists(st.binary(max_size=30), min_size=2, max_size=6).map(story)


@given(STORIES)
def test_a_whole_story_is_whole(events: list[bytes]) -> None:
    head = whole(events)
    assert head == head_after(events[-1])
    assert whole(events, head) == head
    # A story may have gone on since the head that a reader remembers.
    assert whole(events, head_after(events[0])) == head
    assert whole(events, start(PLACE)) == head


def test_a_case_without_events_is_a_story() -> None:
    assert whole([]) == whole([], start(PLACE)) == start(PLACE)
    assert broken([], start(OTHER_CASE)) is Fault.CUT


@given(STORIES, st.data())
def test_two_swapped_events_are_noticed(events: list[bytes], data: st.DataObject) -> None:
    one, other = sorted(data.draw(st.lists(st.integers(0, len(events) - 1), min_size=2, max_size=2, unique=True)))
    events[one], events[other] = events[other], events[one]
    assert broken(events) is Fault.OUT_OF_ORDER


@given(STORIES, st.data())
def test_a_repeated_event_is_noticed(events: list[bytes], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(events) - 1))
    again = data.draw(st.integers(at + 1, len(events)))
    assert broken([*events[:again], events[at], *events[again:]]) is Fault.REPEATED


@given(STORIES, st.data())
def test_an_event_left_out_is_noticed(events: list[bytes], data: st.DataObject) -> None:
    head = whole(events)
    at = data.draw(st.integers(0, len(events) - 1))
    left = events[:at] + events[at + 1 :]
    assert broken(left, head) is (Fault.CUT if at == len(events) - 1 else Fault.OUT_OF_ORDER)


@given(STORIES, st.data())
def test_a_cut_off_end_is_noticed_by_whoever_knows_the_head(events: list[bytes], data: st.DataObject) -> None:
    head = whole(events)
    left = events[: data.draw(st.integers(0, len(events) - 1))]
    assert broken(left, head) is Fault.CUT
    assert broken(left) is None


@given(STORIES, STORIES)
def test_another_ending_is_noticed_by_whoever_knows_the_head(events: list[bytes], others: list[bytes]) -> None:
    # Two stories sealed apart differ by their nonces, even with the same words.
    assert broken(others, whole(events)) is Fault.CUT
    assert broken([events[0], *others[1:]]) is Fault.OTHER_STORY


@given(STORIES, st.sampled_from([OTHER_CASE, OTHER_INSTANCE]), st.data())
def test_an_event_of_another_case_is_noticed(events: list[bytes], place: Place, data: st.DataObject) -> None:
    others = story([b"elsewhere"] * len(events), place)
    at = data.draw(st.integers(0, len(events) - 1))
    assert broken([*events[:at], others[at], *events[at + 1 :]]) is Fault.FOREIGN
    with pytest.raises(Unreadable):
        open_event(others[at], PLACE, KEY)


def test_a_story_never_goes_back_to_an_older_key() -> None:
    new, _ = next_case_key(KEY, PLACE)
    first = seal_event(b"new", PLACE, new, PERSON.sign, kind=0, after=start(PLACE))
    second = seal_event(b"old", PLACE, KEY, PERSON.sign, kind=0, after=head_after(first))
    assert broken([first, second]) is Fault.OLD_EPOCH


def test_an_event_of_somebody_who_may_not_write_is_noticed() -> None:
    def person_only(header: Header) -> bool:
        return header.sender == PERSON.sign.public

    events = story([b"mine", b"not mine"])
    assert checked(events[:1], PLACE, known=None, may_write=person_only).seq == 1
    with pytest.raises(BrokenChain, match=r"event 2: .* may not write") as caught:
        checked(events, PLACE, known=None, may_write=person_only)
    assert (caught.value.fault, caught.value.at) == (Fault.STRANGER, 2)


def test_the_fault_says_where_it_is() -> None:
    events = story([b"one", b"two", b"three"])
    for at in range(3):
        changed = [*events[:at], events[at][:-1] + bytes([events[at][-1] ^ 1]), *events[at + 1 :]]
        with pytest.raises(BrokenChain) as caught:
            checked(changed, PLACE, known=None, may_write=anybody)
        assert (caught.value.fault, caught.value.at) == (Fault.CHANGED, at + 1)
    with pytest.raises(BrokenChain) as caught:
        checked(events[:2], PLACE, known=whole(events), may_write=anybody)
    assert caught.value.at == 3


@given(st.integers(0, 2**64 - 1), st.binary(min_size=32, max_size=32))
def test_a_signed_head_says_what_was_signed(seq: int, digest: bytes) -> None:
    signed = signed_head(Head(seq, digest), PLACE, MEMBER.sign)
    assert vouched_head(signed, PLACE, MEMBER.sign.public) == Head(seq, digest)
    for place in (OTHER_CASE, OTHER_INSTANCE):
        with pytest.raises(Unreadable):
            vouched_head(signed, place, MEMBER.sign.public)
    with pytest.raises(Unreadable):
        vouched_head(signed, PLACE, PERSON.sign.public)


def test_a_changed_or_cut_head_is_noticed() -> None:
    signed = signed_head(Head(3, bytes(32)), PLACE, MEMBER.sign)
    for at in range(len(signed)):
        for changed in (signed[:at], signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]):
            with pytest.raises(Unreadable):
                vouched_head(changed, PLACE, MEMBER.sign.public)


def test_a_head_of_another_version_is_not_read() -> None:
    from madoguchi.vault.events import signature

    said = signed_head(Head(3, bytes(32)), PLACE, MEMBER.sign)[:-64]
    said = b"\x02" + said[1:]
    with pytest.raises(Unreadable):
        vouched_head(said + signature(b"madoguchi head 1\0" + said, MEMBER.sign), PLACE, MEMBER.sign.public)


def test_the_signature_of_a_head_is_none_of_an_event() -> None:
    assert somebody("person") == PERSON
    event = story([b"x"])[0]
    with pytest.raises(Unreadable):
        vouched_head(event, PLACE, PERSON.sign.public)
    assert broken([signed_head(Head(1, bytes(32)), Place(INSTANCE, PLACE.case), PERSON.sign)]) is Fault.CHANGED
