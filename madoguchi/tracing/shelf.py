"""The one file of this room that reads package files: the table of places. Reads only."""

from functools import cache
from importlib import resources

from madoguchi.tracing.decide.places import read_places
from madoguchi.tracing.terms.places import Places


@cache
def places() -> Places:
    """The table in `places.toml`."""
    return read_places(resources.files("madoguchi.tracing").joinpath("places.toml").read_text(encoding="utf-8"))
