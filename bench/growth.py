"""How a run of Japan grows with people and with years: CPU seconds, as a table and as a drawing.

    python -m bench.growth [OUT.svg]

Each run twice, the better of both. The drawing has both axes doubled at each step: a straight line of slope one is linear.
"""

import math
import sys
import time
from pathlib import Path

from msgspec.structs import replace

from madoguchi.lab import shelf
from madoguchi.lab.run import prepare, run
from madoguchi.rules.shelf import vocabulary

PEOPLE = (25_000, 50_000, 100_000, 200_000, 400_000)
YEARS = (1, 2, 4, 8)
FIXED_PEOPLE, FIXED_YEARS = 100_000, 4
OUT = Path("docs/lab/growth.svg")
LEFT, TOP, STEP = 70, 30, 90


def seconds(people: int, years: int) -> float:
    """CPU seconds of a run, laying out excluded."""
    scenario = replace(shelf.scenario("jp-decade"), people=people, years=years)
    files = shelf.practice(scenario.practice), shelf.behaviour(scenario.behaviour)
    prepared = prepare(scenario, *files, shelf.law_for(scenario), vocabulary())
    best = math.inf
    for _ in range(2):
        start = time.process_time()
        run(prepared)
        best = min(best, time.process_time() - start)
    return best


def line(points: list[tuple[float, float]], dash: str, label: str) -> str:
    """One series: places in steps of doubling, from the lower left."""
    placed = [(LEFT + STEP * x, TOP + STEP * (5 - y)) for x, y in points]
    path = " ".join(f"{x:.0f},{y:.0f}" for x, y in placed)
    dots = "".join(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3"/>' for x, y in placed)
    end = placed[-1]
    return (
        f'<polyline points="{path}" fill="none" stroke="#0b4f6c" stroke-width="2" stroke-dasharray="{dash}"/>{dots}'
        f'<text x="{end[0] - 6:.0f}" y="{end[1] - 10:.0f}" text-anchor="end">{label}</text>'
    )


def drawing(by_people: list[float], by_years: list[float]) -> str:
    """Both series, each divided by its first point: how many times as long, against how many times as much."""
    people = [(float(place), math.log2(each / by_people[0])) for place, each in enumerate(by_people)]
    years = [(float(place), math.log2(each / by_years[0])) for place, each in enumerate(by_years)]
    wide, high = LEFT + STEP * 4 + 40, TOP + STEP * 5 + 50
    axes = "".join(
        f'<text x="{LEFT + STEP * place}" y="{TOP + STEP * 5 + 24}" text-anchor="middle">x {2**place}</text>'
        f'<text x="{LEFT - 14}" y="{TOP + STEP * (5 - place) + 4}" text-anchor="end">x {2**place}</text>'
        for place in range(5)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" role="img" font-family="sans-serif" font-size="13">'
        "<title>CPU time grows with people and with years, in proportion</title>"
        f"<desc>People: {_said(by_people)}. Years: {_said(by_years)}.</desc>{axes}"
        f"{line(people, '', 'people')}{line(years, '7 4', 'years')}</svg>\n"
    )


def _said(times: list[float]) -> str:
    return ", ".join(f"{each:.2f} s" for each in times)


def main() -> None:
    """Measure, print, draw."""
    seconds(1_000, 1)  # whatever is compiled is compiled before
    by_people = [seconds(people, FIXED_YEARS) for people in PEOPLE]
    by_years = [seconds(FIXED_PEOPLE, years) for years in YEARS]
    print(f"| people, {FIXED_YEARS} years | CPU s | microseconds a person-year |\n| ---: | ---: | ---: |")
    for people, each in zip(PEOPLE, by_people, strict=True):
        print(f"| {people:,} | {each:.2f} | {each / people / FIXED_YEARS * 1e6:.2f} |")
    print(f"\n| years, {FIXED_PEOPLE:,} people | CPU s | microseconds a person-year |\n| ---: | ---: | ---: |")
    for years, each in zip(YEARS, by_years, strict=True):
        print(f"| {years} | {each:.2f} | {each / FIXED_PEOPLE / years * 1e6:.2f} |")
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    out.write_text(drawing(by_people, by_years), encoding="utf-8")


if __name__ == "__main__":
    main()
