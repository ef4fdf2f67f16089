"""The closed vocabulary: events, facts, options, deadlines … and the names that conditions may use. Text in, words out.

A word that is not here is refused wherever it is written: in a rule file, in a life, in a worked case.
"""

import datetime as dt
import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from madoguchi.rules.terms import RuleError, Value

CLASSES = ("opening", "ending", "cause", "filing", "act", "fact")
"""The order of events within one day (docs/law/days.md): who loses a job and files on the same day must find a running clock."""

SCALARS = frozenset({"date", "int", "bool", "text"})


@dataclass(frozen=True, slots=True)
class EventWord:
    """A kind of event: the class that orders it within its day, and its fields (name -> type; optional ones end in `?`)."""

    kind: str
    rank: int
    fields: Mapping[str, str]

    def field_type(self, name: str) -> str | None:
        """The type of a field without the mark of an optional one; None if there is no such field."""
        return self.fields[name].removesuffix("?") if name in self.fields else None


@dataclass(frozen=True, slots=True)
class FactWord:
    """A dated attribute of a life. `routine`: what is taken, as a proviso, when nobody told."""

    name: str
    type: str
    routine: Value | None
    many: bool


@dataclass(frozen=True, slots=True)
class NameWord:
    """A name that conditions may use beside the facts: how it is read off a life. See `words/names.toml`."""

    name: str
    type: str
    how: str
    row: Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Every closed list in one place. Made once; the same only if it is the same object."""

    events: Mapping[str, EventWord]
    facts: Mapping[str, FactWord]
    lists: Mapping[str, frozenset[str]]
    names: Mapping[str, NameWord]
    groups: Mapping[str, tuple[str, frozenset[str]]]
    asks: Mapping[str, str]

    def knows(self, listed: str, word: str) -> bool:
        """Whether `word` stands in the list `listed`."""
        return word in self.lists[listed]

    def must_know(self, listed: str, word: str) -> str:
        """`word`, if the list has it; else RuleError with the nearest word."""
        if word not in self.lists[listed]:
            raise RuleError(f"{word!r} is not a word of the list {listed!r}; {nearest(word, self.lists[listed])}")
        return word


def nearest(word: str, words: Any) -> str:
    """A hint for a mistyped word."""
    close = difflib.get_close_matches(word, sorted(words), n=3, cutoff=0.5)
    return f"write one of {', '.join(close)}" if close else f"write one of {', '.join(sorted(words)[:12])}"


TOP_LISTS = (
    "option",
    "deadline",
    "question",
    "number",
    "unit",
    "answer",
    "must_not_say",
    "state",
    "state_work",
    "state_registration",
    "layer",
)


def read_vocabulary(vocabulary: str, names: str) -> Vocabulary:
    """Read both word files. Our own files: a mistake is a RuleError at start."""
    raw, own = tomllib.loads(vocabulary), tomllib.loads(names)
    lists = {name: frozenset(words) for name, words in raw["list"].items()}
    lists |= {name: frozenset(raw[name]) for name in TOP_LISTS}
    lists |= {name: frozenset(words) for name, words in own["list"].items()}
    events = {kind: EventWord(kind, CLASSES.index(entry["class"]), entry["fields"]) for kind, entry in raw["event"].items()}
    many = frozenset(own["many"])
    facts = {name: FactWord(name, entry["type"], entry.get("routine"), name in many) for name, entry in raw["fact"].items()}
    groups = {name: (row["list"], frozenset(row["words"])) for name, row in own["group"].items()}
    for name, (listed, words) in groups.items():
        if strange := words - lists[listed]:
            raise RuleError(f"names.toml: group {name}: {sorted(strange)} are not words of {listed!r}")
    found = {name: NameWord(name, row["type"], row["is"], row) for name, row in own["name"].items()}
    return Vocabulary(events, facts, lists, found, groups, own["ask"])


def check_value(words: Vocabulary, type_: str, value: object, where: str) -> Value:
    """`value` if it is of `type_`; else ValueError with a sentence that begins with `where`."""
    if type_ == "date":
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return value
        raise ValueError(f"{where}: write a day without quotes, such as 2026-06-30, not {value!r}")
    if type_ in ("int", "bool"):
        if type(value) is (int if type_ == "int" else bool):
            return value
        raise ValueError(f"{where}: write {'a whole number' if type_ == 'int' else 'true or false'}, not {value!r}")
    if not isinstance(value, str):
        raise ValueError(f"{where}: write a word in quotes, not {value!r}")
    if type_ != "text" and value not in words.lists[type_]:
        raise ValueError(f"{where}: {value!r} is not a word of the list {type_!r}; {nearest(value, words.lists[type_])}")
    return value
