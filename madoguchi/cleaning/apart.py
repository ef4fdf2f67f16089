"""Cleans a file in a process of its own, in its turn. The one way into this room; nothing a stranger sent is read on this side.

Some files at once, some waiting, the others come back later: whoever only writes never waits for a file.
"""

import ctypes
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO

from madoguchi.cleaning import kinds
from madoguchi.cleaning.terms import LANDLOCK_CREATE, LARGEST_CLEANED, LARGEST_FILE, Cleaned, Kind, NotCleaned, Note, Why

LONGEST = 60.0
"""Seconds on the clock. The process itself has fewer of the processor, but a busy machine may make it wait."""
MOST_WAITING = 4
"""Files that wait for their turn. With those that are cleaned at the moment fewer than the server has threads to spare."""
LONGEST_WAIT = 30.0

MANY_CORES = 3

_HEAD = 1024
_WORKER = (sys.executable, "-I", "-X", "utf8", "-m", "madoguchi.cleaning.worker")


class Turns:
    """A counter for files with so many places."""

    def __init__(self, places: int, most_waiting: int = MOST_WAITING, longest_wait: float = LONGEST_WAIT) -> None:
        self._places = threading.BoundedSemaphore(places)
        self._room = threading.BoundedSemaphore(places + most_waiting)
        self._longest_wait = longest_wait

    @contextmanager
    def turn(self) -> Iterator[None]:
        """One's turn; NotCleaned where too many wait, or where it does not come."""
        if not self._room.acquire(blocking=False):
            raise NotCleaned(Why.BUSY)
        try:
            if not self._places.acquire(timeout=self._longest_wait):
                raise NotCleaned(Why.BUSY)
            try:
                yield
            finally:
                self._places.release()
        finally:
            self._room.release()


TURNS = Turns(2 if (os.cpu_count() or 1) > MANY_CORES else 1)
"""The places of this process: never more than half of the cores."""


def cleaned(content: bytes, turns: Turns = TURNS) -> Cleaned:
    """The clean file; NotCleaned says why there is none. Whatever the file does to its reader, it does not do it here."""
    if len(content) > LARGEST_FILE:
        raise NotCleaned(Why.TOO_LARGE)
    kind = kinds.KIND_OF[kinds.source_of(content)]
    with turns.turn():
        said = _said_by_worker(content)
    return _believed(said, kind)


def knows_landlock() -> bool:
    """Whether this kernel can shut the process in (Linux from 5.13; asked with an empty request for its version)."""
    return sys.platform == "linux" and bool(ctypes.CDLL(None).syscall(LANDLOCK_CREATE, None, 0, 1) > 0)


def started() -> subprocess.Popen[bytes]:
    """The process, with nothing of ours: no word of the environment, no open file, no folder."""
    return subprocess.Popen(  # noqa: S603 our own program, and nothing of the file among its words
        _WORKER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={}, cwd="/", close_fds=True, start_new_session=True,
    )  # fmt: skip


def _said_by_worker(content: bytes) -> bytes:
    with started() as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        end = threading.Timer(LONGEST, _end, [worker])
        end.start()
        feeding = threading.Thread(target=_feed, args=(worker.stdin, content))
        feeding.start()
        try:
            # No more than a clean file may have: who broke the worker shall not fill our memory either.
            return worker.stdout.read(_HEAD + LARGEST_CLEANED + 1)
        finally:
            _end(worker)
            end.cancel()
            feeding.join()


def _end(worker: subprocess.Popen[bytes]) -> None:
    """End it with whatever it may have started: it leads a group of its own."""
    with suppress(ProcessLookupError):
        os.killpg(worker.pid, signal.SIGKILL)


def _feed(pipe: IO[bytes], content: bytes) -> None:
    with suppress(OSError):  # it may have ended before it read everything
        pipe.write(content)
    with suppress(OSError):
        pipe.close()


def _believed(said: bytes, kind: Kind) -> Cleaned:
    """What the worker said, if it can be so. It may be in the hands of whoever made the file."""
    head, _, content = said.partition(b"\n")
    try:
        told = json.loads(head[:_HEAD])
        if "refused" in told:
            raise NotCleaned(Why(told["refused"]))
        notes = tuple(Note(note) for note in told["notes"])
        said_kind = Kind(told["kind"])
    except (ValueError, KeyError, TypeError, AttributeError):
        # It was ended: too much memory, too long, or broken by the file.
        raise NotCleaned(Why.BROKEN) from None
    if said_kind is not kind or not kinds.is_made(kind, content) or len(content) > LARGEST_CLEANED or len(notes) > len(Note):
        raise NotCleaned(Why.BROKEN)
    return Cleaned(kind, content, notes)
