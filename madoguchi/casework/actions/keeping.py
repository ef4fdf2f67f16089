"""Keys of cases take turns like those of conversations: called by whoever turns the vault keys, before one is destroyed."""

import datetime as dt

from django.db import transaction

from madoguchi.casework import store
from madoguchi.casework.store import given
from madoguchi.help import keyring
from madoguchi.help.actions import asking
from madoguchi.vault import cases
from madoguchi.vault.terms import CaseId, Place, Unreadable


def move_wraps(newest: cases.VaultKey, today: dt.date) -> set[int]:
    """Lock every wrap under the newest vault key; the numbers of keys that something still needs."""
    house = asking.house(today)
    for pk, place, old in store.wraps_under_others(newest.number, house):
        moved = _moved(old, place, newest)
        if moved is not None:
            with transaction.atomic():
                store.replace_wrap(pk, old, moved)
    for id_, old in given.under_others(newest.number):
        moved = _moved(old, Place(house, CaseId(bytes.fromhex(id_))), newest)
        if moved is not None:
            with transaction.atomic():
                given.replace_wrap(id_, old, moved)
    left = [wrap for _, _, wrap in store.wraps_under_others(newest.number, house)]
    return {wrap.vault for wrap in (*left, *(wrap for _, wrap in given.under_others(newest.number)))}


def _moved(old: cases.Wrap, place: Place, newest: cases.VaultKey) -> cases.Wrap | None:
    try:
        return cases.moved_to(old, place, keyring.numbered(old.vault), newest)
    except Unreadable:  # its key is gone already: it opens for nobody, moved or not
        return None
