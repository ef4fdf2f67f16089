"""The words of a form as one language reads them: in letters, or as kana sounds."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

from madoguchi.names import burmese, chinese, devanagari, folding, han, japanese, kana, korean, latin, thai, vietnamese
from madoguchi.names.forms import Form
from madoguchi.names.terms import Script, Tongue

Variants = tuple[str, ...]
Words = tuple[Variants, ...]


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
    return _initial(word) or _spelt_out(word)


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
    return (run[:1], run[1:]) if len(run) <= _THREE_SIGNS else (run[:2], run[2:])


def _chinese_sounds(form: Form) -> Words:
    if form.script is Script.HAN:
        return tuple(_flat(chinese.sounds(one) for one in han.pinyin(signs)) for signs in family_and_given(form))
    return tuple(map(_pinyin_sounds, two_words(form, CHINESE_FAMILIES)))


@lru_cache(maxsize=1 << 16)
def _pinyin_sounds(word: str) -> Variants:
    syllables = chinese.apart(word)
    return chinese.sounds(syllables) if syllables else _flat((chinese.sounds((chinese.older(word),)), _spelt_out(word)))


def _chinese_letters(form: Form) -> Words:
    if form.script is not Script.HAN:
        return tuple((word,) for word in two_words(form, CHINESE_FAMILIES))
    first, *rest = family_and_given(form) or ("",)
    family = _flat((_joined(first), han.families_abroad().get(first, ())))
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
    return tuple(map(han.on_sounds_of_pinyin, map(chinese.apart, two_words(form, CHINESE_FAMILIES))))


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
        return tuple((korean.letters(word),) for word in family_and_given(form))
    if form.script is Script.HAN:
        return tuple(tuple(korean.letters(one) for one in han.hangul(signs)) for signs in family_and_given(form))
    return tuple((korean.spelt(word),) for word in two_words(form, korean.FAMILIES))


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
    return tuple(map(thai.letters, form.words)) if form.script is Script.THAI else _plain_letters(form)


def _thai_sounds(form: Form) -> Words:
    if form.script is Script.THAI:
        return tuple(_flat(map(latin.sounds, thai.letters(word))) for word in form.words)
    return _plain_sounds(form)


# --------------------------------------------------------------------------------------------- all others


def _plain_letters(form: Form) -> Words:
    return tuple(map(_bare, form.words))


def _plain_sounds(form: Form) -> Words:
    return tuple(map(_plain_sounds_of, form.words))


def _flat(parts: Iterable[Variants]) -> Variants:
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
