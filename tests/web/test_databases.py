"""Which database an address means."""

from pathlib import Path

import pytest

from madoguchi.web.databases import database_settings
from madoguchi.web.terms import Refused

FOLDER = Path("/data")


def test_no_address_means_sqlite_that_survives_a_power_cut() -> None:
    found = database_settings("", FOLDER)
    assert found["NAME"] == "/data/madoguchi.sqlite3"
    assert "journal_mode=WAL" in found["OPTIONS"]["init_command"]
    assert "synchronous=FULL" in found["OPTIONS"]["init_command"]


def test_an_address_means_postgresql() -> None:
    found = database_settings("postgresql://me:p%40ss@db.example:5433/window?sslmode=require", FOLDER)
    assert found["ENGINE"].endswith("postgresql")
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("me", "p@ss", "db.example", "5433")
    assert found["NAME"] == "window"
    assert found["OPTIONS"] == {"sslmode": "require"}


def test_a_socket_is_named_as_the_host() -> None:
    assert database_settings("postgresql:///window?host=/run/postgresql", FOLDER)["HOST"] == "/run/postgresql"


@pytest.mark.parametrize("address", ["mysql://x/y", "postgresql://host", "window", "sqlite:///file"])
def test_another_address_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(Refused, match="not the address of a PostgreSQL database") as refused:
        database_settings(address, FOLDER)
    assert address not in str(refused.value)
