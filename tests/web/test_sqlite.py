"""Many who write at once on one disk: each finds a turn, whatever happened to the one before."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from madoguchi.web.databases import database_settings

WRITERS, ROWS = 16, 5


@pytest.fixture
def house(tmp_path: Path, django_db_blocker: Any) -> Iterator[ConnectionHandler]:
    """Connections to a file of their own, which give up at once where they find it taken."""
    chosen = database_settings("", tmp_path)
    handler = ConnectionHandler({"default": {**chosen, "OPTIONS": {**chosen["OPTIONS"], "timeout": 0}}})
    with django_db_blocker.unblock():
        with handler["default"].cursor() as cursor:
            cursor.execute("CREATE TABLE said (words TEXT UNIQUE)")
        yield handler
        handler.close_all()


def write(connection: BaseDatabaseWrapper, *words: str, seconds: float = 0.0) -> None:
    """One transaction, as Django makes them."""
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    try:
        with connection.cursor() as cursor:
            for each in words:
                cursor.execute("INSERT INTO said VALUES (%s)", [each])
                time.sleep(seconds)
        connection.commit()
    except Exception:
        connection.rollback()
        raise
    finally:
        connection.set_autocommit(True)


def written(connection: BaseDatabaseWrapper) -> set[str]:
    """What lies in the table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM said")
        return {words for (words,) in cursor.fetchall()}


def test_nobody_fails_because_others_write(house: ConnectionHandler) -> None:
    def one(number: int) -> None:
        try:
            for row in range(ROWS):
                write(house["default"], f"{number} {row}", seconds=0.01)
        finally:
            house["default"].close()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(one, range(WRITERS)))
    assert len(written(house["default"])) == WRITERS * ROWS


@pytest.mark.parametrize("how", ["refused", "closed", "never begun"])
def test_a_turn_that_ends_badly_is_given_back(house: ConnectionHandler, how: str) -> None:
    def badly() -> None:
        connection = house["default"]
        if how == "refused":
            with pytest.raises(IntegrityError):
                write(connection, "twice", "twice")
        elif how == "closed":
            connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        else:
            connection.ensure_connection()
            vars(connection)["transaction_mode"] = "NO SUCH MODE"
            with pytest.raises(Exception, match="syntax error"):
                connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        connection.close()

    for act in (badly, lambda: write(house["default"], "after")):
        thread = threading.Thread(target=act)
        thread.start()
        thread.join(20)
        assert not thread.is_alive()
    assert written(house["default"]) == {"after"}
