"""A deny list beats every match, also one that was found, shown or told before somebody was put onto it. It holds at once."""

from madoguchi.help import erased
from madoguchi.tracing.decide.matching import is_denied
from madoguchi.tracing.store import candidates as exchange
from madoguchi.tracing.store import keys as shelf
from madoguchi.tracing.store.candidates import Found, KeptTold
from madoguchi.tracing.terms.entries import Step


def take_back(told: KeptTold) -> None:
    """Tell this no more, whatever backup is put back."""
    erased.note_hung(erased.mark_of_hung("told", told.id))
    exchange.stop_telling(told.id)


def close_denied(found: list[Found]) -> None:
    """Of some candidates, close those whose enquirer is denied: keys go, answers go, and what was told."""
    searches, beacons = {each.search for each in found}, {each.beacon for each in found}
    keys, denied = shelf.of(searches), shelf.of(beacons, is_denied=True)
    for each in found:
        if each.step is not Step.REJECTED and is_denied(keys[each.search], denied[each.beacon]):
            close(each)


def close(each: Found) -> None:
    """This pair asks nobody any more."""
    told = exchange.told_by(each.id)
    if told is not None:
        take_back(told)
    if each.yes:
        erased.note_hung(erased.mark_of_hung("yes", each.yes))
    gone: dict[str, object] = {"released": b"", "vault": 0, "for_group": b"", "for_owner": b"", "reply": b"", "own": b""}
    exchange.change(each.id, step=Step.REJECTED, answer=0, confirmed_on=None, yes="", wished=0, **gone)
