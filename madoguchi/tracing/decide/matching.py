"""Which search and which beacon may be about one person, from blinded keys alone. Pure; answers nobody.

A key that many beacons hold says little and would betray names by its frequency: it counts for nothing, and is not kept. How
often it is searched for changes nothing: whoever files twenty searches must not make the one of a mother worthless.
"""

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import nlargest

from madoguchi.tracing.decide.blinding import Blinded
from madoguchi.tracing.decide.compounds import KEPT_AS
from madoguchi.tracing.decide.index import HOLDS_HOME, HOLDS_YEAR, Index, build, packed
from madoguchi.tracing.terms.entries import Part

LIKELIEST = 100
"""Pairs of one search that are looked at; a name that more share needs a year or a home."""

_FURTHER = 0.3
"""What a second thing of the same kind adds: three pairs of the same three pieces are not three reasons."""
_COUNTS = {Part.FULL: 1.0, Part.YEAR: 1.0, Part.HOME: 1.0, Part.PIECE: 0.5, Part.NEAR: 0.6, Part.NEAR_PIECE: 0.3, Part.ROUGH: 0.8}
_AGAINST = 8.0
"""What it takes off when both know a year, or both a home, and it is another one."""
_SAYS_ENOUGH = (Part.FULL, Part.YEAR, Part.HOME)
_TELLING = (*_SAYS_ENOUGH, Part.PIECE)

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
        yield from of_search(search, (key for key in keys if key.epoch == epoch), index)


def of_search(search: str, keys: Iterable[Blinded], index: Index, most: int = LIKELIEST) -> list[Pairing]:
    """The likeliest beacons for one search, of those that share enough."""
    told: dict[Part, list[tuple[float, Part, array[int]]]] = {part: [] for part in _TELLING}
    parts = set()
    for key in keys:
        kept_as = KEPT_AS.get(key.part, key.part)
        if kept_as in told:
            parts.add(key.part)
            if holders := index.holders(key.value):
                told[kept_as].append((_COUNTS[key.part] * index.weight(len(holders)), key.part, holders))
    scores: dict[int, float] = {}
    shared = {part: _share(found, scores) for part, found in told.items()}
    enough = set().union(*(shared[part] for part in _SAYS_ENOUGH))
    if Part.FULL not in parts:
        # Somebody of whom one piece of a name is known.
        enough.update(shared[Part.PIECE])
    _speak_against(scores, shared, parts, index)
    first = nlargest(most, ((scores[place], -place) for place in enough))
    return [_pairing(search, index.ids[-place], score, {kind[-place] for kind in shared.values() if -place in kind})
            for score, place in first]  # fmt: skip


def _pairing(search: str, beacon: str, score: float, kinds: Iterable[Part]) -> Pairing:
    return Pairing(search, beacon, max(0, round(100 * score)), frozenset(kinds))


def _share(told: list[tuple[float, Part, "array[int]"]], scores: dict[int, float]) -> dict[int, Part]:
    """Who shares keys of one kind, and by which part of the search the most telling one; adds what that says to the scores."""
    seen: dict[int, Part] = {}
    for weight, asked, holders in sorted(told, key=_weight, reverse=True):
        further = _FURTHER * weight
        for place in holders:
            if place in seen:
                scores[place] += further
            else:
                seen[place] = asked
                scores[place] = scores.get(place, 0.0) + weight
    return seen


def _weight(told: tuple[float, Part, "array[int]"]) -> float:
    return told[0]


def _speak_against(scores: dict[int, float], shared: Mapping[Part, Mapping[int, Part]], parts: set[Part], index: Index) -> None:
    """Takes off what a year or a home says that both know and that differs."""
    both = shared[Part.PIECE]
    for part, knows in ((Part.YEAR, HOLDS_YEAR), (Part.HOME, HOLDS_HOME)):
        if part in parts:
            same = shared[part]
            for place in scores:
                if index.tells[place] & knows and place not in same and place not in both:
                    scores[place] -= _AGAINST


def is_denied(search: frozenset[Blinded], denied: frozenset[Blinded]) -> bool:
    """Whether the deny list of a beacon meets the enquirer."""
    return not search.isdisjoint(denied)


def is_same_sought(one: frozenset[Blinded], other: frozenset[Blinded]) -> bool:
    """Whether two searches of one enquirer look for the same person: their whole names meet."""
    return any(key.part is Part.FULL for key in one & other)
