"""The one file of this room that reads package files: practices, behaviours, scenarios and laws of reference workloads."""

import re
from functools import cache
from importlib.resources import files

from madoguchi.lab.reading import read_behaviour, read_practice, read_scenario
from madoguchi.lab.terms import Behaviour, LabError, Practice, Scenario
from madoguchi.rules.clauses import LawBook
from madoguchi.rules.reader import read_book
from madoguchi.rules.shelf import COUNTRIES, law_of, vocabulary
from madoguchi.rules.terms import RuleError
from madoguchi.rules.words import nearest

_HERE = files("madoguchi.lab")
_ID = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*")


@cache
def ids(folder: str) -> tuple[str, ...]:
    """What lies in a folder of the lab (`practice`, `behaviour`, `scenarios`, `reference`), by id, in order."""
    return tuple(sorted(file.name.removesuffix(".toml") for file in (_HERE / folder).iterdir() if file.name.endswith(".toml")))


def _text(folder: str, id_: str, what: str) -> str:
    if not _ID.fullmatch(id_) or id_ not in ids(folder):
        raise LabError(f"{folder}/{id_}.toml: there is no {what} {id_!r}; {nearest(id_, ids(folder))}")
    return (_HERE / folder / f"{id_}.toml").read_text(encoding="utf-8")


@cache
def practice(id_: str) -> Practice:
    """What offices do, by the id of the file."""
    return read_practice(f"practice/{id_}.toml", _text("practice", id_, "practice"), vocabulary())


@cache
def behaviour(id_: str) -> Behaviour:
    """What people do, by the id of the file."""
    return read_behaviour(f"behaviour/{id_}.toml", _text("behaviour", id_, "behaviour"), vocabulary())


@cache
def scenario(id_or_text: str) -> Scenario:
    """A scenario of the house by its id, or one that somebody wrote (a text of several lines)."""
    if "\n" in id_or_text or "=" in id_or_text:
        return read_scenario("scenario", id_or_text)
    return read_scenario(f"scenarios/{id_or_text}.toml", _text("scenarios", id_or_text, "scenario"))


def law_for(scenario: Scenario) -> LawBook:
    """The law that a scenario starts from, before its changes: that of its country, or its own texts."""
    if scenario.texts:
        return _own_law(scenario.law, scenario.texts)
    if scenario.law not in COUNTRIES:
        hint = nearest(scenario.law, COUNTRIES)
        raise LabError(f"scenarios/{scenario.id}.toml: law is {scenario.law!r}, a country without rule files; {hint}")
    return law_of(scenario.law)


@cache
def _own_law(country: str, texts: tuple[str, ...]) -> LawBook:
    read = {f"reference/{id_}.toml": _text("reference", id_, "rule file") for id_ in texts}
    try:
        return read_book(country, read, vocabulary())
    except RuleError as error:
        raise LabError(str(error)) from error
