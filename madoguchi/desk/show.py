"""Positions and clauses as lines for a terminal, and as plain data for a program. Sentences come from the catalogues."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from functools import partial
from typing import Any

from msgspec import Struct

from madoguchi.ground.dates import Length
from madoguchi.rules.clauses import Clause, LawBook, Standing
from madoguchi.rules.compare import values_of
from madoguchi.rules.explain import Choice, Cite, explain, says_key
from madoguchi.rules.terms import Layer, Position, Sentence, Span
from madoguchi.ui.words import of_country, say

QUIET = frozenset({"law", "article", "instrument", "source", "sources_more", "facts", "confidence", "read_by", "to_read", "note"})
NOT_IN_FORCE = {
    Standing.NOT_YET: "No version was in force yet on this day: what is said here is the first one.",
    Standing.OVER: "No version was in force any more on this day: what is said here is the last one before it.",
    Standing.NOT_KNOWN: "We do not know whether a version was in force on this day: what is said here is the nearest one.",
}
MARKS = {"told": "[x]", "usual": "[~]", "not": "[-]", "open": "[?]"}
"""How a condition stands: by what was told, as nobody told otherwise, not, not known."""


Tell = Callable[[Sentence], str]


def told(lang: str, sentence: Sentence, country: str) -> str:
    """One sentence in one language, as it is said of a life in a country."""
    return say(lang, of_country(sentence.key, country), **sentence.places)


def position_lines(law: LawBook, position: Position, lang: str) -> Iterator[str]:
    """What the position says, in the order of the page: what, until when, why, options, what to bring, what to ask."""
    said, tell = explain(law, position), partial(told, lang, country=law.id)
    yield f"{position.day}"
    yield from _block(tell, lang, "answer.what", said.what)
    yield ""
    yield from timeline_lines(position)
    yield from _block(tell, lang, "answer.until", said.until_when)
    yield f"\n# {say(lang, 'answer.why')}"
    for reason in said.why:
        yield f"- {tell(reason.title)}. {tell(reason.says)}"
        yield from _cited(reason.cite)
    for heading, choices in (("answer.options", said.options), ("answer.dangers", said.dangers), ("answer.rights", said.rights)):
        yield from _choices(tell, lang, heading, choices)
    if said.redress:
        yield f"\n# {say(lang, 'answer.redress')}"
        for way in said.redress:
            yield f"- {tell(way.title)}"
            yield from (f"    {tell(label)}: {tell(value)}" for label, value in way.rows)
    yield from _block(tell, lang, "answer.bring", said.bring)
    yield from _block(tell, lang, "answer.still", said.ask)
    yield from _block(tell, lang, "answer.doubts", said.doubts)


def _block(tell: Tell, lang: str, heading: str, sentences: Iterable[Sentence]) -> Iterator[str]:
    lines = [f"- {tell(sentence)}" for sentence in sentences]
    if lines:
        yield f"\n# {say(lang, heading)}"
        yield from lines


def timeline_lines(position: Position) -> Iterator[str]:
    """The timeline as an analyst reads it: every run of days with its state and clause."""
    for span in position.seen:
        if span.layer is Layer.SUMMARY:
            yield f"    {_line(span)}"


def _line(span: Span) -> str:
    end = str(span.last) if span.last else "open"
    readings = f" (or {', '.join(span.readings)})" if span.readings else ""
    projected = "" if span.realised else "if nothing more is done: "
    return f"{span.first} .. {end:<10} {projected}{span.state}{readings}  {', '.join(span.clauses)}"


def _cited(cite: Cite) -> Iterator[str]:
    since = cite.since or f"{cite.in_force_on} at the latest"
    yield f"    {cite.clause} | {cite.law}, {cite.article} ({cite.instrument}) | since {since} | {cite.confidence}"
    yield f"    {cite.source_title} <{cite.address}>"
    yield f"    read by: {', '.join(cite.read_by) or 'nobody yet'}"


def _choices(tell: Tell, lang: str, heading: str, choices: Iterable[Choice]) -> Iterator[str]:
    for place, choice in enumerate(choices):
        if place == 0:
            yield f"\n# {say(lang, heading)}"
        yield f"- {tell(choice.title)}: {tell(choice.answer)}  ({choice.cite.clause})"
        yield from (f"    {MARKS[stands]} {tell(need)}" for need, stands in choice.needs)
        yield from (f"    - {tell(each)}" for each in (*choice.provisos, *choice.risks, *choice.doubts))


# ------------------------------------------------------------------ data for programs


def position_data(position: Position) -> Any:
    """A position as plain data: words, days as text, lists."""
    return _plain(position)


def _plain(value: Any) -> Any:
    if isinstance(value, Length):
        return f"{value.n} {value.unit.value}"
    if isinstance(value, Struct):
        return {name: _plain(getattr(value, name)) for name in value.__struct_fields__}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple | frozenset):
        return [_plain(item) for item in (sorted(value) if isinstance(value, frozenset) else value)]
    return value.value if isinstance(value, Enum) else str(value) if isinstance(value, dt.date) else value


# ------------------------------------------------------------------ one clause


def clause_lines(clause: Clause, day: dt.date, lang: str) -> Iterator[str]:
    """One clause as it stands on a day, in plain words and with everything a lawyer needs to check it."""
    standing, version = clause.standing(day)
    yield f"{clause.id}  ({clause.kind}, {clause.layer.value})"
    yield say(lang, f"clause.{clause.id}.title")
    yield say(lang, says_key(clause, version))
    yield f"\non {day}: {standing.value.replace('_', ' ')}"
    for each in clause.versions:
        since = each.since or f"(first day not known; in force on {each.in_force_on})"
        this = standing is Standing.IN_FORCE and each is version
        yield f"  version {since} .. {each.until or 'open'}{'  <- this one' if this else ''}"
    if standing in NOT_IN_FORCE:
        yield f"  {NOT_IN_FORCE[standing]}"
    yield ""
    for key, value in values_of(version).items():
        if key not in QUIET and value not in (None, [], "", {}, False):
            yield f"  {key}: {value}"
    yield f"\n  law: {version.law}, {version.article} ({version.instrument.value})"
    yield f"  source: {version.source.title} <{version.source.address}>"
    yield from (f"  more: {each.title} <{each.address}>" for each in version.sources_more)
    yield f"  confidence: {version.confidence.value} | facts: {', '.join(version.facts)}"
    yield f"  read by: {', '.join(version.read_by) or 'nobody yet'}"
    if version.note:
        yield f"  note: {version.note}"
