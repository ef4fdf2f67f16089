"""The database of a small house: whoever begins a transaction waits in line behind the others of this process.

SQLite by itself lets everybody try again and again, and gives up for whoever is unlucky for ten seconds: with fifty people
writing at once on a slow disk some got an error instead of their number. Another process (the worker, a command) is one more who
tries again, and finds its turn. Django asks for a module of this name that has a `DatabaseWrapper`.
"""

import threading
from typing import Any

from django.db.backends.sqlite3 import base

_LINES: dict[str, threading.Lock] = {}
"""One line for each database file."""


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, which takes its turn before a transaction begins and gives it back when the transaction is over."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._has_turn = False

    def _start_transaction_under_autocommit(self) -> None:
        line = self._line()
        line.acquire()
        self._has_turn = True
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc] # the stubs leave it out
        except BaseException:
            self._give_turn_back()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc] # the stubs leave it out
        # Only now: where a commit fails, Django rolls back.
        self._give_turn_back()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc] # the stubs leave it out
        finally:
            self._give_turn_back()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc] # the stubs leave it out
        finally:
            self._give_turn_back()

    def _line(self) -> threading.Lock:
        return _LINES.setdefault(str(self.settings_dict["NAME"]), threading.Lock())

    def _give_turn_back(self) -> None:
        if self._has_turn:
            self._has_turn = False
            self._line().release()
