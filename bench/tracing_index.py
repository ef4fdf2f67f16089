"""The blinded index at a million: who is found, how quickly, in how much memory.

    python -m bench.tracing_index [--people N] [--quick] [--pairs FILE.csv]

What a thief of the tables reads: `bench.tracing_leak`. The tables themselves, on both databases: `bench.tracing_tables`.

Registers invented people through the product's own reading and blinding, asks for a thousand of them through its own matcher, and
writes its section of `bench/tracing_index.md`. `--quick`: twenty thousand people, nothing written down. `--pairs`: also registers
one form and asks by the other of pairs whose answer is known (columns form_a, script_a, form_b, script_b, same_person, language);
nothing of it is kept.

The mix: of a hundred people 62 are Vietnamese; five people for each name on average; a quarter has no year of birth, three of ten
have no home; 55 of a hundred searches come in another script than what is registered; every tenth is a year wrong about the age.
"""

import argparse
import csv
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench import tracing_page
from bench.tracing_people import Hand, Person, names, other_script, people, stream, written
from madoguchi.names.match import forget
from madoguchi.tracing.decide.blinding import Blinded, LocalBlinder
from madoguchi.tracing.decide.compounds import SPREADS, of_sought
from madoguchi.tracing.decide.index import Index, build, packed
from madoguchi.tracing.decide.matching import of_search
from madoguchi.tracing.decide.spoken import read_cuts
from madoguchi.tracing.terms.entries import Written
from madoguchi.vault.terms import key_of

BY = LocalBlinder({1: key_of(b"a key that only this measurement".ljust(32, b"."))})
ASKED = 1_000
FOUND_AT = 10
CROSS, NAMESAKES = 0.55, 5
NO_YEAR, NO_HOME, WRONG_YEAR = 0.25, 0.30, 0.10
VIETNAMESE = 0.62


@dataclass(frozen=True, slots=True)
class Search:
    """Whom somebody looks for: `place` among the registered."""

    place: int
    who: Written
    is_cross: bool


@dataclass(slots=True)
class Measured:
    """What came of one run."""

    label: str
    build_s: float = 0.0
    mib: float = 0.0
    postings: float = 0.0
    frequent: int = 0
    places: list[tuple[bool, int]] = field(default_factory=list)
    match_s: list[float] = field(default_factory=list)
    read_s: list[float] = field(default_factory=list)

    def recall(self, at: int = FOUND_AT, *, cross: bool | None = None) -> float:
        """The share that stands among the first so many."""
        there = [place for is_cross, place in self.places if cross is None or is_cross is cross]
        return sum(0 < place <= at for place in there) / max(1, len(there))

    def row(self) -> str:
        """A row of the table."""
        per_second = len(self.match_s) / sum(self.match_s)
        p95 = statistics.quantiles(self.match_s, n=100)[94] * 1000
        whole = [match + read for match, read in zip(self.match_s, self.read_s, strict=True)]
        whole_p95 = statistics.quantiles(whole, n=100)[94] * 1000
        return (
            f"| {self.label} | {self.recall():.3f} | {self.recall(cross=True):.3f} | {self.recall(cross=False):.3f} | "
            f"{self.recall(1):.3f} | {per_second:,.0f} | {p95:.1f} | {len(whole) / sum(whole):,.0f} | {whole_p95:.1f} | "
            f"{self.postings:.1f} | {self.mib:.0f} | {self.build_s:.0f} |"
        )


HEAD = (
    "| registered | recall@10 | other script | same script | recall@1 | searches/s | p95 ms | with reading and blinding/s "
    "| p95 ms | keys kept a person | MiB | built in s |\n|---|---|---|---|---|---|---|---|---|---|---|---|"
)


def keys_of(who: Written, *, asks: bool, spread: int = 0) -> frozenset[Blinded]:
    """What the product keeps of somebody, or asks by; `forget` comes after many, not after each."""
    return BY.blinded(of_sought(who, read_cuts, asks=asks, spread=spread))


def registered(found: Iterable[Written]) -> Iterator[tuple[str, bytes]]:
    """Entries as the store gives them to the index."""
    chance = stream("spread")
    for place, who in enumerate(found):
        keys = keys_of(who, asks=False, spread=chance.randrange(SPREADS))
        yield str(place), packed((key.part, key.value) for key in keys)


# ------------------------------------------------------------------------------------------ who there is


def population(there: list[Person], forms: int) -> tuple[Callable[[], Iterator[Written]], list[Search]]:
    """Everybody as registered, and a thousand searches."""
    chance = stream("asked", len(there))
    wanted = dict.fromkeys(chance.sample(range(len(there)), min(ASKED, len(there) // 4)))
    hand, missing, asking = Hand(stream("hand")), stream("missing"), Hand(stream("asking"))
    searches: list[Search] = []

    def everybody() -> Iterator[Written]:
        for place, person in enumerate(there):
            text, script = hand.form(person.name)
            more = [hand.form(person.name, each)[0] for each in ("latin", "kana")[: forms - 1]] if forms > 1 else []
            if place in wanted:
                searches.append(_search(place, person, script, asking, chance))
            with_born, with_home = missing.random() >= NO_YEAR, missing.random() >= NO_HOME
            yield written(person, (text, *more), with_born=with_born, with_home=with_home)

    return everybody, searches


def _search(place: int, person: Person, script: str, asking: Hand, chance: random.Random) -> Search:
    is_cross = chance.random() < CROSS
    said = other_script(asking, person.name, script) if is_cross else asking.form(person.name, script)[0]
    born = person.born + (chance.choice((-1, 1)) if chance.random() < WRONG_YEAR else 0)
    return Search(place, Written((said,), born, person.home), is_cross)


def known_pairs(there: list[Person], path: Path) -> tuple[Callable[[], Iterator[Written]], list[Search]]:
    """The same crowd, in which a thousand are called as pairs of a file say: one form registered, the other asked for."""
    everybody, searches = population(there, 1)
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["same_person"] == "1"]
    chance = stream("pairs")
    kana = {"Kana", "Hira"}

    def drawn() -> tuple[str, str, bool]:
        is_vi, is_cross = chance.random() < VIETNAMESE, chance.random() < CROSS
        while True:
            row = chance.choice(rows)
            scripts = {row["script_a"], row["script_b"]}
            if (row["language"] == "vi") is is_vi and (len(scripts) > 1 and scripts != kana) is is_cross:
                return row["form_a"], row["form_b"], is_cross

    def renamed() -> Iterator[Written]:
        for place, who in enumerate(everybody()):
            if searches and searches[-1].place == place:
                kept, asked, is_cross = drawn()
                searches[-1] = Search(place, Written((asked,), searches[-1].who.born, searches[-1].who.home), is_cross)
                yield Written((kept,), who.born, who.home)
            else:
                yield who

    return renamed, searches


# ------------------------------------------------------------------------------------------------ measured


def measured(label: str, everybody: Callable[[], Iterator[Written]], searches: list[Search]) -> tuple[Measured, Index]:
    """Build, ask, time. Processor time of one core."""
    found = Measured(label)
    began = time.process_time()
    index = build(registered(everybody()))
    found.build_s = time.process_time() - began
    found.mib, found.frequent = index.size / 2**20, len(index.frequent)
    found.postings = index.postings / len(index.ids)
    for search in searches:
        began = time.process_time()
        keys = keys_of(search.who, asks=True)
        read = time.process_time()
        first = of_search("", keys, index, FOUND_AT)
        found.match_s.append(time.process_time() - read)
        found.read_s.append(read - began)
        ids = [each.beacon for each in first]
        found.places.append((search.is_cross, ids.index(str(search.place)) + 1 if str(search.place) in ids else 0))
    forget()
    return found, index


def main() -> None:
    """Measure, print, write."""
    given = argparse.ArgumentParser(prog="python -m bench.tracing_index")
    given.add_argument("--people", type=int, default=1_000_000)
    given.add_argument("--quick", action="store_true")
    given.add_argument("--pairs", type=Path)
    asked = given.parse_args()
    count = 20_000 if asked.quick else asked.people
    lines = [f"{count:,} people, {min(ASKED, count // 4):,} searches, {sys.version.split()[0]}", "", HEAD]
    print("\n".join(lines))
    there = people(names(count // NAMESAKES, "index"), count, "index")
    kinds = [("one form", population(there, 1)), ("three forms", population(there, 3))]
    if asked.pairs:
        kinds.append((f"one form, pairs of {asked.pairs.name}", known_pairs(there, asked.pairs)))
    for label, (everybody, searches) in kinds:
        found, _ = measured(label, everybody, searches)
        lines.append(found.row())
        print(lines[-1], flush=True)
        if not asked.quick and not asked.pairs:
            tracing_page.write(f"bench.tracing_index --people {count}", lines)


if __name__ == "__main__":
    main()
