"""Thai in Latin letters: as it is read, roughly, and letter by letter as libraries do.

Without a dictionary nobody knows every syllable; consonants carry the comparison, vowels only help.
"""

import re
from functools import lru_cache

from madoguchi.names.spelling import TWICE, respelt, rules

_FIRST = {
    "ก": "k", "ข": "kh", "ฃ": "kh", "ค": "kh", "ฅ": "kh", "ฆ": "kh", "ง": "ng", "จ": "ch", "ฉ": "ch", "ช": "ch", "ซ": "s",
    "ฌ": "ch",
    "ญ": "y", "ฎ": "d", "ฏ": "t", "ฐ": "th", "ฑ": "th", "ฒ": "th", "ณ": "n", "ด": "d", "ต": "t", "ถ": "th", "ท": "th", "ธ": "th",
    "น": "n", "บ": "b", "ป": "p", "ผ": "ph", "ฝ": "f", "พ": "ph", "ฟ": "f", "ภ": "ph", "ม": "m", "ย": "y", "ร": "r", "ล": "l",
    "ว": "w", "ศ": "s", "ษ": "s", "ส": "s", "ห": "h", "ฬ": "l", "อ": "", "ฮ": "h", "ฤ": "rue",
}  # fmt: skip
_LAST = {"k": "k", "kh": "k", "ch": "t", "s": "t", "y": "y", "d": "t", "t": "t", "th": "t", "b": "p", "p": "p", "ph": "p",
"f": "p",
         "r": "n", "l": "n", "n": "n", "m": "m", "ng": "ng", "w": "o"}  # fmt: skip
_VOWELS = {"ะ": "a", "ั": "a", "า": "a", "ำ": "am", "ิ": "i", "ี": "i", "ึ": "ue", "ื": "ue", "ุ": "u", "ู": "u", "เ": "e",
"แ": "ae",
           "โ": "o", "ใ": "ai", "ไ": "ai", "ๅ": "a"}  # fmt: skip
_BEFORE = re.compile(r"([เแโใไ])(ห?[ก-ฮ](?:[รลว](?=[ก-ฮะ-ู]))?)")
_SILENT = re.compile(r"[ก-ฮ][ิุ]?์")
_TONES = str.maketrans("", "", "่้๊๋็ฺํ๎")
_LETTER = {"จ": "c", "อ": "x", "ฤ": "v", "ึ": "u", "ื": "u", "แ": "e", "ใ": "i", "ไ": "i", "ญ": "y"}


def is_thai(sign: str) -> bool:
    """Whether a sign belongs to the Thai block."""
    return "\u0e00" <= sign <= "\u0e7f"


@lru_cache(maxsize=1 << 16)
def letters(word: str) -> tuple[str, ...]:
    """A word as it is read (with its last consonants as they sound), and letter by letter."""
    bare = word.translate(_TONES)
    heard = _BEFORE.sub(r"\2\1", _SILENT.sub("", bare))
    return tuple(dict.fromkeys((_read(heard), _by_letter(_BEFORE.sub(r"\2\1", bare.replace("์", ""))))))


def _by_letter(word: str) -> str:
    return "".join(_LETTER.get(sign) or _FIRST.get(sign) or _VOWELS.get(sign, "") for sign in word)


def _read(word: str) -> str:
    spelt = ""
    for place, sign in enumerate(word):
        after = word[place + 1] if place + 1 < len(word) else ""
        if sign == "ห" and after and after in "งญนมยรลว":
            continue
        if sign == "ร" and after == "ร":
            spelt += "a"
        elif sign in _FIRST:
            spelt += _consonant(sign, after, spelt)
        else:
            spelt += _VOWELS.get(sign, "")
    return spelt


def _consonant(sign: str, after: str, before: str) -> str:
    first = _FIRST[sign]
    if sign == "อ" and before and before[-1] not in "aeiou":
        return "o"
    if after in _VOWELS and after:
        return first
    closes = before[-1:] in ("a", "e", "i", "o", "u")
    if closes:
        return _LAST.get(first, first)
    return first


_ROUGH = rules(
    (r"kh|k", "k"), (r"chh?|c|j", "c"), (r"th", "t"), (r"ph", "p"), (r"x", ""), (r"(?<!^)[dtsc](?![aeiou])", "t"), (r"d", "t"),
    (r"b|f|v", "p"), (r"ng", "N"), (r"[rl](?![aeiou])", "n"), (r"l", "r"), (r"ae|e", "e"), (r"ue|u", "u"), (r"oe|o", "o"),
    (r"w(?![aeiou])", "o"), (r"y(?![aeiou])", "i"), (r"[aeo]", ""), TWICE,
)  # fmt: skip


_BY_LETTER = re.compile(r"[bcdfgjklmnpqrstvwxz]{3}|x(?![aeiou])|^x|[bcdrv]$")


@lru_cache(maxsize=1 << 16)
def is_by_letter(word: str) -> bool:
    """Whether Latin letters look like Thai put over letter by letter."""
    return _BY_LETTER.search(word.replace("ng", "n").replace("h", "")) is not None


@lru_cache(maxsize=1 << 16)
def rough(word: str) -> str:
    """Letters as far as both ways of writing agree."""
    return respelt(word, _ROUGH)
