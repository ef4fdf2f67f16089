"""What two writings of one person can have in common: pieces of names joined, never a piece alone. Pure.

Statistics of names betray single pieces even behind a key (Nguyễn would be seen at once), so every word here joins two things.
"""

import unicodedata
from collections.abc import Callable, Iterable
from itertools import combinations, islice, product

from madoguchi.tracing.terms.entries import Denied, Part, Relation, Written

Compound = tuple[Part, str]

Piece = frozenset[str]
"""One piece of a name, in every reading that another writing of it may share."""

Cut = tuple[Piece, ...]
"""A name in pieces."""

Cuts = Callable[[str], tuple[Cut, ...]]
"""A name as written, in every way in which it can be cut. Whoever knows scripts gives readings; `plain_cuts` knows none."""

NEAR_YEARS = (-1, 0, 1)
A_NAME = 2
"""Pieces that make a name; fewer are shared by too many."""
MOST_READINGS = 64
"""Of one whole name, or of one pair: more would be guesses about guesses."""

_JOIN = "\x1f"
_LETTERS = str.maketrans({"đ": "d", "ð": "d", "ø": "o", "ł": "l"})


def plain_cuts(name: str) -> tuple[Cut, ...]:
    """A name cut where it has gaps, without marks, capitals and width; in one script only."""
    return (tuple(frozenset({piece}) for piece in _words(name)),)


def _words(name: str) -> tuple[str, ...]:
    pieces = ("".join(sign for sign in piece if sign.isalnum()) for piece in folded(name).split())
    return tuple(piece for piece in pieces if piece)


def folded(text: str) -> str:
    """A text without marks, capitals and width."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS))
    return " ".join("".join(sign for sign in apart if not unicodedata.combining(sign)).split())


def of_sought(who: Written, cuts: Cuts = plain_cuts, *, asks: bool) -> frozenset[Compound]:
    """The compounds of somebody. `asks`: of the side that looks, which is a year unsure of the year of birth."""
    return frozenset(found for name in who.names for cut in cuts(name) for found in _of_cut(who, cut, asks=asks))


def _of_cut(who: Written, said: Cut, *, asks: bool) -> Iterable[Compound]:
    # A name of one piece is no name by itself: with a year or a home it says enough.
    if len(said) >= A_NAME:
        for whole in islice(product(*map(sorted, said)), MOST_READINGS):
            yield Part.FULL, _JOIN.join(sorted(whole))
        yield from ((Part.PAIR, word) for word in _pairs(said))
    home = folded(who.home)
    years = () if who.born is None else tuple(who.born + off for off in NEAR_YEARS) if asks else (who.born,)
    for reading in (each for piece in said for each in piece):
        for year in years:
            yield Part.YEAR, f"{reading}{_JOIN}{year}"
        if home:
            yield Part.HOME, f"{reading}{_JOIN}{home}"


def _pairs(said: Cut) -> Iterable[str]:
    for one, other in combinations(said, 2):
        for pair in islice(product(sorted(one), sorted(other)), MOST_READINGS):
            yield _JOIN.join(sorted(pair))


def of_asker(who: Written, relation: Relation, talk: str, cuts: Cuts = plain_cuts) -> frozenset[Compound]:
    """By what a beacon can deny an enquirer: name, relation, and the conversation from which they ask under any name."""
    # Pairs, not the whole name: who is denied may leave a middle name out. Denied too often harms less than too seldom.
    by_name = ((Part.ASKER, word) for name in who.names for cut in cuts(name) for word in _pairs(cut))
    return frozenset({*by_name, (Part.RELATION, relation.value), (Part.TALK, talk)})


def of_denied(denied: Iterable[Denied], cuts: Cuts = plain_cuts) -> frozenset[Compound]:
    """The same of a deny list. Whoever gives one piece of a name only denies nobody by it: it would deny thousands."""
    found: set[Compound] = set()
    for each in denied:
        found |= {(Part.ASKER, word) for cut in cuts(each.name) for word in _pairs(cut)}
        if each.relation is not None:
            found.add((Part.RELATION, each.relation.value))
        if each.talk:
            found.add((Part.TALK, each.talk))
    return frozenset(found)
