"""The one file of this room that reads package files: the table of places, the regions of notices. Reads only."""

from functools import cache
from importlib import resources

from madoguchi.tracing.decide.notices import Regions, read_regions
from madoguchi.tracing.decide.places import read_places
from madoguchi.tracing.terms.places import Places


@cache
def places() -> Places:
    """The table in `places.toml`."""
    return read_places(_text("places.toml"))


@cache
def regions() -> Regions:
    """The list in `regions.toml`."""
    return read_regions(_text("regions.toml"))


def _text(name: str) -> str:
    return resources.files("madoguchi.tracing").joinpath(name).read_text(encoding="utf-8")
