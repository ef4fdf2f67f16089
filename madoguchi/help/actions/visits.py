"""Between two pages of one visit: what opens the conversation lies sealed in a table, and its key only in the one cookie."""

import base64
import datetime as dt
import hashlib
import hmac
from binascii import Error
from collections.abc import Sequence

from madoguchi.help import store
from madoguchi.help.terms import Visit
from madoguchi.vault.keys import derived
from madoguchi.vault.number import ReturnNumber
from madoguchi.vault.seals import context_of, kept_for_visit, new_key, taken_in_visit
from madoguchi.vault.terms import KEY_BYTES, InstanceId, SecretBytes, Unreadable, key_of

MARK_BYTES = 32
FIRST_HOURS = 1
"""How long a message whose answer was lost can be sent again and lead to the same conversation: to a whole hour, rounded up."""
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
    found = store.visit(_mark(key), _now()) if key else None
    visit = _taken(found, key, house) if key else None
    # Asked here, not in the table: whoever only reads a page stands in no line of those who write.
    if key is not None and found is not None and visit is not None and found[1] < _end():
        store.prolong_visit(_mark(key), _end())
    return visit


def _opened(key: SecretBytes, house: InstanceId) -> Visit | None:
    return _taken(store.visit(_mark(key), _now()), key, house)


def _taken(found: tuple[bytes, dt.datetime] | None, key: SecretBytes, house: InstanceId) -> Visit | None:
    if found is None:
        return None
    sealed, _ = found
    try:
        kept = taken_in_visit(sealed, key, house).reveal()
    except Unreadable:
        return None
    root, rest = kept[:KEY_BYTES], kept[KEY_BYTES:]
    # The number has 9 bytes, a mark 32; either may be missing.
    first = rest[-MARK_BYTES:] if len(rest) >= MARK_BYTES else b""
    number = rest.removesuffix(first)
    return Visit(key_of(root), ReturnNumber(int.from_bytes(number, "big")) if number else None, first)


# ------------------------------------------------------------------ a first message that is sent twice


def first_key(page: bytes, text: str, groups: Sequence[str], answers: str, files: Sequence[bytes]) -> SecretBytes | None:
    """What only whoever sent this message from this page can have: chance of the page, and every word of the message.

    Two people with a copy of one page never get it for two messages; a page without chance gives none.
    """
    if not page:
        return None
    parts = [page, text.encode(), answers.encode(), *(group.encode() for group in groups)]
    parts += [hashlib.sha256(file).digest() for file in files]
    return key_of(context_of("first message", *parts))


def keep_first(key: SecretBytes, visit: Visit, house: InstanceId) -> None:
    """Keep what leads a message that comes again to its conversation, for two hours at most, until the cookie has arrived."""
    store.keep_first(_mark(key), kept_for_visit(_laid_out(visit), key, house), _now(), _end(FIRST_HOURS))


def begun_already(key: SecretBytes | None, cookie: str, house: InstanceId) -> str:
    """The cookie of the visit that this message began; a new one where its browser has none. Empty where it began none."""
    if key is None:
        return ""
    own = _key_of(cookie)
    here = _opened(own, house) if own else None
    if here is not None and here.first and hmac.compare_digest(here.first, mark_of(key)):
        return cookie
    visit = _opened(key, house)
    return begin_visit(visit, house) if visit else ""


def mark_of(key: SecretBytes) -> bytes:
    """The mark under which something for this key stands in the table."""
    return _mark(key)


def keep_again(cookie: str, visit: Visit, house: InstanceId) -> None:
    """Keep a visit that has changed under the same cookie."""
    key = _key_of(cookie)
    if key is not None:
        _keep(key, visit, house)


def forget_visit(cookie: str) -> None:
    """End a visit, and what a message that is sent twice would be known by; nothing happens where there is none."""
    key, house = _key_of(cookie), store.instance_if_made()
    if key is None or house is None:
        return
    visit = _opened(key, house)
    store.end_visits([_mark(key), *([visit.first] if visit and visit.first else [])])


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
    store.keep_visit(_mark(key), kept_for_visit(_laid_out(visit), key, house), _end())


def _laid_out(visit: Visit) -> SecretBytes:
    return SecretBytes(visit.root.reveal() + (visit.number.packed() if visit.number else b"") + visit.first)


def _end(hours: int = HOURS) -> dt.datetime:
    # A whole hour, rounded up: a finer time would tell when somebody was here.
    return _now().replace(minute=0, second=0, microsecond=0) + dt.timedelta(hours=hours + 1)


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
