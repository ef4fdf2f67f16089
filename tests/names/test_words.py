"""The words of a form, as one language reads them."""

from madoguchi.names import forms, words
from madoguchi.names.terms import Tongue


def test_han_signs_are_vietnamese_words_one_by_one() -> None:
    assert words.as_letters(forms.read("陳氏蘭"), Tongue.VIETNAMESE) == (("tran",), ("thi",), ("lan",))


def test_han_signs_are_a_chinese_family_and_a_given_name() -> None:
    family, given = words.as_letters(forms.read("張小燕"), Tongue.CHINESE)
    assert "zhang" in family
    assert "cheung" in family
    assert "xiaoyan" in given


def test_a_letter_alone_is_an_initial() -> None:
    assert words.as_letters(forms.read("Maria C. Santos"), Tongue.OTHER)[1] == ("c.",)


def test_a_run_of_burmese_is_cut_in_either_script() -> None:
    assert words.as_letters(forms.read("Aungkyawmin"), Tongue.BURMESE) == words.as_letters(
        forms.read("အောင်ကျော်မင်း"), Tongue.BURMESE
    )


def test_names_are_read_off_sign_by_sign_in_japan() -> None:
    assert "sei" in words.read_off(forms.read("金正"))[1]
    assert "kin" in words.read_off(forms.read("김"))[0] or words.read_off(forms.read("김"))[0]
    assert words.read_off(forms.read("Li Na"))[0]


def test_every_language_reads_every_script_somehow() -> None:
    for text in ("Nguyen An", "グエン アン", "阮安", "김안", "सीता", "အောင်", "สมชาย"):
        form = forms.read(text)
        for tongue in Tongue:
            assert words.as_sounds(form, tongue)
            assert words.as_letters(form, tongue)
