"""The table of meetings with authorities: sealed bytes by group and day. Never opens one."""

import datetime as dt
from dataclasses import dataclass

from madoguchi.network import models
from madoguchi.network.terms import Circle, Sealed


@dataclass(frozen=True, slots=True)
class KeptContact:
    """A meeting as it lies on the disk: the head for everybody in the group, the texts for a circle."""

    id: str
    organisation: str
    told_on: dt.date
    head: Sealed
    texts: Sealed


def add(kept: KeptContact) -> None:
    """One meeting more."""
    models.ContactRow.objects.create(
        id=kept.id,
        organisation_id=kept.organisation,
        told_on=kept.told_on,
        epoch=kept.head.epoch,
        head=kept.head.content,
        texts_circle=kept.texts.circle.value,
        texts_epoch=kept.texts.epoch,
        texts=kept.texts.content,
    )


def of_group(organisation: str) -> tuple[KeptContact, ...]:
    """The meetings that a group was told of."""
    rows = models.ContactRow.objects.filter(organisation=organisation).order_by("-told_on", "id")
    return tuple(_kept(row) for row in rows)


def _kept(row: models.ContactRow) -> KeptContact:
    head = Sealed(Circle.ALL, row.epoch, bytes(row.head))
    texts = Sealed(Circle(row.texts_circle), row.texts_epoch, bytes(row.texts))
    return KeptContact(row.id, row.organisation_id, row.told_on, head, texts)


def forget(before: dt.date) -> int:
    """Delete meetings that were told before that day; how many."""
    gone, _ = models.ContactRow.objects.filter(told_on__lt=before).delete()
    return gone
