"""What a simulated person is remembered by: the names that conditions ask about, each in a few bits, and how events change them.

Only names that some condition asks for and some event can change are kept; every other name reads the same for everybody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from madoguchi.lab.days import NEVER
from madoguchi.lab.forms import Forms
from madoguchi.lab.terms import LabError
from madoguchi.rules.clauses import Trigger
from madoguchi.rules.expression import Scope
from madoguchi.rules.terms import Value
from madoguchi.rules.words import NameWord, Vocabulary

NO, YES, UNKNOWN = 0, 1, 2
"""The three values of a condition."""

UNTOLD, TOLD_UNKNOWN, FIRST_VALUE = 0, 1, 2
"""Codes of a remembered word: never told, told as not known, and then the values themselves."""

NOT_TOLD: Final = frozenset({"unstated", "not_stated"})
LARGEST: Final = 255


class Keep(IntEnum):
    """How a name is kept."""

    SAME = 0
    BIT = 1
    WORD = 2
    NUMBER = 3
    DAY = 4


@dataclass(frozen=True)
class Place:
    """Where a name is kept: which bit, word, number or day; what it reads before any event (`untold`)."""

    keep: Keep
    at: int
    type: str
    untold: Value | None


def code_of(value: Value | None, type_: str, words: Vocabulary) -> int:
    """The code of a value of a type: not told and not known have their own."""
    if value is None or value in NOT_TOLD:
        return TOLD_UNKNOWN
    if type_ == "bool":
        return FIRST_VALUE + int(bool(value))
    if type_ == "int":
        assert isinstance(value, int)
        return min(FIRST_VALUE + value, LARGEST)
    if type_ == "text":
        raise LabError(f"a word that is free text ({value!r}) cannot be kept for millions")
    return FIRST_VALUE + sorted(words.lists[type_]).index(str(value))


@dataclass
class Memory:
    """Where every name is kept, and for each form of event what it sets, clears, counts and dates."""

    forms: Forms
    places: dict[str, Place] = field(default_factory=dict)
    set_bits: list[tuple[int, int]] = field(default_factory=list)
    clear_bits: list[tuple[int, int]] = field(default_factory=list)
    words: list[tuple[int, int, int]] = field(default_factory=list)
    adds: list[tuple[int, int, int]] = field(default_factory=list)
    greatest: list[tuple[int, int, int]] = field(default_factory=list)
    dates: list[tuple[int, int, bool]] = field(default_factory=list)
    forgotten_words: set[int] = field(default_factory=set)
    forgotten_days: set[int] = field(default_factory=set)
    bits: int = 0
    kept_words: int = 0
    kept_days: int = 0

    def place(self, name: str) -> Place:
        """Where a name is kept, made on first asking; LabError for names that the second engine does not keep."""
        if name not in self.places:
            self.places[name] = self._make(name)
        return self.places[name]

    # -------------------------------------------------------------- one way of reading a name after the other

    def _make(self, name: str) -> Place:
        vocabulary = self.forms.words
        word = vocabulary.names.get(name)
        if word is None:
            fact = vocabulary.facts.get(name)
            if fact is None:
                raise LabError(f"nothing that the lab keeps is called {name!r}")
            return Place(Keep.SAME, -1, fact.type, None if fact.many else fact.routine)
        ways = {
            "ever": self._ever, "now": self._now, "latest_is": self._latest_is, "latest": self.latest, "count": self._count,
            "greatest": self._greatest, "last_day": self._day, "first_day": self._day,
        }  # fmt: skip
        if word.how not in ways:
            raise LabError(f"the lab does not keep the name {name!r} ({word.how})")
        return ways[word.how](word)

    def _heard(self, rows: Iterable[object]) -> list[int]:
        triggers = [_trigger(row, self.forms.words) for row in rows]
        return [number for form, number in self.forms.numbers.items() if form.heard_by(triggers)]

    def _untold(self, word: NameWord, otherwise: Value | None) -> Value | None:
        fact = word.row.get("fact")
        return self.forms.words.facts[fact].routine if fact else otherwise

    def _bit(self, word: NameWord, *, untold: Value | None, on: Iterable[int], off: Iterable[int]) -> Place:
        on, off = list(on), list(off)
        if not on:
            return Place(Keep.SAME, -1, "bool", untold)
        place = Place(Keep.BIT, self.bits, "bool", untold)
        self.bits += 1
        self.set_bits += [(form, place.at) for form in on]
        self.clear_bits += [(form, place.at) for form in off]
        if word.row.get("this_stay"):
            self.clear_bits += [(form, place.at) for form in self._entries()]
        return place

    def _entries(self) -> list[int]:
        return [number for form, number in self.forms.numbers.items() if form.kind == "entered"]

    def _ever(self, word: NameWord) -> Place:
        return self._bit(word, untold=self._untold(word, otherwise=False), on=self._heard(word.row["of"]), off=())

    def _now(self, word: NameWord) -> Place:
        if word.row.get("fact") is None or self._untold(word, otherwise=False) is False:
            return self._bit(word, untold=False, on=self._heard(word.row["of"]), off=self._heard(word.row["ended"]))
        began, over = self._heard(word.row["of"]), self._heard(word.row["ended"])
        return self._word("bool", self._untold(word, None), [(f, 1) for f in began], [(f, 0) for f in over])

    def _latest_is(self, word: NameWord) -> Place:
        heard = self._heard(word.row["of"])
        every = self.forms.every
        yes = [form for form in heard if every[form - 1].get(word.row["field"]) in word.row["words"]]
        return self._bit(word, untold=False, on=yes, off=[form for form in heard if form not in yes])

    def _word(
        self,
        type_: str,
        untold: Value | None,
        told: Iterable[tuple[int, Value | None]],
        after: Iterable[tuple[int, Value | None]] = (),
    ) -> Place:
        """A remembered word. `after`: forms that change it only where it was told before."""
        told, after = list(told), list(after)
        if not told:
            return Place(Keep.SAME, -1, type_, untold)
        place = Place(Keep.WORD, self.kept_words, type_, untold)
        self.kept_words += 1
        words = self.forms.words
        self.words += [(form, place.at, code_of(value, type_, words)) for form, value in told]
        self.words += [(-form, place.at, code_of(value, type_, words)) for form, value in after]
        return place

    def latest(self, word: NameWord) -> Place:
        """A field of the last such event."""
        name = word.row["field"]
        told = []
        for form in self._heard(word.row["of"]):
            values = self.forms.every[form - 1].values
            if name in values:
                told.append((form, values[name]))
        untold = self._untold(word, word.row.get("else"))
        return self._word(word.type, untold, told)

    def _count(self, word: NameWord) -> Place:
        heard = self._heard(word.row["of"])
        if not heard:
            return Place(Keep.SAME, -1, "int", self._untold(word, 0))
        place = Place(Keep.NUMBER, self.kept_words, "int", self._untold(word, 0))
        self.kept_words += 1
        self.adds += [(form, place.at, 1) for form in heard]
        if word.row.get("this_stay"):
            self.forgotten_words.add(place.at)
        return place

    def _greatest(self, word: NameWord) -> Place:
        heard = self._heard(word.row["of"])
        if not heard:
            return Place(Keep.SAME, -1, "int", 0)
        place = Place(Keep.NUMBER, self.kept_words, "int", 0)
        self.kept_words += 1
        self.greatest += [
            (form, place.at, min(self.forms.every[form - 1].sample.whole(word.row["field"]), LARGEST)) for form in heard
        ]
        return place

    def _day(self, word: NameWord) -> Place:
        if word.row.get("or_today"):
            raise LabError(f"the lab does not keep the day {word.name!r}, which is today where nothing was told")
        heard = self._heard(word.row["of"])
        place = Place(Keep.DAY, self.kept_days if heard else -1, "date", None)
        if heard:
            self.kept_days += 1
            self.dates += [(form, place.at, word.how == "first_day") for form in heard]
            if word.row.get("this_stay"):
                self.forgotten_days.add(place.at)
        return place


def _trigger(row: object, words: Vocabulary) -> Trigger:
    if isinstance(row, str):
        return Trigger(row)
    assert isinstance(row, Mapping)
    types = {name: type_.removesuffix("?") for name, type_ in words.events[row["event"]].fields.items()}
    return Trigger(row["event"], Scope(types, words).parse(row["where"]))


# ------------------------------------------------------------------ laid out for the kernel


@dataclass(frozen=True)
class MemoryTables:
    """The same as arrays: what each form does. `touch` rows are (form, what, at, value), sorted by form; `touch_from` their
    starts."""

    touch_from: NDArray[np.int32]
    touch: NDArray[np.int32]


SET, CLEAR, WORD, WORD_AFTER, ADD, GREATEST, LAST_DAY, FIRST_DAY, FORGET_WORD, FORGET_DAY = range(10)


def laid_out(memory: Memory) -> MemoryTables:
    """What each form does to what is remembered, in the order in which it is done: forgetting first, then ends, then
    beginnings."""
    rows: list[tuple[int, int, int, int]] = []
    for form in memory._entries():
        rows += [(form, FORGET_WORD, at, 0) for at in sorted(memory.forgotten_words)]
        rows += [(form, FORGET_DAY, at, NEVER) for at in sorted(memory.forgotten_days)]
    rows += [(form, CLEAR, at, 0) for form, at in memory.clear_bits]
    rows += [(abs(form), WORD_AFTER if form < 0 else WORD, at, value) for form, at, value in sorted(memory.words)]
    rows += [(form, SET, at, 0) for form, at in memory.set_bits]
    rows += [(form, ADD, at, value) for form, at, value in memory.adds]
    rows += [(form, GREATEST, at, value) for form, at, value in memory.greatest]
    rows += [(form, FIRST_DAY if first else LAST_DAY, at, 0) for form, at, first in memory.dates]
    rows.sort(key=lambda row: row[0])
    starts = np.searchsorted(np.array([row[0] for row in rows], np.int64), np.arange(len(memory.forms.every) + 2))
    return MemoryTables(starts.astype(np.int32), np.array(rows, np.int32).reshape(-1, 4))
