"""Short ways to tell a life and to ask about it, for tests that read like a conversation."""

import datetime as dt
from dataclasses import replace

from madoguchi.ground.dates import ONE_DAY
from madoguchi.rules.clauses import LawBook
from madoguchi.rules.engine import position
from madoguchi.rules.reader import read_book
from madoguchi.rules.shelf import law_of, vocabulary
from madoguchi.rules.terms import Answer, Event, Fact, Layer, Life, Option, Position, Span, Value

D = dt.date
LAST_DAY_ASKED = D(2031, 1, 1)


def event(day: dt.date, kind: str, **fields: Value) -> Event:
    """One event; a field whose name Python takes for its own ends in `_`."""
    return Event(day, kind, {name.removesuffix("_"): value for name, value in fields.items()})


def held(day: dt.date, status: str, until: dt.date | None = None, **more: Value) -> Event:
    """A permission to stay that is held on a day."""
    return event(day, "permit.held", layer="stay", status=status, **({"until": until} if until else {}), **more)


def life(*events: Event, **facts: Value | None) -> Life:
    """A life in Japan; a fact that is None is "I do not know"."""
    return Life("JP", tuple(Fact(name, value) for name, value in facts.items()), tuple(events))


def ask(told: Life, day: dt.date, law: LawBook | None = None) -> Position:
    """What the law says of a life on a day."""
    return position(law or law_of("JP"), vocabulary(), told, day)


def book(text: str) -> LawBook:
    """An invented law, read like a real one."""
    return read_book("XX", {"xx.toml": text}, vocabulary())


def state(of: Position, day: dt.date, layer: Layer = Layer.SUMMARY) -> str:
    """The state of a day in a word."""
    span = of.state(layer, day)
    return span.state if span else "nothing told"


def readings(of: Position, day: dt.date, layer: Layer = Layer.SUMMARY) -> set[str]:
    """The other states that could hold on a day."""
    span = of.state(layer, day)
    return set(span.readings) if span else set()


def option(of: Position, word: str, path: str | None = None) -> Option:
    """The one option of this word; the test fails where there are several or none."""
    found = [each for each in of.options if each.id == word and each.path == path]
    assert len(found) == 1, [each.clause for each in found]
    return found[0]


def answer(of: Position, word: str, path: str | None = None) -> Answer:
    """What the law says to an option."""
    return option(of, word, path).answer


def last_days(of: Position, word: str) -> list[dt.date]:
    """The days of all deadlines of this word."""
    return [each.day for each in of.deadlines if each.id == word]


def days_of(spans: tuple[Span, ...], layer: Layer, last: dt.date) -> list[tuple[dt.date, str, tuple[str, ...]]]:
    """A timeline as runs of days until `last`: first day, state, readings. Neighbours that say the same are joined.

    Days before the first of which anything is told say nothing, and are left out.
    """
    runs: list[tuple[dt.date, str, tuple[str, ...]]] = []
    for span in spans:
        if span.layer is not layer or span.first > last or (not runs and span.state == "uncertain" and not span.clauses):
            continue
        if not runs or runs[-1][1:] != (span.state, span.readings):
            runs.append((span.first, span.state, span.readings))
    return runs


def later(day: dt.date, days: int) -> dt.date:
    """So many days later."""
    return day + days * ONE_DAY


def with_events(told: Life, *events: Event) -> Life:
    """The same life with more events, told last."""
    return replace(told, events=(*told.events, *events))


def with_facts(told: Life, **facts: Value | None) -> Life:
    """The same life with more facts; what was told of them before is replaced."""
    kept = tuple(fact for fact in told.facts if fact.name not in facts)
    return replace(told, facts=(*kept, *(Fact(name, value) for name, value in facts.items())))


def filed(day: dt.date, for_: str = "extension", no: str = "1") -> Event:
    return event(day, "application.filed", no=no, for_=for_)


def decided(day: dt.date, result: str, no: str = "1", until: dt.date | None = None) -> Event:
    return event(day, "application.decided", no=no, result=result, **({"until": until} if until else {}))


def states(of: Position, *days: dt.date, layer: Layer = Layer.SUMMARY) -> list[str]:
    return [state(of, day, layer) for day in days]
