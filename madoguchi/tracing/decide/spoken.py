"""How a name can be cut and read across scripts, by the room `names`: what a katakana form and a Vietnamese one have in common.

Blinded keys meet only where two words are the same, so readings are rough: what people and offices write differently is left out.
"""

from collections.abc import Iterable

from madoguchi.names import forms, words
from madoguchi.names.compare import coarse
from madoguchi.names.match import forget
from madoguchi.names.terms import Script, Tongue
from madoguchi.tracing.decide.compounds import A_NAME, Cut, plain_cuts

MOST_VARIANTS = 4
"""Readings of one piece: what comes later is rare, and every reading makes strangers meet."""
MOST_PIECES = 8
"""Of one name: whoever has more is found by the first."""


def spoken_cuts(name: str) -> tuple[Cut, ...]:
    """As it stands, and in sounds, as each language that it could belong to reads it.

    The room of names remembers nothing of it: a name that was left before would else be read more quickly than one that was not.
    """
    form = forms.read(name)
    heard = [_heard(words.as_sounds(form, tongue)) for tongue in _tongues(form)]
    forget()
    return tuple(dict.fromkeys(cut[:MOST_PIECES] for cut in (*plain_cuts(name), *heard) if cut))


def _tongues(form: forms.Form) -> Iterable[Tongue]:
    # Kana are sounds already, whatever language was meant.
    return (Tongue.OTHER,) if form.script is Script.KANA else sorted(form.tongues, key=lambda tongue: tongue.value)


def _heard(said: words.Words) -> Cut:
    """In sounds, and marked as such: letters that happen to be the same are no sounds."""
    return tuple(frozenset(f"~{coarse(each)}" for each in variants[:MOST_VARIANTS]) for variants in said if variants)


def is_a_name(text: str) -> bool:
    """Whether a text has pieces enough, in whatever script, to be somebody's name."""
    return any(len(cut) >= A_NAME for cut in spoken_cuts(text))
