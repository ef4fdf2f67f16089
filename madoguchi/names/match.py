"""Two written forms in, how well one name could have been written both ways, and why.

Every language that both forms could belong to is tried; the one that fits best speaks.
"""

import gc
import math
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from madoguchi.names import (
    burmese,
    chinese,
    compare,
    devanagari,
    forms,
    han,
    japanese,
    joined,
    kana,
    korean,
    latin,
    shelf,
    signs,
    thai,
    vietnamese,
    words,
)
from madoguchi.names.compare import Joins, Laid, Near
from madoguchi.names.forms import Form
from madoguchi.names.signs import Signs
from madoguchi.names.terms import Field, Match, Script, Tongue, Way

Weights = dict[str, float]
_BOUND = {
    Script.HANGUL: (Tongue.KOREAN,),
    Script.DEVANAGARI: (Tongue.NEPALI,),
    Script.BURMESE: (Tongue.BURMESE,),
    Script.THAI: (Tongue.THAI,),
}
_OTHER_ONLY = (Tongue.OTHER,)
_HAN_TONGUES = (Tongue.VIETNAMESE, Tongue.CHINESE, Tongue.KOREAN, Tongue.JAPANESE)
_HAN_OF_VIET_NAM = (Tongue.VIETNAMESE, Tongue.CHINESE)
_THI = "氏"
_SINIC = frozenset({Tongue.CHINESE, Tongue.KOREAN})
# Nurhaliza and Nur Haliza, Delacruz and de la Cruz, Pushpakamal and Pushpa Kamal.
_JOINS = (
    dict.fromkeys(Tongue, Joins.NEVER)
    | dict.fromkeys(_SINIC, Joins.SOMETIMES)
    | dict.fromkeys((Tongue.OTHER, Tongue.NEPALI), Joins.RARELY)
)
Trial = tuple[Tongue, Way, Laid]


@cache
def weights() -> Weights:
    """How much each sign weighs."""
    return {name: float(weight) for name, weight in tomllib.loads(shelf.text("weights.toml"))["weights"].items()}


def score(a: str, b: str) -> float:
    """From 0 to 1: as a share of what the weights were fitted to. Which form comes first does not matter."""
    here, there = _in_order(a, b)
    return _chance(here, there, best(here, there)[0] if here.words != there.words else 0.0)


def scores(pairs: Iterable[tuple[str, str]]) -> list[float]:
    """The score of each pair, for whoever has many, and the very same that `score` gives. `forget` belongs after it."""
    sweeps = gc.isenabled()
    # Nothing made here points back at itself; to look for what does, through all that is remembered, takes a sixth of the time.
    gc.disable()
    try:
        return [score(a, b) for a, b in pairs]
    finally:
        if sweeps:
            gc.enable()


def ready() -> None:
    """Opens every table now and not at the first name that needs it."""
    weights()
    han.open_tables()


def match(a: str, b: str) -> Match:
    """The same, field by field."""
    here, there = _in_order(a, b)
    points, (tongue, way, laid), found = best(here, there)
    heavy = weights()
    shown, beside = _shown(here, tongue, way), _shown(there, tongue, way)
    made = Match(
        score=_chance(here, there, points),
        tongue=tongue,
        way=way,
        fields=tuple(_field(pair, shown, beside) for pair in laid.pairs),
        left_here=tuple(shown[place] for place in laid.left_here if place < len(shown)),
        left_there=tuple(beside[place] for place in laid.left_there if place < len(beside)),
        reasons=tuple(
            sorted(((name, heavy.get(name, 0.0) * value) for name, value in found.items()), key=lambda reason: -abs(reason[1]))
        ),
    )
    return made if here.text == a else turned(made)


def turned(made: Match) -> Match:
    """The same comparison, seen from the other form."""
    fields = tuple(replace(f, here=f.there, there=f.here, read_here=f.read_there, read_there=f.read_here) for f in made.fields)
    return replace(made, fields=fields, left_here=made.left_there, left_there=made.left_here)


def _in_order(a: str, b: str) -> tuple[Form, Form]:
    """One order for two forms, so that either way round the same is compared."""
    return (forms.read(a), forms.read(b)) if a <= b else (forms.read(b), forms.read(a))


MODULES = (burmese, chinese, compare, devanagari, forms, han, japanese, joined, kana, korean, latin, thai, vietnamese, words)
"""Where words are remembered to be quick. What has no bound is a table or a number of ours, and stays."""


def forget() -> None:
    """Empties what was remembered to be quick: every word that was read in this process.

    Whoever compares names of people calls it afterwards: a name must not lie about in memory, nor be answered more quickly the
    second time than the first.
    """
    for memory in _memories():
        memory.cache_clear()


def remembered() -> int:
    """How many readings of words this process remembers."""
    return sum(memory.cache_info().currsize for memory in _memories())


def _memories() -> Iterator[Any]:
    found = (value for module in MODULES for value in vars(module).values() if hasattr(value, "cache_parameters"))
    return (memory for memory in found if memory.cache_parameters()["maxsize"] is not None)


def best(here: Form, there: Form) -> tuple[float, Trial, Signs]:
    """The trial with most points, its points and its signs."""
    weight = weights().get
    top: tuple[float, Trial, Signs] | None = None
    for trial in trials(here, there):
        found = signs.of(trial[2], here, there, trial[0], trial[1])
        points = 0.0
        for name, value in found.items():
            points += weight(name, 0.0) * value
        if top is None or points > top[0]:
            top = (points, trial, found)
            if points > _ENOUGH:
                break
    assert top is not None
    return top


# So sure that no other language is asked: what it could add would change nobody's mind.
_ENOUGH = 2.5


def _chance(a: Form, b: Form, points: float) -> float:
    """Points as a share. Without a word on either side there is no name; the same words but for width and signs are one."""
    if not (a.words and b.words):
        return 0.0
    if a.words == b.words:
        return 1.0
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, points))))


# ----------------------------------------------------------------------------------------- what is tried


def trials(a: Form, b: Form) -> Iterator[Trial]:
    """Every way to read both forms that is worth a try."""
    kana = Script.KANA in (a.script, b.script)
    for tongue in tongues(a, b):
        if tongue is Tongue.JAPANESE and (a.script is Script.HAN) != (b.script is Script.HAN):
            yield Tongue.JAPANESE, Way.KANJI, _kanji(a, b) if a.script is Script.HAN else _kanji(b, a)
            if kana:
                yield tongue, Way.READ_OFF, _read_off(a, b)
            continue
        yield tongue, Way.SOUNDS if kana else Way.LETTERS, _laid(a, b, tongue, kana)
        if a.script is b.script is Script.KANA:
            yield from _by_ear(a, b)
            yield from _by_habit(a, b)
        if kana and tongue in _SINIC and a.script is not b.script and Script.HAN not in (a.script, b.script):
            yield tongue, Way.READ_OFF, _read_off(a, b)


def tongues(a: Form, b: Form) -> tuple[Tongue, ...]:
    """The languages to try: what a script says, else what a family name says, else all that the letters allow."""
    for form in (a, b):
        if form.script in _BOUND:
            return _BOUND[form.script]
    if a.script is b.script is Script.HAN:
        # The same signs sound the same in any language; only Viet Nam leaves one out, the thị of a woman.
        return _HAN_OF_VIET_NAM if _THI in a.text + b.text else (Tongue.CHINESE,)
    if a.script is Script.HAN or b.script is Script.HAN:
        return _beside_han(b if a.script is Script.HAN else a)
    if a.script is b.script is Script.KANA:
        return _OTHER_ONLY
    named = frozenset(form.sure for form in (a, b) if form.sure)
    tried = _ordered(named or (a.tongues & b.tongues)) or _OTHER_ONLY
    if a.script is b.script and not named and any(map(thai.is_by_letter, a.words + b.words)):
        tried += (Tongue.THAI,)
    return tried


@cache
def _ordered(found: frozenset[Tongue]) -> tuple[Tongue, ...]:
    """A set of languages, always in the same order."""
    return tuple(tongue for tongue in Tongue if tongue in found)


def _beside_han(other: Form) -> tuple[Tongue, ...]:
    if other.script is not Script.LATIN:
        return _HAN_TONGUES
    if other.marked:
        return (Tongue.VIETNAMESE,)
    return tuple(tongue for tongue in _HAN_TONGUES if tongue is Tongue.CHINESE or tongue in other.tongues)


def _laid(a: Form, b: Form, tongue: Tongue, kana: bool) -> Laid:  # noqa: FBT001
    read, rough = (words.as_sounds, compare.coarse) if kana else (words.as_letters, compare.ROUGH[tongue])
    here, there = read(a, tongue), read(b, tongue)
    if tongue is Tongue.BURMESE or (tongue is Tongue.OTHER and a.script is b.script is Script.KANA):
        return compare.lay_titled(here, there, rough)
    return compare.lay(here, there, rough, _JOINS[tongue])


def _read_off(a: Form, b: Form) -> Laid:
    """One side in kana, the other read off sign by sign, as a Japanese clerk would."""
    here, there = (words.as_sounds(form, Tongue.OTHER) if form.script is Script.KANA else words.read_off(form) for form in (a, b))
    return compare.lay(here, there, compare.coarse, Joins.SOMETIMES)


def _by_ear(a: Form, b: Form) -> Iterator[Trial]:
    """Both in kana: one as Mandarin sounds, the other read off. Only where the whole of one could be Mandarin."""
    for form, other in ((a, b), (b, a)):
        heard = words.read_off(form)
        if heard and all(heard):
            laid = compare.lay(heard, words.as_sounds(other, Tongue.OTHER), compare.coarse)
            yield Tongue.CHINESE, Way.BY_EAR, laid if form is a else compare.turned(laid)


def _by_habit(a: Form, b: Form) -> Iterator[Trial]:
    """Both in kana, written by two habits of Vietnamese."""
    here, there = words.as_heard(a), words.as_heard(b)
    if here and there:
        yield Tongue.VIETNAMESE, Way.SOUNDS, compare.lay(here, there, compare.coarse)


def _kanji(signs_: Form, other: Form) -> Laid:
    """How well the sounds of the other form can be read out of kanji, the family first or last."""
    readings = han.japanese_readings("".join(signs_.words))
    spoken = [variants[-1] for variants in words.as_sounds(other, Tongue.JAPANESE)]
    runs = {"".join(spoken), "".join(spoken[1:] + spoken[:1])}
    fit = max(japanese.read_out(run, readings) for run in runs)
    return Laid(((0, 0, Near(fit, fit, fit, "", "")),), cut=len(spoken) == 1)


# ------------------------------------------------------------------------------------------- explaining


def _shown(form: Form, tongue: Tongue, way: Way) -> tuple[str, ...]:
    """The words of a form as the trial had them, to show them again."""
    if way is Way.KANJI:
        return ("".join(form.words),)
    if tongue is Tongue.VIETNAMESE and form.script in (Script.LATIN, Script.HAN):
        return words.syllables(form)
    if form.script in (Script.HAN, Script.HANGUL):
        return words.family_and_given(form)
    if form.script is Script.LATIN and tongue in _SINIC:
        return words.two_words(form, words.CHINESE_FAMILIES if tongue is Tongue.CHINESE else korean.FAMILIES)
    return form.words


def _field(pair: compare.Pair, here: tuple[str, ...], there: tuple[str, ...]) -> Field:
    i, j, near = pair
    return Field(
        here=here[i] if i < len(here) else near.here,
        there=there[j] if j < len(there) else near.there,
        alike=near.both,
        read_here=near.here,
        read_there=near.there,
    )
