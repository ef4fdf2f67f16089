"""Whether a text speaks of danger. Decides only what stands first for its reader, never what somebody may do."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from madoguchi.help.shelf import danger_words
from madoguchi.help.terms import DangerWords

ENOUGH = 2
"""Two different signs, or one phrase that is enough alone."""

_MARKS = "M"
_NOT_WORDS = re.compile(r"[\W_]+")
_GAPLESS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def is_urgent(text: str) -> bool:
    """Whether the text speaks of danger in one of the languages."""
    return any(_weight(text, words) >= ENOUGH for words in danger_words())


def _weight(text: str, words: DangerWords) -> int:
    if any(_GAPLESS.search(word) for word in words.signs):
        plain = _gapless(text)
        return _counted(plain, _pattern(words.harmless, ""), _pattern(words.alone, ""), _pattern(words.signs, ""))
    # Somebody who writes without any mark has a keyboard without them, or no time.
    marked = plain_letters(text) != bare_letters(text)
    write = plain_letters if marked else bare_letters
    parts = [_pattern(tuple(write(word) for word in part), " ") for part in (words.harmless, words.alone, words.signs)]
    return _counted(f" {write(text)} ", *parts)


def _counted(text: str, harmless: re.Pattern[str], alone: re.Pattern[str], signs: re.Pattern[str]) -> int:
    rest = harmless.sub(" | ", text)
    if alone.search(rest):
        return ENOUGH
    return len(set(signs.findall(rest)))


@cache
def _pattern(words: tuple[str, ...], edge: str) -> re.Pattern[str]:
    """Finds each of the words between edges, the longest first, so that a word inside another is not counted twice."""
    longest_first = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(f"(?<={edge})(?:{longest_first})(?={edge})" if edge else longest_first)


def plain_letters(text: str) -> str:
    """Words in small letters with one gap between them; marks stay."""
    return _NOT_WORDS.sub(" ", unicodedata.normalize("NFC", text).casefold()).strip()


def bare_letters(text: str) -> str:
    """The same without marks."""
    return "".join(_unmarked(plain_letters(text)))


def _unmarked(text: str) -> Iterator[str]:
    for sign in unicodedata.normalize("NFD", text):
        if unicodedata.category(sign)[0] != _MARKS:
            yield "d" if sign == "đ" else sign


def _gapless(text: str) -> str:
    # Easy Japanese is written with gaps between phrases; a newline or a stop ends a phrase, a gap does not.
    return re.sub(r"[ \t\u3000]+", "", unicodedata.normalize("NFKC", text))
