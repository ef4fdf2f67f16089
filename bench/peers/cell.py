"""One peer, one size, in a process of its own: python -m bench.peers.cell MODULE FUNCTION PEOPLE MOST_SECONDS

Prints one line of JSON: processor seconds (best of up to three runs of the default law), peak memory, and how far the counts
are from the reference under both laws. What was imported and compiled is not counted: a small run goes before.
"""

import gc
import importlib
import json
import resource
import sys
import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

WARM_UP, SEED, RUNS = 1_600, 7, 3
LIBRARIES = ("numpy", "numba", "Mesa", "starsim")


def processor_seconds() -> float:
    """Of this process, its threads and the processes that it has ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def forget_peak() -> None:
    """From here on the peak is that of what follows. Linux only; elsewhere the peak of the warm-up stays below it."""
    gc.collect()
    marks = Path("/proc/self/clear_refs")
    if marks.exists():
        marks.write_text("5", encoding="ascii")


def memory(mark: str) -> int:
    """Bytes of memory now (`VmRSS`) or at the most (`VmHWM`)."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text(encoding="ascii").splitlines():
            if line.startswith(mark):
                return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def timed(run: Callable[..., Any], people: int, most_seconds: float) -> dict[str, Any]:
    """The best of up to three runs; fewer when they are slow."""
    walls: list[float] = []
    cpus: list[float] = []
    peak = 0
    counts = None
    forget_peak()
    before = memory("VmRSS")
    began = time.perf_counter()
    while len(walls) < RUNS and time.perf_counter() - began < most_seconds:
        wall, cpu = time.perf_counter(), processor_seconds()
        counts = run(people, seed=SEED)
        walls.append(time.perf_counter() - wall)
        cpus.append(processor_seconds() - cpu)
        # Memory that is given back late would be counted twice in a second run.
        peak = peak or memory("VmHWM") - before
    return {"wall": min(walls), "cpu": min(cpus), "peak": max(peak, 0), "runs": len(walls), "counts": counts}


def measured(module: str, function: str, people: int, most_seconds: float) -> dict[str, Any]:
    """What the line of JSON says."""
    from bench.peers.check import distance  # noqa: PLC0415 late: without NumPy the line says what is missing
    from bench.peers.spec import LAWS  # noqa: PLC0415 late, as above

    run = getattr(importlib.import_module(f"bench.peers.{module}"), function)
    run(WARM_UP, seed=SEED)
    found = timed(run, people, most_seconds)
    first = {"default": found.pop("counts"), "reform": run(people, seed=SEED, p=LAWS["reform"])}
    found["laws"] = {}
    for law, rows in first.items():
        far, seed = distance(law, rows, people), SEED
        if not far.agrees:  # once more: see check.py
            seed += 1
            far = distance(law, run(people, seed=seed, p=LAWS[law]), people)
        found["laws"][law] = {**far._asdict(), "agrees": far.agrees, "second": seed != SEED}
    found["versions"] = versions()
    return found


def versions() -> dict[str, str]:
    """Of the libraries that are installed here."""
    found = {}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def main(module: str, function: str, people: str, most_seconds: str) -> dict[str, Any]:
    """A line for every case: measured, a library is missing, or the peer says what is wrong."""
    try:
        return measured(module, function, int(people), float(most_seconds))
    except ModuleNotFoundError as missing:
        return {"missing": missing.name}
    except RuntimeError as wrong:
        return {"wrong": str(wrong)}


if __name__ == "__main__":
    sys.stdout.write("\n" + json.dumps(main(*sys.argv[1:5])) + "\n")
