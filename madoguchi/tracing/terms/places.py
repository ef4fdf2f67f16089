"""A place in the table from a station to the desks that can help: what was read, on which page, on which day. Values only."""

import datetime as dt
from dataclasses import dataclass
from enum import Enum


class Basis(Enum):
    """How sure a row is. `UNREAD`: nobody has read it; then the way leads to the duty-lawyer desk, never to a guess."""

    READ = "read"
    DERIVED = "derived"
    RECALLED = "recalled"
    UNREAD = "unread"


class Item(Enum):
    """What a row is about."""

    POLICE_STATION = "police_station"
    POLICE_ADDRESS = "police_address"
    POLICE_PHONE = "police_phone"
    STATION_AREA_RULE = "station_area_rule"
    WOMEN_CELLS = "women_cells"
    DETENTION_HOUSE = "detention_house"
    LAWYER_PHONE = "duty_lawyer_phone"
    LAWYER_HOURS = "duty_lawyer_hours"
    LAWYER_WHO = "duty_lawyer_who_may_ask"
    BAR_PHONE = "bar_main_phone"
    BAR_COUNSELLING = "bar_counselling_phone"
    BUREAU = "immigration_office"
    BUREAU_ADDRESS = "immigration_address"
    BUREAU_PHONE = "immigration_phone"
    FACILITY = "detention_facility"
    FACILITY_PHONE = "detention_facility_phone"
    VISITORS = "visiting_group"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row was read."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """One thing about one place. `value` empty: not read, and `note` says what to do instead."""

    prefecture: str
    item: Item
    basis: Basis
    station: str = ""
    own_station: str = ""
    value: str = ""
    own_value: str = ""
    checked_on: dt.date | None = None
    source: Source | None = None
    note: str = ""

    @property
    def is_known(self) -> bool:
        """Whether somebody can rely on it at all."""
        return self.basis is not Basis.UNREAD and self.value != ""


@dataclass(frozen=True, slots=True)
class Prefecture:
    """A prefecture, as both languages write it."""

    name: str
    own_name: str


@dataclass(frozen=True, slots=True)
class Region:
    """An immigration bureau and the prefectures that belong to it."""

    bureau: str
    own_bureau: str
    prefectures: tuple[Prefecture, ...]
    basis: Basis
    source: Source
    note: str = ""


@dataclass(frozen=True, slots=True)
class Places:
    """The whole table."""

    rows: tuple[Row, ...]
    regions: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """From one place to the desks: what is known of each, and what is not.

    `is_listed`: whether the station stands in the table. `ask_instead`: a desk of another bar, where no number of this
    prefecture was read: it knows which one serves it.
    """

    prefecture: str
    is_listed: bool
    police: tuple[Row, ...]
    lawyers: tuple[Row, ...]
    ask_instead: tuple[Row, ...]
    custody: tuple[Row, ...]
    bureau: tuple[Row, ...]
    visitors: tuple[Row, ...]
    region: Region | None
