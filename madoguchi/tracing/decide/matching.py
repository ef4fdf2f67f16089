"""Which search and which beacon may be about one person, from blinded keys alone. Pure; answers nobody.

A key that many beacons hold says little and would betray names by its frequency: it counts for nothing, and is not kept. How
often it is searched for changes nothing: whoever files twenty searches must not make the one of a mother worthless.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from madoguchi.tracing.decide.blinding import Blinded
from madoguchi.tracing.terms.entries import ABOUT_SOUGHT, Part

CAP_SHARE = 0.002
CAP_LEAST = 20
"""A key held by more than a fifth of a percent of all beacons, and by more than twenty, is dropped; not a whole name, which is
rare enough by itself, and by which alone somebody may be found.
"""

Entries = Mapping[str, frozenset[Blinded]]


@dataclass(frozen=True, slots=True)
class Pairing:
    """A search and a beacon that share keys. `score`: hundredths; `parts`: of which kinds the shared keys are."""

    search: str
    beacon: str
    score: int
    parts: frozenset[Part]


def pairings(searches: Entries, beacons: Entries, denied: Mapping[str, frozenset[Blinded]]) -> tuple[Pairing, ...]:
    """Every pair that shares enough, the likeliest first. Where a deny list meets the enquirer there is none, whatever else fits.

    `denied`: the keys of each beacon's deny list.
    """
    held = Counter(key for keys in beacons.values() for key in _speaking(keys))
    frequent = too_frequent(beacons.values())
    holders: dict[Blinded, list[str]] = defaultdict(list)
    for beacon, keys in beacons.items():
        for key in _speaking(keys):
            if key not in frequent:
                holders[key].append(beacon)
    weight = {key: math.log(1 + len(beacons) / held[key]) for key in holders}
    found = (
        pairing
        for search, keys in searches.items()
        for pairing in _of_search(search, keys, holders, weight)
        if not is_denied(keys, denied.get(pairing.beacon, frozenset()))
    )
    return tuple(sorted(found, key=lambda each: (-each.score, each.search, each.beacon)))


def too_frequent(beacons: Iterable[frozenset[Blinded]]) -> frozenset[Blinded]:
    """The keys that so many beacons hold that they are dropped."""
    found = tuple(beacons)
    held = Counter(key for keys in found for key in _speaking(keys))
    most = max(CAP_LEAST, int(len(found) * CAP_SHARE))
    return frozenset(key for key, count in held.items() if count > most and key.part is not Part.FULL)


def _speaking(keys: Iterable[Blinded]) -> Iterable[Blinded]:
    return (key for key in keys if key.part in ABOUT_SOUGHT)


def _of_search(
    search: str, keys: frozenset[Blinded], holders: Mapping[Blinded, list[str]], weight: Mapping[Blinded, float]
) -> Iterable[Pairing]:
    shared: dict[str, set[Blinded]] = defaultdict(set)
    has_pair = any(key.part is Part.PAIR for key in keys)
    for key in _speaking(keys):
        for beacon in holders.get(key, ()):
            shared[beacon].add(key)
    for beacon, common in shared.items():
        parts = frozenset(key.part for key in common)
        if says_enough(parts, has_pair=has_pair):
            # Two epochs hold the same words twice: the better one counts, not the sum.
            epochs = {key.epoch for key in common}
            score = max(sum(weight[key] for key in common if key.epoch == epoch) for epoch in epochs)
            yield Pairing(search, beacon, round(100 * score), parts)


def says_enough(parts: frozenset[Part], *, has_pair: bool) -> bool:
    """Whether a person of a group should look: a whole name, or two pieces of it with a year or a home.

    `has_pair`: whether the search knows two pieces at all; where it knows one, that must meet with year and home.
    """
    if Part.FULL in parts:
        return True
    return (
        not parts.isdisjoint({Part.YEAR, Part.HOME}) if Part.PAIR in parts else not has_pair and {Part.YEAR, Part.HOME} <= parts
    )


def is_denied(search: frozenset[Blinded], denied: frozenset[Blinded]) -> bool:
    """Whether the deny list of a beacon meets the enquirer."""
    return not search.isdisjoint(denied)


def is_same_sought(one: frozenset[Blinded], other: frozenset[Blinded]) -> bool:
    """Whether two searches of one enquirer look for the same person: their whole names meet."""
    return any(key.part is Part.FULL for key in one & other)
