"""One written form of a name: its script, its words, and the languages it could belong to.

A language is guessed from letters alone, as a set: most short names could belong to several.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from madoguchi.names import burmese, chinese, folding, han, japanese, korean, vietnamese
from madoguchi.names.terms import Script, Tongue

_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "hon",
        "jr",
        "sr",
        "ii",
        "iii",
        "iv",
        "drs",
        "hj",
        "मा",
        "डा",
        "श्री",
        "प्रा",
        "माननीय",
        "emperor",
    ]
)


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A form as read; two are the same only when they are one reading, which makes it a quick key."""

    text: str
    script: Script
    words: tuple[str, ...]
    tongues: frozenset[Tongue]
    sure: Tongue | None
    marked: bool = False


@lru_cache(maxsize=1 << 16)
def read(text: str) -> Form:
    """A form out of what somebody wrote."""
    plain = folding.plain(_HUMP.sub(" ", text[:LONGEST]))
    if burmese.is_zawgyi(plain):
        plain = burmese.from_zawgyi(plain)
    script = _script(plain)
    words = tuple(folding.words(plain))
    if script is Script.LATIN and words:
        words = _latin_words(words)
    if not _TITLES.isdisjoint(words):
        words = tuple(word for word in words if word not in _TITLES) or words
    words = words[:MOST_WORDS]
    tongues, sure = _BY_SCRIPT.get(script) or (_latin_tongues(words) if words else _NO_WORDS)
    marked = sure is Tongue.VIETNAMESE and any(map(vietnamese.has_own_marks, words))
    return Form(text, script, words, tongues, sure, marked)


# AungKyawMin is three words.
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
# Nobody's name is longer; more of a text than this is not looked at.
LONGEST = 200
MOST_WORDS = 12
_NO_WORDS: tuple[frozenset[Tongue], Tongue | None] = (frozenset({Tongue.OTHER}), None)
_BY_SCRIPT: dict[Script, tuple[frozenset[Tongue], Tongue | None]] = {
    Script.KANA: (frozenset(Tongue), None),
    Script.HAN: (frozenset({Tongue.CHINESE, Tongue.VIETNAMESE, Tongue.KOREAN, Tongue.JAPANESE}), None),
    Script.HANGUL: (frozenset({Tongue.KOREAN}), Tongue.KOREAN),
    Script.DEVANAGARI: (frozenset({Tongue.NEPALI}), Tongue.NEPALI),
    Script.BURMESE: (frozenset({Tongue.BURMESE}), Tongue.BURMESE),
    Script.THAI: (frozenset({Tongue.THAI}), Tongue.THAI),
}
# The last sign of each run of code points that matters, and what it belongs to.
_RANGES = (
    (0x08FF, Script.LATIN), (0x097F, Script.DEVANAGARI), (0x0DFF, Script.LATIN), (0x0E7F, Script.THAI), (0x0FFF, Script.LATIN),
    (0x109F, Script.BURMESE), (0x3004, Script.LATIN), (0x3006, Script.HAN), (0x3040, Script.LATIN), (0x30FF, Script.KANA),
    (0x33FF, Script.LATIN), (0x9FFF, Script.HAN), (0xABFF, Script.LATIN), (0xD7A3, Script.HANGUL), (0xF8FF, Script.LATIN),
    (0xFAFF, Script.HAN), (0x1FFFF, Script.LATIN), (0x3FFFF, Script.HAN), (0x10FFFF, Script.LATIN),
)  # fmt: skip
_LAST_SIGNS = [last for last, _ in _RANGES]
# Nearly every form is of one script throughout: a letter of it, then nothing that could be a letter of another.
_THROUGHOUT = re.compile(
    "(?P<LATIN>[a-z\u00df-\u00f6\u00f8-\u024f\u1e00-\u1eff][ -\u024f\u0300-\u036f\u1e00-\u1eff]*)"
    "|(?P<KANA>[\u30a1-\u30fa\u3041-\u3096][ -@\u3041-\u30ff]*)|(?P<HAN>[\u4e00-\u9fff][ -@\u30fb\u4e00-\u9fff]*)"
    "|(?P<HANGUL>[\uac00-\ud7a3][ -@\uac00-\ud7a3]*)|(?P<DEVANAGARI>[\u0904-\u0939][ -@\u0900-\u097f]*)"
)


@lru_cache(maxsize=1 << 14)
def _script_of(sign: str) -> Script:
    return _RANGES[bisect_left(_LAST_SIGNS, ord(sign))][1]


def _script(plain: str) -> Script:
    """The script of most letters."""
    if plain.isascii():
        return Script.LATIN
    if found := _THROUGHOUT.fullmatch(plain):
        return _SCRIPTS[found.lastgroup]
    counts = Counter(_script_of(sign) for sign in plain if sign.isalpha())
    return max(counts, key=lambda script: counts[script]) if counts else Script.LATIN


_SCRIPTS: dict[str | None, Script] = {script.name: script for script in Script}


def _latin_words(words: tuple[str, ...]) -> tuple[str, ...]:
    typed = tuple(map(vietnamese.from_keys, words))
    if typed == words or not any(map(vietnamese.is_typed, words)) or not all(map(vietnamese.is_syllable, typed)):
        return words
    ends = {folding.unmarked(typed[0]), folding.unmarked(typed[-1])}
    return typed if ends & VIETNAMESE_FAMILIES else words


# What one Latin word could be, by its letters. Each is asked only while all words before could be it too.


@lru_cache(maxsize=1 << 16)
def _is_chinese(word: str) -> bool:
    bare = folding.unmarked(word)
    return bare in _ABROAD or 0 < len(chinese.apart(bare)) <= _SYLLABLES_OF_A_NAME or bool(chinese.from_older(bare))


@lru_cache(maxsize=1 << 16)
def _is_korean(word: str) -> bool:
    return bool(korean.sounds_of_letters(folding.unmarked(word)))


@lru_cache(maxsize=1 << 16)
def _is_burmese(word: str) -> bool:
    bare = folding.unmarked(word)
    return not bare or bool(burmese.apart(bare))


@lru_cache(maxsize=1 << 16)
def _is_japanese(word: str) -> bool:
    return japanese.is_romaji(folding.unmarked(word))


_MAY_BE: dict[Tongue, Callable[[str], bool]] = {
    Tongue.VIETNAMESE: vietnamese.is_syllable,
    Tongue.CHINESE: _is_chinese,
    Tongue.KOREAN: _is_korean,
    Tongue.JAPANESE: _is_japanese,
    Tongue.BURMESE: _is_burmese,
}
_SYLLABLES_OF_A_NAME = 2
_ABROAD = frozenset(spelling for spellings in han.families_abroad().values() for spelling in spellings)
VIETNAMESE_FAMILIES = frozenset(
    """nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh doan lam trinh mai dao truong cao ha
    ta to chau luong phung luu thai kieu quach vuong chu tang bach nghiem than luc trieu hua tu mac giang dam lai
    tong ninh phi kim doan tieu""".split()  # noqa: SIM905
)
_FAMILIES: dict[Tongue, frozenset[str]] = {
    Tongue.VIETNAMESE: VIETNAMESE_FAMILIES,
    Tongue.CHINESE: han.FAMILIES_IN_PINYIN | _ABROAD,
    Tongue.KOREAN: korean.FAMILIES,
}
_ONLY_OTHER = frozenset({Tongue.OTHER})


def _latin_tongues(words: tuple[str, ...]) -> tuple[frozenset[Tongue], Tongue | None]:
    """The languages all words could belong to, and the one that marks or a family name point to."""
    if any(map(vietnamese.has_own_marks, words)):
        return frozenset({Tongue.VIETNAMESE}), Tongue.VIETNAMESE
    if len(words) == 1:
        return _of_one_run(words[0])
    whole = [word for word in words if len(word) > 1]
    found = frozenset([tongue for tongue, may_be in _MAY_BE.items() if all(map(may_be, whole))])
    telling = _telling(words)
    if not found and telling:
        # A typing error may spoil one word of a name that tells its language by another.
        found = frozenset(tongue for tongue in telling if sum(not _MAY_BE[tongue](word) for word in whole) == 1)
    if Tongue.CHINESE in telling - found and all(map(_is_chinese_abroad, whole)):
        found |= {Tongue.CHINESE}
    named = found & telling
    return found | _ONLY_OTHER, next(iter(named)) if len(named) == 1 else None


@lru_cache(maxsize=1 << 16)
def _is_chinese_abroad(word: str) -> bool:
    return _is_chinese(word) or bool(han.from_hong_kong(folding.unmarked(word)))


@lru_cache(maxsize=1 << 16)
def _families(word: str) -> frozenset[Tongue]:
    """The languages in which a word is a family name."""
    bare = folding.unmarked(word)
    return frozenset(tongue for tongue, families in _FAMILIES.items() if bare in families)


def _telling(words: tuple[str, ...]) -> frozenset[Tongue]:
    """The languages that a family name at either end points to; Burmese, which has none, shows in any word."""
    found = _families(words[0]) | _families(words[-1])
    return found if burmese.ONLY_HERE.isdisjoint(words) else found | {Tongue.BURMESE}


def _of_one_run(run: str) -> tuple[frozenset[Tongue], Tongue | None]:
    syllables = vietnamese.apart(run)
    if syllables and syllables[0] in VIETNAMESE_FAMILIES:
        return frozenset({Tongue.VIETNAMESE, Tongue.BURMESE}), Tongue.VIETNAMESE
    return _ONLY_OTHER.union(tongue for tongue, may_be in _MAY_BE.items() if may_be(run)), None
