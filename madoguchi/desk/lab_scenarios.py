"""Finds the scenario that somebody named, with its law, practice and behaviour. Whatever is wrong is a LabError; never prints."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from madoguchi.desk.reading import text_of
from madoguchi.lab import shelf
from madoguchi.lab.reading import check_together, read_behaviour, read_practice, read_scenario
from madoguchi.lab.terms import Behaviour, LabError, Practice, Scenario
from madoguchi.rules.clauses import LawBook
from madoguchi.rules.shelf import COUNTRIES, vocabulary
from madoguchi.rules.terms import LifeError
from madoguchi.rules.words import Vocabulary

FIRST_YEAR, LAST_YEAR = 1965, 2110
"""The lab counts days from 1950 to 2129: people came before a run begins, and last days lie after it."""

Read = TypeVar("Read")


@dataclass(frozen=True)
class Chosen:
    """A scenario with everything that it names. `law` is the book before the scenario's changes."""

    scenario: Scenario
    law: LawBook
    practice: Practice
    behaviour: Behaviour


def chosen(named: str, *, people: int | None = None, years: int | None = None, seed: int | None = None) -> Chosen:
    """The scenario of an id or of a file, with other people, years or seed where they were given; LabError if it does not fit."""
    path = Path(named)
    a_file = path.suffix == ".toml" or len(path.parts) > 1
    scenario = read_scenario(named, _text(path)) if a_file else shelf.scenario(named)
    if people is not None:
        scenario = replace(scenario, people=people)
    if years is not None:
        scenario = replace(scenario, years=years, days=None)
    if seed is not None:
        scenario = replace(scenario, seed=seed)
    _within_reach(scenario, named)
    beside = path.parent if a_file else None
    found = Chosen(
        scenario,
        shelf.law_for(scenario),
        _named("practice", scenario.practice, beside, read_practice, shelf.practice),
        _named("behaviour", scenario.behaviour, beside, read_behaviour, shelf.behaviour),
    )
    fits(found)
    return found


def fits(found: Chosen) -> None:
    """LabError where the four do not fit each other, or where a clause was taken out that people are to go by."""
    scenario = found.scenario
    check_together(scenario, found.practice, found.behaviour, found.law, vocabulary())
    for decision in found.behaviour.decision:
        for outcome in decision.outcome:
            if outcome.route in scenario.without:
                raise LabError(
                    f"{outcome.route} cannot be taken out: in behaviour/{found.behaviour.id}.toml the outcome {outcome.id} of "
                    f"{decision.id} goes by it; change one of its values, or write a behaviour file without it"
                )


def of_country(country: str) -> Chosen:
    """The first scenario of the house under the law of a country; LabError where there is none."""
    for id_ in shelf.ids("scenarios"):
        if shelf.scenario(id_).law == country:
            return chosen(id_)
    raise LabError(f"no scenario of the house runs the law of {country}: write a scenario file, and give its path")


def is_country(word: str) -> bool:
    """Whether a word names a country with rule files."""
    return word.upper() in COUNTRIES


def _named(
    folder: str, id_: str, beside: Path | None, read: Callable[[str, str, Vocabulary], Read], known: Callable[[str], Read]
) -> Read:
    """A practice or behaviour: the file in the folder beside the scenario's own file, or the one of the house."""
    if beside is not None:
        path = beside / folder / f"{id_}.toml"
        if path.exists():
            return read(str(path), _text(path), vocabulary())
    return known(id_)


def _text(path: Path) -> str:
    try:
        return text_of(path)
    except LifeError as error:
        raise LabError(f"{path}: {error}") from error


def _within_reach(scenario: Scenario, named: str) -> None:
    years = scenario.years or (scenario.days or 0) // 365 + 1
    if scenario.first_day.year < FIRST_YEAR or scenario.first_day.year + years > LAST_YEAR:
        raise LabError(
            f"{named}: a run from {scenario.first_day} over {years} years leaves the years that the lab counts in: write days "
            f"between {FIRST_YEAR} and {LAST_YEAR}"
        )
