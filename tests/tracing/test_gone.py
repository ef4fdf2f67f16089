"""What is thrown away leaves no byte, on both databases, and does not come back: with a backup, or with a group."""

import datetime as dt
from pathlib import Path

import pytest
from django.apps import apps
from django.core import serializers
from django.db import connection, transaction
from django.db import models as fields
from pytest_django import Settings

from madoguchi.casework.actions import leaving
from madoguchi.help import erased, keyring
from madoguchi.network import models as network
from madoguchi.network.actions import leaving as departures
from madoguchi.tracing import models
from madoguchi.tracing.actions import keeping, keeping_entries, keeping_letters
from madoguchi.tracing.actions import notes as acts
from madoguchi.tracing.store import notes as store
from madoguchi.tracing.terms.notes import Note
from madoguchi.vault.travelling import read
from tests.help.network_of_tests import TODAY, group, next_page
from tests.network.conftest import house, postgres_house, sqlite_house
from tests.network.people import House
from tests.tracing.conftest import first_of_two

__all__ = ["house", "postgres_house", "sqlite_house"]

pytestmark = pytest.mark.slow
TABLES = (models.NoteReader, models.Note, models.NoteKey)


@pytest.fixture
def folder(house: House, tmp_path: Path, settings: Settings) -> Path:
    """A house that really writes, with a note in it; where its files are."""
    settings.DATA = tmp_path
    group("nagoya")
    first_of_two("nagoya", "hoa", "minh")
    assert acts.take(Note("Ueno", TODAY, name="An"), "nagoya", "vi", TODAY) is None
    return tmp_path


def bytes_of(folder: Path) -> bytes:
    """Everything on the disk of a house on SQLite, with its journal."""
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file())


@pytest.mark.parametrize("house", ["sqlite_house"], indirect=True)
def test_not_even_the_sealed_bytes_stay_on_the_disk(folder: Path) -> None:
    sealed = [bytes(models.Note.objects.get().sealed), *(bytes(row.sealed) for row in models.NoteKey.objects.all())]
    pieces = [content[start : start + 24] for content in sealed for start in (0, len(content) // 2, len(content) - 24)]
    assert all(piece in bytes_of(folder) for piece in pieces), "the search finds what is there"
    (held,) = acts.held(next_page("hoa"), TODAY)
    assert acts.discard(next_page("hoa"), held.id, TODAY)
    assert [piece for piece in pieces if piece in bytes_of(folder)] == []


@pytest.mark.parametrize("house", ["sqlite_house"], indirect=True)
def test_after_the_last_day_neither(folder: Path) -> None:
    piece = bytes(models.Note.objects.get().sealed)[100:130]
    assert keeping.forget(TODAY + dt.timedelta(days=15)) == 1
    assert piece not in bytes_of(folder)


def kept() -> str:
    """The rows of tracing, as a backup has them."""
    return str(serializers.serialize("json", [row for table in TABLES for row in table.objects.all()]))


def put_back(rows: str) -> None:
    """A backup is put back."""
    for table in reversed(TABLES):
        table.objects.all().delete()
    for row in serializers.deserialize("json", rows):
        row.save()


def test_a_note_that_was_thrown_away_does_not_come_back_with_a_backup(folder: Path) -> None:
    acts.take(Note("Shinjuku", TODAY), "nagoya", "vi", TODAY)
    before = kept()
    first, other = acts.held(next_page("hoa"), TODAY)
    acts.discard(next_page("hoa"), first.id, TODAY)
    assert [held.id for held in acts.held(next_page("hoa"), TODAY)] == [other.id]
    put_back(before)
    assert len(acts.held(next_page("hoa"), TODAY)) == 2
    assert keeping.erase_again() == 1
    assert [held.id for held in acts.held(next_page("hoa"), TODAY)] == [other.id]
    assert keeping.erase_again() == 0


def test_a_backup_of_the_tables_alone_opens_for_nobody(folder: Path) -> None:
    """The keys of notes lie under the vault key, which is in no backup."""
    for path in (folder / "vault-keys").glob("*.key"):
        path.unlink()
    keyring._read.cache_clear()
    assert acts.held(next_page("hoa"), TODAY) == ()


def test_when_the_group_goes_its_notes_and_readers_end_here(folder: Path) -> None:
    before = kept()
    keeping.forget_group("nagoya")
    assert [table.objects.count() for table in TABLES] == [0, 0, 0]
    put_back(before)
    assert keeping.erase_again() == 1
    assert not models.Note.objects.exists()


def test_what_is_noted_of_a_note_is_a_hash_and_nothing_of_it(folder: Path) -> None:
    (held,) = acts.held(next_page("hoa"), TODAY)
    acts.discard(next_page("hoa"), held.id, TODAY)
    assert acts.mark_of(held.id) in erased.known()
    assert all(held.id not in path.read_text("ascii") for path in (folder / "vault-keys").glob("*.erased"))


def test_a_member_row_that_goes_takes_key_and_word_along(folder: Path) -> None:
    network.Member.objects.filter(nickname="minh").delete()
    assert models.NoteReader.objects.count() == models.NoteKey.objects.count() == 1
    assert store.groups_with_readers(2) == frozenset()


def test_inside_a_transaction_the_journal_is_left_alone(folder: Path) -> None:
    with transaction.atomic():
        store.leave_no_bytes()
    assert not connection.in_atomic_block


def test_every_table_of_tracing_says_what_becomes_of_it_when_a_group_goes() -> None:
    answered = {*keeping.TABLES, *keeping_entries.TABLES, *keeping_letters.TABLES}
    assert {table._meta.db_table for table in apps.get_app_config("tracing").get_models()} == answered


def test_no_table_of_tracing_knows_a_time_or_an_address() -> None:
    columns = [field for table in apps.get_app_config("tracing").get_models() for field in table._meta.get_fields()]
    finer = (fields.DateTimeField, fields.TimeField, fields.DurationField, fields.GenericIPAddressField, fields.TextField)
    assert [field.name for field in columns if isinstance(field, finer)] == []


def test_a_group_that_goes_to_another_house_leaves_no_note_behind(folder: Path) -> None:
    assert departures.announce("nagoya", "https://other.example", TODAY, TODAY) is None
    _, records = leaving.leave("nagoya", TODAY, without_broken=False)
    file = list(records)
    assert [table.objects.count() for table in TABLES] == [2, 1, 2], "until the other house has everything it may still stay"
    leaving.forget("nagoya", read(file[-1])["receipt"], TODAY)
    assert [table.objects.count() for table in TABLES] == [0, 0, 0]
    assert b"tracing" not in b"".join(file)
