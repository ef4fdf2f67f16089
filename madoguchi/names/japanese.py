"""Japanese: Latin spellings as sounds, and how well sounds can be read out of kanji."""

import re
from functools import lru_cache

from madoguchi.names.kana import settled
from madoguchi.names.spelling import once, respelt, rules

_ROMAJI = rules(
    (r"[ōôò]", "o"), (r"[ūûù]", "u"), (r"tch", "ch"), (r"([ksztpbdgmr])\1", once), (r"sh(?=[auoe])", "sy"),
    (r"ch(?=[auoe])", "ty"), (r"j(?=[auoe])", "zy"), (r"sh", "s"), (r"ch", "t"), (r"ts", "t"), (r"j", "z"), (r"m(?=[bp])", "n"),
    (r"oh(?=[^aeiouy]|$)", "o"), (r"ou|oo|o-o", "o"), (r"uu", "u"), (r"ii", "i"), (r"l", "r"),
)  # fmt: skip
_ROMAJI_WORD = re.compile(
    r"(?:(?:ky|gy|sh|sy|ch|ty|ts|ny|hy|by|py|my|ry|jy|zy|[kgsztdnhbpmrfjwy]|tch|kk|ss|tt|pp|cch|ssh)?(?:[aiue]|oh?(?![aiueoy])|o)|n(?![aiueoy])|m(?=[bp]))+$"
)
_VOICED = {"k": "g", "s": "z", "t": "d", "h": "b", "f": "b"}


def is_romaji(word: str) -> bool:
    """Whether letters could be a Japanese word."""
    return _ROMAJI_WORD.match(word) is not None


@lru_cache(maxsize=1 << 16)
def sounds(word: str) -> tuple[str, ...]:
    """A Latin spelling as kana sounds; long vowels are short, as passports have them."""
    return (settled(respelt(word, _ROMAJI)),)


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
    for readings in signs[:0:-1]:
        best = [_from(run, place, readings, best) for place in range(len(run) + 1)]
    return max(_from(run, 0, signs[0], best), 0.0) / len(signs) if signs else max(best[0], 0.0)


def _from(run: str, place: int, readings: dict[str, tuple[str, ...]], after: list[float]) -> float:
    """The best that one sign can do here: give one of its readings, or an unlisted one of a few sounds."""
    found = _UNLISTED + max(after[place + 1 : place + 7], default=_NEVER)
    for reading in readings.get(run[place : place + 1], ()):
        if run.startswith(reading, place):
            found = max(found, 1.0 + after[place + len(reading)])
    if run.startswith("no", place):
        # Between a family's two signs a "no" may be spoken that nobody writes.
        for reading in readings.get(run[place + 2 : place + 3], ()):
            if run.startswith(reading, place + 2):
                found = max(found, 1.0 + after[place + 2 + len(reading)] - 0.1)
    return found


_SHORT = 2
_LEFT = 0.12
_UNLISTED = 0.15
_NEVER = -9.0
