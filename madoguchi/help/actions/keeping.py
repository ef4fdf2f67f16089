"""What is kept long enough is deleted, and vault keys take turns. Called every day by `madoguchi forget`."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from madoguchi.help import erased, keyring, store
from madoguchi.help.actions import stories
from madoguchi.help.actions.visits import forget_old_visits
from madoguchi.help.store import leaving
from madoguchi.help.terms import KEPT_DAYS
from madoguchi.vault import cases
from madoguchi.vault.terms import Unreadable

SEASON_DAYS = 30
"""A vault key locks new things for so long."""
BACKUPS_DAYS = 30
"""A key that has been followed by another for so long is destroyed: backups older than that open nothing any more."""


def forget(today: dt.date) -> int:
    """Erase conversations that nobody wrote to for ninety days and that no case keeps, and visits that ended; how many."""
    forget_old_visits()
    with transaction.atomic():
        store.drop_ended_consents(today)
        leaving.drop_forwards(today)
        # Rooms above hang things on conversations that last longer, as their owners were told.
        ends = (pair for path in settings.KEEP_CONVERSATIONS for pair in import_string(path)().items())
        needed = frozenset(row for row, last in ends if last >= today)
        return store.erase_before(today - dt.timedelta(days=KEPT_DAYS), today, needed)


def erase_again() -> int:
    """Erase what a restored backup has brought back; how many conversations, messages, files, keys and consents.

    Called before the house serves, and every day. Only what its person had erased is touched.
    """
    marks = erased.known()
    house = store.instance_if_made()
    if not marks or house is None:
        return 0
    return sum(_erased_again(kept, marks) for kept in store.conversations(house))


def _erased_again(kept: store.Kept, marks: frozenset[bytes]) -> int:
    place = kept.place
    if {erased.mark_of_conversation(place), erased.mark_of_departed(place, kept.arrival)} & marks:
        stories.let_go(kept.pk)
        store.erase(kept.pk)
        return 1
    events = store.story(kept.pk)
    keys = erased.key_marks(events)
    messages = [seq for seq in store.bodies(kept.pk) if erased.mark_of_message(place, events[seq - 1]) in marks]
    files = [name for name in store.file_names(kept.pk) if erased.mark_of_file(place, name) in marks]
    yeses = [seq for seq in store.consent_seqs(kept.pk) if erased.mark_of_consent(place, events[seq - 1]) in marks]
    held = [each.wrap for each in store.wraps(kept.pk) if not each.is_destroyed]
    wraps = [wrap for wrap in held if wrap.epoch in keys and erased.mark_of_wrap(place, keys[wrap.epoch], wrap.reader) in marks]
    for seq in messages:
        store.delete_body(kept.pk, seq)
    for name in files:
        store.delete_file(kept.pk, name)
    for wrap in wraps:
        store.destroy_wrap(kept.pk, wrap)
    store.drop_consents(kept.pk, yeses)
    return len(messages) + len(files) + len(wraps) + len(yeses)


def turn_keys(today: dt.date) -> list[int]:
    """Begin a new vault key where the season is over, move every wrap to it, destroy keys that are old enough; their numbers.

    Every conversation opens as before; a backup from before opens until its key is destroyed.
    """
    made = keyring.made_on()
    if not made:
        return []
    if today - made[max(made)] >= dt.timedelta(days=SEASON_DAYS):
        keyring.begin_next(max(made))
        made = keyring.made_on()
    newest = keyring.newest()
    for wrap in store.wraps_under_others(newest.number):
        _move(wrap, newest, today)
    # Rooms above lock things under the same keys; what they could not move keeps its key too.
    elsewhere = {number for path in settings.UNDER_VAULT_KEYS for number in import_string(path)(newest, today)}
    followed = {number: made[min(later for later in made if later > number)] for number in made if number != max(made)}
    # What was not moved is never cut off.
    needed = elsewhere | {held.wrap.vault for held in store.wraps_under_others(newest.number)}
    old = [number for number, day in followed.items() if today - day >= dt.timedelta(days=BACKUPS_DAYS) and number not in needed]
    for number in old:
        keyring.destroy(number)
    return old


def _move(held: store.HeldWrap, newest: cases.VaultKey, today: dt.date) -> None:
    with transaction.atomic():
        kept = store.by_case(held.case, store.instance(today), to_write=True)
        if kept is None:
            return
        try:
            moved = cases.moved_to(held.wrap, kept.place, keyring.numbered(held.wrap.vault), newest)
        except Unreadable:  # its key is gone already: it opens for nobody, moved or not
            return
        store.replace_wrap(kept.pk, held.wrap, moved)
