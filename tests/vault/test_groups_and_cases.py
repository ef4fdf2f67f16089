"""Keys of groups and cases: each piece opens for the one it was made for, and leads back, never forward."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.vault.cases import (
    VaultKey,
    Wrap,
    earlier_key,
    first_case_key,
    keys_back,
    moved_to,
    needs_new_key,
    next_case_key,
    unwrapped,
    wrapped,
)
from madoguchi.vault.groups import GroupEpoch, Share, earlier_pair, first_epoch, next_epoch, pairs_back, shared, taken
from madoguchi.vault.terms import CaseId, GroupId, InstanceId, Place, Unreadable
from tests.vault.written import GROUP, KEY, MEMBER, OTHER_CASE, OTHER_INSTANCE, PERSON, PLACE, VAULT, secret

NEW_VAULT = VaultKey(2, secret("new vault key"))
WRAP = wrapped(KEY, PLACE, PERSON.seal.public, VAULT)


def test_a_wrap_opens_for_its_reader() -> None:
    assert unwrapped(WRAP, PLACE, PERSON.seal, VAULT) == KEY


@pytest.mark.parametrize(
    "wrap",
    [
        Wrap(2, WRAP.reader, WRAP.vault, WRAP.sealed),
        Wrap(1, MEMBER.seal.public, WRAP.vault, WRAP.sealed),
        Wrap(1, WRAP.reader, WRAP.vault, wrapped(KEY, OTHER_CASE, WRAP.reader, VAULT).sealed),
        Wrap(1, WRAP.reader, WRAP.vault, wrapped(KEY, OTHER_INSTANCE, WRAP.reader, VAULT).sealed),
        Wrap(1, WRAP.reader, WRAP.vault, wrapped(KEY, PLACE, MEMBER.seal.public, VAULT).sealed),
        Wrap(1, WRAP.reader, WRAP.vault, wrapped(KEY, PLACE, WRAP.reader, VaultKey(2, VAULT.key)).sealed),
        Wrap(1, WRAP.reader, WRAP.vault, b""),
    ],
    ids=["epoch", "reader", "case", "instance", "another's", "number of the vault key", "empty"],
)
def test_a_wrap_that_was_pasted_does_not_open(wrap: Wrap) -> None:
    with pytest.raises(Unreadable):
        unwrapped(wrap, PLACE, PERSON.seal, VAULT)


def test_a_wrap_moves_to_a_new_vault_key_and_opens_under_no_old_one() -> None:
    moved = moved_to(WRAP, PLACE, VAULT, NEW_VAULT)
    assert (moved.epoch, moved.reader, moved.vault) == (WRAP.epoch, WRAP.reader, 2)
    assert unwrapped(moved, PLACE, PERSON.seal, NEW_VAULT) == KEY
    for wrap, vault in ((moved, VAULT), (WRAP, NEW_VAULT)):
        with pytest.raises(Unreadable):
            unwrapped(wrap, PLACE, PERSON.seal, vault)
    with pytest.raises(Unreadable):
        moved_to(WRAP, PLACE, NEW_VAULT, VAULT)


def test_a_box_inside_a_wrap_is_bound_by_itself() -> None:
    # Somebody with the vault key, but no reader's key, packs the box of one case into the wrap of another.
    from madoguchi.vault.cases import _for_vault, _unlocked
    from madoguchi.vault.seals import locked

    box = _unlocked(wrapped(KEY, OTHER_CASE, PERSON.seal.public, VAULT), OTHER_CASE, VAULT)
    pasted = Wrap(1, PERSON.seal.public, 1, locked(VAULT.key, box, _for_vault(PLACE, 1, PERSON.seal.public, 1)))
    with pytest.raises(Unreadable):
        unwrapped(pasted, PLACE, PERSON.seal, VAULT)


@given(st.sets(st.binary(max_size=2), max_size=5), st.sets(st.binary(max_size=2), max_size=5))
def test_a_new_key_is_needed_once_somebody_with_the_old_one_reads_no_more(handed: set[bytes], readers: set[bytes]) -> None:
    assert needs_new_key(handed, readers) is bool(handed - readers)


@given(st.integers(1, 6))
def test_the_newest_key_leads_back_to_every_earlier_one(epochs: int) -> None:
    keys, links = [first_case_key()], []
    for _ in range(epochs - 1):
        key, link = next_case_key(keys[-1], PLACE)
        keys.append(key)
        links.append(link)
    assert keys_back(keys[-1], links, PLACE) == {key.epoch: key for key in keys}
    with pytest.raises(Unreadable):
        keys_back(keys[-1], [*links, b""], PLACE)


def test_a_link_of_a_case_leads_nowhere_else() -> None:
    new, link = next_case_key(KEY, PLACE)
    assert earlier_key(new, link, PLACE) == KEY
    for key, place in ((KEY, PLACE), (new, OTHER_CASE), (next_case_key(new, PLACE)[0], PLACE)):
        with pytest.raises(Unreadable):
            earlier_key(key, link, place)


def test_a_share_opens_for_its_member_and_epoch_only() -> None:
    epoch, pair = first_epoch(GROUP)
    share = shared(epoch, pair, MEMBER.seal.public)
    assert taken(share, epoch, MEMBER.seal) == pair
    second, _ = next_epoch(epoch, pair)
    elsewhere = GroupEpoch(GroupId(bytes(16)), 1, epoch.public, None)
    for attempt in ((share, epoch, PERSON.seal), (share, second, MEMBER.seal), (share, elsewhere, MEMBER.seal)):
        with pytest.raises(Unreadable):
            taken(*attempt)


def test_a_share_that_holds_another_key_is_refused() -> None:
    epoch, _ = first_epoch(GROUP)
    _, another = first_epoch(GROUP)
    false = Share(1, MEMBER.seal.public, shared(epoch, another, MEMBER.seal.public).sealed)
    with pytest.raises(Unreadable):
        taken(false, epoch, MEMBER.seal)


def test_the_pair_of_an_epoch_leads_back_and_never_forward() -> None:
    first, one = first_epoch(GROUP)
    second, two = next_epoch(first, one)
    third, three = next_epoch(second, two)
    assert pairs_back([first, second, third], three) == {pair.public: pair for pair in (one, two, three)}
    assert earlier_pair(second, two, first) == one
    for new, pair, old in ((second, one, first), (third, two, second), (third, three, first), (first, one, first)):
        with pytest.raises(Unreadable):
            earlier_pair(new, pair, old)
    with pytest.raises(ValueError, match="another epoch"):
        next_epoch(first, two)


@pytest.mark.parametrize(("epoch", "link"), [(0, None), (1, b"x"), (2, None)])
def test_an_epoch_that_cannot_be_is_refused(epoch: int, link: bytes | None) -> None:
    with pytest.raises(ValueError, match="counted from 1"):
        GroupEpoch(GROUP, epoch, bytes(32), link)


def test_ids_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError, match="a case id has 16"):
        Place(PLACE.instance, CaseId(b""))
    with pytest.raises(ValueError, match="an instance id has 16"):
        Place(InstanceId(b""), PLACE.case)
    with pytest.raises(ValueError, match="a group id has 16"):
        GroupEpoch(GroupId(b""), 1, bytes(32), None)


def test_the_first_key_has_no_link() -> None:
    with pytest.raises(Unreadable):
        earlier_key(KEY, b"\x01" + bytes(72), PLACE)
