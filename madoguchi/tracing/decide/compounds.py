"""What two writings of one person can have in common: pieces of names joined, never a piece alone. Pure.

Statistics of names betray single pieces even behind a key (Nguyễn would be seen at once), so every word here joins two things.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, islice, product
from typing import Protocol

from madoguchi.tracing.terms.entries import Denied, Part, Relation, Written

Compound = tuple[Part, str]

Piece = tuple[str, ...]
"""One piece of a name, in every reading that another writing of it may share."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A name in pieces. `wholes`: the same as one word, in every reading and order that is tried; empty where it is one piece.

    `rough`: on the side that asks, what else the whole may be kept as.
    """

    pieces: tuple[Piece, ...]
    wholes: tuple[str, ...] = ()
    rough: tuple[str, ...] = ()


class Cuts(Protocol):
    """A name as written, in every way in which it can be cut. Whoever knows scripts gives readings; `plain_cuts` knows none."""

    def __call__(self, name: str, *, asks: bool) -> tuple[Cut, ...]:
        """`asks`: with everything that somebody else may have written for it."""


NEAR_YEARS = (-1, 1)
"""Of a year of birth, on the side that looks: families count differently."""
KEPT_AS: Mapping[Part, Part] = {Part.NEAR: Part.YEAR, Part.NEAR_PIECE: Part.PIECE, Part.ROUGH: Part.FULL}
"""As what the other side keeps a key of the side that looks: the same word, the same value."""
SPREADS = 4
"""In so many words a whole name can be kept, in one of them by each beacon: a common name shows as four less common ones, and a
few false beacons take away one of them."""
SPREAD = frozenset({Part.FULL, Part.ROUGH})
A_NAME = 2
"""Pieces that make a name; fewer are shared by too many."""
MOST_READINGS = 64
"""Of one pair: more would be guesses about guesses."""

_JOIN = "\x1f"
_LETTERS = str.maketrans({"đ": "d", "ð": "d", "ø": "o", "ł": "l"})


def plain_cuts(name: str, *, asks: bool) -> tuple[Cut, ...]:  # noqa: ARG001  both sides cut alike
    """A name cut where it has gaps, without marks, capitals and width; in one script only."""
    pieces = _words(name)
    whole = (_JOIN.join(sorted(pieces)),) if len(pieces) >= A_NAME else ()
    return (Cut(tuple((piece,) for piece in pieces), whole),)


def _words(name: str) -> tuple[str, ...]:
    pieces = ("".join(sign for sign in piece if sign.isalnum()) for piece in folded(name).split())
    return tuple(piece for piece in pieces if piece)


def folded(text: str) -> str:
    """A text without marks, capitals and width."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS))
    return " ".join("".join(sign for sign in apart if not unicodedata.combining(sign)).split())


def of_sought(who: Written, cuts: Cuts = plain_cuts, *, asks: bool, spread: int = 0) -> frozenset[Compound]:
    """The compounds of somebody. `asks`: of the side that looks, which is a year unsure of the year of birth.

    `spread`: one of `SPREADS`, drawn by chance for what is kept; whoever asks tries every one.
    """
    found = (each for name in who.names for cut in cuts(name, asks=asks) for each in _of_cut(who, cut, asks=asks))
    drawn = tuple(range(SPREADS)) if asks else (spread,)
    return frozenset(one for part, word in found for one in _spread(part, word, drawn))


def _spread(part: Part, word: str, drawn: tuple[int, ...]) -> Iterable[Compound]:
    if part in SPREAD:
        return ((part, f"{word}{_JOIN}{each}") for each in drawn)
    return ((part, word),)


def _of_cut(who: Written, said: Cut, *, asks: bool) -> Iterable[Compound]:
    home, born = folded(who.home), "" if who.born is None else str(who.born)
    near = [str(who.born + off) for off in NEAR_YEARS] if asks and who.born is not None else []
    yield from ((Part.FULL, whole) for whole in said.wholes)
    yield from ((Part.ROUGH, whole) for whole in said.rough)
    pairs = tuple(dict.fromkeys(_pairs(said)))
    # A run that nobody could cut stands for two pieces; whoever asks may have written any name as such a run.
    wholes = (*said.wholes, *said.rough) if asks or len(said.pieces) < A_NAME else ()
    for words in (*pairs, *wholes):
        if born:
            yield Part.YEAR, _JOIN.join((words, born))
        yield from ((Part.NEAR, _JOIN.join((words, year))) for year in near)
        if home:
            yield Part.HOME, _JOIN.join((words, home))
    # One piece of a name is no name by itself: with both a year and a home it says enough.
    for reading in dict.fromkeys(each for piece in said.pieces for each in piece) if home else ():
        if born:
            yield Part.PIECE, _JOIN.join((reading, born, home))
        yield from ((Part.NEAR_PIECE, _JOIN.join((reading, year, home))) for year in near)


def _pairs(said: Cut) -> Iterable[str]:
    for one, other in combinations(said.pieces, 2):
        for pair in islice(product(one, other), MOST_READINGS):
            yield _JOIN.join(sorted(pair))


def of_asker(who: Written, relation: Relation, talk: str, cuts: Cuts = plain_cuts) -> frozenset[Compound]:
    """By what a beacon can deny an enquirer: name, relation, and the conversation from which they ask under any name."""
    # Pairs, not the whole name: who is denied may leave a middle name out. Denied too often harms less than too seldom.
    by_name = ((Part.ASKER, word) for name in who.names for cut in cuts(name, asks=True) for word in _pairs(cut))
    return frozenset({*by_name, (Part.RELATION, relation.value), (Part.TALK, talk)})


def of_denied(denied: Iterable[Denied], cuts: Cuts = plain_cuts) -> frozenset[Compound]:
    """The same of a deny list. Whoever gives one piece of a name only denies nobody by it: it would deny thousands."""
    found: set[Compound] = set()
    for each in denied:
        found |= {(Part.ASKER, word) for cut in cuts(each.name, asks=True) for word in _pairs(cut)}
        if each.relation is not None:
            found.add((Part.RELATION, each.relation.value))
        if each.talk:
            found.add((Part.TALK, each.talk))
    return frozenset(found)
