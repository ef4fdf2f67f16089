"""Pieces of a text that could lead to a person. Decides what its writer is asked to look at again, never what may be written."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from madoguchi.network.terms.memory import Hint, Names, NameWords

MOST_HINTS = 20

_DAY = re.compile(
    r"(?<![\d-])(?:"
    r"\d{4}\s*[-/.年]\s*\d{1,2}(?:\s*[-/.月]\s*\d{1,2}\s*日?)?"  # 2026-03-14, 2026/3, 2026年3月14日
    r"|\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{2,4}"  # 14/3/2026
    r"|\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?"
    r"|\d{1,2}/\d{1,2}"
    r")(?![\d-])"
)
_NUMBER = re.compile(r"[A-Za-z]{0,3}\d(?:[\s\-]?\d){3,}[A-Za-z]{0,3}")
"""Four digits and more: cards, telephones, bank books. Sums of money are among them, and are worth a second look too."""
_ADDRESS = re.compile(r"\S+@\S+\.\S+|(?:https?://|www\.)\S+")
_AROUND = 12
"""Signs before a word of a script without gaps that may be the name."""


def hints(text: str, words: Iterable[NameWords]) -> tuple[Hint, ...]:
    """What could lead to a person, each piece once, in the order of the text."""
    plain = unicodedata.normalize("NFKC", text)
    found = {hint.piece: (place, hint) for place, hint in sorted(_found(plain, tuple(words)), key=lambda each: -each[0])}
    return tuple(hint for _, hint in sorted(found.values(), key=lambda each: each[0]))[:MOST_HINTS]


def _found(text: str, words: tuple[NameWords, ...]) -> Iterator[tuple[int, Hint]]:
    rest = text
    for why, pattern in ((Names.ADDRESS, _ADDRESS), (Names.DAY, _DAY), (Names.NUMBER, _NUMBER)):
        for match in pattern.finditer(rest):
            yield match.start(), Hint(why, match[0].strip())
        # A day is not a number once more.
        rest = pattern.sub(lambda match: "|" * len(match[0]), rest)
    for each in words:
        for why, listed in ((Names.PLACE, each.places), (Names.TITLE, each.titles)):
            for match in _pattern(listed, edged=each.edged).finditer(text):
                yield match.start(), Hint(why, match[0].strip())


def _pattern(listed: tuple[str, ...], *, edged: bool) -> re.Pattern[str]:
    """A word of a script with gaps stands before a name that begins large; one without gaps stands behind it."""
    either = "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True))
    if edged:
        return re.compile(rf"(?<!\w)(?i:{either})\.?\s+(?=[^\W\d_a-z]|\d)\w+(?:\s+(?=[^\W\d_a-z])\w+)*")
    return re.compile(rf"[^\W\d_]{{1,{_AROUND}}}?(?:{either})")
