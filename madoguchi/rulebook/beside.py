"""Four countries side by side: what each calls a thing, and the rules that stand in the place of one another."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from madoguchi.ground.ids import ClauseId
from madoguchi.rules.across import Answered
from madoguchi.rules.clauses import Clause, LawBook, Version
from madoguchi.rules.kinds import Bar, Clock, Limit, Measure, Pending, Permission, Route, Window
from madoguchi.rules.term_map import CONCEPTS, Term, clauses_of, terms_on

MOST_COUSINS = 8
WORDS = {
    Clock: ("deadline", "for_option", "exposes", "marks"),
    Window: ("deadline", "for_option"),
    Route: ("option",),
    Bar: ("bars",),
    Measure: ("number", "deadline"),
    Limit: ("sums", "unit"),
    Permission: ("state", "deadline"),
}
"""For each kind, the keys whose words say what a clause is about, in words that all countries share."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A country's word for a concept, and the rules that say so."""

    term: Term
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One concept in each country; a country without a cell has no word for it on that day."""

    concept: str
    cells: Mapping[str, tuple[Cell, ...]]

    @property
    def key(self) -> str:
        """The key of the sentence that names the concept."""
        return f"concept.{self.concept}"


def rows(laws: Mapping[str, LawBook], terms: tuple[Term, ...], day: dt.date) -> tuple[Row, ...]:
    """The term map as it stood on a day, with the clauses behind every word."""
    return tuple(
        Row(
            concept,
            {
                country: tuple(Cell(term, clauses_of(term, law, day)) for term in terms_on(terms, concept, country, day))
                for country, law in laws.items()
            },
        )
        for concept in CONCEPTS
    )


def cousins(clause: Clause, day: dt.date, laws: Mapping[str, LawBook]) -> Mapping[str, tuple[Clause, ...]]:
    """What the other countries have in the place of a clause on a day: the same kind on the same layer, about the same thing.

    About the same are two clauses that share a word (what starts them, what is asked, what they lead to), the nearest first.
    """
    version = clause.version_on(day) or clause.versions[-1]
    mine, own = about(version), clause.id.partition(".")[0]
    found: dict[str, tuple[Clause, ...]] = {}
    for country, law in laws.items():
        if country.lower() == own:
            continue
        near = []
        for other in law.of_kind(clause.kind):
            theirs = other.version_on(day)
            if theirs is not None and other.layer is clause.layer and not other.id.startswith(f"{own}."):
                shared = len(mine & about(theirs))
                if shared:
                    near.append((-shared / len(mine | about(theirs)), other.id, other))
        if near:
            found[country] = tuple(other for _, _, other in sorted(near, key=lambda row: row[:2])[:MOST_COUSINS])
    return found


def about(version: Version) -> frozenset[str]:
    """The words that say what a version is about: its events, requests, and what it leads to."""
    words = {str(getattr(version, key, None) or "") for key in WORDS.get(type(version), ())}
    words |= {f"starts {trigger.event}" for trigger in getattr(version, "starts", ())}
    words |= {f"asks {word}" for word in getattr(version, "requests", ())}
    if isinstance(version, Pending):
        words.add("waits")
    return frozenset(words - {""})


def by_id(laws: Mapping[str, LawBook], name: str) -> tuple[str, Clause] | None:
    """The clause with this id and the country whose law book holds it."""
    for country, law in laws.items():
        found = law.clauses.get(ClauseId(name))
        if found is not None:
            return country, found
    return None


@dataclass(frozen=True, slots=True)
class Said:
    """A clause that answers a question, who it is about, and what it fixes (`3 months`)."""

    clause: Clause
    actor: str
    value: str

    @property
    def actor_key(self) -> str:
        """The key of the word for whose act it is; empty where it is nobody's."""
        return f"across.actor.{self.actor}" if self.actor else ""


def asked(found: Iterable[Answered], laws: Mapping[str, LawBook]) -> tuple[tuple[str, Mapping[str, tuple[Said, ...]]], ...]:
    """The answers of the rules to questions that cross countries: (key of the question, what each country's clauses say)."""
    return tuple(
        (
            f"across.{answered.question}",
            {
                country: tuple(Said(law.clauses[each.clause], each.actor, each.value) for each in answered.by_country[country])
                for country, law in laws.items()
            },
        )
        for answered in found
    )
