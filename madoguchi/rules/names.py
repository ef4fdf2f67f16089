"""The names that conditions use: how each is read off a history on a day (`words/names.toml` says which way).

A view looks back only. What nobody told is None; a routine fact that nobody told is taken as usual and noted as a proviso.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from madoguchi.rules.clauses import Trigger
from madoguchi.rules.expression import NEVER, Known, Moment, Scope
from madoguchi.rules.history import History
from madoguchi.rules.terms import Event
from madoguchi.rules.words import NameWord, Vocabulary

NameReader = Callable[["Look"], Known | None]
BuiltIns = Mapping[str, NameReader]


class Look:
    """What can be known of a life on one day. Conditions ask it by name."""

    __slots__ = ("_cache", "_readers", "day", "history", "of", "taken")

    def __init__(self, history: History, day: dt.date, readers: Mapping[str, NameReader], of: Any = None) -> None:
        self.history, self.day, self._readers, self.of = history, day, readers, of
        self._cache: dict[str, Known | None] = {}
        self.taken: set[str] = set()

    def get(self, name: str) -> Known | None:
        """The value of a name on this day; None where nobody told."""
        try:
            return self._cache[name]
        except KeyError:
            reader = self._readers.get(name)
            value = self._cache[name] = reader(self) if reader else self.fact(name)
            return value

    def fact(self, name: str) -> Known | None:
        """A fact as told; a routine one that nobody told is taken as usual."""
        told, value = self.history.told(name, self.day)
        if not told:
            value = self.history.words.facts[name].routine
            if value is not None:
                self.taken.add(name)
        return Moment(value.toordinal()) if isinstance(value, dt.date) else value


def relative(value: Known | None, day: dt.date) -> Known | None:
    """A value as it compares between days: the day looked at becomes a word of its own."""
    return "today" if isinstance(value, Moment) and value == Moment(day.toordinal()) else value


def name_readers(words: Vocabulary, built_in: BuiltIns) -> dict[str, NameReader]:
    """A reader for every name of `names.toml`; facts are read as told."""
    readers: dict[str, NameReader] = {}
    for name, word in words.names.items():
        readers[name] = built_in[name] if word.how == "built_in" else _WAYS[word.how](word, words)
    return readers


def _triggers(rows: list[Any], words: Vocabulary) -> tuple[Trigger, ...]:
    found = []
    for row in rows:
        kind = row if isinstance(row, str) else row["event"]
        types = {name: type_.removesuffix("?") for name, type_ in words.events[kind].fields.items()}
        scope = Scope(types, words)
        where, unless = (scope.parse(row[key]) if key in row and row is not kind else None for key in ("where", "unless"))
        found.append(Trigger(kind, where, unless))
    return tuple(found)


def _after(word: NameWord) -> Callable[[Look], int]:
    """From which place in the log on a name looks: the whole life, or since the person last came into the country."""
    if word.row.get("this_stay"):
        return lambda look: look.history.entry_before(look.day)
    return lambda _look: -1


def _moment(event: Event) -> Moment:
    return Moment(event.day.toordinal(), event.order)


def _last_day(word: NameWord, words: Vocabulary) -> NameReader:
    of, after, or_today = _triggers(word.row["of"], words), _after(word), word.row.get("or_today", False)

    def read(look: Look) -> Known | None:
        event = look.history.last(of, look.day, after(look))
        return _moment(event) if event else Moment(look.day.toordinal()) if or_today else NEVER

    return read


def _first_day(word: NameWord, words: Vocabulary) -> NameReader:
    of, after, or_today = _triggers(word.row["of"], words), _after(word), word.row.get("or_today", False)
    fact = word.row.get("fact")

    def read(look: Look) -> Known | None:
        found = look.history.happened(of, look.day, after(look))
        if not found and fact:
            return look.fact(fact)
        return _moment(found[0]) if found else Moment(look.day.toordinal()) if or_today else NEVER

    return read


def _ever(word: NameWord, words: Vocabulary) -> NameReader:
    of, after, fact = _triggers(word.row["of"], words), _after(word), word.row.get("fact")

    def read(look: Look) -> Known | None:
        if look.history.last(of, look.day, after(look)):
            return True
        return look.fact(fact) if fact else False

    return read


def _now(word: NameWord, words: Vocabulary) -> NameReader:
    of, ended, fact = _triggers(word.row["of"], words), _triggers(word.row["ended"], words), word.row.get("fact")
    otherwise = word.row.get("else")

    def read(look: Look) -> Known | None:
        began = look.history.last(of, look.day)
        if began is None:
            told = look.fact(fact) if fact else None
            return (None if fact and otherwise is None else bool(otherwise)) if told is None else told
        return look.history.last(ended, look.day, began.order) is None

    return read


def _count(word: NameWord, words: Vocabulary) -> NameReader:
    of, after, fact = _triggers(word.row["of"], words), _after(word), word.row.get("fact")

    def read(look: Look) -> Known | None:
        number = len(look.history.happened(of, look.day, after(look)))
        return number if number or not fact else look.fact(fact)

    return read


def _greatest(word: NameWord, words: Vocabulary) -> NameReader:
    of, field = _triggers(word.row["of"], words), word.row["field"]

    def read(look: Look) -> Known | None:
        return max((event.whole(field) for event in look.history.happened(of, look.day)), default=0)

    return read


def _latest(word: NameWord, words: Vocabulary) -> NameReader:
    of, field, fact, otherwise = _triggers(word.row["of"], words), word.row["field"], word.row.get("fact"), word.row.get("else")
    days = _triggers(word.row.get("else_day_of", []), words)

    def read(look: Look) -> Known | None:
        for event in reversed(look.history.happened(of, look.day)):
            if field in event.fields:
                value = event.fields[field]
                if isinstance(value, dt.date):
                    return Moment(value.toordinal())
                return None if value in ("unstated", "not_stated") else value
        if days:
            last = look.history.last(days, look.day)
            return _moment(last) if last else NEVER
        told = look.fact(fact) if fact else None
        return otherwise if told is None else told

    return read


def _latest_is(word: NameWord, words: Vocabulary) -> NameReader:
    of, field, listed = _triggers(word.row["of"], words), word.row["field"], frozenset(word.row["words"])

    def read(look: Look) -> Known | None:
        event = look.history.last(of, look.day)
        return event is not None and event.fields.get(field) in listed

    return read


def _decided(word: NameWord, _words: Vocabulary) -> NameReader:
    """Whether the last decision about one of these requests was one of these."""
    requests, results = frozenset(word.row["requests"]), frozenset(word.row["results"])

    def read(look: Look) -> Known | None:
        asked = {e.fields["no"] for e in look.history.by_kind.get("application.filed", ()) if e.fields["for"] in requests}
        said = look.history.by_kind.get("application.decided", ())
        decided = [e for e in said if e.day <= look.day and e.fields["no"] in asked]
        return bool(decided) and decided[-1].fields["result"] in results

    return read


def _told(word: NameWord, _words: Vocabulary) -> NameReader:
    fact, other, yes, no = word.row["fact"], word.row["word"], frozenset(word.row["yes"]), frozenset(word.row["no"])

    def read(look: Look) -> Known | None:
        value = look.fact(fact)
        if value is not None:
            return value
        said = look.get(other)
        return True if said in yes else False if said in no else None

    return read


def open_requests(look: Look, requests: frozenset[str]) -> list[Event]:
    """Requests filed by the day that nobody decided or took back, in the order of filing."""
    history, closed = look.history, set()
    for kind in ("application.decided", "application.withdrawn"):
        closed |= {event.fields["no"] for event in history.by_kind.get(kind, ()) if event.day <= look.day}
    filed = history.by_kind.get("application.filed", ())
    return [e for e in filed if e.day <= look.day and e.fields["for"] in requests and e.fields["no"] not in closed]


def _open_request(word: NameWord, words: Vocabulary) -> NameReader:
    requests, answered = frozenset(word.row["requests"]), _triggers(word.row.get("answered_by", []), words)

    def read(look: Look) -> Known | None:
        last = look.history.last(answered, look.day)
        return any(last is None or last.order < filed.order for filed in open_requests(look, requests))

    return read


def _on_day(word: NameWord, _words: Vocabulary) -> NameReader:
    name, fact, day = word.row.get("name"), word.row.get("fact"), word.row["on"]

    def read(look: Look) -> Known | None:
        if day > look.day:
            return None
        then: Look = look.of.look(day)
        return then.fact(fact) if fact else then.get(str(name))

    return read


def _surely(word: NameWord, words: Vocabulary) -> NameReader:
    """Whether a condition surely holds: what nobody told reads as no."""
    types = {name: each.type + "*" * each.many for name, each in words.facts.items()}
    types |= {name: each.type for name, each in words.names.items()}
    test = Scope(types, words).parse(word.row["when"])
    return lambda look: test.holds(look) is True


def _granted(word: NameWord, _words: Vocabulary) -> NameReader:
    requests = frozenset(word.row["requests"])

    def read(look: Look) -> Known | None:
        filed = look.history.by_kind.get("application.filed", ())
        asked = {e.fields["no"] for e in filed if e.day <= look.day and e.fields["for"] in requests}
        decided = look.history.by_kind.get("application.decided", ())
        return any(e.day <= look.day and e.fields["no"] in asked and e.fields["result"] == "granted" for e in decided)

    return read


_WAYS: dict[str, Callable[[NameWord, Vocabulary], NameReader]] = {
    "last_day": _last_day,
    "first_day": _first_day,
    "ever": _ever,
    "now": _now,
    "count": _count,
    "greatest": _greatest,
    "latest": _latest,
    "latest_is": _latest_is,
    "told": _told,
    "decided": _decided,
    "open_request": _open_request,
    "granted": _granted,
    "surely": _surely,
    "on_day": _on_day,
}
