"""Burmese in its script, in letters, and in katakana; Zawgyi too."""

import pytest

from madoguchi.names import burmese, kana


@pytest.mark.parametrize(
    ("word", "letters"),
    [
        ("အောင်", ("aung",)),
        ("ကျော်", ("kyaw",)),
        ("သန်း", ("than",)),
        ("ဟိန်း", ("hein",)),
        ("ရွှေ", ("shwe",)),
        ("ချစ်", ("chit",)),
        ("မြင့်", ("myin",)),
        ("သီတာ", ("thi", "tar")),
        ("ဦး", ("u",)),
        ("ဥမ္မာ", ("on", "mar")),
        ("ဝဏ္ဏ", ("wun", "na")),
    ],
)
def test_the_script_is_read_syllable_by_syllable(word: str, letters: tuple[str, ...]) -> None:
    assert burmese.letters(word) == letters


@pytest.mark.parametrize(
    ("spelt", "katakana"),
    [
        ("kyaw", "チョー"),
        ("aung", "アウン"),
        ("thaw", "ソー"),
        ("thein", "テイン"),
        ("htet", "テッ"),
        ("zin", "ジン"),
        ("phyo", "ピョー"),
        ("hla", "ラ"),
        ("swe", "スエ"),
        ("nyein", "ニェイン"),
    ],
)
def test_letters_are_written_in_katakana(spelt: str, katakana: str) -> None:
    assert set(burmese.sounds(spelt)) & set(kana.spoken(katakana))


def test_a_run_of_letters_is_cut_into_syllables() -> None:
    assert burmese.apart("thandarwin") == ("than", "dar", "win")
    assert burmese.apart("xq") == ()
    assert burmese.apart("khin") == ("khin",)
    assert burmese.apart("khinkhin") == ("khin", "khin")


@pytest.mark.parametrize(("zawgyi", "standard"), [("ေမာင္", "မောင်"), ("ျမ", "မြ"), ("ေက်ာ္", "ကျော်"), ("သန္း", "သန်း")])
def test_the_older_encoding_is_noticed_and_put_over(zawgyi: str, standard: str) -> None:
    assert burmese.is_zawgyi(zawgyi)
    assert burmese.from_zawgyi(zawgyi) == standard


@pytest.mark.parametrize("word", ["ချစ်", "မြင့်", "ကျော်", "မောင်", "အောင်"])
def test_standard_burmese_is_not_taken_for_the_older_encoding(word: str) -> None:
    assert not burmese.is_zawgyi(word)


@pytest.mark.parametrize(
    ("zawgyi", "standard"),
    [("စႏၵာ", "စန္ဒာ"), ("ဥမၼာ", "ဥမ္မာ"), ("ေရႊ", "ရွှေ"), ("သႏၱာ", "သန္တာ"), ("ေမတၱာ", "မေတ္တာ")],
)
def test_in_zawgyi_a_consonant_below_another_is_one_sign(zawgyi: str, standard: str) -> None:
    assert burmese.is_zawgyi(zawgyi)
    assert burmese.from_zawgyi(zawgyi) == standard
