"""Pages of memory: how a group did it, bound to clauses, without names. Seen by the network when two have read them.

While a page waits, only members without a duty to report of the group that wrote it, and of groups it asked, hold its key:
nobody has said yet that it names no one. The second reader's desk hands the key to every group; whoever opens the list hands it
on to groups that came later.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import replace

from django.db import transaction

from madoguchi.ground.ids import ClauseId
from madoguchi.network import shelf as files
from madoguchi.network import store
from madoguchi.network.actions.written import authors, checked, signed
from madoguchi.network.decide import memory as decide
from madoguchi.network.decide.memory import Unfit
from madoguchi.network.decide.naming import hints
from madoguchi.network.store import leaving
from madoguchi.network.store import memory as shelf
from madoguchi.network.terms import Circle, Desk, Organisation, Sealed
from madoguchi.network.terms.memory import MOST_PAGES, WAITING_DAYS, Hint, KeptMemory, Memory, Told
from madoguchi.rules.shelf import law_of
from madoguchi.vault.seals import context_of, locked, new_key, opened_with, sealed_to, unlocked
from madoguchi.vault.terms import ID_BYTES, SecretBytes, Unreadable, chance, key_of

COUNTRY = "JP"
HANDED_ON_AT_ONCE = 50
"""Keys that one page hands on to groups that came later; the others wait for the next."""


def clauses() -> tuple[ClauseId, ...]:
    """Every clause that a page can be bound to."""
    return tuple(sorted(law_of(COUNTRY).clauses))


def looked_over(told: Told) -> tuple[Hint, ...]:
    """What in it could lead to a person."""
    return hints(f"{told.title}\n{told.text}", files.name_words())


def write_page(desk: Desk, told: Told, today: dt.date) -> str | Unfit:
    """A new page, which waits for two readers; its id."""
    refusal = decide.unfit(told, law_of(COUNTRY))
    if refusal is not None:
        return refusal
    if not desk.free_keys:
        return Unfit.NO_KEY
    if shelf.count() >= MOST_PAGES:
        return Unfit.FULL
    id_, key = chance(ID_BYTES).hex(), new_key()
    said = {"title": told.title, "text": told.text, "clauses": list(told.clauses)}
    text = locked(key, signed(desk, said, _for(id_)), _for(id_))
    with transaction.atomic():
        shelf.add(KeptMemory(id_, desk.organisation.id, desk.organisation.name, told.clauses, today, None, text))
        if not _wrap(id_, key, desk.organisation.id, Circle.FREE):
            transaction.set_rollback(True)
            return Unfit.NO_KEY
    return id_


def _wrap(id_: str, key: SecretBytes, organisation: str, circle: Circle) -> bool:
    found = store.newest_public(organisation, circle)
    if found is not None:
        content = sealed_to(found[1], key.reveal(), _for(id_, organisation, circle))
        shelf.add_wrap(id_, organisation, Sealed(circle, found[0], content))
    return found is not None


# ------------------------------------------------------------------ read


def pages(desk: Desk, today: dt.date, about: Collection[ClauseId] | None = None) -> tuple[Memory, ...]:
    """The pages that this desk may read, the newest first. `about`: only those that are bound to one of these clauses."""
    found = []
    given: dict[str, SecretBytes] = {}
    for kept, wraps in shelf.for_group(desk.organisation.id, about):
        key = _key(desk, kept, wraps)
        opened = None if key is None else _opened(desk, kept, key, today)
        if key is not None and opened is not None:
            given[kept.id] = key
            found.append(opened)
    if about is None:
        _hand_on(given)
    return tuple(found)


def page(desk: Desk, id_: str, today: dt.date) -> Memory | None:
    """One page; None where there is none for this desk."""
    kept = shelf.page(id_)
    key = None if kept is None else _key(desk, kept, shelf.wraps(id_, desk.organisation.id))
    return None if kept is None or key is None else _opened(desk, kept, key, today)


def _key(desk: Desk, kept: KeptMemory, wraps: list[Sealed]) -> SecretBytes | None:
    for wrap in wraps:
        pair = desk.keys_of(wrap.circle).get(wrap.epoch)
        if pair is None:
            continue
        try:
            return key_of(opened_with(pair, wrap.content, _for(kept.id, desk.organisation.id, wrap.circle)))
        except Unreadable:
            continue
    return None


def _opened(desk: Desk, kept: KeptMemory, key: SecretBytes, today: dt.date) -> Memory | None:
    try:
        written = checked(unlocked(key, kept.locked, _for(kept.id)), _for(kept.id))
    except Unreadable:
        return None
    author = authors([written], kept.organisation).get(written.signer)
    if author is None:
        return None
    bound_to = written.said["clauses"]
    assert isinstance(bound_to, list)  # we wrote it
    told = Told(str(written.said["title"]), str(written.said["text"]), tuple(ClauseId(word) for word in bound_to))
    found = Memory(
        id=kept.id,
        told=told,
        group=kept.group,
        written_on=kept.written_on,
        published_on=kept.published_on,
        bound=decide.bound(told.clauses, law_of(COUNTRY), kept.written_on, today),
        is_ours=kept.organisation == desk.organisation.id,
    )
    # Who has read it and who may is asked of pages that wait, and of no other: there are few.
    return found if kept.published_on else _waiting(desk, kept, found, author.id)


def _waiting(desk: Desk, kept: KeptMemory, found: Memory, author: str) -> Memory:
    readers = shelf.readers(kept.id)
    asked = sorted(_name(each) for each in shelf.groups_with_key(kept.id, Circle.FREE) - {kept.organisation})
    # What stands in the file of a group that is on its way waits until it has arrived or stays.
    may_read = desk.member.id not in (author, *readers) and not leaving.has_left(kept.organisation)
    return replace(found, readers=len(readers - {author}), may_read=may_read, asked=tuple(asked))


def _name(organisation: str) -> str:
    found = store.organisation(organisation)
    return found.name if found else organisation


def _hand_on(given: dict[str, SecretBytes]) -> None:
    """Groups that came after a page was published get its key from whoever reads it."""
    there, held = sorted(store.groups_that_read()), shelf.published_with_key(Circle.ALL)
    missing = [(id_, group) for id_ in given if id_ in held for group in there if group not in held[id_]]
    for id_, group in missing[:HANDED_ON_AT_ONCE]:
        _wrap(id_, given[id_], group, Circle.ALL)


# ------------------------------------------------------------------ read twice


def confirm(desk: Desk, id_: str, today: dt.date) -> bool:
    """This member has read it, and it names nobody. With the second reader every group gets the key. False: not theirs."""
    with transaction.atomic():
        kept = shelf.page(id_, to_write=True)
        found = page(desk, id_, today)
        if kept is None or found is None or not found.may_read:
            return False
        shelf.add_reading(id_, desk.member.id, today)
        key = _key(desk, kept, shelf.wraps(id_, desk.organisation.id))
        assert key is not None  # the page was opened with it
        # Its writer is never among them: they cannot confirm.
        if decide.is_read(shelf.readers(id_)):
            shelf.publish(id_, today)
            for group in sorted(store.groups_that_read()):
                _wrap(id_, key, group, Circle.ALL)
    return True


def possible_readers(desk: Desk) -> tuple[Organisation, ...]:
    """Other groups that have a member without a duty to report, who could read a page."""
    others = (group for group in store.organisations() if group.id != desk.organisation.id)
    return tuple(group for group in others if store.newest_public(group.id, Circle.FREE) is not None)


def ask_to_read(desk: Desk, id_: str, organisation: str, today: dt.date) -> Unfit | None:
    """Let another group read it before the network does: a group of two has no second reader of its own."""
    kept, found = shelf.page(id_), page(desk, id_, today)
    if kept is None or found is None or not found.is_ours or found.published_on is not None:
        return None
    key = _key(desk, kept, shelf.wraps(id_, desk.organisation.id))
    others = {group.id for group in possible_readers(desk)}
    if key is None or organisation not in others or not _wrap(id_, key, organisation, Circle.FREE):
        return Unfit.NOBODY_FREE
    return None


def take_away(desk: Desk, id_: str, today: dt.date) -> None:
    """Take a page of the own group away from everybody; nothing happens where it is another's."""
    found = page(desk, id_, today)
    if found is not None and found.is_ours:
        shelf.drop(id_)


def forget_waiting(today: dt.date) -> int:
    """Delete pages that nobody read a second time; how many."""
    return shelf.forget_waiting(today - dt.timedelta(days=WAITING_DAYS))


def _for(id_: str, organisation: str = "", circle: Circle = Circle.ALL) -> bytes:
    return context_of("memory", id_.encode(), organisation.encode(), circle.value.encode())
