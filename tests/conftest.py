"""What every test may ask for: both databases, a real site, a real browser."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

from madoguchi.web.databases import database_settings
from tests.databases import database_of_its_own, living_in, postgres_server
from tests.site import running_site
from tests.stretching import SMALLEST, TRUE, stretched_at

TESTS = Path(__file__).parent
ROOT = TESTS.parent

# No deadline: a slow machine is not a wrong answer. The same cases in every run of the gate.
settings.register_profile("gate", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", parent=settings.get_profile("gate"), max_examples=15)
settings.register_profile("soak", deadline=None, max_examples=5_000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))


WHOLLY_SLOW = re.compile(r"^pytestmark = .*pytest\.mark\.slow", re.MULTILINE)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The quick gate does not even read files that hold only slow tests, nor the browser's: that took a fifth of its time."""
    if "not slow" not in config.getoption("markexpr"):
        return None
    if collection_path == TESTS / "screens":
        return True
    return True if collection_path.is_file() and WHOLLY_SLOW.search(collection_path.read_text(encoding="utf-8")) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by what they need, so that nobody has to remember to."""
    for item in items:
        needs: list[str] = getattr(item, "fixturenames", [])
        if item.path.is_relative_to(TESTS / "screens") or "browser_page" in needs:
            item.add_marker(pytest.mark.screens)
        if "postgres" in needs:
            item.add_marker(pytest.mark.postgres)


@pytest.fixture(scope="session", autouse=True)
def small_cost() -> Iterator[None]:
    """Passphrases and numbers are stretched at next to no cost, but where a test asks for the true one."""
    with stretched_at(SMALLEST):
        yield


@pytest.fixture
def true_cost(small_cost: None) -> Iterator[None]:
    """Stretching costs what it costs in a real house: for tests about that, and where another process reads what we sealed."""
    with stretched_at(TRUE):
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[dict[str, object]]:
    """Django's settings for a real PostgreSQL of our own; a missing server is a failure, not a skip."""
    with postgres_server() as database:
        yield database


@pytest.fixture(scope="session")
def postgres_with_tables(postgres: dict[str, object], django_db_blocker: DjangoDbBlocker) -> dict[str, object]:
    """A database with every table and nothing in them, to make others like it: each is there in a moment."""
    made = database_of_its_own(postgres)
    with django_db_blocker.unblock(), living_in(made):
        call_command("migrate", interactive=False, verbosity=0)
    return made


@pytest.fixture(scope="session")
def sqlite_with_tables(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Path:
    """The same as a file, to be copied."""
    made = database_settings("", tmp_path_factory.mktemp("tables"))
    with django_db_blocker.unblock(), living_in(made):
        call_command("migrate", interactive=False, verbosity=0)
    return Path(made["NAME"])


@pytest.fixture(scope="session")
def furnished(sqlite_with_tables: Path) -> Callable[[Path], Path]:
    """Puts tables with nothing in them into a data folder that the real command will use: making them anew takes it seconds."""

    def furnish(data: Path) -> Path:
        data.mkdir(parents=True, exist_ok=True)
        shutil.copy(sqlite_with_tables, data)
        return data

    return furnish


@pytest.fixture(scope="session")
def live_site(furnished: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real site, served by the real command in a process of its own."""
    with running_site("serve", furnished(tmp_path_factory.mktemp("site"))) as address:
        yield address
