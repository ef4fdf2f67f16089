"""The second circle of a group: what is sealed for it opens at no desk of somebody who may have to report."""

from typing import Any

import pytest

from madoguchi.network import actions
from madoguchi.network.terms import Circle, Desk, Known, Refusal, Welcome
from madoguchi.vault.seals import context_of, opened_with, sealed_to
from madoguchi.vault.terms import Unreadable
from tests.network.people import TODAY, House

pytestmark = pytest.mark.slow

STAY = context_of("a status fact of a test")


def member(house: House, nickname: str, may_report: Known, **more: Any) -> Welcome:
    """A new member whose duty is known."""
    welcome = actions.add_member("kobe", nickname, TODAY, may_report, **more)
    assert isinstance(welcome, Welcome)
    return welcome


def sealed_for_the_free(text: bytes = b"stay ends") -> tuple[int, bytes]:
    """Something that concerns a stay, sealed as a case does it."""
    found = actions.public_key_of("kobe", Circle.FREE)
    assert found is not None
    return found[0], sealed_to(found[1], text, STAY)


def opens(desk: Desk, sealed: tuple[int, bytes]) -> bytes | None:
    """What this desk reads with everything it holds."""
    for pair in (*desk.group_keys.values(), *desk.free_keys.values()):
        try:
            return opened_with(pair, sealed[1], STAY)
        except Unreadable:
            continue
    return None


def test_what_concerns_a_stay_opens_for_members_without_a_duty_only(house: House) -> None:
    house.group()
    teacher = member(house, "teacher", Known.YES)
    at_teacher = house.desk(teacher)
    assert at_teacher.group_keys
    assert actions.public_key_of("kobe", Circle.FREE) is None, "nobody is there who could keep it"
    lan = member(house, "lan", Known.NO, desk=at_teacher)
    silent = member(house, "silent", Known.UNKNOWN, desk=at_teacher)
    at_lan = house.desk(lan)
    sealed = sealed_for_the_free()
    assert opens(at_lan, sealed) == b"stay ends"
    assert opens(house.desk(silent), sealed) is None, "not known is treated as a duty"
    assert opens(house.desk(teacher), sealed) is None
    assert not actions.let_read(at_lan, teacher.member.id), "no colleague can hand it to somebody with a duty"


def test_a_member_who_waits_for_a_colleague_begins_no_second_circle(house: House) -> None:
    house.group()
    member(house, "teacher", Known.YES)
    stranger = house.desk(member(house, "stranger", Known.NO))
    assert not stranger.free_keys
    assert actions.public_key_of("kobe", Circle.FREE) is None


def test_who_comes_under_a_duty_reads_nothing_that_is_sealed_later_and_nothing_any_more(house: House) -> None:
    house.group()
    lan = member(house, "lan", Known.NO)
    at_lan = house.desk(lan)
    minh = member(house, "minh", Known.NO, desk=at_lan)
    at_minh = house.desk(minh)
    before = sealed_for_the_free()
    assert opens(at_minh, before) == b"stay ends"
    assert actions.set_duty("minh", Known.YES) is None
    assert actions.set_duty("nobody", Known.YES) is Refusal.NO_SUCH_MEMBER
    assert opens(house.desk(minh), before) is None
    assert len(house.desk(lan).free_keys) == 2, "a new epoch has begun"
    after = sealed_for_the_free()
    assert opens(at_minh, after) is None, "also with the keys that minh once held"
    assert opens(house.desk(lan), before) == opens(house.desk(lan), after) == b"stay ends"
    actions.set_duty("minh", Known.NO)
    assert opens(house.desk(minh), after) is None, "a colleague decides, not the operator"
    assert [waits.nickname for waits in actions.waiting_colleagues(house.desk(lan))] == ["minh"]
    assert actions.let_read(house.desk(lan), minh.member.id)
    assert opens(house.desk(minh), before) == opens(house.desk(minh), after) == b"stay ends"


def test_when_the_last_without_a_duty_leaves_the_next_one_begins_anew(house: House) -> None:
    house.group()
    lan = member(house, "lan", Known.NO)
    at_lan = house.desk(lan)
    before = sealed_for_the_free()
    teacher = house.desk(member(house, "teacher", Known.YES, desk=at_lan))
    actions.end_member("lan", TODAY)
    assert actions.public_key_of("kobe", Circle.FREE) is None
    minh = house.desk(member(house, "minh", Known.NO, desk=teacher))
    assert opens(minh, before) is None, "nobody is left who has that key"
    assert opens(minh, sealed_for_the_free()) == b"stay ends"


@pytest.mark.parametrize(
    ("group", "members", "told"),
    [
        (Known.NO, [Known.NO], Known.NO),
        (Known.NO, [Known.NO, Known.UNKNOWN], Known.UNKNOWN),
        (Known.NO, [Known.UNKNOWN, Known.YES], Known.YES),
        (Known.YES, [Known.NO], Known.YES),
        (Known.UNKNOWN, [Known.NO], Known.UNKNOWN),
    ],
)
def test_people_are_told_of_a_group_what_holds_for_one_of_those_who_read(
    house: House, group: Known, members: list[Known], told: Known
) -> None:
    house.group(may_report=group)
    desk: Desk | None = None
    for number, duty in enumerate(members):
        welcome = member(house, f"m{number}", duty, desk=desk)
        desk = desk or house.desk(welcome)
    organisation = actions.organisation_of("kobe")
    assert organisation is not None
    assert actions.duty_of(organisation) is told
    member(house, "waits", Known.YES)
    assert actions.duty_of(organisation) is told, "who cannot read yet has nothing to report"
