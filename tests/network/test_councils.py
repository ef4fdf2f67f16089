"""Members of several groups at one table: who sits there reads, nobody else ever, and on the last day everything is gone."""

import datetime as dt
from typing import Any

import pytest

from madoguchi.network import actions, models
from madoguchi.network.actions import councils, profiles, questions
from madoguchi.network.decide.councils import place_of
from madoguchi.network.terms import Circle, Desk, Known, NotDone, Refusal, Welcome
from madoguchi.network.terms.councils import LONGEST_TEXT, MOST_DAYS, QUESTION_DAYS, CouncilKind, Spoke
from madoguchi.network.terms.profiles import SLOTS, Expertise, Profile
from madoguchi.vault.events import open_event
from madoguchi.vault.terms import Unreadable
from tests.network.people import TODAY, House

pytestmark = pytest.mark.slow
LAST = TODAY + dt.timedelta(days=60)
SECRET = "Ngày 5 họp với luật sư"


def enrolled(house: House, group: str, nickname: str, duty: Known = Known.NO, **more: Any) -> Welcome:
    """A new member of a group whose duty is known."""
    welcome = actions.add_member(group, nickname, TODAY, duty, **more)
    assert isinstance(welcome, Welcome), welcome
    house.made[nickname] = welcome
    return welcome


@pytest.fixture
def desks(house: House) -> dict[str, Desk]:
    """Kobe with `lan`, and with `teacher`, who works for a public office; Osaka with `minh`, and `waits`, who cannot read yet."""
    for group in ("kobe", "osaka"):
        house.group(group)
    lan = house.desk(enrolled(house, "kobe", "lan"))
    teacher = house.desk(enrolled(house, "kobe", "teacher", Known.YES, desk=lan))
    minh = house.desk(enrolled(house, "osaka", "minh"))
    waits = house.desk(enrolled(house, "osaka", "waits"))
    return {"lan": house.desk(house.made["lan"]), "teacher": teacher, "minh": minh, "waits": waits}


def taskforce(desk: Desk, *guests: Desk, circle: Circle = Circle.FREE, last_day: dt.date = LAST) -> str:
    """A taskforce with a purpose."""
    members = [guest.member for guest in guests]
    return councils.open_council(desk, CouncilKind.TASKFORCE, circle, members, last_day, TODAY, text="Sổ lương")


def refused(*asked: Any, **named: Any) -> Refusal:
    """Why something about a council was not done."""
    with pytest.raises(NotDone) as told:
        asked[0](*asked[1:], **named)
    return told.value.refusal


def test_who_sits_there_reads_and_nobody_else(house: House, desks: dict[str, Desk]) -> None:
    lan, minh, teacher, waits = (desks[name] for name in ("lan", "minh", "teacher", "waits"))
    id_ = taskforce(lan)
    councils.write(lan, id_, Spoke.DECISION, TODAY, text=SECRET)
    for desk in (minh, teacher, waits):
        assert refused(councils.opened, desk, id_, TODAY) is Refusal.NO_SUCH_COUNCIL
        assert refused(councils.write, desk, id_, Spoke.DECISION, TODAY, text="x") is Refusal.NO_SUCH_COUNCIL
        assert refused(councils.seat, desk, id_, desk.member, TODAY) is Refusal.NO_SUCH_COUNCIL
        assert refused(councils.close, desk, id_, TODAY) is Refusal.NO_SUCH_COUNCIL
    assert refused(councils.opened, lan, "0" * 32, TODAY) is Refusal.NO_SUCH_COUNCIL
    councils.seat(lan, id_, minh.member, TODAY)
    sitting = councils.opened(minh, id_, TODAY)
    assert (sitting.about, [each.text() for each in sitting.said][1:]) == ("Sổ lương", [SECRET])
    assert (sitting.groups, [member.nickname for member in sitting.members]) == (("kobe", "osaka"), ["lan", "minh"])
    assert sitting.opened_by == lan.member
    # In the second circle nobody sits who may have to report, and nowhere anybody whom no colleague let read.
    assert refused(councils.seat, lan, id_, teacher.member, TODAY) is Refusal.MAY_NOT_SIT
    assert refused(councils.seat, lan, id_, waits.member, TODAY) is Refusal.MAY_NOT_SIT
    assert refused(taskforce, teacher) is Refusal.MAY_NOT_SIT
    assert refused(taskforce, waits, circle=Circle.ALL) is Refusal.MAY_NOT_SIT
    # Only whoever opened it closes it; a guest leaves.
    assert refused(councils.close, minh, id_, TODAY) is Refusal.NO_SUCH_COUNCIL
    assert refused(councils.unseat, minh, id_, lan.member.id, TODAY) is Refusal.NO_SUCH_COUNCIL
    assert [each.council.id for each in councils.of_desk(minh, CouncilKind.TASKFORCE, TODAY)] == [id_]
    everything = repr([house.rows(table) for table in house.tables()])
    assert SECRET not in everything
    assert "Sổ lương" not in everything
    cells = b"".join(cell for table in house.tables() for row in house.rows(table) for cell in row if isinstance(cell, bytes))
    assert not any(pair.secret.reveal() in cells for pair in sitting.pairs.values()), "no open key lies in any table"
    councils.close(lan, id_, TODAY)
    for table in ("council", "councilkey", "seat", "councilentry"):
        assert house.rows(f"network_{table}") == []


def test_who_leaves_reads_nothing_that_comes_later(house: House, desks: dict[str, Desk]) -> None:
    lan, minh = desks["lan"], desks["minh"]
    id_ = taskforce(lan, minh)
    held = councils.opened(minh, id_, TODAY)
    councils.unseat(minh, id_, minh.member.id, TODAY)
    assert refused(councils.opened, minh, id_, TODAY) is Refusal.NO_SUCH_COUNCIL
    councils.write(lan, id_, Spoke.DECISION, TODAY, text=SECRET)
    after = councils.opened(lan, id_, TODAY)
    assert len(after.pairs) == len(held.pairs) + 1
    assert [each.text() for each in after.said] == ["Sổ lương", SECRET], "whoever stays reads everything"
    (_, sealed) = [bytes(row.sealed) for row in models.CouncilEntry.objects.order_by("seq")]
    for epoch, pair in held.pairs.items():
        with pytest.raises(Unreadable):
            open_event(sealed, place_of(id_), councils._key(epoch, pair))
    # Whoever comes anew reads what was said before, too.
    councils.seat(lan, id_, minh.member, TODAY)
    assert [each.text() for each in councils.opened(minh, id_, TODAY).said] == ["Sổ lương", SECRET]
    # Whose membership ends loses it, and with nobody left it goes.
    actions.end_member("minh", TODAY)
    assert [member.nickname for member in councils.opened(lan, id_, TODAY).members] == ["lan"]
    assert len(councils.opened(lan, id_, TODAY).pairs) == len(after.pairs) + 1
    actions.end_member("lan", TODAY)
    assert house.rows("network_council") == []


def test_who_comes_under_a_duty_loses_the_seat_where_stays_are_spoken_of_at_once(house: House, desks: dict[str, Desk]) -> None:
    lan, minh = desks["lan"], desks["minh"]
    free, mixed = taskforce(lan, minh), taskforce(lan, minh, desks["teacher"], circle=Circle.ALL)
    actions.set_duty("minh", Known.UNKNOWN)
    minh = house.desk(house.made["minh"])
    assert refused(councils.opened, minh, free, TODAY) is Refusal.NO_SUCH_COUNCIL
    assert councils.opened(minh, mixed, TODAY).about == "Sổ lương"
    assert councils.opened(desks["teacher"], mixed, TODAY).about == "Sổ lương"
    actions.set_duty("minh", Known.NO)
    assert refused(councils.opened, house.desk(house.made["minh"]), free, TODAY) is Refusal.NO_SUCH_COUNCIL, "not by an operator"


def test_on_its_last_day_it_closes_by_itself(house: House, desks: dict[str, Desk]) -> None:
    lan = desks["lan"]
    id_ = taskforce(lan, last_day=TODAY)
    assert councils.opened(lan, id_, TODAY).about
    tomorrow = TODAY + dt.timedelta(days=1)
    assert refused(councils.opened, lan, id_, tomorrow) is Refusal.NO_SUCH_COUNCIL
    assert councils.close_due(TODAY) == 0
    cookie = house.sign_in(house.made["minh"])
    assert actions.desk_of(cookie, tomorrow, house.now), "any page of any desk closes it"
    assert house.rows("network_council") == house.rows("network_councilentry") == []
    assert refused(taskforce, lan, last_day=TODAY - dt.timedelta(days=1)) is Refusal.DAY_PAST
    assert refused(taskforce, lan, last_day=TODAY + dt.timedelta(days=MOST_DAYS + 1)) is Refusal.DAY_TOO_FAR


def test_a_changed_or_missing_entry_is_noticed(house: House, desks: dict[str, Desk]) -> None:
    lan = desks["lan"]
    id_ = taskforce(lan)
    councils.write(lan, id_, Spoke.STEP, TODAY, text=SECRET, due="")
    councils.finish(lan, id_, 2, TODAY)
    councils.finish(lan, id_, 2, TODAY)
    assert len(councils.opened(lan, id_, TODAY).said) == 3, "done once"
    models.CouncilEntry.objects.filter(seq=3).delete()
    assert refused(councils.opened, lan, id_, TODAY) is Refusal.NO_SUCH_COUNCIL
    assert councils.of_desk(lan, CouncilKind.TASKFORCE, TODAY) == ()


def test_a_question_goes_to_those_who_know_and_may_read_it(house: House, desks: dict[str, Desk]) -> None:
    lan, minh, teacher, waits = (desks[name] for name in ("lan", "minh", "teacher", "waits"))
    for desk in (lan, minh, teacher, waits):
        profiles.keep_profile(desk, Profile(expertise=frozenset({Expertise.LEGAL})))
    assert [each.member.nickname for each in profiles.listed()] == ["lan", "minh", "teacher"], "not who waits to be let in"
    stay = questions.ask(lan, Expertise.LEGAL, Circle.FREE, "Quá hạn 3 ngày", TODAY)
    other = questions.ask(lan, Expertise.LEGAL, Circle.ALL, "Tiền lương?", TODAY)
    assert [each.council.id for each in questions.of_desk(teacher, TODAY)] == [other]
    assert refused(councils.opened, teacher, stay, TODAY) is Refusal.NO_SUCH_COUNCIL
    assert questions.unanswered(minh, TODAY) == 2
    questions.answer(minh, stay, "Gọi luật sư.", TODAY)
    assert (questions.unanswered(minh, TODAY), questions.unanswered(lan, TODAY)) == (1, 0)
    assert [each.text() for each in councils.opened(lan, stay, TODAY).said] == ["Quá hạn 3 ngày", "Gọi luật sư."]
    assert questions.of_desk(waits, TODAY) == ()
    assert refused(questions.ask, lan, Expertise.MEDICAL, Circle.ALL, "x", TODAY) is Refusal.NOBODY_KNOWS
    assert refused(questions.ask, lan, None, Circle.ALL, "x", TODAY) is Refusal.NOBODY_KNOWS
    assert refused(questions.ask, lan, Expertise.LEGAL, Circle.ALL, " \n", TODAY) is Refusal.TEXT_EMPTY
    assert refused(questions.ask, lan, Expertise.LEGAL, Circle.ALL, "x" * (LONGEST_TEXT + 1), TODAY) is Refusal.TEXT_TOO_LONG
    assert refused(questions.ask, teacher, Expertise.LEGAL, Circle.FREE, "x", TODAY) is Refusal.MAY_NOT_SIT
    assert councils.close_due(TODAY + dt.timedelta(days=QUESTION_DAYS + 1)) == 2


def test_what_a_member_says_of_themselves_is_locked_and_ends_with_the_membership(house: House, desks: dict[str, Desk]) -> None:
    lan = desks["lan"]
    assert profiles.profile_of(lan) == Profile()
    profiles.take_slot(lan, SLOTS[3])
    told = Profile(("vi", "ja"), frozenset({Expertise.INTERPRETATION}), frozenset(SLOTS[:2]), is_part_time=True)
    profiles.keep_profile(lan, told)
    (row,) = profiles.listed()
    assert (row.profile.languages, row.profile.on_call) == (("vi", "ja"), frozenset({SLOTS[3]})), "the rota stays as it was taken"
    profiles.give_slot_back(lan, SLOTS[3])
    assert profiles.profile_of(lan) == told
    assert "interpretation" not in repr(house.rows("network_profile"))
    # A profile of one member opens for no other.
    (kept,) = house.rows("network_profile")
    models.Profile.objects.create(member_id=desks["minh"].member.id, locked=kept[1])
    assert profiles.profile_of(desks["minh"]) == Profile()
    assert profiles.languages_needed() == ("vi", "ja")
    actions.end_member("lan", TODAY)
    assert [each.member.nickname for each in profiles.listed()] == ["minh"]


def test_who_got_new_keys_sits_nowhere_until_somebody_lets_them(house: House, desks: dict[str, Desk]) -> None:
    lan, minh = desks["lan"], desks["minh"]
    id_ = taskforce(lan, minh)
    from madoguchi.network import store

    store.close_every_way(minh.member.id)
    assert refused(councils.opened, minh, id_, TODAY) is Refusal.NO_SUCH_COUNCIL
    assert [member.nickname for member in councils.opened(lan, id_, TODAY).members] == ["lan"]


def test_a_coordinator_is_one_until_a_day(house: House) -> None:
    house.group()
    house.member("lan")
    assert actions.set_coordinates("nobody", LAST, TODAY) is Refusal.NO_SUCH_MEMBER
    assert actions.set_coordinates("lan", TODAY - dt.timedelta(days=1), TODAY) is Refusal.DAY_PAST
    assert actions.set_coordinates(" LAN ", LAST, TODAY) is None
    lan = actions.member_named("lan")
    assert lan is not None
    assert lan.coordinates(LAST)
    actions.set_coordinates("lan", None, TODAY)
    assert not actions.members_of("kobe")[0].coordinates(TODAY)
