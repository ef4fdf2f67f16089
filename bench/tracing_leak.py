"""How many people a thief of the tables names without the key; also the numbers for a test.

    python -m bench.tracing_leak [SIZE ...]

Each population is drawn anew and stolen; the thief has another one of the same size and make. Names come as they come, the common
ones often; all are Vietnamese, the worst case: a few family and middle names for everybody.
"""

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bench import tracing_page
from bench import tracing_thief as thief
from bench.tracing_people import names, people, stream, unmarked
from madoguchi.names.match import forget
from madoguchi.tracing.decide.compounds import KEPT_AS, SPREADS, of_sought
from madoguchi.tracing.decide.index import most_held
from madoguchi.tracing.decide.spoken import read_cuts
from madoguchi.tracing.terms.entries import Part, Written

NO_YEAR, NO_HOME = 0.25, 0.30
SIZES = (6_000, 60_000)
KINDS = (Part.FULL, Part.YEAR, Part.HOME, Part.PIECE)


@dataclass(frozen=True, slots=True)
class Leak:
    """Shares of people of whom a key was named: by rank, by signatures, after spreading from them; and by which kind of key."""

    by_rank: float
    by_signature: float
    by_spreading: float
    kinds: dict[str, float]

    @property
    def worst(self) -> float:
        """The best that the thief did."""
        return max(self.by_rank, self.by_signature, self.by_spreading)


def crowd(count: int, seed: object) -> list[Written]:
    """People with one form each."""
    chance = stream("leak", seed)
    found = names(count, seed, {"vi": 1})
    return [
        Written(
            (" ".join(unmarked(each.latin) for each in person.name.pieces),),
            person.born if chance.random() >= NO_YEAR else None,
            person.home if chance.random() >= NO_HOME else "",
        )
        for person in people(found, count, seed)
    ]


def _words(found: list[Written], whose: str, *, asks: bool) -> Iterator[list[tuple[int, Part, str]]]:
    chance = stream("spread", whose)
    for who in found:
        found = of_sought(who, read_cuts, asks=asks, spread=chance.randrange(SPREADS))
        yield [(hash((KEPT_AS.get(part, part), word)), KEPT_AS.get(part, part), word) for part, word in found]
    forget()


def leak(count: int, seed: int, *, capped: bool = True, asks: bool = False) -> Leak:
    """What a thief of so many entries names. `asks`: of searches instead of beacons, without what is frequent among beacons."""
    kinds: dict[int, int] = {}
    sides = []
    for whose in ("stolen", "sample"):
        found = crowd(count, f"{whose} {seed}")
        rows = []
        for row in _words(found, f"{whose} {seed}", asks=asks):
            kinds |= {word: int(part) for word, part, _ in row}
            rows.append({word for word, _, _ in row})
        sides.append(rows)
    most = {int(part): most_held(part, count) if capped else count for part in KINDS}
    # The thief sees numbers in an order that says nothing.
    hidden = list(kinds)
    random.Random(seed).shuffle(hidden)  # noqa: S311 chance of a measurement
    as_key = {word: place for place, word in enumerate(hidden)}
    stolen_rows = [sorted(as_key[word] for word in row) for row in sides[0]]
    stolen, keys = thief.side(stolen_rows, {as_key[word]: kind for word, kind in kinds.items()}, most)
    sample, words = thief.side(sides[1], kinds, most)
    place_of = {word: place for place, word in enumerate(words)}
    is_right = {place: place_of.get(hidden[key], -1) for place, key in enumerate(keys)}
    return _judged(stolen, sample, is_right, count)


def _judged(stolen: thief.Side, sample: thief.Side, is_right: dict[int, int], count: int) -> Leak:
    ranked = thief.by_rank(stolen, sample)
    signed, spread = thief.together(stolen, sample)
    shares = [thief.named(stolen, guess, is_right, count) for guess in (ranked, signed, spread)]
    best = (ranked, signed, spread)[int(np.argmax(shares))]
    by_kind = {
        part.name: thief.named(stolen, {key: word for key, word in best.items() if stolen.kinds[key] == part}, is_right, count)
        for part in KINDS
    }
    return Leak(*shares, by_kind)


def table(sizes: tuple[int, ...], seeds: int = 3) -> list[str]:
    """Rows: the mean of some populations, and the worst of them."""
    lines = [
        "Mean of three populations; the last columns are of the worst one.",
        "",
        "| stolen | cap | by rank | by what stands together: signatures | after spreading | worst population | by kind, where most fell |",
        "|---|---|---|---|---|---|---|",
    ]
    for count in sizes:
        for capped in (True, False):
            found = [leak(count, seed, capped=capped) for seed in range(seeds)]
            means = [
                sum(column) / seeds
                for column in zip(*((one.by_rank, one.by_signature, one.by_spreading) for one in found), strict=True)
            ]
            worst = max(found, key=lambda one: one.worst)
            kinds = ", ".join(f"{name} {share:.2%}" for name, share in worst.kinds.items())
            lines.append(
                f"| {count:,} beacons | {'yes' if capped else 'none'} | " + " | ".join(f"{mean:.2%}" for mean in means)
                + f" | {worst.worst:.2%} | {kinds} |"
            )  # fmt: skip
            print(lines[-1], flush=True)
    return lines


def main() -> None:
    """Measure, print, write."""
    asked = tuple(int(size) for size in sys.argv[1:])
    lines = table(asked or SIZES)
    if not asked:
        tracing_page.write("bench.tracing_leak", lines)


if __name__ == "__main__":
    main()
