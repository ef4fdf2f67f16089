"""Parts of a case as they are given to a taskforce: what goes along, as text and back.

No name, number, language or writer does.
"""

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

from madoguchi.casework.terms import Case, Entry, Part, Wrote

GIVABLE = tuple(part for part in Part if part is not Part.CORE)
"""What can be given: never the part with the name and the number, and what groups wrote to each other about the case."""


def written(case: Case, parts: Iterable[Part], today: dt.date) -> bytes:
    """The chosen parts as they stand today."""
    rows = {part.value: [_row(entry) for entry in case.entries.get(part, ())] for part in parts if part in GIVABLE}
    return json.dumps({"day": today.isoformat(), "parts": rows}).encode()


def _row(entry: Entry) -> dict[str, object]:
    return {"seq": entry.seq, "wrote": int(entry.wrote), "day": entry.day.isoformat(), "content": dict(entry.content)}


def read(text: bytes, by: str) -> Case:
    """What was given, as a case that is nobody's: without id, conversation and writers."""
    said = json.loads(text)
    entries = {Part(name): tuple(_entry(row, Part(name), by) for row in rows) for name, rows in said["parts"].items()}
    return Case("", "", by, dt.date.fromisoformat(said["day"]), None, entries)


def _entry(row: dict[str, Any], part: Part, by: str) -> Entry:
    return Entry(row["seq"], part, Wrote(row["wrote"]), dt.date.fromisoformat(row["day"]), "", by, row["content"])
