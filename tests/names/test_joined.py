"""Kana without gaps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.names import joined, vietnamese


@pytest.mark.parametrize(
    ("run", "cut"),
    [
        ("グエンティホアン", ("グエン", "ティ", "ホアン")),
        ("ングエンヴァンビン", ("ングエン", "ヴァン", "ビン")),
        ("ぐえんてぃほあん", ("ぐえん", "てぃ", "ほあん")),
        ("トラントゥイ", ("トラン", "トゥイ")),
        ("レスアントウイ", ("レ", "スアン", "トウイ")),
        ("フインティーニャト", ("フイン", "ティー", "ニャト")),
        ("クォンジヒョン", ("クォン", "ジヒョン")),
    ],
)
def test_a_name_without_gaps_is_cut_where_its_pieces_end(run: str, cut: tuple[str, ...]) -> None:
    assert joined.cuts(run)[0] == cut


def test_a_chinese_name_is_cut_after_the_family_name_too() -> None:
    assert ("ジャン", "ウェイ") in joined.cuts("ジャンウェイ")


@pytest.mark.parametrize("run", ["", "ン", "クリスティアネ", "マリア", "123", "グエン", "ングエン"])
def test_what_is_no_such_name_stays_whole(run: str) -> None:
    assert joined.cuts(run) == ()


@given(st.text(alphabet="グエンティホアチャトラスーッァ", max_size=14))
def test_every_cut_is_the_whole_run(run: str) -> None:
    assert all("".join(cut) == run for cut in joined.cuts(run))


def test_letter_by_letter_is_the_same_syllable() -> None:
    assert joined.sounds("ングエン") == joined.sounds("グエン")


def test_every_sound_leads_back_to_a_syllable_that_has_it() -> None:
    back = vietnamese.heard()
    assert "zun" in back["yun"]
    for word in ("nguyễn", "trần", "hoàng", "quyên", "ánh", "dũng", "khánh"):
        first, *more = vietnamese.sounds(word)
        assert all(first in back[sound] for sound in (first, *more))
