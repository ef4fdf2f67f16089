"""What of tracing goes by itself: after its last day, with its group, again after a backup; and which vault keys it needs."""

import datetime as dt

from madoguchi.help import erased
from madoguchi.tracing.actions import notes
from madoguchi.tracing.store import notes as shelf
from madoguchi.vault.cases import VaultKey

TABLES = {
    "tracing_notereader": "ends: two members say so anew in the other house",
    "tracing_note": "ends: it is gone after fourteen days, and none was taken since the group announced that it goes",
    "tracing_notekey": "ends with its note",
}
"""What becomes of each table when a group goes. A test fails for one without an answer."""


def forget(today: dt.date) -> int:
    """Delete what has been kept long enough; how many."""
    return notes.forget_past(today)


def erase_again() -> int:
    """Erase what a restored backup has brought back; how many. Called before the house serves, and every day."""
    return notes.erase_again(erased.known())


def forget_group(organisation: str) -> None:
    """A group went to another house: what tracing keeps for it ends here."""
    notes.forget_group(organisation)


def keys_needed(newest: VaultKey, today: dt.date) -> set[int]:
    """The numbers of keys that a note still needs. Nothing is moved to another key: a note is gone long before its own is."""
    notes.forget_past(today)
    return set(shelf.vault_keys()) - {newest.number}
