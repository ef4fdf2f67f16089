"""Kana as sounds: half or full width, hiragana or katakana, small signs written large.

The sounds are a small alphabet of Latin letters (a consonant, perhaps y or w, a vowel), the same for every language; what a clerk
may write in two ways (ティ テイ チ, ファ フア, ヴァ バ, long or short) sounds the same here.
"""

import re
from functools import lru_cache

_ROWS = {
    "": "アイウエオ",
    "k": "カキクケコ",
    "g": "ガギグゲゴ",
    "s": "サシスセソ",
    "z": "ザジズゼゾ",
    "t": "タチツテト",
    "d": "ダヂヅデド",
    "n": "ナニヌネノ",
    "h": "ハヒフヘホ",
    "b": "バビブベボ",
    "p": "パピプペポ",
    "m": "マミムメモ",
    "r": "ラリルレロ",
}
_SOUNDS = {kana: consonant + vowel for consonant, row in _ROWS.items() for kana, vowel in zip(row, "aiueo", strict=True)}
_SOUNDS |= {"ヤ": "ya", "ユ": "yu", "ヨ": "yo", "ワ": "wa", "ヰ": "i", "ヱ": "e", "ヲ": "o", "ン": "n", "ヴ": "vu", "フ": "fu"}
_SOUNDS |= {"ヷ": "va", "ヸ": "vi", "ヹ": "ve", "ヺ": "vo", "ヂ": "zi", "ヅ": "zu", "ー": "", "ッ": "", "ヽ": "", "ヾ": ""}
_LARGE = str.maketrans("ァィゥェォャュョヮヵヶ", "アイウエオヤユヨワカケ")
_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)} | {0x309D: 0x30FD, 0x309E: 0x30FE}

# A foreign name: テイ is ティ written large, トウ is トゥ. In a Japanese name they are te-i and a long o.
_FOREIGN_SIGNS = re.compile("[ァィゥェォぁぃぅぇぉヴ]")
_FOREIGN = re.compile(r"([td])(?:ei|ou)")
_LONG = re.compile(r"ou|oo|uu|ii|aa|ee")
# Each only where its letter stands at all: most words need none or two of them.
_FOLDS = [
    ("v", re.compile(r"vu(?=[aieo])|v"), "b"),
    ("hw", re.compile(r"hwu"), "fu"),
    ("hu", re.compile(r"hu"), "fu"),
    ("hw", re.compile(r"hw(?=[aieo])"), "f"),
    ("f", re.compile(r"fu(?=[aieo])|fw"), "f"),
    ("i", re.compile(r"(?<=[ksztdnhbpmrfg])i(?:y(?=[auoe])|(?=[auoe]))"), "y"),
    ("yi", re.compile(r"yi"), "i"),
    ("wui", re.compile(r"wui"), "wi"),
    ("u", re.compile(r"(?<=[kg])uw?(?=[aieo])"), "w"),
    ("i", re.compile(r"^i(?=[auoe])|(?<=n)i(?=[auoe])"), "y"),
    ("u", re.compile(r"^u(?=[aieo])|(?<=[aiueon])u(?=[aeo])"), "w"),
]
_TWICE = re.compile(r"(.)(?=\1)")


def is_kana(sign: str) -> bool:
    """Whether a sign is kana; the long mark counts."""
    return "\u3041" <= sign <= "\u30ff"


_SHORTEST = len("ngu")


@lru_cache(maxsize=1 << 16)
def settled(sounds: str) -> str:
    """The same sounds as they are compared: two ways to write one thing made one."""
    sounds = sounds.replace("ii", "i")
    # A last ng is written as ン or as ング: ダン and ダング, タマン and タマング.
    if sounds.endswith("ngu") and len(sounds) > _SHORTEST:
        sounds = sounds[:-2]
    for letter, pattern, instead in _FOLDS:
        if letter in sounds:
            sounds = pattern.sub(instead, sounds)
    return _TWICE.sub("", sounds)


@lru_cache(maxsize=1 << 16)
def spoken(word: str) -> tuple[str, ...]:
    """How a word in kana sounds: read as a foreign name, and as a Japanese one where that differs."""
    katakana = word.translate(_KATAKANA).translate(_LARGE)
    sounds = "".join(_SOUNDS.get(sign, "") for sign in katakana)
    foreign = settled(_FOREIGN.sub(_small_vowel, sounds))
    if _FOREIGN_SIGNS.search(word):
        return (foreign,)
    native = settled(_LONG.sub(lambda found: found.group()[0], sounds))
    return (foreign,) if foreign == native else (foreign, native)


def _small_vowel(found: re.Match[str]) -> str:
    return found.group(1) + ("i" if found.group().endswith("i") else "u")
