"""Mandarin syllables in letters and in katakana."""

import pytest

from madoguchi.names import chinese, kana


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("zhang", ("zhang",)),
        ("xiaoming", ("xiao", "ming")),
        ("xinguo", ("xin", "guo")),
        ("lingan", ("ling", "an")),
        ("smith", ()),
        ("", ()),
    ],
)
def test_a_word_of_pinyin_is_cut_into_syllables(word: str, parts: tuple[str, ...]) -> None:
    assert chinese.apart(word) == parts


@pytest.mark.parametrize(
    ("word", "katakana"),
    [
        ("zhang", "ジャン"),
        ("zhang", "チャン"),
        ("xiaoping", "シャオピン"),
        ("liu", "リュウ"),
        ("si", "スー"),
        ("wu", "ウー"),
        ("yang", "ヤン"),
        ("xu", "シュイ"),
        ("guo", "グオ"),
        ("feng", "フォン"),
    ],
)
def test_mandarin_is_written_voiced_or_as_it_is_heard(word: str, katakana: str) -> None:
    assert set(chinese.sounds(chinese.apart(word))) & set(kana.spoken(katakana))


@pytest.mark.parametrize(
    ("spelt", "pinyin"), [("hsueh", "xue"), ("chih", "zhi"), ("hsiao", "xiao"), ("shih", "shi"), ("kuo", "guo")]
)
def test_the_older_spelling_of_a_syllable_becomes_pinyin(spelt: str, pinyin: str) -> None:
    assert (pinyin,) in chinese.from_older(spelt)


def test_without_apostrophes_the_older_spelling_may_mean_several() -> None:
    assert {("jian", "guo"), ("qian", "guo"), ("jian", "kuo")} <= set(chinese.from_older("chienkuo"))
    assert chinese.from_older("washington") == ()


def test_passports_write_lyu_for_lu_with_dots() -> None:
    assert chinese.apart("lyu") == chinese.apart("lü") == ("lv",)
