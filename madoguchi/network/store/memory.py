"""The tables of pages of memory: locked bytes, keys for circles of groups, who has read. Never opens one."""

import datetime as dt
from collections.abc import Collection

from madoguchi.ground.ids import ClauseId
from madoguchi.network import models
from madoguchi.network.terms import Circle, Sealed
from madoguchi.network.terms.memory import KeptMemory


def add(kept: KeptMemory) -> None:
    """A new page, which waits for its readers."""
    models.MemoryRow.objects.create(
        id=kept.id,
        organisation_id=kept.organisation,
        clauses=list(kept.clauses),
        written_on=kept.written_on,
        locked=kept.locked,
    )


def count() -> int:
    """How many pages there are in the house."""
    return models.MemoryRow.objects.count()


def page(id_: str, *, to_write: bool = False) -> KeptMemory | None:
    """A page by its id."""
    rows = models.MemoryRow.objects.filter(id=id_)
    # Locked where somebody confirms: two who read at once are counted one after the other.
    row = (rows.select_for_update(of=("self",)) if to_write else rows).select_related("organisation").first()
    return None if row is None else _kept(row)


def for_group(organisation: str, about: Collection[ClauseId] | None) -> list[tuple[KeptMemory, list[Sealed]]]:
    """Every page of which a group holds a key, the newest first, with its keys. `about`: those bound to one of these clauses."""
    rows = models.MemoryWrap.objects.filter(organisation=organisation).select_related("page__organisation")
    if about is not None:
        # Both databases keep a list of words, and only one can look into it: the words come first, the texts of few pages then.
        bound = rows.values_list("page", "page__clauses").distinct()
        rows = rows.filter(page__in=[id_ for id_, words in bound if not frozenset(about).isdisjoint(words)])
    found: dict[str, tuple[KeptMemory, list[Sealed]]] = {}
    for row in rows.order_by("-page__written_on", "page_id", "circle"):
        found.setdefault(row.page_id, (_kept(row.page), []))[1].append(_sealed(row))
    return list(found.values())


def wraps(id_: str, organisation: str) -> list[Sealed]:
    """The keys of a page that a group holds."""
    return [_sealed(row) for row in models.MemoryWrap.objects.filter(page=id_, organisation=organisation).order_by("circle")]


def _sealed(row: models.MemoryWrap) -> Sealed:
    return Sealed(Circle(row.circle), row.epoch, bytes(row.sealed))


def _kept(row: models.MemoryRow) -> KeptMemory:
    clauses = tuple(ClauseId(word) for word in row.clauses)
    return KeptMemory(
        row.id, row.organisation_id, row.organisation.name, clauses, row.written_on, row.published_on, bytes(row.locked)
    )


def add_wrap(id_: str, organisation: str, wrap: Sealed) -> None:
    """A key for a circle of a group; the same one once more changes nothing."""
    values = {"epoch": wrap.epoch, "sealed": wrap.content}
    models.MemoryWrap.objects.get_or_create(page_id=id_, organisation_id=organisation, circle=wrap.circle.value, defaults=values)


def groups_with_key(id_: str, circle: Circle) -> frozenset[str]:
    """The groups that hold the key of a page for a circle."""
    rows = models.MemoryWrap.objects.filter(page=id_, circle=circle.value)
    return frozenset(rows.values_list("organisation", flat=True))


def published_with_key(circle: Circle) -> dict[str, set[str]]:
    """Of every page that the network reads, the groups that hold its key for a circle."""
    rows = models.MemoryWrap.objects.filter(page__published_on__isnull=False, circle=circle.value)
    found: dict[str, set[str]] = {}
    for id_, organisation in rows.values_list("page", "organisation"):
        found.setdefault(id_, set()).add(organisation)
    return found


def readers(id_: str) -> frozenset[str]:
    """Who has read a page and said that it names nobody."""
    return frozenset(models.MemoryReading.objects.filter(page=id_).values_list("reader", flat=True))


def add_reading(id_: str, reader: str, today: dt.date) -> None:
    """Somebody has read it; once is enough."""
    models.MemoryReading.objects.get_or_create(page_id=id_, reader=reader, defaults={"read_on": today})


def publish(id_: str, today: dt.date) -> None:
    """The network reads it from now on."""
    models.MemoryRow.objects.filter(id=id_).update(published_on=today)


def drop(id_: str) -> None:
    """Take a page away from everybody."""
    models.MemoryRow.objects.filter(id=id_).delete()


def forget_waiting(before: dt.date) -> int:
    """Delete pages that were written before that day and still wait; how many."""
    found = models.MemoryRow.objects.filter(published_on=None, written_on__lt=before)
    count_ = found.count()
    found.delete()
    return count_
