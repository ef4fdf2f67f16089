"""Who is on call, where nobody is, who knows what: decisions about values, without a house."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.network.decide import rota
from madoguchi.network.decide.councils import may_sit, of_kind, todos
from madoguchi.network.terms import Circle, Known, Member
from madoguchi.network.terms.councils import Said, Spoke
from madoguchi.network.terms.profiles import DAYS_A_WEEK, SLOTS, SPOKEN, DayPart, Expertise, Listed, Profile, Slot
from tests.network.people import TODAY, organisation

LAN = Member("00", "kobe", "lan", TODAY, None, Known.NO, bytes(32), bytes(32))

slots = st.frozensets(st.sampled_from(SLOTS))
profiles = st.builds(
    Profile,
    languages=st.frozensets(st.sampled_from(SPOKEN)).map(rota.languages_of),
    expertise=st.frozensets(st.sampled_from(Expertise)),
    there=slots,
    on_call=slots,
    is_part_time=st.booleans(),
)


def somebody(profile: Profile) -> Listed:
    """A member with this profile."""
    return Listed(LAN, organisation(), profile)


@given(profiles)
def test_a_profile_comes_back_as_it_was_kept(profile: Profile) -> None:
    assert rota.read(rota.written(profile)) == profile


def test_words_that_are_in_no_list_are_left_out() -> None:
    assert rota.slots_of(["0.2", "7.0", "0.3", "", "x", "-1.0"]) == {Slot(0, DayPart.EVENING)}
    assert rota.expertise_of(["legal", "police", ""]) == {Expertise.LEGAL}
    assert rota.languages_of(["xx", "en", "vi", "<b>"]) == ("vi", "en")
    with pytest.raises(ValueError, match="0 to 6"):
        Slot(7, DayPart.MORNING)


@given(st.lists(profiles, max_size=4), st.sampled_from(SPOKEN))
def test_a_part_of_the_week_is_a_hole_or_somebody_who_speaks_the_language_is_there(told: list[Profile], code: str) -> None:
    everybody = [somebody(profile) for profile in told]
    holes = rota.holes(everybody, [code])[code]
    for slot in SLOTS:
        covered = any(code in each.profile.languages for each in rota.on_call(everybody, slot))
        assert covered != (slot in holes)


@given(st.lists(profiles, max_size=3), st.integers(0, 6))
def test_the_next_day_with_somebody_is_the_first_after_today(told: list[Profile], weekday: int) -> None:
    everybody = [somebody(profile) for profile in told]
    ahead = rota.days_until_somebody(everybody, weekday)
    days = {slot.weekday for profile in told for slot in profile.on_call}
    assert (ahead is None) == (not days)
    if ahead is not None:
        assert 1 <= ahead <= DAYS_A_WEEK
        assert (weekday + ahead) % DAYS_A_WEEK in days
        assert not any((weekday + before) % DAYS_A_WEEK in days for before in range(1, ahead))


def test_easy_japanese_is_served_by_who_speaks_japanese() -> None:
    there = somebody(Profile(languages=("ja",), on_call=frozenset(SLOTS)))
    assert rota.holes([there], ["ja-x-easy", "vi"]) == {"ja-x-easy": (), "vi": SLOTS}


def test_a_role_ends_after_its_last_day() -> None:
    coordinator = Member("00", "kobe", "lan", TODAY, None, Known.NO, bytes(32), bytes(32), None, TODAY)
    assert coordinator.coordinates(TODAY)
    assert not coordinator.coordinates(TODAY + dt.timedelta(days=1))
    assert not LAN.coordinates(TODAY)


@pytest.mark.parametrize(
    ("duty", "circles"), [(Known.NO, {Circle.ALL, Circle.FREE}), (Known.YES, {Circle.ALL}), (Known.UNKNOWN, {Circle.ALL})]
)
def test_only_members_without_a_duty_sit_where_a_stay_may_be_spoken_of(duty: Known, circles: set[Circle]) -> None:
    member = Member("00", "kobe", "lan", TODAY, None, duty, bytes(32), bytes(32))
    assert {circle for circle in Circle if may_sit(member, circle)} == circles
    ended = Member("00", "kobe", "lan", TODAY, TODAY, duty, bytes(32), bytes(32))
    assert not any(may_sit(ended, circle) for circle in Circle)


def test_open_steps_come_first_by_their_day_and_done_ones_last() -> None:
    said = [
        Said(1, Spoke.OPENED, TODAY, LAN, {"text": "why"}),
        Said(2, Spoke.STEP, TODAY, LAN, {"text": "no day", "due": ""}),
        Said(3, Spoke.STEP, TODAY, LAN, {"text": "late", "due": "2026-12-24"}),
        Said(4, Spoke.STEP, TODAY, LAN, {"text": "soon", "due": "2026-12-01"}),
        Said(5, Spoke.STEP, TODAY, LAN, {"text": "done", "due": "2026-11-30"}),
        Said(6, Spoke.DONE, TODAY, LAN, {"about": 5}),
        Said(7, Spoke.DECISION, TODAY, LAN, {"text": 7}),
    ]
    assert [todo.text for todo in todos(said)] == ["soon", "late", "no day", "done"]
    assert [each.seq for each in of_kind(said, Spoke.STEP)] == [5, 4, 3, 2]
    assert said[6].text() == ""
