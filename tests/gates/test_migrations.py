"""The tables can be made from nothing on both databases, and none is missing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from pytest_django import DjangoDbBlocker

from madoguchi.web.databases import database_settings


def test_no_migration_is_missing(django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.fixture
def sqlite(tmp_path: Path) -> dict[str, Any]:
    """Django's settings for a fresh SQLite file, as the real house uses it."""
    return database_settings("", tmp_path)


@pytest.fixture
def empty_database(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The name under which Django knows a database that holds nothing yet.

    It takes the place of the first one: what the library of jobs changes in its own rows, it changes there.
    """
    chosen = connections.configure_settings({"default": dict(request.getfixturevalue(request.param))})
    before, kept = connections["default"], connections.settings["default"]
    connections.settings["default"] = chosen["default"]
    del connections["default"]
    try:
        with django_db_blocker.unblock():
            yield "default"
            connections["default"].close()
    finally:
        connections.settings["default"] = kept
        connections["default"] = before


@pytest.mark.parametrize("empty_database", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_all_tables_can_be_made_from_nothing(empty_database: str) -> None:
    call_command("migrate", database=empty_database, interactive=False, verbosity=0)
    executor = MigrationExecutor(connections[empty_database])
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    assert set(executor.recorder.applied_migrations()) == set(executor.loader.graph.nodes)
    with connections[empty_database].cursor() as cursor:
        assert cursor.execute("select 1") is not None or cursor.fetchone() == (1,)
