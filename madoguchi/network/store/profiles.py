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
    """The profiles of all members of now who can read for their group. Not of one that is on its way to another house."""
    kept = dict(models.Profile.objects.values_list("member", "locked"))
    readers = models.KeyShare.objects.values("member")
    here = models.Member.objects.filter(organisation__departure__left_on__isnull=True)
    members = store.members_in(here.filter(ended=None, id__in=readers, profile__isnull=False))
    return tuple((member, bytes(kept[member.id])) for member in members if member.id in kept)
