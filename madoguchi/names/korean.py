"""Korean: Hangul as letters and as kana sounds, and the many Latin spellings brought near to one.

Families choose their spelling (Lee, Yi, Rhee; Young, Yeong): two forms are compared after what is only habit is taken away.
"""

import re
from functools import lru_cache

from madoguchi.names.kana import settled
from madoguchi.names.spelling import respelt, rules

_FIRST = 0xAC00
_ONSETS = ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"]
_VOWELS = [
    "a",
    "ae",
    "ya",
    "yae",
    "eo",
    "e",
    "yeo",
    "ye",
    "o",
    "wa",
    "wae",
    "oe",
    "yo",
    "u",
    "wo",
    "we",
    "wi",
    "yu",
    "eu",
    "ui",
    "i",
]
_CODAS = [
    "",
    "k",
    "k",
    "k",
    "n",
    "n",
    "n",
    "t",
    "l",
    "k",
    "m",
    "p",
    "l",
    "l",
    "p",
    "l",
    "m",
    "p",
    "p",
    "t",
    "t",
    "ng",
    "t",
    "t",
    "k",
    "t",
    "p",
    "t",
]
_KANA_ONSETS = ["k", "k", "n", "t", "t", "r", "m", "p", "p", "s", "s", "", "ti", "ti", "ti", "k", "t", "p", "h"]
_KANA_VOICED = {"k": "g", "t": "d", "p": "b", "ti": "zi"}
_SILENT = 11
_ASPIRATED = frozenset({1, 4, 8, 10, 13, 14, 15, 16, 17})
_KANA_VOWELS = [
    "a",
    "e",
    "ia",
    "ie",
    "o",
    "e",
    "io",
    "ie",
    "o",
    "wa",
    "we",
    "we",
    "io",
    "u",
    "wo",
    "we",
    "wi",
    "iu",
    "u",
    "wi",
    "i",
]
_KANA_CODAS = {"": "", "k": "ku", "n": "n", "t": "", "l": "ru", "m": "mu", "p": "pu", "ng": "n"}
_LINKED = {"k": "g", "n": "n", "t": "s", "l": "r", "m": "m", "p": "b"}

# Spellings of families, brought to the spelling of the sound.
_FAMILIES = {
    "lee": "i", "yi": "i", "rhee": "i", "ree": "i", "ri": "i", "li": "i", "rhie": "i", "park": "bak", "pak": "bak", "bahk": "bak",
    "choi": "choe", "choy": "choe", "chey": "choe", "jung": "jeong", "chung": "jeong", "chong": "jeong", "joung": "jeong",
    "kang": "gang",
    "cho": "jo", "chang": "jang", "lim": "im", "rim": "im", "ahn": "an", "shin": "sin", "suh": "seo", "seo": "seo",
    "kwon": "gwon",
    "yoon": "yun", "youn": "yun", "roh": "no", "noh": "no", "ryu": "yu", "ryoo": "yu", "yoo": "yu", "you": "yu", "lyu": "yu",
    "yang": "yang",
    "oh": "o", "moon": "mun", "paik": "baek", "baik": "baek", "paek": "baek", "koo": "gu", "ku": "gu", "kim": "gim",
    "song": "song",
    "woo": "u", "sung": "seong", "ha": "ha", "joo": "ju", "chu": "ju", "min": "min", "rho": "no", "nah": "na", "ra": "na",
    "yum": "yeom",
    "eom": "eom", "um": "eom", "uhm": "eom", "hur": "heo", "huh": "heo", "hwang": "hwang", "bang": "bang", "byun": "byeon",
    "pyun": "pyeon",
    "yeo": "yeo", "ko": "go", "koh": "go", "goh": "go", "chae": "chae", "pae": "bae", "pai": "bae", "ki": "gi", "kil": "gil",
    "doh": "do",
    "to": "do", "ryang": "yang", "lyang": "yang", "ro": "no", "nam": "nam", "hyun": "hyeon", "yeom": "yeom", "tak": "tak",
    "kong": "gong",
    "kwak": "gwak", "in": "in", "pyo": "pyo", "chon": "jeon", "chun": "jeon", "jun": "jeon", "jeun": "jeon", "sunwoo": "seonu",
    "won": "won",
}  # fmt: skip
FAMILIES = frozenset(_FAMILIES)
FAMILIES_OF_TWO = frozenset(["남궁", "황보", "제갈", "사공", "선우", "서문", "독고"])
# The north and old papers keep an r at the beginning of a name that the south has dropped or made an n: 리 and 이, 로 and 노.
_WITH_R = {
    "i": "ri", "im": "rim", "yu": "ryu", "no": "ro", "na": "ra", "yang": "ryang", "yeo": "ryeo", "yeom": "ryeom", "yeon": "ryeon",
    "yuk": "ryuk", "yong": "ryong",
}  # fmt: skip
_WITHOUT_R = {with_r: without for without, with_r in _WITH_R.items()}
_SPELLINGS = rules(
    (r"ŏ", "eo"), (r"ŭ", "eu"), (r"sh(?=[iywe])", "s"), (r"ck", "k"), (r"yeoung|yeung|young|yung|yoeung", "yeong"),
    (r"youn(?!g)|yeun", "yeon"), (r"oung|eung(?<=[jhs]eung)", "eong"), (r"(?<=[hkgbpmr])yu(?=n|ng|k|m|l)", "yeo"),
    (r"(?<=[jscdr])u(?=ng|k|b|p)|(?<=ch)u(?=ng|l)", "eo"), (r"oo|ou", "u"), (r"ee|ea(?=$|[^e])", "i"), (r"woo", "u"),
    (r"w(?=u)", ""), (r"ar(?=[^aeiou]|$)", "a"), (r"(?<=[aeou])h(?=[^aeiouyw]|$)", ""), (r"ai|ay(?=[^aeou]|$)", "ae"),
    (r"(?<!a)ei|ey(?=[^aeou]|$)", "e"), (r"oi", "oe"), (r"uh(?=$)", "eo"),
)  # fmt: skip
# What Latin spelling never says reliably: plain or aspirated, r or l, which of the back vowels.
_ROUGH = rules(
    (r"(?<=h)ui", "i"), (r"kk|gg|g", "k"), (r"tt|dd|d", "t"), (r"pp|bb|b", "p"), (r"jj|ch|j|z", "c"), (r"ss|sh", "s"),
    (r"l", "r"), (r"nk|ng", "N"), (r"yae|yeo|yoo|you|yeu|yo|yu", "yO"), (r"oe|wae|we", "wE"), (r"ui|wi", "wI"), (r"wa", "wA"),
    (r"wo|weo", "wO"), (r"eo|eu|o|u", "O"), (r"ae|e", "E"), (r"rr", "r"),
)  # fmt: skip


def is_hangul(sign: str) -> bool:
    """Whether a sign is a whole Hangul syllable."""
    return "\uac00" <= sign <= "\ud7a3"


def _jamo(sign: str) -> tuple[int, int, int]:
    place = ord(sign) - _FIRST
    return place // 588, place // 28 % 21, place % 28


@lru_cache(maxsize=1 << 16)
def letters(word: str) -> str:
    """Hangul in the letters of the official romanisation, syllable by syllable."""
    spelt = []
    for sign in word:
        if is_hangul(sign):
            onset, vowel, coda = _jamo(sign)
            spelt.append(_ONSETS[onset] + _VOWELS[vowel] + _CODAS[coda])
    return "".join(spelt)


@lru_cache(maxsize=1 << 16)
def sounds(word: str) -> tuple[str, ...]:
    """Hangul as it is written in kana: voiced inside a word, a final that links to a following vowel."""
    return (_heard(word), *_heard_otherwise(letters(word)))


def _heard_otherwise(spelt_: str) -> tuple[str, ...]:
    other = _WITH_R.get(spelt_) or _WITHOUT_R.get(spelt_)
    return (_cut_and_heard(other),) if other else ()


def _heard(word: str) -> str:
    spelt, before = "", ""
    for sign in filter(is_hangul, word):
        onset, vowel, coda = _jamo(sign)
        start = _KANA_ONSETS[onset]
        if before and onset == _SILENT and before in _LINKED:
            start, spelt = _LINKED[before], spelt[: len(spelt) - len(_KANA_CODAS[before])]
        elif spelt and onset not in _ASPIRATED:
            start = _KANA_VOICED.get(start, start)
        tail = _after(start, _KANA_VOWELS[vowel])
        spelt += start + tail + _KANA_CODAS[_CODAS[coda]]
        before = _CODAS[coda]
    return settled(spelt)


def _after(start: str, vowel: str) -> str:
    """The vowel as it stands after chi or ji, which bring an i along."""
    if not start:
        return "y" + vowel[1:] if vowel[0] == "i" and len(vowel) > 1 else vowel
    if vowel == "ie":
        return "e"
    if not start.endswith("i"):
        return vowel
    return "e" if vowel == "we" else vowel.removeprefix("i")


@lru_cache(maxsize=1 << 16)
def spelt(word: str) -> str:
    """A Latin spelling of Korean as the official romanisation would likely have it."""
    if word in _FAMILIES:
        return _FAMILIES[word]
    return _WITHOUT_R.get(word) or respelt(word, _SPELLINGS)


@lru_cache(maxsize=1 << 16)
def rough(word: str) -> str:
    """Letters as far as they can be trusted in any spelling."""
    return respelt(word, _ROUGH)


_LATIN = re.compile(
    r"(kk|tt|pp|ss|jj|ch|sh|g|k|n|d|t|r|l|m|b|p|s|j|h|)(yeo|yae|wae|yo|ya|yu|ye|wa|wo|we|wi|ae|eo|oe|eu|ui|a|e|o|u|i)"
    r"(ng(?![aeiouyw])|ng|[knmlpt](?![aeiouyw])|)"
)
_KANA_OF_LATIN = dict(zip(_VOWELS, _KANA_VOWELS, strict=True))
_KANA_OF_START = {
    "g": "k", "kk": "k", "k": "k", "n": "n", "d": "t", "tt": "t", "t": "t", "r": "r", "l": "r", "m": "m", "b": "p", "pp": "p",
    "p": "p",
    "s": "s", "ss": "s", "sh": "s", "": "", "j": "ti", "jj": "ti", "ch": "ti", "h": "h",
}  # fmt: skip


@lru_cache(maxsize=1 << 16)
def sounds_of_letters(word: str) -> tuple[str, ...]:
    """A Latin spelling as kana sounds; empty when it cannot be cut into Korean syllables."""
    run = spelt(word)
    heard = _cut_and_heard(run)
    return (heard, *_heard_otherwise(run)) if heard else ()


def _cut_and_heard(run: str) -> str:
    place, out = 0, ""
    while place < len(run):
        found = _LATIN.match(run, place)
        if found is None or found.end() == place:
            return ""
        start = _KANA_OF_START[found[1]]
        if out and out[-1] in "aiueon" and found[1] in ("g", "k", "d", "b", "j"):
            start = _KANA_VOICED.get(start, start)
        tail = _after(start, _KANA_OF_LATIN[found[2]])
        out += start + tail + _KANA_CODAS[found[3]]
        place = found.end()
    return settled(out)
