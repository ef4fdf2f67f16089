"""The words of this room: scripts, languages, and what a comparison says.

Any text is a form, and a poor one compares poorly: nothing is refused there. The one exception of the room:

    ValueError
    └── PairsError   a file of pairs with known answers cannot be read
"""

from dataclasses import dataclass
from enum import Enum


class PairsError(ValueError):
    """Where a file of pairs is wrong, and how."""

    def __init__(self, line: int, column: str, what: str) -> None:
        self.line, self.column, self.what = line, column, what
        place = f"line {line}, column {column}" if column else f"line {line}"
        super().__init__(f"{place}: {what}")


class Script(Enum):
    """What the letters are."""

    LATIN = "Latn"
    KANA = "Kana"
    HAN = "Hani"
    HANGUL = "Hang"
    DEVANAGARI = "Deva"
    BURMESE = "Mymr"
    THAI = "Thai"

    # Members are single objects; Enum's own hash is a slow call, and sets of them are met at every comparison.
    __hash__ = object.__hash__


class Tongue(Enum):
    """A language whose way of writing names this room knows; OTHER is spelling as it stands."""

    VIETNAMESE = "vi"
    CHINESE = "zh"
    KOREAN = "ko"
    JAPANESE = "ja"
    BURMESE = "my"
    NEPALI = "ne"
    THAI = "th"
    OTHER = "other"

    __hash__ = object.__hash__


class Way(Enum):
    """By what two forms were compared."""

    LETTERS = "letters"
    SOUNDS = "sounds"
    READ_OFF = "read off"
    BY_EAR = "read off by ear"
    KANJI = "kanji"

    __hash__ = object.__hash__


@dataclass(frozen=True, slots=True)
class Field:
    """One word of a form beside what answers to it in the other: how alike they are, from 0 to 1, and read as what."""

    here: str
    there: str
    alike: float
    read_here: str
    read_there: str


@dataclass(frozen=True, slots=True)
class Match:
    """What a comparison says: how well one name could have been written both ways (0 to 1), and everything that made the number.

    `reasons` are the signs with what each added to or took from the points; together they are the points.
    """

    score: float
    tongue: Tongue
    way: Way
    fields: tuple[Field, ...]
    left_here: tuple[str, ...]
    left_there: tuple[str, ...]
    reasons: tuple[tuple[str, float], ...]
