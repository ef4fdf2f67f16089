"""A clause id names country, topic and rule, and nothing else is one."""

import pytest

from madoguchi.ground.ids import clause_id


@pytest.mark.parametrize(
    "text", ["jp.stay.permit", "jp.stay.special-period.route", "vn.fund.support", "jp.titp.three-years", "kr.e9.x2"]
)
def test_country_topic_and_name_make_an_id(text: str) -> None:
    assert clause_id(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "jp",
        "jp.stay",
        "JP.stay.permit",
        "jp.stay.",
        "jp.stay.-permit",
        "jpn.stay.permit",
        "jp stay permit",
        "jp.a.b.c.d",
        "jp.a.b_c",
    ],
)
def test_anything_else_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a clause id: write country\.topic\.name"):
        clause_id(text)
