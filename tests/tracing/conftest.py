"""Two groups in which two people read notes, on a stopped day, with a data folder for the vault keys."""

from pathlib import Path

import pytest
from pytest_django import Settings

from madoguchi.ground.clock import StoppedClock
from madoguchi.network.terms import Desk, Known
from madoguchi.tracing.actions import notes
from tests.casework.network_of_cases import member
from tests.help.network_of_tests import TODAY, group, next_page


@pytest.fixture(autouse=True)
def house(tmp_path: Path, settings: Settings) -> None:
    """A house of its own on the day of the tests."""
    settings.DATA = tmp_path
    settings.CLOCK = StoppedClock(TODAY)


@pytest.fixture
def hoa(transactional_db: None) -> Desk:
    """Hoa of the group in Nagoya, who reads notes; Minh reads them with her."""
    group("nagoya")
    return first_of_two("nagoya", "hoa", "minh")


def first_of_two(organisation: str, first: str, second: str) -> Desk:
    """The desk of the first of two members who read the notes of a group."""
    desk = member(organisation, first)
    other = member(organisation, second, Known.NO, let_by=desk)
    for each in (desk, other):
        notes.be_reader(each, TODAY)
    return next_page(first)
