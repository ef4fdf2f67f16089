"""What tests of the vault share: fixed chance, places, keys, and short stories of events."""

import hashlib
from collections.abc import Sequence
from functools import cache

from hypothesis import strategies as st

from madoguchi.vault.cases import VaultKey
from madoguchi.vault.chain import checked
from madoguchi.vault.events import CaseKey, Head, Header, head_after, seal_event, start
from madoguchi.vault.keys import OwnKeys, own_keys
from madoguchi.vault.terms import BrokenChain, CaseId, Draw, Fault, GroupId, InstanceId, Place, SecretBytes

INSTANCE = InstanceId(bytes(range(16)))
CASE = CaseId(bytes(range(16, 32)))
PLACE = Place(INSTANCE, CASE)
OTHER_CASE = Place(INSTANCE, CaseId(b"another case!!!!"))
OTHER_INSTANCE = Place(InstanceId(b"another instance"), CASE)
GROUP = GroupId(b"a group of ours!")


def fixed_chance(name: str) -> Draw:
    """Bytes that look like chance and are the same in every run: for vectors and nothing else."""
    drawn = [0]

    def draw(count: int) -> bytes:
        drawn[0] += 1
        return hashlib.shake_256(f"{name} {drawn[0]}".encode()).digest(count)

    return draw


def secret(name: str) -> SecretBytes:
    """A key of 32 bytes that only a test would use."""
    return SecretBytes(hashlib.sha256(name.encode()).digest())


@cache
def somebody(name: str) -> OwnKeys:
    """The pairs of a person or member."""
    return own_keys(secret(name))


KEY = CaseKey(1, secret("case key"))
VAULT = VaultKey(1, secret("vault key"))
PERSON = somebody("person")
MEMBER = somebody("member")

CONTENTS = st.binary(max_size=200) | st.binary(min_size=2040, max_size=2060)


def anybody(header: Header) -> bool:
    """Who may write, where a test is not about that."""
    return True


def story(contents: Sequence[bytes], place: Place = PLACE, key: CaseKey = KEY) -> list[bytes]:
    """A case in which person and member write in turn."""
    events: list[bytes] = []
    at = start(place)
    for number, content in enumerate(contents):
        sender = (PERSON, MEMBER)[number % 2].sign
        events.append(seal_event(content, place, key, sender, kind=number % 3, after=at))
        at = head_after(events[-1])
    return events


def whole(events: Sequence[bytes], known: Head | None = None) -> Head:
    """The head of a story that anybody may write."""
    return checked(events, PLACE, known=known, may_write=anybody)


def broken(events: Sequence[bytes], known: Head | None = None) -> Fault | None:
    """What is wrong with a story; None if nothing is."""
    try:
        whole(events, known)
    except BrokenChain as wrong:
        return wrong.fault
    return None
