"""How a name can be cut and read across scripts, by the room `names`: what a katakana form and a Vietnamese one have in common.

Blinded keys meet only where two words are the same, so readings are rough: what people and offices write differently is left out.
What is kept has few readings, the likeliest; what asks has many. So the tables stay small, and still the two meet.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, product

from madoguchi.names import forms, joined, vietnamese, words
from madoguchi.names.compare import coarse
from madoguchi.names.match import forget
from madoguchi.names.terms import Script, Tongue
from madoguchi.tracing.decide.compounds import A_NAME, Cut

ASKED_READINGS = 8
"""Of one piece, on the side that asks: what comes later is rare, and every reading makes strangers meet."""
MOST_PIECES = 8
"""Of one name: whoever has more is found by the first."""
ASKED_WHOLES = 24
"""Readings of a whole name, on the side that asks."""
_KEPT_TONGUES = 2
_KEPT_HAN = 4
"""Languages in which a name is kept that tells none by itself."""
_LIKELIEST = (
    Tongue.VIETNAMESE, Tongue.CHINESE, Tongue.OTHER, Tongue.KOREAN, Tongue.BURMESE, Tongue.NEPALI, Tongue.THAI, Tongue.JAPANESE,
)  # fmt: skip
_KEPT_SIGNS = 2
"""Readings of a Han sign that are kept; of letters and kana, one."""
_BONES = 3
"""Consonants from which on the vowels of a piece are left out: they are what spellings differ in."""
_BONES_OF_ALL = 5
_A_LONG_RUN = 14
"""Sounds from which on a run without gaps must be more than one piece."""
_VOWELS = re.compile("[aeiouyw]+")
_TWICE = re.compile(r"(.)\1+")


def spoken_cuts(name: str, *, asks: bool) -> tuple[Cut, ...]:
    """In sounds, as each language that it could belong to reads it. `asks`: with everything somebody else may have written.

    The room of names remembers nothing of it: a name that was left before would else be read more quickly than one that was not.
    """
    found = read_cuts(name, asks=asks)
    forget()
    _roughly.cache_clear()
    _coarse.cache_clear()
    return found


def read_cuts(name: str, *, asks: bool) -> tuple[Cut, ...]:
    """The same, remembered: for whoever reads many names and calls `forget` afterwards."""
    form = forms.read(name)
    most = _KEPT_SIGNS if form.script is Script.HAN else 1
    kept = tuple(_kept(said, most) for said in _said(form, asks=False))
    asked = tuple(_asked(said) for said in _said(form, asks=True)) if asks else ()
    return tuple(dict.fromkeys(cut for cut in (*kept, *asked) if cut.pieces))


# ------------------------------------------------------------------------------------------ what is said


def _said(form: forms.Form, *, asks: bool) -> Iterator[words.Words]:
    """A form in sounds, piece by piece: each language, each way to cut a run."""
    if form.script is Script.KANA:
        yield from _of_kana(form, asks=asks)
        return
    for tongue in _tongues(form, asks=asks):
        said = _signs(form) if form.script is Script.HAN and tongue is Tongue.VIETNAMESE else words.as_sounds(form, tongue)
        # A letter alone stands for anything: the other pieces must do.
        yield tuple(variants for variants in said if variants and variants[0] and not variants[0].endswith("."))[:MOST_PIECES]


def _tongues(form: forms.Form, *, asks: bool) -> Iterable[Tongue]:
    if form.sure is not None and not asks:
        return (form.sure,)
    there = [tongue for tongue in _LIKELIEST if tongue in form.tongues]
    return there if asks else there[: _KEPT_HAN if form.script is Script.HAN else _KEPT_TONGUES]


def _signs(form: forms.Form) -> words.Words:
    """Han signs in Vietnamese, each reading by its first sound: a sign may be Hoàng or Huỳnh."""
    letters = words.as_letters(form, Tongue.VIETNAMESE)
    return tuple(tuple(vietnamese.sounds(one)[0] for one in readings if vietnamese.sounds(one)) for readings in letters)


def _of_kana(form: forms.Form, *, asks: bool) -> Iterator[words.Words]:
    # Kana are sounds already, whatever language was meant.
    as_written = tuple(joined.sounds(word) for word in form.words)[:MOST_PIECES]
    cuts = joined.cuts("".join(form.words)) if len(form.words) == 1 else ()
    if asks or not cuts:
        yield as_written
    for cut in cuts[: 2 if asks else 1]:
        yield tuple(joined.sounds(piece) for piece in cut)


# ---------------------------------------------------------------------------------------------- as a cut


def _kept(said: words.Words, most: int) -> Cut:
    """With the first readings of each piece; the whole as it stands, or its consonants where spellings differ in vowels."""
    firsts = [_coarse(variants[0]) for variants in said]
    pieces = tuple(tuple(dict.fromkeys(_roughly(_coarse(one)) for one in variants[:most])) for variants in said)
    whole, bones = _TWICE.sub(r"\1", "".join(firsts)), _bones("".join(firsts))
    is_vietnamese = all(variants[0] in vietnamese.heard() for variants in said)
    wholes = (whole,) if is_vietnamese or len(bones) < _BONES_OF_ALL else (f"-{bones}",)
    return Cut(pieces, wholes if _is_whole(said) else ())


def _asked(said: words.Words) -> Cut:
    """With every reading, and as a whole in the orders in which people write."""
    each = [tuple(dict.fromkeys(one for variant in variants for one in _meant(variant))) for variants in said]
    pieces = tuple(tuple(dict.fromkeys(map(_roughly, readings)))[:ASKED_READINGS] for readings in each)
    orders = dict.fromkeys((tuple(each), tuple(each[1:] + each[:1]), tuple(each[-1:] + each[:-1])))
    runs = ["".join(run) for order in orders for run in islice(product(*order), ASKED_WHOLES)] if _is_whole(said) else []
    wholes = [_TWICE.sub(r"\1", run) for run in runs]
    bones = [f"-{one}" for one in map(_bones, runs) if len(one) >= _BONES_OF_ALL]
    return Cut(pieces, tuple(dict.fromkeys(wholes)), tuple(dict.fromkeys(bones)))


def _is_whole(said: words.Words) -> bool:
    """Whether this is more than one piece of a name: two pieces, or a run that nobody could cut and that is too long for one."""
    return len(said) >= A_NAME or (len(said) == 1 and len(said[0][0]) >= _A_LONG_RUN)


def _meant(sound: str) -> tuple[str, ...]:
    """A sound, and the first sounds of the Vietnamese syllables that may be meant by it."""
    return (_coarse(sound), *map(_coarse, vietnamese.heard().get(sound, ())))


@lru_cache(maxsize=1 << 16)
def _coarse(sound: str) -> str:
    return _LARGE_TU.sub("", _NASAL.sub("k", coarse(sound)))


_NASAL = re.compile("^nk[ou]?(?=w)|^nk")
# A small tu that a clerk wrote large: フツク is フック.
_LARGE_TU = re.compile("(?<=[aeiou])to(?=[kpt])")


@lru_cache(maxsize=1 << 16)
def _roughly(sound: str) -> str:
    bones = _bones(sound)
    return bones if len(bones) >= _BONES else sound


def _bones(sound: str) -> str:
    return _TWICE.sub(r"\1", _VOWELS.sub("", sound))


def is_a_name(text: str) -> bool:
    """Whether a text has pieces enough, in whatever script, to be somebody's name."""
    return any(cut.wholes for cut in spoken_cuts(text, asks=False))
