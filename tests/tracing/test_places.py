"""From a station to the desks: what was read is shown with its page, what was not leads to the duty-lawyer desk."""

import datetime as dt
import re

import pytest

from madoguchi.tracing import shelf
from madoguchi.tracing.decide.places import found, prefectures, stations, takes_anybody, way
from madoguchi.tracing.terms.places import Basis, Item, Row

PLACES = shelf.places()
TODAY = dt.date(2026, 11, 29)
DIALLED = re.compile(r"0\d{1,4}-\d{1,4}-\d{4}")


def values(rows: tuple[Row, ...], item: Item) -> list[str]:
    return [row.value for row in rows if row.item is item]


@pytest.mark.parametrize(
    ("typed", "police"),
    [
        ("Shinjuku", "Shinjuku"),
        ("新宿駅", "Shinjuku"),
        ("ga Shinjuku", "Shinjuku"),
        ("SHINJUKU station", "Shinjuku"),
        ("shin okubo", "Shinjuku"),
        ("Ｎａｇｏｙａ", "Nakamura"),
        ("umeda", "Sonezaki"),
        ("大阪梅田", "Sonezaki"),
        ("Nagoyà", "Nakamura"),
        ("Hakata eki", "Hakata"),
        ("天神", "Chuo"),
    ],
)
def test_a_station_is_found_however_it_is_written(typed: str, police: str) -> None:
    assert values(found(PLACES, typed), Item.POLICE_STATION) == [police]


@pytest.mark.parametrize("typed", ["", "駅", "Toyokawa", "shinjukuku", "station"])
def test_a_place_that_is_not_in_the_table_is_never_guessed(typed: str) -> None:
    assert found(PLACES, typed) == ()
    there = way(PLACES, typed)
    assert (there.prefecture, there.is_listed, there.police, there.lawyers, there.bureau) == ("", False, (), (), ())
    assert {row.item for row in there.ask_instead} == {Item.LAWYER_PHONE}


def test_a_station_that_nobody_has_looked_up_says_so() -> None:
    there = way(PLACES, "難波")
    assert there.is_listed
    assert there.prefecture == "Osaka"
    assert [row.basis for row in there.police] == [Basis.UNREAD]
    assert not there.police[0].is_known


def test_a_reader_says_which_prefecture_and_the_desks_follow() -> None:
    there = way(PLACES, "Toyohashi", "Aichi")
    assert values(there.lawyers, Item.LAWYER_PHONE) == ["052-203-1651"]
    assert there.ask_instead == ()
    assert values(there.bureau, Item.BUREAU) == ["Nagoya Regional Immigration Services Bureau"]


def test_where_the_number_of_a_bar_was_not_read_desks_of_the_region_are_asked_first() -> None:
    osaka = way(PLACES, "Umeda")
    assert [row.is_known for row in osaka.lawyers if row.item is Item.LAWYER_PHONE] == [False]
    assert values(osaka.lawyers, Item.BAR_COUNSELLING) == ["06-6364-1248"]
    assert {row.prefecture for row in osaka.ask_instead} >= {"Tokyo", "Aichi", "Fukuoka"}, "nobody of the region has one"
    saitama = way(PLACES, "Omiya", "Saitama")
    assert {row.prefecture for row in saitama.ask_instead} == {"Tokyo", "Ibaraki"}
    assert values(saitama.bureau, Item.BUREAU) == ["Tokyo Regional Immigration Services Bureau"]


def test_a_prefecture_without_any_row_still_has_its_bureau() -> None:
    there = way(PLACES, "Takamatsu", "Kagawa")
    assert there.region is not None
    assert there.region.own_bureau == "高松出入国在留管理局"
    assert there.lawyers == ()
    assert there.bureau == ()
    assert there.ask_instead


def test_a_centre_of_its_own_stands_beside_the_bureau_of_the_region() -> None:
    there = way(PLACES, "Omura", "Nagasaki")
    assert values(there.bureau, Item.FACILITY)[0] == "Omura Immigration Center"
    assert values(there.bureau, Item.BUREAU) == ["Fukuoka Regional Immigration Services Bureau"]
    assert values(way(PLACES, "天神").bureau, Item.BUREAU) == ["Fukuoka Regional Immigration Services Bureau"], "once"


@pytest.mark.parametrize(
    ("prefecture", "groups"),
    [
        ("Kanagawa", ["BOND", "Catholic Tokyo International Center", "Japan Association for Refugees"]),
        ("Gifu", ["START"]),
        ("Osaka", ["RAFIQ"]),
        ("Fukuoka", []),
    ],
)
def test_groups_that_visit_are_those_of_the_region(prefecture: str, groups: list[str]) -> None:
    assert values(way(PLACES, "", prefecture).visitors, Item.VISITORS) == groups


def test_a_prefecture_that_does_not_exist_leads_nowhere() -> None:
    there = way(PLACES, "Shinjuku", "<Tokyo>")
    assert there.region is None
    assert there.police == ()


@pytest.mark.parametrize(
    ("prefecture", "anybody"), [("Fukuoka", True), ("Gifu", True), ("Aichi", False), ("Tokyo", False), ("Chiba", None)]
)
def test_whose_request_a_bar_takes(prefecture: str, *, anybody: bool | None) -> None:
    assert takes_anybody(way(PLACES, "", prefecture)) is anybody


# ------------------------------------------------------------------ the table itself


def test_there_are_four_cities_and_every_prefecture_once() -> None:
    assert {"Tokyo", "Osaka", "Aichi", "Fukuoka"} <= {row.prefecture for row in PLACES.rows}
    names = [each.name for each in prefectures(PLACES)]
    assert len(names) == len(set(names)) == 47
    assert {row.prefecture for row in PLACES.rows} <= set(names)
    assert len(stations(PLACES)) == len({own for _, own in stations(PLACES)})


@pytest.mark.parametrize("row", PLACES.rows, ids=lambda row: f"{row.prefecture}-{row.station}-{row.item.value}")
def test_what_is_said_was_read_somewhere_and_what_was_not_read_says_nothing(row: Row) -> None:
    if row.basis is Basis.UNREAD:
        assert (row.value, row.own_value, row.source) == ("", "", None)
        assert row.note or row.item in (Item.BUREAU_PHONE, Item.BUREAU_ADDRESS)
        return
    assert row.value
    assert row.source is not None
    assert row.source.address.startswith("http")
    assert row.source.title
    assert row.checked_on is None or row.checked_on <= TODAY
    if row.item.value.endswith("phone"):
        assert DIALLED.fullmatch(row.value)


def test_a_row_that_was_only_derived_says_from_what() -> None:
    assert [row for row in PLACES.rows if row.basis is Basis.DERIVED and not row.note] == []
