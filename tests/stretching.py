"""What it costs to stretch a passphrase or a return number while tests run.

A real house pays 64 MiB and a seventh of a second for each passphrase, so that a thief pays it for each guess. The tests stretch
thousands, and none of them guesses. What is sealed at one cost does not open at another, and another process pays the real one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from nacl.pwhash import argon2id

from madoguchi.vault import keys, seals


@dataclass(frozen=True)
class Cost:
    """Passes and bytes of memory."""

    passphrase: tuple[int, int]
    number: tuple[int, int]


TRUE = Cost((seals.PASSPHRASE_PASSES, seals.PASSPHRASE_MEMORY), (keys.NUMBER_PASSES, keys.NUMBER_MEMORY))
SMALLEST = Cost(*[(argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN)] * 2)


@contextmanager
def stretched_at(cost: Cost) -> Iterator[None]:
    """For the time of the block the vault of this process stretches at this cost."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seals, "PASSPHRASE_PASSES", cost.passphrase[0])
        patch.setattr(seals, "PASSPHRASE_MEMORY", cost.passphrase[1])
        patch.setattr(keys, "NUMBER_PASSES", cost.number[0])
        patch.setattr(keys, "NUMBER_MEMORY", cost.number[1])
        yield
