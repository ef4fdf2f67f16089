"""One life under two laws, as two columns of days with the place where they part. Reads the rules, never weighs them."""

import datetime as dt
from dataclasses import dataclass

from madoguchi.ground.ids import ClauseId
from madoguchi.rulebook.terms import Wanted
from madoguchi.rules.carrying import Carried
from madoguchi.rules.clauses import Clause, LawBook
from madoguchi.rules.compare import Comparison, Side, part, side
from madoguchi.rules.shelf import carry_map, law_of, vocabulary
from madoguchi.rules.terms import Layer, Span
from madoguchi.rules.under import under


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in one state, with the clauses that give it. `parts`: here the two laws part."""

    span: Span
    clauses: tuple[Clause, ...]
    parts: bool

    @property
    def key(self) -> str:
        """The key of the word for the state."""
        return f"life.state.{self.span.state}"


@dataclass(frozen=True, slots=True)
class Column:
    """One law's reading of the life."""

    country: str
    law_day: dt.date
    carried: Carried
    days: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """Both columns, and everything in which they differ."""

    left: Column
    right: Column
    found: Comparison
    parting: tuple[Clause, ...]

    @property
    def columns(self) -> tuple[Column, Column]:
        """Left and right."""
        return self.left, self.right


def seen(wanted: Wanted) -> Seen:
    """The life that is wanted, under both laws. LifeError if it cannot be carried or is told in unknown words."""
    assert wanted.told is not None
    left = _side(wanted, wanted.left, wanted.left_day)
    right = _side(wanted, wanted.right, wanted.right_day)
    found = part(left, right)
    first = found.first
    parting = tuple(clause for id_ in found.parting if (clause := _clause(left.law, right.law, id_)))
    day = first.day if first and first.what == "state" else None
    return Seen(
        _column(left, wanted.left, wanted.left_day, day), _column(right, wanted.right, wanted.right_day, day), found, parting
    )


def _side(wanted: Wanted, country: str, law_day: dt.date) -> Side:
    assert wanted.told is not None
    return side(under(law_of(country), law_day), country, wanted.told.life, carry_map(), vocabulary(), wanted.day)


def _clause(left: LawBook, right: LawBook, id_: ClauseId) -> Clause | None:
    return left.clauses.get(id_) or right.clauses.get(id_)


def _column(of: Side, country: str, law_day: dt.date, parts: dt.date | None) -> Column:
    days = tuple(
        Stretch(
            span,
            tuple(of.law.clauses[id_] for id_ in span.clauses if id_ in of.law.clauses),
            parts is not None and span.first <= parts and (span.last is None or parts <= span.last),
        )
        for span in of.position.seen
        if span.layer is Layer.SUMMARY
    )
    return Column(country, law_day, of.carried, days)
