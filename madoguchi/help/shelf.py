"""The one file of this room that reads package files: dialogues, contacts, words of danger. Reads only."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from madoguchi.help.decide.reading import read_dialogue
from madoguchi.help.terms import Contact, DangerWords, Dialogue, Source, Telephone


@cache
def dialogue(name: str) -> Dialogue:
    """The dialogue in `dialogues/<name>.toml`."""
    file = resources.files("madoguchi.help").joinpath("dialogues", f"{name}.toml")
    return read_dialogue(file.read_text(encoding="utf-8"), f"dialogues/{name}.toml")


@cache
def contacts() -> tuple[Contact, ...]:
    """All contacts that can be called, in the order of the file."""
    text = resources.files("madoguchi.help").joinpath("contacts.toml").read_text(encoding="utf-8")
    return tuple(_contact(row) for row in tomllib.loads(text)["contact"])


@cache
def danger_words() -> tuple[DangerWords, ...]:
    """The words that can mean danger, one list for each language that people write in."""
    text = resources.files("madoguchi.help").joinpath("urgent.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text).values()
    return tuple(DangerWords(**{part: tuple(words) for part, words in table.items()}) for table in tables)


def _contact(row: Mapping[str, Any]) -> Contact:
    lines = tuple(Telephone(**line) for line in row["telephones"])
    dates = {"checked_on": row.get("checked_on"), "expires": row.get("expires")}
    read = {"telephones": lines, "source": Source(**row["source"]), "speaks": tuple(row["speaks"])}
    return Contact(**{**row, **dates, **read})
