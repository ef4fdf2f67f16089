"""What of letters and notices goes by itself: after its last day, with its conversation or group, again after a backup."""

import datetime as dt

from django.db import transaction

from madoguchi.help import erased
from madoguchi.network.actions import organisations
from madoguchi.tracing import letter_keys
from madoguchi.tracing.actions.letters import drop, mark_of
from madoguchi.tracing.store import letters as store
from madoguchi.tracing.store import notices as board
from madoguchi.tracing.terms.letters import OPEN_DAYS, Stage

TABLES = {
    "tracing_letter": "ends: its second groups are of this house; its owner leaves it anew there, and is told so before",
    "tracing_letterpart": "ends with its letter",
    "tracing_letterway": "ends with its letter, or with the second group",
    "tracing_opening": "ends with its letter",
    "tracing_cardtry": "ends: a number of one day",
    "tracing_notice": "ends: it is posted anew there",
}
"""What becomes of each table when a group goes. A test fails for one without an answer."""


def last_days(row: int | None = None) -> dict[int, dt.date]:
    """Until when letters need the conversations on which they hang."""
    return store.last_days(row)


def let_go(row: int) -> None:
    """A conversation goes, and its letter with it."""
    kept = store.of_row(row)
    if kept is not None:
        drop(kept)


def forget(today: dt.date) -> int:
    """Take away letters and notices whose last day is past, and what was open long enough; how many went."""
    with transaction.atomic():
        past = [each for each in store.everyone() if each.ends_on < today]
        for each in past:
            drop(each)
        store.end_openings(stage=Stage.OPEN, opened_on__lt=today - dt.timedelta(days=OPEN_DAYS))
        store.forget_tries(today)
        notices = board.drop_ended(today)
    for name in letter_keys.left_over(store.locks(store.everyone()), today):
        letter_keys.destroy(name)
    return len(past) + notices


def erase_again() -> int:
    """Take away what a restored backup has brought back, and what groups had kept that are here no more; how many.

    Called before the house serves, and every day.
    """
    marks, here = erased.known(), {group.id for group in organisations()}
    count = 0
    for name in letter_keys.names():
        if mark_of(name) in marks:
            letter_keys.destroy(name)
    with transaction.atomic():
        for each in store.everyone():
            if each.group not in here or mark_of(each.lock) in marks:
                drop(each)
                count += 1
        for id_, group in board.owners().items():
            if group not in here or erased.mark_of_hung("notice", id_) in marks:
                board.drop(id_)
                count += 1
    return count


def forget_group(organisation: str) -> None:
    """A group went to another house: letters that it kept end, and no letter opens through it any more."""
    for each in store.everyone():
        if each.group == organisation:
            drop(each)
    store.drop_ways(organisation)
    for id_, group in board.owners().items():
        if group == organisation:
            erased.note_hung(erased.mark_of_hung("notice", id_))
            board.drop(id_)
