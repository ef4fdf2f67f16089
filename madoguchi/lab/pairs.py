"""What one clause changes: two runs of the same people, days and chances, one of them with a clause taken out or a value changed.

A draw is keyed by what it decides, the person and the day. So a person whom the clause does not touch lives the same life in both
runs, and what differs between the two is what the clause brought about, in this model. Never a forecast.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from madoguchi.ground.ids import ClauseId
from madoguchi.lab.results import IRREGULAR_STATES, Columns
from madoguchi.lab.results import tables as tables_of
from madoguchi.lab.terms import Change, LabError, Scenario
from madoguchi.rules.words import nearest

if TYPE_CHECKING:
    import datetime as dt

    from madoguchi.lab.run import Counts

NUMBER = re.compile(r"(\d{1,6}) *([a-z_]*)")
UNITS = {"day": "days", "week": "weeks", "month": "months", "year": "years"}


def without(scenario: Scenario, clauses: Iterable[str]) -> Scenario:
    """The same scenario with a clause taken out, and those that hang on it."""
    return replace(scenario, without=(*scenario.without, *(ClauseId(clause) for clause in clauses)))


def with_value(scenario: Scenario, text: str, clauses: Iterable[ClauseId]) -> Scenario:
    """The same scenario with a value changed, as `jp.stay.special-period.at_most=4months` says; LabError if it says none."""
    named, _, told = text.partition("=")
    number = NUMBER.fullmatch(told.strip())
    if number is None:
        raise LabError(f"{text!r} gives no number: write CLAUSE.value=N, or CLAUSE.value=Nmonths to change the unit too")
    known = list(clauses)
    clause = max((each for each in known if named.strip().startswith(f"{each}.")), key=len, default=None)
    if clause is None:
        words = named.strip().rpartition(".")[0] or named
        raise LabError(f"{named!r} names no value of a clause of this law: before the last point {nearest(words, known)}")
    unit = UNITS.get(number[2], number[2]) or None
    change = Change(clause=clause, value=named.strip()[len(clause) + 1 :], n=int(number[1]), unit=unit)
    kept = tuple(each for each in scenario.change if (each.clause, each.value) != (change.clause, change.value))
    return replace(scenario, change=(*kept, change))


@dataclass(frozen=True)
class Effect:
    """What differs: before and after the change.

    `stock`: people in an irregular state at the end of each period. `inflow`: people who came into one during the whole
    run, by why and by the clause that ended their claim.
    """

    stock: "tuple[tuple[dt.date, int, int], ...]"
    inflow: tuple[tuple[str, str, int, int], ...]

    @property
    def came(self) -> tuple[int, int]:
        """Everybody who came into an irregular state."""
        return sum(row[2] for row in self.inflow), sum(row[3] for row in self.inflow)

    @property
    def time(self) -> tuple[int, int]:
        """People in an irregular state at the ends of all periods together: person-months where a period is a month."""
        return sum(row[1] for row in self.stock), sum(row[2] for row in self.stock)


def effect(before: "Counts", after: "Counts") -> Effect:
    """What differs between two runs of the same people and days."""
    if (before.periods, before.people) != (after.periods, after.people):
        raise LabError("the two runs are of other days or other numbers of people: only a clause or a value may differ")
    one, other = tables_of(before), tables_of(after)
    stock = [_stock(each["stocks"]) for each in (one, other)]
    inflow = [_inflow(each["inflow"]) for each in (one, other)]
    rows = sorted({*inflow[0], *inflow[1]}, key=lambda key: (inflow[0][key] - inflow[1][key], key), reverse=True)
    return Effect(
        tuple((day, stock[0][day], stock[1][day]) for day in before.periods),
        tuple((why, cause, inflow[0][why, cause], inflow[1][why, cause]) for why, cause in rows),
    )


def _stock(stocks: Columns) -> "Mapping[object, int]":
    """People in an irregular state by period."""
    found: Counter[object] = Counter()
    for period, state, people in zip(stocks["period"], stocks["state"], stocks["people"], strict=True):
        assert isinstance(people, int)
        found[period] += people if state in IRREGULAR_STATES else 0
    return found


def _inflow(inflow: Columns) -> "Mapping[tuple[str, str], int]":
    """People who came into an irregular state in all periods together, by why and cause."""
    found: Counter[tuple[str, str]] = Counter()
    for why, cause, people in zip(inflow["why"], inflow["cause"], inflow["people"], strict=True):
        assert isinstance(people, int)
        found[str(why), str(cause)] += people
    return found
