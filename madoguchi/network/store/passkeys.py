"""The tables of passkeys and of challenges that were answered. Takes and gives terms, never rows."""

import datetime as dt

from django.db import IntegrityError, transaction

from madoguchi.network import models
from madoguchi.network.terms import KeptPasskey


def of_member(member: str) -> tuple[KeptPasskey, ...]:
    """The passkeys of a member, the oldest first."""
    return tuple(_passkey(row) for row in models.Passkey.objects.filter(member=member).order_by("id"))


def with_credential(credential: bytes) -> KeptPasskey | None:
    """The passkey of a member of now with this credential id."""
    here = models.Passkey.objects.filter(member__organisation__departure__left_on__isnull=True)
    row = here.filter(credential=credential, member__ended=None).first()
    return None if row is None else _passkey(row)


def add(passkey: KeptPasskey, most: int) -> bool:
    """Whether it was added: not where the member has `most` already, or somebody has this credential."""
    try:
        with transaction.atomic():
            # The member's row is locked, so that two who add at once are counted one after the other.
            models.Member.objects.select_for_update().get(id=passkey.member)
            if models.Passkey.objects.filter(member=passkey.member).count() >= most:
                return False
            models.Passkey.objects.create(
                member_id=passkey.member,
                host=passkey.host,
                credential=passkey.credential,
                public_key=passkey.public_key,
                locked_root=passkey.locked_root,
                locked_own=passkey.locked_own,
                since=passkey.since,
            )
    except IntegrityError:
        return False
    return True


def keep_own(id_: int, locked_own: bytes) -> None:
    """Its name and count, locked anew."""
    models.Passkey.objects.filter(id=id_).update(locked_own=locked_own)


def remove(member: str, id_: int) -> None:
    """Take a passkey away from its member; nothing happens where it is somebody else's."""
    models.Passkey.objects.filter(member=member, id=id_).delete()


def spend(mark: bytes, ends_at: dt.datetime) -> bool:
    """Whether this challenge is answered for the first time."""
    try:
        with transaction.atomic():
            models.SpentChallenge.objects.create(mark=mark, ends_at=ends_at)
    except IntegrityError:
        return False
    return True


def drop_spent(seen_at: dt.datetime) -> int:
    """Delete challenges that are too old to be answered; how many."""
    gone, _ = models.SpentChallenge.objects.filter(ends_at__lte=seen_at).delete()
    return gone


def _passkey(row: models.Passkey) -> KeptPasskey:
    return KeptPasskey(
        row.pk, row.member_id, row.host, bytes(row.credential), bytes(row.public_key), bytes(row.locked_root),
        bytes(row.locked_own), row.since,
    )  # fmt: skip
