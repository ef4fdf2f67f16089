"""Mandarin syllables as letters (pinyin, the older spelling of Taiwan) and as katakana sounds.

Katakana for Mandarin has two habits that people mix: voiced as in the letters (ジャン), or as a Japanese ear has it (チャン).
"""

import re
from functools import lru_cache

from madoguchi.names.kana import settled
from madoguchi.names.spelling import respelt, rules

_VOICED = {
    "": "", "b": "b", "p": "p", "m": "m", "f": "f", "d": "d", "t": "t", "n": "n", "l": "r", "g": "g", "k": "k", "h": "h",
    "j": "zi",
    "q": "ti", "x": "si", "zh": "zi", "ch": "ti", "sh": "si", "r": "r", "z": "z", "c": "tu", "s": "s", "w": "u", "y": "i",
}  # fmt: skip
_AS_HEARD = _VOICED | {"d": "t", "g": "k", "b": "p", "j": "ti", "zh": "ti", "z": "tu"}
_FINALS = {
    "a": "a", "o": "o", "e": "o", "ai": "ai", "ei": "ei", "ao": "ao", "ou": "ou", "an": "an", "en": "en", "ang": "an",
    "eng": "on",
    "ong": "on", "er": "aru", "i": "i", "ia": "ia", "ie": "ie", "iao": "iao", "iu": "iu", "ian": "ien", "in": "in", "iang": "ian",
    "ing": "in", "iong": "ion", "u": "u", "ua": "ua", "uo": "uo", "uai": "uai", "ui": "ui", "uan": "uan", "un": "un",
    "uang": "uan",
    "v": "iui", "ve": "iue", "van": "iuen", "vn": "iun", "ue": "iue",
}  # fmt: skip
_SYLLABLE = re.compile(r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcswy])?"
                       r"(iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|van|ai|ei|ao|ou|an|en|er|"
                       r"ia|ie|iu|in|ua|uo|ui|un|ue|ve|vn|a|o|e|i|u|v)$")  # fmt: skip
_HISSING = frozenset({"z", "c", "s"})
_BENT = frozenset({"zh", "ch", "sh", "r"})
_ROUND = frozenset({"j", "q", "x", "y"})
# What the letters allow and the language does not.
_NEVER = re.compile(
    r"^(?:[iuv]|[bpmfw]u?[aeo]?ng?$(?<!ang)(?<!eng)(?<!ing)(?<!an)(?<!en)(?<!in)|[gkhzcsr]i[aeou]|[zcs]h?i[aeoun]|[jqx][aeo])"
)
_OLDER = rules(
    (r"^hs(?=[iu])", "x"), (r"^ts(?=[^hz])|^tz(?=[^hu])", "z"), (r"^tzu$|^tsu$", "zi"), (r"^ssu$|^szu$", "si"),
    (r"^chih$", "zhi"), (r"^shih$", "shi"), (r"^jih$", "ri"), (r"^ch(?=i[aeou]?)", "j"), (r"^ch(?=[aoue])", "zh"),
    (r"ieh$", "ie"), (r"ueh$", "ue"), (r"ien$", "ian"), (r"^yen$", "yan"), (r"ung$", "ong"), (r"^j(?=[aeou])", "r"),
    (r"(?<=[dtlnzrs])o$", "uo"), (r"^kuo", "guo"), (r"^k(?!h)", "g"), (r"^t(?![hsz])", "d"), (r"^p(?!h)", "b"), (r"^erh$", "er"),
    (r"^ho$", "he"), (r"uei$", "ui"),
)  # fmt: skip


SYLLABLES = frozenset(
    syllable
    for initial in _VOICED
    for final in _FINALS
    if not _NEVER.match(syllable := initial + final) and _SYLLABLE.match(syllable)
)
"""Whatever could be one syllable of pinyin."""
_LONGEST = max(map(len, SYLLABLES))


@lru_cache(maxsize=1 << 16)
def apart(word: str) -> tuple[str, ...]:
    """A word of pinyin cut into one to three syllables, the longest first; empty when it is none."""
    return _cut(word.replace("ü", "v"), 3)


def _cut(word: str, at_most: int) -> tuple[str, ...]:
    if not word or at_most == 0:
        return ()
    for length in range(min(_LONGEST, len(word)), 0, -1):
        head, rest = word[:length], word[length:]
        if head not in SYLLABLES:
            continue
        if not rest:
            return (head,)
        if tail := _cut(rest, at_most - 1):
            return (head, *tail)
    return ()


@lru_cache(maxsize=1 << 16)
def older(word: str) -> str:
    """Pinyin for one syllable spelt as in Taiwan or in old books (Hsueh, Chih, Tsai)."""
    return respelt(word, _OLDER)


@lru_cache(maxsize=1 << 16)
def sounds(syllables: tuple[str, ...]) -> tuple[str, ...]:
    """How syllables are written in kana, as sounds, by both habits."""
    return tuple(dict.fromkeys(settled("".join(_sound(one, habit) for one in syllables)) for habit in (_VOICED, _AS_HEARD)))


def _sound(syllable: str, habit: dict[str, str]) -> str:
    found = _SYLLABLE.match(syllable)
    if found is None or not found[0]:
        return syllable
    initial, final = found[1] or "", found[2]
    start, rest = habit[initial], _FINALS.get(_round(initial, final), final)
    if final == "i" and initial in _HISSING:
        return start.rstrip("u") + "u"
    if initial == "w" and final == "u":
        return "u"
    if start.endswith("i") and rest.startswith("i"):
        return start + rest[1:]
    return start + rest


def _round(initial: str, final: str) -> str:
    if initial in _ROUND and final.startswith("u"):
        return "v" + final[1:]
    if initial == "y" and final == "an":
        return "ian"
    return final
