"""Makes docs/law/coverage.md: every researched fact, the clauses that encode it, and what no clause says.

Run `python -m tests.gates.coverage_table`. Which clauses cite a fact is read off the rule files; what is missing was judged by
reading both, and stands in `gaps.toml` beside this file, for a reader to correct.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from madoguchi.rules.shelf import law_of
from tests.gates.tree import ROOT

FACTS = ROOT / "tests" / "law" / "facts" / "japan.yaml"
GAPS = Path(__file__).with_name("gaps.toml")
TABLE = ROOT / "docs" / "law" / "coverage.md"

KEY = re.compile(r"^  (\w+): ?(.*)$")

HEAD = """# What is covered

Every fact of `tests/law/facts/japan.yaml`, and the clauses that encode it. Made by `python -m tests.gates.coverage_table`;
a test keeps it equal to the rule files. "Not encoded" is what we know and no clause says; reading both judged it, no machine.
An empty cell means: nothing that we noticed.

"""


@dataclass(frozen=True, slots=True)
class Fact:
    """A researched fact, as far as the table needs it."""

    id: str
    group: str
    title: str


@cache
def facts() -> tuple[Fact, ...]:
    """All facts, in the order of the file. Read line by line: the tests need no YAML library for three keys."""
    rows = FACTS.read_text(encoding="utf-8").split("\n- id: ")[1:]
    return tuple(Fact(row.split("\n", 1)[0].strip(), *_keys(row)) for row in rows)


def _keys(row: str) -> tuple[str, str]:
    """Group and title of one entry; a long title goes on in the next line."""
    found: dict[str, str] = {}
    name = ""
    for line in row.split("\n"):
        if key := KEY.match(line):
            name = key[1]
            found[name] = key[2]
        elif name and line.startswith("    "):
            found[name] += f" {line.strip()}"
    return _plain(found["group"]), _plain(found["title"])


def _plain(text: str) -> str:
    quoted = re.fullmatch(r"'(.*)'", text.strip())
    return quoted[1].replace("''", "'") if quoted else text.strip()


@cache
def gaps() -> Mapping[str, Mapping[str, str]]:
    """`partly`: what no clause says of a fact that is encoded; `not_a_clause`: why a fact is no clause at all."""
    return tomllib.loads(GAPS.read_text(encoding="utf-8"))


def clauses_of(fact: str) -> tuple[str, ...]:
    """The clauses with a version that encodes the fact."""
    return tuple(id_ for id_, clause in law_of("JP").clauses.items() if any(fact in version.facts for version in clause.versions))


def cited() -> frozenset[str]:
    """Every fact that some version names."""
    return frozenset(fact for clause in law_of("JP").clauses.values() for version in clause.versions for fact in version.facts)


def table() -> str:
    """The whole page."""
    encoded = [fact for fact in facts() if clauses_of(fact.id)]
    part = [fact for fact in encoded if fact.id in gaps()["partly"]]
    counts = (
        f"{len(facts())} facts: {len(encoded)} are encoded by {len(law_of('JP').clauses)} clauses, {len(part)} of them in part; "
        f"{len(facts()) - len(encoded)} are no clauses.\n"
    )
    return HEAD + counts + "".join(_groups())


def _groups() -> Iterator[str]:
    group = ""
    for fact in facts():
        if fact.group != group:
            group = fact.group
            yield f"\n## {group}\n\n| fact | clauses | not encoded |\n| --- | --- | --- |\n"
        yield _row(fact)


def _row(fact: Fact) -> str:
    clauses = "<br>".join(f"`{id_}`" for id_ in clauses_of(fact.id)) or "none"
    missing = gaps()["partly"].get(fact.id) or gaps()["not_a_clause"].get(fact.id, "")
    return f"| `{fact.id}`<br>{fact.title} | {clauses} | {missing} |\n"


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
