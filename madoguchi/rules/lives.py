"""Lives and worked cases as files (docs/law/cases.md): TOML text in, values out. LifeError says file, row, what to write."""

import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from madoguchi.rules.history import FIRST_YEAR, LAST_YEAR
from madoguchi.rules.terms import Event, Fact, Life, LifeError
from madoguchi.rules.words import Vocabulary, nearest

HEAD = {
    "id",
    "title",
    "country",
    "ask_on",
    "disputable",
    "dispute",
    "facts_used",
    "must_not_say",
    "tags",
    "about",
    "text",
    "law_on",
}
EVENT = {"day", "kind", "id", "seq", "life", "text"}
FACT = {"name", "value", "not_known", "from", "until", "life", "text"}
TABLES = "The head stands first and has no brackets; [[fact]], [[event]], [[life]] and [[expect.…]] have two"
LIFE = {"id", "title", "ask_on", "law_on", "like", "drop", "text"}

EXPECT: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "seen": (frozenset({"layer", "state"}), frozenset({"from", "until", "or", "why_fact", "life", "text"})),
    "held": (frozenset({"layer", "state"}), frozenset({"from", "until", "or", "why_fact", "life", "text"})),
    "projected": (frozenset({"layer", "state", "from"}), frozenset({"until", "or", "why_fact", "life", "text"})),
    "deadline": (
        frozenset({"id", "day", "fact"}),
        frozenset({"edge", "warn", "rolled", "met", "about_days", "or", "for", "life", "text"}),
    ),
    "option": (frozenset({"id", "answer", "why_fact"}), frozenset({"or", "path", "on", "as", "after", "status", "life", "text"})),
    "answer": (frozenset({"id", "answer"}), frozenset({"or", "on", "option", "event", "why_fact", "life", "text"})),
    "ask": (frozenset({"id"}), frozenset({"before", "life", "text"})),
    "number": (frozenset({"name", "value", "unit"}), frozenset({"tolerance", "or", "on", "option", "fact", "life", "text"})),
    "bar": (frozenset({"kind", "fact"}), frozenset({"from", "until", "or", "length", "as", "option", "path", "life", "text"})),
    "compare": (frozenset({"left", "right", "what", "id", "how"}), frozenset({"why_fact", "text"})),
}
"""For each table of expectations: keys that must stand, keys that may."""


@dataclass(frozen=True, slots=True)
class Told:
    """One life of a case: when it is asked about, under which law, and what is told."""

    id: str
    ask_on: dt.date
    law_on: dt.date | None
    life: Life


@dataclass(frozen=True, slots=True)
class Case:
    """A worked case: its lives, and what must hold for each."""

    id: str
    title: str
    country: str
    disputable: bool
    dispute: str
    facts_used: tuple[str, ...]
    must_not_say: tuple[str, ...]
    lives: Mapping[str, Told]
    expect: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    file: str = ""


def read_life(text: str, file: str, words: Vocabulary) -> Told:
    """A file that tells one life: the head and rows of a case without expectations."""
    case = read_case(text, file, words)
    if "main" not in case.lives:
        raise LifeError(f"{file}: this file tells {', '.join(case.lives)}; a life file tells one person (no [[life]] tables)")
    return case.lives["main"]


def read_case(text: str, file: str, words: Vocabulary) -> Case:
    """One worked case. LifeError if a key, a word or a day is not one of the format."""
    raw = _toml(text, file)
    rows = {name: _table(raw.pop(name, []), f"{file}: [[{name}]]") for name in ("life", "fact", "event")}
    expect = raw.pop("expect", {})
    if not isinstance(expect, dict):
        raise LifeError(f"{file}: expectations are written [[expect.seen]], [[expect.deadline]] …")
    _head(raw, file, words)
    lives = _lives(raw, rows, file, words)
    return Case(
        str(raw.get("id", "")),
        str(raw.get("title", "")),
        raw["country"],
        bool(raw.get("disputable", False)),
        str(raw.get("dispute", "")),
        tuple(raw.get("facts_used", ())),
        tuple(words.must_know("must_not_say", word) for word in raw.get("must_not_say", ())),
        lives,
        {
            name: tuple(_expected(name, row, file, lives, words) for row in _table(table, f"{file}: [[expect.{name}]]"))
            for name, table in _tables(expect, file).items()
        },
        file,
    )


NOTATION = "words stand in quotes, days do not"
NOT_TOML = {
    "Invalid date": "this day stands in no calendar",
    "Cannot overwrite": "this key stands there twice",
}
"""What to say of a place that the parser names: by how its own sentence begins."""


def _toml(text: str, file: str) -> dict[str, Any]:
    """The text as TOML; LifeError with the place where it is none."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line \d+, column \d+", str(error))
        where = place[0] if place else "the end of the file"
        why = next((said for begins, said in NOT_TOML.items() if str(error).startswith(begins)), NOTATION)
        raise LifeError(f"{file}: this is not TOML: look at {where}; {why}") from error
    except (ValueError, RecursionError) as error:  # whole numbers of thousands of digits, brackets in thousands of brackets
        raise LifeError(f"{file}: nobody can mean a number or a list as long as one that stands here; shorten it") from error


def _head(raw: Mapping[str, Any], file: str, words: Vocabulary) -> None:
    _only(raw, HEAD, file, "the head")
    for key in ("country", "ask_on"):
        if key not in raw:
            raise LifeError(f"{file}: {key} is missing in the head")
    for key in ("ask_on", "law_on"):
        if key in raw:
            _day(raw[key], f"{file}: {key}")
    for key in ("facts_used", "must_not_say", "tags"):
        _texts(raw.get(key, []), f"{file}: {key}")
    if not isinstance(raw["country"], str) or raw["country"] not in words.lists["country"]:
        known = ", ".join(sorted(words.lists["country"]))
        raise LifeError(f"{file}: country {_as_written(raw['country'])}: write one of {known}")


def _tables(expect: Mapping[str, Any], file: str) -> Mapping[str, Any]:
    for name in expect:
        if name not in EXPECT:
            raise LifeError(f"{file}: [[expect.{name}]]: {nearest(name, EXPECT)}")
    return expect


WORDS: Mapping[str, str] = {
    "layer": "layer",
    "edge": "edge",
    "met": "met",
    "answer": "answer",
    "unit": "unit",
    "how": "how",
    "as": "purpose",
    "path": "path",
}
"""Keys of expectations whose words stand in a list of the vocabulary."""

NAMES: Mapping[str, tuple[str, str]] = {
    "deadline": ("id", "deadline"),
    "option": ("id", "option"),
    "answer": ("id", "question"),
    "ask": ("id", "question"),
    "number": ("name", "number"),
    "bar": ("kind", "bar"),
}
"""For each table: the key that names what is expected, and the list it comes from."""

STATES: Mapping[str, str] = {"summary": "state", "stay": "state", "work": "state_work", "registration": "state_registration"}
COMPARED = ("option", "deadline", "number", "answer", "bar")


def _table(rows: object, where: str) -> list[Mapping[str, Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise LifeError(f"{where}: write tables with two brackets")
    return rows


def _texts(values: object, where: str) -> None:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise LifeError(f'{where}: write a list of words, such as ["one", "two"]')


def _word(value: object, listed: str, where: str, words: Vocabulary) -> None:
    if not isinstance(value, str) or value not in words.lists[listed]:
        raise LifeError(
            f"{where}: {_as_written(value)} is not a word of the list {listed!r}; {nearest(str(value), words.lists[listed])}"
        )


def _expected_words(name: str, row: Mapping[str, Any], where: str, words: Vocabulary) -> None:
    """Refuse a mistyped word of an expectation: it would only read as a disagreement."""
    for key, listed in WORDS.items():
        if key in row:
            _word(row[key], listed, f"{where}: {key}", words)
    if name in NAMES and NAMES[name][0] in row:
        _word(row[NAMES[name][0]], NAMES[name][1], f"{where}: {NAMES[name][0]}", words)
    if "state" in row:
        for state in (row["state"], *row.get("or", ())):
            _word(state, STATES[row["layer"]], f"{where}: state", words)
    if name == "compare" and row["what"] not in COMPARED:
        raise LifeError(f"{where}: what: write one of {', '.join(COMPARED)}")


def _expected_days(row: Mapping[str, Any], where: str) -> None:
    if not isinstance(row.get("or", []), list):
        raise LifeError(f'{where}: or: write a list, such as ["one", "two"]')
    for key in ("from", "until", "day", "on", "warn", "rolled", "before"):
        if key in row:
            _day(row[key], f"{where}: {key}")


def _expected(name: str, row: Mapping[str, Any], file: str, lives: Mapping[str, Told], words: Vocabulary) -> Mapping[str, Any]:
    must, may = EXPECT[name]
    where = f"[[expect.{name}]] {row.get('id', row.get('name', row.get('layer', '')))}"
    _only(row, must | may, file, where)
    for key in sorted(must):
        if key not in row:
            raise LifeError(f"{file}: {where}: {key} is missing")
    _expected_days(row, f"{file}: {where}")
    _expected_words(name, row, f"{file}: {where}", words)
    named = [row[key] for key in ("life", "left", "right") if key in row] or (["main"] if name != "compare" else [])
    for life in named:
        if not isinstance(life, str) or life not in lives:
            raise LifeError(f"{file}: {where}: no life is called {_as_written(life)}; {nearest(str(life), lives)}")
    return row


def _lives(head: Mapping[str, Any], rows: Mapping[str, list[Mapping[str, Any]]], file: str, words: Vocabulary) -> dict[str, Told]:
    for row in rows["fact"]:
        _only(row, FACT, file, _titled("fact", row, "name"))
    for row in rows["life"]:
        _only(row, LIFE, file, _titled("life", row, "id"))
        _life_row(row, f"{file}: {_titled('life', row, 'id')}")
    ids = [row["id"] for row in rows["life"]]
    if twice := next((id_ for id_ in ids if ids.count(id_) > 1), None):
        raise LifeError(f"{file}: [[life]] {twice}: two lives have this id; give each one of its own")
    named = {row["id"]: row for row in rows["life"]}
    own = any(row.get("life", "main") == "main" for name in ("fact", "event") for row in rows[name])
    ids = [*(["main"] if own or not named else []), *named]
    return {id_: _told(id_, named, head, rows, file, words) for id_ in dict.fromkeys(ids)}


def _titled(table: str, row: Mapping[str, Any], key: str) -> str:
    """How a message names a row: by its table and, where it has one, by its name."""
    return f"[[{table}]] {row[key]}" if isinstance(row.get(key), str) else f"[[{table}]]"


def _life_row(row: Mapping[str, Any], where: str) -> None:
    if "id" not in row:
        raise LifeError(f'{where}: the id is missing; write id = "…", a name that no other life of this file has')
    for key in ("id", "like"):
        if not isinstance(row.get(key, ""), str):
            raise LifeError(f"{where}: {key}: write a word in quotes, not {_as_written(row[key])}")
    _texts(row.get("drop", []), f"{where}: drop")
    for key in ("ask_on", "law_on"):
        if key in row:
            _day(row[key], f"{where}: {key}")


def _told(
    id_: str,
    named: Mapping[str, Mapping[str, Any]],
    head: Mapping[str, Any],
    rows: Mapping[str, Any],
    file: str,
    words: Vocabulary,
) -> Told:
    row = named.get(id_, {})
    facts, events = _rows_of(id_, named, rows, file)
    life = Life(head["country"], tuple(_fact(each, file) for each in facts), tuple(_event(each, file, words) for each in events))
    return Told(id_, row.get("ask_on", head["ask_on"]), row.get("law_on", head.get("law_on")), life)


def _rows_of(
    id_: str, named: Mapping[str, Mapping[str, Any]], rows: Mapping[str, Any], file: str, above: tuple[str, ...] = ()
) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """The rows of a life: those it copies from the life that it is like, without what it drops, then its own."""
    row = named.get(id_, {})
    facts: list[Mapping[str, Any]] = []
    events: list[Mapping[str, Any]] = []
    if like := row.get("like"):
        if like != "main" and like not in named:
            raise LifeError(f"{file}: [[life]] {id_}: like = {like!r} names no life")
        if like in (*above, id_):
            raise LifeError(f"{file}: [[life]] {id_}: like goes round in a circle ({' -> '.join((*above, id_, like))})")
        facts, events = _rows_of(like, named, rows, file, (*above, id_))
    dropped = row.get("drop", ())
    events = [event for event in events if event.get("id") not in dropped]
    mine = [fact for fact in rows["fact"] if fact.get("life", "main") == id_]
    replaced = [(fact.get("name"), fact.get("from")) for fact in mine]
    facts = [fact for fact in facts if (fact.get("name"), fact.get("from")) not in replaced]
    return [*facts, *mine], [*events, *(event for event in rows["event"] if event.get("life", "main") == id_)]


def _fact(row: Mapping[str, Any], file: str) -> Fact:
    where = f"{file}: {_titled('fact', row, 'name')}"
    if not isinstance(row.get("name"), str):
        raise LifeError(f'{where}: name: write the word of the fact in quotes, such as name = "age"')
    if ("value" in row) == bool(row.get("not_known")):
        raise LifeError(f"{where}: write value = …, or not_known = true")
    for key in ("from", "until"):
        if key in row:
            _day(row[key], f"{where}: {key}")
    return Fact(row["name"], row.get("value"), row.get("from"), row.get("until"))


def _event(row: Mapping[str, Any], file: str, words: Vocabulary) -> Event:
    where = f"{file}: {_titled('event', row, 'kind')}"
    if not isinstance(row.get("kind"), str):
        raise LifeError(f'{where}: kind: write the word of the event in quotes, such as kind = "born"')
    kind = words.events.get(row["kind"])
    if kind is None:
        raise LifeError(f"{where}: this is not a word for an event; {nearest(row['kind'], words.events)}")
    if "day" not in row:
        raise LifeError(f"{where}: the day is missing; write day = 2026-06-30, without quotes")
    _day(row["day"], f"{where}: day")
    _only(row, EVENT | set(kind.fields), file, where)
    if type(row.get("seq", 0)) is not int:
        raise LifeError(f"{where}: seq: write a whole number, not {_as_written(row['seq'])}")
    fields = {name: value for name, value in row.items() if name in kind.fields}
    until = fields.get("until")
    if row["kind"] in BEGINS and isinstance(until, dt.date) and until < row["day"]:
        raise LifeError(f"{where}: until: {until} lies before {row['day']}, the day on which it is given; look at both days")
    return Event(row["day"], kind.kind, fields, 0, row.get("seq"), str(row.get("id", "")))


BEGINS = frozenset({"entered", "permit.granted", "permit.changed"})
"""Events that give something from their day on."""


def cannot_be_meant(day: dt.date) -> str:
    """Why nobody can mean this day; empty if somebody can. Laws count on from a day, and years end at 9999."""
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return ""
    return f"{day} cannot be meant: write a year between {FIRST_YEAR} and {LAST_YEAR}"


def _day(value: object, where: str) -> None:
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise LifeError(f"{where}: write a day without quotes, such as 2026-06-30, not {_as_written(value)}")
    if why := cannot_be_meant(value):
        raise LifeError(f"{where}: {why}")


def _as_written(value: object) -> str:
    """A value as the file has it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    return repr(value) if isinstance(value, str) else str(value)


def _only(row: Mapping[str, Any], known: Iterable[str], file: str, where: str) -> None:
    if strange := set(row) - set(known):
        word = sorted(strange)[0]
        tables = f". {TABLES}" if isinstance(row[word], dict | list) else ""
        raise LifeError(f"{file}: {where}: {word!r} is not a key here; write one of {', '.join(sorted(known))}{tables}")
