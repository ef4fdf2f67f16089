"""The house is killed at any moment, on both databases: whoever was given a number finds what they wrote."""

import os
import random
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from urllib.parse import quote

import pytest

from bench.visitor import begin, come_back
from tests.site import madoguchi, running_process

pytestmark = pytest.mark.slow

SOAKED = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
SUBMISSIONS = 1_000 if SOAKED else 24
AT_ONCE = 4
SOONEST, LATEST = 0.4, 2.5


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> str:
    """The setting for each database: empty for SQLite."""
    if request.param == "sqlite":
        return ""
    made = request.getfixturevalue("postgres")
    return f"postgresql://{made['USER']}@/{made['NAME']}?host={quote(str(made['HOST']), safe='')}"


def test_every_message_that_was_confirmed_survives(database: str, tmp_path: Path) -> None:
    data, more = tmp_path / "data", {"MADOGUCHI_DATABASE": database} if database else {}
    for words in (("group", "add", "one", "--name", "One", "--languages", "vi"), ("member", "add", "one", "somebody")):
        ended = madoguchi(*words, data=data, **more)
        assert ended.returncode == 0, ended.stderr
    chance, lost_calls, kills = random.Random(7), 0, 0  # the same moments in every run
    kept: dict[str, str] = {}
    while len(kept) < SUBMISSIONS:
        with running_process("serve", data, **more) as (address, process), ThreadPoolExecutor(AT_ONCE) as pool:
            killer = threading.Timer(chance.uniform(SOONEST, LATEST), process.send_signal, [signal.SIGKILL])
            killer.start()
            for found in pool.map(lambda number: _written(address, number), range(len(kept), len(kept) + 200)):
                if found is None:
                    lost_calls += 1
                else:
                    kept[found[0]] = found[1]
            killer.join()
            kills += 1
    assert kills > 1
    assert lost_calls > 0, "nobody was cut off: the test killed nothing"
    with running_process("serve", data, **more) as (address, _):
        time.sleep(0.1)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            there = list(pool.map(lambda pair: pair[1] in come_back(address, pair[0]).page, kept.items()))
    assert all(there), f"{there.count(False)} of {len(there)} messages that were confirmed are gone, after {kills} kills"


def _written(address: str, number: int) -> tuple[str, str] | None:
    """The return number and the text, if the house confirmed it; None where it was cut off."""
    text = f"Tin nhắn {number} {time.monotonic_ns()}"
    try:
        _, digits = begin(address, text, ["one"])
    except (OSError, HTTPException):
        return None
    return (digits, text) if digits else None
