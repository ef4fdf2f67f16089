"""The same life in another country: what is carried over by the map, what stands in its place, and what must be asked.

Nothing is guessed: a status that the other country does not have becomes "not told", and the question is kept. Days stay the days
of the life, also last days of permits; another country might have given other lengths.
"""

import datetime as dt
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from madoguchi.rules.terms import Event, Fact, Life, LifeError, RuleError, Value
from madoguchi.rules.words import Vocabulary

CARRIED = ("status", "request")
"""Lists of the vocabulary whose words belong to one country, if the map does not say that they mean the same everywhere."""
NOT_TOLD = {"status": "unstated", "ground": "not_stated"}
"""What stands in the place of a word that cannot be carried. A request keeps its word, which no clause there reads."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in society (or a kind of request), and the words that countries have for it: the one to use first."""

    id: str
    says: str
    words: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Existence:
    """From when and until when a status was there, and the researched fact that says so."""

    since: dt.date
    until: dt.date
    fact: str


@dataclass(frozen=True, slots=True, eq=False)
class CarryMap:
    """The map between countries: places for statuses and for requests, words that mean the same everywhere, and grounds that only
    one country's law numbers.
    """

    places: Mapping[str, tuple[Place, ...]]
    everywhere: Mapping[str, frozenset[str]]
    grounds: Mapping[str, str]
    exists: Mapping[str, Existence]

    @property
    def countries(self) -> frozenset[str]:
        """Countries that a life can be carried to."""
        return frozenset(country for place in self.places["status"] for country in place.words)


@dataclass(frozen=True, slots=True)
class Replaced:
    """A word of one country for which a word of the other stands now; `others`: further words that it could be."""

    listed: str
    word: str
    by: str
    others: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """What could not be carried and must be asked: a word that the other country has none for. `day`: where it first stands."""

    listed: str
    word: str
    day: dt.date | None


@dataclass(frozen=True, slots=True)
class Carried:
    """A life as the other country's rules can read it, and how it came to that."""

    life: Life
    replaced: tuple[Replaced, ...] = ()
    asked: tuple[Unclear, ...] = ()


def read_map(text: str, words: Vocabulary) -> CarryMap:
    """The map from its file. RuleError if a word is not one of the vocabulary."""
    raw = tomllib.loads(text)
    places = {"status": _places(raw["place"], "status", words), "request": _places(raw["request"], "request", words)}
    everywhere = {listed: frozenset(words.must_know(listed, word) for word in raw["everywhere"][listed]) for listed in CARRIED}
    exists = {
        words.must_know("status", word): Existence(row.get("since", dt.date.min), row.get("until", dt.date.max), row["fact"])
        for word, row in raw["exists"].items()
    }
    grounds = {words.must_know("ground", ground): words.must_know("country", where) for ground, where in raw["ground"].items()}
    return CarryMap(places, everywhere, grounds, exists)


def _places(rows: Iterable[Mapping[str, Any]], listed: str, words: Vocabulary) -> tuple[Place, ...]:
    found = []
    for row in rows:
        by_country = {key: tuple(row[key]) for key in row if key not in ("id", "says")}
        for word in (word for each in by_country.values() for word in each):
            words.must_know(listed, word)
        if strange := by_country.keys() - words.lists["country"]:
            raise RuleError(f"carrying.toml: {row['id']}: {sorted(strange)} are not countries of the vocabulary")
        found.append(Place(row["id"], row["says"], by_country))
    return tuple(found)


def carry(told: Life, country: str, by: CarryMap, words: Vocabulary) -> Carried:
    """The life as it can be read under the rules of `country`. LifeError if no life can be carried there."""
    if told.country == country:
        return Carried(told)
    for each in (told.country, country):
        if each not in by.countries:
            raise LifeError(f"no life can be carried to or from {each}: the map knows {', '.join(sorted(by.countries))}")
    return _Carrying(told, country, by, words).done()


@dataclass(slots=True)
class _Carrying:
    """One life on its way."""

    told: Life
    country: str
    by: CarryMap
    words: Vocabulary
    replaced: dict[tuple[str, str], Replaced] = field(default_factory=dict)
    asked: dict[tuple[str, str], Unclear] = field(default_factory=dict)

    def done(self) -> Carried:
        facts = tuple(self._fact(fact) for fact in self.told.facts)
        events = tuple(self._event(event) for event in self.told.events)
        return Carried(Life(self.country, facts, events), (*self.replaced.values(),), (*self.asked.values(),))

    def _fact(self, fact: Fact) -> Fact:
        listed = self.words.facts[fact.name].type if fact.name in self.words.facts else ""
        if listed in CARRIED and isinstance(fact.value, str):
            carried = self._word(listed, fact.value, fact.first)
            return replace(fact, value=None if (listed, fact.value) in self.asked else carried)
        if listed == "nationality" and fact.value == self.country:
            # A national of the other country has no permit to lose there: whose life it could be must be asked.
            self._asked(listed, str(fact.value), fact.first)
            return replace(fact, value=None)
        return fact

    def _event(self, event: Event) -> Event:
        word = self.words.events.get(event.kind)
        fields: dict[str, Value] = dict(event.fields)
        for name, value in event.fields.items():
            listed = word.field_type(name) if word else None
            if listed in CARRIED and isinstance(value, str):
                fields[name] = self._word(listed, value, event.day)
            elif listed == "ground" and self.by.grounds.get(str(value), self.country) != self.country:
                fields[name] = self._asked(listed, str(value), event.day)
        return replace(event, fields=fields)

    def _word(self, listed: str, word: str, day: dt.date | None) -> str:
        """What stands for a word there; the word itself where it means the same, "not told" where nothing stands for it."""
        if word in self.by.everywhere[listed]:
            return word
        for place in self._places_of(listed, word):
            there = [each for each in place.words.get(self.country, ()) if self._exists(each, day)]
            if there:
                self.replaced.setdefault((listed, word), Replaced(listed, word, there[0], tuple(there[1:]), place.says))
                return there[0]
        return self._asked(listed, word, day)

    def _asked(self, listed: str, word: str, day: dt.date | None) -> str:
        self.asked.setdefault((listed, word), Unclear(listed, word, day))
        return NOT_TOLD.get(listed, word)

    def _places_of(self, listed: str, word: str) -> Iterator[Place]:
        return (place for place in self.by.places[listed] if word in place.words.get(self.told.country, ()))

    def _exists(self, word: str, day: dt.date | None) -> bool:
        span = self.by.exists.get(word)
        return span is None or day is None or span.since <= day <= span.until
