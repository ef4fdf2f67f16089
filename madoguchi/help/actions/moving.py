"""Where a conversation went, told to its person and to nobody else: sealed to the keys that only their number gives.

Whoever has the disk of this house learns nothing of it, and whoever types a wrong number gets the page for a wrong number.
"""

import datetime as dt
import json
from collections.abc import Mapping

from madoguchi.help import store
from madoguchi.help.store import leaving as shelf
from madoguchi.help.terms.moving import FORWARD_DAYS, Moved
from madoguchi.network.actions import departures
from madoguchi.vault.keys import own_keys, shelf_mark
from madoguchi.vault.padding import padded, unpadded
from madoguchi.vault.seals import context_of, opened_with, sealed_to
from madoguchi.vault.terms import InstanceId, SecretBytes, Unreadable


def moves() -> Mapping[str, Moved]:
    """The groups that go to another house, and of which people were told. `since`: the day of which they were told."""
    return {each.organisation: Moved(each.name, each.address, each.left_on or each.on) for each in departures()}


def origins() -> tuple[InstanceId, ...]:
    """The houses from which conversations came here: a number given out there opens here too."""
    return shelf.origins()


def moved(root: SecretBytes) -> tuple[Moved, ...]:
    """Where the conversation of this number went, or a group that read it; nothing where it stands as before."""
    mark, pair = shelf_mark(root), own_keys(root).seal
    try:
        opened = [unpadded(opened_with(pair, sealed, _for_forward(mark))) for sealed in shelf.forwards(mark)]
    except Unreadable:  # changed on the disk: nothing of it is believed
        return ()
    found = (json.loads(text) for text in opened)
    return tuple(Moved(each["name"], each["address"], dt.date.fromisoformat(each["day"]), each["went"]) for each in found)


def tell(kept: store.Kept, where: Moved, today: dt.date) -> None:
    """Leave word for the person of a conversation."""
    mark = store.mark_of(kept.pk)
    said = {"name": where.name, "address": where.address, "day": where.since.isoformat(), "went": where.went}
    sealed = sealed_to(kept.seal_public, padded(json.dumps(said).encode()), _for_forward(mark))
    shelf.add_forward(mark, sealed, today + dt.timedelta(days=FORWARD_DAYS))


def _for_forward(mark: bytes) -> bytes:
    return context_of("where it went", mark)
