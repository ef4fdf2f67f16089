"""What was done to the person, what made them irregular, what helped; close a case; count it where its person agreed."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from madoguchi.casework import shelf, store
from madoguchi.casework.actions import cases
from madoguchi.casework.decide import case as fold
from madoguchi.casework.decide.campaigns import refused_by
from madoguchi.casework.decide.counting import codes_of, quarter_of
from madoguchi.casework.terms import COUNT_AFTER_DAYS, CaseRefused, Causes, Harm, Part, Wrote
from madoguchi.help.actions import asking
from madoguchi.help.terms import TalkRefused
from madoguchi.help.terms.consents import Purpose
from madoguchi.network import actions as network
from madoguchi.network.terms import Act, Desk
from madoguchi.rules.kinds import Redress
from madoguchi.rules.shelf import law_of
from madoguchi.vault.terms import ID_BYTES, chance

COUNTRY = "JP"
AT_ONCE = 5
"""Cases counted with one page: the others wait for the next."""


def redress_routes() -> tuple[str, ...]:
    """Every way to one's rights that the law book has."""
    return tuple(str(clause.id) for clause in law_of(COUNTRY).clauses.values() if isinstance(clause.versions[-1], Redress))


def clauses() -> tuple[str, ...]:
    """Every clause that can be named as a cause."""
    return tuple(sorted(str(id_) for id_ in law_of(COUNTRY).clauses))


def keep_harm(desk: Desk, id_: str, harm: Harm, today: dt.date) -> None:
    """Keep what was done to the person and what helped. `harm.seq`: what the page showed. Only words of the lists are kept."""
    lists = shelf.lists()
    known = {
        "violations": lists.violations,
        "signs": lists.signs,
        "elements": lists.elements,
        "redress": redress_routes(),
        "helped": lists.helped,
    }
    content = {name: _known(getattr(harm, name), words) for name, words in known.items()}
    cases.write(desk, id_, Part.HARM, Wrote.HARM, today, after=harm.seq, **content)


def _known(chosen: Iterable[str], words: tuple[str, ...]) -> list[str]:
    wanted = frozenset(chosen)
    return [word for word in words if word in wanted]


def keep_causes(desk: Desk, id_: str, causes: Causes, today: dt.date) -> None:
    """Keep what made the person irregular; CaseRefused where nothing is said, or both that something did and that nothing did."""
    lists = shelf.lists()
    named = _known(causes.clauses, clauses())
    pairs = [f"{office}:{act}" for office, act in causes.offices if office in lists.offices and act in lists.acts]
    if bool(named or pairs) == causes.none:
        raise CaseRefused("close.which_cause")
    content = {"clauses": named, "offices": list(dict.fromkeys(pairs)), "none": causes.none}
    cases.write(desk, id_, Part.STATUS, Wrote.CAUSES, today, after=causes.seq, **content)


def close(desk: Desk, id_: str, today: dt.date) -> None:
    """Close a case of this group. It says before what made the person irregular, or that nothing did."""
    with transaction.atomic():
        found = cases.opened_quietly(desk, id_, today, to_write=True)
        if found.kept.owner != desk.organisation.id:
            raise CaseRefused("case.not_yours")
        if not found.case.reads(Part.STATUS) or not fold.causes(found.case).is_told:
            raise CaseRefused("close.no_cause" if desk.free_keys else "close.needs_colleague")
        if found.kept.closed_on is not None:
            return
        cases.write(desk, id_, Part.CORE, Wrote.CLOSED, today)
        store.close(id_, today)
        network.note(desk, Act.CLOSED, found.kept.conversation, today)


def open_again(desk: Desk, id_: str, today: dt.date) -> None:
    """A closed case goes on."""
    with transaction.atomic():
        found = cases.opened_quietly(desk, id_, today, to_write=True)
        if found.kept.owner != desk.organisation.id or found.kept.closed_on is None:
            return
        cases.write(desk, id_, Part.CORE, Wrote.OPENED_AGAIN, today)
        store.close(id_, None)


def count_closed(desk: Desk, today: dt.date) -> int:
    """Count the closed cases of this group whose person still agrees thirty days after; how many.

    What is counted leads back to nobody, so it waits until it is no news any more, and cannot be taken back afterwards.
    """
    if not desk.free_keys:
        return 0
    due = store.to_count(desk.organisation.id, today - dt.timedelta(days=COUNT_AFTER_DAYS))[:AT_ONCE]
    return sum(_count(desk, kept, today) for kept in due)


def _count(desk: Desk, kept: store.KeptCase, today: dt.date) -> bool:
    with transaction.atomic():
        try:
            agreed = asking.agreed(desk, kept.conversation, Purpose.COUNT, today)
            case = cases.opened_quietly(desk, kept.id, today, to_write=True).case
        except (CaseRefused, TalkRefused):
            return False
        store.counted(kept.id)
        if agreed is None or kept.closed_on is None:
            return False
        codes = codes_of(fold.causes(case), fold.harm(case), refused_by(case))
        store.add_coded(chance(ID_BYTES).hex(), quarter_of(kept.closed_on), codes)
        return True
