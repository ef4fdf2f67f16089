"""The tables of casework when a group goes to another house, or comes from one. Takes and gives plain values, never rows."""

from collections.abc import Collection, Mapping
from typing import Any

from madoguchi.casework import models
from madoguchi.vault.terms import InstanceId, Place

Plain = dict[str, Any]

_WRAP = ("epoch", "organisation", "reader", "vault", "sealed")


def talks_of(organisation: str) -> frozenset[int]:
    """The rows of the conversations of which a group keeps a case."""
    return frozenset(models.Case.objects.filter(organisation=organisation).values_list("conversation", flat=True))


def packed(id_: str, parts: Collection[tuple[int, Place]], organisation: str) -> Plain:
    """A case for the group that keeps it. Of other groups only that they had a key: what comes next needs another one.

    Offers stay behind: what was said about them stands in the case.
    """
    row = models.Case.objects.select_related("consent").get(id=id_)
    return {
        "id": id_,
        "consent": row.consent.seq,
        "opened_on": row.opened_on,
        "closed_on": row.closed_on,
        "counted": row.counted,
        "parts": [_packed_part(pk, place, organisation) for pk, place in parts],
    }


def _packed_part(pk: int, place: Place, organisation: str) -> Plain:
    row, ours = models.PartRow.objects.get(pk=pk), {"part": pk, "organisation": organisation}
    return {
        "name": row.name,
        "place": place.case,
        "instance": place.instance,
        "epoch": row.epoch,
        "entries": row.entries,
        "head": row.head,
        "wraps": list(models.Wrap.objects.filter(**ours).order_by("epoch").values(*_WRAP)),
        "handed": list(models.Handed.objects.filter(part=pk).order_by("pk").values("epoch", "reader")),
        "links": list(models.Link.objects.filter(part=pk).order_by("epoch").values("epoch", "sealed")),
        "story": list(models.EntryRow.objects.filter(part=pk).order_by("seq").values_list("sealed", flat=True)),
        "cards": list(models.Card.objects.filter(**ours).values("organisation", "epoch", "sealed")),
    }


def take_in(given: Mapping[str, Any], talk: int, consent: int, organisation: str) -> None:
    """A case in its new house, without its parts."""
    models.Case.objects.create(
        id=given["id"], conversation_id=talk, consent_id=consent, organisation=organisation,
        opened_on=given["opened_on"], closed_on=given["closed_on"], counted=given["counted"],
    )  # fmt: skip


def take_in_part(given: Mapping[str, Any], case: str, house: InstanceId) -> None:
    """A part of it."""
    values = {name: given[name] for name in ("name", "place", "epoch", "entries", "head")}
    row = models.PartRow.objects.create(case_id=case, **values, instance=b"" if given["instance"] == house else given["instance"])
    for table, name in ((models.Wrap, "wraps"), (models.Handed, "handed"), (models.Link, "links"), (models.Card, "cards")):
        for line in given[name]:
            table.objects.create(part=row, **line)
    for seq, entry in enumerate(given["story"], start=1):
        models.EntryRow.objects.create(part=row, seq=seq, sealed=entry)


def drop_rolls(organisation: str) -> None:
    """What the lists of a group kept of its cards."""
    models.RollRow.objects.filter(organisation=organisation).delete()


def stories_of(talks: Collection[int]) -> list[bytes]:
    """Every entry of the cases of these conversations, whoever keeps them."""
    rows = models.EntryRow.objects.filter(part__case__conversation__in=list(talks))
    return [bytes(sealed) for sealed in rows.values_list("sealed", flat=True)]
