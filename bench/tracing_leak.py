"""How many people a thief of the tables names without the key; also the numbers for a test.

    python -m bench.tracing_leak [SIZE ...]

Each population is drawn anew and stolen; the thief has another one of the same size and make. Names come as they come, the common
ones often; all are Vietnamese, the worst case: a few family and middle names for everybody.
"""

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

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
POPULATIONS = {6_000: 3, 60_000: 1}
"""Of each size, how many: of large ones one says as much as several small ones."""
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


def _words(found: list[Written], whose: str, *, guarded: bool) -> Iterator[list[tuple[int, Part]]]:
    chance = stream("spread", whose)
    for who in found:
        said = of_sought(who, read_cuts, asks=False, spread=chance.randrange(SPREADS) if guarded else 0)
        yield [(_number(part, word), KEPT_AS.get(part, part)) for part, word in said]
    forget()


def _number(part: Part, word: str) -> int:
    """A word as a number, the same in every run."""
    return int.from_bytes(blake2b(bytes([KEPT_AS.get(part, part)]) + word.encode(), digest_size=8).digest(), "big")


def leak(count: int, seed: int, *, guarded: bool = True) -> Leak:
    """What a thief of so many entries names. `guarded`: with the cap, and whole names in four words."""
    kinds: dict[int, int] = {}
    sides = []
    for whose in ("stolen", "sample"):
        found = crowd(count, f"{whose} {seed}")
        rows = []
        for row in _words(found, f"{whose} {seed}", guarded=guarded):
            kinds |= {word: int(part) for word, part in row}
            rows.append({word for word, _ in row})
        sides.append(rows)
    most = {int(part): most_held(part, count) if guarded else count for part in KINDS}
    # The thief sees numbers in an order that says nothing.
    hidden = sorted(kinds)
    random.Random(seed).shuffle(hidden)
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
    return Leak(shares[0], shares[1], shares[2], by_kind)


def table(sizes: tuple[int, ...]) -> list[str]:
    """Rows: the mean of some populations, and the worst of them."""
    lines = [
        "Means; last, the worst population. Not guarded: no cap, and every whole name in one word.",
        "",
        "| stolen | guarded | by rank | together: signatures | together: spread | worst population | there, by kind of key |",
        "|---|---|---|---|---|---|---|",
    ]
    for count in sizes:
        seeds = POPULATIONS.get(count, 1)
        for guarded in (True, False):
            found = [leak(count, seed, guarded=guarded) for seed in range(seeds)]
            means = [
                sum(column) / seeds
                for column in zip(*((one.by_rank, one.by_signature, one.by_spreading) for one in found), strict=True)
            ]
            worst = max(found, key=lambda one: one.worst)
            kinds = ", ".join(f"{name} {share:.2%}" for name, share in worst.kinds.items())
            lines.append(
                f"| {seeds} x {count:,} beacons | {'yes' if guarded else 'no'} | " + " | ".join(f"{mean:.2%}" for mean in means)
                + f" | {worst.worst:.2%} | {kinds} |"
            )  # fmt: skip
            print(lines[-1], flush=True)
    return lines


def main() -> None:
    """Measure, print, write."""
    asked = tuple(int(size) for size in sys.argv[1:])
    lines = table(asked or tuple(POPULATIONS))
    if not asked:
        tracing_page.write("bench.tracing_leak", lines)


if __name__ == "__main__":
    main()
