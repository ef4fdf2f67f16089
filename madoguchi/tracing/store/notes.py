"""The tables of friend's notes: sealed bytes, keys of readers, days. Never opens one."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count

from madoguchi.network.terms import Known
from madoguchi.tracing import models
from madoguchi.vault.cases import Wrap

ONLY_EPOCH = 1
"""A note has one key and no other after it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A note as it lies on the disk."""

    id: str
    organisation: str
    until: dt.date
    sealed: bytes
    version: int
    work: bytes


# ------------------------------------------------------------------ who reads


def readers(organisation: str) -> tuple[str, ...]:
    """The ids of the members of a group who read notes now: without a duty to report, in the order in which they said so."""
    rows = models.NoteReader.objects.filter(
        member__organisation=organisation, member__ended=None, member__may_report=Known.NO.value
    )
    return tuple(rows.order_by("since", "member_id").values_list("member_id", flat=True))


def groups_with_readers(least: int) -> frozenset[str]:
    """The groups in which so many members read notes now."""
    rows = models.NoteReader.objects.filter(member__ended=None, member__may_report=Known.NO.value)
    counted = rows.values("member__organisation").annotate(readers=Count("member"))
    return frozenset(row["member__organisation"] for row in counted if row["readers"] >= least)


def add_reader(member: str, today: dt.date) -> None:
    """From now on a member reads notes."""
    models.NoteReader.objects.get_or_create(member_id=member, defaults={"since": today})


def drop_reader(member: str) -> None:
    """A member reads no notes any more: also the keys to those that are there go."""
    models.NoteReader.objects.filter(member=member).delete()
    models.NoteKey.objects.filter(member=member).delete()


# ------------------------------------------------------------------ notes


def add(kept: Kept, wraps: dict[str, Wrap]) -> None:
    """A new note, with a key for each of its readers."""
    models.Note.objects.create(id=kept.id, organisation_id=kept.organisation, until=kept.until, sealed=kept.sealed)
    for member, wrap in wraps.items():
        add_key(kept.id, member, wrap)


def add_key(id_: str, member: str, wrap: Wrap) -> None:
    """The key of a note for one more reader; the same once more takes the place of the one before."""
    values = {"reader": wrap.reader, "vault": wrap.vault, "sealed": wrap.sealed}
    models.NoteKey.objects.update_or_create(note_id=id_, member_id=member, defaults=values)


def count(organisation: str) -> int:
    """How many notes a group holds."""
    return models.Note.objects.filter(organisation=organisation).count()


def with_key(member: str) -> tuple[tuple[Kept, Wrap], ...]:
    """The notes to which a member has a key, those that go first before the others."""
    rows = models.NoteKey.objects.filter(member=member).select_related("note").order_by("note__until", "note_id")
    return tuple((_kept(row.note), _wrap(row)) for row in rows)


def one_with_key(id_: str, member: str) -> tuple[Kept, Wrap] | None:
    """One of them."""
    row = models.NoteKey.objects.filter(member=member, note=id_).select_related("note").first()
    return None if row is None else (_kept(row.note), _wrap(row))


def keys_of(id_: str) -> dict[str, bytes]:
    """Who has a key to a note, and to which public half it is sealed."""
    rows = models.NoteKey.objects.filter(note=id_).values_list("member_id", "reader")
    return {member: bytes(reader) for member, reader in rows}


def drop_keys(id_: str, members: Collection[str]) -> None:
    """Take the key of a note from some members."""
    if members:
        models.NoteKey.objects.filter(note=id_, member__in=list(members)).delete()


def _kept(row: models.Note) -> Kept:
    return Kept(row.id, row.organisation_id, row.until, bytes(row.sealed), row.version, bytes(row.work))


def _wrap(row: models.NoteKey) -> Wrap:
    return Wrap(ONLY_EPOCH, bytes(row.reader), row.vault, bytes(row.sealed))


def save_work(id_: str, before: int, work: bytes) -> bool:
    """Whether nobody saved meanwhile; from now on this is what was done."""
    return models.Note.objects.filter(id=id_, version=before).update(version=before + 1, work=work) == 1


def drop(ids: Collection[str]) -> int:
    """Delete notes with their keys; how many."""
    found = models.Note.objects.filter(id__in=list(ids))
    gone = found.count()
    found.delete()
    return gone


def leave_no_bytes() -> None:
    """What was deleted leaves the journal of SQLite as well, unless somebody reads in it at this moment; then a little later."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def past(today: dt.date) -> tuple[str, ...]:
    """The notes whose last day is over."""
    return tuple(models.Note.objects.filter(until__lt=today).values_list("id", flat=True))


def all_ids(organisation: str = "") -> tuple[str, ...]:
    """The ids of every note, or of those of a group."""
    rows = models.Note.objects.filter(organisation=organisation) if organisation else models.Note.objects.all()
    return tuple(rows.values_list("id", flat=True))


def vault_keys() -> frozenset[int]:
    """The vault keys under which keys of notes are locked."""
    return frozenset(models.NoteKey.objects.values_list("vault", flat=True))


def drop_readers(organisation: str) -> None:
    """Nobody of a group reads notes any more."""
    models.NoteReader.objects.filter(member__organisation=organisation).delete()
