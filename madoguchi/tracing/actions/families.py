"""Whoever looks for somebody: says what they know, reads how it stands, answers questions, ends it.

Nothing here ever asks for candidates or beacons: what an enquirer reads is the same, and takes the same time, whether the sought
person is not known, silent, has refused, has denied them, or has let their beacon end.
"""

import datetime as dt
from dataclasses import dataclass, field

from django.db import transaction

from madoguchi.help import erased
from madoguchi.help.actions import hung, talk
from madoguchi.help.actions.hung import Hook
from madoguchi.help.terms import Visit
from madoguchi.tracing.actions import keyed
from madoguchi.tracing.blinding_keys import blinder
from madoguchi.tracing.decide import compounds
from madoguchi.tracing.decide import entries as decide
from madoguchi.tracing.decide.blinding import Blinded
from madoguchi.tracing.decide.spoken import spoken_cuts
from madoguchi.tracing.store import candidates as exchange
from madoguchi.tracing.store import entries as store
from madoguchi.tracing.store import keys as shelf
from madoguchi.tracing.store.entries import Kept
from madoguchi.tracing.terms.entries import (
    ENTRY_DAYS,
    LONGEST_SIGN,
    OPEN_SEARCHES,
    RENEW_DAYS,
    Asked,
    Ground,
    Kind,
    Line,
    Question,
    State,
    Told,
    TracingRefused,
)
from madoguchi.vault.seals import new_key
from madoguchi.vault.terms import ID_BYTES, SealPair, SecretBytes, chance

SAID, ANSWERED, OWN, REPLY, RELAY = "what an entry says", "answer", "own question", "reply", "relay"
"""For what an entry's key is used; each grows a key of its own."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a search stands for whoever asked. `told`: only what the sought person agreed to; else nothing, whatever is known."""

    id: str
    state: State
    asked: Asked | None = field(repr=False)
    ends_on: dt.date
    can_renew: bool = False
    ground: Ground | None = None
    questions: tuple[Question, ...] = field(default=(), repr=False)
    told: Told | None = field(default=None, repr=False)
    lines: tuple[Line, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class First:
    """What comes with the first form of somebody who has no conversation yet. `text`: what the group reads as first message."""

    text: str = field(repr=False)
    language: str
    group: str
    page: bytes = field(default=b"", repr=False)


def begin(asked: Asked, first: First, cookie: str, today: dt.date) -> str:
    """Ask a group to look for somebody, with a conversation of one's own; the cookie of the visit."""
    decide.checked(asked, today)
    keyed.public_of(first.group)
    made = talk.begin(talk.First(first.text, first.language, (first.group,), page=first.page), cookie, today)
    visit = talk.visit_of(made, today)
    assert visit is not None
    add(visit, asked, first.group, today)
    return made


def add(visit: Visit, asked: Asked, group: str, today: dt.date) -> str:
    """The same in a conversation that is open already; the id of the search. Sent twice, it is one."""
    decide.checked(asked, today)
    with transaction.atomic():
        hook, own = hung.of_visit(visit, today, to_write=True)
        if group not in hook.readers:
            raise TracingRefused("look.problem.group")
        there = [each for each in store.of_row(hook.row, Kind.SEARCH) if each.state is not State.REFUSED]
        for each in there:
            if _asked(each, _key(each, own, hook)) == asked:
                return each.id
        if len(there) >= OPEN_SEARCHES:
            raise TracingRefused("look.problem.three")
        return new_entry(hook, Kind.SEARCH, State.ASKED, group, decide.asked_written(asked), today)[0]


def new_entry(hook: Hook, kind: Kind, state: State, group: str, text: bytes, today: dt.date) -> tuple[str, SecretBytes]:
    """A row with its key handed to its owner and to the group."""
    id_, key = chance(ID_BYTES).hex(), new_key()
    for_owner = keyed.handed(key, hook.owner, hook, id_)
    for_group = keyed.handed(key, keyed.public_of(group), hook, id_)
    payload = keyed.locked_text(key, text, SAID, id_)
    ends_on = today + dt.timedelta(days=ENTRY_DAYS)
    store.add(Kept(id_, hook.row, kind, state, group, hook.language, today, ends_on, 0, for_owner, for_group, payload))
    return id_, key


def _key(kept: Kept, own: SealPair, hook: Hook) -> SecretBytes:
    return keyed.taken(kept.for_owner, {own.public: own}, hook, kept.id)


def _asked(kept: Kept, key: SecretBytes) -> Asked:
    return decide.asked_read(keyed.text_of(key, kept.payload, SAID, kept.id))


# ------------------------------------------------------------------ read


def standings(visit: Visit, today: dt.date) -> tuple[Standing, ...]:
    """Every search of this conversation."""
    hook, own = hung.of_visit(visit, today)
    found = (each for each in store.of_row(hook.row, Kind.SEARCH) if each.ends_on >= today)
    return tuple(_standing(each, own, hook, today) for each in found)


def _standing(kept: Kept, own: SealPair, hook: Hook, today: dt.date) -> Standing:
    if kept.state is State.REFUSED:
        return Standing(kept.id, kept.state, None, kept.ends_on, ground=Ground(kept.ground))
    key = _key(kept, own, hook)
    told, lines = told_of(kept.id, key)
    can_renew = kept.state is State.OPEN and kept.ends_on - today <= dt.timedelta(days=RENEW_DAYS)
    return Standing(
        kept.id, kept.state, _asked(kept, key), kept.ends_on, can_renew, None, questions_of(kept.id, key), told, lines
    )


def questions_of(search: str, key: SecretBytes) -> tuple[Question, ...]:
    """The questions of a search with what was answered."""
    return tuple(
        Question(each.number, each.listed, _text(key, each.own, OWN, search), _text(key, each.answer, ANSWERED, search))
        for each in store.questions(search)
    )


def _text(key: SecretBytes, sealed: bytes, purpose: str, search: str) -> str:
    return keyed.text_of(key, sealed, purpose, search).decode() if sealed else ""


def told_of(search: str, key: SecretBytes) -> tuple[Told | None, tuple[Line, ...]]:
    """What is told of a search, and the lines of its relay."""
    told = exchange.told(search)
    if told is None:
        return None, ()
    lines = tuple(Line(seq, by, _text(key, sealed, RELAY, search)) for seq, by, sealed in exchange.lines(told.id))
    return Told(told.answer, _text(key, told.reply, REPLY, search)), lines


# ------------------------------------------------------------------ act


def mine(visit: Visit, id_: str, today: dt.date) -> tuple[Kept, SecretBytes]:
    """One's own search, to write into; TracingRefused for every other id."""
    hook, own = hung.of_visit(visit, today, to_write=True)
    kept = store.entry(id_, to_write=True)
    if kept is None or kept.row != hook.row or kept.kind is not Kind.SEARCH or kept.state is State.REFUSED:
        raise TracingRefused("look.problem.gone")
    return kept, _key(kept, own, hook)


def answer(visit: Visit, id_: str, number: int, text: str, today: dt.date) -> None:
    """Answer a question, sealed under the search's own key, whoever may read it some day: that takes the same time always."""
    said = text.strip()
    if not said or len(said) > LONGEST_SIGN:
        raise TracingRefused("look.problem.answer")
    with transaction.atomic():
        kept, key = mine(visit, id_, today)
        store.answer(kept.id, number, keyed.locked_text(key, said.encode(), ANSWERED, kept.id))


def renew(visit: Visit, id_: str, today: dt.date) -> None:
    """Look on for half a year more, blinded anew."""
    with transaction.atomic():
        kept, key = mine(visit, id_, today)
        if kept.state is State.OPEN:
            shelf.put(kept.id, blinded(_asked(kept, key), hung.case_of(kept.row), today))
        store.renew(kept.id, today + dt.timedelta(days=ENTRY_DAYS))


def blinded(asked: Asked, case: str, today: dt.date) -> frozenset[Blinded]:
    """What a search can be found by, and its enquirer denied by. `case`: the conversation from which they ask."""
    about = compounds.of_sought(asked.sought, spoken_cuts, asks=True)
    return blinder(today).blinded(about | compounds.of_asker(asked.asker, asked.relation, case, spoken_cuts))


def end(visit: Visit, id_: str, today: dt.date) -> None:
    """End a search: keys, text, answers and everything that hung on it go at once, and no backup brings them back."""
    with transaction.atomic():
        hook, _ = hung.of_visit(visit, today, to_write=True)
        kept = store.entry(id_, to_write=True)
        if kept is None or kept.row != hook.row:
            return
        erased.note_hung(erased.mark_of_hung("entry", id_))
        store.drop(id_)
