"""Rules of spelling: a word goes through them one after another, and comes out as another habit would write it."""

import re
from collections.abc import Callable, Container
from typing import NamedTuple

Instead = str | Callable[[re.Match[str]], str]


class Rule(NamedTuple):
    """What is written another way. `needs`: letters of which one must stand in a word, or the rule changes nothing; None: any."""

    needs: frozenset[str] | None
    pattern: re.Pattern[str]
    instead: Instead


Rules = tuple[Rule, ...]


def rules(*written: tuple[str, Instead]) -> Rules:
    """Rules in the order in which they are applied, each a pattern and what stands instead."""
    return tuple(Rule(_needed(pattern), re.compile(pattern), instead) for pattern, instead in written)


def respelt(word: str, by: Rules) -> str:
    """A word after all rules. Most rules do not concern most words, and asking for a letter is quicker than trying the rule."""
    for needs, pattern, instead in by:
        if needs is None or not needs.isdisjoint(word):
            word = pattern.sub(instead, word)
    return word


_ASIDE = re.compile(r"\(\?<?[=!][^()]*\)")
_FIRST = re.compile(r"\^?\(?(?:(?P<letter>[^\W\d_])|\[(?P<letters>[^\W\d_]+)\])(?![?*{])")


def _needed(pattern: str) -> frozenset[str] | None:
    """The letters with which what a pattern finds can begin, as far as that can be read off it."""
    found = [_FIRST.match(way) for way in _ASIDE.sub("", pattern).split("|")]
    return frozenset("".join(one["letter"] or one["letters"] for one in found if one)) if all(found) else None


def once(found: re.Match[str]) -> str:
    """Stands instead of a letter written twice."""
    return found[1]


def apart(run: str, known: Container[str], at_most: int) -> tuple[str, ...]:
    """A run cut into known syllables, the longest first; empty when it cannot be."""
    if not run or at_most == 0:
        return ()
    for length in range(min(_LONGEST, len(run)), 0, -1):
        head, rest = run[:length], run[length:]
        if head in known:
            if not rest:
                return (head,)
            if tail := apart(rest, known, at_most - 1):
                return (head, *tail)
    return ()


_LONGEST = 6


TWICE = (r"(.)(?=\1)", "")
"""However often a letter is written in a row, it is written once."""
