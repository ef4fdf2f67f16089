"""A house of its own for each test, with a data folder for the locks of letters."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.tracing.entries.network_of_entries import Village
from tests.tracing.letters.people_of_letters import People


@pytest.fixture
def people(transactional_db: None, tmp_path: Path, settings: Settings) -> People:
    """Three groups, and somebody who writes to one of them."""
    settings.DATA = tmp_path
    return People.begin()


@pytest.fixture
def village(transactional_db: None, tmp_path: Path, settings: Settings) -> Village:
    """The three groups alone."""
    settings.DATA = tmp_path
    return Village.begin()
