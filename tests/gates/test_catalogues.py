"""A catalogue holds whole sentences that a translator has finished (that all languages agree: tests/ui)."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.gates.tree import PACKAGE

CATALOGUES = sorted((PACKAGE / "locale").glob("*/*.po"))
PLACE = re.compile(r"%\(\w+\)s")


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: "/".join(path.parts[-2:]))
def test_every_sentence_is_finished_and_its_places_can_be_filled(path: Path) -> None:
    with path.open("rb") as stream:
        entries = [entry for entry in read_po(stream) if entry.id]
    assert entries
    assert [str(entry.id) for entry in entries if entry.fuzzy or not str(entry.string).strip()] == []
    # A place that a translator has changed (a lost letter, a wide percent sign) would be read as text.
    assert [str(entry.id) for entry in entries if "%(" in PLACE.sub("", str(entry.string)) or "％(" in str(entry.string)] == []
