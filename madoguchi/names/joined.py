"""Kana written without gaps, cut where a piece may end: グエンティホアン is three syllables.

Guesses: several cuts may fit, the likeliest comes first.
"""

import re
from functools import cache, lru_cache

from madoguchi.names import chinese, han, kana, korean, shelf, vietnamese
from madoguchi.names.forms import VIETNAMESE_FAMILIES

_NEVER_FIRST = frozenset("ァィゥェォャュョンーッぁぃぅぇぉゃゅょんっ")
_LONGEST = 6
"""Kana of one syllable: ングエン is five."""
_LONGEST_FAMILY = 5
_MOST = 6
_LEAST = 4
"""Large kana of a run that is cut: グエン and マリア are one piece."""
_SMALL = re.compile("[ァィゥェォャュョッーぁぃぅぇぉゃゅょっ]")
_KOREAN = 3
"""The column of the table with Hangul."""
_MIDDLE = frozenset({"ti", "ban"})


@lru_cache(maxsize=1 << 14)
def cuts(run: str) -> tuple[tuple[str, ...], ...]:
    """The ways to cut a run of kana: into Vietnamese syllables with a family name at one end, then as a Chinese or Korean name.

    Empty for what may well be one piece: a short run, a single syllable.
    """
    if len(_SMALL.sub("", run)) < _LEAST or _is_syllable(run):
        return ()
    syllables = [cut for cut in _ways(run, 0, _MOST) if _has_family(cut)]
    return (*sorted(syllables, key=_unlikely), *_after_family(run))


def _after_family(run: str) -> tuple[tuple[str, ...], ...]:
    """A family name of China or Korea and one or two syllables after it, the longest family name first."""
    ends = range(min(_LONGEST_FAMILY, len(run) - 1), 0, -1)
    found = ((run[:end], run[end:]) for end in ends if run[end] not in _NEVER_FIRST)
    return tuple(cut for cut in found if not _neighbours().isdisjoint(kana.spoken(cut[0])) and _is_given(cut[1]))


def _is_given(run: str) -> bool:
    parts = ((run,), *((run[:end], run[end:]) for end in range(1, len(run)) if run[end] not in _NEVER_FIRST))
    return any(all(not _syllables_beside().isdisjoint(kana.spoken(one)) for one in each) for each in parts)


@cache
def _neighbours() -> frozenset[str]:
    chinese_ = (chinese.sounds.__wrapped__((family,)) for family in han.FAMILIES_IN_PINYIN)
    korean_ = (korean.sounds_of_letters.__wrapped__(family) for family in korean.FAMILIES)
    return frozenset(sound for sounds_ in (*chinese_, *korean_) for sound in sounds_)


@cache
def _syllables_beside() -> frozenset[str]:
    """How every Han sign may sound in kana, in China and in Korea."""
    rows = shelf.rows("han.tsv")
    chinese_ = {syllable for row in rows for syllable in row[1].split()}
    korean_ = {syllable for row in rows for syllable in row[_KOREAN].split()}
    heard = (*(chinese.sounds.__wrapped__((one,)) for one in chinese_), *(korean.sounds.__wrapped__(one) for one in korean_))
    return frozenset(sound for sounds_ in heard for sound in sounds_)


def _ways(run: str, start: int, at_most: int) -> list[tuple[str, ...]]:
    if start == len(run):
        return [()]
    if at_most == 0 or run[start] in _NEVER_FIRST - {"ン", "ん"}:
        return []
    ways: list[tuple[str, ...]] = []
    for end in range(start + 1, min(start + _LONGEST, len(run)) + 1):
        piece = run[start:end]
        if (end < len(run) and run[end] in _NEVER_FIRST - {"ン", "ん"}) or not _is_syllable(piece):
            continue
        ways.extend((piece, *rest) for rest in _ways(run, end, at_most - 1))
    return ways


@lru_cache(maxsize=1 << 14)
def sounds(piece: str) -> tuple[str, ...]:
    """A piece of kana as sounds; ング at the beginning, letter by letter, is the same as グ."""
    return kana.spoken(_NASAL.sub("", piece))


_NASAL = re.compile("^[ンん](?=[ガギグゲゴがぎぐげご])")


def _is_syllable(piece: str) -> bool:
    return any(sound in vietnamese.heard() for sound in sounds(piece))


@cache
def _families() -> frozenset[str]:
    return frozenset(sound for family in VIETNAMESE_FAMILIES for sound in vietnamese.sounds.__wrapped__(family))


def _is_family(piece: str) -> bool:
    return not _families().isdisjoint(sounds(piece))


def _has_family(cut: tuple[str, ...]) -> bool:
    return _is_family(cut[0]) or _is_family(cut[-1])


def _unlikely(cut: tuple[str, ...]) -> tuple[float, tuple[str, ...]]:
    """Few pieces, the family name first, Thi or Van after it: what most names are."""
    middle = not _MIDDLE.isdisjoint(sounds(cut[1]))
    return len(cut) - 1.5 * _is_family(cut[0]) - middle, cut
