"""What a clerk may write in two ways sounds the same."""

import pytest

from madoguchi.names import kana


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("グエン", "グェン"),
        ("ファム", "フアム"),
        ("ヴァン", "バン"),
        ("ヴアン", "バン"),
        ("ティ", "テイ"),
        ("ティ", "チ"),
        ("トゥ", "ツ"),
        ("チャン", "チヤン"),
        ("リー", "リ"),
        ("クアン", "クワン"),
        ("ウィン", "ウイン"),
        ("イェ", "イエ"),
        ("ロック", "ロク"),
        ("ぐえん", "グエン"),
    ],
)
def test_two_ways_to_write_one_sound_are_one(one: str, other: str) -> None:
    assert set(kana.spoken(one)) & set(kana.spoken(other))


@pytest.mark.parametrize(("one", "other"), [("ハン", "ハイン"), ("タン", "トアン"), ("キム", "チム"), ("ラン", "ロン")])
def test_other_sounds_stay_apart(one: str, other: str) -> None:
    assert not set(kana.spoken(one)) & set(kana.spoken(other))


def test_a_long_o_may_be_japanese_or_a_foreign_tu() -> None:
    assert kana.spoken("サトウ") == ("satu", "sato")


def test_a_word_with_foreign_signs_is_read_as_foreign_only() -> None:
    assert kana.spoken("ティエウ") == ("tyeu",)
