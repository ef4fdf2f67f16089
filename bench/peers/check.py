"""Does a peer agree with the reference? Never by eye: a z for each month and column, under two laws.

expected.json holds, for each law, the expected share of the people in every column and month, and the spread of one run
for one person (`sd1`; a run of N people spreads by sd1 / sqrt(N)), from 20 runs of a million people each.
A peer agrees when each column's root mean square z over the months stays under 2.5 and no |z| is over 6. Stocks hang
together from month to month, so a root mean square of 1.5 to 2 is no news; another order of service within a month shows
at a million people with |z| of 8 to 20. Of 172 runs of the reference under one law (100,000 to 4,000,000 people) 4 did not
agree: one in forty. So a peer that fails is run once more with the next seed, and differs when that fails too; a mistake
that shows at all fails both. Lost jobs that are one in a hundred too many show at a million people, two at 320,000.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.peers.spec import COLUMNS, LAWS, Chances, Counts

EXPECTED = Path(__file__).with_name("expected.json")
MOST_RMS, MOST_Z = 2.5, 6.0


class Agreement(NamedTuple):
    """How far one run under one law is from the reference."""

    rms: float
    rms_column: str
    z: float
    z_column: str

    @property
    def agrees(self) -> bool:
        """Whether chance alone explains the distance."""
        return self.rms < MOST_RMS and self.z < MOST_Z


def expected() -> dict[str, Any]:
    """What the reference says."""
    said: dict[str, Any] = json.loads(EXPECTED.read_text(encoding="utf-8"))
    if tuple(said["columns"]) != COLUMNS:
        raise RuntimeError(f"{EXPECTED.name} has other columns than spec.py: make it anew with `python -m bench.peers.check`.")
    return said


def distance(law: str, counts: NDArray[Any], people: int) -> Agreement:
    """How far `counts` of a run of `people` are from the reference."""
    z = scores(expected(), law, counts, people)
    rms, top = np.sqrt((z**2).mean(0)), np.abs(z).max(0)
    return Agreement(float(rms.max()), COLUMNS[int(rms.argmax())], float(top.max()), COLUMNS[int(top.argmax())])


def scores(said: dict[str, Any], law: str, counts: NDArray[Any], people: int) -> Chances:
    """The z of each month and column. The reference is a mean of runs and has a spread of its own."""
    mean, sd1 = np.array(said[law]["mean"]), np.array(said[law]["sd1"])
    runs = np.sqrt(1 / people + 1 / (said["people"] * said["replicates"]))
    # Twenty runs know a spread to a sixth: three neighbouring months know it better.
    padded = np.pad(sd1**2, ((1, 1), (0, 0)), mode="edge")
    spread = np.sqrt((padded[:-2] + padded[1:-1] + padded[2:]) / 3)
    # Rare events may not have come at all in the reference: no less than part of what chance alone spreads.
    least = np.where(mean > 0, 0.3 * np.sqrt(np.maximum(mean, 1.0 / people)), 1.0)
    found: Chances = (counts / people - mean) / (runs * np.maximum(spread, least))
    return found


def make(run: Callable[..., Counts], people: int = 1_000_000, replicates: int = 20) -> None:
    """Write expected.json anew. Only when the workload itself changes: every peer is measured against it."""
    out: dict[str, Any] = {"people": people, "replicates": replicates, "columns": COLUMNS}
    for name, law in LAWS.items():
        runs = np.array([run(people, seed=1000 + k, p=law) for k in range(replicates)])
        spread = runs.std(0, ddof=1) / np.sqrt(people)
        out[name] = {"mean": (runs.mean(0) / people).round(8).tolist(), "sd1": spread.round(6).tolist()}
    EXPECTED.write_text(json.dumps(out), encoding="utf-8")


if __name__ == "__main__":
    from bench.peers.numba_peer import run_bureaus

    make(run_bureaus)
