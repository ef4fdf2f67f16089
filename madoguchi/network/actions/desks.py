"""Sign-in: passphrase and code open a desk, a cookie finds it again, and nothing says which of the three words was wrong.

The cookie holds the only key of a desk, and behind it the minute of its last page with a mark of the house: a desk at which
nothing happened for half an hour opens no page any more, and no table says when somebody was here.
"""

import datetime as dt
import hashlib
import hmac
from threading import BoundedSemaphore

from django.db import transaction

from madoguchi.network import decide, store
from madoguchi.network.actions.codes import CODE_SECRET_BYTES, code_mark, code_secret, house_key, locked_code, opened_code
from madoguchi.network.actions.councils import close_due
from madoguchi.network.actions.endings import end_due
from madoguchi.network.actions.epochs import group_pairs, renewed
from madoguchi.network.terms import Circle, Desk, Door, Kept, Member, Refusal, Signed
from madoguchi.vault.keys import derived, own_keys
from madoguchi.vault.seals import context_of, locked, new_key, unlocked, unlocked_by_passphrase
from madoguchi.vault.terms import KEY_BYTES, SealPair, SecretBytes, Unreadable, chance, key_of, same_bytes

AT_ONCE = 2
"""Passphrases that are stretched at the same time: each takes 64 MiB and a thread, and people at the window come first."""
PATIENCE = 2.0
"""Seconds that a sign-in waits for its turn."""

_turns = BoundedSemaphore(AT_ONCE)
_LOCKED_ROOT_BYTES = 16 + 1 + 24 + KEY_BYTES + 16


def sign_in(nickname: str, passphrase: str, code: str, today: dt.date, seen_at: dt.datetime) -> Signed | Refusal:
    """Open a desk. An unknown nickname, a wrong passphrase and a wrong code get the same answer after the same work."""
    end_due(today)
    door = door_of(nickname, today)
    root = root_behind(door, passphrase)
    if isinstance(root, Refusal):
        return root
    step = decide.step_of(_code_secret_behind(door), code, seen_at)
    opens = decide.code_opens(step, _last_step(door, seen_at), door.wrong_codes)
    with transaction.atomic():
        if root is None or not opens or step is None or not store.use_code(door, code_mark(door.member, step)):
            # The same statement in every case; it finds a row only behind the right passphrase.
            store.count_wrong_code("" if root is None else door.member, today)
            return Refusal.NOT_SIGNED_IN
        return opened_desk(door.member, root, seen_at)


def door_of(nickname: str, today: dt.date) -> Door:
    """What a nickname is checked against; a painted door where nobody has it."""
    return store.door(decide.tidy_nickname(nickname) or "", today) or _painted_door()


def in_turn() -> bool:
    """Whether it is our turn to stretch a passphrase; whoever hears yes says `done` afterwards."""
    return _turns.acquire(timeout=PATIENCE)


def done() -> None:
    """The next one may stretch a passphrase."""
    _turns.release()


def root_behind(door: Door, passphrase: str) -> SecretBytes | Refusal | None:
    """The root that this passphrase opens; None where it opens none. Outside every transaction: it takes a fifth of a second."""
    if not in_turn():
        return Refusal.BUSY
    try:
        return unlocked_by_passphrase(door.locked_root, decide.tidy_passphrase(passphrase), door.seal_public)
    except Unreadable:
        return None
    finally:
        done()


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


def opened_desk(member: str, root: SecretBytes, seen_at: dt.datetime) -> Signed:
    """A desk for whoever has shown that they may sit there. Desks whose hour has come are cleared away."""
    store.drop_past(seen_at)
    visit = new_key()
    sealed = locked(derived(visit, "desk root"), root.reveal(), _for_desk(member))
    store.keep(Kept(_mark(visit), member, sealed, decide.ends_at(seen_at)))
    return Signed(_cookie(visit, seen_at))


def sign_out(cookie: str) -> None:
    """Close the desk of this cookie; nothing happens where there is none."""
    visit = visit_key(cookie)
    if visit is not None:
        store.drop(_mark(visit))


def desk_of(cookie: str, today: dt.date, seen_at: dt.datetime) -> Desk | None:
    """The desk of this cookie, if somebody sits there who did something lately. Begins a new epoch where one is due."""
    end_due(today)
    close_due(today)
    root, member = root_at(cookie, seen_at), whose_desk(cookie)
    if root is None or member is None:
        return None
    organisation = store.organisation(member.organisation)
    assert organisation is not None  # the tables hold no member without one
    keys = own_keys(root)
    pairs, free = group_pairs(member, keys.seal), group_pairs(member, keys.seal, Circle.FREE)
    return renewed(Desk(member, organisation, keys, pairs, free), today)


def root_at(cookie: str, seen_at: dt.datetime) -> SecretBytes | None:
    """The root of who sits at the desk of this cookie; None where it is closed."""
    visit = visit_key(cookie)
    kept = None if visit is None or _is_idle(cookie, visit, seen_at) else store.kept(_mark(visit), seen_at)
    if visit is None or kept is None:
        return None
    try:
        return key_of(unlocked(derived(visit, "desk root"), kept.locked_root, _for_desk(kept.member)))
    except Unreadable:
        return None


def whose_desk(cookie: str) -> Member | None:
    """Who sits at the desk of this cookie, or sat there until it closed by itself. Opens nothing: only the disk is asked."""
    visit = visit_key(cookie)
    kept = None if visit is None else store.kept_open_or_closed(_mark(visit))
    return None if kept is None else store.member(kept.member)


def own_pair(root: SecretBytes) -> SealPair:
    """What somebody with this root opens with."""
    return own_keys(root).seal


# ------------------------------------------------------------------ the cookie


def visit_key(cookie: str) -> SecretBytes | None:
    """The visit's key in a cookie; None where it is none of ours."""
    try:
        return key_of(bytes.fromhex(cookie.partition(".")[0]))
    except ValueError:
        return None


def cookie_now(cookie: str, seen_at: dt.datetime) -> str:
    """The cookie of a desk at which something happens now: the same key, with this minute."""
    visit = visit_key(cookie)
    assert visit is not None  # somebody sits there
    return _cookie(visit, seen_at)


def _cookie(visit: SecretBytes, seen_at: dt.datetime) -> str:
    minute = decide.minute_of(seen_at)
    return f"{visit.reveal().hex()}.{minute}.{_minute_mark(visit, str(minute))}"


def _is_idle(cookie: str, visit: SecretBytes, seen_at: dt.datetime) -> bool:
    _, _, rest = cookie.partition(".")
    minute, _, mark = rest.partition(".")
    if not hmac.compare_digest(_minute_mark(visit, minute).encode(), mark.encode()):
        return True
    return decide.is_idle(int(minute), seen_at)


def _minute_mark(visit: SecretBytes, minute: str) -> str:
    # Under a key of the house: whoever copies a cookie cannot make it younger.
    return hmac.new(house_key("last page").reveal(), _mark(visit) + minute.encode(), "sha256").hexdigest()[:32]


def _mark(visit: SecretBytes) -> bytes:
    return hashlib.sha256(derived(visit, "desk mark").reveal()).digest()


def _for_desk(member: str) -> bytes:
    return context_of("desk", member.encode())
