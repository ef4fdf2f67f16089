"""Devanagari in Latin letters, as Nepali names are usually spelt: the unspoken a left out."""

import re
from functools import lru_cache

_CONSONANTS = {
    "क": "k", "ख": "kh", "ग": "g", "घ": "gh", "ङ": "ng", "च": "ch", "छ": "chh", "ज": "j", "झ": "jh", "ञ": "n", "ट": "t",
    "ठ": "th",
    "ड": "d", "ढ": "dh", "ण": "n", "त": "t", "थ": "th", "द": "d", "ध": "dh", "न": "n", "प": "p", "फ": "ph", "ब": "b", "भ": "bh",
    "म": "m", "य": "y", "र": "r", "ल": "l", "व": "w", "श": "sh", "ष": "sh", "स": "s", "ह": "h", "ळ": "l",
}  # fmt: skip
_SIGNS = {"ा": "a", "ि": "i", "ी": "i", "ु": "u", "ू": "u", "ृ": "ri", "े": "e", "ै": "ai", "ो": "o", "ौ": "au", "ॉ": "o", "ॅ": "e"}
_STANDING = {
    "अ": "a",
    "आ": "a",
    "इ": "i",
    "ई": "i",
    "उ": "u",
    "ऊ": "u",
    "ऋ": "ri",
    "ए": "e",
    "ऐ": "ai",
    "ओ": "o",
    "औ": "au",
    "ऑ": "o",
}
_NASAL = {"ं": "n", "ँ": "n", "ः": "h"}
_STOP = "्"
_NUKTA = "़"
_UNSPOKEN = "@"
# An inherent a is dropped at the end, and between two consonants that have vowels around them.
_ONE = r"(?:[kgcjtdpbs]h|ng|[kgcjtdnpbmyrlwsh])"
_BEFORE = r"(?:(?<=[aeiou@][kgcjtdnpbmyrlwsh])|(?<=[aeiou@][kgcjtdpbs]h)|(?<=[aeiou@]ng))"
_DROPPED = re.compile(rf"{_BEFORE}@(?:$|(?={_ONE}[aeiou]))")


def is_devanagari(sign: str) -> bool:
    """Whether a sign belongs to the Devanagari block."""
    return "\u0900" <= sign <= "\u097f"


@lru_cache(maxsize=1 << 16)
def letters(word: str) -> tuple[str, ...]:
    """A word in letters: with the unspoken a dropped, and with every a written as scholars do."""
    written = _written(word)
    spoken = _DROPPED.sub("", written).replace(_UNSPOKEN, "a")
    full = written.replace(_UNSPOKEN, "a")
    return (spoken,) if spoken == full else (spoken, full)


def _written(word: str) -> str:
    spelt = ""
    for sign in word.replace("ज्ञ", "ग्य"):
        if sign in _CONSONANTS:
            spelt += _CONSONANTS[sign] + _UNSPOKEN
        elif sign in _SIGNS:
            spelt = spelt.removesuffix(_UNSPOKEN) + _SIGNS[sign]
        elif sign == _STOP:
            spelt = spelt.removesuffix(_UNSPOKEN)
        elif sign != _NUKTA:
            spelt += _STANDING.get(sign, _NASAL.get(sign, ""))
    return spelt
