"""What is kept long enough goes, keys on their way move with the vault keys, and what was erased stays erased."""

import datetime as dt

from django.db import transaction

from madoguchi.help import erased
from madoguchi.network.actions import organisations
from madoguchi.tracing.actions.candidates import relocked
from madoguchi.tracing.store import candidates as exchange
from madoguchi.tracing.store import entries as store
from madoguchi.tracing.terms.entries import Answer
from madoguchi.vault.cases import VaultKey
from madoguchi.vault.terms import Unreadable

TABLES = {
    "tracing_entry": "ends: blinding keys are those of this house; it is asked for anew there",
    "tracing_keys": "ends with its entry",
    "tracing_frequent": "stays: it says nothing of anybody, and ends with the blinding key behind it",
    "tracing_put": "ends with its search",
    "tracing_candidate": "ends with either side",
    "tracing_toldrow": "ends with either side",
    "tracing_linerow": "ends with what was told",
}
"""What becomes of each table when a group goes. A test fails for one without an answer."""


def last_days(row: int | None = None) -> dict[int, dt.date]:
    """Until when entries need the conversations on which they hang: without them their owners could not come back."""
    return store.last_days(row)


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
    """Take away what a restored backup has brought back, and what groups had kept that are here no more; how many.

    Called before the house serves, when a group is forgotten, and every day.
    """
    marks, here = erased.known(), {group.id for group in organisations()}
    count = 0
    with transaction.atomic():
        for id_, group in store.owners().items():
            if group not in here or erased.mark_of_hung("entry", id_) in marks:
                store.drop(id_)
                count += 1
        for told in exchange.told_ids():
            if erased.mark_of_hung("told", told) in marks:
                exchange.stop_telling(told)
                count += 1
        for each in exchange.everyone():
            if each.yes and erased.mark_of_hung("yes", each.yes) in marks:
                exchange.change(each.id, answer=Answer.NOTHING, confirmed_on=None, yes="", reply=b"")
                count += 1
    return count


def forget_group(organisation: str) -> None:
    """A group went to another house: what it kept here ends, for both sides alike."""
    store.drop_of_group(organisation)
