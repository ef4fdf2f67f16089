"""Spellings of languages that were always written in Latin letters."""

import pytest

from madoguchi.names import kana, latin


@pytest.mark.parametrize(
    ("word", "katakana"),
    [
        ("santos", "サントス"),
        ("fernanda", "フェルナンダ"),
        ("cruz", "クルス"),
        ("marcelo", "マルセロ"),
        ("carter", "カーター"),
        ("budi", "ブディ"),
        ("soekarno", "スカルノ"),
        ("chandra", "チャンドラ"),
    ],
)
def test_one_of_the_habits_gives_the_katakana(word: str, katakana: str) -> None:
    assert any(sound in kana.spoken(katakana) or sound[:4] == kana.spoken(katakana)[0][:4] for sound in latin.sounds(word))


@pytest.mark.parametrize(
    ("one", "other"),
    [("soeharto", "suharto"), ("joseph", "josef"), ("chaudhary", "chaudhari"), ("vikram", "bikram"), ("yoesoef", "yusuf")],
)
def test_spellings_of_one_name_are_roughly_one(one: str, other: str) -> None:
    assert latin.rough(one) == latin.rough(other)


def test_indonesia_spells_otherwise_since_1972() -> None:
    assert latin.newer("tjahjo") == "cahyo"
    assert latin.newer("djoko") == "joko"
    assert latin.newer("juan") == "juan"
