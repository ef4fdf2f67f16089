"""Makes docs/law/coverage/: every researched fact, the clauses that encode it, and what no clause says.

Run `python -m tests.gates.coverage_table`. Which clauses cite a fact is read off the rule files; what is missing was judged by
reading both, and stands in `gaps/` beside this file, for a reader to correct.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from madoguchi.rules.shelf import law_of
from tests.gates.tree import ROOT

COUNTRIES = {"japan": "JP", "korea": "KR", "spain": "ES", "italy": "IT", "arrest": "JP"}
"""Each file of facts, and the law book that encodes it: a country may have several."""

FACTS = ROOT / "tests" / "law" / "facts"
GAPS = Path(__file__).with_name("gaps")
TABLES = ROOT / "docs" / "law" / "coverage"

ENTRY = re.compile(r"^ *- id: ", re.MULTILINE)
KEY = re.compile(r"^(?:  )?  (\w+): ?(.*)$")
GOES_ON = re.compile(r"^ {4,6}(?=\S)")

HEAD = """# What is covered: {name}

Every fact of `tests/law/facts/{file}.yaml`, and the clauses that encode it. Made by `python -m tests.gates.coverage_table`;
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
def facts(file: str) -> tuple[Fact, ...]:
    """All facts of a file, in its order. Read line by line: the tests need no YAML library for three keys."""
    rows = ENTRY.split((FACTS / f"{file}.yaml").read_text(encoding="utf-8"))[1:]
    return tuple(Fact(row.split("\n", 1)[0].strip(), *_keys(row)) for row in rows)


def _keys(row: str) -> tuple[str, str]:
    """Group and title of one entry; a long title goes on in the next line."""
    found: dict[str, str] = {}
    name = ""
    for line in row.split("\n"):
        if key := KEY.match(line):
            name = key[1]
            found.setdefault(name, key[2])
        elif name and GOES_ON.match(line):
            found[name] += f" {line.strip()}"
    return _plain(found["group"]), _plain(found["title"])


def _plain(text: str) -> str:
    quoted = re.fullmatch(r"'(.*)'", text.strip())
    return quoted[1].replace("''", "'") if quoted else text.strip()


@cache
def gaps(file: str) -> Mapping[str, Mapping[str, str]]:
    """`partly`: what no clause says of a fact that is encoded; `not_a_clause`: why a fact is no clause at all."""
    return tomllib.loads((GAPS / f"{file}.toml").read_text(encoding="utf-8"))


def clauses_of(file: str, fact: str) -> tuple[str, ...]:
    """The clauses with a version that encodes the fact."""
    clauses = law_of(COUNTRIES[file]).clauses.items()
    return tuple(id_ for id_, clause in clauses if any(fact in version.facts for version in clause.versions))


def cited(country: str) -> frozenset[str]:
    """Every fact that some version of a law book names."""
    clauses = law_of(country).clauses.values()
    return frozenset(fact for clause in clauses for version in clause.versions for fact in version.facts)


def encoding(file: str) -> frozenset[str]:
    """The clauses that encode some fact of this file."""
    return frozenset(clause for fact in facts(file) for clause in clauses_of(file, fact.id))


def table(file: str) -> str:
    """The whole page of one country."""
    encoded = [fact for fact in facts(file) if clauses_of(file, fact.id)]
    part = [fact for fact in encoded if fact.id in gaps(file)["partly"]]
    counts = (
        f"{len(facts(file))} facts: {len(encoded)} are encoded by {len(encoding(file))} clauses, "
        f"{len(part)} of them in part; {len(facts(file)) - len(encoded)} are no clauses.\n"
    )
    return HEAD.format(name=file.capitalize(), file=file) + counts + "".join(_groups(file))


def _groups(file: str) -> Iterator[str]:
    group = ""
    for fact in facts(file):
        if fact.group != group:
            group = fact.group
            yield f"\n## {group}\n\n| fact | clauses | not encoded |\n| --- | --- | --- |\n"
        yield _row(file, fact)


def _row(file: str, fact: Fact) -> str:
    clauses = "<br>".join(f"`{id_}`" for id_ in clauses_of(file, fact.id)) or "none"
    missing = gaps(file)["partly"].get(fact.id) or gaps(file)["not_a_clause"].get(fact.id, "")
    return f"| `{fact.id}`<br>{fact.title} | {clauses} | {missing} |\n"


if __name__ == "__main__":
    for each in COUNTRIES:
        (TABLES / f"{each}.md").write_text(table(each), encoding="utf-8")
