"""Rules of spelling, and the letters that say whether a rule need be tried at all."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.names import burmese, chinese, han, japanese, korean, latin, spelling, thai
from madoguchi.names.spelling import Rules

EVERY_TABLE = {
    f"{module.__name__}.{name}": value
    for module in (burmese, chinese, han, japanese, korean, latin, thai)
    for name, value in vars(module).items()
    if isinstance(value, tuple) and value and isinstance(value[0], spelling.Rule)
}
WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyzōūñçŏŭãACENOI-", max_size=12)


def rule_by_rule(word: str, rules: Rules) -> str:
    """Every rule tried, whether or not it can find anything."""
    for _, pattern, instead in rules:
        word = pattern.sub(instead, word)
    return word


def test_all_languages_with_such_rules_are_looked_at() -> None:
    assert {name.split(".")[-2] for name in EVERY_TABLE} == {
        "burmese", "han", "japanese", "korean", "latin", "thai",
    }  # fmt: skip


@given(WORDS)
def test_a_rule_that_is_not_tried_would_have_changed_nothing(word: str) -> None:
    for name, rules in EVERY_TABLE.items():
        assert spelling.respelt(word, rules) == rule_by_rule(word, rules), name


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("ph", "p"),
        ("ck|q|c(?![heiy])", "cq"),
        ("(?<=[bdg])h", "h"),
        ("[vw]", "vw"),
        ("^h", "h"),
        ("z$", "z"),
        (r"([td])\1", "td"),
        ("yu(?=n|ng|k)", "y"),
    ],
)
def test_the_letters_that_a_rule_needs_are_read_off_its_pattern(pattern: str, letters: str) -> None:
    assert spelling.rules((pattern, ""))[0].needs == frozenset(letters)


@pytest.mark.parametrize("pattern", ["[^a-z]", "[a-f]", r"(.)\1", "x?y", "(?<=[td])(?=[^aeiou]|$)", "o-o|-", "(?:a|b)c"])
def test_a_rule_whose_letters_are_not_plain_is_always_tried(pattern: str) -> None:
    assert spelling.rules((pattern, ""))[0].needs is None


def test_rules_are_applied_in_their_order() -> None:
    assert spelling.respelt("aab", spelling.rules(("aa", "b"), ("bb", "c"))) == "c"
    assert spelling.respelt("tth", spelling.rules((r"([td])\1", spelling.once))) == "th"
    assert spelling.respelt("moooon", spelling.rules(spelling.TWICE)) == "mon"
    assert re.compile("x") == spelling.rules(("x", "y"))[0].pattern
