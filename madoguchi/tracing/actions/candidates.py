"""Review: whether a search and a beacon are about one person, by two people of two groups, before the sought person is asked.

The group that keeps the beacon asks; a member of the group that keeps the search hands its key on; then the first group opens.
Where one group keeps both, the key goes through a second group, whose member takes one layer off and reads nothing.
"""

import datetime as dt
from dataclasses import dataclass, field

from django.db import transaction

from madoguchi.help import keyring
from madoguchi.help.actions.hung import Hook
from madoguchi.help.terms import TalkRefused
from madoguchi.network import actions as network
from madoguchi.network.terms import Act, Circle, Desk
from madoguchi.tracing.actions import keyed
from madoguchi.tracing.actions.beacons import asked_of
from madoguchi.tracing.actions.families import SAID, questions_of
from madoguchi.tracing.decide import entries as decide
from madoguchi.tracing.store import candidates as exchange
from madoguchi.tracing.store import entries as store
from madoguchi.tracing.store.candidates import Found
from madoguchi.tracing.store.entries import Kept
from madoguchi.tracing.terms.entries import TELLS, Answer, Asked, Left, Question, Step, TracingRefused
from madoguchi.vault.cases import VaultKey
from madoguchi.vault.seals import context_of, locked, unlocked
from madoguchi.vault.terms import ID_BYTES, SecretBytes, chance, key_of


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate in a list. `parts`: of which kinds the things are that both have."""

    id: str
    step: Step
    score: int
    parts: tuple[int, ...]
    found_on: dt.date
    has_answer: bool


@dataclass(frozen=True, slots=True)
class Review:
    """A candidate that was opened, with both sides. Only the group of the beacon sees it."""

    found: Found
    case: str
    asked: Asked = field(repr=False)
    left: Left = field(repr=False)
    questions: tuple[Question, ...] = field(repr=False)
    answer: Answer | None


def queue(desk: Desk) -> tuple[Row, ...]:
    """Candidates of this group's beacons, the likeliest first."""
    found = exchange.of_group(desk.organisation.id) if desk.free_keys else []
    return tuple(
        Row(each.id, each.step, each.score, each.parts, each.found_on, each.answer in TELLS and each.confirmed_on is None)
        for each in found
        if each.step is not Step.REJECTED
    )


def to_vouch(desk: Desk) -> tuple[Row, ...]:
    """What waits for a word of this group."""
    found = exchange.to_vouch(desk.organisation.id) if desk.free_keys else []
    return tuple(Row(each.id, each.step, 0, (), each.found_on, has_answer=False) for each in found)


def seconds(desk: Desk) -> tuple[str, ...]:
    """Groups through which a key can go where this one keeps both."""
    others = (each.id for each in network.organisations() if each.id != desk.organisation.id)
    return tuple(each for each in others if network.public_key_of(each, Circle.FREE) is not None)


def keeps_both(desk: Desk, id_: str) -> bool:
    """Whether this group keeps search and beacon of a candidate, so that the key must go through another group."""
    found = exchange.candidate(id_)
    return found is not None and found.search_group == found.beacon_group == desk.organisation.id


def _ours(desk: Desk, id_: str, today: dt.date, *steps: Step) -> tuple[Found, Kept, Hook, SecretBytes]:
    found = exchange.candidate(id_, to_write=True)
    beacon = None if found is None else store.entry(found.beacon)
    if found is None or beacon is None or found.step not in steps:
        raise TracingRefused("tracing.gone")
    hook, key = keyed.of_desk(desk, beacon, today)
    return found, beacon, hook, key


def ask_out(desk: Desk, id_: str, second: str, today: dt.date) -> None:
    """Ask to open a search that may be about somebody with a beacon here. `second`: through which group, where we keep both."""
    with transaction.atomic():
        found, _, _, _ = _ours(desk, id_, today, Step.FOUND)
        if found.search_group != desk.organisation.id:
            exchange.change(id_, step=Step.ASKED_OUT)
            return
        if second not in seconds(desk):
            raise TracingRefused("tracing.problem.second")
        inner = _sealed_key(found, _search_key(desk, found, today))
        _lay(found, keyed.public_of(second), inner, via=second, step=Step.ASKED_OUT)


def _search_key(desk: Desk, found: Found, today: dt.date) -> SecretBytes:
    search = store.entry(found.search)
    if search is None:
        raise TracingRefused("tracing.gone")
    try:
        return keyed.of_desk(desk, search, today)[1]
    except TalkRefused:
        raise TracingRefused("tracing.gone") from None


def _sealed_key(found: Found, key: SecretBytes) -> bytes:
    return keyed.behind(keyed.public_of(found.beacon_group), key.reveal(), _on_its_way(found.id))


def _lay(found: Found, public: bytes, content: bytes, *, via: str = "", step: Step) -> None:
    """Put a key on its way down, behind one more layer where `via` names a group; locked under the vault key either way."""
    box = keyed.behind(public, content, _on_its_way(found.id)) if via else content
    vault = keyring.newest()
    sealed = locked(vault.key, box, _under(found.id, vault.number))
    exchange.change(found.id, released=sealed, vault=vault.number, via=via, step=step)


def vouch(desk: Desk, id_: str, today: dt.date) -> None:
    """Hand the key on: as the keeper of the search, or as the second group."""
    with transaction.atomic():
        found = exchange.candidate(id_, to_write=True)
        if found is None or found.step is not Step.ASKED_OUT or not desk.free_keys:
            raise TracingRefused("tracing.gone")
        if found.via:
            if found.via != desk.organisation.id:
                raise TracingRefused("tracing.gone")
            _lay(found, b"", keyed.peeled(desk, _box(found), _on_its_way(found.id)), step=Step.RELEASED)
        else:
            _lay(found, b"", _sealed_key(found, _search_key(desk, found, today)), step=Step.RELEASED)


def _box(found: Found) -> bytes:
    return unlocked(keyring.numbered(found.vault).key, found.released, _under(found.id, found.vault))


def _on_its_way(id_: str) -> bytes:
    return context_of("search on its way", bytes.fromhex(id_))


def _under(id_: str, vault: int) -> bytes:
    return context_of("search under a vault key", bytes.fromhex(id_), vault.to_bytes(4, "big"))


def relocked(found: Found, newest: VaultKey) -> bytes:
    """A key on its way under another vault key."""
    return locked(newest.key, _box(found), _under(found.id, newest.number))


# ------------------------------------------------------------------ open, show, confirm


def review(desk: Desk, id_: str, today: dt.date) -> Review:
    """Both sides, opened by the group of the beacon; a line in the trail of the person it is about."""
    with transaction.atomic():
        found, beacon, hook, own = _ours(desk, id_, today, Step.RELEASED, Step.READ, Step.SHOWN)
        if found.step is Step.RELEASED:
            key = key_of(keyed.peeled(desk, _box(found), _on_its_way(found.id)))
            for_group = keyed.handed(key, keyed.public_of(desk.organisation.id), hook, found.search)
            exchange.change(id_, for_group=for_group, released=b"", vault=0, step=Step.READ)
        else:
            key = keyed.taken(found.for_group, keyed.pairs_of(desk), hook, found.search)
    network.note(desk, Act.OPENED, hook.case, today)
    left = decide.left_read(keyed.text_of(own, beacon.payload, SAID, beacon.id))
    again = exchange.candidate(id_)
    if again is None:
        raise TracingRefused("tracing.gone")
    return Review(again, hook.case, asked_of(found, key), left, questions_of(found.search, key), found.answer)


def present(desk: Desk, id_: str, today: dt.date) -> None:
    """Let the sought person read who asks. What a caseworker says to them in a talk stays in the talk."""
    with transaction.atomic():
        found, _, hook, _ = _ours(desk, id_, today, Step.READ)
        key = keyed.taken(found.for_group, keyed.pairs_of(desk), hook, found.search)
        exchange.change(id_, for_owner=keyed.handed(key, hook.owner, hook, found.search), step=Step.SHOWN)


def reject(desk: Desk, id_: str, today: dt.date) -> None:
    """Not the same person, or not to be asked: keys go, and the pair is not found again. The enquirer sees nothing of it."""
    with transaction.atomic():
        _ours(desk, id_, today, Step.FOUND, Step.ASKED_OUT, Step.RELEASED, Step.READ)
        exchange.change(id_, step=Step.REJECTED, released=b"", vault=0, for_group=b"", for_owner=b"")


def confirm(desk: Desk, id_: str, today: dt.date) -> None:
    """We have talked, and they said it freely: from now on 72 hours run, in which they can take it back."""
    with transaction.atomic():
        found, _, _, _ = _ours(desk, id_, today, Step.SHOWN)
        if found.answer not in TELLS or found.confirmed_on is not None:
            raise TracingRefused("tracing.problem.no_answer")
        exchange.change(id_, confirmed_on=today, yes=chance(ID_BYTES).hex())
