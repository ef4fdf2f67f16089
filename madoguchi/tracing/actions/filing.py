"""A caseworker reads what a family asks, and files it as a search or says in writing why not. Whether it meets, nobody learns."""

import datetime as dt
from dataclasses import dataclass, field

from django.db import transaction

from madoguchi.network import actions as network
from madoguchi.network.terms import Act, Desk
from madoguchi.tracing.actions import keyed
from madoguchi.tracing.actions.families import SAID, blinded
from madoguchi.tracing.decide import entries as decide
from madoguchi.tracing.decide.matching import is_same_sought
from madoguchi.tracing.store import entries as store
from madoguchi.tracing.store import keys as shelf
from madoguchi.tracing.store.entries import Kept
from madoguchi.tracing.terms.entries import ENTRY_DAYS, FILED_A_DAY, REFUSED_DAYS, Asked, Ground, Kind, State, TracingRefused
from madoguchi.vault.terms import SecretBytes


@dataclass(frozen=True, slots=True)
class Waiting:
    """An enquiry that waits for a caseworker; nothing of what it says."""

    id: str
    made_on: dt.date
    language: str


@dataclass(frozen=True, slots=True)
class Opened:
    """An enquiry that was opened."""

    kept: Kept
    case: str
    asked: Asked = field(repr=False)


def waiting(desk: Desk, today: dt.date) -> tuple[Waiting, ...]:
    """What waits for this group; nothing for whoever may have to report."""
    found = store.asked_of(desk.organisation.id, today) if desk.free_keys else []
    return tuple(Waiting(each.id, each.made_on, each.language) for each in found)


def opened(desk: Desk, id_: str, today: dt.date) -> Opened:
    """One enquiry, and a line in the trail that its owner can read."""
    kept = _there(id_)
    hook, key = keyed.of_desk(desk, kept, today)
    network.note(desk, Act.OPENED, hook.case, today)
    return Opened(kept, hook.case, _asked(kept, key))


def _there(id_: str, *, to_write: bool = False) -> Kept:
    kept = store.entry(id_, to_write=to_write)
    if kept is None or kept.kind is not Kind.SEARCH or kept.state is not State.ASKED:
        raise TracingRefused("tracing.gone")
    return kept


def _asked(kept: Kept, key: SecretBytes) -> Asked:
    return decide.asked_read(keyed.text_of(key, kept.payload, SAID, kept.id))


def file(desk: Desk, id_: str, today: dt.date) -> None:
    """Let the house look. TracingRefused where this enquirer looks for the same person, or the group filed enough today."""
    with transaction.atomic():
        kept = _there(id_, to_write=True)
        hook, key = keyed.of_desk(desk, kept, today, to_write=True)
        if store.filed_on(desk.organisation.id, today) >= FILED_A_DAY:
            raise TracingRefused("tracing.problem.enough")
        keys = blinded(_asked(kept, key), hook.case, today)
        others = [each.id for each in store.of_row(kept.row, Kind.SEARCH) if each.state is State.OPEN]
        if any(is_same_sought(keys, other) for other in shelf.of(others).values()):
            raise TracingRefused("tracing.problem.twice")
        shelf.put(id_, keys)
        store.file(id_, today, today + dt.timedelta(days=ENTRY_DAYS))


def refuse(desk: Desk, id_: str, ground: Ground, today: dt.date) -> None:
    """Say why not. What the family wrote is gone from the enquiry at once; the reason stays for them for thirty days."""
    with transaction.atomic():
        kept = _there(id_, to_write=True)
        keyed.of_desk(desk, kept, today, to_write=True)
        store.refuse(id_, ground, today + dt.timedelta(days=REFUSED_DAYS))
