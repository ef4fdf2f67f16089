"""Sign-in: passphrase and code open a desk, a cookie finds it again, and nothing says which of the three words was wrong."""

import datetime as dt
import hashlib
from threading import BoundedSemaphore

from django.db import transaction

from madoguchi.network import decide, store
from madoguchi.network.actions.codes import CODE_SECRET_BYTES, code_mark, code_secret, locked_code, opened_code
from madoguchi.network.actions.epochs import group_pairs, renewed
from madoguchi.network.actions.members import end_due
from madoguchi.network.terms import Circle, Desk, Door, Kept, Refusal, Signed
from madoguchi.vault.keys import derived, own_keys
from madoguchi.vault.seals import context_of, locked, new_key, unlocked, unlocked_by_passphrase
from madoguchi.vault.terms import KEY_BYTES, SecretBytes, Unreadable, chance, key_of, same_bytes

AT_ONCE = 2
"""Passphrases that are stretched at the same time: each takes 64 MiB and a thread, and people at the window come first."""
PATIENCE = 2.0
"""Seconds that a sign-in waits for its turn."""

_turns = BoundedSemaphore(AT_ONCE)
_LOCKED_ROOT_BYTES = 16 + 1 + 24 + KEY_BYTES + 16


def sign_in(nickname: str, passphrase: str, code: str, today: dt.date, seen_at: dt.datetime) -> Signed | Refusal:
    """Open a desk. An unknown nickname, a wrong passphrase and a wrong code get the same answer after the same work."""
    end_due(today)
    door = store.door(decide.tidy_nickname(nickname) or "", today) or _painted_door()
    if not _turns.acquire(timeout=PATIENCE):
        return Refusal.BUSY
    try:
        # Outside every transaction: it takes a fifth of a second.
        root = _root_behind(door, decide.tidy_passphrase(passphrase))
    finally:
        _turns.release()
    step = decide.step_of(_code_secret_behind(door), code, seen_at)
    opens = decide.code_opens(step, _last_step(door, seen_at), door.wrong_codes)
    with transaction.atomic():
        if root is None or not opens or step is None or not store.use_code(door, code_mark(door.member, step)):
            # The same statement in every case; it finds a row only behind the right passphrase.
            store.count_wrong_code("" if root is None else door.member, today)
            return Refusal.NOT_SIGNED_IN
        store.drop_past(seen_at)
        return _kept_desk(door.member, root, seen_at)


def _root_behind(door: Door, passphrase: str) -> SecretBytes | None:
    try:
        return unlocked_by_passphrase(door.locked_root, passphrase, door.seal_public)
    except Unreadable:
        return None


def _code_secret_behind(door: Door) -> str:
    try:
        return opened_code(door.member, door.locked_code)
    except Unreadable:
        # The house has another key than when the member was made: no code opens, and nobody learns that the member is there.
        return code_secret(chance(CODE_SECRET_BYTES))


def _last_step(door: Door, seen_at: dt.datetime) -> int:
    """The step of the last code that opened; 0 where that code is out of force by now anyway."""
    steps = decide.steps_in_force(seen_at)
    return next((step for step in steps if same_bytes(code_mark(door.member, step), door.last_code)), 0)


def _painted_door() -> Door:
    """A door with nothing behind it, for nicknames that nobody has: trying it takes as long as a real one."""
    code = locked_code("", code_secret(chance(CODE_SECRET_BYTES)))
    return Door("", bytes(KEY_BYTES), chance(_LOCKED_ROOT_BYTES), code, b"", 0)


def _kept_desk(member: str, root: SecretBytes, seen_at: dt.datetime) -> Signed:
    visit = new_key()
    sealed = locked(derived(visit, "desk root"), root.reveal(), _for_desk(member))
    store.keep(Kept(_mark(visit), member, sealed, decide.ends_at(seen_at)))
    return Signed(visit.reveal().hex())


def sign_out(cookie: str) -> None:
    """Close the desk of this cookie; nothing happens where there is none."""
    visit = visit_key(cookie)
    if visit is not None:
        store.drop(_mark(visit))


def desk_of(cookie: str, today: dt.date, seen_at: dt.datetime) -> Desk | None:
    """The desk of this cookie, if somebody sits there and their hour has not come. Begins a new epoch where one is due."""
    end_due(today)
    visit = visit_key(cookie)
    kept = None if visit is None else store.kept(_mark(visit), seen_at)
    member = None if kept is None else store.member(kept.member)
    if visit is None or kept is None or member is None:
        return None
    try:
        root = key_of(unlocked(derived(visit, "desk root"), kept.locked_root, _for_desk(member.id)))
    except Unreadable:
        return None
    organisation = store.organisation(member.organisation)
    assert organisation is not None  # the tables hold no member without one
    keys = own_keys(root)
    pairs, free = group_pairs(member, keys.seal), group_pairs(member, keys.seal, Circle.FREE)
    return renewed(Desk(member, organisation, keys, pairs, free), today)


def visit_key(cookie: str) -> SecretBytes | None:
    """The visit's key in a cookie; None where it is none of ours."""
    try:
        return key_of(bytes.fromhex(cookie))
    except ValueError:
        return None


def _mark(visit: SecretBytes) -> bytes:
    return hashlib.sha256(derived(visit, "desk mark").reveal()).digest()


def _for_desk(member: str) -> bytes:
    return context_of("desk", member.encode())
