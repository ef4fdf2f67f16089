"""A street of its own for each test, with a data folder for the vault keys; two houses, empty or lived in."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker, Settings

from madoguchi.web.databases import database_settings
from tests.casework import two_houses
from tests.casework.network_of_cases import Street
from tests.casework.two_houses import KEYS, Houses, Lived
from tests.databases import database_of_its_own


@pytest.fixture
def street(transactional_db: None, tmp_path: Path, settings: Settings) -> Street:
    """Two groups and a person."""
    settings.DATA = tmp_path
    return Street.begin()


def _houses(folder: Path) -> Houses:
    folders = {name: folder / name for name in KEYS}
    return Houses({name: database_settings("", path) for name, path in folders.items()}, folders)


def _with_tables(houses: Houses, sqlite_with_tables: Path) -> Houses:
    for folder in houses.folders.values():
        folder.mkdir(exist_ok=True)
        shutil.copy(sqlite_with_tables, folder)
    return houses


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def houses(
    request: pytest.FixtureRequest, tmp_path: Path, sqlite_with_tables: Path, django_db_blocker: DjangoDbBlocker
) -> Iterator[Houses]:
    """Two empty houses on one kind of database."""
    found = _with_tables(_houses(tmp_path), sqlite_with_tables)
    if request.param == "postgres":
        server = request.getfixturevalue("postgres_with_tables")
        found = Houses({name: database_of_its_own(server, like=server["NAME"]) for name in KEYS}, found.folders)
    with django_db_blocker.unblock():
        yield found


@pytest.fixture(scope="session")
def lived_once(
    tmp_path_factory: pytest.TempPathFactory, sqlite_with_tables: Path, django_db_blocker: DjangoDbBlocker
) -> tuple[Path, Lived]:
    """An old house in which much has happened, and an empty one; both are copied for each test."""
    folder = tmp_path_factory.mktemp("lived")
    found = _with_tables(_houses(folder), sqlite_with_tables)
    with django_db_blocker.unblock(), found.inside("old"):
        return folder, Lived.here()


@pytest.fixture
def lived(lived_once: tuple[Path, Lived], tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[Houses, Lived]]:
    """The test begins in the old house; the new one is somewhere."""
    folder, life = lived_once
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    two_houses.COOKIES.update(life.cookies)
    two_houses.WELCOMES.update(life.welcomes)
    found = _houses(tmp_path)
    with django_db_blocker.unblock(), found.inside("old"):
        yield found, life.copy()


@pytest.fixture
def emptied(lived_once: tuple[Path, Lived], tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Houses]:
    """Two houses with nobody in them; the test begins in the old one."""
    folder, _ = lived_once
    for name in KEYS:
        shutil.copytree(folder / "new", tmp_path / name)
    found = _houses(tmp_path)
    with django_db_blocker.unblock(), found.inside("old"):
        yield found
