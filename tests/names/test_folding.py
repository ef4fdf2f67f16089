"""Width, case, marks and the ends of words."""

import pytest

from madoguchi.names import folding


def test_half_width_kana_and_wide_letters_are_the_usual_ones() -> None:
    assert folding.plain("ｸﾞｴﾝ") == "グエン"
    assert folding.plain("ＮＧＵＹＥＮ") == "nguyen"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("DELA CRUZ, Maria", ["dela", "cruz", "maria"]),
        ("グエン・ヴァン　タン", ["グエン", "ヴァン", "タン"]),
        ("Jun'ichi Tanaka", ["junichi", "tanaka"]),
        ("Kim Min-ji", ["kim", "minji"]),
        ("Maria C.Santos", ["maria", "c", "santos"]),
        ("Sita Rai (Ilam-2)", ["sita", "rai"]),
        ("(Sita Rai)", ["sita", "rai"]),
        ("", []),
        (" ・ ", []),
    ],
)
def test_a_sign_ends_a_word_and_a_hyphen_joins_two(text: str, words: list[str]) -> None:
    assert folding.words(folding.plain(text)) == words


def test_passports_drop_the_marks() -> None:
    assert folding.unmarked("đặng") == "dang"
    assert folding.unmarked("conceição") == "conceicao"
    assert folding.unmarked("santos") == "santos"
