"""A street of its own for each test, with a data folder for the vault keys."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.casework.network_of_cases import Street


@pytest.fixture
def street(transactional_db: None, tmp_path: Path, settings: Settings) -> Street:
    """Two groups and a person."""
    settings.DATA = tmp_path
    return Street.begin()
