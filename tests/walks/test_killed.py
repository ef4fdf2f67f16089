"""The house is killed at any moment, on both databases: whoever was given a number finds what they wrote."""

import os
import random
import re
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from urllib.parse import quote

import pytest

from bench.visitor import begin, begin_with_files, come_back
from tests.cleaning import made
from tests.site import madoguchi, running_process

pytestmark = pytest.mark.slow

SOAKED = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
SUBMISSIONS = 1_000 if SOAKED else 24
AT_ONCE = 4
SOONEST, LATEST = 0.4, 2.5
WITH_A_PHOTO = 8
"""Every eighth sends a photo with the message."""
PHOTO = made.jpeg()
FILE = re.compile(r'href="(/vi/talk/file/[0-9a-f]{32})"')


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
    chance, lost_calls, kills, idle = random.Random(7), 0, 0, 0  # the same moments in every run
    kept: dict[str, str] = {}
    while len(kept) < SUBMISSIONS:
        with running_process("serve", data, **more) as (address, process), ThreadPoolExecutor(AT_ONCE) as pool:
            before = len(kept)
            # On a busy machine nothing may come to its end in so short a life: then the next one is longer.
            killer = threading.Timer(chance.uniform(SOONEST, LATEST) * (1 + idle), process.send_signal, [signal.SIGKILL])
            killer.start()
            for found in pool.map(lambda number: _written(address, number), range(len(kept), len(kept) + 200)):
                if found is None:
                    lost_calls += 1
                else:
                    kept[found[0]] = found[1]
            killer.join()
            kills, idle = kills + 1, idle + 1 if len(kept) == before else 0
    assert kills > 1
    assert lost_calls > 0, "nobody was cut off: the test killed nothing"
    with running_process("serve", data, **more) as (address, _):
        time.sleep(0.1)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            there = list(pool.map(lambda pair: _is_there(address, *pair), kept.items()))
    assert all(there), f"{there.count(False)} of {len(there)} messages that were confirmed are gone, after {kills} kills"


def _is_there(address: str, number: str, text: str) -> bool:
    """Whether the text is there, and its photo opens where it had one."""
    visitor = come_back(address, number)
    if text not in visitor.page:
        return False
    file = FILE.search(visitor.page)
    return visitor.get(file[1]).content.startswith(b"\xff\xd8\xff") if file else not text.endswith("ảnh")


def _written(address: str, number: int) -> tuple[str, str] | None:
    """The return number and the text, if the house confirmed it; None where it was cut off."""
    text = f"Tin nhắn {number} {time.monotonic_ns()}"
    try:
        if number % WITH_A_PHOTO == 0:
            text += " ảnh"
            digits = begin_with_files(address, text, ["one"], PHOTO)[1]
        else:
            digits = begin(address, text, ["one"])[1]
    except (OSError, HTTPException):
        return None
    return (digits, text) if digits else None
