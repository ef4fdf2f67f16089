"""The one file of this room that reads package files: the page of conduct, and words near which a name stands. Reads only."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from madoguchi.network.terms.conduct import Conduct
from madoguchi.network.terms.memory import NameWords


@cache
def conduct() -> Conduct:
    """The page of conduct in `conduct.toml`."""
    read = _read("conduct.toml")
    return Conduct(read["since"], tuple(read["rules"]), tuple(read["read_by"]), tuple(read["to_read"]))


@cache
def name_words() -> tuple[NameWords, ...]:
    """The words in `naming.toml`, one list for each language."""
    tables = _read("naming.toml").values()
    return tuple(NameWords(tuple(table["places"]), tuple(table["titles"]), table["edged"]) for table in tables)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("madoguchi.network").joinpath(name).read_text(encoding="utf-8"))
