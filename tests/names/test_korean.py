"""Korean: Hangul, its katakana, and the spellings that families choose."""

import pytest

from madoguchi.names import kana, korean


def test_hangul_has_the_letters_of_the_official_romanisation() -> None:
    assert korean.letters("박지영") == "bakjiyeong"
    assert korean.letters("최x") == "choe"


@pytest.mark.parametrize(
    ("hangul", "katakana"),
    [
        ("김", "キム"),
        ("박", "パク"),
        ("최", "チェ"),
        ("지영", "チヨン"),
        ("민지", "ミンジ"),
        ("선일", "ソニル"),
        ("동현", "トンヒョン"),
        ("영화", "ヨンファ"),
    ],
)
def test_hangul_is_voiced_inside_a_word_and_links(hangul: str, katakana: str) -> None:
    assert set(korean.sounds(hangul)) & set(kana.spoken(katakana))


@pytest.mark.parametrize("spelling", ["lee", "yi", "rhee", "li"])
def test_a_family_is_one_in_all_its_spellings(spelling: str) -> None:
    assert korean.spelt(spelling) == "i"


@pytest.mark.parametrize(
    ("hangul", "spelling"),
    [("영", "young"), ("현", "hyun"), ("우", "woo"), ("정", "jung"), ("희", "hee"), ("석", "suk"), ("수", "soo")],
)
def test_a_usual_spelling_is_roughly_the_official_one(hangul: str, spelling: str) -> None:
    assert korean.rough(korean.spelt(spelling)) == korean.rough(korean.letters(hangul))


def test_letters_that_are_no_korean_have_no_sounds() -> None:
    assert korean.sounds_of_letters("fernandez") == ()


def test_letters_sound_like_the_hangul_they_stand_for() -> None:
    assert korean.sounds_of_letters("mikyung") == korean.sounds("미경")


def test_the_north_keeps_an_r_that_the_south_has_dropped() -> None:
    assert set(kana.spoken("リ")) <= set(korean.sounds("이")) & set(korean.sounds("리"))
    assert set(kana.spoken("リュ")) & set(korean.sounds_of_letters("yoo"))


@pytest.mark.parametrize(("spelt", "katakana"), [("jaein", "チェイン"), ("hyegyo", "ヘギョ"), ("seoyeon", "ソヨン")])
def test_a_vowel_stays_with_its_syllable(spelt: str, katakana: str) -> None:
    assert set(korean.sounds_of_letters(spelt)) & set(kana.spoken(katakana))
