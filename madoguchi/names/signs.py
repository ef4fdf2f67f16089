"""What speaks for and against two forms being one name, as numbers with names.

Every sign is worked out from how the words lie; `weights.toml` says how much each weighs. The sum is all there is to a score,
so an explanation that lists the signs leaves nothing out.
"""

from operator import attrgetter

from madoguchi.names import folding, vietnamese
from madoguchi.names.compare import Laid, Near
from madoguchi.names.forms import Form
from madoguchi.names.terms import Script, Tongue, Way
from madoguchi.names.words import syllables

Signs = dict[str, float]
# Names of two words: what is left over there is a name taken abroad, or somebody else.
_STRICT = frozenset({Tongue.CHINESE, Tongue.KOREAN, Tongue.JAPANESE})
_STEPS = ((0.6, "worst over 0.6"), (0.75, "worst over 0.75"), (0.85, "worst over 0.85"), (0.93, "worst over 0.93"))
_WAYS = {way: f"way {way.value}" for way in Way}
_TONGUES = {tongue: f"tongue {tongue.value}" for tongue in Tongue}
_WORST = {tongue: f"worst {tongue.value}" for tongue in Tongue}
_both = attrgetter("both")


def of(laid: Laid, a: Form, b: Form, tongue: Tongue, way: Way) -> Signs:
    """The signs of two forms that lie so."""
    # A letter that cannot begin the word beside it is a word that differs.
    whole = [near for _, _, near in laid.pairs if not (near.initial and near.both)]
    signs: Signs = {"any": 1.0, _WAYS[way]: 1.0}
    if not whole:
        signs["nothing beside"] = 1.0
        return signs
    worst = min(whole, key=_both)
    _of_words(signs, whole, worst, tongue)
    _of_left(signs, laid, tongue)
    if len(laid.pairs) > len(whole):
        signs["initial fits"] = 1.0
        if any(near.initial and near.both and _is_left_beside(near, laid) for _, _, near in laid.pairs):
            signs["initial instead of a word"] = 1.0
    if laid.cut:
        signs["cut"] = 1.0
        signs["cut and unlike"] = 1.0 - worst.both
    if tongue is Tongue.VIETNAMESE and a.script is b.script is Script.LATIN and _tones_differ(laid, a, b):
        signs["tone differs"] = 1.0
    return signs


def _is_left_beside(initial: Near, laid: Laid) -> bool:
    """Whether a letter answers to a word that a whole word of its own side has left to it: Ana L. Reyes beside Luisa Reyes."""
    return bool(laid.left_here if initial.here.endswith(".") else laid.left_there)


def _of_words(signs: Signs, whole: list[Near], worst: Near, tongue: Tongue) -> None:
    signs[_TONGUES[tongue]] = 1.0
    if worst.both < 1.0:
        _of_worst(signs, worst, tongue)
        if len(whole) > 1:
            rest = sum(map(_both, whole)) - worst.both
            signs["others"] = 1.0 - rest / (len(whole) - 1)
    if len(whole) == 1:
        signs["one word only"] = 1.0
    elif len(whole) >= _THREE:
        signs["three words"] = 1.0


def _of_worst(signs: Signs, worst: Near, tongue: Tongue) -> None:
    """The pair of words that is least alike decides most."""
    both, here, there = worst.both, worst.here, worst.there
    signs["worst not the same"] = 1.0
    signs["worst"] = signs[_WORST[tongue]] = 1.0 - both
    for step, name in _STEPS:
        if both <= step:
            break
        signs[name] = both - step
    if here[:1] != there[:1]:
        signs["first letter differs"] = 1.0
    if here[-1:] != there[-1:]:
        signs["last letter differs"] = 1.0
    if worst.loose < 1.0:
        signs["rough differs"] = 1.0
    if len(here) < _SHORT or len(there) < _SHORT:
        signs["short word"] = 1.0


_THREE = 3
_SHORT = 4


def _of_left(signs: Signs, laid: Laid, tongue: Tongue) -> None:
    if turns := laid.turns:
        signs["order turned" if turns == 1 else "order mixed"] = 1.0
    left, last = (
        (laid.left_here, laid.last_here) if len(laid.left_here) >= len(laid.left_there) else (laid.left_there, laid.last_there)
    )
    if not left:
        return
    signs["one left" if len(left) == 1 else "more left"] = 1.0
    edges = sum(place in (0, last) for place in left)
    if edges:
        signs["edge left, order turned" if turns else "edge left"] = float(edges)
    if tongue in _STRICT:
        signs["left of two words"] = 1.0


def _tones_differ(laid: Laid, a: Form, b: Form) -> bool:
    """Whether both wrote tones, and one word has the same letters with other tones."""
    here, there = syllables(a), syllables(b)
    if not (any(map(vietnamese.marks, here)) and any(map(vietnamese.marks, there))):
        return False
    return any(
        i < len(here)
        and j < len(there)
        and folding.unmarked(here[i]) == folding.unmarked(there[j])
        and vietnamese.marks(here[i]) != vietnamese.marks(there[j])
        for i, j, _ in laid.pairs
    )
