"""Blinded keys of searches and beacons, packed and locked: a row for each entry and epoch. Nothing here knows what a key says."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from madoguchi.tracing import blinding_keys
from madoguchi.tracing.decide.blinding import Blinded
from madoguchi.tracing.decide.index import packed, unpacked
from madoguchi.tracing.models import Frequent, Keys
from madoguchi.tracing.terms.entries import Kind, State
from madoguchi.vault.seals import context_of, locked, unlocked
from madoguchi.vault.terms import SecretBytes, Unreadable

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
        rows.append(row(id_, epoch, packed(there), is_denied=is_denied))
    Keys.objects.bulk_create(rows)


def row(id_: str, epoch: int, keys: bytes, *, is_denied: bool = False) -> Keys:
    """A row with its keys locked, not written yet."""
    made = Keys(entry_id=id_, epoch=epoch, is_denied=is_denied)
    made.packed = locked(blinding_keys.at_rest(), keys, _context(made))
    return made


def _context(there: Keys) -> bytes:
    return context_of("keys of an entry", there.entry_id.encode(), there.epoch.to_bytes(4, "big"), bytes([there.is_denied]))


def _opened(key: SecretBytes, there: Keys) -> bytes:
    """The keys of a row; none where the folder of keys was lost: then entries meet once their owners renew."""
    try:
        return unlocked(key, bytes(there.packed), _context(there))
    except Unreadable:
        return b""


def of(ids: Iterable[str], *, is_denied: bool = False) -> Mapping[str, frozenset[Blinded]]:
    """The keys of some entries; an entry without any has an empty set."""
    wanted = sorted(set(ids))
    found: dict[str, set[Blinded]] = defaultdict(set)
    key = blinding_keys.at_rest()
    for at in range(0, len(wanted), AT_ONCE):
        for each in Keys.objects.filter(is_denied=is_denied, entry__in=wanted[at : at + AT_ONCE]):
            found[each.entry_id] |= {Blinded(each.epoch, part, value) for part, value in unpacked(_opened(key, each))}
    return {id_: frozenset(found[id_]) for id_ in wanted}


def epochs() -> list[int]:
    """The epochs of which entries have keys."""
    return sorted(Keys.objects.values_list("epoch", flat=True).distinct())


def of_open(kind: Kind, epoch: int, today: dt.date) -> Iterator[tuple[str, bytes]]:
    """The keys of every open entry of a kind in one epoch, row by row: all of them need not lie in memory at once."""
    rows = Keys.objects.filter(epoch=epoch, is_denied=False, entry__kind=kind, entry__state=State.OPEN, entry__ends_on__gte=today)
    key = blinding_keys.at_rest()
    for each in rows.order_by("entry").iterator(chunk_size=10_000):
        yield each.entry_id, _opened(key, each)


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
    wanted, key = sorted(set(ids)), blinding_keys.at_rest()
    for at in range(0, len(wanted), AT_ONCE):
        there = list(Keys.objects.filter(epoch=epoch, is_denied=False, entry__in=wanted[at : at + AT_ONCE]))
        for each in there:
            kept = packed((part, value) for part, value in unpacked(_opened(key, each)) if value not in values)
            each.packed = locked(key, kept, _context(each))
        Keys.objects.bulk_update(there, ["packed"])


def forget_before(epoch: int) -> None:
    """Keys behind blinding keys that were destroyed meet nothing any more: they go, and so does which of them were frequent."""
    Keys.objects.filter(epoch__lt=epoch).delete()
    Frequent.objects.filter(epoch__lt=epoch).delete()
