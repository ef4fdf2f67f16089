"""Forms of events: a kind of event with its fields, known before a run. Only days and numbers of requests are filled in later."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from madoguchi.rules.clauses import Trigger
from madoguchi.rules.history import matches
from madoguchi.rules.terms import Event, Value
from madoguchi.rules.words import Vocabulary

NEEDS_NUMBER = frozenset({"application.filed", "application.decided", "application.withdrawn"})
"""Acts that name the request they are about."""

LAST_DAYS = {"permit.revoked": "leave_by"}
"""The field that holds the last day which an event gives; `until` for every other kind."""

SOME_DAY = dt.date(2000, 1, 1)


@dataclass(frozen=True)
class Form:
    """One form of event. `fields` are fixed; `dated`: whether a last day is filled in when it happens."""

    kind: str
    fields: tuple[tuple[str, Value], ...] = ()
    dated: bool = False

    @cached_property
    def values(self) -> Mapping[str, Value]:
        """The fixed fields by name."""
        return dict(self.fields)

    def get(self, name: str) -> Value | None:
        """A fixed field; None where it is not told."""
        return self.values.get(name)

    def event(self, day: dt.date, until: dt.date | None = None, no: str | None = None, order: int = 0) -> Event:
        """The event that happened in this form on a day."""
        fields = dict(self.fields)
        if until is not None:
            fields[LAST_DAYS.get(self.kind, "until")] = until
        if no is not None:
            fields["no"] = no
        return Event(day, self.kind, fields, order)

    @cached_property
    def sample(self) -> Event:
        """An event of this form, to ask which clauses listen to it."""
        return self.event(SOME_DAY, SOME_DAY if self.dated else None, "1" if self.kind in NEEDS_NUMBER else None)

    def heard_by(self, triggers: Iterable[Trigger]) -> bool:
        """Whether one of the triggers listens to events of this form."""
        return any(matches(trigger, self.sample) for trigger in triggers)

    def __str__(self) -> str:
        told = ", ".join(f"{name} = {value}" for name, value in self.fields)
        return f"{self.kind} ({told})" if told else self.kind


def form(kind: str, fields: Mapping[str, Value] | None = None, *, dated: bool = False) -> Form:
    """A form; fields in the order of the alphabet, so that equal forms are equal."""
    return Form(kind, tuple(sorted((fields or {}).items())), dated)


@dataclass(frozen=True)
class Forms:
    """All forms of a run, numbered. Number 0 is no event."""

    every: tuple[Form, ...]
    words: Vocabulary

    @cached_property
    def numbers(self) -> Mapping[Form, int]:
        """The number of each form."""
        return {each: place for place, each in enumerate(self.every, start=1)}

    @cached_property
    def kinds(self) -> frozenset[str]:
        """All kinds of events that can happen."""
        return frozenset(each.kind for each in self.every)

    def rank(self, each: Form) -> int:
        """The class that orders it within a day."""
        return self.words.events[each.kind].rank


def numbered(found: Iterable[Form], words: Vocabulary) -> Forms:
    """Forms in a fixed order, each once."""
    return Forms(tuple(sorted(set(found), key=lambda each: (each.kind, str(each), each.dated))), words)
