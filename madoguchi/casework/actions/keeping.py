"""Keys of cases take turns like those of conversations: called by whoever turns the vault keys, before one is destroyed."""

import datetime as dt

from django.db import transaction

from madoguchi.casework import store
from madoguchi.help import keyring
from madoguchi.help.actions import asking
from madoguchi.vault import cases
from madoguchi.vault.terms import Unreadable


def move_wraps(newest: cases.VaultKey, today: dt.date) -> set[int]:
    """Lock every wrap under the newest vault key; the numbers of keys that something still needs."""
    house, needed = asking.house(today), set()
    for pk, place, old in store.wraps_under_others(newest.number, house):
        try:
            moved = cases.moved_to(old, place, keyring.numbered(old.vault), newest)
        except Unreadable:  # its key is gone already: it opens for nobody, moved or not
            continue
        with transaction.atomic():
            store.replace_wrap(pk, old, moved)
    for _, _, left in store.wraps_under_others(newest.number, house):
        needed.add(left.vault)
    return needed
