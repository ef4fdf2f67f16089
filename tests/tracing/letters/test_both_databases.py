"""The story of a letter on a database that really writes, SQLite as a file and PostgreSQL."""

from pathlib import Path

import pytest
from pytest_django import Settings

from madoguchi.tracing import models
from madoguchi.tracing.actions import keeping_letters, letters, notices, opening
from madoguchi.tracing.terms.entries import TracingRefused
from madoguchi.tracing.terms.letters import Page
from tests.network.conftest import house, postgres_house, sqlite_house
from tests.network.people import House
from tests.tracing.letters.people_of_letters import ALWAYS, ARRESTED, DAY, WEEK, People
from tests.tracing.letters.test_notices import NOTICE, WORDS

__all__ = ["house", "postgres_house", "sqlite_house"]

pytestmark = pytest.mark.slow


def test_a_letter_is_left_found_opened_told_and_withdrawn(house: House, tmp_path: Path, settings: Settings) -> None:
    settings.DATA = tmp_path
    people = People.begin()
    letter = people.leaves()
    letters.new_card(people.visit, people.today)
    words = " ".join(letters.card(people.visit, ("ja",), people.today)[0])
    with pytest.raises(TracingRefused):
        opening.find(people.hoa, "x", people.today)
    assert opening.find(people.hoa, words, people.today) == letter
    id_ = people.asked()
    opening.pass_on(people.thu, id_, people.today)
    assert opening.open_page(people.hoa, letter, id_, people.today) == Page(ARRESTED, ALWAYS)
    opening.told(people.hoa, letter, id_, people.today)
    people.leaves()
    letters.withdraw(people.visit, people.today)
    assert not models.LetterPart.objects.exists()
    notices.post(people.hoa, WORDS, people.today, is_agreed=True)
    assert notices.board(people.today) == (NOTICE,)
    people.leaves()
    assert keeping_letters.erase_again() == 0
    assert keeping_letters.forget(people.today + 60 * WEEK + DAY) == 2
