"""The story: a mother asks, a daughter is asked, and only what she agrees to is told, when she agrees to it."""

import pytest

from madoguchi.tracing.actions import beacons, candidates, families, relays
from madoguchi.tracing.terms.entries import Answer, TracingRefused
from tests.tracing.network_of_entries import ASKED, Village, visit

pytestmark = pytest.mark.slow


def test_from_the_question_to_alive_then_one_message_then_a_relay_that_she_ends(village: Village) -> None:
    village.leaves()
    village.asks()
    assert village.night() == 1
    candidate = village.shown()
    beacon = beacons.beacon(visit(village.daughter), village.today)
    assert beacon is not None
    assert [each.asked for each in beacon.asks] == [ASKED]
    assert village.told().told is None

    village.answers(candidate, Answer.ALIVE)
    told = village.told().told
    assert told is not None
    assert (told.answer, told.text) == (Answer.ALIVE, "")

    village.answers(candidate, Answer.MESSAGE, "Con khỏe. Con sẽ viết sau.")
    told = village.told().told
    assert told is not None
    assert (told.answer, told.text) == (Answer.MESSAGE, "Con khỏe. Con sẽ viết sau.")

    village.answers(candidate, Answer.RELAY)
    search = village.told().id
    relays.write_as_enquirer(visit(village.mother), search, "Mẹ đây.", village.today)
    relays.write_as_sought(visit(village.daughter), candidate, "Con đây.", village.today)
    assert [line.text for line in village.told().lines] == ["Mẹ đây.", "Con đây."]
    beacon = beacons.beacon(visit(village.daughter), village.today)
    assert beacon is not None
    assert [line.text for line in beacon.asks[0].lines] == ["Mẹ đây.", "Con đây."]

    relays.end_as_sought(visit(village.daughter), candidate, village.today)
    assert village.told().told is None
    assert village.told().lines == ()
    with pytest.raises(TracingRefused):
        relays.write_as_enquirer(visit(village.mother), search, "Con ơi?", village.today)
    village.night(10)
    assert village.told().told is None


def test_what_is_not_confirmed_in_a_talk_is_never_told(village: Village) -> None:
    village.leaves()
    village.asks()
    village.night()
    candidate = village.shown()
    beacons.decide_on(visit(village.daughter), candidate, Answer.ALIVE, "", village.today)
    village.night(30)
    assert village.told().told is None


def test_nothing_is_told_before_seventy_two_hours_and_a_yes_can_be_taken_back_meanwhile(village: Village) -> None:
    village.leaves()
    village.asks()
    village.night()
    candidate = village.shown()
    beacons.decide_on(visit(village.daughter), candidate, Answer.ALIVE, "", village.today)
    candidates.confirm(village.hoa, candidate, village.today)
    village.night(3)
    assert village.told().told is None
    beacons.decide_on(visit(village.daughter), candidate, Answer.NOTHING, "", village.today)
    village.night(10)
    assert village.told().told is None


def test_less_than_before_holds_at_once(village: Village) -> None:
    village.leaves()
    village.asks()
    village.night()
    candidate = village.shown()
    village.answers(candidate, Answer.MESSAGE, "Con khỏe.")
    assert village.told().told is not None
    beacons.decide_on(visit(village.daughter), candidate, Answer.ALIVE, "", village.today)
    assert village.told().told is None


def test_one_group_alone_opens_nothing_of_another_groups_search(village: Village) -> None:
    village.leaves()
    village.asks()
    village.night()
    (row,) = candidates.queue(village.hoa)
    for act in (candidates.review, candidates.present, candidates.confirm, candidates.vouch):
        with pytest.raises(TracingRefused):
            act(village.hoa, row.id, village.today)
    candidates.ask_out(village.hoa, row.id, "", village.today)
    for desk in (village.hoa, village.an):
        with pytest.raises(TracingRefused):
            candidates.vouch(desk, row.id, village.today)
    assert [each.id for each in candidates.to_vouch(village.thu)] == [row.id]
    for desk in (village.thu, village.an):
        with pytest.raises(TracingRefused):
            candidates.review(desk, row.id, village.today)


def test_where_one_group_keeps_both_a_second_group_takes_a_layer_off_and_reads_nothing(village: Village) -> None:
    village.leaves()
    village.mother = families.begin(ASKED, families.First("Tôi tìm con.", "vi", "nagoya"), "", village.today)
    from madoguchi.tracing.actions import filing

    filing.file(village.hoa, village.told().id, village.today)
    village.night()
    (row,) = candidates.queue(village.hoa)
    for second in ("", "nagoya", "nowhere"):
        with pytest.raises(TracingRefused):
            candidates.ask_out(village.hoa, row.id, second, village.today)
    candidates.ask_out(village.hoa, row.id, "kobe", village.today)
    for desk in (village.hoa, village.thu):
        with pytest.raises(TracingRefused):
            candidates.vouch(desk, row.id, village.today)
    candidates.vouch(village.an, row.id, village.today)
    with pytest.raises(TracingRefused):
        candidates.review(village.an, row.id, village.today)
    assert candidates.review(village.hoa, row.id, village.today).asked == ASKED
