"""Thai in Latin letters: as it is read, roughly, and letter by letter as libraries do.

Without a dictionary nobody knows every syllable; consonants carry the comparison, vowels only help.
"""

import re
from functools import lru_cache

from madoguchi.names.kana import settled
from madoguchi.names.spelling import TWICE, once, respelt, rules

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
           "โ": "o", "ใ": "ai", "ไ": "ai", "ๅ": "a",
           "\ue010": "ia", "\ue011": "uea", "\ue012": "o", "\ue013": "ao", "\ue014": "oe", "\ue015": "ua"}  # fmt: skip
_BEFORE = re.compile(r"([เแโใไ])(ห?[ก-ฮ](?:[รลว](?=[ก-ฮะ-ู]))?)")
# Vowels of several signs, as one sign that stands after the consonant.
_WRITTEN_AROUND = (
    (re.compile(r"เ([ก-ฮ]{1,2})ีย"), "\\1\ue010"), (re.compile(r"เ([ก-ฮ]{1,2})ือ"), "\\1\ue011"),
    (re.compile(r"เ([ก-ฮ]{1,2})าะ"), "\\1\ue012"), (re.compile(r"เ([ก-ฮ]{1,2})า"), "\\1\ue013"),
    (re.compile(r"เ([ก-ฮ]{1,2})ิ"), "\\1\ue014"), (re.compile(r"ัว$"), "\ue015"),
    (re.compile(r"รร(?=[ก-ฮ](?![ะ-ู\ue010-\ue015]))"), "ั"), (re.compile(r"รร"), "ัน"),
    (re.compile(r"(?<=[ก-ฮ])อ(?=[ก-ฮ]|$)"), "\ue012"), (re.compile(r"(?<=[ก-ฮ])ว(?=[ก-ฮ](?![ะ-ู\ue010-\ue015์]))"), "\ue015"),
)  # fmt: skip
_SILENT = re.compile(r"(?:ทร|[ก-ฮ])[ิุ]?์")
_TONES = str.maketrans("", "", "่้๊๋็ฺํ๎")
_LETTER = {"จ": "c", "อ": "x", "ฤ": "v", "ึ": "u", "ื": "u", "แ": "e", "ใ": "i", "ไ": "i", "ญ": "y"}


def is_thai(sign: str) -> bool:
    """Whether a sign belongs to the Thai block."""
    return "\u0e00" <= sign <= "\u0e7f"


@lru_cache(maxsize=1 << 16)
def letters(word: str) -> tuple[str, ...]:
    """A word as it is read (with its last consonants as they sound), and letter by letter."""
    bare = word.translate(_TONES)
    heard = _SILENT.sub("", bare)
    for pattern, instead in _WRITTEN_AROUND:
        heard = pattern.sub(instead, heard)
    return tuple(
        dict.fromkeys((sounded(_read(_BEFORE.sub(r"\2\1", heard))), _by_letter(_BEFORE.sub(r"\2\1", bare.replace("์", "")))))
    )


def _by_letter(word: str) -> str:
    return "".join(_LETTER.get(sign) or _FIRST.get(sign) or _VOWELS.get(sign, "") for sign in word)


_CLUSTER = re.compile("[กขคตปผพ][รลว]|ส[รว]|ศร|ทร|ห[งญนมยรลว]")
_LEADS_SILENTLY = {"ศร": "s", "สร": "s", "ทร": "s"} | {"ห" + sign: _FIRST[sign] for sign in "งญนมยรลว"}
_PARTS = re.compile("(?P<bare>(?:[ก-ฮ](?![ะ-ู\ue010-\ue015เแโใไๅ]))*)(?P<onset>[ก-ฮ]?)(?P<vowel>[ะ-ู\ue010-\ue015เแโใไๅ]*)")


def _read(word: str) -> str:
    """As it is read: consonants without a vowel close the syllable before, or are read with an o in pairs, alone with an a."""
    spelt, is_open, is_short = "", False, False
    for found in _PARTS.finditer(word):
        bare, onset, vowel = found["bare"], found["onset"], found["vowel"]
        if bare and onset and _CLUSTER.fullmatch(bare[-1] + onset):
            bare, onset = bare[:-1], bare[-1] + onset
        if bare and (is_short or (is_open and len(bare) % _PAIR)):
            spelt, bare = spelt + _last(bare[0]), bare[1:]
        spelt += _without_vowels(bare, ends=not onset) + _leading(onset) + "".join(_VOWELS.get(sign, "") for sign in vowel)
        is_short = vowel.endswith("ั")
        is_open = bool(onset) and not vowel.endswith(("ไ", "ใ", "ำ", "ะ"))
    return spelt


_PAIR = 2


def _last(sign: str) -> str:
    return "n" if sign == "ญ" else _LAST.get(_FIRST[sign], "")


def _leading(onset: str) -> str:
    return _LEADS_SILENTLY.get(onset) or "".join(_FIRST[sign] for sign in onset)


def _without_vowels(bare: str, *, ends: bool) -> str:
    """Consonants alone: กมล is ka-mon. One that is left at the end of a word is silent."""
    spelt = ""
    if len(bare) % _PAIR:
        if ends and len(bare) == 1:
            return ""
        spelt, bare = _FIRST[bare[0]] + "a", bare[1:]
    for place in range(0, len(bare), _PAIR):
        spelt += _FIRST[bare[place]] + "o" + _last(bare[place + 1])
    return spelt


# What spellings of one Thai sound disagree on, vowels left in: porn and phon, jaidee and chaidi.
_SOUNDED = rules(
    (r"ee", "i"), (r"oo", "u"), (r"(?<=[aiu])tra$", "t"), (r"sh", "ch"), (r"bh|ph|p", "p"),
    (r"dh|th|t", "t"), (r"kh|gh|ck|k", "k"), (r"chh?|j", "c"), (r"v", "w"),
    (r"(?<=[aeiou])r(?![aeiou])", ""), (r"ay(?![aeiou])", "ai"), (r"l(?![aeiou])", "n"), (r"ng", "g"), (r"([a-z])\1", once),
)  # fmt: skip


@lru_cache(maxsize=1 << 16)
def sounded(word: str) -> str:
    """Letters as far as spellings of what is heard agree."""
    return respelt(word, _SOUNDED)


_ROUGH = rules(
    (r"kh|k", "k"), (r"chh?|c|j", "c"), (r"th", "t"), (r"ph", "p"), (r"x", ""), (r"(?<!^)[dtsc](?![aeiou])", "t"), (r"d", "t"),
    (r"b|f|v", "p"), (r"ng", "N"), (r"[rl](?![aeiou])", "n"), (r"l", "r"), (r"ae|e", "e"), (r"ue|u", "u"), (r"oe|o", "o"),
    (r"w(?![aeiou])", "o"), (r"y(?![aeiou])", "i"), (r"[aeo]", ""), TWICE,
)  # fmt: skip


_IN_KANA = rules(
    (r"g(?![aeiou])", "n"), (r"c", "ti"), (r"ae", "e"), (r"ue", "u"), (r"oe", "o"), (r"l", "r"), (r"y(?![aeiou])", "i"),
    (r"w(?![aeiou])", "o"), (r"w", "u"), (r"(?<=[td])(?![aeiouy])", "o"), (r"(?<=[kgpbsfmr])(?![aeiouy])", "u"),
)  # fmt: skip


@lru_cache(maxsize=1 << 16)
def sounds(spelt: str) -> str:
    """What is heard, as kana has it."""
    return settled(respelt(sounded(spelt), _IN_KANA))


_BY_LETTER = re.compile(r"[bcdfgjklmnpqrstvwxz]{3}|x(?![aeiou])|^x|[bcdrv]$")


@lru_cache(maxsize=1 << 16)
def is_by_letter(word: str) -> bool:
    """Whether Latin letters look like Thai put over letter by letter."""
    return _BY_LETTER.search(word.replace("ng", "n").replace("h", "")) is not None


@lru_cache(maxsize=1 << 16)
def rough(word: str) -> str:
    """Letters as far as both ways of writing agree."""
    return respelt(word, _ROUGH)
