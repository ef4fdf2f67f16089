"""Challenges for passkeys: they travel sealed in the page, open for one browser and one purpose, and are answered once.

Nothing is written until somebody answers rightly. What is written then is a mark and the whole hour after which it is old anyway.
"""

import datetime as dt
import hashlib

from madoguchi.network import decide
from madoguchi.network.actions.codes import house_key
from madoguchi.network.passkeys import CHALLENGE_BYTES
from madoguchi.network.store import passkeys as store
from madoguchi.vault.keys import derived
from madoguchi.vault.seals import context_of, locked, unlocked
from madoguchi.vault.terms import SecretBytes, Unreadable, chance

MINUTES = 5
_SECONDS_BYTES = 8


def new_challenge(visit: SecretBytes, purpose: str, seen_at: dt.datetime) -> tuple[bytes, str]:
    """A challenge, and the same sealed for the page of this browser."""
    challenge = chance(CHALLENGE_BYTES)
    until = int(seen_at.timestamp()) + 60 * MINUTES
    content = challenge + until.to_bytes(_SECONDS_BYTES, "big")
    return challenge, locked(house_key("challenges"), content, _for(visit, purpose)).hex()


def opened_challenge(visit: SecretBytes, purpose: str, sealed: str, seen_at: dt.datetime) -> bytes | None:
    """The challenge of a page of this browser; None where it is too old, of another page, or none of ours."""
    try:
        content = unlocked(house_key("challenges"), bytes.fromhex(sealed), _for(visit, purpose))
    except (Unreadable, ValueError):
        return None
    until = int.from_bytes(content[CHALLENGE_BYTES:], "big")
    return content[:CHALLENGE_BYTES] if seen_at.timestamp() < until else None


def spend(challenge: bytes, seen_at: dt.datetime) -> bool:
    """Whether this is the first answer to it."""
    store.drop_spent(seen_at)
    return store.spend(hashlib.sha256(challenge).digest(), decide.whole_hour_after(seen_at + dt.timedelta(minutes=MINUTES)))


def forget_challenges(seen_at: dt.datetime) -> int:
    """Delete marks of challenges that are too old to be answered; how many."""
    return store.drop_spent(seen_at)


def _for(visit: SecretBytes, purpose: str) -> bytes:
    return context_of("challenge", purpose.encode(), derived(visit, "challenge").reveal())
