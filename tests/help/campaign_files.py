"""A measure that does not exist, as a file of a house: for tests."""

import datetime as dt
from pathlib import Path

ID = "t-1"
NAME = "Thử-Biện-Pháp"
TEXT = """
id = "{id}"
country = "JP"
first_day = {first}
last_day = {last}
conditions = ["jp.special.permission"]
refusals = ["jp.special.permission", "jp.removal.order"]
papers = ["family-papers", "school-papers", "passport"]
bodies = [{bodies}]
read_by = []
to_read = ["a lawyer"]
[source]
title = "A test"
address = "https://example.org/measure"
[name]
en = "Test measure"
vi = "Thử-Biện-Pháp"
ja = "試しの措置"
ja-x-easy = "ためしの {{措置|そち}}"
[says]
en = "It is open for a test."
vi = "Để thử nghiệm mà thôi."
ja = "試験のためです。"
ja-x-easy = "ためすための ものです。"
"""


def text(first: str = "2026-11-01", last: str = "2027-03-31", bodies: str = '"nagoya"', id_: str = ID) -> str:
    """The file, open around the days of the tests."""
    return TEXT.format(first=dt.date.fromisoformat(first), last=dt.date.fromisoformat(last), bodies=bodies, id=id_)


def lay(data: Path, content: str = "", name: str = "measure.toml") -> None:
    """Lay it into the data folder of a house, as an operator does."""
    folder = data / "campaigns"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(content or text(), encoding="utf-8")
