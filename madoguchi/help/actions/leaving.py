"""Conversations go to another house with a group, or come from one. Nothing is opened: no operator could.

With a group go the conversations of which it keeps the case, and those that nobody else reads. What others read as well stays for
them. Of a wrap the lock of this house is opened and one of the file is put on; the seal to its reader stays as it is.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from madoguchi.help import erased, keyring, store
from madoguchi.help.actions import moving, stories
from madoguchi.help.store import leaving as shelf
from madoguchi.help.terms.moving import MOST_ORIGINS, Moved
from madoguchi.network.terms import Departure, NotDone, Refusal
from madoguchi.vault.cases import VaultKey, Wrap, moved_to
from madoguchi.vault.events import header_of
from madoguchi.vault.terms import ID_BYTES, CaseId, InstanceId, Place, Unreadable, chance


@dataclass(frozen=True, slots=True)
class Left:
    """What became of the conversations of a group that went: ids of those that stay and of those that are gone."""

    stays: Mapping[int, str]
    gone: tuple[str, ...]


def house(today: dt.date) -> InstanceId:
    """The id of this instance."""
    return store.instance(today)


# ------------------------------------------------------------------ go


def going(organisation: str, keeps: Collection[int], today: dt.date) -> tuple[store.Kept, ...]:
    """The conversations that go with a group; `keeps`: rows of those of which it keeps a case. What is not whole stays."""
    reads = shelf.read_by(organisation)
    rows = sorted({*keeps, *(pk for pk, others_read in reads.items() if not others_read)})
    found = (shelf.by_row(pk, house(today)) for pk in rows)
    return tuple(kept for kept in found if kept is not None and stories.is_whole(kept))


def count_of(organisation: str, keeps: Collection[int]) -> int:
    """How many conversations would go if all were whole."""
    reads = shelf.read_by(organisation)
    return len({*keeps, *(pk for pk, others_read in reads.items() if not others_read)})


def hold(kept: Iterable[store.Kept], organisation: str) -> None:
    """From now on nothing is written into these, until they are gone or the group stays."""
    if not shelf.freeze([each.pk for each in kept], organisation):
        raise NotDone(Refusal.IN_BETWEEN)


def stay(organisation: str) -> None:
    """The group does not go: its conversations go on."""
    shelf.thaw(organisation)


def is_there(kept: store.Kept, today: dt.date) -> bool:
    """Whether a conversation is still there; whoever wants to erase it waits until the transaction ends."""
    return shelf.by_row(kept.pk, house(today)) is not None


def packed(kept: store.Kept, organisation: str, lock: VaultKey) -> dict[str, Any]:
    """A conversation as it goes; its wraps under the lock of the file."""
    found = shelf.packed(kept, organisation)
    return {**found, "wraps": [relocked(wrap, kept.place, lock) for wrap in found["wraps"]]}


def senders(events: Iterable[bytes]) -> frozenset[bytes]:
    """The public halves that signed these."""
    return frozenset(header_of(event).sender for event in events)


def relocked(wrap: Mapping[str, Any], place: Place, lock: VaultKey) -> dict[str, Any]:
    """A wrap of ours under another lock. One whose vault key is gone opens for nobody any more, and is empty."""
    if not wrap["sealed"]:
        return {**wrap, "vault": lock.number}
    old = Wrap(wrap["epoch"], bytes(wrap["reader"]), wrap["vault"], bytes(wrap["sealed"]))
    try:
        sealed = moved_to(old, place, keyring.numbered(old.vault), lock).sealed
    except Unreadable:
        sealed = b""
    return {**wrap, "vault": lock.number, "sealed": sealed}


# ------------------------------------------------------------------ arrive


def arrive(given: Mapping[str, Any], lock: VaultKey, called: Mapping[str, str], today: dt.date) -> store.Kept | None:
    """A conversation from another house; None where its person had erased it here before, and it stays erased.

    NotDone where it is here already, or where its story is not whole.
    """
    here, place = house(today), shelf.place_of(given)
    if erased.mark_of_conversation(place) in erased.known():
        return None
    if shelf.is_here(given["case"], given["mark"]):
        raise NotDone(Refusal.CONVERSATION_HERE)
    _know(place.instance, here)
    wraps = [unlocked_here(wrap, place, lock) for wrap in given["wraps"]]
    consents = [{**each, "organisation": called.get(each["organisation"], each["organisation"])} for each in given["consents"]]
    pk = shelf.take_in({**given, "wraps": wraps, "consents": consents}, here, chance(ID_BYTES))
    kept = shelf.by_row(pk, here)
    if kept is None or not stories.is_whole(kept):
        raise NotDone(Refusal.STORY_BROKEN)
    # Whoever comes with the number finds the conversation again, and not where it once went.
    shelf.drop_forwards_of(given["mark"])
    return kept


def _know(instance: InstanceId, here: InstanceId) -> None:
    if instance == here or instance in shelf.origins():
        return
    if len(shelf.origins()) >= MOST_ORIGINS:
        raise NotDone(Refusal.TOO_MANY_HOUSES)
    shelf.add_origin(instance)


def unlocked_here(wrap: Mapping[str, Any], place: Place, lock: VaultKey) -> dict[str, Any]:
    """A wrap that came in a file, under the newest lock of this house."""
    newest = keyring.newest()
    if not wrap["sealed"]:
        return {**wrap, "vault": newest.number}
    moved = moved_to(Wrap(wrap["epoch"], wrap["reader"], lock.number, wrap["sealed"]), place, lock, newest)
    return {**wrap, "vault": newest.number, "sealed": moved.sealed}


def place(instance: bytes, case: bytes) -> Place:
    """Where something is bound to."""
    return Place(InstanceId(instance), CaseId(case))


# ------------------------------------------------------------------ forget


def tell_each(departure: Departure, today: dt.date) -> None:
    """Leave word for the person of each conversation that a group reads, or that stands in its file."""
    on_their_way, since = set(shelf.on_their_way(departure.organisation)), departure.left_on or today
    for pk in sorted({*on_their_way, *shelf.read_by(departure.organisation)}):
        kept = shelf.by_row(pk, house(today))
        if kept is not None:
            moving.tell(kept, Moved(departure.name, departure.address, since, pk in on_their_way), today)


def forget(group: str, today: dt.date) -> Left:
    """Forget the conversations that went with a group. What others read stays for them."""
    on_their_way = shelf.on_their_way(group)
    gone = tuple(_drop(pk, today) for pk in on_their_way if not shelf.reads_on(pk, group))
    return Left(forget_keys(group, today), gone)


def forget_keys(group: str, today: dt.date) -> Mapping[int, str]:
    """Take what a group held of the conversations that stay: keys and consents; their ids by row. They go on."""
    shelf.thaw(group)
    rows = shelf.ever_read_by(group)
    for pk in rows:
        kept = shelf.by_row(pk, house(today))
        if kept is not None:
            _let_go(kept, group)
    return shelf.cases_of(rows)


def _let_go(kept: store.Kept, group: str) -> None:
    seqs, events = shelf.consents_with(kept.pk, group), store.story(kept.pk)
    erased.note_consents(kept.place, [events[seq - 1] for seq in seqs])
    store.drop_consents(kept.pk, seqs)
    stories.take_keys(kept, group)


def _drop(pk: int, today: dt.date) -> str:
    kept = shelf.by_row(pk, house(today))
    assert kept is not None  # held by the transaction
    erased.note_departed(kept.place, kept.arrival)
    stories.let_go(pk)
    store.erase(pk)
    return kept.place.case.hex()


def signers_in(rows: Iterable[int]) -> frozenset[bytes]:
    """The public halves that signed in these conversations."""
    return frozenset(sender for pk in rows for sender in senders(store.story(pk)))
