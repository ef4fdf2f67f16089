"""What speaks for and against two forms being one name."""

from madoguchi.names import forms, match
from madoguchi.names.signs import Signs


def said(a: str, b: str) -> Signs:
    """The signs of the trial that speaks."""
    return match.best(forms.read(a), forms.read(b))[2]


def test_other_tones_are_said_only_when_both_wrote_tones() -> None:
    assert "tone differs" in said("Nguyễn Văn Hùng", "Nguyễn Văn Hưng")
    assert "tone differs" not in said("Nguyễn Văn Hùng", "NGUYEN VAN HUNG")


def test_a_word_that_differs_says_where() -> None:
    assert "first letter differs" in said("Maria Santos", "Maria Campos")
    assert "last letter differs" in said("Maria Santos", "Maria Santa")
    assert "first letter differs" not in said("Maria Santos", "Maria Santa")


def test_what_is_left_over_is_said_with_where_it_stood() -> None:
    assert "one left" in said("Maria Luisa Santos", "Maria Santos")
    assert "edge left" not in said("Maria Luisa Santos", "Maria Santos")
    assert "edge left" in said("Maria Luisa Santos", "Luisa Santos")
    assert "more left" in said("Ana Maria Luisa Santos", "Ana Santos")


def test_an_initial_fits_or_not() -> None:
    assert "initial fits" in said("Maria L. Santos", "Maria Luisa Santos")
    assert said("Maria K. Santos", "Maria Luisa Santos")["worst"] == 1.0


def test_a_turned_order_is_said() -> None:
    assert "order turned" in said("Maria Santos", "Santos, Maria")


def test_nothing_beside_nothing_is_said_too() -> None:
    assert "nothing beside" in said("", "Maria")


def test_every_sign_has_a_weight() -> None:
    known = match.weights()
    pairs = [
        ("Maria L. Santos", "Santos, Maria Luisa"),
        ("グエンヴァンタン", "NGUYEN VAN TAN"),
        ("김민지", "Kim Min Ji"),
        ("山田太郎", "Yamada Taro"),
    ]
    assert [name for a, b in pairs for name in said(a, b) if name not in known] == []
