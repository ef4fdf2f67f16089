"""Nepali names in letters."""

import pytest

from madoguchi.names import devanagari


@pytest.mark.parametrize(
    ("word", "letters"),
    [
        ("राम", "ram"),
        ("सीता", "sita"),
        ("कमल", "kamal"),
        ("कोइराला", "koirala"),
        ("कृष्ण", "krishna"),
        ("सुरेन्द्र", "surendra"),
        ("बहादुर", "bahadur"),
        ("तामाङ", "tamang"),
        ("सिंह", "sinha"),
    ],
)
def test_the_unspoken_a_is_left_out(word: str, letters: str) -> None:
    assert devanagari.letters(word)[0] == letters


def test_scholars_write_every_a() -> None:
    assert "kamala" in devanagari.letters("कमल")
