"""Draws a paper in a process of its own, in its turn. The one way into this room. Nothing is written anywhere."""

import json
import signal
import subprocess
import sys
from contextlib import suppress
from os import killpg

from madoguchi.cleaning.apart import TURNS, Turns
from madoguchi.cleaning.terms import NotCleaned
from madoguchi.printing.terms import LARGEST_PAPER, LARGEST_PDF, NotPrinted, Paper, Why

LONGEST = 30.0
"""Seconds on the clock; a letter takes about half of one."""

_WORKER = (sys.executable, "-I", "-X", "utf8", "-m", "madoguchi.printing.worker")


def printed(paper: Paper, turns: Turns = TURNS) -> bytes:
    """The paper as a PDF; NotPrinted says why there is none. Takes turns with files that are cleaned: both need a whole core."""
    told = json.dumps(_told(paper)).encode()
    if len(told) > LARGEST_PAPER:
        raise NotPrinted(Why.TOO_LONG)
    try:
        with turns.turn():
            said = _said_by_worker(told)
    except NotCleaned:
        raise NotPrinted(Why.BUSY) from None
    return _believed(said)


def _told(paper: Paper) -> dict[str, object]:
    lines = [{"style": line.style.value, "left": line.left, "right": line.right} for line in paper.lines]
    return {"title": paper.title, "left": paper.left, "right": paper.right, "sheet": paper.sheet.value, "lines": lines}


def _said_by_worker(told: bytes) -> bytes:
    # Nothing of ours goes along: no word of the environment, no open file, no folder.
    with subprocess.Popen(  # noqa: S603 our own program, and nothing of the paper among its words
        _WORKER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={}, cwd="/", close_fds=True, start_new_session=True,
    ) as worker:  # fmt: skip
        try:
            return worker.communicate(told, timeout=LONGEST)[0]
        except subprocess.TimeoutExpired:
            return b""
        finally:
            with suppress(ProcessLookupError):
                killpg(worker.pid, signal.SIGKILL)


def _believed(said: bytes) -> bytes:
    head, _, made = said.partition(b"\n")
    try:
        told = json.loads(head)
        refused = told.get("refused")
    except (ValueError, AttributeError):
        # It was ended: too much memory, or too long.
        raise NotPrinted(Why.BROKEN) from None
    if refused is not None:
        raise NotPrinted(Why(refused))
    if not made.startswith(b"%PDF-") or len(made) != told["made"] or len(made) > LARGEST_PDF:
        raise NotPrinted(Why.BROKEN)
    return made
