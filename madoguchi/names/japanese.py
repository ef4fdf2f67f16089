"""Japanese: Latin spellings as sounds, and how well sounds can be read out of kanji."""

import re
from functools import lru_cache

from madoguchi.names.kana import settled

_ROMAJI = [
    (re.compile(r"[ōôò]"), "o"), (re.compile(r"[ūûù]"), "u"), (re.compile(r"tch"), "ch"), (re.compile(r"([ksztpbdgmr])\1"),
    r"\1"),
    (re.compile(r"sh(?=[auoe])"), "sy"), (re.compile(r"ch(?=[auoe])"), "ty"), (re.compile(r"j(?=[auoe])"), "zy"),
    (re.compile(r"sh"), "s"),
    (re.compile(r"ch"), "t"), (re.compile(r"ts"), "t"), (re.compile(r"j"), "z"), (re.compile(r"m(?=[bp])"), "n"),
    (re.compile(r"oh(?=[^aeiouy]|$)"), "o"), (re.compile(r"ou|oo|o-o"), "o"), (re.compile(r"uu"), "u"), (re.compile(r"ii"),
    "i"), (re.compile(r"l"), "r"),
]  # fmt: skip
_ROMAJI_WORD = re.compile(
    r"(?:(?:ky|gy|sh|sy|ch|ty|ts|ny|hy|by|py|my|ry|jy|zy|[kgsztdnhbpmrfjwy]|tch|kk|ss|tt|pp|cch|ssh)?[aiueo]|n(?![aiueoy])|m(?=[bp])|oh)+$"
)
_VOICED = {"k": "g", "s": "z", "t": "d", "h": "b", "f": "b"}


@lru_cache(maxsize=1 << 16)
def is_romaji(word: str) -> bool:
    """Whether letters could be a Japanese word."""
    return _ROMAJI_WORD.match(word) is not None


@lru_cache(maxsize=1 << 16)
def sounds(word: str) -> tuple[str, ...]:
    """A Latin spelling as kana sounds; long vowels are short, as passports have them."""
    for pattern, instead in _ROMAJI:
        word = pattern.sub(instead, word)
    return (settled(word),)


def softened(reading: str) -> tuple[str, ...]:
    """A reading as it stands inside a word: voiced at its beginning, cut short before another."""
    forms = [reading]
    if reading[:1] in _VOICED:
        forms.append(_VOICED[reading[0]] + reading[1:])
        if reading[0] in "hf":
            forms.append("p" + reading[1:])
    if len(reading) > _SHORT and reading[-2:] in ("tu", "ku", "ti", "ki"):
        forms.append(reading[:-2])
    return tuple(forms)


Index = tuple[dict[str, tuple[str, ...]], ...]


def by_first_letter(readings: tuple[tuple[str, ...], ...]) -> Index:
    """The readings of each sign, where they are quickly found."""
    index = []
    for forms in readings:
        found: dict[str, tuple[str, ...]] = {}
        for form in forms:
            if form:
                found[form[0]] = (*found.get(form[0], ()), form)
        index.append(found)
    return tuple(index)


def read_out(run: str, signs: Index) -> float:
    """How much of the signs is read out by these sounds, from 0 to 1: every sign should give its part, and nothing be left."""
    # From the last sign to the first: what is best from each place of the run on.
    best = [-_LEFT * (len(run) - place) for place in range(len(run) + 1)]
    for readings in reversed(signs):
        best = [_from(run, place, readings, best) for place in range(len(run) + 1)]
    return max(best[0], 0.0) / max(len(signs), 1)


def _from(run: str, place: int, readings: dict[str, tuple[str, ...]], after: list[float]) -> float:
    """The best that one sign can do here: give one of its readings, or an unlisted one of a few sounds."""
    found = _UNLISTED + max(after[place + 1 : place + 7], default=_NEVER)
    skip = 2 if run.startswith("no", place) else 0
    for start in {place, place + skip}:
        # Between a family's two signs a "no" may be spoken that nobody writes.
        for reading in readings.get(run[start : start + 1], ()):
            if run.startswith(reading, start):
                found = max(found, 1.0 + after[start + len(reading)] - (0.1 if start > place else 0.0))
    return found


_SHORT = 2
_LEFT = 0.12
_UNLISTED = 0.15
_NEVER = -9.0
