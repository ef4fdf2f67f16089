"""Recovery: two different colleagues who signed for exactly this, and nothing less; and nothing old comes back."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.vault.groups import first_epoch, shared, taken
from madoguchi.vault.keys import OwnKeys, derived, own_keys
from madoguchi.vault.recovery import COLLEAGUES, Asking, Vouch, holds, is_vouched, spoken_code, vouched
from madoguchi.vault.seals import context_of, locked, new_key, opened_with, unlocked
from madoguchi.vault.terms import GroupId, SecretBytes, Unreadable
from tests.vault.written import GROUP, secret

ROOTS = [secret(f"colleague {number}") for number in range(4)]
COLLEAGUES_OF_TESTS = [own_keys(root) for root in ROOTS]
MAY = [keys.sign.public for keys in COLLEAGUES_OF_TESTS]
STRANGERS = [own_keys(secret(f"stranger {number}")) for number in range(3)]
NEW = own_keys(secret("new root"))
LOST = own_keys(secret("old root"))
ASKING = Asking(GROUP, bytes(16), b"i" * 16, NEW.seal.public, NEW.sign.public, "2026-11-22")
OTHER = own_keys(secret("somebody else's new root"))
OTHERS = [
    replace(ASKING, group=GroupId(b"g" * 16)),
    replace(ASKING, member=b"m" * 16),
    replace(ASKING, id=b"j" * 16),
    replace(ASKING, seal_public=OTHER.seal.public),
    replace(ASKING, sign_public=OTHER.sign.public),
    replace(ASKING, asked_on="2026-11-23"),
]

someone = st.sampled_from([*COLLEAGUES_OF_TESTS, *STRANGERS, LOST, NEW])
asked = st.sampled_from([ASKING, *OTHERS])
words = st.lists(st.tuples(someone, asked), max_size=6)


@given(words)
def test_it_takes_two_different_colleagues_who_signed_for_exactly_this(said: list[tuple[OwnKeys, Asking]]) -> None:
    vouches = [vouched(asking, who.sign) for who, asking in said]
    right = {who.sign.public for who, asking in said if asking == ASKING and who.sign.public in MAY}
    assert is_vouched(ASKING, vouches, MAY) == (len(right) >= COLLEAGUES)


@given(st.sampled_from(COLLEAGUES_OF_TESTS), st.lists(asked, max_size=5), st.integers(0, 63))
def test_one_colleague_alone_never_suffices(who: OwnKeys, more: list[Asking], at: int) -> None:
    own = vouched(ASKING, who.sign)
    changed = Vouch(own.colleague, own.signed[:at] + bytes([own.signed[at] ^ 1]) + own.signed[at + 1 :])
    borrowed = [Vouch(other.sign.public, own.signed) for other in COLLEAGUES_OF_TESTS if other is not who]
    again = [vouched(asking, who.sign) for asking in more]
    assert not is_vouched(ASKING, [own, own, changed, *borrowed, *again], MAY)


def test_who_is_asked_about_does_not_vouch_for_themselves() -> None:
    vouches = [vouched(ASKING, keys.sign) for keys in (LOST, NEW, COLLEAGUES_OF_TESTS[0])]
    assert not is_vouched(ASKING, vouches, MAY)


def test_who_left_in_between_does_not_count() -> None:
    vouches = [vouched(ASKING, keys.sign) for keys in COLLEAGUES_OF_TESTS[:2]]
    assert is_vouched(ASKING, vouches, MAY)
    assert not is_vouched(ASKING, vouches, MAY[1:])


@pytest.mark.parametrize("signed", [b"", b"x", bytes(64), bytes(65)])
def test_what_is_no_signature_is_no_word(signed: bytes) -> None:
    assert not holds(Vouch(MAY[0], signed), ASKING)


@given(asked)
def test_the_code_that_is_read_aloud_belongs_to_these_keys(asking: Asking) -> None:
    code = spoken_code(asking)
    assert len(code) == 9
    assert code.replace(" ", "").isdigit()
    assert (code == spoken_code(ASKING)) == (asking == ASKING)


@given(place=st.sampled_from(range(len(ROOTS))), done=st.booleans())
def test_what_one_colleague_holds_and_the_disk_together_never_give_the_old_key(place: int, *, done: bool) -> None:
    """The disk as recovery leaves it: old and new root locked, the group's key sealed to everybody, both words."""
    old, new = secret("old root"), secret("new root")
    epoch, pair = first_epoch(GROUP)
    owners = [*COLLEAGUES_OF_TESTS, LOST, *([NEW] if done else [])]
    context = context_of("sign-in", LOST.seal.public)
    disk = [
        *(shared(epoch, pair, keys.seal.public).sealed for keys in owners),
        locked(new_key(), old.reveal(), context),
        locked(new_key(), new.reveal(), context_of("sign-in", NEW.seal.public)),
        *(vouched(ASKING, keys.sign).signed for keys in COLLEAGUES_OF_TESTS[:2]),
    ]
    colleague = COLLEAGUES_OF_TESTS[place]
    held = [ROOTS[place], derived(ROOTS[place], "desk root"), colleague.seal.secret, pair.secret]
    opened = [content for key in held for blob in disk for content in _tried(key, colleague, blob, context)]
    assert all(root.reveal() not in blob for root in (old, new) for blob in [*disk, *opened])
    # They do hold the group's key, as every member does: the new share is made from it, and from nothing of the old root.
    assert taken(shared(epoch, pair, NEW.seal.public), epoch, NEW.seal) == pair


def _tried(key: SecretBytes, colleague: OwnKeys, blob: bytes, context: bytes) -> list[bytes]:
    """Whatever opens."""
    found = []
    with suppress(Unreadable):
        found.append(unlocked(key, blob, context))
    with suppress(Unreadable):
        found.append(opened_with(colleague.seal, blob, context))
    return found


@pytest.mark.parametrize("part", ["group", "member", "id", "seal_public", "sign_public"])
def test_nonsense_is_refused(part: str) -> None:
    short: dict[str, Any] = {part: b"short"}
    with pytest.raises(ValueError, match="bytes"):
        replace(ASKING, **short)
