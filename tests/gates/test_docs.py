"""The pages about the house say what the house is: every file they name exists, every module is named, every example is read."""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from madoguchi.ground.dates import Counting, Length, Unit, last_day
from madoguchi.rules.clauses import Version
from madoguchi.rules.kinds import KINDS
from madoguchi.rules.lives import EXPECT, FACT, LIFE
from madoguchi.rules.reader import read_book
from madoguchi.rules.shelf import law_of, vocabulary
from madoguchi.rules.stays import counter_of, rolled
from tests.gates.tree import PACKAGE, ROOT

DOCS = ROOT / "docs"
MAP = (DOCS / "map.md").read_text(encoding="utf-8")
KINDS_PAGE = (DOCS / "law" / "kinds.md").read_text(encoding="utf-8")
PAGES = sorted(DOCS.rglob("*.md"))
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))

ROOM = re.compile(r"^## `madoguchi/(\w+)/`", re.MULTILINE)
NAMED = re.compile(r"^\| ((?:`[^`]+`(?:, )?)+) \|", re.MULTILINE)
PARTS = ("Context", "Choice", "Price", "Look again")


def files_on_the_map() -> Iterator[Path]:
    """Every file and folder that a table of the map names."""
    sections = ROOM.split(MAP)
    yield from _paths(sections[0], ROOT)
    for room, text in zip(sections[1::2], sections[2::2], strict=True):
        yield from _paths(text, PACKAGE / room)


def _paths(text: str, folder: Path) -> Iterator[Path]:
    for row in NAMED.findall(text):
        for name in re.findall(r"`([^`]+)`", row):
            yield folder / name


def test_every_file_on_the_map_exists() -> None:
    assert [str(path.relative_to(ROOT)) for path in files_on_the_map() if not path.exists()] == []


def test_every_module_is_on_the_map() -> None:
    named = set(files_on_the_map())
    modules = [path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts and path.parent != PACKAGE]
    # The map names a folder of parts (`decide/`, `templatetags/`) instead of its empty beginning.
    missing = [path for path in modules if path not in named and not (path.name == "__init__.py" and path.parent in named)]
    assert sorted(str(path.relative_to(ROOT)) for path in missing) == []


def test_every_room_is_on_the_map() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir() and not path.name.startswith("_")}
    assert set(ROOM.findall(MAP)) == rooms


def test_the_way_of_a_question_names_files_that_exist() -> None:
    told = MAP.split("## How one question travels")[1].split("\n## ")[0]
    named = re.findall(r"`((?:ground|rules|ui|help|rulebook|web|desk)/[^`]+)`", told)
    assert named
    assert [name for name in named if not (PACKAGE / name).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS)))
def test_a_link_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if not link.startswith("http")]
    assert [link for link in links if link and not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_a_decision_says_when_why_at_what_price_and_when_to_look_again(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert re.match(r"# .+\n\n\d{1,2} [A-Z][a-z]+ \d{4}\n", text)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == list(PARTS)


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))


# ------------------------------------------------------------------ the pages about law


def section(kind: str) -> str:
    """The part of kinds.md about one kind."""
    found = re.split(r"^## \d+\. `(\w+)`$", KINDS_PAGE, flags=re.MULTILINE)
    return dict(zip(found[1::2], found[2::2], strict=True))[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_described_with_the_keys_that_it_has(kind: str) -> None:
    shared = {field.name for field in msgspec.structs.fields(Version)}
    own = {field.name for field in msgspec.structs.fields(KINDS[kind])} - shared
    assert set(re.findall(r"^\| `(\w+)`", section(kind), re.MULTILINE)) == own


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_a_kind_can_be_read(kind: str) -> None:
    examples = re.findall(r"```toml\n(.*?)```", section(kind), re.DOTALL)
    assert examples
    for example in examples:
        # An example may use a name that another clause gives; such names are read from the whole book.
        (table,) = tomllib.loads(example)["clause"]
        assert table["kind"] == kind
        assert table["id"] in law_of("JP").clauses or table["id"].startswith("xx.")
        read_book("JP", {"docs/law/kinds.md": example}, vocabulary())


def test_every_key_of_a_version_is_described() -> None:
    text = (DOCS / "law" / "README.md").read_text(encoding="utf-8")
    keys = {"fact" if field.name == "facts" else field.name for field in msgspec.structs.fields(Version)}
    assert sorted(key for key in keys if f"`{key}" not in text) == []


def test_the_table_of_counting_counts_as_the_house_does() -> None:
    text = (DOCS / "law" / "counting.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d{4}-\d\d-\d\d) \| (\d+) (\w+?)s? \| (\S+) \| (\S+) \| (\S+) \|$", text, re.MULTILINE)
    assert len(rows) > 5
    for event, n, unit, *ends in rows:
        length = Length(int(n), Unit(f"{unit}s"))
        assert [str(last_day(dt.date.fromisoformat(event), length, counting)) for counting in Counting] == ends


def test_the_table_of_closed_days_is_the_calendars() -> None:
    text = (DOCS / "law" / "counting.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d{4}-\d\d-\d\d) \| [^|\d]+ \| ([^|]+) \|$", text, re.MULTILINE)
    counter = counter_of(law_of("JP"))
    said = {"the day itself": None, "not known": None}
    assert len(rows) > 3
    for last, on in rows:
        moved = rolled(dt.date.fromisoformat(last), counter)
        assert moved == (said[on] if on in said else dt.date.fromisoformat(on)), last


def test_the_routine_facts_are_those_of_the_vocabulary() -> None:
    text = (DOCS / "law" / "conditions.md").read_text(encoding="utf-8").split("## Routine facts")[1]
    said = dict(re.findall(r"^\| `(\w+)` \| (\w+) \|$", text, re.MULTILINE))
    routine = {name: str(word.routine).lower() for name, word in vocabulary().facts.items() if word.routine is not None}
    assert said == routine


def test_the_format_of_cases_names_every_table_and_key() -> None:
    text = (DOCS / "law" / "cases.md").read_text(encoding="utf-8")
    tables = dict(re.findall(r"^\| `\[\[expect\.(\w+)\]\]` \| (.+) \|$", text, re.MULTILINE))
    assert set(tables) == set(EXPECT)
    for name, (must, may) in EXPECT.items():
        said = set(re.findall(r"`(\w+)`", tables[name]))
        like_seen = "same" in tables[name] or "as for seen" in tables[name]
        assert like_seen or must | may <= said | {"life", "text"}, name
    assert all(f"`{key}" in text or f"`{key}`" in text for key in (FACT | LIFE) - {"life", "text", "title"})
