"""A card word: three words, the same value in every language; it grows out of a secret and betrays nothing of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.vault.card import BITS, WORDS, card_mark, card_value, card_words, read_card
from madoguchi.vault.terms import SecretBytes, key_of

VALUES = st.integers(0, (1 << BITS) - 1)
SECRETS = st.binary(min_size=32, max_size=32).map(key_of)
LANGUAGES = ["en", "ja", "ja-x-easy", "vi"]


@given(VALUES, st.sampled_from(LANGUAGES), st.sampled_from([" ", "  ", " · ", ", ", "\n", "-", "、"]))
def test_words_of_any_language_say_the_same_value_however_they_are_set_apart(value: int, language: str, gap: str) -> None:
    words = card_words(value, language)
    assert len(words) == WORDS
    assert read_card(gap.join(words)) == value
    assert read_card(gap.join(words).upper()) == value


@given(VALUES)
def test_vietnamese_is_read_without_its_marks(value: int) -> None:
    import unicodedata

    said = " ".join(card_words(value, "vi")).replace("đ", "d")
    bare = "".join(sign for sign in unicodedata.normalize("NFD", said) if not unicodedata.combining(sign))
    assert read_card(bare) == value


@pytest.mark.parametrize(
    "typed", ["", " ", "abandon", "abandon ability", "abandon ability able about", "1 2 3", "mèo voi cá xyz"]
)
def test_anything_else_is_no_card_word(typed: str) -> None:
    assert read_card(typed) is None


def test_words_of_two_languages_are_none() -> None:
    english, japanese = card_words(12345678, "en"), card_words(12345678, "ja")
    assert read_card(" ".join((*english[:2], japanese[2]))) is None


@given(st.text(max_size=80))
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    value = read_card(typed)
    assert value is None or 0 <= value < 1 << BITS


@given(SECRETS, st.binary(min_size=16, max_size=16), st.binary(min_size=16, max_size=16))
def test_another_chance_gives_another_value_and_the_same_one_the_same(secret: SecretBytes, one: bytes, other: bytes) -> None:
    assert card_value(secret, one) == card_value(secret, one)
    assert (card_value(secret, one) == card_value(secret, other)) is (one == other)


@given(SECRETS, SECRETS, VALUES)
def test_a_mark_is_found_by_its_own_lock_only(lock: SecretBytes, other: SecretBytes, value: int) -> None:
    assert card_mark(lock, value) == card_mark(lock, value)
    assert (card_mark(lock, value) == card_mark(other, value)) is (lock == other)
    assert card_mark(lock, value) != card_mark(lock, value ^ 1)
    assert len(card_mark(lock, value)) == 32
