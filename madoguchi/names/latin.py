"""Latin spelling of languages that were always written so, and how it becomes kana sounds."""

import re
from functools import lru_cache

from madoguchi.names.kana import settled
from madoguchi.names.spelling import TWICE, once, respelt, rules

# What two spellings of one name most often disagree on.
_ROUGH = rules(
    (r"^ksh", "chh"), (r"oe(?=[^aeiou]|$)", "u"), (r"ph", "f"), (r"ck|q|c(?![heiy])", "k"), (r"chh?|tj|tsh", "C"), (r"c", "s"),
    (r"sh|z", "s"),
    (r"dj|j", "j"), (r"x", "ks"), (r"(?<=[bdgkjtplr])h", ""), (r"[vw]", "b"), (r"ee|y", "i"), (r"oo|ou", "u"), (r"C", "c"), TWICE,
)  # fmt: skip
_COMMON = rules(
    (r"ñ", "ny"), (r"ç", "s"), (r"ss+", "s"), (r"([bdfgkpmnrtz])\1", once), (r"tch|tj|chh", "ch"), (r"ck", "k"), (r"x", "ks"),
    (r"qu(?=[ei])", "k"), (r"q", "k"), (r"gu(?=[ei])", "g"), (r"c(?=[eiy])", "s"), (r"c(?!h)", "k"), (r"sch|sh", "si"),
    (r"ph", "f"),
)  # fmt: skip
_PORTUGUESE = rules(
    (r"lh", "ri"), (r"nh", "ni"), (r"ll", "zi"), (r"ge", "je"), (r"gi", "ji"), (r"ch", "ti"), (r"^h", ""), (r"ão", "an"),
    (r"oã", "oa"), (r"z$", "s"), (r"(?<=[aeiou])s(?=[aeiou])", "z"), (r"ti(?=[aou])", "ti"), (r"y(?=[^aeiou]|$)", "i"),
)  # fmt: skip
_SPANISH = rules(
    (r"^h", ""), (r"j|g(?=[ei])", "h"), (r"ll", "y"), (r"ch", "ti"), (r"z", "s"), (r"y(?=[^aeiou]|$)", "i"),
)  # fmt: skip
_ENGLISH = rules(
    (r"th", "s"), (r"er$", "a"), (r"(?<=[aeo])r(?=[^aeiouy]|$)", ""), (r"e$", ""), (r"ie|ee|ea|y(?=[^aeiou]|$)", "i"),
    (r"oo", "u"), (r"igh", "ai"), (r"ch", "ti"), (r"ll", "l"), (r"ai", "ei"), (r"w(?=[^aeiou]|$)", "u"),
)  # fmt: skip
_ASIAN = rules(
    (r"oe(?=[^aeiou]|$)", "u"), (r"oo", "u"), (r"ee", "i"), (r"ch(?=[^aeiouhy])", "h"), (r"c", "ti"), (r"tih", "ti"),
    (r"(?<=[bdgkjt])h(?=[aeiou])", ""),
    (r"(?<=[aeiou])h(?=[^aeiou]|$)", ""), (r"th", "t"), (r"dh", "d"), (r"bh", "b"), (r"[kg]h", "k"), (r"y(?=[^aeiou]|$)", "i"),
    (r"ng(?=[^aeiou]|$)", "n"),
)  # fmt: skip
_LAST = rules(
    (r"[^a-z]", ""), (r"l", "r"), (r"j", "zi"), (r"h(?=[^aeiouy]|$)", "fu"), (r"m(?=[bp])", "n"), (r"y(?=[^aeiou]|$)", "i"),
    (r"w(?=[^aeiou]|$)", "u"), (r"(?<=[td])(?=[^aeiouy]|$)", "o"), (r"(?<=[bkgszprfmv])(?=[^aeiouy]|$)", "u"), (r"ii", "i"),
)  # fmt: skip
_COMMON_AND_LAST = _COMMON + _LAST


@lru_cache(maxsize=1 << 16)
def rough(word: str) -> str:
    """Letters as far as spellings agree."""
    return respelt(word, _ROUGH)


_BEFORE_1972 = re.compile(r"[tdsnh]j|oe(?![aeiou])")
_OLDER = rules((r"dj", "@"), (r"tj", "c"), (r"ch", "kh"), (r"j", "y"), (r"@", "j"), (r"oe", "u"))


@lru_cache(maxsize=1 << 16)
def newer(word: str) -> str:
    """A word as Indonesia has spelt it since 1972, where it shows the older way: Tjahjo is Cahyo."""
    return respelt(word, _OLDER) if _BEFORE_1972.search(word) else word


@lru_cache(maxsize=1 << 16)
def sounds(word: str) -> tuple[str, ...]:
    """How a word becomes kana: read as in Portuguese, as in Spanish, as in English, as in Indonesia or Nepal."""
    read = dict.fromkeys(respelt(word, habit) for habit in (_PORTUGUESE, _SPANISH, _ENGLISH, _ASIAN))
    if (spelt := newer(word)) != word:
        read[respelt(spelt, _ASIAN)] = None
    # Most words are the same in most habits: what is common to all is worked out once for each that differs.
    return tuple(dict.fromkeys(settled(respelt(one, _COMMON_AND_LAST)) for one in read))
