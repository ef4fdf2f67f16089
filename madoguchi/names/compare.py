"""Two forms beside each other, read as one language: which word answers to which, and how alike they are.

Words are laid against each other in any order; where one side wrote words together, the run is cut by the words of the other.
"""

from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache, lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from madoguchi.names import burmese, korean, latin, thai
from madoguchi.names.alike import common, ratio, trace
from madoguchi.names.terms import Tongue
from madoguchi.names.words import Variants, Words

Rough = Callable[[str], str]
_COARSE = str.maketrans({"g": "k", "d": "t", "z": "t", "b": "p", "u": "o", "f": "h"})
# What a letter alone may stand for, in letters and in sounds.
_BEGINS = {
    "c": "ckts", "d": "dzy", "e": "ei", "f": "fh", "g": "gzhy", "h": "hfaeiou", "j": "jzhyr", "k": "kh", "l": "lr", "n": "ng",
    "p": "pf",
    "q": "qk", "r": "rzhl", "s": "sz", "u": "uwy", "v": "vbf", "w": "wbuv", "x": "xs", "y": "yi", "z": "zs",
}  # fmt: skip
_UNKNOWN = 0.5
_FAR = 0.2


@lru_cache(maxsize=1 << 16)
def coarse(sounds: str) -> str:
    """Sounds as far as every habit agrees: voiced or not, u or o."""
    return sounds.translate(_COARSE)


@lru_cache(maxsize=1 << 16)
def _vietnamese_rough(word: str) -> str:
    return word.replace("y", "i")


ROUGH: Mapping[Tongue, Rough] = dict.fromkeys(Tongue, latin.rough) | {
    Tongue.KOREAN: korean.rough,
    Tongue.THAI: thai.rough,
    Tongue.VIETNAMESE: _vietnamese_rough,
}


class Joins(Enum):
    """Whether people of a language write two words of a name as one."""

    NEVER = "never"
    RARELY = "rarely"
    SOMETIMES = "sometimes"


class Near(NamedTuple):
    """Two words beside each other, in the two variants that are nearest: as they stand, in the rough, and between the two."""

    exact: float
    loose: float
    both: float
    here: str
    there: str
    initial: bool = False


@lru_cache(maxsize=1 << 18)
def near(a: Variants, b: Variants, rough: Rough) -> Near:
    """The nearest two variants. A word nobody could read says nothing; a letter alone answers to what it may begin."""
    if not a or not b or not a[0] or not b[0]:
        return Near(_UNKNOWN, _UNKNOWN, _UNKNOWN, "", "")
    if a[0][-1] == "." or b[0][-1] == ".":
        return _initial(a, b)
    if len(a) == len(b) == 1:
        return _between(a[0], b[0], rough)
    for one in a:
        if one in b:
            return Near(1.0, 1.0, 1.0, one, one)
    return _nearest(a, b, rough)


def _between(one: str, other: str, rough: Rough) -> Near:
    """Two readings beside each other. Far apart as they stand, they are not looked at in the rough."""
    exact = ratio(one, other)
    if exact <= _FAR:
        return Near(0.0, 0.0, 0.0, one, other)
    loose = 1.0 if exact == 1.0 else ratio(rough(one), rough(other))
    return Near(exact, loose, (exact + loose) / 2, one, other)


def _nearest(a: Variants, b: Variants, rough: Rough) -> Near:
    best, top_exact, top_loose, here, there = 0.0, 0.0, 0.0, a[0], b[0]
    least = _FAR
    for one in a:
        for other in b:
            size = len(one) + len(other)
            exact = 2 * common(one, other) / size
            # What the lengths alone allow: most of many variants cannot be better than what is found.
            if exact > least and 2 * min(len(one), len(other)) > size * (top_exact - 0.1):
                loose = ratio(rough(one), rough(other))
                if exact + loose > best:
                    best, top_exact, top_loose, here, there = exact + loose, exact, loose, one, other
                    least = max(exact - 0.15, _FAR)
    return Near(top_exact, top_loose, best / 2, here, there)


def _initial(a: Variants, b: Variants) -> Near:
    one, other = (a, b) if a[0].endswith(".") else (b, a)
    letter = one[0][0]
    fits = any(word[:1] in _BEGINS.get(letter, letter) for word in other)
    return Near(float(fits), float(fits), float(fits), a[0], b[0], initial=True)


Pair = tuple[int, int, Near]


class Laid(NamedTuple):
    """How two forms lie against each other: pairs of places with how near, and the places that have no partner."""

    pairs: tuple[Pair, ...]
    left_here: tuple[int, ...] = ()
    left_there: tuple[int, ...] = ()
    cut: bool = False
    last_here: int = 0
    last_there: int = 0

    @property
    def turns(self) -> int:
        """How often the order goes backwards."""
        return sum(one[1] > next_[1] for one, next_ in pairwise(self.pairs))


def lay_titled(a: Words, b: Words, rough: Rough) -> Laid:
    """As `lay`, with a form of address before either name or without."""
    ways = [lay(a, b, rough, Joins.SOMETIMES)]
    if _is_titled(a):
        ways.append(lay(a[1:], b, rough, Joins.SOMETIMES))
    if _is_titled(b):
        ways.append(lay(a, b[1:], rough, Joins.SOMETIMES))
    return max(ways, key=_worth_of_laid)


def _is_titled(words: Words) -> bool:
    return len(words) > 1 and any(one in burmese.TITLES for one in words[0])


def _worth_of_laid(laid: Laid) -> float:
    return _worth(laid, 2 * len(laid.pairs) + len(laid.left_here) + len(laid.left_there))


def lay(a: Words, b: Words, rough: Rough, joins: Joins = Joins.NEVER) -> Laid:
    """The best way to lay the words of two forms against each other."""
    if len(a) == len(b) or not a or not b:
        return _by_partner(a, b, rough)
    if len(a) == 1:
        return turned(_by_cutting(b, a, rough))
    if len(b) == 1:
        return _by_cutting(a, b, rough)
    free = _by_partner(a, b, rough)
    if joins is Joins.NEVER or min(pair[2].both for pair in free.pairs) > _SURE:
        return free
    bound = _joined_plainly(a, b, rough) if joins is Joins.RARELY else _in_order(a, b, rough)
    return bound if bound and _worth(bound, len(a) + len(b)) > _worth(free, len(a) + len(b)) + 0.02 else free


def _joined_plainly(a: Words, b: Words, rough: Rough) -> Laid | None:
    """Where few join words, two are one only when that is plain to see: both nearly of one length, and no pair far apart."""
    here, there = (sum(len(word[0]) for word in words if word) for words in (a, b))
    if min(here, there) < _PLAIN * max(here, there):
        return None
    bound = _in_order(a, b, rough)
    return bound if min((pair[2].both for pair in bound.pairs), default=0.0) >= _PLAIN else None


_PLAIN = 0.85


def _worth(laid: Laid, words: int) -> float:
    covered = words - len(laid.left_here) - len(laid.left_there)
    return covered / max(words, 1) * sum(pair[2].both for pair in laid.pairs) / max(len(laid.pairs), 1)


def turned(laid: Laid) -> Laid:
    """The same, seen from the other form."""
    return Laid(
        tuple(sorted((j, i, n._replace(here=n.there, there=n.here)) for i, j, n in laid.pairs)),
        laid.left_there,
        laid.left_here,
        laid.cut,
        laid.last_there,
        laid.last_here,
    )


def _by_partner(a: Words, b: Words, rough: Rough) -> Laid:
    """Partners in any order, the nearest first: few words, so this greedy way is the best one nearly always."""
    pairs: list[Pair] = []
    here, there = [*range(len(a))], [*range(len(b))]
    for place, (one, other) in enumerate(zip(a, b, strict=False)):
        pair = near(one, other, rough)
        if pair.both > _SURE:
            pairs.append((place, place, pair))
            here.remove(place)
            there.remove(place)
    if here and there:
        _pair_rest(a, b, rough, here, there, pairs)
        pairs.sort(key=_place)
    return Laid(tuple(pairs), tuple(here), tuple(there), last_here=len(a) - 1, last_there=len(b) - 1)


def _pair_rest(a: Words, b: Words, rough: Rough, here: list[int], there: list[int], pairs: list[Pair]) -> None:
    """Pairs what is left of both sides, and takes it off the two lists."""
    found = [(i, j, near(a[i], b[j], rough)) for i in here for j in there]
    found.sort(key=_worth_of_pair, reverse=True)
    for pair in found:
        i, j, _ = pair
        if i in here and j in there:
            here.remove(i)
            there.remove(j)
            pairs.append(pair)
            if not (here and there):
                break


def _worth_of_pair(pair: Pair) -> float:
    return pair[2].both - 0.005 * abs(pair[0] - pair[1])


_SURE = 0.99
_place = itemgetter(0)


_STEPS = ((1, 1), (2, 1), (1, 2), (3, 1), (1, 3), (2, 2), (1, 0), (0, 1))
Step = tuple[int, int, Near | None]


def _in_order(a: Words, b: Words, rough: Rough) -> Laid:
    """Partners in the order written, where up to three words of one side may stand together in the other."""
    width = len(b) + 1
    points = [-1.0] * ((len(a) + 1) * width)
    points[0] = 0.0
    steps: list[Step] = [(0, 0, None)] * len(points)
    runs_there = [_runs(b, j) for j in range(width)]
    for i in range(len(a) + 1):
        runs_here = _runs(a, i)
        for j in range(width):
            _reach(runs_here, runs_there[j], rough, i * width + j, width, points, steps)
    return _walk_back(len(a), len(b), steps)


def _runs(words: Words, end: int) -> list[Variants]:
    """What ends at a place: no word, one word, and the last two and three words together."""
    return [(), words[end - 1], *(_together(words[end - count : end]) for count in range(2, min(end, 3) + 1))] if end else [()]


def _reach(
    here: list[Variants], there: list[Variants], rough: Rough, at: int, width: int, points: list[float], steps: list[Step]
) -> None:
    """The best step that ends at one place of the grid."""
    best, step = points[at], None
    for di, dj in _STEPS:
        if di >= len(here) or dj >= len(there):
            continue
        found, pair = points[at - di * width - dj], None
        if found + di + dj <= best:
            continue
        if di and dj:
            one, other = here[di], there[dj]
            if di + dj > _ONE_EACH and not _of_one_length(one, other):
                continue
            pair = near(one, other, rough)
            found += pair.both * (di + dj)
        if found > best:
            best, step = found, (di, dj, pair)
    if step:
        points[at], steps[at] = best, step


def _walk_back(i: int, j: int, steps: list[tuple[int, int, Near | None]]) -> Laid:
    width, last_here, last_there = j + 1, i - 1, j - 1
    pairs: list[Pair] = []
    here: list[int] = []
    there: list[int] = []
    while i or j:
        di, dj, pair = steps[i * width + j]
        i, j = i - di, j - dj
        if pair is not None:
            pairs.append((i, j, pair))
        else:
            here.extend(range(i, i + di))
            there.extend(range(j, j + dj))
    return Laid(tuple(reversed(pairs)), tuple(sorted(here)), tuple(sorted(there)), last_here=last_here, last_there=last_there)


_ONE_EACH = 2
_HALF = 0.6


def _of_one_length(one: Variants, other: Variants) -> bool:
    """Whether anybody could take the one for the other: runs of quite another length are no candidates."""
    if not one or not other:
        return False
    short, long = sorted((len(one[0]), len(other[0])))
    return short >= _HALF * long


@lru_cache(maxsize=1 << 16)
def _together(words: Words) -> Variants:
    runs = [""]
    for word in words:
        runs = [run + variant for run in runs for variant in word[:2] or ("",)][:4]
    return tuple(runs)


def _by_cutting(a: Words, b: Words, rough: Rough) -> Laid:
    """A single run on the side of b: cut by the words of a, in the orders people use."""
    run = b[0][0] if b[0] else ""
    fitting = [_fitting(word, run) for word in a]
    written = {order: "".join([fitting[place] for place in order]) for order in _orders(len(a))}
    order = max(written, key=lambda order: common(written[order], run))
    if ratio(written[order], run) < _WHOLE and (alone := _by_partner(a, b, rough)).pairs[0][2].both > _ALONE:
        return alone
    words = [fitting[place] for place in order]
    parts = zip(order, words, _cut(words, run), strict=True)
    pairs = sorted((place, k, near((word,), (part,), rough)) for k, (place, word, part) in enumerate(parts))
    return Laid(tuple(pairs), cut=True)


# A run that is nearly one of the words, and far from all of them together, is that word.
_ALONE = 0.8
_WHOLE = 0.75


@cache
def _orders(count: int) -> list[tuple[int, ...]]:
    plain = tuple(range(count))
    turned = [plain, plain[1:] + plain[:1], plain[-1:] + plain[:-1], plain[2:] + plain[:2], plain[::-1]]
    return list(dict.fromkeys(turned))


@lru_cache(maxsize=1 << 16)
def _fitting(variants: Variants, run: str) -> str:
    return max(variants, key=lambda one: common(one, run) / len(one) if one else 0.0, default="")


def _cut(words: list[str], run: str) -> list[str]:
    """The run in as many parts as there are words: each begins where the first letter of its word was found."""
    found = dict(reversed(trace("".join(words), run)))
    parts, latest, begins = [], len(run), sum(map(len, words))
    for word in reversed(words[1:]):
        ends, begins = begins, begins - len(word)
        first = next((found[place] for place in range(begins, ends) if place in found), latest)
        start = min(latest, first)
        parts.append(run[start:latest])
        latest = start
    return [run[:latest], *reversed(parts)]
