"""Between two pages of one visit: what opens the conversation lies sealed in a table, and its key only in the one cookie."""

import base64
import datetime as dt
import hmac
from binascii import Error

from madoguchi.help import store
from madoguchi.help.terms import Visit
from madoguchi.vault.keys import derived
from madoguchi.vault.number import ReturnNumber
from madoguchi.vault.seals import kept_for_visit, new_key, taken_in_visit
from madoguchi.vault.terms import KEY_BYTES, InstanceId, SecretBytes, Unreadable, key_of

HOURS = 3
"""A visit ends so long after its last page: long enough to look for a paper, short enough for a shared phone."""


def begin_visit(visit: Visit, house: InstanceId) -> str:
    """Keep what a visit needs; the value of its cookie, which is the only copy of the key."""
    key = new_key()
    _keep(key, visit, house)
    return base64.urlsafe_b64encode(key.reveal()).decode().rstrip("=")


def find_visit(cookie: str, house: InstanceId) -> Visit | None:
    """The visit of a cookie; None if it has ended, or was none."""
    key = _key_of(cookie)
    sealed = store.visit(_mark(key), _now()) if key else None
    if key is None or sealed is None:
        return None
    try:
        kept = taken_in_visit(sealed, key, house).reveal()
    except Unreadable:
        return None
    store.prolong_visit(_mark(key), _end())
    number = kept[KEY_BYTES:]
    return Visit(key_of(kept[:KEY_BYTES]), ReturnNumber(int.from_bytes(number, "big")) if number else None)


def keep_again(cookie: str, visit: Visit, house: InstanceId) -> None:
    """Keep a visit that has changed under the same cookie."""
    key = _key_of(cookie)
    if key is not None:
        _keep(key, visit, house)


def forget_visit(cookie: str) -> None:
    """End a visit; nothing happens where there is none."""
    key = _key_of(cookie)
    if key is not None:
        store.end_visits([_mark(key)])


def forget_old_visits() -> None:
    """End every visit whose hour is over."""
    store.end_visits(before=_now())


def token(cookie: str) -> str:
    """What a form of this visit carries, so that no other site can send it: made from the key, never the key."""
    key = _key_of(cookie)
    return derived(key, "form").reveal().hex()[:32] if key else ""


def token_fits(cookie: str, given: str) -> bool:
    """Whether a form comes from a page of this visit; the time does not say how nearly."""
    expected = token(cookie)
    return bool(expected) and hmac.compare_digest(expected.encode(), given.encode())


def _keep(key: SecretBytes, visit: Visit, house: InstanceId) -> None:
    kept = visit.root.reveal() + (visit.number.packed() if visit.number else b"")
    store.keep_visit(_mark(key), kept_for_visit(SecretBytes(kept), key, house), _end())


def _end() -> dt.datetime:
    # A whole hour, rounded up: a finer time would tell when somebody was here.
    return _now().replace(minute=0, second=0, microsecond=0) + dt.timedelta(hours=HOURS + 1)


def _key_of(cookie: str) -> SecretBytes | None:
    try:
        content = base64.urlsafe_b64decode(cookie + "=" * (-len(cookie) % 4))
    except (Error, ValueError):
        return None
    return SecretBytes(content) if len(content) == KEY_BYTES else None


def _mark(key: SecretBytes) -> bytes:
    return derived(key, "visit").reveal()


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
