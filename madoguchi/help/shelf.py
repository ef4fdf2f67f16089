"""The one file of this room that reads files: dialogues, contacts, words of danger, campaigns. Reads only."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from madoguchi.help.decide.campaigns import read_campaign
from madoguchi.help.decide.reading import read_dialogue
from madoguchi.help.terms import Contact, DangerWords, Dialogue, Source, Telephone
from madoguchi.help.terms.campaigns import Campaign
from madoguchi.rules.shelf import law_of

COUNTRY = "JP"


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


@cache
def campaigns() -> tuple[Campaign, ...]:
    """The campaigns in `campaigns/`, also the invented one."""
    files = (file for file in resources.files("madoguchi.help").joinpath("campaigns").iterdir() if file.name.endswith(".toml"))
    return tuple(read_campaign(file.read_text(encoding="utf-8"), file.name, law_of(COUNTRY)) for file in files)


def _contact(row: Mapping[str, Any]) -> Contact:
    lines = tuple(Telephone(**line) for line in row["telephones"])
    dates = {"checked_on": row.get("checked_on"), "expires": row.get("expires")}
    read = {"telephones": lines, "source": Source(**row["source"]), "speaks": tuple(row["speaks"])}
    return Contact(**{**row, **dates, **read})
