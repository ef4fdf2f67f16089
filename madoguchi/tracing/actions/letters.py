"""Whoever leaves a letter before trouble: writes it, changes it, says that they are well, makes a card, withdraws it.

Each case has a key of its own. It goes to its owner, and to the group that keeps the letter behind the layer of a second group:
neither of the two opens anything alone. All of it lies under a lock that no backup holds (`letter_keys.py`).
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from django.db import transaction

from madoguchi.help import erased
from madoguchi.help.actions import hung
from madoguchi.help.actions.hung import Hook
from madoguchi.help.terms import Visit
from madoguchi.network import actions as network
from madoguchi.network.terms import Circle
from madoguchi.tracing import letter_keys
from madoguchi.tracing.actions import keyed
from madoguchi.tracing.decide import letters as decide
from madoguchi.tracing.store import letters as store
from madoguchi.tracing.store.letters import Kept, KeptPart
from madoguchi.tracing.store.notes import leave_no_bytes
from madoguchi.tracing.terms.entries import TracingRefused
from madoguchi.tracing.terms.letters import (
    LETTER_DAYS,
    MOST_SECONDS,
    RENEW_DAYS,
    Expected,
    Happened,
    Letter,
    Opening,
    Page,
    Stage,
)
from madoguchi.vault.card import card_mark, card_value, card_words
from madoguchi.vault.seals import context_of, locked, new_key, unlocked
from madoguchi.vault.terms import ID_BYTES, SealPair, SecretBytes, Unreadable, chance

PAGE = "page of a letter"


@dataclass(frozen=True, slots=True)
class Left:
    """What somebody leaves: the letter, which group keeps it, through which others it opens, how often to expect them."""

    letter: Letter = field(repr=False)
    group: str
    seconds: tuple[str, ...]
    weeks: int = 0


@dataclass(frozen=True, slots=True)
class Mine:
    """A letter as its owner sees it. `letter`: None where nobody can open it any more. `can_be_opened`: by two groups, today."""

    letter: Letter | None = field(repr=False)
    group: str
    seconds: tuple[str, ...]
    ends_on: dt.date
    can_renew: bool
    can_be_opened: bool
    has_card: bool
    expected: Expected
    openings: tuple[Opening, ...]


def seconds_for(group: str) -> tuple[str, ...]:
    """Groups through which a letter can be opened that another one keeps: somebody without a duty to report reads there."""
    others = (each.id for each in network.organisations() if each.id != group)
    return tuple(each for each in others if network.public_key_of(each, Circle.FREE) is not None)


# ------------------------------------------------------------------ leave, change


def leave(visit: Visit, left: Left, today: dt.date) -> None:
    """Leave a letter in an open conversation. There is one: left again, it says what was said last; of before nothing opens."""
    decide.checked(left.letter)
    with transaction.atomic():
        hook, own = hung.of_visit(visit, today, to_write=True)
        there = store.of_row(hook.row)
        if left.group not in hook.readers:
            raise TracingRefused("look.problem.group")
        usable = set(seconds_for(left.group))
        seconds = tuple(dict.fromkeys(each for each in left.seconds if each in usable))[:MOST_SECONDS]
        if not seconds:
            raise TracingRefused("trouble.problem.second")
        made = letter_keys.make()
        kept = _kept(hook, there, left.group, made, today)
        if there is None:
            store.add(kept)
        else:
            store.end_openings(letter=there.id)
            # Once this holds, nothing opens what a copy of the tables still says; before, the old lock is needed.
            transaction.on_commit(partial(gone, there.lock))
        store.change(kept.id, organisation=left.group, lock=made, language=hook.language, ends_on=kept.ends_on)
        store.change(kept.id, card=_mark(made, own, kept.chance))
        store.expect(kept.id, decide.expected(left.weeks, today))
        store.put_parts(kept.id, dict(_part(left, happened, seconds, hook, letter_keys.read(made)) for happened in Happened))


def _kept(hook: Hook, there: Kept | None, group: str, lock: str, today: dt.date) -> Kept:
    ends_on = today + dt.timedelta(days=LETTER_DAYS)
    id_, card_chance = (chance(ID_BYTES).hex(), b"") if there is None else (there.id, there.chance)
    return Kept(id_, hook.row, group, hook.language, ends_on, lock, b"", card_chance, Expected())


def _part(
    left: Left, happened: Happened, seconds: Sequence[str], hook: Hook, lock: SecretBytes
) -> tuple[KeptPart, Mapping[str, bytes]]:
    id_, key = chance(ID_BYTES).hex(), new_key()
    page = decide.page_written(decide.page_of(left.letter, happened))
    payload = locked(lock, keyed.locked_text(key, page, PAGE, id_), _under(id_))
    inner = keyed.handed(key, keyed.public_of(left.group), hook, id_)
    ways = {second: keyed.behind(keyed.public_of(second), inner, on_its_way(id_, second)) for second in seconds}
    return KeptPart(id_, happened, keyed.handed(key, hook.owner, hook, id_), payload), ways


def on_its_way(part: str, second: str) -> bytes:
    """For what the layer of a second group is sealed."""
    return context_of("page of a letter on its way", bytes.fromhex(part), second.encode())


def _under(part: str) -> bytes:
    return context_of("page of a letter under its lock", bytes.fromhex(part))


def page_with(key: SecretBytes, kept: Kept, part: KeptPart) -> Page:
    """What a part says; Unreadable where its lock is gone."""
    inner = unlocked(letter_keys.read(kept.lock), part.payload, _under(part.id))
    return decide.page_read(keyed.text_of(key, inner, PAGE, part.id))


# ------------------------------------------------------------------ read


def mine(visit: Visit, today: dt.date) -> Mine | None:
    """The letter of this conversation, as it says today."""
    hook, own = hung.of_visit(visit, today)
    kept = store.of_row(hook.row)
    if kept is None or kept.ends_on < today:
        return None
    letter, seconds = _letter(kept, hook, own), store.seconds(kept.id)
    can_be_opened = letter is not None and kept.group in hook.readers and bool(set(seconds) & set(seconds_for(kept.group)))
    can_renew = kept.ends_on - today <= dt.timedelta(days=RENEW_DAYS)
    return Mine(
        letter, kept.group, seconds, kept.ends_on, can_renew, can_be_opened, bool(kept.chance), kept.expected,
        tuple(store.openings(kept.id)),
    )  # fmt: skip


def _letter(kept: Kept, hook: Hook, own: SealPair) -> Letter | None:
    try:
        pages = {
            part.happened: page_with(keyed.taken(part.for_owner, {own.public: own}, hook, part.id), kept, part)
            for part in store.parts(kept.id)
        }
    except Unreadable:  # its lock was lost with the disk
        return None
    return Letter({happened: page.wish for happened, page in pages.items()}, pages[Happened.ARREST].always) if pages else None


# ------------------------------------------------------------------ well, card, renew, withdraw


def _there(visit: Visit, today: dt.date) -> tuple[Kept, SealPair]:
    hook, own = hung.of_visit(visit, today, to_write=True)
    kept = store.of_row(hook.row)
    if kept is None:
        raise TracingRefused("trouble.problem.none")
    return kept, own


def is_well(visit: Visit, today: dt.date) -> None:
    """I am well: expected again some weeks from now. An opening because of silence that nobody has read yet ends."""
    with transaction.atomic():
        kept, _ = _there(visit, today)
        store.expect(kept.id, decide.expected(kept.expected.weeks, today))
        store.end_openings(letter=kept.id, happened=Happened.SILENCE, stage__in=(Stage.ASKED, Stage.PASSED))


def renew(visit: Visit, today: dt.date) -> None:
    """Let it stand for a year more."""
    with transaction.atomic():
        store.change(_there(visit, today)[0].id, ends_on=today + dt.timedelta(days=LETTER_DAYS))


def new_card(visit: Visit, today: dt.date) -> None:
    """A new card word; the one before leads to nothing any more."""
    with transaction.atomic():
        kept, own = _there(visit, today)
        drawn = chance(ID_BYTES)
        store.change(kept.id, chance=drawn, card=_mark(kept.lock, own, drawn))


def card(visit: Visit, languages: Sequence[str], today: dt.date) -> tuple[tuple[str, ...], ...]:
    """The card word in some languages: it grows out of the return number each time, and stands nowhere. Empty without one."""
    hook, own = hung.of_visit(visit, today)
    kept = store.of_row(hook.row)
    if kept is None or not kept.chance:
        return ()
    value = card_value(own.secret, kept.chance)
    return tuple(card_words(value, language) for language in languages)


def _mark(lock: str, own: SealPair, drawn: bytes) -> bytes:
    return card_mark(letter_keys.read(lock), card_value(own.secret, drawn)) if drawn else b""


def withdraw(visit: Visit, today: dt.date) -> None:
    """Take it back: lock, keys, text and card go at once, and no backup brings them back."""
    with transaction.atomic():
        drop(_there(visit, today)[0])
    leave_no_bytes()


def drop(kept: Kept) -> None:
    """A letter goes, its lock first."""
    gone(kept.lock)
    store.drop(kept.id)


def gone(lock: str) -> None:
    """A lock goes: noted first, so that no copy of it that is put back opens anything."""
    erased.note_hung(mark_of(lock))
    letter_keys.destroy(lock)


def mark_of(lock: str) -> bytes:
    """What a lock that is gone is known by."""
    return erased.mark_of_hung("letter", lock)
