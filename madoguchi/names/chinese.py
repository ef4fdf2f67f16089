"""Mandarin syllables as letters (pinyin, the older spelling of Taiwan) and as katakana sounds.

Katakana for Mandarin has two habits that people mix: voiced as in the letters (ジャン), or as a Japanese ear has it (チャン).
"""

import re
from functools import cache, lru_cache
from itertools import product

from madoguchi.names import spelling
from madoguchi.names.kana import settled

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


SYLLABLES = frozenset(
    syllable
    for initial in _VOICED
    for final in _FINALS
    if not _NEVER.match(syllable := initial + final) and _SYLLABLE.match(syllable)
)
"""Whatever could be one syllable of pinyin."""


@lru_cache(maxsize=1 << 16)
def apart(word: str) -> tuple[str, ...]:
    """A word of pinyin cut into one to three syllables, the longest first; empty when it is none. LYU is lü in passports."""
    return spelling.apart(word.replace("ü", "v").replace("lyu", "lv").replace("nyu", "nv"), SYLLABLES, _SYLLABLES_OF_A_WORD)


# The older spelling, as it stands without its apostrophes: pinyin put over, letter by letter.
_OLDER_STARTS = {
    "b": "p", "d": "t", "g": "k", "j": "ch", "q": "ch", "x": "hs", "zh": "ch", "r": "j", "z": "ts", "c": "ts",
}  # fmt: skip
_OLDER_WHOLE = {
    "zhi": ("chih",), "chi": ("chih",), "shi": ("shih",), "ri": ("jih",), "zi": ("tzu", "tsu"), "ci": ("tzu", "tsu"),
    "si": ("ssu", "szu"), "er": ("erh",), "yan": ("yen",), "ye": ("yeh",), "yue": ("yueh",), "you": ("yu",), "yong": ("yung",),
    "yi": ("i", "yi"), "ying": ("ying", "ing"), "ge": ("ko",), "ke": ("ko",), "he": ("ho",), "e": ("o",),
}  # fmt: skip
_OLDER_ENDS = (("ian", "ien"), ("iong", "iung"), ("ong", "ung"), ("ie", "ieh"), ("ue", "ueh"), ("ve", "ueh"), ("van", "uan"))


def _older_spellings(syllable: str) -> tuple[str, ...]:
    if syllable in _OLDER_WHOLE:
        return _OLDER_WHOLE[syllable]
    found = _SYLLABLE.match(syllable)
    start, end = (found[1] or "", found[2]) if found else ("", syllable)
    end = next((older for newer, older in _OLDER_ENDS if end == newer), end.replace("v", "u"))
    if end == "uo" and start not in ("g", "k", "h", "sh"):
        end = "o"
    whole = _OLDER_STARTS.get(start, start) + end
    return (whole, whole.replace("ui", "uei")) if end == "ui" else (whole,)


@cache
def _from_older() -> dict[str, tuple[str, ...]]:
    """Syllables of pinyin by their older spelling: without apostrophes ch is four sounds, and k, p and t are two."""
    found: dict[str, tuple[str, ...]] = {}
    for syllable in sorted(SYLLABLES):
        for older in _older_spellings(syllable):
            found[older] = (*found.get(older, ()), syllable)
    return found


@lru_cache(maxsize=1 << 16)
def from_older(word: str) -> tuple[tuple[str, ...], ...]:
    """A word spelt as in Taiwan or in old books (Hsueh, Chienkuo) as pinyin, every way it may be meant; empty when it is none."""
    # Most words of other languages are told at once: the older spelling has none of these letters.
    if not _NOT_OLDER.isdisjoint(word):
        return ()
    parts = spelling.apart(word, _from_older(), _SYLLABLES_OF_A_WORD)
    return tuple(product(*(_from_older()[part] for part in parts)))[:_MOST_MEANT] if parts else ()


_NOT_OLDER = frozenset("bdqvx")
_SYLLABLES_OF_A_WORD = 3
_MOST_MEANT = 8


@lru_cache(maxsize=1 << 16)
def sounds(syllables: tuple[str, ...]) -> tuple[str, ...]:
    """How syllables are written in kana, as sounds, by both habits."""
    heard = dict.fromkeys("".join(_sound(one, habit) for one in syllables) for habit in (_VOICED, _AS_HEARD))
    # Huang is written as フアン and as ホアン.
    return tuple(dict.fromkeys(map(settled, (*heard, *(one.replace("hua", "hoa") for one in heard)))))


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
