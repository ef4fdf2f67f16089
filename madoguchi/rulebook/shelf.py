"""The one file of this room that opens package files: invented lives that two laws can be tried on."""

from functools import cache
from importlib.resources import files

from madoguchi.rules.lives import Told, read_life
from madoguchi.rules.shelf import vocabulary


@cache
def lives() -> dict[str, Told]:
    """The invented lives, by name, in the order of their names."""
    place = files("madoguchi.rulebook") / "lives"
    found = sorted((file for file in place.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return {
        file.name.removesuffix(".toml"): read_life(file.read_text(encoding="utf-8"), file.name, vocabulary()) for file in found
    }
