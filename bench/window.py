"""The window under load: many people write and read back at once; somebody honest while somebody posts one fake after the other.

    python -m bench.window [PEOPLE]

Starts the real command in a process of its own, with a data folder of its own. Prints what was lost (nothing may be), new
conversations a second, and how long people waited. On the last line: whether the figures that were asked for are reached.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from bench.visitor import begin, come_back

COMMAND = str(Path(sys.executable).parent / "madoguchi")
AT_ONCE = 50
ROUNDS = 4
FAKES_AN_HOUR = 1_000
HONEST = 20
ASKED_A_SECOND, ASKED_P95 = 15, 3.0


@contextmanager
def house(folder: Path) -> Iterator[str]:
    """The address of a house with one group that somebody can read for."""
    environment = {**os.environ, "MADOGUCHI_DATA": str(folder / "data"), "PYTHONUNBUFFERED": "1"}
    for words in (["group", "add", "one", "--name", "One", "--languages", "vi,ja,en"], ["member", "add", "one", "somebody"]):
        subprocess.run([COMMAND, *words], env=environment, check=True, capture_output=True)  # noqa: S603 our own command
    said = folder / "said"
    with (
        said.open("w") as file,
        subprocess.Popen([COMMAND, "serve", "--port", "0"], env=environment, stdout=file, stderr=file) as server,  # noqa: S603 the same
    ):
        try:
            while "Open: " not in said.read_text(encoding="utf-8"):
                if server.poll() is not None:
                    raise RuntimeError(said.read_text(encoding="utf-8"))
                time.sleep(0.05)
            yield said.read_text(encoding="utf-8").split("Open: ")[1].split()[0]
        finally:
            server.terminate()


def timed(act: Callable[[], object]) -> tuple[float, object]:
    """Seconds, and what came of it."""
    start = time.perf_counter()
    found = act()
    return time.perf_counter() - start, found


def writes(address: str, number: int) -> tuple[str, str]:
    """One person writes; the return number and the text. Who is asked to press again does."""
    text = f"Tôi cần giúp đỡ, người số {number}."
    for _ in range(60):
        visitor, found = begin(address, text, ["one"])
        if found:
            return found, text
        if visitor.status != 200:
            break
    return "", text


def reads(address: str, number: str, text: str) -> bool:
    """Whether somebody finds what they wrote. Who is asked to press again does."""
    return bool(number) and any(text in come_back(address, number).page for _ in range(10))


def many_at_once(address: str, people: int) -> tuple[float, int, list[float]]:
    """People write all at once, then come back: conversations a second, how many were lost, seconds of each writing."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        start = time.perf_counter()
        written = list(pool.map(lambda number: timed(lambda: writes(address, number)), range(people)))
        took = time.perf_counter() - start
        pairs = [pair for _, pair in written if isinstance(pair, tuple)]
        read = list(pool.map(lambda pair: reads(address, *pair), pairs))
    return people / took, read.count(False), [seconds for seconds, _ in written]


def beside_fakes(address: str) -> list[float]:
    """Seconds that somebody honest takes to write and to come back, while fakes come in at their pace."""
    over = threading.Event()

    def fakes() -> None:
        number = 0
        while not over.wait(3600 / FAKES_AN_HOUR):
            begin(address, f"fake {number}", ["one"])
            number += 1

    faker = threading.Thread(target=fakes)
    faker.start()
    found = []
    try:
        for number in range(HONEST):
            seconds, pair = timed(lambda number=number: writes(address, number))  # type: ignore[misc]
            back, visitor = timed(lambda pair=pair: come_back(address, pair[0]))  # type: ignore[misc]
            assert "người số" in visitor.page  # type: ignore[attr-defined]
            found += [seconds, back]
            time.sleep(0.5)
    finally:
        over.set()
        faker.join()
    return found


def main() -> None:
    """Measure, and say whether it is enough."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else AT_ONCE * ROUNDS
    with tempfile.TemporaryDirectory() as folder, house(Path(folder)) as address:
        a_second, lost, waits = many_at_once(address, people)
        print(f"{people} people, {AT_ONCE} at once: {a_second:.1f} new conversations a second, {lost} lost")
        print(f"writing took: median {statistics.median(waits):.2f} s, p95 {p95(waits):.2f} s")
        beside = beside_fakes(address)
        print(f"somebody honest beside {FAKES_AN_HOUR} fakes an hour: p95 {p95(beside):.2f} s over {len(beside)} pages")
    reached = lost == 0 and a_second >= ASKED_A_SECOND and p95(beside) < ASKED_P95
    print(f"{'reached' if reached else 'NOT reached'}: 0 lost, {ASKED_A_SECOND} a second, p95 under {ASKED_P95:.0f} s")


def p95(seconds: list[float]) -> float:
    """The time that nineteen of twenty stay below."""
    return statistics.quantiles(seconds, n=20)[-1]


if __name__ == "__main__":
    main()
