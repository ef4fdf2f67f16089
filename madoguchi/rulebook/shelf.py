"""The one file of this room that opens package files: the law books side by side, and invented lives to try two of them on."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from madoguchi.rulebook.terms import COUNTRIES
from madoguchi.rules.clauses import LawBook
from madoguchi.rules.lives import Told, read_life
from madoguchi.rules.shelf import law_of, vocabulary


def laws() -> Mapping[str, LawBook]:
    """The law books that stand side by side, by country."""
    return {country: law_of(country) for country in COUNTRIES}


@cache
def lives() -> dict[str, Told]:
    """The invented lives, by name, in the order of their names."""
    place = files("madoguchi.rulebook") / "lives"
    found = sorted((file for file in place.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return {
        file.name.removesuffix(".toml"): read_life(file.read_text(encoding="utf-8"), file.name, vocabulary()) for file in found
    }
