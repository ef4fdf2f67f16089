"""A street of its own for each test, with a data folder for the vault keys; two houses, empty or lived in."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import DjangoDbBlocker, Settings

from madoguchi.web.databases import database_settings
from tests.casework import two_houses
from tests.casework.network_of_cases import Street
from tests.casework.two_houses import KEYS, Houses, Lived
from tests.network.conftest import new_postgres_house


@pytest.fixture
def street(transactional_db: None, tmp_path: Path, settings: Settings) -> Street:
    """Two groups and a person."""
    settings.DATA = tmp_path
    return Street.begin()


def _houses(folder: Path) -> Houses:
    folders = {name: folder / name for name in KEYS}
    return Houses({name: database_settings("", path) for name, path in folders.items()}, folders)


def _migrated(houses: Houses) -> None:
    for name in KEYS:
        houses.folders[name].mkdir(exist_ok=True)
        with houses.inside(name):
            call_command("migrate", interactive=False, verbosity=0)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def houses(request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Houses]:
    """Two empty houses on one kind of database."""
    found = _houses(tmp_path)
    if request.param == "postgres":
        server = request.getfixturevalue("postgres")
        found = Houses({name: new_postgres_house(server) for name in KEYS}, found.folders)
    with django_db_blocker.unblock():
        _migrated(found)
        yield found


@pytest.fixture(scope="session")
def lived_once(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> tuple[Path, Lived]:
    """An old house in which much has happened, and an empty one; both are copied for each test."""
    folder = tmp_path_factory.mktemp("lived")
    with django_db_blocker.unblock():
        found = _houses(folder)
        _migrated(found)
        with found.inside("old"):
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
