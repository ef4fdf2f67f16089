"""Vietnamese syllables: typed with marks, without, or as keys (telex); and how each sounds in kana.

Three habits of writing katakana are known here: by the speech of the north, by that of the south, and letter by letter.
"""

import re
import unicodedata
from functools import cache, lru_cache

from madoguchi.names.kana import settled

_ONSETS = {
    "": ("",), "b": ("b",), "c": ("k",), "ch": ("ti",), "d": ("z", "y", "d"), "đ": ("d",), "g": ("g",), "gh": ("g",),
    "gi": ("z", "y", "zi"),
    "h": ("h",), "k": ("k",), "kh": ("k", "h"), "l": ("r",), "m": ("m",), "n": ("n",), "ng": ("g", "ngu"), "ngh": ("g", "ngu"),
    "nh": ("ni",), "p": ("p",), "ph": ("f",), "qu": ("ku",), "q": ("k",), "r": ("r", "z"), "s": ("s",), "t": ("t",), "th": ("t",),
    "tr": ("ti", "tor"), "v": ("v",), "x": ("s",),
}  # fmt: skip
_OPEN = "uyu|uya|ieu|yeu|uoi|uou|oai|oay|oeo|uay|uao|uai|ai|ao|au|ay|eo|eu|ia|iu|oi|ui|uu|ua"
_CLOSED = "uye|ie|oa|oe|oo|ua|ue|uo|uy|ye|a|e|i|o|u|y"
_RHYME = rf"(?P<nucleus>(?:{_OPEN})(?=$)|{_CLOSED})(?P<coda>ng|nh|ch|[cmnpt])?"
_SYLLABLE = re.compile(r"(?P<onset>ngh|ng|nh|gh|gi(?=[aeou])|kh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?" + _RHYME + r"$")
_CODAS = {"": "", "n": "n", "ng": "n", "m": "mu", "p": "pu", "t": "to", "c": "ku", "ch": "ku", "nh": "n"}
_TELEX_TONE = re.compile(r"^(?P<body>[a-z]*[aeiouy][a-z]*?)(?P<tone>[sfrxj])$")
_TELEX_LETTERS = re.compile(r"aa|ee|oo|dd|aw|ow|uw|w")
_TELEX = {"aa": "â", "ee": "ê", "oo": "ô", "dd": "đ", "aw": "ă", "ow": "ơ", "uw": "ư", "w": "ư"}
_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
# The hook, the dot below, đ, the horn; a grave, a tilde or a circumflex stands in other languages too.
_OWN_MARKS = re.compile("[\u0309\u0323\u031bđ\u0306]|\u0302[\u0300\u0301\u0303]|[\u0300\u0303\u0302]")
_TONE_SIGNS = frozenset(_TONES.values())


def toneless(word: str) -> str:
    """Letters without marks, but đ stays: it is another consonant than d."""
    if word.isascii():
        return word
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))


@lru_cache(maxsize=1 << 16)
def is_syllable(word: str) -> bool:
    """Whether letters (with or without marks) could be one Vietnamese syllable."""
    return _SYLLABLE.match(toneless(word)) is not None


@lru_cache(maxsize=1 << 16)
def from_keys(word: str) -> str:
    """What somebody meant who typed Vietnamese as telex keys; the word itself where it is none."""
    if not word.isascii():
        return word
    tone = _TELEX_TONE.match(word)
    body = tone["body"] if tone else word
    spelt = _TELEX_LETTERS.sub(lambda found: _TELEX[found.group()], body)
    if spelt == word or not is_syllable(spelt) or (not tone and body == spelt):
        return word
    return _toned(spelt, _TONES[tone["tone"]]) if tone else spelt


# A tone, a doubled d or a, a hook: what only keys write. Lee, Wan and Koo are nobody's keys.
_ONLY_KEYS = re.compile(r"dd|aa|[auo]w|[iy]ee|uoo")


def is_typed(word: str) -> bool:
    """Whether a word shows that it was typed as keys."""
    return from_keys(word) != word and (_TELEX_TONE.match(word) is not None or _ONLY_KEYS.search(word) is not None)


def _toned(syllable: str, sign: str) -> str:
    """The tone on the vowel that carries a mark already, else on the first: where it stands does not matter to us."""
    marked = [place for place, letter in enumerate(syllable) if letter in "âêôơưă"]
    vowels = [place for place, letter in enumerate(syllable) if letter in "aeiouyâêôơưă"]
    place = (marked or vowels)[-1 if marked else 0]
    return unicodedata.normalize("NFC", syllable[: place + 1] + sign + syllable[place + 1 :])


@lru_cache(maxsize=1 << 16)
def marks(word: str) -> str:
    """The signs above and below the letters, in an order of their own; empty when nobody wrote any."""
    return "".join(
        sorted(sign for sign in unicodedata.normalize("NFD", word.replace("đ", "d\u0335")) if unicodedata.combining(sign))
    )


@lru_cache(maxsize=1 << 16)
def has_own_marks(word: str) -> bool:
    """Whether a word carries marks that only Vietnamese has."""
    return not word.isascii() and _OWN_MARKS.search(unicodedata.normalize("NFD", word)) is not None and is_syllable(word)


@lru_cache(maxsize=1 << 16)
def sounds(word: str) -> tuple[str, ...]:
    """How a syllable is written in kana, as sounds; empty when it is no syllable."""
    found = _SYLLABLE.match(toneless(word))
    if found is None:
        return ()
    onset = found["onset"] or ""
    nucleus = found["nucleus"].replace("y", "i").replace("uie", "ue")
    if onset == "qu":
        # The u of qu is the glide already: quyên is kwen.
        nucleus = nucleus.removeprefix("i") or nucleus
    rest = [nucleus + _CODAS[found["coda"] or ""]]
    if found["coda"] == "nh" and nucleus == "a":
        rest.insert(0, "ain")
    return tuple(dict.fromkeys(settled(_begin(start, tail)) for start in _ONSETS[onset] for tail in rest))


@cache
def heard() -> dict[str, tuple[str, ...]]:
    """Every sound that a syllable may have in kana, with the first sound of each syllable that may be meant: the way back."""
    found: dict[str, dict[str, None]] = {}
    for onset in _ONSETS:
        for nucleus in (*_OPEN.split("|"), *_CLOSED.split("|")):
            for coda in _CODAS:
                said = sounds.__wrapped__(onset + nucleus + coda)
                for sound in said:
                    found.setdefault(sound, {})[said[0]] = None
    return {sound: tuple(firsts) for sound, firsts in found.items()}


def _begin(start: str, tail: str) -> str:
    if start == "tor" and tail[0] == "u":
        return "tur" + tail
    return start + (tail[1:] if start.endswith("i") and tail.startswith("i") else tail)


_MIDDLE = ("thi", "van")
_MOST = 6
_LONGEST = 7
_LEAST = 2


@lru_cache(maxsize=1 << 14)
def apart(run: str) -> tuple[str, ...]:
    """A name typed without spaces, cut into syllables: the longest first, but Thi and Van before others. Else empty."""
    return _cut(run, _MOST)


def _cut(run: str, at_most: int) -> tuple[str, ...]:
    if len(run) < _LEAST or at_most == 0:
        return ()
    middle = [3] if at_most == _MOST - 1 and run.startswith(_MIDDLE) else []
    for length in (*middle, *range(min(_LONGEST, len(run)), 1, -1)):
        head, rest = run[:length], run[length:]
        if not is_syllable(head):
            continue
        if not rest:
            return (head,)
        if tail := _cut(rest, at_most - 1):
            return (head, *tail)
    return ()
