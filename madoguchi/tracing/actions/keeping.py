"""What is kept long enough goes, keys on their way move with the vault keys, and what was erased stays erased."""

import datetime as dt

from django.db import transaction

from madoguchi.help import erased
from madoguchi.tracing.actions.candidates import relocked
from madoguchi.tracing.store import candidates as exchange
from madoguchi.tracing.store import entries as store
from madoguchi.tracing.terms.entries import Answer
from madoguchi.vault.cases import VaultKey
from madoguchi.vault.terms import Unreadable


def kept_conversations(today: dt.date) -> set[int]:
    """The conversations on which an entry hangs that has not ended: without them its owner could not come back."""
    return store.rows_in_use(today)


def move_released(newest: VaultKey, today: dt.date) -> set[int]:  # noqa: ARG001 as every mover of the house is called
    """Lock every key on its way under the newest vault key; the numbers of keys that something still needs."""
    for each in exchange.under_others(newest.number):
        try:
            sealed = relocked(each, newest)
        except Unreadable:  # its key is gone: it opens for nobody
            continue
        with transaction.atomic():
            exchange.change(each.id, released=sealed, vault=newest.number)
    return {each.vault for each in exchange.under_others(newest.number)}


def forget(today: dt.date) -> int:
    """Take away entries whose last day is past; how many."""
    return store.drop_ended(today)


def erase_again() -> int:
    """Take away what a restored backup has brought back of entries and answers; how many."""
    marks = erased.known()
    entries = [id_ for id_ in store.ids() if erased.mark_of_hung("entry", id_) in marks]
    told = [id_ for id_ in exchange.told_ids() if erased.mark_of_hung("told", id_) in marks]
    for each in exchange.everyone():
        if each.yes and erased.mark_of_hung("yes", each.yes) in marks:
            exchange.change(each.id, answer=Answer.NOTHING, confirmed_on=None, yes="", reply=b"")
    for id_ in told:
        exchange.stop_telling(id_)
    for id_ in entries:
        store.drop(id_)
    return len(entries) + len(told)


def forget_group(group: str) -> int:
    """A group has gone to another house: what it kept here ends, and is asked for anew there."""
    return store.drop_of_group(group)
