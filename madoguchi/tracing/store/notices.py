"""The board of public notices: fixed words, a last day, and which group may take one down."""

import datetime as dt

from madoguchi.tracing import models
from madoguchi.tracing.terms.notices import Asker, Notice, Posted, Since


def _notice(row: models.Notice) -> Notice:
    return Notice(Asker(row.asker), row.country, row.region, Since(row.since), row.tongue)


def add(id_: str, group: str, notice: Notice, ends_on: dt.date) -> None:
    """A notice is posted."""
    models.Notice.objects.create(
        id=id_, organisation=group, asker=notice.asker.value, country=notice.country, region=notice.region,
        since=notice.since.value, tongue=notice.tongue, ends_on=ends_on,
    )  # fmt: skip


def everything(today: dt.date) -> list[Notice]:
    """What hangs there today."""
    return [_notice(row) for row in models.Notice.objects.filter(ends_on__gte=today)]


def of_group(group: str, today: dt.date) -> list[Posted]:
    """What a group posted, by last day."""
    rows = models.Notice.objects.filter(organisation=group, ends_on__gte=today).order_by("ends_on", "id")
    return [Posted(row.id, _notice(row), row.ends_on) for row in rows]


def owners() -> dict[str, str]:
    """Every notice with the group that posted it."""
    return dict(models.Notice.objects.values_list("pk", "organisation"))


def drop(id_: str) -> None:
    """A notice is taken down."""
    models.Notice.objects.filter(pk=id_).delete()


def drop_ended(today: dt.date) -> int:
    """Notices whose last day is past; how many."""
    return models.Notice.objects.filter(ends_on__lt=today).delete()[0]
