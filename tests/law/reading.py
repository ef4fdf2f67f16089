"""Worked cases as they lie in this folder, and what the checker says of them."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from madoguchi.rules.check import check_case
from madoguchi.rules.lives import Case, read_case
from madoguchi.rules.shelf import law_of, vocabulary
from madoguchi.rules.terms import Position

HERE = Path(__file__).parent
FOLDERS = ("jp", "kr", "es", "it")
FILES = [file for folder in FOLDERS for file in sorted((HERE / folder).glob("*.toml"))]
OWN = sorted((HERE / "own").glob("*.toml"))
"""Cases that we wrote ourselves, of every country: for edges and facts that no given case touches."""


@cache
def case(name: str) -> Case:
    """One worked case, by its id."""
    file = next(file for file in (*FILES, *OWN) if file.stem == name)
    return read_case(file.read_text(encoding="utf-8"), file.name, vocabulary())


def complaints(told: Case, said: Iterable[str] | None = None) -> list[str]:
    """What the checker says against a case; `said`: meanings that a page would carry, whatever the position."""

    def says(_position: Position) -> Iterable[str]:
        return said or ()

    return [str(each) for each in check_case(told, law_of(told.country), vocabulary(), None if said is None else says)]


def fact_ids() -> frozenset[str]:
    """The ids of the fact files. They are YAML in one fixed form: an entry begins with its id."""
    texts = [file.read_text(encoding="utf-8") for file in sorted((HERE / "facts").glob("*.yaml"))]
    return frozenset(id_ for text in texts for id_ in re.findall(r"^ *- id: (\S+)$", text, re.MULTILINE))
