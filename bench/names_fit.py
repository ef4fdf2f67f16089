"""Weighs the signs of the room `names` anew, from pairs whose answer is known.

    python -m bench.names_fit PAIRS.csv

A logistic regression with a mild pull towards nothing; the language that speaks for a pair is chosen by the weights of the
round before. Only columns `form_a`, `form_b` and `same_person` are read. Needs NumPy, which the room itself does not.
"""

import csv
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from madoguchi.names import forms, match, signs

HEADER = """\
# How much each sign weighs: written by `python -m bench.names_fit`, not by hand. Points are the sum of weight times sign;
# 0 points are even chances in the pairs that it was fitted to, of which half are one name and most others are near misses.
"""
Floats = NDArray[np.float64]
# A start, so that the first round picks sensible languages.
START = {
    "worst": -8.0,
    "others": -2.0,
    "nothing beside": -4.0,
    "one left": -0.5,
    "more left": -1.0,
    "order mixed": -1.0,
    "initial differs": -4.0,
}


def seen(rows: list[dict[str, str]]) -> list[list[signs.Signs]]:
    """The signs of every trial of every pair."""
    found = []
    for row in rows:
        a, b = forms.read(row["form_a"]), forms.read(row["form_b"])
        found.append([signs.of(laid, a, b, tongue, way) for tongue, way, laid in match.trials(a, b)])
    return found


def fit(trials: list[list[signs.Signs]], answers: Floats, rounds: int = 4, pull: float = 1.0) -> dict[str, float]:
    """Weights by name."""
    names = sorted({name for pair in trials for one in pair for name in one})
    place = {name: k for k, name in enumerate(names)}
    weights = dict(START)
    for _ in range(rounds):
        table = np.zeros((len(trials), len(names)))
        for row, pair in enumerate(trials):
            chosen = max(pair, key=lambda one: sum(weights.get(name, 0.0) * value for name, value in one.items()))
            for name, value in chosen.items():
                table[row, place[name]] = value
        weights = weigh(table, answers, names, pull)
    return weights


def weigh(table: Floats, answers: Floats, names: list[str], pull: float) -> dict[str, float]:
    """Weights by name. What differs may not speak for one name, whatever these pairs happen to say."""
    found = regress(table, answers, pull)
    against = [k for k, name in enumerate(names) if name.endswith(" differs") and found[k] > 0]
    if against:
        table[:, against] = 0
        found = regress(table, answers, pull)
    return {name: round(float(found[k]), 3) + 0.0 for k, name in enumerate(names)}


def regress(table: Floats, answers: Floats, pull: float) -> Floats:
    """Newton's way to the weights of a logistic regression."""
    weights = np.zeros(table.shape[1])
    for _ in range(25):
        chance = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ (answers - chance) - pull * weights
        bend = (table * (chance * (1 - chance))[:, None]).T @ table + pull * np.eye(table.shape[1])
        weights = weights + np.linalg.solve(bend, slope)
    return weights


def main(pairs: Path) -> None:
    """Writes the weights where the room reads them."""
    with pairs.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    answers = np.array([float(row["same_person"]) for row in rows])
    weights = fit(seen(rows), answers)
    lines = [f'"{name}" = {weight}' for name, weight in sorted(weights.items())]
    table = Path(__file__).parent.parent / "madoguchi" / "names" / "tables" / "weights.toml"
    table.write_text(HEADER + "\n[weights]\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(weights)} weights from {len(rows)} pairs in {table.name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
