"""A village of its own for each test, with a data folder for the keys."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.tracing.entries.network_of_entries import Village


@pytest.fixture
def village(transactional_db: None, tmp_path: Path, settings: Settings) -> Village:
    """Three groups."""
    settings.DATA = tmp_path
    return Village.begin()
