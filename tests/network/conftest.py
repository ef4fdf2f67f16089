"""A house of its own for each test, on SQLite as a file and on PostgreSQL, and members who can sign in."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from pytest_django import DjangoDbBlocker

from madoguchi.web.databases import database_settings
from tests.databases import database_of_its_own, living_in
from tests.network.people import House


@pytest.fixture
def sqlite_house(sqlite_with_tables: Path, tmp_path: Path) -> dict[str, Any]:
    """A fresh SQLite file, as the real house uses it."""
    settings = database_settings("", tmp_path)
    shutil.copy(sqlite_with_tables, settings["NAME"])
    return settings


@pytest.fixture
def postgres_house(postgres_with_tables: dict[str, Any]) -> dict[str, Any]:
    """A fresh database on our own PostgreSQL."""
    return database_of_its_own(postgres_with_tables, like=postgres_with_tables["NAME"])


@pytest.fixture(params=["sqlite_house", pytest.param("postgres_house", marks=pytest.mark.postgres)])
def house(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[House]:
    """The house with its tables, and nobody in it. What it does is really written: a second thread sees it."""
    with django_db_blocker.unblock(), living_in(request.getfixturevalue(request.param)):
        yield House(connections["default"])
