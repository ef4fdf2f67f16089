"""The files of blinding keys: whoever asks at the same moment gets the same one."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from pytest_django import Settings

from madoguchi.tracing import blinding_keys

AT_ONCE, HOUSES = 16, 40


def test_the_first_who_come_at_once_all_lock_under_one_key(tmp_path: Path, settings: Settings) -> None:
    for house in range(HOUSES):
        settings.DATA = tmp_path / str(house)
        ready = Barrier(AT_ONCE)

        def first(_: int, ready: Barrier = ready) -> bytes:
            ready.wait()
            return blinding_keys.at_rest().reveal()

        with ThreadPoolExecutor(AT_ONCE) as threads:
            found = set(threads.map(first, range(AT_ONCE)))
        assert found == {blinding_keys.at_rest().reveal()}
        assert [path.name for path in (settings.DATA / blinding_keys.FOLDER).iterdir()] == [blinding_keys.AT_REST]
