"""Somebody has lost everything: they make new keys, two colleagues vouch, and the group's key is sealed to them again.

The new passphrase and code are shown to whoever asks, at once; they open nothing until two different colleagues, each of whom can
read for the group, have typed the code that was read to them. Then the old passphrase, codes and passkeys end in the same moment,
and the next colleague's page begins a new epoch, as when somebody has left: whoever found the old passphrase reads nothing new.
"""

import datetime as dt
from dataclasses import replace

from django.db import transaction

from madoguchi.network import decide, store
from madoguchi.network.actions import desks
from madoguchi.network.actions.codes import CODE_SECRET_BYTES, code_secret, locked_code
from madoguchi.network.actions.epochs import share_newest
from madoguchi.network.store import recoveries as shelf
from madoguchi.network.terms import RECOVERY_DAYS, TOLD_DAYS, AskedFor, Circle, Desk, NewWay, Recovery, Refusal
from madoguchi.vault.keys import own_keys
from madoguchi.vault.recovery import Asking, is_vouched, spoken_code, vouched
from madoguchi.vault.seals import locked_by_passphrase, new_key
from madoguchi.vault.terms import ID_BYTES, GroupId, chance


def ask_new_way(nickname: str, today: dt.date) -> NewWay | Refusal:
    """New keys that two colleagues may vouch for. The same answer after the same work, also for a nickname of nobody."""
    name = decide.tidy_nickname(nickname)
    if name is None:
        return Refusal.NICKNAME_UNFIT
    member = store.member_called(name)
    id_ = chance(ID_BYTES).hex() if member is None else member.id
    # Asked of the tables in both cases, so that the same statements run.
    group = store.key_id_of("" if member is None else member.organisation) or GroupId(chance(ID_BYTES))
    passphrase, secret = decide.written_passphrase(chance(decide.PASSPHRASE_BYTES)), code_secret(chance(CODE_SECRET_BYTES))
    root = new_key()
    keys = own_keys(root)
    if not desks.in_turn():
        return Refusal.BUSY
    try:
        locked_root = locked_by_passphrase(root, decide.tidy_passphrase(passphrase), keys.seal.public)
    finally:
        desks.done()
    public = (keys.seal.public, keys.sign.public)
    whose = None if member is None else member.id
    asked = AskedFor(chance(ID_BYTES).hex(), whose, today, *public, locked_root, locked_code(id_, secret))
    shelf.ask(asked)
    last_day = today + dt.timedelta(days=RECOVERY_DAYS)
    return NewWay(spoken_code(_asking(asked, id_, group)), last_day, passphrase, decide.code_address(secret, name))


def vouch_for(desk: Desk, typed: str, today: dt.date) -> Refusal | None:
    """Vouch for whoever read this code aloud; None when it counts. With the second word they have their new keys."""
    group = store.key_id(desk.organisation.id)
    with transaction.atomic():
        found = _asked_with(desk, typed, group, today)
        if isinstance(found, Refusal):
            return found
        asked, asking = found
        shelf.vouch(asked.id, desk.member.id, vouched(asking, desk.keys.sign).signed)
        if is_vouched(asking, shelf.vouches(asked.id), _who_may_vouch(desk, asked)):
            _finish(desk, asked, today)
    return None


def _asked_with(desk: Desk, typed: str, group: GroupId, today: dt.date) -> tuple[AskedFor, Asking] | Refusal:
    if store.newest_epoch(desk.organisation.id) not in desk.group_keys:
        # Two strangers whom an operator made members, and whom nobody let read, are no colleagues.
        return Refusal.CANNOT_READ
    code = "".join(sign for sign in typed if sign.isdigit())
    # One colleague after the other: the second sees what the first has written, and nobody finishes twice.
    store.lock(desk.organisation.id)
    waiting = shelf.waiting_in(desk.organisation.id, today - dt.timedelta(days=RECOVERY_DAYS))
    askings = [(asked, _asking(asked, asked.member or "", group)) for asked in waiting]
    found = next((pair for pair in askings if spoken_code(pair[1]).replace(" ", "") == code), None)
    if found is None:
        return Refusal.NO_SUCH_ASKING
    return Refusal.OWN_ASKING if found[0].member == desk.member.id else found


def _asking(asked: AskedFor, member: str, group: GroupId) -> Asking:
    id_, day = bytes.fromhex(asked.id), asked.asked_on.isoformat()
    return Asking(group, bytes.fromhex(member), id_, asked.seal_public, asked.sign_public, day)


def _who_may_vouch(desk: Desk, asked: AskedFor) -> list[bytes]:
    readers = store.holders(desk.organisation.id, max(desk.group_keys))
    return [member.sign_public for member in readers if member.id != asked.member]


def _finish(desk: Desk, asked: AskedFor, today: dt.date) -> None:
    assert asked.member is not None
    could_read = shelf.can_read(asked.member)
    shelf.finish(asked, today)
    member = store.member(asked.member)
    assert member is not None
    if could_read:  # who was never let in waits for that as before
        share_newest(desk, member)
    for circle in Circle:
        store.ask_renewal(desk.organisation.id, circle)


def recoveries(desk: Desk, today: dt.date) -> tuple[Recovery, ...]:
    """What everybody in the group sees: who asks for new keys, once however often they asked, and who got them."""
    found = shelf.told_in(
        desk.organisation.id,
        waiting_since=today - dt.timedelta(days=RECOVERY_DAYS),
        done_since=today - dt.timedelta(days=TOLD_DAYS),
    )
    waiting: dict[str, Recovery] = {}
    for one in found:
        if one.done_on is None:
            before = waiting.get(one.member.id, one)
            by = tuple(sorted({*before.by, *one.by}, key=lambda colleague: colleague.nickname))
            waiting[one.member.id] = replace(one, asked_on=min(before.asked_on, one.asked_on), by=by)
    return (*waiting.values(), *(one for one in found if one.done_on is not None))


def refuse_recovery(desk: Desk, member: str) -> None:
    """Throw away what waits for a member of the own group: they did not ask, or have found their passphrase."""
    if any(other.id == member for other in store.members_of(desk.organisation.id)):
        shelf.refuse(member)


def forget_recoveries(today: dt.date) -> int:
    """Delete askings that were not finished in time, and what was told long enough; how many."""
    return shelf.forget(asked_before=today - dt.timedelta(days=RECOVERY_DAYS), done_before=today - dt.timedelta(days=TOLD_DAYS))
