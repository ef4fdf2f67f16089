"""Which search and which beacon may be about one person, from blinded keys alone. Pure; answers nobody.

A key that many beacons hold says little and would betray names by its frequency: it counts for nothing, and is not kept. How
often it is searched for changes nothing: whoever files twenty searches must not make the one of a mother worthless.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import nlargest

from madoguchi.tracing.decide.blinding import Blinded
from madoguchi.tracing.decide.compounds import KEPT_AS
from madoguchi.tracing.decide.index import Index, build, packed
from madoguchi.tracing.terms.entries import Part

LIKELIEST = 100
"""Pairs of one search that are looked at; a name that more share needs a year or a home."""

_FURTHER = 0.3
"""What a second thing of the same kind adds: three pairs of the same three pieces are not three reasons."""
_COUNTS = {Part.FULL: 1.0, Part.YEAR: 1.0, Part.HOME: 1.0, Part.PIECE: 0.5, Part.NEAR: 0.6, Part.NEAR_PIECE: 0.3, Part.ROUGH: 0.8}
_AGAINST = 8.0
"""What it takes off when both know a year, or both a home, and it is another one."""
_SAYS_ENOUGH = (Part.FULL, Part.YEAR, Part.HOME)

Entries = Mapping[str, frozenset[Blinded]]


@dataclass(frozen=True, slots=True)
class Pairing:
    """A search and a beacon that share keys. `score`: hundredths; `parts`: of which kinds the shared keys are."""

    search: str
    beacon: str
    score: int
    parts: frozenset[Part]


def pairings(searches: Entries, beacons: Entries, denied: Entries) -> tuple[Pairing, ...]:
    """Every pair that shares enough, the likeliest first. Where a deny list meets the enquirer there is none, whatever else fits.

    `denied`: the keys of each beacon's deny list.
    """
    epochs = sorted({key.epoch for keys in beacons.values() for key in keys})
    found = better(each for epoch in epochs for each in of_epoch(searches, epoch, index_of(beacons, epoch)))
    allowed = (each for each in found if not is_denied(searches[each.search], denied.get(each.beacon, frozenset())))
    return tuple(sorted(allowed, key=likeliest_first))


def likeliest_first(each: Pairing) -> tuple[int, str, str]:
    """The order in which pairs are looked at."""
    return -each.score, each.search, each.beacon


def index_of(beacons: Entries, epoch: int) -> Index:
    """An index of some beacons."""
    of_epoch_ = ((id_, [(key.part, key.value) for key in keys if key.epoch == epoch]) for id_, keys in sorted(beacons.items()))
    return build((id_, packed(keys)) for id_, keys in of_epoch_ if keys)


def better(found: Iterable[Pairing]) -> Iterable[Pairing]:
    """Two epochs hold the same words twice: of each pair the better one counts, not the sum."""
    best: dict[tuple[str, str], Pairing] = {}
    for each in found:
        pair = each.search, each.beacon
        if pair not in best or best[pair].score < each.score:
            best[pair] = each
    return best.values()


def of_epoch(searches: Entries, epoch: int, index: Index) -> Iterable[Pairing]:
    """The likeliest pairs of each search by the keys of one epoch; no deny list was asked yet."""
    for search, keys in searches.items():
        found = of_search(search, frozenset(key for key in keys if key.epoch == epoch), index)
        yield from nlargest(LIKELIEST, found, key=lambda each: (each.score, each.beacon))


def of_search(search: str, keys: frozenset[Blinded], index: Index) -> Iterable[Pairing]:
    """Every pair of one search that says enough."""
    scores: dict[int, float] = {}
    shared = {part: _share(part, keys, index, scores) for part in (*_SAYS_ENOUGH, Part.PIECE)}
    parts = {key.part for key in keys}
    enough = {place for part in _SAYS_ENOUGH for place in shared[part]}
    if Part.FULL not in parts:
        # Somebody of whom one piece of a name is known.
        enough |= shared[Part.PIECE].keys()
    for place in enough:
        score = scores[place] - _against(place, parts, shared, index)
        kinds = frozenset(kind[place] for kind in shared.values() if place in kind)
        yield Pairing(search, index.ids[place], max(0, round(100 * score)), kinds)


def _share(part: Part, keys: Iterable[Blinded], index: Index, scores: dict[int, float]) -> dict[int, Part]:
    """Who shares keys of a kind, and by which part of the search the most telling one; adds what that says to the scores."""
    there = ((key.part, index.holders(key.value)) for key in keys if KEPT_AS.get(key.part, key.part) is part)
    told = [(_COUNTS[asked] * index.weight(len(holders)), asked, holders) for asked, holders in there if holders]
    seen: dict[int, Part] = {}
    for weight, asked, holders in sorted(told, key=lambda each: -each[0]):
        further = _FURTHER * weight
        for place in holders:
            if place in seen:
                scores[place] += further
            else:
                seen[place] = asked
                scores[place] = scores.get(place, 0.0) + weight
    return seen


def _against(place: int, parts: set[Part], shared: Mapping[Part, Mapping[int, Part]], index: Index) -> float:
    if place in shared[Part.PIECE]:
        return 0.0
    against = 0.0
    if Part.YEAR in parts and index.knows_year(place) and place not in shared[Part.YEAR]:
        against += _AGAINST
    if Part.HOME in parts and index.knows_home(place) and place not in shared[Part.HOME]:
        against += _AGAINST
    return against


def is_denied(search: frozenset[Blinded], denied: frozenset[Blinded]) -> bool:
    """Whether the deny list of a beacon meets the enquirer."""
    return not search.isdisjoint(denied)


def is_same_sought(one: frozenset[Blinded], other: frozenset[Blinded]) -> bool:
    """Whether two searches of one enquirer look for the same person: their whole names meet."""
    return any(key.part is Part.FULL for key in one & other)
