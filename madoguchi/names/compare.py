"""Two forms beside each other, read as one language: which word answers to which, and how alike they are.

Words are laid against each other in any order; where one side wrote words together, the run is cut by the words of the other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from operator import itemgetter
from typing import NamedTuple

from madoguchi.names import alike, burmese, korean, thai
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


ROUGH: dict[Tongue, Rough] = {Tongue.KOREAN: korean.rough, Tongue.THAI: thai.rough, Tongue.VIETNAMESE: _vietnamese_rough}


class Joins(Enum):
    """Whether people of a language write two words of a name as one."""

    NEVER = "never"
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
    if a[0].endswith(".") or b[0].endswith("."):
        return _initial(a, b)
    for one in a:
        if one in b:
            return Near(1.0, 1.0, 1.0, one, one)
    return _nearest(a, b, rough)


def _nearest(a: Variants, b: Variants, rough: Rough) -> Near:
    best = Near(0.0, 0.0, 0.0, a[0], b[0])
    for one in a:
        for other in b:
            # What the lengths alone allow: most of many variants cannot be better than what is found.
            if 2 * min(len(one), len(other)) <= (len(one) + len(other)) * (best.exact - 0.1):
                continue
            exact = alike.ratio(one, other)
            if exact > best.exact - 0.15 and exact > _FAR:
                loose = alike.ratio(rough(one), rough(other))
                if exact + loose > 2 * best.both:
                    best = Near(exact, loose, (exact + loose) / 2, one, other)
    return best


def _initial(a: Variants, b: Variants) -> Near:
    one, other = (a, b) if a[0].endswith(".") else (b, a)
    letter = one[0][0]
    fits = any(word[:1] in _BEGINS.get(letter, letter) for word in other)
    return Near(float(fits), float(fits), float(fits), a[0], b[0], initial=True)


Pair = tuple[int, int, Near]


@dataclass(frozen=True, slots=True)
class Laid:
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
        return sum(self.pairs[k][1] > self.pairs[k + 1][1] for k in range(len(self.pairs) - 1))


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
    bound = _in_order(a, b, rough)
    return bound if _worth(bound, len(a) + len(b)) > _worth(free, len(a) + len(b)) + 0.02 else free


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
    here, there = list(range(len(a))), list(range(len(b)))
    for place in range(min(len(a), len(b))):
        pair = near(a[place], b[place], rough)
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
    found = []
    for i in here:
        for j in there:
            pair = near(a[i], b[j], rough)
            found.append((pair.both - 0.005 * abs(i - j), i, j, pair))
    found.sort(key=_first, reverse=True)
    for _, i, j, pair in found:
        if i in here and j in there:
            here.remove(i)
            there.remove(j)
            pairs.append((i, j, pair))


_SURE = 0.99
_first = itemgetter(0)
_place = itemgetter(0)


_STEPS = ((1, 1), (2, 1), (1, 2), (3, 1), (1, 3), (2, 2), (1, 0), (0, 1))


def _in_order(a: Words, b: Words, rough: Rough) -> Laid:
    """Partners in the order written, where up to three words of one side may stand together in the other."""
    width = len(b) + 1
    points = [-1.0] * ((len(a) + 1) * width)
    points[0] = 0.0
    steps: list[tuple[int, int, Near | None]] = [(0, 0, None)] * len(points)
    for i in range(len(a) + 1):
        for j in range(width):
            _reach(a, b, rough, (i, j), points, steps)
    return _walk_back(len(a), len(b), steps)


def _reach(
    a: Words, b: Words, rough: Rough, at: tuple[int, int], points: list[float], steps: list[tuple[int, int, Near | None]]
) -> None:
    """The best step that ends at one place of the grid."""
    i, j = at
    width = len(b) + 1
    for di, dj in _STEPS:
        if di > i or dj > j:
            continue
        found, pair = points[(i - di) * width + j - dj], None
        if di and dj:
            pair = near(a[i - 1], b[j - 1], rough) if di + dj == _ONE_EACH else _merged(a[i - di : i], b[j - dj : j], rough)
            if pair is None:
                continue
            found += pair.both * (di + dj)
        if found > points[i * width + j]:
            points[i * width + j] = found
            steps[i * width + j] = (di, dj, pair)


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


@lru_cache(maxsize=1 << 16)
def _merged(a: Words, b: Words, rough: Rough) -> Near | None:
    """Words of one side together against the other; none where nobody could take them for one."""
    one, other = _together(a), _together(b)
    # Runs of quite another length are no candidates.
    if not one or not other or min(len(one[0]), len(other[0])) < _HALF * max(len(one[0]), len(other[0])):
        return None
    return near(one, other, rough)


@lru_cache(maxsize=1 << 16)
def _together(words: Words) -> Variants:
    if len(words) == 1:
        return words[0]
    runs = [""]
    for word in words:
        runs = [run + variant for run in runs for variant in word[:2] or ("",)][:4]
    return tuple(runs)


def _by_cutting(a: Words, b: Words, rough: Rough) -> Laid:
    """A single run on the side of b: cut by the words of a, in the orders people use."""
    run = b[0][0] if b[0] else ""
    fitting = [_fitting(word, run) for word in a]
    order = max(_orders(len(a)), key=lambda order: alike.common("".join([fitting[place] for place in order]), run))
    words = [fitting[place] for place in order]
    alone = _by_partner(a, b, rough)
    if alone.pairs[0][2].both > _ALONE and alike.ratio("".join(words), run) < _WHOLE:
        return alone
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
    return max(variants, key=lambda one: alike.common(one, run) / len(one) if one else 0.0, default="")


def _cut(words: list[str], run: str) -> list[str]:
    """The run in as many parts as there are words: each begins where the first letter of its word was found."""
    owner = [k for k, word in enumerate(words) for _ in word]
    firsts: dict[int, int] = {}
    for i, j in alike.trace("".join(words), run):
        firsts.setdefault(owner[i], j)
    starts, latest = [], len(run)
    for k in range(len(words) - 1, -1, -1):
        latest = min(latest, firsts.get(k, latest))
        starts.append(latest if k else 0)
    starts.reverse()
    return [run[start:end] for start, end in zip(starts, [*starts[1:], len(run)], strict=True)]
