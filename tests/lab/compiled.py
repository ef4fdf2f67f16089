"""Compiles the ways into the kernel, side by side, before anybody waits for them: `python -m tests.lab.compiled`.

Tests that run at once would each compile the same kernel, and a test that waits minutes for it looks like one that hangs.
"""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from msgspec.structs import replace

from madoguchi.lab import shelf
from madoguchi.lab.run import prepare, run
from madoguchi.lab.whole_ways import room_for
from madoguchi.rules.shelf import vocabulary
from tests.lab.scripted import all_agree, japan


def a_run() -> None:
    """Sixteen people for a day."""
    scenario = replace(shelf.scenario("status-decade"), people=16, days=1)
    files = shelf.practice(scenario.practice), shelf.behaviour(scenario.behaviour)
    run(prepare(scenario, *files, shelf.law_for(scenario), vocabulary()))


def a_life() -> None:
    """One scripted life."""
    all_agree(japan(), 0, 1)


def whole_claims() -> None:
    """The ways through days of people whose claims are kept whole."""
    room_for(whole=True)


def main() -> None:
    """All of them, two at a time; nothing is compiled that is kept already."""
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        for waited in [pool.submit(a_run), pool.submit(whole_claims), pool.submit(a_life)]:
            waited.result()


if __name__ == "__main__":
    main()
