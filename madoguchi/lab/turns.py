"""When decisions come, as tables for the kernel: occasions, and whose turn they are by situation and state.

An occasion is a day that the law sets for one decision, or a race: all decisions by chance that come to the same people on the
same terms. A race has one stream of candidates at the sum of their ceilings, and one mark says which of them comes, if any:
the competing risks of statistics. So a person waits for one thing instead of for each, and no two of them come on one day.
"""

import math
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np

from madoguchi.ground.ids import ClauseId
from madoguchi.lab.conditions import condition
from madoguchi.lab.days import NEVER, number
from madoguchi.lab.draws import stream_of, waits_of
from madoguchi.lab.laying_out import LaidOut
from madoguchi.lab.reading import per_day
from madoguchi.lab.states import CLOCK
from madoguchi.lab.tables import ints
from madoguchi.lab.terms import Behaviour, Decision, LabError
from madoguchi.rules.words import Vocabulary

RACE, PERMIT_UNTIL, ARRIVAL, STATE, CLOCK_LAST = range(5)
"""What brings an occasion: chance, or a day counted from one of these."""
ANCHORS = {"permit_until": PERMIT_UNTIL, "arrival": ARRIVAL, "state": STATE}
CLASSES = ("lawful", "irregular", "neither")


class Occasion(NamedTuple):
    """Decisions (their places in the file) that come together, and the name of their stream."""

    name: str
    members: tuple[int, ...]


def occasions(laid: LaidOut, words: Vocabulary, behaviour: Behaviour, seed: int) -> dict[str, Any]:
    """The tables of occasions `k_`, of what they bring `m_`, and of whose turn they are."""
    turns = [list(_turn(behaviour, situation, state)) for situation in behaviour.situations for state in CLASSES]
    every = list(dict.fromkeys(occasion for turn in turns for occasion in turn))
    firsts = [behaviour.decision[occasion.members[0]] for occasion in every]  # the terms of all of an occasion are the same
    races = [_ceilings(behaviour, occasion) for occasion in every]
    totals = [sum(each) for each in races]
    requests = sorted(words.lists["request"])
    programs = laid.book.programs
    places = np.zeros((len(turns), max(len(every), 1)), np.int32)
    for number_, turn in enumerate(turns):
        for place, occasion in enumerate(turn, 1):
            places[number_, every.index(occasion)] = place
    kinds = [_kind(decision) for decision in firsts]
    clauses = [_clause(laid, decision) for decision in firsts]
    watched = _by_row(laid, clauses)
    return {
        "k_place": places,
        **_listed("race", [[at for at in _numbers(every, turn) if kinds[at] == RACE] for turn in turns]),
        **_listed("fixed", [[at for at in _numbers(every, turn) if RACE < kinds[at] < CLOCK_LAST] for turn in turns]),
        **_listed("watch", watched),
        **_listed("turn", [_numbers(every, turn) for turn in turns]),
        "k_stream": np.array([stream_of(seed, occasion.name) for occasion in every], np.uint64),
        "k_kind": ints(kinds),
        "k_clause": ints(clauses),
        "k_days": ints([decision.at.days if decision.at else 0 for decision in firsts]),
        "k_every": ints([decision.at.every if decision.at else 0 for decision in firsts]),
        "k_when": ints([programs.add(condition(d.when, words) if d.when else None, d.id) for d in firsts]),
        "k_from": ints([number(decision.open_from) if decision.open_from else 0 for decision in firsts]),
        "k_to": ints([number(decision.open_to) if decision.open_to else NEVER for decision in firsts]),
        "k_wait": ints([decision.state_for_days for decision in firsts]),
        "k_unless": ints([programs.set_of([requests.index(d.unless_open)]) if d.unless_open else -1 for d in firsts]),
        "k_plain": ints([int(_is_plain(decision)) for decision in firsts]),
        "k_sure": ints([int(_is_sure(behaviour, *each)) for each in zip(every, races, strict=True)]),
        "k_block": ints([_block(total) for total in totals]),
        "k_waits": np.array([waits_of(total) for total in totals] or [waits_of(0.0)], np.float64),
        "k_member": ints(list(np.cumsum([0, *(len(occasion.members) for occasion in every)]))),
        "m_decision": ints([member for occasion in every for member in occasion.members]),
        "m_below": np.array([n for each in races for n in _belows(each)] or [0.0]),
        "m_part": np.array([n for each in races for n in _shares(each, sum(each))] or [0.0]),
    }


def _numbers(every: list[Occasion], turn: list[Occasion]) -> list[int]:
    return [every.index(occasion) for occasion in turn]


def _listed(name: str, lists: list[list[int]]) -> dict[str, Any]:
    """Lists one after the other, and where each begins."""
    return {
        f"{name}_from": ints(list(np.cumsum([0, *(len(each) for each in lists)]))),
        name: ints([n for each in lists for n in each]),
    }


def _by_row(laid: LaidOut, clauses: list[int]) -> list[list[int]]:
    """The occasions that wait for the last day of each row that a slot can hold."""
    clocks = zip(laid.law.row_kind, laid.law.row_clause, strict=True)
    return [[at for at, clause in enumerate(clauses) if clause == owner != 0] if kind == CLOCK else [] for kind, owner in clocks]


def _turn(behaviour: Behaviour, situation: str, state: str) -> Iterator[Occasion]:
    """The occasions of people in a situation and a class of states, in the order in which the file first names them."""

    def terms(place: int) -> tuple[object, ...]:
        each = behaviour.decision[place]
        alone = each.id if each.at is not None else None
        return alone, each.when, each.unless_open, each.open_from, each.open_to, each.state_for_days or None

    theirs = [place for place, each in enumerate(behaviour.decision) if situation in each.in_ and each.while_ in ("any", state)]
    firsts = list(dict.fromkeys(terms(place) for place in theirs))
    theirs.sort(key=lambda place: firsts.index(terms(place)))
    for (alone, *rest), members in groupby(theirs, terms):
        name = ("day", alone) if alone is not None else ("chance", situation, state, *(term for term in rest if term is not None))
        yield Occasion(" ".join(str(part) for part in name), tuple(members))


def _ceilings(behaviour: Behaviour, occasion: Occasion) -> list[float]:
    """How often each decision of an occasion may come, a day; LabError where together they would come more often than daily."""
    decisions = [behaviour.decision[member] for member in occasion.members]
    found = [per_day(decision.ceiling) if decision.ceiling else 0.0 for decision in decisions]
    if sum(found) > 1 + 1e-12:
        raise LabError(
            f"behaviour/{behaviour.id}: the ceilings of {', '.join(decision.id for decision in decisions)} come to "
            f"{sum(found):.4g} a day together: they meet the same people, and one of them comes on a day, so write at most 1"
        )
    return found


def _shares(parts: Iterable[float], whole: float) -> list[float]:
    return [float(part) / whole if whole > 0 else 0.0 for part in parts]


def _belows(ceilings: list[float]) -> list[float]:
    """Where the marks of each decision of a race begin."""
    return _shares(np.cumsum([0.0, *ceilings[:-1]]), sum(ceilings))


def _kind(decision: Decision) -> int:
    return RACE if decision.at is None else ANCHORS.get(decision.at.anchor, CLOCK_LAST)


def _clause(laid: LaidOut, decision: Decision) -> int:
    """The number of the clause of the clock whose last day brings a decision; 0 for none."""
    if decision.at is None or decision.at.anchor in ANCHORS:
        return 0
    clause = ClauseId(decision.at.anchor)
    return laid.causes.index(clause) + 1 if clause in laid.causes else 0


def _block(rate: float) -> int:
    """Days of a block as a power of two: about one candidate each."""
    return 15 if rate <= 0 else max(0, min(15, round(math.log2(1 / rate))))


def _is_plain(decision: Decision) -> bool:
    """Whether an occasion may come on any day of the calendar and of a state."""
    return not (decision.open_from or decision.open_to or decision.state_for_days)


def _is_sure(behaviour: Behaviour, occasion: Occasion, ceilings: list[float]) -> bool:
    """Whether every candidate of a race brings one of its decisions: each comes as often as its ceiling, always and to everybody,
    and no mark falls between two of them."""
    return _marks_are_covered(ceilings) and all(_always_at_ceiling(behaviour.decision[member]) for member in occasion.members)


def _marks_are_covered(ceilings: list[float]) -> bool:
    """Whether every mark (a whole number of 2**-24) belongs to a decision, sums of fractions being what they are."""
    below, parts = _belows(ceilings), _shares(ceilings, sum(ceilings))
    first_outside = (math.ceil((least + part) * 2**24) for least, part in zip(below, parts, strict=True))
    return all(mark >= after * 2**24 for mark, after in zip(first_outside, [*below[1:], 1.0], strict=True))


def _always_at_ceiling(decision: Decision) -> bool:
    if decision.ceiling is None or len(decision.rates) != 1:
        return False
    (rate,) = decision.rates
    somewhere = rate.group is not None or rate.since is not None or rate.until is not None
    return not somewhere and per_day(rate.rate) >= per_day(decision.ceiling)
