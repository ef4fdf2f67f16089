"""The index of keys: it finds exactly who holds a key, forgets what too many hold, and its tables stand in both databases."""

import datetime as dt
import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoDbBlocker, Settings

from madoguchi.tracing import models
from madoguchi.tracing.actions import daily
from madoguchi.tracing.decide.blinding import Blinded
from madoguchi.tracing.decide.index import CAP_LEAST, CAP_LEAST_WHOLE, build, has_any, most_held, packed, unpacked
from madoguchi.tracing.store import keys as shelf
from madoguchi.tracing.terms.entries import CANDIDATES_OF_A_SEARCH, Kind, Part, State
from madoguchi.web.databases import database_settings
from tests.databases import database_of_its_own, living_in

TODAY = dt.date(2026, 11, 22)
VALUES = st.one_of(st.integers(0, 20), st.integers(0, 2**52 - 1), st.integers(2**52 - 20, 2**52 - 1)).map(
    lambda value: value << 12
)
"""Apart in the 52 bits that are looked at."""
KEYS = st.sets(st.tuples(st.sampled_from([Part.YEAR, Part.HOME, Part.PIECE]), VALUES), max_size=8)


@given(st.lists(KEYS, max_size=30), VALUES)
def test_it_finds_exactly_who_holds_a_key(held: list[set[tuple[Part, int]]], other: int) -> None:
    plain: dict[int, list[int]] = defaultdict(list)
    for place, keys in enumerate(held):
        for _, value in keys:
            plain[value].append(place)
    index = build((f"b{place}", packed(keys)) for place, keys in enumerate(held))
    for value in (*plain, other):
        expected = [] if len(plain[value]) > CAP_LEAST else plain[value]
        assert list(index.holders(value)) == sorted(expected)
    assert {value: list(places) for value, places in index.frequent.items()} == {
        value: sorted(places) for value, places in plain.items() if len(places) > CAP_LEAST
    }


@given(KEYS)
def test_keys_come_out_as_they_were_put_in_and_their_order_says_nothing(keys: set[tuple[Part, int]]) -> None:
    assert sorted(unpacked(packed(keys))) == sorted(keys)
    values = [value for _, value in unpacked(packed(sorted(keys, reverse=True)))]
    assert values == sorted(values)
    assert all(has_any(packed(keys), {value}) for _, value in keys)
    assert not has_any(packed(keys), set())


@pytest.mark.parametrize(
    ("part", "beacons", "most"),
    [(Part.YEAR, 10, CAP_LEAST), (Part.YEAR, 100_000, 50), (Part.HOME, 10_000_000, 200), (Part.FULL, 10, CAP_LEAST_WHOLE)],
)
def test_never_more_than_a_fifth_of_a_percent_of_many_beacons_hold_a_key(part: Part, beacons: int, most: int) -> None:
    assert most_held(part, beacons) == most
    assert all(most_held(each, 100_000) <= 100_000 * 0.002 for each in Part)


# ------------------------------------------------------------------------------------------ the tables


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def shelves(
    request: pytest.FixtureRequest, tmp_path: Path, sqlite_with_tables: Path, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Empty tables in a database of their own."""
    house: dict[str, Any] = database_settings("", tmp_path)
    if request.param == "postgres":
        server = request.getfixturevalue("postgres_with_tables")
        house = database_of_its_own(server, like=server["NAME"])
    else:
        shutil.copy(sqlite_with_tables, house["NAME"])
    with django_db_blocker.unblock(), living_in(house):
        yield


def entry(id_: str, kind: Kind = Kind.BEACON, ends_on: dt.date = TODAY) -> str:
    """An entry on a conversation of its own kind."""
    from madoguchi.help.models import Conversation

    row, _ = Conversation.objects.get_or_create(
        case=bytes([kind] * 16), mark=bytes([kind] * 32),
        defaults={"seal_public": bytes(32), "sign_public": bytes(32), "language": "vi", "head": bytes(32), "began_on": TODAY,
                  "last_on": TODAY},
    )  # fmt: skip
    models.Entry.objects.create(
        id=id_, conversation=row, kind=kind, state=State.OPEN, organisation="vinh", language="vi", made_on=TODAY, ends_on=ends_on,
        for_owner=b"", for_group=b"", payload=b"",
    )  # fmt: skip
    return id_


def test_keys_are_kept_by_epoch_and_replaced_as_a_whole(shelves: None) -> None:
    one = entry("one")
    keys = frozenset({Blinded(1, Part.YEAR, 5), Blinded(2, Part.YEAR, 2**64 - 1)})
    denied = frozenset({Blinded(1, Part.TALK, 7)})
    shelf.put(one, keys)
    shelf.put(one, denied, is_denied=True)
    assert shelf.of([one, "nobody"]) == {one: keys, "nobody": frozenset()}
    assert shelf.of([one], is_denied=True) == {one: denied}
    assert shelf.epochs() == [1, 2]
    assert list(shelf.of_open(Kind.BEACON, 2, TODAY)) == [(one, packed([(Part.YEAR, 2**64 - 1)]))]
    assert list(shelf.of_open(Kind.BEACON, 2, TODAY + dt.timedelta(days=1))) == []
    assert list(shelf.of_open(Kind.SEARCH, 2, TODAY)) == []
    shelf.put(one, frozenset())
    assert shelf.of([one])[one] == frozenset()
    assert shelf.of([one], is_denied=True) == {one: denied}


def test_what_too_many_held_stays_away_from_whoever_comes_next(shelves: None) -> None:
    old, new, looking = entry("old"), entry("new"), entry("looking", Kind.SEARCH)
    frequent, rare = Blinded(1, Part.YEAR, 5), Blinded(1, Part.HOME, 6)
    for each in (old, looking):
        shelf.put(each, {frequent, rare})
    shelf.drop(1, {5}, [old, looking])
    shelf.drop(1, {5}, [old])
    shelf.put(new, {frequent, rare, Blinded(2, Part.YEAR, 5)})
    assert shelf.of([old, looking]) == {old: {rare}, looking: {rare}}
    assert shelf.of([new])[new] == {rare, Blinded(2, Part.YEAR, 5)}  # the same number behind another key is another word


def test_a_common_name_does_not_fill_the_lists_of_every_group_at_once(shelves: None) -> None:
    whole, until = Blinded(1, Part.FULL, 5), TODAY + dt.timedelta(days=30)
    shelf.put(entry("looking", Kind.SEARCH, until), {whole})
    for number in range(CANDIDATES_OF_A_SEARCH + 2):
        shelf.put(entry(f"b{number:02}", Kind.BEACON, until), {whole})
    assert daily.run(TODAY) == CANDIDATES_OF_A_SEARCH
    assert daily.run(TODAY + dt.timedelta(days=6)) == 0
    assert daily.run(TODAY + dt.timedelta(days=7)) == 2
    assert daily.run(TODAY + dt.timedelta(days=14)) == 0


def test_what_too_many_beacons_hold_goes_in_the_night_from_them_and_from_searches(shelves: None) -> None:
    frequent, rare, until = Blinded(1, Part.YEAR, 5), Blinded(1, Part.HOME, 6), TODAY + dt.timedelta(days=30)
    shelf.put(entry("looking", Kind.SEARCH, until), {frequent, rare})
    for number in range(CAP_LEAST + 1):
        shelf.put(entry(f"b{number:02}", Kind.BEACON, until), {frequent})
    assert daily.run(TODAY) == 0
    assert shelf.of(["looking", "b00"]) == {"looking": {rare}, "b00": frozenset()}


def test_the_tables_alone_show_not_even_that_two_hold_the_same(shelves: None, settings: Settings, tmp_path: Path) -> None:
    for each in ("one", "two"):
        shelf.put(entry(each), {Blinded(1, Part.YEAR, 5 << 40)})
    one, two = (bytes(row.packed) for row in models.Keys.objects.order_by("entry"))
    assert len(one) == len(two)
    assert (5 << 40).to_bytes(8, "big") not in one + two
    assert not any(one[at : at + 8] in two for at in range(1, len(one) - 8))
    settings.DATA = tmp_path / "without the folder of keys"
    assert shelf.of(["one"]) == {"one": frozenset()}


def test_with_a_destroyed_blinding_key_goes_everything_behind_it(shelves: None) -> None:
    one = entry("one")
    shelf.put(one, {Blinded(1, Part.YEAR, 5), Blinded(2, Part.YEAR, 6)})
    shelf.put(one, {Blinded(1, Part.TALK, 7)}, is_denied=True)
    shelf.drop(1, {9}, [])
    shelf.forget_before(2)
    assert shelf.of([one]) == {one: {Blinded(2, Part.YEAR, 6)}}
    assert shelf.of([one], is_denied=True) == {one: frozenset()}
    assert shelf.frequent(1, [9]) == set()


def test_deny_lists_of_before_stand_in_the_new_tables(shelves: None) -> None:
    call_command("migrate", "tracing", "0022", interactive=False, verbosity=0)
    executor = MigrationExecutor(connections["default"])
    apps = executor.loader.project_state([("tracing", "0022_letters"), ("help", "0007_to_another_house")]).apps
    entry("one")
    old = apps.get_model("tracing", "Key")
    for part, value in ((Part.TALK, b"\x01" * 8), (Part.RELATION, b"\x00" * 8), (Part.YEAR, b"\x02" * 8)):
        old.objects.create(entry_id="one", epoch=3, part=part, value=value, is_denied=part is not Part.YEAR)
    call_command("migrate", "tracing", interactive=False, verbosity=0)
    one = int.from_bytes(b"\x01" * 8, "big")
    assert shelf.of(["one"], is_denied=True) == {"one": {Blinded(3, Part.TALK, one), Blinded(3, Part.RELATION, 0)}}
    assert shelf.of(["one"]) == {"one": frozenset()}
