"""Words that people type: what two writings of the same word have in common, and a list of 2,048 words. Text in, values out."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

LIST_LENGTH = 2048

_KATAKANA = range(0x30A1, 0x30F7)
_TO_HIRAGANA = 0x60


@dataclass(frozen=True, slots=True)
class WordList:
    """2,048 words in their order, and where each stands when case, marks and gaps are left out."""

    words: tuple[str, ...]
    places: Mapping[str, int]


def folded(text: str) -> str:
    """What is left when case, marks and the choice of kana do not count; whatever is no letter becomes a gap.

    A voiced kana counts as its plain one: the marks are easily missed on a small screen. Small kana stay small, since two
    words of the Japanese list differ in nothing else.
    """
    gaps = "".join(" " if sign.isspace() else sign for sign in text)  # a line's end is a control sign, and still a gap
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", gaps.casefold()) if unicodedata.category(sign)[0] not in "MC")
    kana = "".join(chr(ord(sign) - _TO_HIRAGANA) if ord(sign) in _KATAKANA else sign for sign in bare)
    return "".join(sign if sign.isalpha() else " " for sign in kana.replace("đ", "d"))


def list_of(words: tuple[str, ...]) -> WordList:
    """A word list; ValueError if it has not 2,048 words that stay apart when folded."""
    places = {folded(word).replace(" ", ""): place for place, word in enumerate(words)}
    if len(words) != LIST_LENGTH or len(places) != LIST_LENGTH:
        raise ValueError(f"a word list needs {LIST_LENGTH} words that stay apart without marks; this one has {len(places)}")
    return WordList(words, places)


def paired(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    """Every word of the first list with every word of the second, in order."""
    return tuple(f"{one} {other}" for one in first for other in second)
