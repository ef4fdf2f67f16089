"""`python -m bench` (or `make bench`): prints the table and writes it to bench/results.md."""

import datetime as dt
import platform
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench.lives import EVENTS, life
from madoguchi.rules.carrying import carry
from madoguchi.rules.engine import position
from madoguchi.rules.explain import explain
from madoguchi.rules.shelf import carry_map, law_of, vocabulary
from madoguchi.rules.terms import Life

LIVES, DAYS = 40, 25
GOAL = "median under 2, 99th percentile under 10"
RESULTS = Path(__file__).with_name("results.md")


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of processor time that one call takes."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def positions(country: str) -> list[float]:
    """One position each for forty lives on twenty-five days of their own, carried to the country by the map."""
    law, words = law_of(country), vocabulary()
    lives = [carry(life(seed), country, carry_map(), words).life for seed in range(LIVES)]
    position(law, words, lives[0], dt.date(2026, 11, 21))  # lays out the law book, once for the process
    return [timed(lambda a=asked, d=day: position(law, words, a, d)) for asked in lives for day in days_of(asked)]  # type: ignore[misc]


def days_of(asked: Life) -> list[dt.date]:
    """Days after the last event of a life."""
    last = asked.events[-1].day
    return [last + dt.timedelta(days=9 * step) for step in range(DAYS)]


def row(name: str, times: list[float], goal: str) -> str:
    """One line of the table."""
    ordered = sorted(times)
    p99 = ordered[int(len(ordered) * 0.99)]
    return f"| {name} | {statistics.median(ordered):.2f} | {p99:.2f} | {ordered[-1]:.2f} | {goal} |"


def table() -> str:
    """The whole page."""
    law, words = law_of("JP"), vocabulary()
    asked = life(0)
    found = position(law, words, asked, days_of(asked)[0])
    lines = [
        "# How fast",
        "",
        f"Made by `make bench` with Python {platform.python_version()}: milliseconds of processor time, {LIVES} lives",
        f"of {EVENTS} events, {DAYS} days each; the lives of Japan, carried to each country.",
        "",
        "| what | median | 99th percentile | worst | goal |",
        "|---|---|---|---|---|",
        *(
            row(f"position of one life, {country} ({len(law_of(country).clauses)} clauses)", positions(country), GOAL)
            for country in sorted(carry_map().countries, key=("JP", "KR", "ES", "IT").index)
        ),
        row("explanation of a position", [timed(lambda: explain(law, found)) for _ in range(200)], "-"),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    text = table()
    RESULTS.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
