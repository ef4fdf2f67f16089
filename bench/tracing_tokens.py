"""Reads `tracing_tokens.toml`: pieces of names for invented people, and kana for syllables."""

import tomllib
from pathlib import Path
from typing import Any

Row = tuple[str, ...]

FILE: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def words(name: str) -> list[str]:
    """A list of words."""
    return str(FILE[name]).split()


def rows(name: str) -> tuple[Row, ...]:
    """A list of pieces, each in its scripts; _ stands for a gap."""
    return tuple(tuple(part.replace("_", " ") for part in row.split("/")) for row in words(name))


def weighted(found: list[str]) -> tuple[list[str], list[float]]:
    """Words, and how often each is drawn."""
    split = [row.partition(":") for row in found]
    return [one.replace("_", " ") for one, _, _ in split], [float(weight or 1) for _, _, weight in split]
