"""Seals open for the right reader, purpose and place; a visit, a passphrase."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.vault.seals import (
    context_of,
    kept_for_visit,
    locked,
    locked_by_passphrase,
    new_key,
    opened_with,
    sealed_to,
    taken_in_visit,
    unlocked,
    unlocked_by_passphrase,
)
from madoguchi.vault.terms import InstanceId, SecretBytes, Unreadable
from tests.vault.written import INSTANCE, MEMBER, PERSON, secret

FOR = context_of("test", b"one")
OTHERWISE = context_of("test", b"other")


def refused(attempt: Callable[[], object]) -> bool:
    with pytest.raises(Unreadable):
        attempt()
    return True


@given(st.binary(max_size=100))
def test_what_is_sealed_to_somebody_opens_for_them_and_this_purpose_only(content: bytes) -> None:
    sealed = sealed_to(MEMBER.seal.public, content, FOR)
    assert opened_with(MEMBER.seal, sealed, FOR) == content
    assert refused(lambda: opened_with(PERSON.seal, sealed, FOR))
    assert refused(lambda: opened_with(MEMBER.seal, sealed, OTHERWISE))


@given(st.binary(max_size=100))
def test_what_is_locked_opens_with_its_key_for_this_purpose_only(content: bytes) -> None:
    sealed = locked(secret("key"), content, FOR)
    assert unlocked(secret("key"), sealed, FOR) == content
    assert refused(lambda: unlocked(secret("other"), sealed, FOR))
    assert refused(lambda: unlocked(secret("key"), sealed, OTHERWISE))


@pytest.mark.parametrize("flip", [1, 0x80])
def test_a_changed_or_cut_seal_does_not_open(flip: int) -> None:
    box, lock = sealed_to(MEMBER.seal.public, b"words", FOR), locked(secret("key"), b"words", FOR)
    for at in range(len(box)):
        for changed in (box[:at], box[:at] + bytes([box[at] ^ flip]) + box[at + 1 :]):
            assert refused(lambda changed=changed: opened_with(MEMBER.seal, changed, FOR))  # type: ignore[misc]
    for at in range(len(lock)):
        for changed in (lock[:at], lock[:at] + bytes([lock[at] ^ flip]) + lock[at + 1 :]):
            assert refused(lambda changed=changed: unlocked(secret("key"), changed, FOR))  # type: ignore[misc]


@given(st.lists(st.binary(max_size=4), max_size=4), st.lists(st.binary(max_size=4), max_size=4))
def test_two_lists_of_ids_never_give_the_same_context(one: list[bytes], other: list[bytes]) -> None:
    assert (context_of("test", *one) == context_of("test", *other)) is (one == other)
    assert context_of("test", *one) != context_of("toast", *one)


def test_a_public_key_and_a_context_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError, match="public key"):
        sealed_to(b"short", b"", FOR)
    with pytest.raises(ValueError, match="context"):
        sealed_to(MEMBER.seal.public, b"", b"short")


def test_between_two_pages_only_the_cookie_of_the_visit_opens() -> None:
    visit = new_key()
    kept = kept_for_visit(secret("root"), visit, INSTANCE)
    assert taken_in_visit(kept, visit, INSTANCE) == secret("root")
    assert secret("root").reveal() not in kept
    assert refused(lambda: taken_in_visit(kept, new_key(), INSTANCE))
    assert refused(lambda: taken_in_visit(kept, visit, InstanceId(bytes(16))))


def test_a_members_key_opens_with_their_passphrase_only() -> None:
    owner = MEMBER.seal.public
    sealed = locked_by_passphrase(secret("member"), "cầu vồng sau mưa", owner)
    # The same letters, put together by another keyboard.
    assert unlocked_by_passphrase(sealed, "ca\u0302\u0300u vo\u0302\u0300ng sau m\u01b0a", owner) == secret("member")
    assert refused(lambda: unlocked_by_passphrase(sealed, "cầu vồng sau mây", owner))
    assert refused(lambda: unlocked_by_passphrase(sealed, "cầu vồng sau mưa", PERSON.seal.public))
    assert refused(lambda: unlocked_by_passphrase(sealed[:10], "cầu vồng sau mưa", owner))


def test_two_members_with_one_passphrase_do_not_look_alike() -> None:
    one, other = (locked_by_passphrase(SecretBytes(bytes(32)), "same", MEMBER.seal.public) for _ in range(2))
    assert one[:16] != other[:16]
    assert one[41:] != other[41:]
