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
from madoguchi.rules.clauses import Clause, Trigger
from madoguchi.rules.expression import Scope
from madoguchi.rules.kinds import Window
from madoguchi.rules.terms import Value
from madoguchi.rules.words import NameWord, Vocabulary

NO, YES, UNKNOWN = 0, 1, 2
"""The three values of a condition."""

UNTOLD, TOLD_UNKNOWN, FIRST_VALUE = 0, 1, 2
"""Codes of a remembered word: never told, told as not known, and then the values themselves."""

NOT_TOLD: Final = frozenset({"unstated", "not_stated"})
LARGEST: Final = 255
FIRST_CHAIN: Final = 1000
"""Days that named windows give stand, as sources of a day, behind all that are kept."""
PERMIT_BASE: Final = -2
"""What a chain of windows hangs on: the last day of the permission held last."""


class Keep(IntEnum):
    """How a name is kept."""

    SAME = 0
    BIT = 1
    WORD = 2
    NUMBER = 3
    DAY = 4
    TOLD_DAY = 5
    """a day that somebody has to tell: not known before"""
    WINDOW = 6
    """the day on which a window closes; `at`: its chain (`windows_named`)"""
    LEFT = 7
    """what is left of a bound on how often; `at`: the bound"""


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
class NamedWindows:
    """Windows that bear a name: for each a day that it hangs on, and steps from there, each with whose act says which law."""

    chains: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    acts: list[int] = field(default_factory=list)
    of: dict[str, int] = field(default_factory=dict)

    def add(self, clause: Clause, memory: "Memory") -> int:
        """The number of the chain of a window, from `FIRST_CHAIN` on; LabError where it hangs on what is not kept."""
        if clause.id in self.of:
            return self.of[clause.id]
        latest = clause.versions[-1]
        assert isinstance(latest, Window)
        if latest.anchor is None or latest.out_from or latest.closes_by:
            raise LabError(f"{clause.id}: the lab keeps a named window that hangs on a day of an event, and counts in one way")
        base, steps = (PERMIT_BASE, ()) if latest.anchor == "permit_until" else self._anchor(clause, latest.anchor, memory)
        self.clauses.append(clause)
        self.acts.append(memory.last_of(latest.meets))
        self.chains.append((base, (*steps, len(self.clauses) - 1)))
        self.of[clause.id] = FIRST_CHAIN + len(self.chains) - 1
        return self.of[clause.id]

    def _anchor(self, clause: Clause, anchor: str, memory: "Memory") -> tuple[int, tuple[int, ...]]:
        place = memory.place(anchor)
        if place.keep not in (Keep.DAY, Keep.WINDOW):
            raise LabError(f"{clause.id}: the lab keeps no day that is called {anchor!r}")
        return (place.at, ()) if place.keep is Keep.DAY else self.chains[place.at - FIRST_CHAIN]

    def hangs_on_permit(self, chain: int) -> bool:
        """Whether a window hangs on the last day of the permission."""
        return self.chains[chain - FIRST_CHAIN][0] == PERMIT_BASE


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
    told_days: list[tuple[int, int]] = field(default_factory=list)
    else_days: list[tuple[int, int, int]] = field(default_factory=list)
    forgotten_words: set[int] = field(default_factory=set)
    forgotten_days: set[int] = field(default_factory=set)
    bits: int = 0
    kept_words: int = 0
    kept_days: int = 0
    clauses: Mapping[str, Clause] = field(default_factory=dict)
    whole: bool = False
    for_clock: bool = False
    """Whether a clock is laid out: it asks on the day of an act, so that the law of that day counts."""
    named: dict[str, int] = field(default_factory=dict)
    term_at: int = -1
    windows: NamedWindows = field(default_factory=NamedWindows)
    counts: list[str] = field(default_factory=list)
    decided: list[tuple[int, tuple[str, ...], tuple[str, ...], bool]] = field(default_factory=list)

    def named_at(self, clause: str) -> int:
        """Where the day is kept that a clause gives a name to; -1 if nobody asks for it."""
        return self.named.get(clause, -1)

    def place(self, name: str) -> Place:
        """Where a name is kept, made on first asking; LabError for names that the second engine does not keep."""
        if name not in self.places:
            self.places[name] = self._make(name)
        place = self.places[name]
        if place.keep is Keep.WINDOW and self.windows.hangs_on_permit(place.at) and not self.for_clock:
            raise LabError(f"the lab keeps the day {name!r}, which hangs on a permission, only for clocks on the day they start")
        return place

    def _by_clause(self, name: str, clause: Clause) -> Place:
        """The last day of a clock, to which its clause gives a name."""
        if clause.kind == "window":
            return Place(Keep.WINDOW, self.windows.add(clause, self), "date", None)
        if clause.kind == "limit":
            return Place(Keep.LEFT, self.counts.index(clause.id), "int", None)
        if clause.kind != "clock":
            raise LabError(f"the lab keeps days that clocks and windows give a name to, and {name!r} is one of a {clause.kind}")
        if not self.whole:
            raise LabError(f"the lab keeps the day {name!r} of a clock only where a law looks back at what it gave")
        self.named[clause.id] = self.kept_days
        self.kept_days += 1
        return Place(Keep.DAY, self.named[clause.id], "date", None)

    # -------------------------------------------------------------- one way of reading a name after the other

    def _make(self, name: str) -> Place:
        vocabulary = self.forms.words
        word = vocabulary.names.get(name)
        if word is None and name in self.clauses:
            return self._by_clause(name, self.clauses[name])
        if word is None:
            fact = vocabulary.facts.get(name)
            if fact is None:
                raise LabError(f"nothing that the lab keeps is called {name!r}")
            return Place(Keep.SAME, -1, fact.type, None if fact.many else fact.routine)
        ways = {
            "ever": self._ever, "now": self._now, "latest_is": self._latest_is, "latest": self.latest, "count": self._count,
            "greatest": self._greatest, "last_day": self._day, "first_day": self._day, "decided": self._decided,
            "granted": self._decided, "on_day": self._on_day,
        }  # fmt: skip
        if word.how not in ways:
            raise LabError(f"the lab does not keep the name {name!r} ({word.how})")
        return ways[word.how](word)

    def _decided(self, word: NameWord) -> Place:
        """Whether the last decision about some requests was one of these, or (`granted`) any was a grant."""
        place = Place(Keep.BIT, self.bits, "bool", untold=False)
        self.bits += 1
        results = tuple(word.row.get("results", ("granted",)))
        self.decided.append((place.at, tuple(word.row["requests"]), results, word.how == "decided"))
        return place

    def _on_day(self, word: NameWord) -> Place:
        """What was told of a fixed day: nobody tells facts to the lab, and it keeps no other name of a day gone by."""
        if "fact" not in word.row:
            raise LabError(f"the lab does not keep the name {word.name!r}, which another name told on a fixed day")
        return Place(Keep.SAME, -1, word.type, None)

    def last_of(self, triggers: Iterable[Trigger]) -> int:
        """Where the day of the last of some events is kept; -1 where none can happen."""
        heard = [number for form, number in self.forms.numbers.items() if form.heard_by(triggers)]
        if not heard:
            return -1
        self.kept_days += 1
        self.dates += [(form, self.kept_days - 1, False) for form in heard]
        return self.kept_days - 1

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
        otherwise = word.row.get("else")
        if word.row.get("fact") is not None and otherwise is not None and self._untold(word, None) is None:
            began, over = self._heard(word.row["of"]), self._heard(word.row["ended"])
            return self._word("bool", bool(otherwise), [(f, 1) for f in began], [(f, 0) for f in over])
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
        if word.type == "date":
            return self._told_day(word, name)
        told = []
        for form in self._heard(word.row["of"]):
            values = self.forms.every[form - 1].values
            if name in values:
                told.append((form, values[name]))
        untold = self._untold(word, word.row.get("else"))
        return self._word(word.type, word.row.get("else") if untold is None else untold, told)

    def _told_day(self, word: NameWord, name: str) -> Place:
        """A day that events tell: their last day, or else the day of other events."""
        telling = [form for form in self._heard(word.row["of"]) if self.forms.every[form - 1].dated]
        if name != "until" or word.row.get("else") is not None:
            raise LabError(f"the lab keeps of {word.name!r} only a last day that an event tells as until")
        others = self._heard(word.row.get("else_day_of", ()))
        if not telling and not others:
            return Place(Keep.DAY if "else_day_of" in word.row else Keep.SAME, -1, "date", None)
        place, told = self.kept_days, self.kept_days + 1
        self.kept_days += 2
        self.told_days += [(form, at) for form in telling for at in (place, told)]
        self.else_days += [(form, place, told) for form in others]
        return Place(Keep.DAY if "else_day_of" in word.row else Keep.TOLD_DAY, place, "date", None)

    def term(self) -> int:
        """Where the last term to leave that an order told is kept."""
        if self.term_at < 0:
            orders = [number for form, number in self.forms.numbers.items() if form.kind == "order.issued" and form.dated]
            self.term_at = self.kept_days
            self.kept_days += 1
            self.told_days += [(form, self.term_at) for form in orders]
        return self.term_at

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
    scope = Scope(types, words)
    where, unless = (scope.parse(row[key]) if key in row else None for key in ("where", "unless"))
    return Trigger(row["event"], where, unless)


# ------------------------------------------------------------------ laid out for the kernel


@dataclass(frozen=True)
class MemoryTables:
    """The same as arrays: what each form does. `touch` rows are (form, what, at, value), sorted by form; `touch_from` their
    starts."""

    touch_from: NDArray[np.int32]
    touch: NDArray[np.int32]


SET, CLEAR, WORD, WORD_AFTER, ADD, GREATEST, LAST_DAY, FIRST_DAY, FORGET_WORD, FORGET_DAY, TOLD_DAY, DAY_UNLESS_TOLD = range(12)


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
    rows += [(form, DAY_UNLESS_TOLD, at, told) for form, at, told in memory.else_days]
    rows += [(form, TOLD_DAY, at, 0) for form, at in memory.told_days]
    rows.sort(key=lambda row: row[0])
    starts = np.searchsorted(np.array([row[0] for row in rows], np.int64), np.arange(len(memory.forms.every) + 2))
    return MemoryTables(starts.astype(np.int32), np.array(rows, np.int32).reshape(-1, 4))
