"""The command's two views across countries: the term map on a day, and the questions that the clauses answer."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from madoguchi.rulebook.shelf import laws
from madoguchi.rules.across import answers
from madoguchi.rules.shelf import term_map, vocabulary
from madoguchi.rules.term_map import CONCEPTS, clauses_of, terms_on
from madoguchi.ui.words import say


def terms_data(day: dt.date) -> list[dict[str, Any]]:
    """Every country's words on a day, with the clauses in force that say so."""
    return [
        {
            "concept": concept, "country": country, "called": term.called, "says": term.says, "asked_by": term.asked_by,
            "given_by": term.given_by, "needs": term.needs, "losing": term.losing, "misleading": term.misleading,
            "confidence": term.confidence.value, "clauses": [clause.id for clause in clauses_of(term, law, day)],
        }
        for concept in CONCEPTS
        for country, law in laws().items()
        for term in terms_on(term_map().term, concept, country, day)
    ]  # fmt: skip


def terms_lines(day: dt.date) -> Iterator[str]:
    """The same for a person."""
    concept = ""
    for row in terms_data(day):
        if row["concept"] != concept:
            concept = row["concept"]
            yield f"\n# {say('en', f'concept.{concept}')}"
        yield f"{row['country']}  {row['called']}: {row['says']}"
        for key, label in (("asked_by", "asked by"), ("given_by", "given by"), ("needs", "needs"), ("losing", "losing it means")):
            if row[key]:
                yield f"      {label}: {row[key]}"
        yield from (f"      misleading: {each}" for each in row["misleading"])
        yield f"      {row['confidence']}; clauses: {', '.join(row['clauses']) or 'none'}"


def questions_data(day: dt.date) -> list[dict[str, Any]]:
    """Each question with the clauses that answer it; a country without one has no rule of ours that says so."""
    return [
        {"question": found.question, "country": country, "clause": each.clause, "actor": each.actor, "value": each.value}
        for found in answers(laws(), vocabulary(), day)
        for country, said in found.by_country.items()
        for each in said
    ]


def questions_lines(day: dt.date) -> Iterator[str]:
    """The same for a person, with every country named."""
    for found in answers(laws(), vocabulary(), day):
        yield f"\n# {say('en', f'across.{found.question}')}"
        for country, said in found.by_country.items():
            for each in said:
                yield f"{country}  {' '.join(filter(None, (each.actor, each.value))):<24} {each.clause}"
            if not said:
                yield f"{country}  {say('en', 'beside.no_rule')}"
