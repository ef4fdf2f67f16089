"""The tests can fail: one line of the vault is spoiled at a time, and one of the other tests must notice.

The spoiled function keeps its place and gets only other code, so that every module that knows it runs the spoiled one.
"""

import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from madoguchi.vault import cases, chain, events, files, groups, keys, number, padding, recovery, seals
from tests.vault import (
    test_chain,
    test_events,
    test_files,
    test_groups_and_cases,
    test_keys,
    test_number,
    test_readers,
    test_recovery,
    test_seals,
    test_vectors,
)
from tests.vault.house import House

# Each spoiled line is a run of its own, and the machine of readers takes seconds.
# What a spoiled line reaches says nothing about what the tests reach.
pytestmark = [pytest.mark.slow, pytest.mark.no_cover]


def readers() -> None:
    """The machine of members and cases, without looking for the smallest failure."""
    few = settings(
        max_examples=60,
        stateful_step_count=25,
        phases=[Phase.generate],
        derandomize=True,
        deadline=None,
        report_multiple_bugs=False,
    )
    run_state_machine_as_test(test_readers.Readers, settings=few)


def hidden(inside: bytes) -> None:
    """A file whose padding is not what it should be."""
    with pytest.MonkeyPatch.context() as patch:
        test_files.test_nothing_hides_in_the_padding_of_a_file(patch, inside)


FAULTS: list[tuple[types.ModuleType, str, str, Callable[[], object]]] = [
    (number, "98 - value * 100 % 97", "98 - value % 97", test_number.test_check_digits_are_those_of_the_standard),
    (
        number,
        "total = _times_x(total) ^ place",
        "total = total ^ place",
        test_number.test_both_writings_say_the_same_number_in_every_language,
    ),
    (number, "if _folded_up(known):", "if False:", test_number.test_one_wrong_word_is_noticed),
    (number, ">> (8 * _PACKED_BYTES - BITS)", "% (1 << 60)", test_number.test_all_bits_of_a_new_number_are_drawn),
    (
        keys,
        "salt = sized(instance",
        "salt = sized(bytes(16)",
        test_keys.test_a_number_gives_other_keys_at_another_instance_and_the_same_at_the_same,
    ),
    (keys, "block + info +", "info +", lambda: test_keys.test_hkdf_gives_what_the_standard_gives(*test_keys.HKDF_CASES[1])),
    (keys, '"x25519"', '"ed25519"', test_keys.test_what_grows_out_of_one_key_are_different_keys),
    (keys, 'b"madoguchi 1 "', 'b"madoguchi 2 "', test_vectors.test_what_is_on_paper_opens),
    (
        seals,
        "if not same_bytes(inner[:CONTEXT_BYTES], context):",
        "if False:",
        test_seals.test_what_is_sealed_to_somebody_opens_for_them_and_this_purpose_only,
    ),
    (
        seals,
        "VERSION + context, nonce",
        "VERSION, nonce",
        test_seals.test_what_is_locked_opens_with_its_key_for_this_purpose_only,
    ),
    (seals, 'len(part).to_bytes(4, "big") + part', "part", test_seals.test_two_lists_of_ids_never_give_the_same_context),
    (
        seals,
        'unicodedata.normalize("NFKC", passphrase)',
        "passphrase",
        test_seals.test_a_members_key_opens_with_their_passphrase_only,
    ),
    (events, "    check_signature(event)\n", "", test_events.test_a_forged_signature_does_not_open),
    (events, "header.place != place or ", "", test_events.test_every_part_of_the_header_is_compared),
    (events, "crypto_sign_open(signed + text, public)", "len(signed + text)", test_events.test_a_forged_signature_does_not_open),
    (events, "after.seq + 1", "after.seq", test_chain.test_a_whole_story_is_whole),
    (
        padding,
        " or padded(content) != bucket",
        "",
        lambda: test_events.test_nothing_hides_in_the_padding(padding.padded(b"x")[:-1] + b"\1"),
    ),
    (padding, '.ljust(bucket_of(len(content)), b"\\0")', "", test_events.test_padding_hides_the_length_within_a_bucket),
    (chain, "if digest in seen:", "if False:", test_chain.test_a_repeated_event_is_noticed),
    (chain, "if header.place != place:", "if False:", test_chain.test_an_event_of_another_case_is_noticed),
    (chain, "if header.seq != at.seq + 1:", "if False:", test_chain.test_two_swapped_events_are_noticed),
    (chain, "if header.previous != at.hash:", "if False:", test_chain.test_another_ending_is_noticed_by_whoever_knows_the_head),
    (chain, "if header.epoch < epoch:", "if False:", test_chain.test_a_story_never_goes_back_to_an_older_key),
    (chain, "if not met:", "if False:", test_chain.test_a_cut_off_end_is_noticed_by_whoever_knows_the_head),
    (chain, "if known != at:", "if False:", test_chain.test_another_ending_is_noticed_by_whoever_knows_the_head),
    (chain, "if not may_write(header):", "if False:", test_chain.test_an_event_of_somebody_who_may_not_write_is_noticed),
    (cases, "return not frozenset(handed) <= frozenset(readers)", "return False", readers),
    (
        cases,
        'place.case, epoch.to_bytes(4, "big"), reader)',
        'epoch.to_bytes(4, "big"), reader)',
        test_groups_and_cases.test_a_box_inside_a_wrap_is_bound_by_itself,
    ),
    (cases, "CaseKey(old.epoch + 1, new_key(draw))", "CaseKey(old.epoch + 1, old.key)", readers),
    (
        groups,
        "if not same_bytes(pair.public, public):",
        "if False:",
        test_groups_and_cases.test_a_share_that_holds_another_key_is_refused,
    ),
    (groups, "epoch.public, member)", "member)", test_vectors.test_what_is_on_paper_opens),
    (groups, "new = seal_pair(new_key(draw))", "new = pair", readers),
    (files, "if left or seen != file_room", "if seen < 0 and seen != file_room", lambda: hidden(bytes(36 * 1024))),
    (files, "        if any(piece[left:]):\n            raise Unreadable\n", "", lambda: hidden(bytes(32 * 1024 - 1) + b"\1")),
    (recovery, "return len(good) >= COLLEAGUES", "return len(good) >= 1", test_recovery.test_one_colleague_alone_never_suffices),
    (
        recovery,
        "if vouch.colleague in may and holds",
        "if holds",
        test_recovery.test_it_takes_two_different_colleagues_who_signed_for_exactly_this,
    ),
    (
        recovery,
        "asking.sign_public, asking.asked_on",
        "asking.asked_on",
        test_recovery.test_the_code_that_is_read_aloud_belongs_to_these_keys,
    ),
    (
        recovery,
        "except Unreadable:\n        return False",
        "except Unreadable:\n        return True",
        test_recovery.test_one_colleague_alone_never_suffices,
    ),
]


@contextmanager
def spoiled(module: types.ModuleType, good: str, bad: str) -> Iterator[None]:
    """The module with one line that is wrong."""
    text = Path(str(module.__file__)).read_text(encoding="utf-8")
    assert good in text, f"{module.__name__} has no {good!r} any more: spoil another line"
    other: dict[str, object] = {"__name__": module.__name__}
    exec(compile(text.replace(good, bad), str(module.__file__), "exec"), other)  # noqa: S102  # our own module, one line changed
    changed = []
    for name, function in vars(module).items():
        theirs = other.get(name)
        if not isinstance(function, types.FunctionType) or not isinstance(theirs, types.FunctionType):
            continue
        if function.__module__ == module.__name__ and function.__code__ != theirs.__code__:
            changed.append((function, function.__code__))
            function.__code__ = theirs.__code__
    try:
        yield
    finally:
        for function, code in changed:
            function.__code__ = code


@pytest.mark.parametrize(
    ("module", "good", "bad", "notices"),
    FAULTS,
    ids=[f"{row[0].__name__.rsplit('.')[-1]}-{number}" for number, row in enumerate(FAULTS)],
)
def test_a_spoiled_line_is_noticed(module: types.ModuleType, good: str, bad: str, notices: Callable[[], object]) -> None:
    with spoiled(module, good, bad), pytest.raises((Exception, pytest.fail.Exception)):
        notices()


def test_a_leaver_who_is_handed_the_new_share_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    real = House.leave

    def careless(house: House, at: int, member: str) -> None:
        shares = house.disk.groups[at].shares
        real(house, at, member)
        house.disk.groups[at].shares += shares

    monkeypatch.setattr(House, "leave", careless)
    with pytest.raises(AssertionError):
        readers()
