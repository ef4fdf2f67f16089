"""A clause as it stood on a day, in words."""

import datetime as dt

import pytest

from madoguchi.ground.citations import Confidence
from madoguchi.ground.dates import Counting, Unit
from madoguchi.ground.ids import ClauseId
from madoguchi.rulebook.decide import by_topic, in_words, look
from madoguchi.rules.clauses import Choosable, Standing, Trigger, Value
from madoguchi.rules.shelf import law_of
from madoguchi.ui.languages import LANGUAGES
from madoguchi.ui.words import sentences

LAW = law_of("JP")
SPECIAL = LAW.clauses[ClauseId("jp.stay.special-period")]


def test_one_version_at_most_stood_on_a_day() -> None:
    for clause in LAW.clauses.values():
        for year in range(1990, 2032, 3):
            sight = look(clause, dt.date(year, 6, 15))
            stood = [line for line in sight.lines if line.is_asked]
            assert len(stood) == (1 if sight.standing is Standing.IN_FORCE else 0), (clause.id, year)


def test_a_clause_before_its_time_shows_what_was_to_come() -> None:
    day = dt.date(1950, 1, 1)
    sight = look(SPECIAL, day)
    assert sight.standing is not Standing.IN_FORCE
    assert len(sight.lines) == len(SPECIAL.versions)
    assert sight.facts


def test_every_clause_has_its_topic() -> None:
    topics = by_topic(LAW.clauses.values(), dt.date(2026, 1, 1))
    assert {each.clause.id for _, listed in topics for each in listed} == set(LAW.clauses)
    assert all(each.clause.id.startswith(topic) for topic, listed in topics for each in listed)
    assert {each.standing for _, listed in topics for each in listed} >= {Standing.IN_FORCE, Standing.NOT_YET}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (False, ""),
        (True, "yes"),
        ((), ""),
        (("a", "b"), "a; b"),
        (Unit.DAYS, "days"),
        (3, "3"),
        (dt.date(2024, 6, 10), "2024-06-10"),
        (Trigger("departed"), "event: departed"),
        (
            Value(
                n=2,
                unit=Unit.MONTHS,
                counting=(Counting.CIVIL,),
                confidence=Confidence.RECALLED,
                choosable=Choosable(least=1, most=6),
                note="a note",
            ),
            "2 months (counted: civil) (recalled) (could be 1 to 6) (a note)",
        ),
    ],
)
def test_a_value_is_said_in_words(value: object, words: str) -> None:
    assert in_words(value) == words


@pytest.mark.parametrize("tag", [language.tag for language in LANGUAGES])
def test_every_word_beside_a_version_exists(tag: str) -> None:
    lines = [line for clause in LAW.clauses.values() for line in look(clause, dt.date(2026, 1, 1)).lines]
    wanted = {line.instrument_key for line in lines} | {line.confidence_key for line in lines}
    wanted |= {f"rule.standing.{standing.value}" for standing in Standing}
    assert wanted - sentences(tag).keys() == set()
