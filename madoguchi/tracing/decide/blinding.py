"""Blinded keys: without the key behind them they say nothing, and the key lies in no table and no backup. Pure.

Blinding is a second wall. The first is that nobody is answered.
"""

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from madoguchi.tracing.decide.compounds import KEPT_AS, Compound
from madoguchi.tracing.terms.entries import Part
from madoguchi.vault.terms import SecretBytes

KEY_BYTES = 8
"""Of a value: 64 bits."""


@dataclass(frozen=True, slots=True)
class Blinded:
    """A compound behind the blinding key of an epoch, as a number. `part` stays open: reasons are told by it."""

    epoch: int
    part: Part
    value: int


class Blinder(Protocol):
    """Whoever blinds: this house with keys of its own, or another organisation that is asked each time and can stop."""

    def blinded(self, compounds: Iterable[Compound]) -> frozenset[Blinded]:
        """Each compound behind every key that is in force."""


@dataclass(frozen=True, slots=True)
class LocalBlinder:
    """The keys of this house, by epoch. Two in force for half a year after a change, so that old and new entries meet."""

    keys: Mapping[int, SecretBytes] = field(repr=False)

    def blinded(self, compounds: Iterable[Compound]) -> frozenset[Blinded]:
        """HMAC-SHA256 over part and word, cut to 64 bits."""
        said = tuple((part, bytes([KEPT_AS.get(part, part)]) + word.encode()) for part, word in compounds)
        found = ((epoch, key.reveal()) for epoch, key in self.keys.items())
        return frozenset(Blinded(epoch, part, _value(key, word)) for epoch, key in found for part, word in said)


def _value(key: bytes, word: bytes) -> int:
    return int.from_bytes(hmac.digest(key, word, "sha256")[:KEY_BYTES], "big")
