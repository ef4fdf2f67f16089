"""The words of a form as one language reads them: in letters, or as kana sounds."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

from madoguchi.names import burmese, chinese, devanagari, folding, han, japanese, kana, korean, latin, thai, vietnamese
from madoguchi.names.forms import Form
from madoguchi.names.terms import Script, Tongue

Variants = tuple[str, ...]
Words = tuple[Variants, ...]
Syllables = tuple[str, ...]


def as_sounds(form: Form, tongue: Tongue) -> Words:
    """Every word as it would stand in kana; a word that the language cannot read is spelt as any other."""
    return _spoken(form) if form.script is Script.KANA else _heard(form, tongue)


@lru_cache(maxsize=1 << 16)
def _spoken(form: Form) -> Words:
    return tuple(map(kana.spoken, form.words))


@lru_cache(maxsize=1 << 16)
def _heard(form: Form, tongue: Tongue) -> Words:
    return _SOUNDS[tongue](form)


@lru_cache(maxsize=1 << 16)
def as_letters(form: Form, tongue: Tongue) -> Words:
    """Every word in letters as this language spells."""
    return _LETTERS[tongue](form)


def _initial(word: str) -> Variants:
    """A letter alone stands for any name that begins with it."""
    return (word + ".",) if len(word) == 1 and word.isascii() else ()


def _spelt_out(word: str) -> Variants:
    return latin.sounds(folding.unmarked(word))


# What is worked out for a word is kept for the word: names share most of theirs.


@lru_cache(maxsize=1 << 16)
def _bare(word: str) -> Variants:
    return _initial(word) or (folding.unmarked(word),)


@lru_cache(maxsize=1 << 16)
def _plain_sounds_of(word: str) -> Variants:
    return _initial(word) or _spelt_out(word) + (_spelt_out(_CUT_SHORT[word]) if word in _CUT_SHORT else ())


# ------------------------------------------------------------------------------------------- Vietnamese


def syllables(form: Form) -> tuple[str, ...]:
    """Vietnamese words; a run without spaces is cut, and each Han sign is a word."""
    if form.script is Script.HAN:
        return tuple("".join(form.words))
    return tuple(chain.from_iterable(map(_vietnamese_parts, form.words)))


@lru_cache(maxsize=1 << 16)
def _vietnamese_parts(word: str) -> tuple[str, ...]:
    return (word,) if vietnamese.is_syllable(word) else vietnamese.apart(folding.unmarked(word)) or (word,)


def _vietnamese_sounds(form: Form) -> Words:
    return tuple(map(han.vietnamese_sounds if form.script is Script.HAN else _vietnamese_sounds_of, syllables(form)))


@lru_cache(maxsize=1 << 16)
def _vietnamese_sounds_of(word: str) -> Variants:
    return _initial(word) or vietnamese.sounds(word) or _spelt_out(word)


def _vietnamese_letters(form: Form) -> Words:
    if form.script is Script.HAN:
        return tuple(tuple(folding.unmarked(one) for one in han.vietnamese_readings(sign)) for sign in syllables(form))
    return tuple(map(_bare, syllables(form)))


@lru_cache(maxsize=1 << 16)
def as_heard(form: Form) -> Words:
    """Kana for Vietnamese syllables as every habit writes them: ズオン and ユオン meet. Empty without a family's name."""
    if not any(_is_common_family(word) for word in form.words[:1] + form.words[-1:]):
        return ()
    return tuple(map(_heard_again, form.words))


# Four of five Vietnamese families; the sounds of the others are words in many a language.
_COMMON_FAMILIES = frozenset(
    sound
    for name in ("nguyen", "tran", "pham", "hoang", "huynh", "phan", "dang", "bui", "duong")
    for sound in vietnamese.sounds(name)
)


@lru_cache(maxsize=1 << 16)
def _is_common_family(word: str) -> bool:
    return not _COMMON_FAMILIES.isdisjoint(kana.spoken(word))


@lru_cache(maxsize=1 << 16)
def _heard_again(word: str) -> Variants:
    spoken = kana.spoken(word)
    return _flat((spoken, *(vietnamese.heard().get(sound, ()) for sound in spoken)))


# --------------------------------------------------------------------------------------------- Chinese


CHINESE_FAMILIES = han.FAMILIES_IN_PINYIN | {one for spellings in han.families_abroad().values() for one in spellings}
_THREE = 3


def two_words(form: Form, families: frozenset[str]) -> tuple[str, ...]:
    """Latin words, a given name of two syllables as one word: Zhang Dong Sheng is Zhang and Dongsheng."""
    bare = tuple(map(folding.unmarked, form.words))
    if len(bare) != _THREE:
        return bare
    if bare[0] in families:
        return (bare[0], bare[1] + bare[2])
    return (bare[0] + bare[1], bare[2]) if bare[2] in families else bare


_THREE_SIGNS = 3


def family_and_given(form: Form) -> tuple[str, ...]:
    """Han signs as two words. Four and more are cut in the middle; where the cut falls matters little."""
    run = "".join(form.words)
    if len(form.words) > 1 or len(run) <= 1:
        return form.words
    if run[:2] in korean.FAMILIES_OF_TWO or run[:2] in han.FAMILIES_OF_TWO:
        return (run[:2], run[2:]) if len(run) > len("남궁") else (run,)
    return (run[:1], run[1:]) if len(run) <= _THREE_SIGNS else (run[:2], run[2:])


def _family_and_given_pinyin(form: Form) -> Iterable[tuple[Syllables, ...]]:
    """Han signs as pinyin, word by word; the first is the family's."""
    first, *rest = family_and_given(form) or ("",)
    return (han.pinyin_of_family(first), *map(han.pinyin, rest))


def _in_pinyin(form: Form) -> Iterable[tuple[Syllables, ...]]:
    """Latin words as pinyin, every way each may be meant: as it stands, as in Taiwan, as families abroad, as in Hong Kong."""
    two = two_words(form, CHINESE_FAMILIES)
    older = "-" in form.text or any(not chinese.apart(word) and chinese.from_older(word) for word in two)
    return (_meant(word, older) for word in two)


@lru_cache(maxsize=1 << 16)
def _meant(word: str, older: bool) -> tuple[Syllables, ...]:  # noqa: FBT001 - a key of what is remembered, never written out
    found = (chinese.apart(word), *han.pinyin_of_families_abroad().get(word, ()), *(chinese.from_older(word) if older else ()))
    return tuple(dict.fromkeys(filter(None, found))) or han.from_hong_kong(word)


def _chinese_sounds(form: Form) -> Words:
    if form.script is Script.HAN:
        return tuple(_flat(map(chinese.sounds, each)) for each in _family_and_given_pinyin(form))
    return tuple(
        _flat(map(chinese.sounds, meant)) or _spelt_out(word)
        for word, meant in zip(two_words(form, CHINESE_FAMILIES), _in_pinyin(form), strict=True)
    )


def _chinese_letters(form: Form) -> Words:
    if form.script is not Script.HAN:
        return tuple(
            tuple(dict.fromkeys((word, *map("".join, meant))))
            for word, meant in zip(two_words(form, CHINESE_FAMILIES), _in_pinyin(form), strict=True)
        )
    first, *rest = family_and_given(form) or ("",)
    family = _flat((map("".join, han.pinyin_of_family(first)), han.families_abroad().get(first, ())))
    return (family, *(_flat((_joined(signs), han.abroad(signs))) for signs in rest))


def _joined(signs: str) -> Variants:
    return tuple(dict.fromkeys("".join(one) for one in han.pinyin(signs)))


@lru_cache(maxsize=1 << 16)
def read_off(form: Form) -> Words:
    """Read off in Japan, sign by sign or by way of the signs that the letters stand for."""
    if form.script is Script.HAN:
        return tuple(han.on_sounds(signs) for signs in family_and_given(form))
    if form.script is Script.KANA:
        return tuple(map(_read_off_by_ear, form.words))
    if form.script is Script.HANGUL:
        return tuple(han.on_sounds_of_hangul(signs) for signs in family_and_given(form))
    return tuple(_flat(map(han.on_sounds_of_pinyin, meant))[:64] for meant in _in_pinyin(form))


@lru_cache(maxsize=1 << 16)
def _read_off_by_ear(word: str) -> Variants:
    return _flat(map(han.on_sounds_by_ear, kana.spoken(word)))


# ---------------------------------------------------------------------------------------------- Korean


def _korean_sounds(form: Form) -> Words:
    if form.script is Script.HANGUL:
        return tuple(korean.sounds(word) for word in family_and_given(form))
    if form.script is Script.HAN:
        return tuple(_flat(korean.sounds(one) for one in han.hangul(signs)) for signs in family_and_given(form))
    return tuple(map(_korean_sounds_of, two_words(form, korean.FAMILIES)))


@lru_cache(maxsize=1 << 16)
def _korean_sounds_of(word: str) -> Variants:
    return korean.sounds_of_letters(word) or _spelt_out(word)


def _korean_letters(form: Form) -> Words:
    if form.script is Script.HANGUL:
        return tuple(_hangul_letters(word) for word in family_and_given(form))
    if form.script is Script.HAN:
        return tuple(tuple(korean.letters(one) for one in han.hangul(signs)) for signs in family_and_given(form))
    return tuple((korean.spelt(word),) for word in two_words(form, korean.FAMILIES))


def _hangul_letters(word: str) -> Variants:
    written = korean.letters(word)
    return (written,) if len(word) > 1 else tuple(dict.fromkeys((written, korean.spelt(written))))


# -------------------------------------------------------------------------------------------- Japanese


def _japanese_letters(form: Form) -> Words:
    if form.script is Script.LATIN:
        return tuple(map(japanese.sounds, form.words))
    return _plain_letters(form)


def _japanese_sounds(form: Form) -> Words:
    if form.script is Script.HAN:
        return tuple(han.on_sounds(signs) for signs in family_and_given(form))
    return tuple(map(japanese.sounds, form.words))


# --------------------------------------------------------------------------------- Burmese, Nepali, Thai


def _burmese_words(form: Form) -> Iterable[str]:
    return chain.from_iterable(map(burmese.letters if form.script is Script.BURMESE else _burmese_parts, form.words))


@lru_cache(maxsize=1 << 16)
def _burmese_parts(word: str) -> tuple[str, ...]:
    return burmese.apart(folding.unmarked(word)) or (folding.unmarked(word),)


def _burmese_sounds(form: Form) -> Words:
    return tuple(map(_burmese_sounds_of, _burmese_words(form)))


@lru_cache(maxsize=1 << 16)
def _burmese_sounds_of(word: str) -> Variants:
    return burmese.sounds(word) or _spelt_out(word)


def _burmese_letters(form: Form) -> Words:
    return tuple((burmese.rough(word),) for word in _burmese_words(form))


def _nepali_letters(form: Form) -> Words:
    if form.script is Script.DEVANAGARI:
        return tuple(map(devanagari.letters, form.words))
    return _plain_letters(form)


def _nepali_sounds(form: Form) -> Words:
    if form.script is Script.DEVANAGARI:
        return tuple(_flat(map(latin.sounds, devanagari.letters(word))) for word in form.words)
    return _plain_sounds(form)


def _thai_letters(form: Form) -> Words:
    if form.script is Script.THAI:
        return tuple(map(thai.letters, form.words))
    return tuple(_initial(word) or _sounded_too(folding.unmarked(word)) for word in form.words)


def _sounded_too(word: str) -> Variants:
    return tuple(dict.fromkeys((thai.sounded(word), word)))


def _thai_sounds(form: Form) -> Words:
    if form.script is Script.THAI:
        return tuple((thai.sounds(thai.letters(word)[0]),) for word in form.words)
    return tuple(map(_thai_sounds_of, form.words))


@lru_cache(maxsize=1 << 16)
def _thai_sounds_of(word: str) -> Variants:
    return _initial(word) or (thai.sounds(folding.unmarked(word)), *_spelt_out(word))


# --------------------------------------------------------------------------------------------- all others


# What papers cut short: Ma. Cristina in the Philippines, Muh. Rizki in Indonesia.
_CUT_SHORT = {"ma": "maria", "sta": "santa", "sto": "santo"} | dict.fromkeys(
    ("md", "mhd", "moh", "mohd", "muh", "muhd"), "muhammad"
)


def _plain_letters(form: Form) -> Words:
    return tuple(map(_written_out, form.words))


def _plain_sounds(form: Form) -> Words:
    return tuple(map(_plain_sounds_of, form.words))


@lru_cache(maxsize=1 << 16)
def _written_out(word: str) -> Variants:
    bare = _bare(word)
    return tuple(dict.fromkeys((*bare, latin.newer(bare[0]), _CUT_SHORT.get(word, bare[0]))))


def _flat(parts: Iterable[Iterable[str]]) -> Variants:
    return tuple(dict.fromkeys(one for part in parts for one in part if one))


_SOUNDS = {
    Tongue.VIETNAMESE: _vietnamese_sounds, Tongue.CHINESE: _chinese_sounds, Tongue.KOREAN: _korean_sounds,
    Tongue.JAPANESE: _japanese_sounds,
    Tongue.BURMESE: _burmese_sounds, Tongue.NEPALI: _nepali_sounds, Tongue.THAI: _thai_sounds, Tongue.OTHER: _plain_sounds,
}  # fmt: skip
_LETTERS = {
    Tongue.VIETNAMESE: _vietnamese_letters, Tongue.CHINESE: _chinese_letters, Tongue.KOREAN: _korean_letters,
    Tongue.JAPANESE: _japanese_letters,
    Tongue.BURMESE: _burmese_letters, Tongue.NEPALI: _nepali_letters, Tongue.THAI: _thai_letters, Tongue.OTHER: _plain_letters,
}  # fmt: skip
