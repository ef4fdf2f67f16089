"""Vietnamese syllables, keys and katakana."""

import pytest

from madoguchi.names import kana, vietnamese


@pytest.mark.parametrize(
    ("word", "katakana"),
    [
        ("nguyễn", "グエン"),
        ("nguyễn", "グェン"),
        ("trần", "チャン"),
        ("trần", "トラン"),
        ("dũng", "ズン"),
        ("dũng", "ユン"),
        ("dũng", "ドゥン"),
        ("đức", "ドゥック"),
        ("phượng", "フオン"),
        ("thảo", "タオ"),
        ("khánh", "カイン"),
        ("khánh", "ハイン"),
        ("quyên", "クエン"),
        ("tuyết", "トゥエット"),
        ("giang", "ザン"),
        ("nhung", "ニュン"),
        ("vy", "ヴィ"),
    ],
)
def test_a_syllable_is_written_in_the_katakana_of_north_south_and_letters(word: str, katakana: str) -> None:
    assert set(vietnamese.sounds(word)) & set(kana.spoken(katakana))


@pytest.mark.parametrize(
    ("keys", "meant"),
    [("nguyeenx", "nguyễn"), ("thij", "thị"), ("ddieemx", "điễm"), ("huwowng", "hương"), ("vaan", "vân"), ("hueej", "huệ")],
)
def test_keys_become_what_somebody_meant(keys: str, meant: str) -> None:
    assert vietnamese.from_keys(keys) == meant


@pytest.mark.parametrize("word", ["santos", "lan", "thị", "kim", "rojas"])
def test_a_word_that_is_no_keys_stays(word: str) -> None:
    assert vietnamese.from_keys(word) == word


@pytest.mark.parametrize(
    ("run", "parts"),
    [
        ("nguyenvanluong", ("nguyen", "van", "luong")),
        ("phamthinga", ("pham", "thi", "nga")),
        ("nguyenthinhi", ("nguyen", "thi", "nhi")),
        ("washington", ()),
        ("a", ()),
    ],
)
def test_a_run_without_spaces_is_cut_into_syllables(run: str, parts: tuple[str, ...]) -> None:
    assert vietnamese.apart(run) == parts


def test_marks_tell_tones_apart_that_letters_do_not() -> None:
    assert vietnamese.marks("hùng") != vietnamese.marks("hưng")
    assert vietnamese.marks("dung") == ""


def test_only_marks_of_its_own_make_a_word_vietnamese() -> None:
    assert vietnamese.has_own_marks("phượng")
    assert not vietnamese.has_own_marks("josé")
    assert not vietnamese.has_own_marks("dung")
