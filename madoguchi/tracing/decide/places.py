"""Reads the table of places and finds the way from a station to the desks. A row that nobody has read is never filled in."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from madoguchi.tracing.terms.places import Basis, Item, Places, Prefecture, Region, Row, Source, Way

_POLICE = (Item.POLICE_STATION, Item.POLICE_ADDRESS, Item.POLICE_PHONE)
_LAWYERS = (Item.LAWYER_PHONE, Item.LAWYER_HOURS, Item.LAWYER_WHO, Item.BAR_PHONE, Item.BAR_COUNSELLING)
_CUSTODY = (Item.STATION_AREA_RULE, Item.WOMEN_CELLS, Item.DETENTION_HOUSE)
_BUREAU = (Item.BUREAU, Item.BUREAU_ADDRESS, Item.BUREAU_PHONE, Item.FACILITY, Item.FACILITY_PHONE)
_VISITORS = (Item.VISITORS,)

ANYBODY = ("anyone", "acquaintances")
"""Words of a row that say that a bar also takes a friend's or a caseworker's request."""
_BRACKETS = re.compile(r"[(（].*?[)）]")
_NO_PART = re.compile(r"\b(?:station|eki|ga|jr)\b|駅")


def read_places(text: str) -> Places:
    """The table as a file holds it."""
    read = tomllib.loads(text)
    return Places(tuple(_row(row) for row in read["row"]), tuple(_region(region) for region in read["region"]))


def _row(row: Mapping[str, Any]) -> Row:
    source = Source(**row["source"]) if "source" in row else None
    return Row(**{**row, "item": Item(row["item"]), "basis": Basis(row["basis"]), "source": source})


def _region(region: Mapping[str, Any]) -> Region:
    prefectures = tuple(Prefecture(**each) for each in region["prefectures"])
    parts = {"prefectures": prefectures, "basis": Basis(region["basis"]), "source": Source(**region["source"])}
    return Region(**{**region, **parts})


def prefectures(places: Places) -> tuple[Prefecture, ...]:
    """Every prefecture, in the order of the regions."""
    return tuple(each for region in places.regions for each in region.prefectures)


def stations(places: Places) -> tuple[tuple[str, str], ...]:
    """Every station of the table, as both languages write it."""
    return tuple(dict.fromkeys((row.station, row.own_station) for row in places.rows if row.station))


def found(places: Places, typed: str) -> tuple[Row, ...]:
    """What is known of the station that was typed, in whichever script; nothing where it is not in the table."""
    wanted = _plain(typed)
    return tuple(row for row in places.rows if row.station and wanted and wanted in _writings(row))


def _writings(row: Row) -> frozenset[str]:
    whole = (row.station, _BRACKETS.sub("", row.station), row.own_station)
    return frozenset(map(_plain, whole))


def _plain(text: str) -> str:
    """What two writings of a station have in common."""
    marks = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    # Kana keep their marks: が and か are two letters.
    bare = "".join(sign for sign in marks if not ("\u0300" <= sign <= "\u036f"))
    return "".join(sign for sign in _NO_PART.sub("", unicodedata.normalize("NFC", bare)) if sign.isalnum())


def way(places: Places, station: str, prefecture: str = "") -> Way:
    """From a station to the desks. `prefecture`: what a reader said, where the table does not know the station or knows two."""
    rows = tuple(row for row in found(places, station) if prefecture in ("", row.prefecture))
    there = prefecture or _only(row.prefecture for row in rows)
    here = tuple(row for row in places.rows if row.prefecture == there and not row.station)
    lawyers = _of(here, _LAWYERS)
    has_desk = any(row.item is Item.LAWYER_PHONE and row.is_known for row in lawyers)
    region = next((each for each in places.regions if there in {one.name for one in each.prefectures}), None)
    seat = _of_region(places, region, there)
    return Way(
        there, bool(rows), _of(rows, _POLICE), lawyers, () if has_desk else _desks_nearby(places, region),
        _of(here, _CUSTODY), (*_of(here, _BUREAU), *_of(seat, _BUREAU)), _of((*here, *seat), _VISITORS), region,
    )  # fmt: skip


def _only(names: Iterable[str]) -> str:
    different = set(names)
    return different.pop() if len(different) == 1 else ""


def _of(rows: Iterable[Row], items: tuple[Item, ...]) -> tuple[Row, ...]:
    return tuple(sorted((row for row in rows if row.item in items), key=lambda row: items.index(row.item)))


def _desks_nearby(places: Places, region: Region | None) -> tuple[Row, ...]:
    """Duty-lawyer desks of the same region; those of the whole table where it has none."""
    desks = tuple(row for row in places.rows if row.item is Item.LAWYER_PHONE and row.is_known)
    near = {each.name for each in region.prefectures} if region else set()
    return tuple(row for row in desks if row.prefecture in near) or desks


def _of_region(places: Places, region: Region | None, prefecture: str) -> tuple[Row, ...]:
    """What is known where the bureau of the region has its seat, unless that is this prefecture itself."""
    if region is None:
        return ()
    seats = {row.prefecture for row in places.rows if row.item is Item.BUREAU and row.own_value == region.own_bureau}
    return tuple(row for row in places.rows if row.prefecture in seats - {prefecture} and not row.station)


def takes_anybody(way_: Way) -> bool | None:
    """Whether the bar also takes the request of a friend or a caseworker; None where that was not read."""
    said = [row.value for row in way_.lawyers if row.item is Item.LAWYER_WHO and row.is_known]
    return any(word in value for value in said for word in ANYBODY) if said else None
