"""Thai names in letters, as far as consonants carry."""

import pytest

from madoguchi.names import thai


@pytest.mark.parametrize(
    ("word", "spelt"), [("สมชาย", "somchai"), ("วิชัย", "wichai"), ("มาลี", "mali"), ("ศรี", "sri"), ("แก้ว", "kaeo"), ("หมอน", "mon")]
)
def test_a_word_is_roughly_its_usual_spelling(word: str, spelt: str) -> None:
    assert any(thai.rough(one) == thai.rough(spelt) for one in thai.letters(word))


def test_silent_letters_are_not_read_but_put_over_by_letter() -> None:
    read, by_letter = thai.letters("จันทร์")
    assert "r" not in read
    assert by_letter == "canthr"


def test_a_word_put_over_letter_by_letter_is_noticed() -> None:
    assert thai.is_by_letter("smsilp")
    assert thai.is_by_letter("xrthit")
    assert not thai.is_by_letter("somchai")


@pytest.mark.parametrize(
    ("word", "heard"),
    [
        ("สมชาย", "somchai"), ("กมลวรรณ", "kamonwan"), ("นภาพร", "naphaphon"), ("พงษ์ศักดิ์", "phongsak"), ("ไพโรจน์", "phairot"),
        ("ชนก", "chanok"), ("ดวงใจ", "duangchai"), ("มงคล", "mongkhon"), ("ศรีสุข", "sisuk"), ("หญิง", "ying"),
    ],
)  # fmt: skip
def test_vowels_that_nobody_writes_are_read(word: str, heard: str) -> None:
    assert thai.letters(word)[0] == thai.sounded(heard)


@pytest.mark.parametrize(("spelt", "official"), [("porn", "phon"), ("jaidee", "chaidi"), ("vichai", "wichai"), ("boon", "bun")])
def test_families_spell_thai_as_english_does(spelt: str, official: str) -> None:
    assert thai.sounded(spelt) == thai.sounded(official)
