"""The words of this room: a paper in two languages, line by line, and why there is no PDF of it.

Exceptions: `NotPrinted` (there is no PDF, and nothing was kept; each reason has one sentence in every language).
"""

from dataclasses import dataclass, field
from enum import Enum

LARGEST_PAPER = 256 * 1024
"""Bytes of a paper as it goes to the process: some hundred thousand letters."""
LARGEST_PDF = 8 * 1024 * 1024


class Style(Enum):
    """How a line stands on the paper."""

    HEAD = "head"
    LINE = "line"
    FOOT = "foot"
    WORD = "word"
    """Large: to be read aloud."""


class Sheet(Enum):
    """How large the paper is, and where its languages stand: side by side on A4, or each on its own side of a card."""

    A4 = "a4"
    CARD = "card"


@dataclass(frozen=True, slots=True)
class Line:
    """The same line in both languages. A line break in it is a line break on the paper; nothing else in it means anything."""

    style: Style
    left: str = field(repr=False)
    right: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper in two languages. `left`, `right`: their language tags, for reading aloud and the right letters."""

    title: str = field(repr=False)
    left: str
    right: str
    lines: tuple[Line, ...] = field(repr=False)
    sheet: Sheet = Sheet.A4


class Why(Enum):
    """Why there is no PDF."""

    MISSING = "missing"
    """The program that draws it, or its fonts, are not on this machine."""
    LETTERS = "letters"
    """Something is written in it that no font of this machine can draw."""
    TOO_LONG = "too_long"
    BUSY = "busy"
    BROKEN = "broken"


class NotPrinted(Exception):
    """There is no PDF. What stands in the paper is never part of the reason."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why
