"""The tables of first weeks: who is new, and sealed entries by theme. Never opens one."""

import datetime as dt

from madoguchi.network import models
from madoguchi.network.store import members_in
from madoguchi.network.terms import Member
from madoguchi.network.terms.weeks import KeptEntry


def begin(member: str, today: dt.date) -> None:
    """A member is new; nothing happens where they are already."""
    models.FirstWeek.objects.get_or_create(member_id=member, defaults={"begun_on": today})


def end(member: str) -> None:
    """They are new no more; what they answered goes."""
    models.FirstWeek.objects.filter(member=member).delete()


def is_new(member: str) -> bool:
    """Whether a member is new."""
    return models.FirstWeek.objects.filter(member=member).exists()


def newcomers(organisation: str) -> tuple[Member, ...]:
    """The members of a group who are new."""
    return members_in(models.Member.objects.filter(organisation=organisation, ended=None, firstweek__isnull=False))


def add(member: str, entry: KeptEntry, most: int) -> bool:
    """Whether there was room for one entry more."""
    if models.WeekEntry.objects.filter(week=member).count() >= most:
        return False
    models.WeekEntry.objects.create(
        week_id=member,
        theme=entry.theme,
        kept_on=entry.kept_on,
        epoch=entry.epoch,
        for_newcomer=entry.for_newcomer,
        for_group=entry.for_group,
    )
    return True


def entries(member: str) -> tuple[KeptEntry, ...]:
    """What was kept of a week, oldest first."""
    rows = models.WeekEntry.objects.filter(week=member).order_by("id")
    return tuple(KeptEntry(row.theme, row.kept_on, row.epoch, bytes(row.for_newcomer), bytes(row.for_group)) for row in rows)


def forget(before: dt.date) -> int:
    """Delete entries that were kept before that day; how many."""
    gone, _ = models.WeekEntry.objects.filter(kept_on__lt=before).delete()
    return gone
