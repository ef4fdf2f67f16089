"""A life in order: what happened by a day, and the names that conditions may ask about it. Looks back only, never ahead."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from copy import copy

from madoguchi.rules.clauses import Trigger
from madoguchi.rules.expression import Known, Moment
from madoguchi.rules.terms import Event, Fact, Life, LifeError, Value
from madoguchi.rules.words import Vocabulary, check_value, nearest


class Fields:
    """The fields of one event, as a condition sees them."""

    __slots__ = ("_fields",)

    def __init__(self, event: Event) -> None:
        self._fields = event.fields

    def get(self, name: str) -> Known | None:
        """The value of a field; None where it was not told."""
        value = self._fields.get(name)
        return Moment(value.toordinal()) if isinstance(value, dt.date) else value


def matches(trigger: Trigger, event: Event) -> bool:
    """Whether an event is one that the trigger listens to. A field that was not told matches no condition."""
    if event.kind != trigger.event:
        return False
    if trigger.where is None and trigger.unless is None:
        return True
    fields = Fields(event)
    if trigger.unless is not None and trigger.unless.holds(fields) is True:
        return False
    return trigger.where is None or trigger.where.holds(fields) is True


def in_order(events: Sequence[Event], words: Vocabulary) -> tuple[Event, ...]:
    """Events by day, within a day by class and then as told; where all events of a day carry `seq`, only that orders them."""
    days: dict[dt.date, list[Event]] = {}
    for event in events:
        days.setdefault(event.day, []).append(event)
    ordered: list[Event] = []
    for day in sorted(days):
        told = days[day]
        if len(told) > 1:
            if all(event.seq is not None for event in told):
                told = sorted(told, key=lambda event: event.seq or 0)
            else:
                told = sorted(told, key=lambda event: words.events[event.kind].rank)
        ordered.extend(told)
    return _placed(ordered)


def _placed(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events, each with its place in the log."""
    return tuple(Event(e.day, e.kind, e.fields, place, e.seq, e.id, e.deemed) for place, e in enumerate(events))


class History:
    """One life, read and in order. Building it checks every word; LifeError says which one is wrong."""

    def __init__(self, life: Life, words: Vocabulary) -> None:
        check_life(life, words)
        self.words = words
        self.country = life.country
        self.events = in_order(life.events, words)
        self.by_kind = _by_kind(self.events)
        self.facts: dict[str, list[Fact]] = {}
        for fact in sorted(life.facts, key=lambda fact: fact.first or dt.date.min):
            self.facts.setdefault(fact.name, []).append(fact)

    def with_deemed(self, deemed: Iterable[Event]) -> "History":
        """The same life with what the law takes for decided: each at the beginning of its day, before all that happened on it."""
        both = sorted([*self.events, *deemed], key=lambda event: (event.day, not event.deemed))
        copied = copy(self)
        copied.events = _placed(both)
        copied.by_kind = _by_kind(copied.events)
        return copied

    def happened(self, triggers: Iterable[Trigger], day: dt.date, after: int = -1) -> list[Event]:
        """All events by `day`, later in the log than place `after`, that one of the triggers listens to; in order."""
        found = [
            event
            for trigger in triggers
            for event in self.by_kind.get(trigger.event, ())
            if event.day <= day and event.order > after and matches(trigger, event)
        ]
        if len(found) > 1:
            found.sort(key=_place)
        return found

    def last(self, triggers: Iterable[Trigger], day: dt.date, after: int = -1) -> Event | None:
        """The last of them; None if there is none."""
        found: Event | None = None
        for trigger in triggers:
            for event in reversed(self.by_kind.get(trigger.event, ())):
                if event.order <= after or (found is not None and event.order < found.order):
                    break
                if event.day <= day and matches(trigger, event):
                    found = event
                    break
        return found

    def told(self, name: str, day: dt.date) -> tuple[bool, Value | frozenset[str] | None]:
        """Whether a fact was told for `day`, and its value; (True, None) is "I do not know"."""
        holding = [
            fact
            for fact in self.facts.get(name, ())
            if (fact.first is None or fact.first <= day) and (fact.last is None or day <= fact.last)
        ]
        if not holding:
            return False, None
        if self.words.facts[name].many:
            values = frozenset(str(fact.value) for fact in holding if fact.value is not None)
            return True, values or None
        return True, holding[-1].value

    def entry_before(self, day: dt.date) -> int:
        """The place in the log of the last coming into the country by `day`; -1 if none was told."""
        entries = [event for event in self.by_kind.get("entered", ()) if event.day <= day]
        return entries[-1].order if entries else -1


def _by_kind(events: Iterable[Event]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = {}
    for event in events:
        found.setdefault(event.kind, []).append(event)
    return found


def _place(event: Event) -> int:
    return event.order


def check_life(life: Life, words: Vocabulary) -> None:
    """Refuse words and values that the vocabulary does not have."""
    for where, day in _days_of(life):
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise LifeError(f"{where}: {day} cannot be meant: write a year between {FIRST_YEAR} and {LAST_YEAR}")
    for fact in life.facts:
        word = words.facts.get(fact.name)
        if word is None:
            raise LifeError(f"nothing that we know is called {fact.name!r}; {nearest(fact.name, words.facts)}")
        if fact.value is not None:
            _checked(words, word.type, fact.value, f"fact {fact.name}")
    for event in life.events:
        _check_event(event, words)


FIRST_YEAR, LAST_YEAR = 1900, 2200


def _days_of(life: Life) -> Iterator[tuple[str, dt.date]]:
    """Every day that a life tells of, and where."""
    for fact in life.facts:
        yield from ((f"fact {fact.name}", day) for day in (fact.first, fact.last, fact.value) if isinstance(day, dt.date))
    for event in life.events:
        days = {"day": event.day, **event.fields}
        yield from ((f"{_where(event)}: {key}", day) for key, day in days.items() if isinstance(day, dt.date))


def _check_event(event: Event, words: Vocabulary) -> None:
    kind = words.events.get(event.kind)
    if kind is None:
        raise LifeError(f"{_where(event)}: this is not a word for an event; {nearest(event.kind, words.events)}")
    for name, value in event.fields.items():
        type_ = kind.field_type(name)
        if type_ is None:
            raise LifeError(f"{_where(event)}: {event.kind} has no field {name!r}; {nearest(name, kind.fields)}")
        try:
            check_value(words, type_, value, name)
        except ValueError as error:
            raise LifeError(f"{_where(event)}: {error}") from error
    for name, type_ in kind.fields.items():
        if name not in event.fields and not type_.endswith("?"):
            raise LifeError(f"{_where(event)}: {name} is missing")


def _where(event: Event) -> str:
    return f"event {event.kind} on {event.day}"


def _checked(words: Vocabulary, type_: str, value: object, where: str) -> None:
    try:
        check_value(words, type_, value, where)
    except ValueError as error:
        raise LifeError(str(error)) from error
