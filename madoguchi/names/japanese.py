"""Japanese: Latin spellings as sounds, and how well sounds can be read out of kanji."""

import re
from functools import lru_cache

from madoguchi.names.kana import settled

_ROMAJI = [
    (re.compile(r"[ōôò]"), "o"), (re.compile(r"[ūûù]"), "u"), (re.compile(r"tch"), "ch"), (re.compile(r"([ksztpbdgmr])\1"), r"\1"),
    (re.compile(r"sh(?=[auoe])"), "sy"), (re.compile(r"ch(?=[auoe])"), "ty"), (re.compile(r"j(?=[auoe])"), "zy"), (re.compile(r"sh"), "s"),
    (re.compile(r"ch"), "t"), (re.compile(r"ts"), "t"), (re.compile(r"j"), "z"), (re.compile(r"m(?=[bp])"), "n"),
    (re.compile(r"oh(?=[^aeiouy]|$)"), "o"), (re.compile(r"ou|oo|o-o"), "o"), (re.compile(r"uu"), "u"), (re.compile(r"ii"), "i"), (re.compile(r"l"), "r"),
]  # fmt: skip
_ROMAJI_WORD = re.compile(r"(?:(?:ky|gy|sh|sy|ch|ty|ts|ny|hy|by|py|my|ry|jy|zy|[kgsztdnhbpmrfjwy]|tch|kk|ss|tt|pp|cch|ssh)?[aiueo]|n(?![aiueoy])|m(?=[bp])|oh)+$")
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
    if len(reading) > 2 and reading[-2:] in ("tu", "ku", "ti", "ki"):
        forms.append(reading[:-2])
    return tuple(forms)


def read_out(sounds_: str, readings: tuple[tuple[str, ...], ...]) -> float:
    """How much of the signs is read out by these sounds, from 0 to 1: every sign should give its part, and nothing be left."""
    return _best(sounds_, readings) / max(len(readings), 1)


def _best(sounds_: str, readings: tuple[tuple[str, ...], ...]) -> float:
    if not readings:
        return -0.12 * len(sounds_)
    best = -9.0
    for reading in readings[0]:
        if reading and sounds_.startswith(reading):
            best = max(best, 1.0 + _best(sounds_[len(reading) :], readings[1:]))
    if sounds_.startswith("no"):
        # Between a family's two signs a "no" may be spoken that nobody writes.
        best = max(best, _best(sounds_[2:], readings) - 0.1)
    if best < len(readings) - 0.01:
        # A reading nobody listed: it takes one to four sounds and gives nothing.
        for length in (2, 4, 3, 1, 5, 6):
            if length <= len(sounds_):
                best = max(best, 0.15 + _best(sounds_[length:], readings[1:]))
    return best
