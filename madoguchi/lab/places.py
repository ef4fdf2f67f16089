"""A file of the lab as tables: text in, shapes out. Whatever is wrong is said with the file and the key, as a sentence.

Knows no rule of any file: what the keys mean is checked in `reading`.
"""

import datetime as dt
import math
import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin

import msgspec

from madoguchi.lab.terms import EventRow, LabError, Shape
from madoguchi.rules.words import nearest

TO_WRITE = {
    "source": 'write where the number was read, or "assumption"',
    "low": "write the least that the number could be",
    "high": "write the most that the number could be",
    "unit": "write what the number counts",
    "id": "write a short word that no other has",
    "title": "write a short English title",
}
KINDS_OF_LEAF = {
    str: "a word in quotes",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    dt.date: "a day without quotes, such as 2016-01-01",
}

S = TypeVar("S", bound=Shape)


class Place(NamedTuple):
    """A file and a key in it, as a sentence names them: `office tokyo, procedures.extension.capacity`."""

    file: str
    path: str = ""
    row: bool = False

    def key(self, name: str) -> "Place":
        """A key of the table that stands here."""
        return Place(self.file, f"{self.path}{', ' if self.row else '.'}{name}" if self.path else name)

    def item(self, number: int, id_: object = None) -> "Place":
        """A row of the list that stands here, by its id if it has one."""
        if isinstance(id_, str):
            return Place(self.file, f"{self.path} {id_}", row=True)
        return Place(self.file, f"{self.path}[{number}]")

    def wrong(self, sentence: str) -> LabError:
        """What is wrong here, as one sentence."""
        return LabError(f"{self.file}: {self.path} {sentence}")

    def known(self, word: str, words: Collection[str], what: str) -> None:
        """Refuse a word that is not one of `words`."""
        if word not in words:
            raise self.wrong(f"is {word!r}, which is no {what}; {nearest(word, words)}")

    def once(self, words: Iterable[str | None]) -> None:
        """Refuse a list that is empty or holds something twice."""
        counted = Counter(words)
        if not counted:
            raise self.wrong("is empty: write at least one")
        twice = next((word for word, times in counted.items() if times > 1), "")
        if twice != "":
            raise self.wrong(f"holds {twice or 'a row for all'} twice: keep one of them")


def read_file(shape: type[S], name: str, text: str) -> S:
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LabError(f"{name}: this is not TOML: {error}. Inline tables stay on one line; days are without quotes") from error
    found: S = _table(shape, raw, Place(name))
    return found


def _table(shape: type[Any], raw: object, place: Place) -> Any:
    if not isinstance(raw, dict):
        raise place.wrong(f"is {raw!r}: write a table with keys, such as {{ key = value }}")
    fields = {field.encode_name: field for field in msgspec.structs.fields(shape)}
    for key in raw:
        if key not in fields:
            raise place.key(key).wrong(f"is not known here; {nearest(key, fields)}")
    values = {}
    for key, field in fields.items():
        if key in raw:
            values[field.name] = _value(field.type, raw[key], place.key(key))
        elif field.required:
            raise place.key(key).wrong(f"is missing: {TO_WRITE.get(key, 'write it')}")
    return shape(**values)


def _value(type_: Any, raw: object, place: Place) -> Any:
    if isinstance(type_, type) and issubclass(type_, Shape):
        return _table(type_, raw, place)
    origin, parts = get_origin(type_), get_args(type_)
    if origin in (Union, UnionType):
        return _value(next(part for part in parts if part is not type(None)), raw, place)
    if origin is tuple:
        if not isinstance(raw, list):
            raise place.wrong(f"is {raw!r}: write a list, or tables in double brackets")
        return tuple(_value(parts[0], row, place.item(n, _id_of(row))) for n, row in enumerate(raw))
    if origin is Mapping:
        if not isinstance(raw, dict):
            raise place.wrong(f"is {raw!r}: write a table with keys, such as {{ key = value }}")
        return raw if type_ == EventRow else {key: _value(parts[1], value, place.key(key)) for key, value in raw.items()}
    return _leaf(type_, raw, place)


def _id_of(row: object) -> object:
    return row.get("id") if isinstance(row, dict) else None


def _leaf(type_: Any, raw: object, place: Place) -> Any:
    try:
        value = msgspec.convert(raw, type_, builtin_types=(dt.date, dt.datetime))
    except msgspec.ValidationError as error:
        raise place.wrong(f"is {raw!r}: write {_wanted(type_)}") from error
    if isinstance(value, dt.datetime) or (isinstance(value, float) and not math.isfinite(value)):
        raise place.wrong(f"is {raw!r}: write {_wanted(type_)}")
    return value


def _wanted(type_: Any) -> str:
    """What to write for a value that is no table, in words."""
    origin, parts = get_origin(type_), get_args(type_)
    if origin is Literal:
        return f"one of {', '.join(parts)}"
    if origin is Annotated:
        return f"{_wanted(parts[0])}, {parts[1].ge} or more"
    return KINDS_OF_LEAF.get(getattr(type_, "__supertype__", type_), "something else")
