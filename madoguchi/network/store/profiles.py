"""The table of profiles: locked bytes by member. Never opens one."""

from madoguchi.network import models, store
from madoguchi.network.terms import Member


def keep(member: str, locked: bytes) -> None:
    """Keep a profile in place of the one before."""
    models.Profile.objects.update_or_create(member_id=member, defaults={"locked": locked})


def at(member: str, *, to_write: bool = False) -> bytes | None:
    """The profile of a member; held until the transaction ends where it is about to change."""
    rows = models.Profile.objects.filter(member=member)
    row = (rows.select_for_update() if to_write else rows).first()
    return None if row is None else bytes(row.locked)


def of_readers() -> tuple[tuple[Member, bytes], ...]:
    """The profiles of all members of now who can read for their group."""
    rows = models.Profile.objects.filter(member__ended=None, member__keyshare__isnull=False).select_related("member").distinct()
    return tuple((member, bytes(row.locked)) for row in rows for member in store.members_in([row.member]))
