"""The return number: two writings, one value; what people mistype is noticed, and nothing is given away."""

import pickle
import tomllib
import unicodedata
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.vault import shelf
from madoguchi.vault.number import BITS, ReturnNumber, as_digits, as_words, check_digits, new_number, read_number
from madoguchi.vault.shelf import word_list, word_lists
from madoguchi.vault.terms import Mistake, NumberError
from madoguchi.vault.words import folded, list_of
from tests.vault.written import fixed_chance

LANGUAGES = ["en", "ja", "ja-x-easy", "vi"]
NUMBERS = st.integers(0, (1 << BITS) - 1).map(ReturnNumber)
ZEROS = [chr(code) for code in range(0x110000) if unicodedata.decimal(chr(code), None) == 0]


def mistake_in(typed: str) -> Mistake:
    with pytest.raises(NumberError) as caught:
        read_number(typed)
    return caught.value.mistake


@given(NUMBERS)
def test_both_writings_say_the_same_number_in_every_language(number: ReturnNumber) -> None:
    assert read_number(as_digits(number)) == number
    for language in LANGUAGES:
        assert read_number(" ".join(as_words(number, language))) == number


@given(NUMBERS, st.sampled_from(ZEROS), st.sampled_from(["", " ", "-", "ー", "\u2003", "\u200f", "/", ".\n"]))
def test_a_number_may_be_typed_with_any_digits_and_gaps(number: ReturnNumber, zero: str, gap: str) -> None:
    typed = as_digits(number).translate({ord("0") + digit: chr(ord(zero) + digit) for digit in range(10)})
    assert read_number(typed.replace(" ", gap)) == number


@given(NUMBERS, st.sampled_from(LANGUAGES))
def test_words_may_be_typed_without_marks_in_any_case_and_kana(number: ReturnNumber, language: str) -> None:
    words = as_words(number, language)
    bare = [
        unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", w) if c not in "\u3099\u309a"))
        for w in words
    ]
    plain = [folded(word) for word in words]
    katakana = ["".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in word) for word in bare]
    for typed in (words, bare, plain, katakana):
        assert read_number("・".join(typed).upper()) == number
        assert read_number(unicodedata.normalize("NFC", "\u3000".join(typed)).title()) == number
    assert read_number(" ".join(word.replace(" ", "") for word in words)) == number


@given(NUMBERS, st.integers(0, 21), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(number: ReturnNumber, at: int, more: int) -> None:
    digits = as_digits(number).replace(" ", "")
    wrong = digits[:at] + str((int(digits[at]) + more) % 10) + digits[at + 1 :]
    assert mistake_in(wrong) is Mistake.MISTYPED


@given(NUMBERS, st.integers(0, 20))
def test_two_swapped_digits_are_noticed(number: ReturnNumber, at: int) -> None:
    digits = as_digits(number).replace(" ", "")
    swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    assert swapped == digits or mistake_in(swapped) is Mistake.MISTYPED


@given(NUMBERS, st.integers(0, 6), st.integers(1, 2047), st.sampled_from(LANGUAGES))
def test_one_wrong_word_is_noticed(number: ReturnNumber, at: int, more: int, language: str) -> None:
    words, listed = list(as_words(number, language)), word_list(language).words
    words[at] = listed[(listed.index(words[at]) + more) % 2048]
    assert mistake_in(" ".join(words)) is Mistake.MISTYPED


@given(NUMBERS, st.integers(0, 6), st.integers(0, 6), st.sampled_from(LANGUAGES))
def test_any_two_swapped_words_are_noticed(number: ReturnNumber, one: int, other: int, language: str) -> None:
    words = list(as_words(number, language))
    words[one], words[other] = words[other], words[one]
    same = tuple(words) == as_words(number, language)
    assert same or mistake_in(" ".join(words)) is Mistake.MISTYPED


@pytest.mark.parametrize(
    ("typed", "mistake", "place"),
    [
        ("", Mistake.EMPTY, None),
        (" - \u3000 ", Mistake.EMPTY, None),
        ("1234 5678", Mistake.TOO_FEW, None),
        ("1" * 23, Mistake.TOO_MANY, None),
        ("1234 O678 9012 3456 7890 12", Mistake.LETTER, 5),
        ("9" * 20 + f"{check_digits(10**20 - 1):02d}", Mistake.MISTYPED, None),
        ("abandon ability", Mistake.TOO_FEW, None),
        ("abandon " * 8, Mistake.TOO_MANY, None),
        ("abandon ability abel", Mistake.UNKNOWN_WORD, 3),
        ("whatever you say", Mistake.UNKNOWN_WORD, 1),
        ("abandon ability mèo đen", Mistake.MIXED, 3),
    ],
)
def test_a_mistake_is_named(typed: str, mistake: Mistake, place: int | None) -> None:
    with pytest.raises(NumberError) as caught:
        read_number(typed)
    assert (caught.value.mistake, caught.value.place) == (mistake, place)


def test_another_remainder_of_the_same_check_is_no_check() -> None:
    value = next(value for value in range(200) if check_digits(value) == 98)
    assert mistake_in(f"{value:020d}01") is Mistake.MISTYPED


def test_check_digits_are_those_of_the_standard() -> None:
    # The worked example of ISO 7064 for MOD 97-10: 794 is written 79444.
    assert check_digits(794) == 44
    assert 79444 % 97 == 1


@given(st.text(max_size=60))
def test_whatever_is_typed_nothing_of_it_comes_back(typed: str) -> None:
    with pytest.raises(NumberError) as caught:
        read_number(typed)
    error = caught.value
    assert str(error) in {mistake.value for mistake in Mistake}
    assert error.__cause__ is None
    assert error.args == (error.mistake.value,)


def test_a_number_prints_as_dots_and_does_not_leave() -> None:
    number = new_number(fixed_chance("dots"))
    assert repr(number) == str(number) == "ReturnNumber(•••)"
    assert number != as_digits(number)
    with pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(number)


def test_all_bits_of_a_new_number_are_drawn() -> None:
    ones, zeros = new_number(lambda count: b"\xff" * count), new_number(lambda count: b"\0" * count)
    assert int.from_bytes(ones.packed(), "big") == (1 << BITS) - 1
    assert int.from_bytes(zeros.packed(), "big") == 0
    assert new_number() != new_number()
    with pytest.raises(ValueError, match="66 bits"):
        ReturnNumber(1 << BITS)


def test_no_word_stands_in_two_lists() -> None:
    lists = [set(listed.places) for listed in word_lists()]
    assert len(set[str]().union(*lists)) == 3 * 2048


def test_vietnamese_words_stay_apart_without_marks_even_by_the_syllable() -> None:
    parts = tomllib.loads((files("madoguchi.vault") / "lists" / "vietnamese.toml").read_text(encoding="utf-8"))
    syllables = [folded(word) for words in parts.values() for word in words]
    assert len(set(syllables)) == len(syllables) == 64 + 32
    # Written as two pieces, a word is never taken for a word of another list.
    assert not set(syllables) & set(word_list("en").places)
    assert folded("ĐÀN đỏ") == "dan do"


def test_a_language_without_a_list_is_served_in_english() -> None:
    assert word_list("tl") is word_list("en")
    assert word_list("ja-x-easy") is word_list("ja")


def test_a_word_list_that_changed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf._loaded.cache_clear()
    monkeypatch.setitem(shelf.FINGERPRINTS, "vi", "0" * 64)
    with pytest.raises(ValueError, match="not the one"):
        word_list("vi")
    shelf._loaded.cache_clear()


def test_a_list_whose_words_look_alike_is_refused() -> None:
    words = word_list("en").words
    with pytest.raises(ValueError, match="stay apart"):
        list_of((*words[:-1], words[0].upper()))


def test_words_written_one_below_the_other_are_the_same_number() -> None:
    number = new_number()
    for gap in ("\n", "\t", "\r\n", "\u3000", "\u00a0"):
        assert read_number(gap.join(as_words(number, "vi"))) == number
        assert read_number(gap.join(as_words(number, "ja"))) == number
