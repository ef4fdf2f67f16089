"""Burmese: the script (Zawgyi too) as the usual Latin spelling, and both as kana sounds."""

import re
from collections.abc import Callable
from functools import lru_cache

from madoguchi.names.kana import settled
from madoguchi.names.spelling import once, respelt, rules

_CONSONANTS = {
    "က": "k", "ခ": "kh", "ဂ": "g", "ဃ": "g", "င": "ng", "စ": "s", "ဆ": "hs", "ဇ": "z", "ဈ": "z", "ဉ": "ny", "ည": "ny", "ဋ": "t",
    "ဌ": "ht",
    "ဍ": "d", "ဎ": "d", "ဏ": "n", "တ": "t", "ထ": "ht", "ဒ": "d", "ဓ": "d", "န": "n", "ပ": "p", "ဖ": "ph", "ဗ": "b", "ဘ": "b",
    "မ": "m",
    "ယ": "y", "ရ": "y", "လ": "l", "ဝ": "w", "သ": "th", "ဟ": "h", "ဠ": "l", "အ": "", "ဿ": "th",
}  # fmt: skip
_STANDING = {"ဣ": "i", "ဤ": "i", "ဥ": "u", "ဦ": "u", "ဧ": "ay", "ဩ": "aw", "ဪ": "aw"}
# Vowel signs and final, tones taken away, to the usual spelling. The longest ending is tried first.
_RHYMES = {
    "": "a", "ာ": "ar", "ါ": "ar", "ိ": "i", "ီ": "i", "ု": "u", "ူ": "u", "ေ": "ay", "ဲ": "e", "ော": "aw", "ော်": "aw",
    "ေါ": "aw",
    "ေါ်": "aw", "ို": "o", "ံ": "an", "ိံ": "ein", "ုံ": "on", "က်": "et", "ောက်": "auk", "ိုက်": "aik", "င်": "in",
    "ောင်": "aung",
    "ိုင်": "aing", "စ်": "it", "ည်": "i", "ဉ်": "in", "တ်": "at", "ိတ်": "eit", "ုတ်": "ok", "န်": "an", "ိန်": "ein",
    "ုန်": "on",
    "ွန်": "un", "ပ်": "at", "ိပ်": "eit", "ုပ်": "ok", "မ်": "an", "ိမ်": "ein", "ုမ်": "on", "ွမ်": "un", "ွတ်": "ut",
    "ယ်": "e",
    "ွံ": "un", "ွပ်": "ut", "ုဏ်": "on", "ဏ်": "an", "ေါင်": "aung", "ေါက်": "auk",
}  # fmt: skip
_TONES = str.maketrans("", "", "့း\u200b\u200c\u200d")
_FINAL = r"(?:[က-အ]\u103a(?!\u1039))?"
_SYLLABLE = re.compile(
    r"(?P<onset>[က-အဿ])(?P<medials>[ျ-ှ]*)(?P<vowels>[\u102b-\u1032\u1036]*\u103a?)(?P<final>(?:[က-အ]\u103a)?)|(?P<standing>[ဣ-ဪ])(?P<closed>(?:[က-အ]\u103a)?)"
)
# Forms of address, in letters and as sounds; some of them are names too.
TITLES = frozenset({"u", "daw", "do", "ko", "ma", "maung", "maun"})

# Zawgyi: the same code points with other meanings, in the order of sight.
_MAY_BE_ZAWGYI = re.compile(r"[\u1031\u1039\u103b\u1060-\u109f]")
_ZAWGYI_ONLY = re.compile(r"[\u1060-\u109f]|(?:^|[^\u1000-\u109f])[\u1031\u103b]|\u1031\u103b|\u1039(?![\u1000-\u1021])")
# A consonant below another: one code point there, the sign U+1039 and the consonant in the standard.
_STACKED = {
    "\u1060": "က", "\u1061": "ခ", "\u1062": "ဂ", "\u1063": "ဃ", "\u1065": "စ", "\u1066": "ဆ", "\u1067": "ဆ", "\u1068": "ဇ",
    "\u1069": "ဈ", "\u106c": "ဋ", "\u106d": "ဌ", "\u1070": "ဏ", "\u1071": "တ", "\u1072": "တ", "\u1073": "ထ", "\u1074": "ထ",
    "\u1075": "ဒ", "\u1076": "ဓ", "\u1077": "န", "\u1078": "ပ", "\u1079": "ဖ", "\u107a": "ဗ", "\u107b": "ဘ", "\u1093": "ဘ",
    "\u107c": "မ", "\u1085": "လ",
}  # fmt: skip
_STACKED = {sign: "\ue003" + below for sign, below in _STACKED.items()} | {
    "\u106e": "ဍ\ue003ဍ", "\u106f": "ဎ",
    "\u1091": "ဏ\ue003ဍ", "\u1092": "ဋ\ue003ဌ", "\u1096": "\ue003တ\u103c", "\u1097": "ဋ\ue003ဋ",
}  # fmt: skip
_FROM_ZAWGYI: list[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]] = [
    (re.compile("[" + "".join(_STACKED) + "]"), lambda found: _STACKED[found.group()]),
    (re.compile("\u106a"), "\u1009"), (re.compile("\u106b"), "\u100a"), (re.compile("\u1090"), "\u101b"),
    (re.compile("[\u1033]"), "\u102f"),
    (re.compile("[\u1034]"), "\u1030"), (re.compile("\u1088"), "\u103e\u102f"), (re.compile("\u1089"), "\u103e\u1030"),
    (re.compile("\u108a"), "\u103c\u103e"), (re.compile("\u1064"), "\u1004\u103a\u1039"), (re.compile("\u108f"), "\u1014"),
    (re.compile("\u1086"), "\u103f"), (re.compile("[\u1094\u1095]"), "\u1037"), (re.compile("\u105a"), "\u102b\u103a"),
    (re.compile("\u1039"), "\u103a"), (re.compile("\u103d"), "\ue000"), (re.compile("\u103c"), "\u103d"),
    (re.compile("[\u103b\u107e-\u1084]"), "\ue001"),
    (re.compile("[\u103a](?<![\u1000-\u1021]\u103a)"), "\u103a"), (re.compile("\ue000|\u1087"), "\u103e"),
]  # fmt: skip


def is_burmese(sign: str) -> bool:
    """Whether a sign belongs to the Burmese block."""
    return "\u1000" <= sign <= "\u109f"


def is_zawgyi(text: str) -> bool:
    """Whether text shows signs or an order that only the older encoding has."""
    return not text.isascii() and _MAY_BE_ZAWGYI.search(text) is not None and _ZAWGYI_ONLY.search(text) is not None


def from_zawgyi(text: str) -> str:
    """Text of the older encoding as the standard has it, as far as names need."""
    text = text.replace("\u103a", "\ue002").replace("\u107d", "\ue002")
    for pattern, instead in _FROM_ZAWGYI:
        text = pattern.sub(instead, text)
    text = text.replace("\ue002", "\u103b")
    # The vowel e and the medial ra stand before their consonant there.
    text = re.sub("(\u1031?)\ue001([\u1000-\u1021])", "\\1\\2\u103c", text)
    text = re.sub("\u1031([\u1000-\u1021\u103f](?:\ue003[\u1000-\u1021])?[\u103b-\u103e]*)", "\\1\u1031", text)
    return text.replace("\ue003", "\u1039")


@lru_cache(maxsize=1 << 14)
def letters(word: str) -> tuple[str, ...]:
    """The syllables of a word in the usual Latin spelling."""
    bare = word.translate(_TONES).replace("\u1039", "\u103a")
    spelt = []
    for found in _SYLLABLE.finditer(bare):
        spelt.append(_standing(found) if found["standing"] else _syllable(found))
    return tuple(spelt)


def _standing(found: re.Match[str]) -> str:
    """A vowel that stands without a consonant; closed, it is the u of Ohn."""
    if found["closed"]:
        return _RHYMES.get("\u102f" + found["closed"], "")
    return _STANDING.get(found["standing"], "a")


def _syllable(found: re.Match[str]) -> str:
    onset, medials = _CONSONANTS.get(found["onset"] or "", ""), found["medials"] or ""
    rhyme = (found["vowels"] or "") + (found["final"] or "")
    round_ = "\u103d" in medials
    if round_ and "\u103d" + rhyme in _RHYMES:
        rhyme, round_ = "\u103d" + rhyme, False
    if "\u103e" in medials:
        onset = "sh" if onset == "y" else "h" + onset
    if "\u103b" in medials or "\u103c" in medials:
        onset += "" if onset.endswith("y") else "y"
    onset = {"hly": "sh", "hty": "ch", "khy": "ch", "ngy": "ny"}.get(onset, onset)
    whole = onset + ("w" if round_ else "") + _RHYMES.get(rhyme, "a")
    return _USUALLY.get(whole, whole)


# Syllables whose usual spelling is not the sum of their parts.
_USUALLY = {
    "wat": "wut",
    "wan": "wun",
    "mun": "mon",
    "i": "ei",
    "shway": "shwe",
    "hsway": "swe",
    "nway": "nwe",
    "ngyein": "nyein",
}
# What families spell in two ways, brought to one.
_ROUGH = rules(
    (r"way|wai$", "we"), (r"ine$", "aing"), (r"aye?(?![aeiou])|ey(?![aeiou])", "e"), (r"(?<=a)[rh](?![aeiou])", ""),
    (r"oe|oh(?![aeiou])", "o"),
    (r"oo", "u"), (r"ee", "i"), (r"ea(?=i)", "e"), (r"h(?=[lnmstpk])", ""), (r"ph", "p"), (r"kh", "k"), (r"d", "t"),
    (r"(?<=n)t(?![aeiou])", ""), (r"(.)\1", once),
)  # fmt: skip


@lru_cache(maxsize=1 << 16)
def rough(spelt: str) -> str:
    """Latin spelling as far as families agree; both scripts are compared so."""
    return respelt(spelt, _ROUGH)


# Words that hardly any other language has in a name.
ONLY_HERE = frozenset(
    """aung kyaw hla hnin htet htun htay htoo hsan hsu khin khaing lwin maung mya myint myo myat naing nwe nyein nyunt
    phyo phyu pyae shwe swe thaw thein thet thida thandar wut zaw zarni moe mon ohn paing eaint eint oo kyi kyin
    chit hmwe thiri sandar zayar zeya thura pwint pyone yadana yamin nilar nandar""".split()  # noqa: SIM905
)


_ONSETS = {
    "hl": ("r", "fur"), "hn": ("n",), "hm": ("m",), "hny": ("ni",), "ht": ("t",), "hs": ("s",), "kh": ("k",), "ph": ("p",),
    "th": ("t", "s"),
    "sh": ("si",), "ch": ("ti",), "ky": ("ti",), "gy": ("zi",), "ny": ("ni",), "py": ("pi",), "phy": ("pi",), "by": ("bi",),
    "my": ("mi",),
    "hmy": ("mi",), "ly": ("ri",), "c": ("k",), "l": ("r",), "v": ("b",), "ng": ("g",), "j": ("zi",), "hw": ("f",), "hp": ("p",),
}  # fmt: skip
_ENDS = {
    "a": "a", "ar": "a", "ah": "a", "i": "i", "ee": "i", "yi": "i", "u": "u", "oo": "u", "e": "e", "ay": "e", "aye": "ei",
    "ei": "ei", "eh": "e",
    "ai": "e", "aw": "o", "o": "o", "oe": "o", "oh": "o", "an": "an", "ang": "an", "ann": "an", "am": "an", "ant": "an",
    "in": "in",
    "inn": "in", "int": "in", "unt": "un", "ohn": "on",
    "yin": "in", "ein": "ein", "eint": "ein", "eain": "ein", "eaint": "ein", "ain": "ein", "on": "on", "un": "un", "oon": "un",
    "ung": "aun",
    "aung": "aun", "aing": "ain", "ine": "ain", "et": "eto", "at": "ato", "it": "ito", "ut": "uto", "ok": "oku", "oke": "oku",
    "auk": "auku",
    "aik": "aiku", "eit": "eito", "ait": "eito", "yit": "ito", "und": "un", "ong": "on", "ek": "eku", "ike": "aiku", "uu": "u",
    "ii": "i",
}  # fmt: skip
_LATIN = re.compile(
    r"(?P<onset>hmy|hny|phy|hl|hn|hm|ht|hs|hp|hw|kh|ph|th|sh|ch|ky|gy|ny|py|by|my|ly|ng|[bcdghjklmnprstvwyz])?(?P<glide>w)?"
    r"(?P<end>" + "|".join(sorted(_ENDS, key=len, reverse=True)) + r")(?![aeiou])"
)


@lru_cache(maxsize=1 << 14)
def apart(word: str) -> tuple[str, ...]:
    """A run of Latin letters cut into syllables; empty when it is no Burmese."""
    found, place = [], 0
    while place < len(word):
        syllable = _LATIN.match(word, place)
        if syllable is None:
            return ()
        found.append(syllable.group())
        place = syllable.end()
    return tuple(found)


@lru_cache(maxsize=1 << 16)
def sounds(word: str) -> tuple[str, ...]:
    """Latin spelling as kana sounds: th as t or as s, a stopped final written or not. Empty when it is no Burmese."""
    spelt: list[str] = [""]
    place = 0
    while place < len(word):
        found = _LATIN.match(word, place)
        if found is None:
            return ()
        spelt = [head + tail for head in spelt for tail in _kana(found)][:8]
        place = found.end()
    return tuple(dict.fromkeys(settled(one) for one in spelt))


def _kana(found: re.Match[str]) -> list[str]:
    end = _ENDS[found["end"]]
    ends = [end, end[:-2]] if end.endswith("to") else [end, "e"] if end == "ei" else [end]
    glide = "u" if found["glide"] else ""
    return [start + glide + (tail[1:] if start.endswith("i") and not glide and tail.startswith("i") else tail)
            for start in _ONSETS.get(found["onset"] or "", (found["onset"] or "",)) for tail in ends]  # fmt: skip
