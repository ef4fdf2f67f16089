"""The lab beside other people's tools, on one workload and one machine: `python bench/status_decade.py`.

    --quick       small numbers of people, under a minute; writes no file
    --people N    every peer with N people (the slow ones with fewer)

Each row is measured in a process of its own, so that its memory is its own and a missing library stops nobody else. The last
line says whether our counts agree with the reference and how fast they came; the exit code is 1 when they do not agree.
This file needs the standard library only: it must run, and say what is missing, where nothing is installed.
"""

import argparse
import datetime as dt
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).with_name("status_decade.md")
MONTHS, BUREAUS = 120, 16
INSTALLS = "make bench"


class Peer(NamedTuple):
    """Who is measured, through which door, and with how many people."""

    name: str
    module: str
    function: str
    full: tuple[int, ...]
    quick: tuple[int, ...]
    most: int  # beyond this many people it is only slow


OURS = Peer("Madoguchi", "product", "run", (100_000, 1_000_000, 4_000_000), (320_000,), 100_000_000)
RIVALS = (
    Peer("Mesa", "mesa_peer", "run", (100_000,), (10_000,), 100_000),
    Peer("Starsim", "starsim_peer", "run", (100_000, 1_000_000), (50_000,), 1_000_000),
    Peer("NumPy", "numpy_peer", "run", (100_000, 1_000_000), (100_000,), 1_000_000),
)
# Written by hand for this one law, which ours reads as data: what is left to win.
CEILINGS = (
    Peer("Numba, by bureau", "numba_peer", "run_bureaus", (1_000_000,), (320_000,), 100_000_000),
    Peer("Numba, by month", "numba_peer", "run", (1_000_000,), (), 100_000_000),
    Peer("Numba, by event", "event_peer", "run", (1_000_000,), (320_000,), 100_000_000),
)
PEERS = (OURS, *RIVALS, *CEILINGS)


class Row(NamedTuple):
    """One peer with one number of people: measured, or why not."""

    peer: Peer
    people: int
    found: dict[str, Any]

    @property
    def measured(self) -> bool:
        """Whether there are numbers."""
        return "cpu" in self.found

    @property
    def rate(self) -> float:
        """Person-months per second of processor time."""
        return float(self.people * MONTHS / self.found["cpu"])

    @property
    def agrees(self) -> bool:
        """Whether the counts agree with the reference under both laws."""
        return self.measured and all(law["agrees"] for law in self.found["laws"].values())


# ------------------------------------------------------------------ measuring


def line_of(*words: str) -> dict[str, Any]:
    """The line of JSON that a module of `bench.peers` prints, or what went wrong."""
    paths = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    # Starsim otherwise installs fonts when it is imported for the first time.
    env = {**os.environ, "PYTHONPATH": paths, "STARSIM_INSTALL_FONTS": "0"}
    command = [sys.executable, "-m", *words]
    ran = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)  # noqa: S603 our own modules
    if ran.returncode:
        said = ran.stderr.strip().splitlines() or [f"ended with {ran.returncode}"]
        _, absent, name = said[-1].partition("No module named ")
        return {"missing": name.strip("'")} if absent else {"wrong": said[-1][:120]}
    found: dict[str, Any] = json.loads(ran.stdout.strip().splitlines()[-1])
    return found


def row_of(peer: Peer, people: int, most_seconds: float) -> Row:
    """Measure one peer."""
    sys.stderr.write(f"  {peer.name}, {people:,} people ...\n")
    return Row(peer, people, line_of("bench.peers.cell", peer.module, peer.function, str(people), str(most_seconds)))


def sizes(peer: Peer, asked: argparse.Namespace) -> tuple[int, ...]:
    """With how many people this peer is measured."""
    if asked.people:
        return (min(asked.people, peer.most),)
    return peer.quick if asked.quick else peer.full


# ------------------------------------------------------------------ telling


def why_not(found: dict[str, Any]) -> str:
    """Why there are no numbers."""
    if "missing" in found:
        return f"{found['missing']} is not installed ({INSTALLS} installs it)"
    return str(found["wrong"])


def far(law: dict[str, Any]) -> str:
    """How far from the reference, with the column when it is too far."""
    if law["agrees"]:
        return f"{law['rms']:.1f} / {law['z']:.1f}" + (" (second seed)" if law["second"] else "")
    return f"DIFFERS {law['rms']:.1f} ({law['rms_column']}) / {law['z']:.1f} ({law['z_column']})"


HEAD = (
    *("peer", "people", "CPU s", "M person-months per CPU s", "wall s", "+ peak MB", "bytes a person"),
    *("ours is so many times as fast", "default: worst rms z / worst z", "reform: worst rms z / worst z"),
)


def cells(row: Row, ours: Row | None) -> tuple[str, ...]:
    """One line of the table."""
    found = row.found
    if not row.measured:
        return (row.peer.name, f"{row.people:,}", why_not(found), *[""] * 7)
    times = f"{ours.rate / row.rate:.1f}" if ours and row.peer is not OURS else "-"
    return (
        row.peer.name,
        f"{row.people:,}",
        f"{found['cpu']:.3f}",
        f"{row.rate / 1e6:.1f}",
        f"{found['wall']:.3f}",
        f"{found['peak'] / 2**20:.0f}",
        f"{found['peak'] / row.people:.0f}",
        times,
        far(found["laws"]["default"]),
        far(found["laws"]["reform"]),
    )


def table(rows: list[Row]) -> str:
    """All lines, in columns that a person can read as they stand."""
    lines = [HEAD, *(cells(row, ours_of(rows)) for row in rows)]
    # A reason why there are no numbers may be long: it does not widen its column.
    wide = [max(len(line[k]) for line in lines if line[3] or k < 2) for k in range(len(HEAD))]
    told = ["| " + " | ".join(word.ljust(width) for word, width in zip(line, wide, strict=True)) + " |" for line in lines]
    return "\n".join([told[0], "|" + "|".join("-" * (width + 2) for width in wide) + "|", *told[1:]])


def ours_of(rows: list[Row]) -> Row | None:
    """The row that our speed is told from: a million people, or the most there were."""
    found = [row for row in rows if row.peer is OURS and row.measured]
    return min(found, key=lambda row: abs(row.people - 1_000_000), default=None)


def limits_line(limits: dict[str, Any], ours: Row | None) -> str:
    """How near to what the machine can do."""
    if "memory" not in limits:
        return f"Limits of this machine: {why_not(limits)}."
    text = (
        f"Limits of this machine: {limits['memory'] / 1e9:.1f} GB/s from memory; {limits['splitmix'] / 1e6:.0f} M draws and "
        f"comparisons per CPU second (Philox4x32-10: {limits['philox'] / 1e6:.0f} M)."
    )
    if ours is None:
        return text
    moved = 2 * ours.found["peak"] * MONTHS / ours.found["wall"]
    draws, bytes_ = ours.rate / limits["splitmix"], moved / limits["memory"]
    return (
        f"{text} Ours is at {100 * draws:.0f} % of the draws, at one a person and month. If it read and wrote all that it "
        f"holds every month, it would move {moved / 1e9:.1f} GB/s, {100 * bytes_:.0f} % of what memory gives."
    )


def last_line(rows: list[Row]) -> str:
    """Whether we agree, and how fast."""
    ours = ours_of(rows)
    if ours is None:
        return "no answer: " + "; ".join(sorted({why_not(row.found) for row in rows if row.peer is OURS}))
    laws = [f"{law} worst rms z {z['rms']:.1f}, worst |z| {z['z']:.1f}" for law, z in ours.found["laws"].items()]
    wrong = [f"{row.people:,}" for row in rows if row.peer is OURS and not row.agrees]
    said = f"DIFFERS with {' and '.join(wrong)} people" if wrong else "agrees"
    return f"{said}: {'; '.join(laws)}; {ours.rate / 1e6:.1f} M person-months per CPU second; {beside(rows, ours)}"


def beside(rows: list[Row], ours: Row) -> str:
    """How many times as fast as the best row of each rival, so that no rival is told at its worst."""
    told = []
    for peer in RIVALS:
        rates = [row.rate for row in rows if row.peer is peer and row.measured]
        told.append(f"{ours.rate / max(rates):.1f} x {peer.name}" if rates else f"{peer.name} was not measured")
    return ", ".join(told)


def agrees(rows: list[Row]) -> bool:
    """Whether every row of ours agrees with the reference; a row without numbers does not."""
    return all(row.agrees for row in rows if row.peer is OURS)


def processor() -> str:
    """The model of the processor, as far as the machine says it."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def machine(rows: list[Row]) -> str:
    """What it ran on: never its name, never a path."""
    versions: dict[str, str] = {}
    for row in rows:
        versions.update(row.found.get("versions", {}))
    said = ", ".join((f"Python {platform.python_version()}", *(f"{name} {number}" for name, number in versions.items())))
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return f"{os.cpu_count()} cores ({processor()}), load {load}; {said}"


def page(rows: list[Row], limits: dict[str, Any], command: str) -> str:
    """What bench/status_decade.md says."""
    today = dt.datetime.now(tz=dt.UTC).date()
    return "\n\n".join(
        (
            "# The lab beside other tools",
            f"Made by `{command}` on {today}: the workload of `bench/peers/spec.py`, ten years by the month, sixteen bureaus. "
            "CPU seconds are the best of up to three runs, imports and compilation excluded, one process a row; the memory is "
            "what a run adds at its peak. A peer agrees when every column's rms z is under 2.5 and no |z| is over 6; one run in "
            "forty fails by chance, so whoever fails has a second seed (`bench/peers/check.py`). Ours is compared at the number "
            "of people nearest to a million.",
            table(rows),
            limits_line(limits, ours_of(rows)),
            f"Machine: {machine(rows)}.",
            f"**{last_line(rows)}**",
        )
    )


def asked_for(words: list[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description="The lab beside other tools, on the workload status-decade.")
    parser.add_argument("--quick", action="store_true", help="small numbers of people, under a minute; writes no file")
    parser.add_argument("--people", type=int, default=0, help=f"every peer with this many people (a multiple of {BUREAUS})")
    asked = parser.parse_args(words)
    if asked.people < 0 or asked.people % BUREAUS:
        parser.error(f"--people must be a multiple of {BUREAUS}: each of {BUREAUS} bureaus has the same number of people")
    return asked


def main(words: list[str]) -> int:
    """Measure, tell, and keep the full table."""
    asked = asked_for(words)
    most = 4.0 if asked.quick else 20.0
    rows = [row_of(peer, people, most) for peer in PEERS for people in sizes(peer, asked)]
    limits = line_of("bench.peers.limits")
    # A table without us, or with few people, is for the eye; only the whole one is kept.
    if ours_of(rows) and not (asked.quick or asked.people):
        RESULTS.write_text(page(rows, limits, "python bench/status_decade.py") + "\n", encoding="utf-8")
    print("\n\n".join((table(rows), limits_line(limits, ours_of(rows)), machine(rows), last_line(rows))))
    return 0 if agrees(rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
