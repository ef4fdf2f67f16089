"""The trail: who opened what. A line that was changed, taken out or put in is found."""

import datetime as dt
from collections.abc import Callable

import pytest

from madoguchi.network import actions
from madoguchi.network.models import TrailRow
from madoguchi.network.terms import Act, Desk
from madoguchi.network.terms.keeping import KEPT
from tests.network.people import TODAY, House

pytestmark = pytest.mark.slow
CASE = "ab" * 16


@pytest.fixture
def lan(house: House) -> Desk:
    """A member who has opened something on three days."""
    house.group()
    desk = house.desk(house.member("lan"))
    for days in range(3):
        actions.note(desk, Act.OPENED, CASE, TODAY + dt.timedelta(days=days))
        actions.note(desk, Act.OPENED, CASE, TODAY + dt.timedelta(days=days))
    return desk


def test_the_same_is_written_down_once_a_day_and_the_newest_is_read_first(lan: Desk) -> None:
    found = actions.traces(CASE)
    assert [(each.day - TODAY).days for each in found] == [2, 1, 0]
    assert {(each.act, each.organisation, each.nickname) for each in found} == {(Act.OPENED, "Kobe group", "lan")}
    assert actions.traces("cd" * 16) == ()


CHANGES: list[Callable[[], object]] = [
    lambda: TrailRow.objects.filter(seq=2).update(member="somebody else"),
    lambda: TrailRow.objects.filter(seq=1).update(day=TODAY - dt.timedelta(days=1)),
    lambda: TrailRow.objects.filter(seq=3).update(act=Act.CLOSED),
    lambda: TrailRow.objects.filter(seq=2).update(about="cd" * 16),
    lambda: TrailRow.objects.filter(seq=2).delete(),
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_or_missing_line_is_found(lan: Desk, change: Callable[[], object]) -> None:
    whole = actions.verify()
    assert (whole.lines, whole.broken_at) == (3, None)
    change()
    assert actions.verify().broken_at is not None


def test_a_trail_that_was_cut_off_at_its_end_does_not_hold_the_head_that_was_noted(lan: Desk) -> None:
    head = actions.verify().head
    assert actions.verify(head).has_noted
    TrailRow.objects.filter(seq=3).delete()
    cut = actions.verify(head)
    assert (cut.broken_at, cut.has_noted) == (None, False)


def test_what_is_old_goes_from_the_front_and_the_rest_is_still_whole(house: House, lan: Desk) -> None:
    days = KEPT["network_trailrow"].days or 0
    actions.forget(TODAY + dt.timedelta(days=days + 1), house.now)
    assert [row.seq for row in TrailRow.objects.order_by("seq")] == [2, 3]
    assert actions.verify().broken_at is None
    actions.note(lan, Act.CLOSED, CASE, TODAY + dt.timedelta(days=days + 1))
    found = actions.verify()
    assert (found.lines, found.broken_at) == (3, None)
