"""Japanese names: passports, kana, and what can be read out of kanji."""

import pytest

from madoguchi.names import han, japanese, kana


@pytest.mark.parametrize(
    ("letters", "written"),
    [
        ("satou", "サトウ"),
        ("sato", "サトウ"),
        ("oono", "オオノ"),
        ("shinji", "シンジ"),
        ("kyouko", "キョウコ"),
        ("hattori", "ハットリ"),
        ("tsuda", "ツダ"),
    ],
)
def test_letters_and_kana_sound_alike_with_short_vowels(letters: str, written: str) -> None:
    assert japanese.sounds(letters)[0] == kana.spoken(written)[-1]


def test_letters_are_japanese_or_not() -> None:
    assert japanese.is_romaji("kenji")
    assert not japanese.is_romaji("trang")


@pytest.mark.parametrize(
    ("signs", "letters"),
    [("山田太郎", "yamadatarou"), ("佐藤花子", "satouhanako"), ("高橋健一", "takahashikenichi"), ("木下恵", "kinoshitamegumi")],
)
def test_every_sign_gives_its_part_of_the_sounds(signs: str, letters: str) -> None:
    assert japanese.read_out(japanese.sounds(letters)[0], han.japanese_readings(signs)) > 0.9


def test_another_name_cannot_be_read_out() -> None:
    assert japanese.read_out(japanese.sounds("suzukijirou")[0], han.japanese_readings("山田太郎")) < 0.5


def test_nothing_is_read_out_of_nothing() -> None:
    assert japanese.read_out("", ()) == 0.0


def test_a_reading_softens_inside_a_word() -> None:
    assert "gawa" in japanese.softened("kawa")
    assert "pasi" in japanese.softened("hasi")
    assert "tetu" in japanese.softened("tetu")
    assert "te" in japanese.softened("tetu")


def test_a_repeated_sign_is_read_as_the_sign_before_it() -> None:
    assert japanese.read_out(japanese.sounds("sasaki")[0], han.japanese_readings("佐々木")) > 0.9
