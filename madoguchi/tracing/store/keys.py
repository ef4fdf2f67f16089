"""Blinded keys of searches and beacons, packed: a row for each entry and epoch. Nothing here knows what a key stands for."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from madoguchi.tracing.decide.blinding import Blinded
from madoguchi.tracing.decide.index import packed, unpacked
from madoguchi.tracing.models import Frequent, Keys
from madoguchi.tracing.terms.entries import Kind, State

AT_ONCE = 500
"""Ids in one question to the database."""


def put(id_: str, keys: Iterable[Blinded], *, is_denied: bool = False) -> None:
    """The keys of an entry, in place of those it had; a deny list apart. What too many beacons hold is left out at once."""
    Keys.objects.filter(entry=id_, is_denied=is_denied).delete()
    by_epoch: dict[int, list[Blinded]] = defaultdict(list)
    for each in keys:
        by_epoch[each.epoch].append(each)
    rows = []
    for epoch, found in sorted(by_epoch.items()):
        gone = set() if is_denied else frequent(epoch, (each.value for each in found))
        there = [(each.part, each.value) for each in found if each.value not in gone]
        rows.append(Keys(entry_id=id_, epoch=epoch, is_denied=is_denied, packed=packed(there)))
    Keys.objects.bulk_create(rows)


def of(ids: Iterable[str], *, is_denied: bool = False) -> Mapping[str, frozenset[Blinded]]:
    """The keys of some entries; an entry without any has an empty set."""
    wanted = sorted(set(ids))
    found: dict[str, set[Blinded]] = defaultdict(set)
    for at in range(0, len(wanted), AT_ONCE):
        for row in Keys.objects.filter(is_denied=is_denied, entry__in=wanted[at : at + AT_ONCE]):
            found[row.entry_id] |= {Blinded(row.epoch, part, value) for part, value in unpacked(bytes(row.packed))}
    return {id_: frozenset(found[id_]) for id_ in wanted}


def epochs() -> list[int]:
    """The epochs of which entries have keys."""
    return sorted(Keys.objects.values_list("epoch", flat=True).distinct())


def of_open(kind: Kind, epoch: int, today: dt.date) -> Iterator[tuple[str, bytes]]:
    """The keys of every open entry of a kind in one epoch, row by row: all of them need not lie in memory at once."""
    rows = Keys.objects.filter(epoch=epoch, is_denied=False, entry__kind=kind, entry__state=State.OPEN, entry__ends_on__gte=today)
    for id_, keys in rows.order_by("entry").values_list("entry", "packed").iterator(chunk_size=10_000):
        yield id_, bytes(keys)


# ------------------------------------------------------------------ what too many hold


def frequent(epoch: int, values: Iterable[int]) -> set[int]:
    """Those of some keys that too many beacons held once: they stay away, else the next ones to come would show them again."""
    asked = [_written(value) for value in values]
    found: set[int] = set()
    for at in range(0, len(asked), AT_ONCE):
        rows = Frequent.objects.filter(epoch=epoch, value__in=asked[at : at + AT_ONCE])
        found.update(int(value, 16) for value in rows.values_list("value", flat=True))
    return found


def _written(value: int) -> str:
    return f"{value:016x}"


def drop(epoch: int, values: Collection[int], ids: Iterable[str]) -> None:
    """Take keys away from some entries, and let nobody have them again."""
    rows = [Frequent(value=_written(value), epoch=epoch) for value in sorted(values)]
    Frequent.objects.bulk_create(rows, ignore_conflicts=True)
    wanted = sorted(set(ids))
    for at in range(0, len(wanted), AT_ONCE):
        there = list(Keys.objects.filter(epoch=epoch, is_denied=False, entry__in=wanted[at : at + AT_ONCE]))
        for row in there:
            row.packed = packed((part, value) for part, value in unpacked(bytes(row.packed)) if value not in values)
        Keys.objects.bulk_update(there, ["packed"])


def forget_before(epoch: int) -> None:
    """Keys behind blinding keys that were destroyed meet nothing any more: they go, and so does which of them were frequent."""
    Keys.objects.filter(epoch__lt=epoch).delete()
    Frequent.objects.filter(epoch__lt=epoch).delete()
