"""The term map: what a permission is called in each country, who asks, who gives, what losing it means, which words mislead."""

import datetime as dt
from collections.abc import Iterable

import msgspec

from madoguchi.ground.citations import Confidence
from madoguchi.rules.clauses import Clause, LawBook

CONCEPTS = (
    "work_permit",
    "stay_permit_visa",
    "residence_permit",
    "registration",
    "irregular_stay",
    "exceptional_route",
)
"""What the countries are compared by, in the order of a life: work, entry, stay, register, without, back."""


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One country's word for one concept, in the years that it stood. Empty: there is no such thing to say."""

    id: str
    concept: str
    country: str
    called: str
    says: str
    since: dt.date
    confidence: Confidence
    facts: tuple[str, ...]
    misleading: tuple[str, ...]
    asked_by: str = ""
    given_by: str = ""
    needs: str = ""
    losing: str = ""
    until: dt.date | None = None

    def stood_on(self, day: dt.date) -> bool:
        """Whether the row speaks of the day."""
        return self.since <= day and (self.until is None or day <= self.until)


class Imprecise(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a comparison of 2007 said too simply (`claimed`, in our words), and what the clauses of that `day` say."""

    id: str
    country: str
    claimed: str
    says: str
    day: dt.date
    facts: tuple[str, ...]


class TermMap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    term: tuple[Term, ...]
    imprecise: tuple[Imprecise, ...] = ()


def read_terms(text: str) -> TermMap:
    """The rows of the file. ValueError if a row has another shape, or speaks of a concept that is not listed."""
    found = msgspec.toml.decode(text, type=TermMap)
    if strange := {term.concept for term in found.term} - set(CONCEPTS):
        raise ValueError(f"terms.toml: {sorted(strange)} are not concepts: write one of {', '.join(CONCEPTS)}")
    return found


def terms_on(terms: Iterable[Term], concept: str, country: str, day: dt.date) -> tuple[Term, ...]:
    """A country's words for a concept on a day."""
    return tuple(term for term in terms if (term.concept, term.country) == (concept, country) and term.stood_on(day))


def clauses_of(term: Term | Imprecise, law: LawBook, day: dt.date) -> tuple[Clause, ...]:
    """The clauses that say what the row says, of those in force on the day."""
    cited = ((clause, clause.version_on(day)) for clause in law.clauses.values())
    return tuple(clause for clause, version in cited if version is not None and set(term.facts) & set(version.facts))
