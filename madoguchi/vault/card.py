"""A card word: three words of a list, the same value in every language. It grows out of a secret and a chance, and is never kept.

It is short, so that somebody can say it on the telephone; it may open nothing, and whoever looks it up counts the tries.
"""

import hmac

from madoguchi.vault.keys import derived
from madoguchi.vault.number import WORD_BITS, WORD_MASK, places_in
from madoguchi.vault.shelf import word_list, word_lists
from madoguchi.vault.terms import SecretBytes
from madoguchi.vault.words import folded

WORDS = 3
BITS = WORDS * WORD_BITS
_BYTES = 8


def card_value(secret: SecretBytes, chance: bytes) -> int:
    """The value of 33 bits that a secret has for a chance; another chance gives another one."""
    drawn = hmac.digest(derived(secret, "card word").reveal(), chance, "sha256")[:_BYTES]
    return int.from_bytes(drawn, "big") >> (8 * _BYTES - BITS)


def card_words(value: int, language: str) -> tuple[str, ...]:
    """Three words of the list that serves a language."""
    words = word_list(language).words
    return tuple(words[value >> WORD_BITS * back & WORD_MASK] for back in reversed(range(WORDS)))


def read_card(typed: str) -> int | None:
    """The value of three words in any language; None for anything else."""
    pieces = folded(typed).split()
    for listed in word_lists():
        places = [place for place in places_in(pieces, listed) if place is not None]
        if len(places) == WORDS == len(places_in(pieces, listed)):
            first, second, third = places
            return first << 2 * WORD_BITS | second << WORD_BITS | third
    return None


def card_mark(lock: SecretBytes, value: int) -> bytes:
    """32 bytes by which a card word is found again by whoever holds the lock of its letter."""
    return hmac.digest(derived(lock, "card mark").reveal(), value.to_bytes(_BYTES, "big"), "sha256")
