"""The one file of this room that opens its tables."""

from functools import cache
from importlib import resources


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table, without what its head says of sources and licences."""
    text = resources.files("madoguchi.names").joinpath("tables", name).read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#"))


@cache
def text(name: str) -> str:
    """A whole file beside the tables."""
    return resources.files("madoguchi.names").joinpath("tables", name).read_text(encoding="utf-8")
