"""The story: a mother asks, a daughter is asked, and only what she agrees to is told, when she agrees to it."""

import pytest

from madoguchi.tracing import models
from madoguchi.tracing.actions import beacons, candidates, families, filing, relays
from madoguchi.tracing.terms.entries import Answer, Told, TracingRefused
from tests.tracing.entries.network_of_entries import ASKED, Village, visit

pytestmark = pytest.mark.slow


def asks_of(village: Village) -> beacons.Asks:
    """Who asks, as the daughter reads it."""
    found = beacons.beacon(visit(village.daughter), village.today)
    assert found is not None
    (one,) = found.asks
    return one


def told_to(village: Village) -> Told | None:
    """What the mother is told."""
    return village.told().told


def test_alive_then_one_message(village: Village) -> None:
    candidate = village.asked()
    assert asks_of(village).asked == ASKED
    assert told_to(village) is None
    village.answers(candidate, Answer.ALIVE)
    assert told_to(village) == Told(Answer.ALIVE)
    village.answers(candidate, Answer.MESSAGE, "Con khỏe. Con sẽ viết sau.")
    assert told_to(village) == Told(Answer.MESSAGE, "Con khỏe. Con sẽ viết sau.")
    assert asks_of(village).told == told_to(village)


def test_a_relay_that_she_ends_is_gone_with_every_line_and_does_not_begin_again(village: Village) -> None:
    candidate = village.asked()
    village.answers(candidate, Answer.RELAY)
    search = village.told().id
    relays.write_as_enquirer(visit(village.mother), search, "Mẹ đây.", village.today)
    relays.write_as_sought(visit(village.daughter), candidate, "Con đây.", village.today)
    assert [line.text for line in village.told().lines] == ["Mẹ đây.", "Con đây."]
    assert asks_of(village).lines == village.told().lines
    relays.end_as_sought(visit(village.daughter), candidate, village.today)
    with pytest.raises(TracingRefused):
        relays.write_as_enquirer(visit(village.mother), search, "Con ơi?", village.today)
    village.night(10)
    assert told_to(village) is None
    assert village.told().lines == ()
    assert not models.LineRow.objects.exists()


def test_the_enquirer_ends_it_too_and_nothing_is_left_of_the_search(village: Village) -> None:
    candidate = village.asked()
    village.answers(candidate, Answer.RELAY)
    search = village.told().id
    relays.write_as_sought(visit(village.daughter), candidate, "Con đây.", village.today)
    relays.end_as_enquirer(visit(village.mother), search, village.today)
    assert families.standings(visit(village.mother), village.today) == ()
    found = beacons.beacon(visit(village.daughter), village.today)
    assert found is not None
    assert found.asks == ()
    assert not models.LineRow.objects.exists()
    assert not models.Candidate.objects.exists()


def test_what_is_not_confirmed_in_a_talk_is_never_told(village: Village) -> None:
    candidate = village.asked()
    beacons.decide_on(visit(village.daughter), candidate, Answer.ALIVE, "", village.today)
    village.night(30)
    assert village.told().told is None


def test_nothing_is_told_before_seventy_two_hours_and_a_yes_can_be_taken_back_meanwhile(village: Village) -> None:
    candidate = village.asked()
    beacons.decide_on(visit(village.daughter), candidate, Answer.ALIVE, "", village.today)
    candidates.confirm(village.hoa, candidate, village.today)
    village.night(3)
    assert village.told().told is None
    beacons.decide_on(visit(village.daughter), candidate, Answer.NOTHING, "", village.today)
    village.night(10)
    assert village.told().told is None


def test_less_than_before_holds_at_once(village: Village) -> None:
    candidate = village.asked()
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
