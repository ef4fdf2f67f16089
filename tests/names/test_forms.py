"""What can be told from one form alone."""

import pytest

from madoguchi.names import forms
from madoguchi.names.terms import Script, Tongue


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Nguyễn Văn An", Script.LATIN),
        ("グエン", Script.KANA),
        ("ｸﾞｴﾝ", Script.KANA),
        ("ぐえん", Script.KANA),
        ("阮文安", Script.HAN),
        ("김민지", Script.HANGUL),
        ("सीता राई", Script.DEVANAGARI),
        ("အောင်", Script.BURMESE),
        ("สมชาย", Script.THAI),
        ("", Script.LATIN),
        ("123", Script.LATIN),
        ("Иван", Script.LATIN),
    ],
)
def test_the_script_is_that_of_most_letters(text: str, script: Script) -> None:
    assert forms.read(text).script is script


@pytest.mark.parametrize(
    ("text", "tongue"),
    [
        ("Nguyễn Thị Hà", Tongue.VIETNAMESE),
        ("NGUYEN THI HA", Tongue.VIETNAMESE),
        ("Nguyeenx Thij Haf", Tongue.VIETNAMESE),
        ("NGUYENTHIHA", Tongue.VIETNAMESE),
        ("Park Ji-young", Tongue.KOREAN),
        ("Zhang Xiaoyan", Tongue.CHINESE),
        ("Zhang Xiaoyxn", Tongue.CHINESE),
        ("Maria Santos", None),
    ],
)
def test_a_family_name_or_marks_point_to_a_language(text: str, tongue: Tongue | None) -> None:
    assert forms.read(text).sure is tongue


def test_a_title_is_no_part_of_a_name() -> None:
    assert forms.read("Dr. Sita Rai").words == ("sita", "rai")
    assert forms.read("Dr").words == ("dr",)


def test_keys_are_read_as_vietnamese_only_with_a_vietnamese_family() -> None:
    assert forms.read("Phamj Thij Nga").words[0] == "phạm"
    assert forms.read("Boos Thaw").words == ("boos", "thaw")
    assert forms.read("Lee Wan Koo").words == ("lee", "wan", "koo")
    assert forms.read("WANG LI HUA").words == ("wang", "li", "hua")


def test_a_text_that_never_ends_is_read_to_a_point() -> None:
    assert len(forms.read("a b " * 10_000).words) == forms.MOST_WORDS
