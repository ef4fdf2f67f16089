"""On SQLite as a file and on PostgreSQL: a case lives, is offered, and goes; two who write at once both find what they wrote."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from madoguchi.casework import models, shelf
from madoguchi.casework.actions import campaigns, cards, cases, letters, offers, taskforces
from madoguchi.casework.actions.letters import Draft
from madoguchi.casework.decide import case as fold
from madoguchi.casework.decide.campaigns import prepared
from madoguchi.casework.decide.letters import Line
from madoguchi.casework.terms import OfferKind, Part
from madoguchi.help.actions.campaigns import campaign_of
from madoguchi.help.terms.consents import Purpose
from madoguchi.network import actions as network
from madoguchi.network.actions import councils
from madoguchi.network.terms import Circle
from madoguchi.network.terms.councils import CouncilKind, Spoke
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


def test_a_taskforce_is_given_something_and_all_who_write_at_once_find_what_they_wrote(lived: Street) -> None:
    case = lived.case()
    cases.add_note(lived.hoa, case, "hộ chiếu", TODAY, part=Part.NOTES)
    hoa, an = lived.hoa, lived.an
    id_ = councils.open_council(hoa, CouncilKind.TASKFORCE, Circle.FREE, [an.member], TODAY, TODAY, text="Hộ chiếu")
    taskforces.ask(hoa, case, id_, (Part.NOTES,), TODAY)
    lived.agrees()
    taskforces.give(hoa, case, id_, TODAY)

    def write(number: int) -> None:
        try:
            councils.write((hoa, an)[number % 2], id_, Spoke.DECISION, TODAY, text=f"decision {number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(write, range(AT_ONCE)))
    sitting = taskforces.taskforce(an, id_, TODAY)
    assert sorted(each.text() for each in sitting.said[1:]) == [f"decision {number}" for number in range(AT_ONCE)]
    assert len(taskforces.given_to(an, sitting, TODAY)) == 1
    lived.withdraws(Purpose.TASKFORCE)
    assert taskforces.given_to(an, sitting, TODAY) == ()
    assert councils.close_due(TODAY + dt.timedelta(days=1)) == 1
    assert network.verify().broken_at is None


def test_of_two_who_come_after_somebody_left_one_begins_the_new_key(lived: Street) -> None:
    hoa, an, sensei = lived.hoa, lived.an, lived.sensei
    id_ = councils.open_council(hoa, CouncilKind.TASKFORCE, Circle.ALL, [an.member, sensei.member], TODAY, TODAY, text="x")
    councils.unseat(sensei, id_, sensei.member.id, TODAY)

    def look(number: int) -> int:
        try:
            return len(councils.opened((hoa, an)[number % 2], id_, TODAY).pairs)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(look, range(AT_ONCE)))
    assert [len(councils.opened(desk, id_, TODAY).pairs) for desk in (hoa, an)] == [2, 2]
    councils.write(an, id_, Spoke.DECISION, TODAY, text="after")
    assert councils.opened(hoa, id_, TODAY).said[-1].text() == "after"
