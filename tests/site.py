"""Runs the command `madoguchi` as an operator would: another process, a free port, a fresh data folder."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# The command as it was installed beside this Python.
COMMAND = str(Path(sys.executable).parent / "madoguchi")
LONGEST_START = 120.0


def command_environment(data: Path, **more: str) -> dict[str, str]:
    """Our environment without any setting of ours, and the data folder given."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("MADOGUCHI_", "DJANGO_"))}
    return {**clean, "MADOGUCHI_DATA": str(data), "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1", **more}


def madoguchi(*words: str, data: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    return subprocess.run(
        [COMMAND, *words],
        env=command_environment(data, **more), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


@contextmanager
def running_site(command: str, data: Path, **more: str) -> Iterator[str]:
    """The address that `madoguchi serve` or `madoguchi demo` prints, while it runs."""
    with running_process(command, data, **more) as (address, _):
        yield address


@contextmanager
def running_process(command: str, data: Path, **more: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The same with its process, for tests that end it rudely. What it says is kept beside the data folder."""
    data.parent.mkdir(parents=True, exist_ok=True)
    said = data.parent / f"{command}.said"
    with (
        said.open("w") as file,
        subprocess.Popen(
            [COMMAND, command, "--port", "0"],
            env=command_environment(data, **more),
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
        ) as process,
    ):
        try:
            yield _address(process, said), process
        finally:
            process.terminate()


def _address(process: subprocess.Popen[bytes], said: Path) -> str:
    """Wait until the command says where it serves."""
    end = time.monotonic() + LONGEST_START
    while time.monotonic() < end and process.poll() is None:
        found = re.search(r"Open: (http://127\.0\.0\.1:\d+/)", said.read_text(encoding="utf-8"))
        if found:
            return found[1]
        time.sleep(0.05)
    raise AssertionError(f"The site did not start. It said:\n{said.read_text(encoding='utf-8')}")
