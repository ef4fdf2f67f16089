"""Rule files: text in, clauses out. A file that is wrong is refused with file, line, clause, key and what to write instead."""

import datetime as dt
import difflib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import Any

import msgspec

from madoguchi.ground.ids import ClauseId, clause_id
from madoguchi.rules.clauses import Clause, LawBook, Trigger, Version
from madoguchi.rules.expression import Scope, Test
from madoguchi.rules.kinds import KINDS, Window
from madoguchi.rules.terms import Layer, RuleError
from madoguchi.rules.words import Vocabulary, check_value, nearest

HEAD = ("id", "kind", "title", "layer", "rank", "name")
NO_RANK = 1000

LISTED = {
    "deadline": "deadline",
    "option": "option",
    "for_option": "option",
    "state": "state",
    "exposes": "state",
    "after_end": "state",
    "work": "state_work",
    "requests": "request",
    "statuses": "status",
    "ends_for": "status",
    "not_for": "status",
    "number": "number",
    "counted": "number",
    "left": "number",
    "who_can_act": "actor",
    "status": "status",
    "path": "path",
    "purpose": "purpose",
    "bars": "bar",
    "body": "redress_body",
    "violations": "violation",
    "question": "question",
    "reports": "reports",
    "status_needed": "status_needed",
    "effect_on_stay": "effect",
    "effect_on_workplace": "effect",
    "obstacles": "obstacle",
    "asked": "fee",
    "of": "penalty_of",
    "protected": "protected",
}
"""Keys whose values are words of a closed list of the vocabulary."""

NAME_KEYS = {
    "latest_of": "date", "earliest_of": "date", "anchor": "date", "parted_by": "date", "left_out": "int",
}  # fmt: skip
"""Keys that hold names which conditions could use, and the type they must have."""

NAMED = {
    "clock": "date",
    "window": "date",
    "permission": "date",
    "pending": "date",
    "bar": "date",
    "right": "date",
    "measure": "int",
    "limit": "int",
}
"""Kinds that may give a `name` to conditions of other clauses: the day they end on, or what they count."""


def read_book(book_id: str, files: Mapping[str, str], words: Vocabulary) -> LawBook:
    """Read the rule files of one country. RuleError at the first file that is wrong."""
    tables = [(file, text, table) for file, text in sorted(files.items()) for table in _clauses_of(file, text)]
    scope = Scope(_types(tables, words), words)
    clauses: dict[ClauseId, Clause] = {}
    for file, text, table in tables:
        clause = _ClauseReader(file, text, table, scope).read()
        if clause.id in clauses:
            raise RuleError(
                f"{file}:{line_of(text, clause.id)}: {clause.id}: this id is taken by {clauses[clause.id].file}; choose another"
            )
        clauses[clause.id] = clause
    return LawBook(book_id, dict(sorted(clauses.items())), scope.types)


def _clauses_of(file: str, text: str) -> list[dict[str, Any]]:
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(
            f"{file}: this is not TOML: {error}. Inline tables stay on one line; days are written without quotes"
        ) from error
    if strange := set(raw) - {"clause"}:
        raise RuleError(f"{file}: {sorted(strange)[0]!r} is not known here: a rule file holds only [[clause]] tables")
    return list(raw.get("clause", []))


def _types(tables: Iterable[tuple[str, str, Mapping[str, Any]]], words: Vocabulary) -> dict[str, str]:
    """All names that a condition may use, with their types."""
    types = {name: word.type + "*" * word.many for name, word in words.facts.items()}
    types |= {name: word.type for name, word in words.names.items()}
    for file, text, table in tables:
        if name := table.get("name"):
            if name in types or table.get("kind") not in NAMED:
                where = f"{file}:{line_of(text, table.get('id', ''))}: {table.get('id')}"
                raise RuleError(
                    f"{where}: name = {name!r} cannot be given: it is taken, or a {table.get('kind')} has no day to name"
                )
            types[name] = NAMED[table["kind"]]
    return types


def line_of(text: str, word: str) -> int:
    """The line on which `word` first stands in quotes; 1 where it does not (the standard parser tells no lines)."""
    for number, line in enumerate(text.splitlines(), 1):
        if f'"{word}"' in line:
            return number
    return 1


class _ClauseReader:
    """Reads one clause and knows where to point when it is wrong."""

    def __init__(self, file: str, text: str, table: Mapping[str, Any], scope: Scope) -> None:
        self.file, self.text, self.table, self.scope = file, text, table, scope
        self.id = str(table.get("id", "(no id)"))

    def wrong(self, key: str, sentence: str) -> RuleError:
        return RuleError(f"{self.file}:{self._line(key)}: {self.id}: {key}: {sentence}")

    def _line(self, key: str) -> int:
        """The line of the key inside this clause, as well as the text tells; else that of the id."""
        start = line_of(self.text, self.id)
        wanted = re.sub(r"\[\d+\]", "", key).rsplit(".", 1)[-1]
        for number, line in enumerate(self.text.splitlines()[start - 1 :], start):
            if number > start and line.strip() == "[[clause]]":
                break
            if re.search(rf"\b{re.escape(wanted)}\s*=", line):
                return number
        return start

    def read(self) -> Clause:
        table = self.table
        try:
            id_ = clause_id(self.id)
        except ValueError as error:
            raise self.wrong("id", str(error)) from error
        kind = table.get("kind")
        if kind not in KINDS:
            raise self.wrong("kind", f"{kind!r} is not a kind of clause; {nearest(str(kind), KINDS)}")
        if not isinstance(table.get("title"), str) or not table["title"].strip():
            raise self.wrong("title", "is missing: write a short English title")
        layer = table.get("layer", "stay")
        if layer not in {each.value for each in Layer}:
            raise self.wrong("layer", f"{layer!r} is not a layer; {nearest(str(layer), [each.value for each in Layer])}")
        versions = self._versions(kind)
        rank = table.get("rank", NO_RANK)
        if type(rank) is not int:
            raise self.wrong("rank", f"write a whole number, not {rank!r}")
        return Clause(id_, kind, table["title"], Layer(layer), rank, table.get("name"), self.file, versions)

    def _versions(self, kind: str) -> tuple[Version, ...]:
        shared = {key: value for key, value in self.table.items() if key not in (*HEAD, "version")}
        rows = self.table.get("version") or []
        if not rows:
            raise self.wrong(
                "version", "is missing: write at least one [[clause.version]] with since, law, article, instrument, source"
            )
        versions = tuple(self._version(kind, {**shared, **row}, number) for number, row in enumerate(rows))
        for earlier, later in pairwise(versions):
            if earlier.until is None:
                raise self.wrong("until", "is missing on a version that another one follows: write its last day of force")
            first = later.first_known
            if first is not None and first <= earlier.until:
                raise self.wrong(
                    "since", f"{first} overlaps the version before, which ends on {earlier.until}: versions stand in order"
                )
        return versions

    def _version(self, kind: str, row: dict[str, Any], number: int) -> Version:
        shape = KINDS[kind]
        fact = row.pop("fact", None)
        if fact is not None:
            row["facts"] = [fact] if isinstance(fact, str) else fact
        self._dates_unquoted(row)
        self._listed(row, "")
        since_unknown = row.pop("since_unknown", False)
        try:
            version = msgspec.convert(row, shape, builtin_types=(dt.date,), dec_hook=self._hook())
        except msgspec.ValidationError as error:
            raise self._from_msgspec(error, shape, number) from error
        self._sane(version, since_unknown=since_unknown)
        return version

    def _hook(self) -> Callable[[type, Any], Any]:
        def hook(type_: type, value: Any) -> Any:
            if type_ is Test:
                return self._test(value, self.scope)
            if type_ is Trigger:
                return self._trigger(value)
            raise NotImplementedError(type_)  # pragma: no cover - a shape with a type that nobody reads

        return hook

    def _test(self, value: Any, scope: Scope) -> Test:
        if not isinstance(value, str):
            raise ValueError("a condition is written in quotes")
        return scope.parse(value)

    def _trigger(self, value: Any) -> Trigger:
        row = {"event": value} if isinstance(value, str) else value
        if not isinstance(row, dict) or not set(row) <= {"event", "where", "unless"} or "event" not in row:
            raise ValueError('write an event in quotes, or { event = "…", where = "condition on its fields", unless = "…" }')
        kind = row["event"]
        if kind not in self.scope.words.events:
            raise ValueError(f"{kind!r} is not an event; {nearest(str(kind), self.scope.words.events)}")
        fields = self.scope.words.events[kind].fields
        own = Scope({name: type_.removesuffix("?") for name, type_ in fields.items()}, self.scope.words)
        where, unless = (self._test(row[key], own) if key in row else None for key in ("where", "unless"))
        return Trigger(kind, where, unless)

    def _from_msgspec(self, error: msgspec.ValidationError, shape: type, number: int) -> RuleError:
        message, _, path = str(error).partition(" - at `$")
        key = f"version[{number}]{path.rstrip('`')}"
        if found := re.search(r"unknown field `(\w+)`", message):
            return self.wrong(
                f"{key}.{found[1]}", f"a {self.table['kind']} has no key {found[1]!r}; {nearest(found[1], _keys(shape))}"
            )
        if found := re.search(r"missing required field `(\w+)`", message):
            name = "fact" if found[1] == "facts" else found[1]
            return self.wrong(f"{key}.{name}", "is missing: every version says it (docs/law/kinds.md)")
        if found := re.search(r"Invalid enum value '(.*)'", message):
            return self.wrong(key, f"{found[1]!r} is not one of the words allowed here (docs/law/kinds.md)")
        hint = " A day is written without quotes, such as 2026-06-30." if "date" in message else ""
        return self.wrong(key, f"{message}.{hint}")

    def _dates_unquoted(self, row: Mapping[str, Any]) -> None:
        for key in ("since", "until", "in_force_on"):
            if isinstance(row.get(key), str):
                raise self.wrong(key, f"write the day without quotes: {key} = {row[key]}")

    def _listed(self, value: Any, key: str) -> None:
        """Check every word that stands under a key of `LISTED`, however deep."""
        if isinstance(value, dict):
            for inner, content in value.items():
                if inner not in ("source", "sources_more", "value_confidence"):
                    self._listed(content, inner)
        elif isinstance(value, list):
            for item in value:
                self._listed(item, key)
        elif isinstance(value, str) and key in LISTED and value not in self.scope.words.lists[LISTED[key]]:
            known = self.scope.words.lists[LISTED[key]]
            raise self.wrong(key, f"{value!r} is not a word of the list {LISTED[key]!r}; {nearest(value, known)}")

    def _sane(self, version: Version, *, since_unknown: bool) -> None:
        if since_unknown == (version.since is not None):
            raise self.wrong(
                "since",
                "write the first day of force, or since_unknown = true and in_force_on (a day on which the source shows it)",
            )
        if version.since is None and version.in_force_on is None:
            raise self.wrong(
                "in_force_on",
                "is missing: where the first day is not known, say a day on which the source shows the rule in force",
            )
        first = version.first_known
        if first and version.until and version.until < first:
            raise self.wrong("until", f"{version.until} is before {first}: both are days of force, the last one included")
        self._cited(version)
        self._words_and_names(version)

    def _cited(self, version: Version) -> None:
        for name in ("law", "article"):
            if not getattr(version, name).strip():
                raise self.wrong(name, "is empty: say where the rule stands")
        if not version.facts:
            raise self.wrong("fact", "is empty: name the dated fact that this version encodes")
        for row in version.doubts:
            self._reading(row.reading)

    def _words_and_names(self, version: Version) -> None:
        for number in (*version.numbers, *getattr(version, "amounts", ())):
            self._in_list("number", "numbers", number.name)
            self._in_list("unit", "numbers", number.unit)
        for key, type_ in NAME_KEYS.items():
            named = getattr(version, key, None) or ()
            for name in (named,) if isinstance(named, str) else named:
                self._name(key, name, type_)
        if isinstance(version, Window) and (version.anchor is None) is (version.on is None):
            raise self.wrong("anchor", "write the name of the day that the window hangs on, or `on`, a day that the law fixes")

    def _in_list(self, listed: str, key: str, word: str) -> None:
        if word not in self.scope.words.lists[listed]:
            raise self.wrong(
                key, f"{word!r} is not a word of the list {listed!r}; {nearest(word, self.scope.words.lists[listed])}"
            )

    def _name(self, key: str, name: str, type_: str) -> None:
        if self.scope.types.get(name) != type_:
            fitting = [each for each, has in self.scope.types.items() if has == type_]
            raise self.wrong(key, f"{name!r} is not the name of a {type_}; {nearest(name, fitting)}")

    def _reading(self, reading: str) -> None:
        lists = self.scope.words.lists
        if reading not in lists["answer"] | lists["state"]:
            raise self.wrong(
                "reading", f"{reading!r} is neither an answer nor a state; {nearest(reading, lists['answer'] | lists['state'])}"
            )


def _keys(shape: type) -> list[str]:
    return [name for name in getattr(shape, "__struct_fields__", ()) if name != "facts"] + ["fact", "since_unknown"]


def closest(name: str, names: Iterable[str]) -> str | None:
    """The nearest of `names`, for a command that was mistyped."""
    found = difflib.get_close_matches(name, list(names), n=1, cutoff=0.4)
    return found[0] if found else None


__all__ = ["check_value", "closest", "line_of", "read_book"]
