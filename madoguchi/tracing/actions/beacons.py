"""Whoever may be looked for: leaves a beacon, names whom never, reads who asks, answers, takes it back. Silence is safe."""

import datetime as dt
from dataclasses import dataclass, field, replace

from django.db import transaction

from madoguchi.help import erased
from madoguchi.help.actions import hung, talk
from madoguchi.help.actions.hung import Hook
from madoguchi.help.terms import Visit
from madoguchi.tracing.actions import keyed
from madoguchi.tracing.actions.denying import close, close_denied, take_back
from madoguchi.tracing.actions.families import OWN, REPLY, SAID, First, new_entry, questions_of, told_of
from madoguchi.tracing.blinding_keys import blinder
from madoguchi.tracing.decide import compounds
from madoguchi.tracing.decide import entries as decide
from madoguchi.tracing.decide.lines import checked_line
from madoguchi.tracing.decide.spoken import is_a_name, spoken_cuts
from madoguchi.tracing.store import candidates as exchange
from madoguchi.tracing.store import entries as store
from madoguchi.tracing.store import keys as shelf
from madoguchi.tracing.store.candidates import Found
from madoguchi.tracing.store.entries import Kept
from madoguchi.tracing.terms.entries import (
    CARRIES,
    ENTRY_DAYS,
    LISTED_QUESTIONS,
    RENEW_DAYS,
    TELLS,
    Answer,
    Asked,
    Denied,
    Kind,
    Left,
    Line,
    Question,
    State,
    Step,
    Told,
    TracingRefused,
)
from madoguchi.vault.terms import SealPair, SecretBytes, chance


@dataclass(frozen=True, slots=True)
class Asks:
    """Somebody who asks, as the sought person sees them. `told`: what they are told today; `waits`: a yes on its way."""

    id: str
    asked: Asked = field(repr=False)
    questions: tuple[Question, ...] = field(repr=False)
    answer: Answer | None
    is_confirmed: bool
    takes_effect: dt.date | None
    told: Told | None = field(repr=False)
    lines: tuple[Line, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Beacon:
    """A beacon as its owner sees it."""

    id: str
    left: Left = field(repr=False)
    ends_on: dt.date
    can_renew: bool
    asks: tuple[Asks, ...] = field(repr=False)


def begin(left: Left, first: First, cookie: str, today: dt.date) -> str:
    """Leave a beacon with a group, with a conversation of one's own; the cookie of the visit."""
    decide.check_left(left, today)
    keyed.public_of(first.group)
    made = talk.begin(talk.First(first.text, first.language, (first.group,), page=first.page), cookie, today)
    visit = talk.visit_of(made, today)
    assert visit is not None
    leave(visit, left, first.group, today)
    return made


def leave(visit: Visit, left: Left, group: str, today: dt.date) -> None:
    """The same in a conversation that is open already. There is one beacon: left again, it says what was said last."""
    decide.check_left(left, today)
    with transaction.atomic():
        hook, own = hung.of_visit(visit, today, to_write=True)
        there = _there(hook)
        if there is not None:
            key = _key(there, own, hook)
            # Whom nobody is asked about whatever name they give stays: no form shows them.
            stays = tuple(each for each in _left(there, key).denied if each.talk)
            _say_anew(there, replace(left, denied=(*left.denied, *stays)), key, today)
            return
        if group not in hook.readers:
            raise TracingRefused("look.problem.group")
        id_, _ = new_entry(hook, Kind.BEACON, State.OPEN, group, decide.left_written(left), today)
        _blind(id_, left, today)


def _blind(id_: str, left: Left, today: dt.date) -> None:
    by = blinder(today)
    spread = chance(1)[0] % compounds.SPREADS
    shelf.put(id_, by.blinded(compounds.of_sought(left.sought, spoken_cuts, asks=False, spread=spread)))
    shelf.put(id_, by.blinded(compounds.of_denied(left.denied, spoken_cuts)), is_denied=True)


def _say_anew(kept: Kept, left: Left, key: SecretBytes, today: dt.date) -> None:
    store.say_anew(kept.id, keyed.locked_text(key, decide.left_written(left), SAID, kept.id))
    _blind(kept.id, left, today)
    close_denied(exchange.of_beacon(kept.id))


def _there(hook: Hook) -> Kept | None:
    found = store.of_row(hook.row, Kind.BEACON)
    return found[-1] if found else None


def _left(kept: Kept, key: SecretBytes) -> Left:
    return decide.left_read(keyed.text_of(key, kept.payload, SAID, kept.id))


def _key(kept: Kept, own: SealPair, hook: Hook) -> SecretBytes:
    return keyed.taken(kept.for_owner, {own.public: own}, hook, kept.id)


# ------------------------------------------------------------------ read


def beacon(visit: Visit, today: dt.date) -> Beacon | None:
    """The beacon of this conversation, and who asks."""
    hook, own = hung.of_visit(visit, today)
    kept = _there(hook)
    if kept is None or kept.ends_on < today:
        return None
    left = _left(kept, _key(kept, own, hook))
    shown = [each for each in exchange.of_beacon(kept.id) if each.step is Step.SHOWN]
    can_renew = kept.ends_on - today <= dt.timedelta(days=RENEW_DAYS)
    return Beacon(kept.id, left, kept.ends_on, can_renew, tuple(_asks(each, own, hook) for each in shown))


def _asks(found: Found, own: SealPair, hook: Hook) -> Asks:
    key = keyed.taken(found.for_owner, {own.public: own}, hook, found.search)
    asked = asked_of(found, key)
    told, lines = told_of(found.search, key) if exchange.told_by(found.id) else (None, ())
    when = decide.takes_effect(found.confirmed_on) if found.confirmed_on else None
    return Asks(found.id, asked, questions_of(found.search, key), found.answer, found.confirmed_on is not None, when, told, lines)


def asked_of(found: Found, key: SecretBytes) -> Asked:
    """What the enquirer of a candidate says."""
    search = store.entry(found.search)
    if search is None:
        raise TracingRefused("tracing.gone")
    return decide.asked_read(keyed.text_of(key, search.payload, SAID, search.id))


# ------------------------------------------------------------------ answer


def shown_to(visit: Visit, id_: str, today: dt.date) -> tuple[Found, SecretBytes, Hook, SealPair]:
    """Somebody who asks the person of this visit, to act on; TracingRefused for every other id."""
    hook, own = hung.of_visit(visit, today, to_write=True)
    kept, found = _there(hook), exchange.candidate(id_, to_write=True)
    if kept is None or found is None or found.beacon != kept.id or found.step is not Step.SHOWN:
        raise TracingRefused("trace.problem.gone")
    return found, keyed.taken(found.for_owner, {own.public: own}, hook, found.search), hook, own


def decide_on(visit: Visit, id_: str, answer: Answer, text: str, today: dt.date) -> None:
    """Answer who asks. Less than before holds at once; more waits for a talk with a caseworker, and then 72 hours."""
    with transaction.atomic():
        found, key, hook, own = shown_to(visit, id_, today)
        told = exchange.told_by(id_)
        if found.yes:
            erased.note_hung(erased.mark_of_hung("yes", found.yes))
        if told is not None and decide.falls_back(told.answer, answer):
            take_back(told)
        if answer not in TELLS:
            exchange.change(id_, answer=answer, confirmed_on=None, yes="", reply=b"", wished=0, own=b"")
            if answer is Answer.NEVER:
                _never(hook, own, found, asked_of(found, key), today)
                close(found)
            return
        said = checked_line(text) if answer in CARRIES and text.strip() else ""
        if answer is Answer.MESSAGE and not said:
            raise TracingRefused("trace.problem.message")
        reply = keyed.locked_text(key, said.encode(), REPLY, found.search) if said else b""
        exchange.change(id_, answer=answer, confirmed_on=None, yes="", reply=reply)


def _never(hook: Hook, own: SealPair, found: Found, asked: Asked, today: dt.date) -> None:
    """Onto the deny list, by name and by the conversation from which they ask: whatever they file again, nobody is asked."""
    kept, search = _there(hook), store.entry(found.search)
    assert kept is not None
    assert search is not None
    key = _key(kept, own, hook)
    left = _left(kept, key)
    names = [Denied(name) for name in asked.asker.names if is_a_name(name)]
    more = (each for each in (*names, Denied(talk=hung.case_of(search.row))) if each not in left.denied)
    _say_anew(kept, Left(left.sought, (*left.denied, *more)), key, today)


def ask(visit: Visit, id_: str, listed: int, own_words: str, today: dt.date) -> None:
    """Put a question to who asks: one of the list, which everybody gets some day; or own words, which show that it was read.

    What they answer is compared by the sought person. Nobody else does, and no program.
    """
    with transaction.atomic():
        found, key, _, _ = shown_to(visit, id_, today)
        if own_words.strip():
            sealed = keyed.locked_text(key, checked_line(own_words).encode(), OWN, found.search)
            exchange.change(id_, own=sealed, wished=0)
        elif 0 < listed <= LISTED_QUESTIONS:
            exchange.change(id_, wished=listed, own=b"")
        else:
            raise TracingRefused("trace.problem.question")


# ------------------------------------------------------------------ end


def renew(visit: Visit, today: dt.date) -> None:
    """Let it stand for half a year more, blinded anew."""
    with transaction.atomic():
        hook, own = hung.of_visit(visit, today, to_write=True)
        kept = _there(hook)
        if kept is not None:
            left = _left(kept, _key(kept, own, hook))
            _blind(kept.id, left, today)
            store.renew(kept.id, today + dt.timedelta(days=ENTRY_DAYS))


def end(visit: Visit, today: dt.date) -> None:
    """Take it back: keys, text, and everything that was told go at once, and no backup brings them back."""
    with transaction.atomic():
        hook, _ = hung.of_visit(visit, today, to_write=True)
        kept = _there(hook)
        if kept is not None:
            erased.note_hung(erased.mark_of_hung("entry", kept.id))
            store.drop(kept.id)
