"""A house of its own for each test, on SQLite as a file and on PostgreSQL, and members who can sign in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.core.management import call_command
from django.db import connections
from pytest_django import DjangoDbBlocker

from madoguchi.web.databases import database_settings
from tests.network.people import House


@pytest.fixture
def sqlite_house(tmp_path: Path) -> dict[str, Any]:
    """A fresh SQLite file, as the real house uses it."""
    return database_settings("", tmp_path)


@pytest.fixture
def postgres_house(postgres: dict[str, Any]) -> dict[str, Any]:
    """A fresh database on our own PostgreSQL."""
    return new_postgres_house(postgres)


def new_postgres_house(postgres: dict[str, Any]) -> dict[str, Any]:
    """One more of them."""
    name = f"house_{uuid4().hex}"
    with psycopg.connect(host=postgres["HOST"], user=postgres["USER"], dbname="postgres", autocommit=True) as connection:
        connection.execute(f'create database "{name}"')
    return {**postgres, "NAME": name}


@pytest.fixture(params=["sqlite_house", pytest.param("postgres_house", marks=pytest.mark.postgres)])
def house(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[House]:
    """The house with its tables, and nobody in it. What it does is really written: a second thread sees it."""
    with django_db_blocker.unblock():
        before, kept = connections["default"], connections.settings["default"]
        connections.settings["default"] = connections.configure_settings(
            {"default": dict(request.getfixturevalue(request.param))}
        )["default"]
        del connections["default"]
        try:
            call_command("migrate", interactive=False, verbosity=0)
            yield House(connections["default"])
        finally:
            connections["default"].close()
            connections.settings["default"] = kept
            connections["default"] = before
