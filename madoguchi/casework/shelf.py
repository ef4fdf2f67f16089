"""The one file of this room that reads package files: the fixed lists, the cases of the first week, the letters. Reads only."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from madoguchi.casework.decide.letters import Blank, Template, read_blanks, read_template
from madoguchi.casework.decide.week import read_theme
from madoguchi.casework.terms.week import THEMES, Theme
from madoguchi.help import shelf as window
from madoguchi.rules.shelf import law_of


@dataclass(frozen=True, slots=True)
class Lists:
    """The fixed lists, as words; `sources`: where the signs and elements were published."""

    violations: tuple[str, ...]
    signs: tuple[str, ...]
    elements: tuple[str, ...]
    offices: tuple[str, ...]
    acts: tuple[str, ...]
    helped: tuple[str, ...]
    redress_words: Mapping[str, str]
    sources: Mapping[str, str]


@cache
def lists() -> Lists:
    """The lists in `lists.toml`."""
    text = resources.files("madoguchi.casework").joinpath("lists.toml").read_text(encoding="utf-8")
    read = tomllib.loads(text)
    words = {name: tuple(read[name]["words"]) for name in ("signs", "elements", "offices", "acts", "helped")}
    redress = {row["word"]: row["redress"] for row in read["violation"] if "redress" in row}
    sources = {name: read[name]["source"] for name in ("signs", "elements")}
    return Lists(tuple(row["word"] for row in read["violation"]), **words, redress_words=redress, sources=sources)


@cache
def week() -> tuple[Theme, ...]:
    """The invented cases in `week/`, one a day."""
    dialogue = window.dialogue("may_i_stay")
    folder = resources.files("madoguchi.casework").joinpath("week")
    texts = ((name, folder.joinpath(f"{name}.toml").read_text(encoding="utf-8")) for name in THEMES)
    return tuple(read_theme(name, text, dialogue, law_of(dialogue.country).clauses) for name, text in texts)


@cache
def blanks() -> Mapping[str, Blank]:
    """The closed list of what letters leave blank."""
    text = resources.files("madoguchi.casework").joinpath("letters", "blanks.toml").read_text(encoding="utf-8")
    return read_blanks(text, {"violations": lists().violations})


LETTERS = ("unpaid-wages", "passport", "labour-office", "statement", "power", "special-permission")
"""In the order in which the page shows them."""


@cache
def letters() -> Mapping[str, Template]:
    """The templates in `letters/`, by name."""
    folder = resources.files("madoguchi.casework").joinpath("letters")
    texts = {name: folder.joinpath(f"{name}.toml").read_text(encoding="utf-8") for name in LETTERS}
    return {name: read_template(text, f"letters/{name}.toml", blanks()) for name, text in texts.items()}
