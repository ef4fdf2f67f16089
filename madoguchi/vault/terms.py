"""The words of this room: secrets that print as dots, where something belongs, and what can go wrong.

    VaultError
      NumberError   a return number that was not read: which mistake, at which place, never what was typed
      Unreadable    a sealed thing that does not open: other key, other place, or changed. Which of them is not said
      BrokenChain   events that are not the whole and ordered story of one case: which fault, at which event

A ValueError means that our own code asked for nonsense (a key of 31 bytes).
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Never, NewType, final

from nacl.bindings import sodium_memcmp
from nacl.utils import random

InstanceId = NewType("InstanceId", bytes)
"""16 random bytes, made when an instance is set up; public, and the salt of every return number given out there."""

CaseId = NewType("CaseId", bytes)
"""16 random bytes."""

GroupId = NewType("GroupId", bytes)
"""16 random bytes."""

ID_BYTES = 16
KEY_BYTES = 32

Draw = Callable[[int], bytes]
"""Gives as many random bytes as asked for. Only a test with fixed vectors hands in another one than `chance`."""

chance: Draw = random
"""The random bytes of the operating system."""


@final
class SecretBytes:
    """Bytes nobody may see by accident: they print as dots, compare in constant time and refuse to be pickled."""

    __slots__ = ("_content",)

    def __init__(self, content: bytes) -> None:
        self._content = content

    def reveal(self) -> bytes:
        """The bytes themselves."""
        return self._content

    def __repr__(self) -> str:
        return "SecretBytes(•••)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SecretBytes) and same_bytes(self._content, other._content)

    __hash__ = None  # type: ignore[assignment]  # a hash in a set would be compared before the bytes are, and not in constant time

    def __reduce__(self) -> Never:
        raise TypeError("a secret is not pickled, copied into a cache or sent anywhere: seal it")


def same_bytes(left: bytes, right: bytes) -> bool:
    """Whether both are the same, in a time that depends on the lengths only."""
    return len(left) == len(right) and sodium_memcmp(left, right)


def key_of(content: bytes) -> SecretBytes:
    """A key of 32 bytes; ValueError if it is longer or shorter."""
    return SecretBytes(sized(content, KEY_BYTES, "a key"))


def sized(content: bytes, count: int, what: str) -> bytes:
    """`content`, if it has `count` bytes; else ValueError that does not show it."""
    if len(content) != count:
        raise ValueError(f"{what} has {count} bytes, not {len(content)}")
    return content


@dataclass(frozen=True, slots=True)
class Place:
    """Where sealed things belong: one case of one instance. What was sealed for one place opens in no other."""

    instance: InstanceId
    case: CaseId

    def __post_init__(self) -> None:
        sized(self.instance, ID_BYTES, "an instance id")
        sized(self.case, ID_BYTES, "a case id")


@dataclass(frozen=True, slots=True)
class SealPair:
    """An X25519 pair: whoever has the public half can seal, only the secret half opens."""

    public: bytes
    secret: SecretBytes

    def __post_init__(self) -> None:
        sized(self.public, KEY_BYTES, "a public key")
        sized(self.secret.reveal(), KEY_BYTES, "a key")


@dataclass(frozen=True, slots=True)
class SignPair:
    """An Ed25519 pair. `secret` has 64 bytes, as libsodium keeps it: seed and public half."""

    public: bytes
    secret: SecretBytes

    def __post_init__(self) -> None:
        sized(self.public, KEY_BYTES, "a public key")
        sized(self.secret.reveal(), 2 * KEY_BYTES, "a signing key")


class VaultError(Exception):
    """Something of this room does not open or does not fit."""


class Mistake(Enum):
    """Why a return number was not read. Pages say it in the person's language; the value is for logs."""

    EMPTY = "nothing was written"
    LETTER = "a letter stands among the digits"
    TOO_FEW = "digits or words are missing"
    TOO_MANY = "there are too many digits or words"
    UNKNOWN_WORD = "a word is not in any list"
    MIXED = "words of two languages are mixed"
    MISTYPED = "the check does not fit: a digit or word is wrong, or two are swapped"


class NumberError(VaultError):
    """A return number was not read. `place`: which digit or word, from 1; None where no single one is at fault."""

    def __init__(self, mistake: Mistake, place: int | None = None) -> None:
        super().__init__(mistake.value)
        self.mistake = mistake
        self.place = place


class Unreadable(VaultError):
    """A sealed thing does not open."""

    def __init__(self) -> None:
        super().__init__("this does not open: another key, another place, or it was changed")


class Fault(Enum):
    """What is wrong with a chain of events."""

    CHANGED = "an event was changed, or is none"
    FOREIGN = "an event belongs to another case or instance"
    REPEATED = "an event stands there twice"
    OUT_OF_ORDER = "an event is missing, or stands in another place"
    OTHER_STORY = "an event continues another story than the one before it"
    OLD_EPOCH = "an event is sealed under an older key than the one before it"
    STRANGER = "an event is signed by somebody who may not write here"
    CUT = "the story ends before the last event that is known, or has another one there"


class BrokenChain(VaultError):
    """The events are not the whole and ordered story of one case. `at`: the position from 1 of the first that does not fit."""

    def __init__(self, fault: Fault, at: int) -> None:
        super().__init__(f"event {at}: {fault.value}")
        self.fault = fault
        self.at = at
