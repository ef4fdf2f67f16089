"""What two writings of one person can have in common: pieces of names joined, never a piece alone. Pure.

Statistics of names betray single pieces even behind a key (Nguyễn would be seen at once), so every word here joins two things.
"""

import unicodedata
from collections.abc import Callable, Iterable
from itertools import combinations

from madoguchi.tracing.terms.entries import ABOUT_SOUGHT, Denied, Part, Relation, Written

Compound = tuple[Part, str]

Pieces = Callable[[str], tuple[str, ...]]
"""A name as written into pieces that other writings of it share. The room `names` gives a better one."""

NEAR_YEARS = (-1, 0, 1)
_JOINS = "\x1f"
_D = str.maketrans({"đ": "d", "ð": "d", "ø": "o", "ł": "l"})


def plain_pieces(name: str) -> tuple[str, ...]:
    """The pieces of a name without marks, capitals and width; in one script only."""
    plain = folded(name)
    return tuple("".join(sign for sign in piece if sign.isalnum()) for piece in plain.split() if any(map(str.isalnum, piece)))


def folded(text: str) -> str:
    """A text without marks, capitals and width."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold().translate(_D))
    return " ".join("".join(sign for sign in apart if not unicodedata.combining(sign)).split())


def of_sought(who: Written, pieces: Pieces = plain_pieces, *, asks: bool) -> frozenset[Compound]:
    """The compounds of somebody. `asks`: of the side that looks, which is a year unsure of the year of birth."""
    return frozenset(found for name in who.names for found in _of_name(who, pieces(name), asks=asks))


def _of_name(who: Written, said: tuple[str, ...], *, asks: bool) -> Iterable[Compound]:
    if len(said) < 2:
        # One piece only: with year or home it says enough, alone it would be a single piece.
        yield from _beside(who, said, asks=asks)
        return
    yield Part.FULL, _JOINS.join(sorted(said))
    for pair in combinations(sorted(set(said)), 2):
        yield Part.PAIR, _JOINS.join(pair)
    yield from _beside(who, said, asks=asks)


def _beside(who: Written, said: tuple[str, ...], *, asks: bool) -> Iterable[Compound]:
    years = () if who.born is None else tuple(who.born + off for off in NEAR_YEARS) if asks else (who.born,)
    home = folded(who.home)
    for piece in set(said):
        for year in years:
            yield Part.YEAR, f"{piece}{_JOINS}{year}"
        if home:
            yield Part.HOME, f"{piece}{_JOINS}{home}"


def of_asker(who: Written, relation: Relation, pieces: Pieces = plain_pieces) -> frozenset[Compound]:
    """By what a beacon can deny an enquirer."""
    return frozenset({*(each for name in who.names for each in _asker(pieces(name))), (Part.RELATION, relation.value)})


def of_denied(denied: Iterable[Denied], pieces: Pieces = plain_pieces) -> frozenset[Compound]:
    """The same of a deny list. Whoever gives one piece of a name only denies nobody by it: it would deny thousands."""
    found: set[Compound] = set()
    for each in denied:
        found |= set(_asker(pieces(each.name)))
        if each.relation is not None and not each.name:
            found.add((Part.RELATION, each.relation.value))
    return frozenset(found)


def _asker(said: tuple[str, ...]) -> Iterable[Compound]:
    # Pairs, not the whole name: who is denied may leave a middle name out. Denied too often harms less than too seldom.
    for pair in combinations(sorted(set(said)), 2):
        yield Part.ASKER, _JOINS.join(pair)


def about_sought(parts: Iterable[Part]) -> frozenset[Part]:
    """Of some parts, those that speak of the sought person."""
    return frozenset(parts) & ABOUT_SOUGHT
