"""The tables of the network when a group goes to another house, or comes from one. Takes and gives plain values, never rows."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Q

from madoguchi.network import models
from madoguchi.network.store import FORGOTTEN
from madoguchi.network.terms import Departure

Plain = dict[str, Any]

_ORGANISATION = (
    "id", "name", "about", "funded_by", "certified", "may_report", "languages", "hours", "key_id", "renew", "renew_free",
)  # fmt: skip
_KEY = ("circle", "epoch", "public", "link", "since")
_MEMBER = ("id", "nickname", "may_report", "seal_public", "sign_public", "locked_root", "locked_code", "since", "until", "ended")
_SHARE = ("member_id", "circle", "epoch", "sealed")
_FORMER = ("member_id", "sign_public", "until")
_CONTACT = ("id", "told_on", "epoch", "head", "texts_circle", "texts_epoch", "texts")
_PAGE = ("id", "clauses", "written_on", "published_on", "locked")
_PAGE_WRAP = ("circle", "epoch", "sealed")


# ------------------------------------------------------------------ departures


def departure(organisation: str) -> Departure | None:
    """Where a group goes, if people were told."""
    return next(iter(departures(organisation)), None)


def departures(organisation: str = "") -> tuple[Departure, ...]:
    """Every group that goes, or this one."""
    rows = models.Departure.objects.select_related("organisation")
    rows = rows.filter(organisation=organisation) if organisation else rows
    return tuple(
        Departure(row.organisation_id, row.organisation.name, row.address, row.on, row.left_on, bytes(row.receipt))
        for row in rows.order_by("organisation")
    )


def announce(organisation: str, address: str, on: dt.date) -> None:
    """Say where a group goes, and on which day."""
    models.Departure.objects.update_or_create(organisation_id=organisation, defaults={"address": address, "on": on})


def leave(organisation: str, day: dt.date, receipt: bytes) -> None:
    """The file of a group is written: its desks are closed, and nobody can begin a conversation with it."""
    models.Departure.objects.filter(organisation=organisation).update(left_on=day, receipt=receipt)
    models.SignIn.objects.filter(member__organisation=organisation).delete()


def take_back(organisation: str) -> None:
    """Its file could not be written: it goes another time."""
    models.Departure.objects.filter(organisation=organisation).update(left_on=None, receipt=b"")


def stay(organisation: str) -> None:
    """The group does not go."""
    models.Departure.objects.filter(organisation=organisation).delete()


def has_left(organisation: str) -> bool:
    """Whether the file of a group is written: from then on nothing of it changes here."""
    return models.Departure.objects.filter(organisation=organisation, left_on__isnull=False).exists()


def is_here(organisation: str) -> bool:
    """Whether there is such a group, and it is one of this house."""
    return models.Organisation.objects.filter(id=organisation, elsewhere=False).exists()


def arrival(organisation: str) -> bytes:
    """By which of its arrivals a group is here; empty where it was taken in here."""
    return bytes(models.Organisation.objects.values_list("arrival", flat=True).get(id=organisation))


def ids_here() -> tuple[str, ...]:
    """Every group of this house."""
    return tuple(models.Organisation.objects.filter(elsewhere=False).order_by("id").values_list("id", flat=True))


# ------------------------------------------------------------------ what goes along


def packed(organisation: str) -> Plain:
    """A group with its keys and members as they lie here. Never an open desk, a passkey, a draft or an asking for new keys."""
    members = models.Member.objects.filter(organisation=organisation)
    return {
        "organisation": models.Organisation.objects.values(*_ORGANISATION).get(id=organisation),
        "keys": list(models.GroupKey.objects.filter(organisation=organisation).order_by("epoch").values(*_KEY)),
        "members": list(members.order_by("id").values(*_MEMBER)),
        "shares": list(models.KeyShare.objects.filter(member__in=members).order_by("pk").values(*_SHARE)),
        "former": list(models.FormerKey.objects.filter(member__in=members).order_by("pk").values(*_FORMER)),
    }


def take_in(group: Mapping[str, Any], members: Iterable[Mapping[str, Any]], arrival: bytes) -> None:
    """The same, in its new house. What was known of the group here, from what it had signed, goes into it."""
    values = group["organisation"]
    models.Member.objects.filter(organisation__key_id=values["key_id"], organisation__elsewhere=True).delete()
    given = {**values, "takes_new": False, "elsewhere": False, "arrival": arrival}
    models.Organisation.objects.update_or_create(id=values["id"], defaults=given)
    for key in group["keys"]:
        models.GroupKey.objects.create(organisation_id=values["id"], **key)
    for member in members:
        models.Member.objects.create(organisation_id=values["id"], **member)
    for share in group["shares"]:
        models.KeyShare.objects.create(**share)
    for former in group["former"]:
        models.FormerKey.objects.create(**former)


# ------------------------------------------------------------------ what a group keeps for itself


def contacts(organisation: str) -> Iterator[Plain]:
    """The meetings that a group was told of."""
    yield from models.ContactRow.objects.filter(organisation=organisation).order_by("told_on", "id").values(*_CONTACT)


def pages(organisation: str) -> Iterator[Plain]:
    """The pages of memory that a group wrote, with its own keys to them. Without one of these nobody could read them there.

    Who has read a page goes along while it waits, where it was somebody of the group.
    """
    own = models.MemoryWrap.objects.filter(organisation=organisation, page__organisation=organisation)
    members = models.Member.objects.filter(organisation=organisation).values("id")
    for id_ in sorted(set(own.values_list("page", flat=True))):
        readings = models.MemoryReading.objects.filter(page=id_, page__published_on=None, reader__in=members)
        # Empty where it went at this moment, because its time was over.
        for page in models.MemoryRow.objects.filter(id=id_).values(*_PAGE):
            wraps, read = own.filter(page=id_).values(*_PAGE_WRAP), readings.values("reader", "read_on")
            yield {**page, "wraps": list(wraps.order_by("circle")), "readings": list(read.order_by("reader"))}


def take_in_contact(organisation: str, given: Mapping[str, Any]) -> None:
    """A meeting, in the new house of its group."""
    models.ContactRow.objects.create(organisation_id=organisation, **{name: given[name] for name in _CONTACT})


def take_in_page(organisation: str, given: Mapping[str, Any]) -> None:
    """A page of memory, in the new house of its group: read by that group, and by nobody else yet."""
    row = models.MemoryRow.objects.create(organisation_id=organisation, **{name: given[name] for name in _PAGE})
    for wrap in given["wraps"]:
        values = {name: wrap[name] for name in _PAGE_WRAP}
        models.MemoryWrap.objects.create(page=row, organisation_id=organisation, **values)
    members = frozenset(models.Member.objects.filter(organisation=organisation).values_list("id", flat=True))
    for reading in given["readings"]:
        if reading["reader"] in members:
            models.MemoryReading.objects.create(page=row, reader=reading["reader"], read_on=reading["read_on"])


# ------------------------------------------------------------------ groups that are known by what they signed


def named(ids: Collection[str]) -> list[Plain]:
    """Groups by id, with what they are recognised by in another house, and their names."""
    rows = models.Organisation.objects.filter(id__in=ids).order_by("id")
    return [{"id": row.id, "name": row.name, "key_id": bytes(row.key_id)} for row in rows]


def with_key_id(key_id: bytes) -> str | None:
    """The group that is recognised by this, of this house or of another; one of this house first."""
    rows = models.Organisation.objects.filter(key_id=key_id).order_by("elsewhere")
    return rows.values_list("id", flat=True).first()


def is_elsewhere(organisation: str, key_id: bytes) -> bool:
    """Whether this very group is known here from another house."""
    return models.Organisation.objects.filter(id=organisation, key_id=key_id, elsewhere=True).exists()


def add_elsewhere(id_: str, name: str, key_id: bytes) -> None:
    """A group of another house."""
    unknown = {"funded_by": "", "certified": "unknown", "may_report": "unknown", "hours": "", "takes_new": False}
    models.Organisation.objects.create(id=id_, name=name, key_id=key_id, elsewhere=True, **unknown)


def add_signer(id_: str, organisation: str, sign_public: bytes, day: dt.date) -> None:
    """Somebody of another house who signed what has come here; known by that alone."""
    models.Member.objects.create(
        id=id_, organisation_id=organisation, nickname=f"{FORGOTTEN}{id_[:20]}", may_report="unknown", seal_public=b"",
        sign_public=sign_public, locked_root=b"", locked_code=b"", since=day, ended=day,
    )  # fmt: skip


# ------------------------------------------------------------------ forgetting


def members_ever(organisation: str) -> tuple[str, ...]:
    """The ids of everybody who is a member of a group, or was one."""
    return tuple(models.Member.objects.filter(organisation=organisation).order_by("id").values_list("id", flat=True))


def signing_keys(organisation: str) -> frozenset[bytes]:
    """Every public half that somebody of a group signs with, or has signed with."""
    own = models.Member.objects.filter(organisation=organisation).values_list("sign_public", flat=True)
    former = models.FormerKey.objects.filter(member__organisation=organisation).values_list("sign_public", flat=True)
    return frozenset(bytes(key) for key in (*own, *former))


def drop_kept(organisation: str) -> None:
    """What a group kept for itself: meetings, keys to pages of memory, who of it has read which, and pages that wait.

    What the network reads stays for the others that hold its key.
    """
    models.ContactRow.objects.filter(organisation=organisation).delete()
    models.MemoryWrap.objects.filter(organisation=organisation).delete()
    models.MemoryReading.objects.filter(reader__in=members_ever(organisation)).delete()
    pages_ = models.MemoryRow.objects.filter(organisation=organisation)
    pages_.filter(Q(published_on=None) | Q(memorywrap=None)).delete()


def has_pages(organisation: str) -> bool:
    """Whether there is a page of memory that a group wrote."""
    return models.MemoryRow.objects.filter(organisation=organisation).exists()


def drop_group(organisation: str) -> None:
    """A group with its members and keys."""
    models.Organisation.objects.filter(id=organisation).delete()


def keep_name_only(organisation: str, signers: Collection[bytes], day: dt.date) -> None:
    """Of a group only its name stays, and what is needed to check what these public halves signed."""
    models.Departure.objects.filter(organisation=organisation).delete()
    models.GroupKey.objects.filter(organisation=organisation).delete()
    nothing = {"about": {}, "funded_by": "", "languages": [], "hours": "", "takes_new": False, "elsewhere": True}
    models.Organisation.objects.filter(id=organisation).update(**nothing, renew=False, renew_free=False)
    for row in models.Member.objects.filter(organisation=organisation):
        own = {bytes(row.sign_public), *(bytes(key.sign_public) for key in row.formerkey_set.all())}
        if own & frozenset(signers):
            _strip(row, day)
        else:
            row.delete()


_HANGING = (
    models.SignIn, models.KeyShare, models.Passkey, models.Draft, models.Recovery, models.Seat, models.FirstWeek, models.Profile,
)  # fmt: skip


def _strip(row: models.Member, day: dt.date) -> None:
    for hanging in _HANGING:
        hanging.objects.filter(member=row).delete()
    row.nickname, row.seal_public = f"{FORGOTTEN}{row.id[:20]}", b""
    row.locked_root = row.locked_code = row.last_code = b""
    row.until = row.coordinates_until = None
    row.ended = row.ended or max(day, row.since)
    row.save()
