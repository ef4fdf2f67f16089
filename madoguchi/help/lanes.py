"""Who may do the costly step when: people with a number first, new conversations after them, dearer while many begin at once.

Nobody is locked out for what somebody else does: under a flood a new conversation waits some seconds; where even the waiting
room is full, the page comes back with what was typed and asks to press again. People with a number never wait behind newcomers.
The step needs 32 MiB and a core, so no more of them run at once than there are cores. Nothing here touches a table, and no
transaction may be open while somebody waits.
"""

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

CALM_A_MINUTE = 120
"""New conversations in a minute that cost nothing more; a training of thirty people in one room stays far below."""
DEAREST = 4.0
"""Seconds that a new conversation waits at most beyond its turn. Only a clock that knows no date is asked."""


MOST_WAITING, MOST_KNOWN_WAITING = 8, 48
"""Newcomers, and people with a number, who wait at once: together fewer than the server has threads, so that pages that cost
nothing always find one."""


MOST_KNOWN_IN_A_ROW = 8
"""People with a number who go before a newcomer at most."""


class WaitingRoomFull(Exception):
    """Too many people come at this moment."""


class Lanes:
    """A counter with some desks: whoever has a number goes before whoever begins."""

    def __init__(self, desks: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._free = desks
        self._known_waiting = 0
        self._new_waiting = 0
        self._new_ready = 0
        self._known_in_a_row = 0
        self._turn = threading.Condition()
        self._begun: deque[float] = deque()
        self._clock = clock

    @contextmanager
    def known(self) -> Iterator[None]:
        """The turn of somebody with a number; WaitingRoomFull where too many wait for theirs."""
        with self._turn:
            if self._known_waiting >= MOST_KNOWN_WAITING:
                raise WaitingRoomFull
            self._known_waiting += 1
            self._turn.wait_for(lambda: self._free > 0 and not self._newcomers_turn())
            self._known_waiting -= 1
            self._known_in_a_row += 1
            self._free -= 1
        try:
            yield
        finally:
            self._leave()

    @contextmanager
    def new(self, wait: Callable[[float], None] = time.sleep) -> Iterator[None]:
        """The turn of somebody who begins; WaitingRoomFull where too many wait for theirs."""
        with self._turn:
            if self._new_waiting >= MOST_WAITING:
                raise WaitingRoomFull
            self._new_waiting += 1
        try:
            wait(self.dearer())
            with self._turn:
                self._new_ready += 1
                self._turn.wait_for(lambda: self._free > 0 and (self._known_waiting == 0 or self._newcomers_turn()))
                self._new_ready -= 1
                self._known_in_a_row = 0
                self._free -= 1
                self._turn.notify_all()
        finally:
            with self._turn:
                self._new_waiting -= 1
        try:
            yield
        finally:
            self._leave()

    def dearer(self) -> float:
        """Seconds that somebody who begins now waits beforehand: none while it is calm, more the more begin in a minute."""
        with self._turn:
            now = self._clock()
            self._begun.append(now)
            while self._begun[0] < now - 60:
                self._begun.popleft()
            over = len(self._begun) - CALM_A_MINUTE
        return min(DEAREST, max(0.0, over / CALM_A_MINUTE))

    def _newcomers_turn(self) -> bool:
        # Whoever invents numbers all day must not shut the door to those who come for the first time.
        return self._new_ready > 0 and self._known_in_a_row >= MOST_KNOWN_IN_A_ROW

    def _leave(self) -> None:
        with self._turn:
            self._free += 1
            self._turn.notify_all()


LANES = Lanes(os.cpu_count() or 1)
"""The desks of this process."""
