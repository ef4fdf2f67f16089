"""On both databases: meetings, pages of memory and first weeks live, are read by whom they are for, and go."""

import datetime as dt
from dataclasses import replace

import pytest

from madoguchi.ground.ids import ClauseId
from madoguchi.network import actions, models
from madoguchi.network.actions import contacts, memory, weeks
from madoguchi.network.decide import conduct
from madoguchi.network.decide.memory import Unfit
from madoguchi.network.terms import Known, Welcome
from madoguchi.network.terms.conduct import Authority, Meeting
from madoguchi.network.terms.keeping import KEPT
from madoguchi.network.terms.memory import WAITING_DAYS, Told
from madoguchi.network.terms.weeks import ENTRY_DAYS, MOST_ENTRIES
from madoguchi.vault.authored import authored
from madoguchi.vault.padding import padded
from madoguchi.vault.seals import context_of, sealed_to
from tests.network.people import NOON, TODAY, House

pytestmark = pytest.mark.slow
MET = Meeting(Authority.POLICE, TODAY, "minh", "Canary purpose")
TOLD = Told("Canary title", "Canary text", (ClauseId("jp.stay.permit"),))


@pytest.fixture
def lan(house: House) -> Welcome:
    """The first member of a group, without a duty to report."""
    house.group()
    welcome = house.member("lan")
    assert actions.set_duty("lan", Known.NO) is None
    return welcome


def on_the_disk(house: House) -> str:
    """Everything in the tables, as it lies there."""
    cells = [cell for table in house.tables() for row in house.rows(table) for cell in row]
    return "".join(cell.decode("latin-1") if isinstance(cell, bytes) else str(cell) for cell in cells)


def test_what_a_group_keeps_is_sealed_read_again_and_forgotten_in_its_time(house: House, lan: Welcome) -> None:
    cookie = house.sign_in(lan)
    desk = house.at(cookie)
    assert contacts.tell_contact(desk, MET, TODAY) is None
    page = memory.write_page(desk, TOLD, TODAY)
    assert isinstance(page, str)
    minh = house.member("minh", desk=desk)
    weeks.begin_week(desk, minh.member.id, TODAY)
    new = house.desk(minh)
    assert weeks.keep_answers(new, "listening", {"reply": "Canary answer"}, TODAY)
    assert weeks.note_to(house.at(cookie), minh.member.id, "listening", "Canary note", TODAY)
    assert "Canary" not in on_the_disk(house)
    # Read again: the newcomer by their own key, the mentor by the group's; a member with a duty sees no page that waits.
    assert weeks.own_week(new) == weeks.week_of(house.at(cookie), minh.member.id)
    (note,) = weeks.own_week(new)["listening"].notes
    assert (note.by, note.text) == ("lan", "Canary note")
    assert [each.meeting for each in contacts.contacts(desk)] == [MET]
    (closed,) = contacts.contacts(new)
    assert not closed.is_open
    assert memory.page(new, page, TODAY) is None
    assert not memory.confirm(new, page, TODAY)
    assert not memory.confirm(desk, page, TODAY), "its writer is no reader of it"
    # After a new epoch of the group the old ones still open; what nobody reads in time goes.
    house.member("binh")
    actions.end_member("binh", TODAY)
    desk = house.at(cookie)
    assert max(desk.group_keys) == 2
    assert contacts.contacts(desk)[0].is_open
    assert memory.page(desk, page, TODAY) is not None
    forgotten(house)


def forgotten(house: House) -> None:
    """Each table is cleared on its day, and the mark of a newcomer stays."""
    days = KEPT["network_contactrow"].days
    assert days is not None
    tables = ((models.WeekEntry.objects, ENTRY_DAYS), (models.MemoryRow.objects, WAITING_DAYS), (models.ContactRow.objects, days))
    for rows, kept_for in tables:
        before = rows.count()
        actions.forget(TODAY + dt.timedelta(days=kept_for), NOON)
        assert rows.count() == before > 0, rows
        actions.forget(TODAY + dt.timedelta(days=kept_for + 1), NOON)
        assert rows.count() == 0, rows
    assert models.FirstWeek.objects.count() == 1


@pytest.mark.parametrize("house", ["sqlite_house"], indirect=True)
def test_nobody_accompanies_themselves_another_group_or_somebody_who_is_not_new(house: House, lan: Welcome) -> None:
    desk = house.desk(lan)
    weeks.begin_week(desk, lan.member.id, TODAY)
    assert not weeks.is_newcomer(lan.member)
    house.group("osaka")
    other = house.member("ken", "osaka")
    weeks.begin_week(desk, other.member.id, TODAY)
    assert not weeks.is_newcomer(other.member)
    assert not weeks.note_to(desk, other.member.id, "listening", "x", TODAY)
    assert not weeks.keep_answers(desk, "listening", {}, TODAY), "who is not new answers nothing"
    minh = house.member("minh", desk=desk)
    weeks.begin_week(desk, minh.member.id, TODAY)
    new = house.desk(minh)
    weeks.end_week(new, minh.member.id)
    assert weeks.is_newcomer(minh.member), "nobody signs themselves off"
    for text in ("", "   ", "x" * 2_001):
        assert not weeks.note_to(desk, minh.member.id, "listening", text, TODAY)
    # Whose membership ends is no newcomer, and their answers are gone.
    assert weeks.keep_answers(new, "listening", {"reply": "x"}, TODAY)
    actions.end_member("minh", TODAY)
    assert models.FirstWeek.objects.count() == models.WeekEntry.objects.count() == 0


@pytest.mark.parametrize("house", ["sqlite_house"], indirect=True)
def test_a_week_does_not_grow_without_end(house: House, lan: Welcome) -> None:
    desk = house.desk(lan)
    minh = house.member("minh", desk=desk)
    weeks.begin_week(desk, minh.member.id, TODAY)
    new = house.desk(minh)
    kept = [weeks.keep_answers(new, "listening", {"reply": str(number)}, TODAY) for number in range(MOST_ENTRIES + 1)]
    assert kept == [True] * MOST_ENTRIES + [False]
    assert weeks.own_week(new)["listening"].answers == {"reply": str(MOST_ENTRIES - 1)}


@pytest.mark.parametrize("house", ["sqlite_house"], indirect=True)
def test_a_changed_or_moved_text_opens_for_nobody(house: House, lan: Welcome) -> None:
    desk = house.desk(lan)
    for purpose in ("one", "two"):
        contacts.tell_contact(desk, Meeting(Authority.CITY, TODAY, "minh", purpose), TODAY)
    first, second = models.ContactRow.objects.order_by("id")
    first.head, second.head = second.head, first.head
    first.save()
    assert len(contacts.contacts(desk)) == 1, "a head in another's place is left out"
    second.texts = bytes(second.texts)[:-1] + b"\0"
    second.save()
    assert not any(each.is_open for each in contacts.contacts(desk))
    page = memory.write_page(desk, TOLD, TODAY)
    assert isinstance(page, str)
    models.MemoryRow.objects.update(clauses=["jp.stay.extend"])
    found = memory.page(desk, page, TODAY)
    assert found is not None
    assert found.told == TOLD, "what a page is about stands in what was signed"
    models.MemoryRow.objects.update(locked=b"\1" * 200)
    assert memory.page(desk, page, TODAY) is None


@pytest.mark.parametrize("house", ["sqlite_house"], indirect=True)
def test_nobody_outside_a_group_puts_words_into_it(house: House, lan: Welcome) -> None:
    desk = house.desk(lan)
    house.group("osaka")
    stranger = replace(house.desk(house.member("ken", "osaka")), organisation=desk.organisation)
    # As somebody would who writes into the tables: the public halves of a group's keys lie open.
    assert contacts.tell_contact(stranger, MET, TODAY) is None
    assert contacts.contacts(desk) == ()
    page = memory.write_page(replace(stranger, free_keys={1: stranger.keys.seal}), TOLD, TODAY)
    assert isinstance(page, str)
    assert memory.page(desk, page, TODAY) is None


@pytest.mark.parametrize("house", ["sqlite_house"], indirect=True)
@pytest.mark.parametrize("said", [b"no json", b"[]", b""])
def test_what_a_stranger_seals_to_a_group_breaks_no_page(house: House, lan: Welcome, said: bytes) -> None:
    desk = house.desk(lan)
    assert contacts.tell_contact(desk, MET, TODAY) is None
    row = models.ContactRow.objects.get()
    context = context_of("contact", row.id.encode(), b"head")
    row.head = sealed_to(desk.group_keys[row.epoch].public, padded(authored(said, desk.keys.sign, context)), context)
    row.save()
    assert contacts.contacts(desk) == ()


@pytest.mark.parametrize("house", ["sqlite_house"], indirect=True)
def test_a_group_without_anybody_free_keeps_nothing_about_a_stay(house: House) -> None:
    house.group()
    desk = house.desk(house.member("sensei"))
    assert contacts.tell_contact(desk, MET, TODAY) is conduct.Unfit.NOBODY_FREE
    assert contacts.tell_contact(desk, Meeting(Authority.CITY, TODAY, "minh", "x", says_of_stay=False), TODAY) is None
    assert memory.write_page(desk, TOLD, TODAY) is Unfit.NO_KEY
    assert models.MemoryRow.objects.count() == 0
