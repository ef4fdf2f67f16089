"""The table of drafts: sealed bytes by member and place. Never opens one."""

import datetime as dt

from madoguchi.network import models


def keep(member: str, place: bytes, sealed: bytes, today: dt.date) -> None:
    """Keep a draft in place of the one before."""
    new = {"sealed": sealed, "kept_on": today}
    models.Draft.objects.update_or_create(member_id=member, place=place, defaults=new)


def at(member: str, place: bytes) -> bytes | None:
    """The draft of this place."""
    row = models.Draft.objects.filter(member=member, place=place).first()
    return None if row is None else bytes(row.sealed)


def drop(member: str, place: bytes) -> None:
    """Throw the draft of this place away."""
    models.Draft.objects.filter(member=member, place=place).delete()


def forget(before: dt.date) -> int:
    """Delete drafts that were last kept before that day; how many."""
    gone, _ = models.Draft.objects.filter(kept_on__lt=before).delete()
    return gone
