"""On SQLite as a file and on PostgreSQL: a case lives, is offered, and goes; two who write at once both find what they wrote."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from madoguchi.casework import models, shelf
from madoguchi.casework.actions import campaigns, cards, cases, letters, offers
from madoguchi.casework.actions.letters import Draft
from madoguchi.casework.decide import case as fold
from madoguchi.casework.decide.campaigns import prepared
from madoguchi.casework.decide.letters import Line
from madoguchi.casework.terms import OfferKind, Part
from madoguchi.help.actions.campaigns import campaign_of
from madoguchi.help.terms.consents import Purpose
from madoguchi.network import actions as network
from tests.casework.network_of_cases import TODAY, Street
from tests.help.campaign_files import ID, lay
from tests.network.conftest import house, postgres_house, sqlite_house
from tests.network.people import House

__all__ = ["house", "postgres_house", "sqlite_house"]

pytestmark = pytest.mark.slow
AT_ONCE = 4


@pytest.fixture
def lived(house: House, tmp_path: Path, settings: Settings) -> Street:
    """Two groups and a person, in a house that really writes."""
    settings.DATA = tmp_path
    lay(tmp_path)
    return Street.begin()


def test_a_case_lives_is_offered_and_goes(lived: Street) -> None:
    id_ = lived.case()
    cases.add_step(lived.hoa, id_, "việc", TODAY, TODAY, part=Part.STEPS)
    which = letters.keep(lived.hoa, id_, Draft(shelf.letters()["passport"], Part.HARM, "vi", {"person": "Hoa"}), TODAY)
    measure = campaign_of(ID)
    assert measure
    campaigns.ask(lived.hoa, id_, measure, TODAY)
    lived.agrees()
    campaigns.sign(lived.hoa, id_, measure, (Line("書類", "giấy tờ"),), "vi", TODAY)
    found = cases.opened(lived.hoa, id_, TODAY)
    assert letters.letter_of(found, which).values == {"person": "Hoa"}
    assert campaigns.checked(campaigns.as_file(prepared(found.case, ID).bundles[0])).group == "nagoya"
    offers.ask(lived.hoa, id_, OfferKind.JOIN, "kobe", (Part.STEPS,), TODAY, talk=True)
    lived.agrees()
    offers.make(lived.hoa, id_, OfferKind.JOIN, "kobe", "text", TODAY)
    (shown,) = offers.waiting(lived.an, TODAY)
    offers.accept(lived.an, shown.offer.id, TODAY)
    assert [len(card.dues) for card in cards.of_desk(lived.an, TODAY)] == [1]
    lived.withdraws(Purpose.JOIN)
    assert cards.of_desk(lived.an, TODAY) == ()
    lived.withdraws(Purpose.CASE)
    assert not models.Case.objects.exists()
    assert network.verify().broken_at is None


def test_two_who_write_at_once_both_find_what_they_wrote(lived: Street) -> None:
    id_ = lived.case()
    desk = lived.hoa

    def write(number: int) -> None:
        try:
            cases.add_note(desk, id_, f"note {number}", TODAY, part=Part.NOTES)
            cases.opened(desk, id_, TODAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(write, range(AT_ONCE)))
    found = cases.opened(desk, id_, TODAY).case
    assert {entry.text("text") for entry in fold.timeline(found)} >= {f"note {number}" for number in range(AT_ONCE)}
    assert network.verify().broken_at is None
