"""Latin spelling of languages that were always written so, and how it becomes kana sounds."""

import re
from functools import lru_cache

from madoguchi.names.kana import settled

# What two spellings of one name most often disagree on.
_ROUGH = [
    (re.compile(r"oe(?=[^aeiou]|$)"), "u"), (re.compile(r"ph"), "f"), (re.compile(r"ck|q|c(?![heiy])"), "k"),
    (re.compile(r"chh?|tj|tsh"), "C"), (re.compile(r"c"), "s"),
    (re.compile(r"sh|z"), "s"), (re.compile(r"dj|j"), "j"), (re.compile(r"x"), "ks"), (re.compile(r"(?<=[bdgkjtplr])h"), ""),
    (re.compile(r"[vw]"), "b"), (re.compile(r"ee|y"), "i"), (re.compile(r"oo|ou"), "u"), (re.compile(r"C"), "c"),
    (re.compile(r"(.)\1+"), r"\1"),
]  # fmt: skip
_COMMON = [
    (re.compile(r"ñ"), "ny"), (re.compile(r"ç"), "s"), (re.compile(r"ss+"), "s"), (re.compile(r"([bdfgkpmnrtz])\1"), r"\1"),
    (re.compile(r"tch|tj|chh"), "ch"),
    (re.compile(r"ck"), "k"), (re.compile(r"x"), "ks"), (re.compile(r"qu(?=[ei])"), "k"), (re.compile(r"q"), "k"),
    (re.compile(r"gu(?=[ei])"), "g"),
    (re.compile(r"c(?=[eiy])"), "s"), (re.compile(r"c(?!h)"), "k"), (re.compile(r"sch|sh"), "si"), (re.compile(r"ph"), "f"),
]  # fmt: skip
_PORTUGUESE = [
    (re.compile(r"lh"), "ri"), (re.compile(r"nh"), "ni"), (re.compile(r"ll"), "zi"), (re.compile(r"ge"), "je"),
    (re.compile(r"gi"), "ji"),
    (re.compile(r"ch"), "ti"), (re.compile(r"^h"), ""), (re.compile(r"ão"), "an"), (re.compile(r"oã"), "oa"),
    (re.compile(r"z$"), "s"),
    (re.compile(r"ti(?=[aou])"), "ti"), (re.compile(r"y(?=[^aeiou]|$)"), "i"),
]  # fmt: skip
_SPANISH = [
    (re.compile(r"^h"), ""), (re.compile(r"j|g(?=[ei])"), "h"), (re.compile(r"ll"), "y"), (re.compile(r"ch"), "ti"),
    (re.compile(r"z"), "s"),
    (re.compile(r"y(?=[^aeiou]|$)"), "i"),
]  # fmt: skip
_ENGLISH = [
    (re.compile(r"th"), "s"), (re.compile(r"er$"), "a"), (re.compile(r"(?<=[aeo])r(?=[^aeiouy]|$)"), ""), (re.compile(r"e$"), ""),
    (re.compile(r"ie|ee|ea|y(?=[^aeiou]|$)"), "i"),
    (re.compile(r"oo"), "u"), (re.compile(r"igh"), "ai"), (re.compile(r"ch"), "ti"), (re.compile(r"ll"), "l"),
    (re.compile(r"ai"), "ei"), (re.compile(r"w(?=[^aeiou]|$)"), "u"),
]  # fmt: skip
_ASIAN = [
    (re.compile(r"oe(?=[^aeiou]|$)"), "u"), (re.compile(r"oo"), "u"), (re.compile(r"ee"), "i"), (re.compile(r"ch"), "ti"),
    (re.compile(r"(?<=[bdgkjt])h(?=[aeiou])"), ""),
    (re.compile(r"(?<=[aeiou])h(?=[^aeiou]|$)"), ""), (re.compile(r"th"), "t"), (re.compile(r"dh"), "d"), (re.compile(r"bh"),
    "b"), (re.compile(r"[kg]h"), "k"),
    (re.compile(r"y(?=[^aeiou]|$)"), "i"), (re.compile(r"ng(?=[^aeiou]|$)"), "n"),
]  # fmt: skip
_LAST = [
    (re.compile(r"[^a-z]"), ""), (re.compile(r"l"), "r"), (re.compile(r"j"), "zi"), (re.compile(r"h(?=[^aeiouy]|$)"), "fu"),
    (re.compile(r"m(?=[bp])"), "n"),
    (re.compile(r"y(?=[^aeiou]|$)"), "i"), (re.compile(r"w(?=[^aeiou]|$)"), "u"),
    (re.compile(r"([td])(?=[^aeiouy]|$)"), r"\1o"), (re.compile(r"([bkgszprfmv])(?=[^aeiouy]|$)"), r"\1u"), (re.compile(r"ii"),
    "i"),
]  # fmt: skip


@lru_cache(maxsize=1 << 16)
def rough(word: str) -> str:
    """Letters as far as spellings agree."""
    for pattern, instead in _ROUGH:
        word = pattern.sub(instead, word)
    return word


@lru_cache(maxsize=1 << 16)
def sounds(word: str) -> tuple[str, ...]:
    """How a word becomes kana: read as in Portuguese, as in Spanish, as in English, as in Indonesia or Nepal."""
    return tuple(dict.fromkeys(_sounds(word, habit) for habit in (_PORTUGUESE, _SPANISH, _ENGLISH, _ASIAN)))


def _sounds(word: str, habit: list[tuple[re.Pattern[str], str]]) -> str:
    for pattern, instead in (*habit, *_COMMON, *_LAST):
        word = pattern.sub(instead, word)
    return settled(word)
