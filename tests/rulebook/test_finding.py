"""Rules are found by words: in any language of the page, with or without marks, by law, article, name or term."""

import pytest

from madoguchi.rulebook.finding import LONGEST_QUERY, find, plain
from madoguchi.rules.shelf import law_of

JP = law_of("JP")


def ids(query: str, tag: str = "en", country: str = "JP") -> list[str]:
    return [clause.id for clause in find(law_of(country), country, tag, query)]


@pytest.mark.parametrize(
    ("tag", "query"),
    [
        ("en", "special period"),
        ("en", "PERIOD special"),
        ("en", "jp.stay.special-period"),
        ("en", "jp-stay-special-period"),
        ("en", "Art. 20(6)"),
        ("ja", "特例期間"),
        ("ja-x-easy", "特例"),
        ("vi", "特例期間"),
        ("it", "special period waits"),
        ("en", '"special period"'),
        ("en", "special, period!"),
        ("ja", "「特例期間」"),
        ("ja-x-easy", "とくれい"),
    ],
)
def test_the_special_period_is_found(tag: str, query: str) -> None:
    assert "jp.stay.special-period" in ids(query, tag)


def test_marks_and_wide_letters_make_no_difference() -> None:
    assert plain("Đơn XIN gia hạn") == "don xin gia han"
    assert plain("Ｖｉｓａ") == "visa"
    assert plain("특례") == plain("특례")
    assert ids("gia hạn", "vi") == ids("gia han", "vi") != []


def test_all_words_must_stand_in_the_rule() -> None:
    assert ids("special period zzzz") == []
    assert ids("") == ids("   ") == ids("“ ”") == []


def test_a_rule_with_the_words_in_its_title_comes_first() -> None:
    assert ids("special period")[0].startswith("jp.stay.")


def test_a_local_term_leads_to_the_rules_behind_it() -> None:
    assert "it.receipt.renewal" in ids("permesso di soggiorno", "en", "IT")


def test_a_query_of_any_length_is_answered() -> None:
    assert ids("special " * 10_000 + "zzzz") == ids("special " * (LONGEST_QUERY // 8))
