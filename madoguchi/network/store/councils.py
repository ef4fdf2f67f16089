"""The tables of councils: public halves, seats, sealed entries. Takes and gives terms, never rows. Never opens a seal."""

import datetime as dt
from collections.abc import Iterator

from madoguchi.network import models, store
from madoguchi.network.terms import Circle, Member
from madoguchi.network.terms.councils import Council, CouncilKind
from madoguchi.vault.events import Head
from madoguchi.vault.groups import GroupEpoch, Share
from madoguchi.vault.terms import GroupId


def add(council: Council) -> None:
    """Write down a new one."""
    models.Council.objects.create(
        id=council.id,
        kind=council.kind,
        circle=council.circle.value,
        opened_on=council.opened_on,
        last_day=council.last_day,
        head=council.head.hash,
    )


def council(id_: str, *, to_write: bool = False) -> Council | None:
    """A council by its id; held until the transaction ends where somebody writes, so that two are not both the next."""
    rows = models.Council.objects.filter(id=id_)
    row = (rows.select_for_update() if to_write else rows).first()
    return None if row is None else _council(row)


def of_member(member: str, kind: CouncilKind) -> tuple[Council, ...]:
    """The councils of a kind at which a member sits, the newest first."""
    rows = models.Council.objects.filter(kind=kind, seat__member=member).distinct()
    return tuple(_council(row) for row in rows.order_by("-opened_on", "id"))


def _council(row: models.Council) -> Council:
    head = Head(row.entries, bytes(row.head))
    return Council(row.id, CouncilKind(row.kind), Circle(row.circle), row.opened_on, row.last_day, head)


def drop(id_: str) -> None:
    """A council is over: its keys, its entries, and what rooms above had given to it."""
    models.Council.objects.filter(id=id_).delete()


def are_past(today: dt.date) -> bool:
    """Whether the last day of some council is over."""
    return models.Council.objects.filter(last_day__lt=today).exists()


def drop_past(today: dt.date) -> int:
    """Delete every council whose last day is over; how many."""
    past = models.Council.objects.filter(last_day__lt=today)
    count = past.count()
    past.delete()
    return count


# ------------------------------------------------------------------ keys


def epochs(id_: str) -> tuple[GroupEpoch, ...]:
    """Everything public about its keys, the oldest epoch first."""
    group = GroupId(bytes.fromhex(id_))
    return tuple(
        GroupEpoch(group, row.epoch, bytes(row.public), None if row.link is None else bytes(row.link))
        for row in models.CouncilKey.objects.filter(council=id_).order_by("epoch")
    )


def add_epoch(id_: str, epoch: GroupEpoch) -> None:
    """Write down the public half of a new epoch."""
    models.CouncilKey.objects.create(council_id=id_, epoch=epoch.epoch, public=epoch.public, link=epoch.link)


def add_seat(id_: str, member: str, share: Share) -> None:
    """Give a member one epoch, or give it once more."""
    models.Seat.objects.update_or_create(council_id=id_, member_id=member, epoch=share.epoch, defaults={"sealed": share.sealed})


def newest_seat(id_: str, member: Member) -> Share | None:
    """The newest epoch that a member holds."""
    row = models.Seat.objects.filter(council=id_, member=member.id).order_by("-epoch").first()
    return None if row is None else Share(row.epoch, member.seal_public, bytes(row.sealed))


def seated(id_: str) -> tuple[Member, ...]:
    """Who sits there now."""
    return store.members_in(models.Member.objects.filter(seat__council=id_, ended=None).distinct())


def leave(id_: str, member: str) -> None:
    """Take a member's seat; the next one who opens the council begins a new epoch. With nobody left, the council goes."""
    gone, _ = models.Seat.objects.filter(council=id_, member=member).delete()
    if gone:
        models.Council.objects.filter(id=id_, seat__isnull=True).delete()
        models.Council.objects.filter(id=id_).update(renew=True)


def take_renewal(id_: str) -> bool:
    """Whether it is us who begin the new epoch; of several who ask at once, one hears yes."""
    return models.Council.objects.filter(id=id_, renew=True).update(renew=False) == 1


def wants_renewal(id_: str) -> bool:
    """Whether a new epoch is due."""
    return models.Council.objects.filter(id=id_, renew=True).exists()


# ------------------------------------------------------------------ entries


def story(id_: str) -> list[bytes]:
    """All entries of a council, in order."""
    return [bytes(row.sealed) for row in models.CouncilEntry.objects.filter(council=id_).order_by("seq")]


def stories() -> Iterator[tuple[str, list[bytes]]]:
    """Every council, by id, with its entries in order."""
    for id_ in models.Council.objects.order_by("id").values_list("id", flat=True):
        yield id_, story(id_)


def add_entry(id_: str, entry: bytes, head: Head) -> None:
    """One entry more."""
    models.CouncilEntry.objects.create(council_id=id_, seq=head.seq, sealed=entry)
    models.Council.objects.filter(id=id_).update(entries=head.seq, head=head.hash)
