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
FILES = sorted((HERE / "jp").glob("*.toml"))


@cache
def case(name: str) -> Case:
    """One worked case of Japan, by its id."""
    file = HERE / "jp" / f"{name}.toml"
    return read_case(file.read_text(encoding="utf-8"), file.name, vocabulary())


def complaints(told: Case, said: Iterable[str] | None = None) -> list[str]:
    """What the checker says against a case; `said`: meanings that a page would carry, whatever the position."""

    def says(_position: Position) -> Iterable[str]:
        return said or ()

    return [str(each) for each in check_case(told, law_of(told.country), vocabulary(), None if said is None else says)]


def fact_ids() -> frozenset[str]:
    """The ids of the fact file. It is YAML in one fixed form: an entry begins with its id."""
    text = (HERE / "facts" / "japan.yaml").read_text(encoding="utf-8")
    return frozenset(re.findall(r"^- id: (\S+)$", text, re.MULTILINE))
