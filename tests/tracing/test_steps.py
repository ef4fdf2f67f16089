"""Whom to call in which order; the person in custody decides who hears what."""

import datetime as dt

import pytest

from madoguchi.tracing import shelf
from madoguchi.tracing.decide.places import way
from madoguchi.tracing.decide.steps import hearings, may_tell_family, steps_for
from madoguchi.tracing.terms.notes import Hears, Kin, Note, Step, Work

DAY = dt.date(2026, 11, 20)
NOTE = Note("天神", DAY)
SEEN = dt.date(2026, 11, 22)


def test_where_the_bar_takes_anybody_the_desk_is_called_and_nobody_else() -> None:
    assert steps_for(NOTE, way(shelf.places(), "天神"), Work()) == (Step.LAWYER, Step.BUREAU, Step.VISIT)


@pytest.mark.parametrize(("kin", "needs_own"), [(Kin.YES, False), (Kin.NO, True), (Kin.NOT_KNOWN, True)])
def test_where_it_takes_relatives_only_a_lawyer_of_the_network_asks_unless_one_signs(kin: Kin, *, needs_own: bool) -> None:
    steps = steps_for(Note("Nagoya", DAY, kin=kin), way(shelf.places(), "Nagoya"), Work())
    assert (Step.OWN_LAWYER in steps) is needs_own


def test_what_the_person_wants_is_asked_once_somebody_has_seen_them() -> None:
    there = way(shelf.places(), "天神")
    assert Step.WISHES not in steps_for(NOTE, there, Work(hears=Hears.WHERE))
    assert steps_for(NOTE, there, Work(seen_on=SEEN))[-2:] == (Step.DEPARTURE, Step.WISHES)
    assert steps_for(NOTE, there, Work(seen_on=SEEN, hears=Hears.ALIVE))[-1] is Step.FAMILY


@pytest.mark.parametrize("hears", Hears)
def test_the_family_hears_only_what_was_allowed_and_nothing_before_a_visit(hears: Hears) -> None:
    before = {one.who: one.key for one in hearings(NOTE, Work(hears=hears))}
    assert before["family"] == "hears.family.not_asked"
    assert not may_tell_family(Work(hears=hears))
    after = {one.who: one.key for one in hearings(NOTE, Work(hears=hears, seen_on=SEEN))}
    assert after["family"] == f"hears.family.{hears.value}"
    assert may_tell_family(Work(hears=hears, seen_on=SEEN)) is (hears in (Hears.ALIVE, Hears.WHERE))


@pytest.mark.parametrize(
    ("nation", "seen_on", "wants", "key"),
    [
        ("VN", None, True, "not_asked"),
        ("VN", SEEN, None, "not_asked"),
        ("VN", SEEN, True, "yes"),
        ("VN", SEEN, False, "no"),
        ("CN", SEEN, False, "regardless"),
        ("CN", None, None, "regardless"),
        ("other", None, None, "not_listed"),
        ("other", SEEN, False, "not_listed"),
        ("other", SEEN, True, "yes"),
    ],
)
def test_the_consul_is_the_persons_own_choice_but_for_what_a_treaty_says(
    nation: str, seen_on: dt.date | None, *, wants: bool | None, key: str
) -> None:
    told = {one.who: one.key for one in hearings(Note("Ueno", DAY, nation=nation), Work(seen_on=seen_on, wants_consul=wants))}
    assert told["consul"] == f"hears.consul.{key}"


def test_whoever_told_it_hears_the_same_whatever_happened() -> None:
    states = (Work(), Work(seen_on=SEEN), Work(seen_on=SEEN, hears=Hears.WHERE, wants_consul=True))
    assert len({next(one.key for one in hearings(NOTE, work) if one.who == "teller") for work in states}) == 1
