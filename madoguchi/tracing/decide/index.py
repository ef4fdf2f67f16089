"""Which beacons hold a blinded key, for a million of them in little memory: sorted numbers, nothing else. Pure.

Holds the keys of one epoch. A key is found by its first 20 bits, then by 32 more; two that share these 52 are taken for one, as
among ten million keys happens to one search in millions.
"""

import math
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from madoguchi.tracing.terms.entries import Part

CAP_SHARE = 0.0005
CAP_LEAST = 12
"""A key held by more than a twentieth of a percent of all beacons, and by more than twelve, is dropped: it says little, and its
frequency would betray the words behind it."""
CAP_MOST = 200
"""However many beacons there are: among a million, two hundred of one key are two hundred strangers."""
CAP_LEAST_WHOLE = 50
"""Of whole names: by a name alone somebody may be found, so a few false beacons must not take it away."""

KEY_BYTES = 9
"""Of a packed key: its kind, then its value."""
ROOM = 32
"""Keys for which there is always room: most beacons have fewer."""

_SLICE, _FIRST, _SECOND = 12, 20, 32
_REST = 64 - _FIRST - _SECOND
HOLDS_YEAR, HOLDS_HOME = 1, 2
_TELLS = {Part.YEAR: HOLDS_YEAR, Part.HOME: HOLDS_HOME, Part.PIECE: HOLDS_YEAR | HOLDS_HOME}


def most_held(part: Part, beacons: int) -> int:
    """How many of so many beacons may hold a key of this kind."""
    return max(CAP_LEAST_WHOLE if part is Part.FULL else CAP_LEAST, min(CAP_MOST, int(beacons * CAP_SHARE)))


@dataclass(frozen=True, slots=True)
class Index:
    """The keys of many beacons. `tells`: whether each has keys with a year, with a home.

    `frequent`: keys that too many hold, with their holders; they are not among the others any more.
    """

    ids: list[str] = field(default_factory=list)
    tells: bytearray = field(default_factory=bytearray)
    _starts: "array[int]" = field(default_factory=lambda: array("I"))
    _prints: "array[int]" = field(default_factory=lambda: array("I"))
    _holders: "array[int]" = field(default_factory=lambda: array("I"))
    frequent: "dict[int, array[int]]" = field(default_factory=dict)

    def holders(self, value: int) -> "array[int]":
        """Who holds a key, by their places in `ids`."""
        at = value >> (64 - _FIRST)
        low, high = self._starts[at], self._starts[at + 1]
        print_ = value >> _REST & 0xFFFFFFFF
        first = bisect_left(self._prints, print_, low, high)
        if first == high or self._prints[first] != print_:
            return _NOBODY
        return self._holders[first : bisect_right(self._prints, print_, first, high)]

    def weight(self, held: int) -> float:
        """What it says that two share a key that so many hold: the rarer the more."""
        return math.log(1 + len(self.ids) / held)

    @property
    def postings(self) -> int:
        """How many keys are held, each as often as somebody holds it."""
        return len(self._holders)

    @property
    def size(self) -> int:
        """Bytes of the keys, without the ids of entries."""
        arrays = (self._starts, self._prints, self._holders)
        return sum(each.itemsize * len(each) for each in arrays) + len(self.tells)


_NOBODY: "array[int]" = array("I")
_Slice: TypeAlias = "tuple[array[int], array[int], bytearray]"
"""Keys whose first bits are the same, who holds each, and of which kind it is."""


def build(beacons: Iterable[tuple[str, bytes]]) -> Index:
    """An index of beacons: each with its keys of one epoch, packed."""
    made = Index()
    slices: dict[int, _Slice] = defaultdict(lambda: (array("Q"), array("I"), bytearray()))
    for place, (id_, keys) in enumerate(beacons):
        made.ids.append(id_)
        tells = 0
        for part, value in unpacked(keys):
            values, holders, kinds = slices[value >> (64 - _SLICE)]
            values.append(value)
            holders.append(place)
            kinds.append(part)
            tells |= _TELLS.get(part, 0)
        made.tells.append(tells)
    for at in sorted(slices):
        _settle(made, slices.pop(at))
    _begin(made, 1 << _FIRST)
    return made


def _settle(made: Index, slice_: _Slice) -> None:
    """One slice of all keys into its place: in order, without those that too many hold."""
    values, holders, kinds = slice_
    order = sorted(range(len(values)), key=values.__getitem__)
    start = 0
    while start < len(order):
        value = values[order[start]]
        end = start + 1
        while end < len(order) and values[order[end]] == value:
            end += 1
        here = array("I", sorted(holders[place] for place in order[start:end]))
        first_bits = value >> (64 - _FIRST)
        if first_bits >= len(made._starts):
            _begin(made, first_bits)
        if end - start > most_held(Part(kinds[order[start]]), len(made.ids)):
            made.frequent[value] = here
        else:
            made._prints.extend([value >> _REST & 0xFFFFFFFF] * (end - start))
            made._holders.extend(here)
        start = end


def _begin(made: Index, first_bits: int) -> None:
    """Keys with these first bits begin here, and so would all before them of which there are none."""
    made._starts.extend(array("I", [len(made._prints)]) * (first_bits + 1 - len(made._starts)))


def packed(keys: Iterable[tuple[Part, int]]) -> bytes:
    """Keys one after the other, in the order of their values, with zeros behind them: how many there are shows roughly only."""
    there = b"".join(bytes([part]) + value.to_bytes(8, "big") for part, value in sorted(keys, key=lambda key: key[1]))
    return there + bytes(-len(there) % (ROOM * KEY_BYTES))


def unpacked(keys: bytes) -> Iterator[tuple[Part, int]]:
    """And back."""
    for at in range(0, len(keys), KEY_BYTES):
        if not keys[at]:
            return
        yield _PARTS[keys[at]], int.from_bytes(keys[at + 1 : at + KEY_BYTES], "big")


def has_any(keys: bytes, values: Container[int]) -> bool:
    """Whether one of these keys is among them."""
    return any(value in values for _, value in unpacked(keys))


_PARTS: Mapping[int, Part] = {part.value: part for part in Part}
