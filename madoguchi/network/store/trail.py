"""The trail as it lies in its table: appended to, read, taken away from the front. Nothing of it is ever changed.

One thing is emptied: what a group did that has gone to another house. The hashes of such lines stay.
"""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from madoguchi.network import models


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the trail as it is kept."""

    seq: int
    day: dt.date
    member: str
    organisation: str
    about: str
    act: int
    hash: bytes


def _line(row: models.TrailRow) -> Line:
    return Line(row.seq, row.day, row.member, row.organisation, row.about, row.act, bytes(row.hash))


def last_line() -> Line | None:
    """The newest line."""
    row = models.TrailRow.objects.order_by("-seq").first()
    return None if row is None else _line(row)


def has_line(day: dt.date, member: str, about: str, act: int) -> bool:
    """Whether the same was written down on this day."""
    return models.TrailRow.objects.filter(day=day, member=member, about=about, act=act).exists()


def add_line(line: Line) -> None:
    """One line more; IntegrityError where another has this place."""
    models.TrailRow.objects.create(
        seq=line.seq, day=line.day, member=line.member, organisation=line.organisation, about=line.about, act=line.act,
        hash=line.hash,
    )  # fmt: skip


def lines(about: str = "") -> Iterator[Line]:
    """The trail of one conversation, or all of it, oldest line first."""
    rows = models.TrailRow.objects.filter(about=about) if about else models.TrailRow.objects.all()
    return (_line(row) for row in rows.order_by("seq").iterator())


def empty_lines(organisation: str, *, stays: Collection[str], gone: Collection[str]) -> None:
    """Take the words out of lines of a group that left, and out of every line about what is gone; the chain of hashes stays.

    `stays`, `gone`: ids of conversations. Whoever wrote in one that stays can still read who opened it.
    """
    rows = models.TrailRow.objects.filter(organisation=organisation).values_list("seq", "about")
    empty = [seq for seq, about in rows if about not in stays]
    for about in gone:
        empty += models.TrailRow.objects.filter(about=about).values_list("seq", flat=True)
    for seq in empty:
        models.TrailRow.objects.filter(seq=seq).update(member="", organisation="", about="", act=0)


def drop_lines(before: dt.date) -> int:
    """Take away the lines of an earlier time, from the front; how many. The last one stays, for the next to come after."""
    last = last_line()
    if last is None:
        return 0
    first_kept = models.TrailRow.objects.filter(day__gte=before).order_by("seq").values_list("seq", flat=True).first()
    gone, _ = models.TrailRow.objects.filter(seq__lt=first_kept or last.seq).delete()
    return gone
