"""Public notices: a group posts one in fixed words and takes it down. Nothing says for which search it hangs there."""

import datetime as dt

from django.db import transaction

from madoguchi.help import erased
from madoguchi.network.terms import Desk
from madoguchi.tracing import shelf
from madoguchi.tracing.decide import notices as decide
from madoguchi.tracing.store import notices as store
from madoguchi.tracing.terms.entries import TracingRefused
from madoguchi.tracing.terms.notices import MOST_NOTICES, NOTICE_DAYS, Notice, Posted
from madoguchi.vault.terms import ID_BYTES, chance


def board(today: dt.date) -> tuple[Notice, ...]:
    """What hangs there for everybody."""
    return decide.board(store.everything(today))


def posted(desk: Desk, today: dt.date) -> tuple[Posted, ...]:
    """What this group posted."""
    return tuple(store.of_group(desk.organisation.id, today)) if desk.free_keys else ()


def post(desk: Desk, words: dict[str, str], today: dt.date, *, is_agreed: bool) -> None:
    """Post a notice. The family has agreed; nobody but them knows for whom it hangs there, and no row says it."""
    if not desk.free_keys:
        raise TracingRefused("tracing.gone")
    notice = decide.notice_of(words, shelf.regions())
    if not is_agreed:
        raise TracingRefused("notices.problem.agreed")
    with transaction.atomic():
        if len(store.of_group(desk.organisation.id, today)) >= MOST_NOTICES:
            raise TracingRefused("notices.problem.enough")
        store.add(chance(ID_BYTES).hex(), desk.organisation.id, notice, today + dt.timedelta(days=NOTICE_DAYS))


def take_down(desk: Desk, id_: str, today: dt.date) -> None:
    """Take a notice of this group down at once; no backup brings it back."""
    if id_ not in {each.id for each in posted(desk, today)}:
        raise TracingRefused("tracing.gone")
    erased.note_hung(erased.mark_of_hung("notice", id_))
    store.drop(id_)
