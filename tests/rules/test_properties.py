"""What must hold for every life: how days follow each other, and what events may and may not do to them."""

import datetime as dt
from dataclasses import replace
from itertools import groupby, pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from madoguchi.ground.dates import ONE_DAY
from madoguchi.rules.engine import LAWFUL, ask
from madoguchi.rules.terms import Event, Layer, Life, Position
from tests.rules.strategies import LAW, WORDS, Asked, boundary_lives, even_lives, event_on, gaps, lives
from tests.rules.told import ask as asked_of
from tests.rules.told import days_of, state, with_events

SEEN = (Layer.SUMMARY, Layer.STAY, Layer.WORK, Layer.REGISTRATION)

# Nothing in the law of Japan listens to these, and no condition asks about them.
OF_NO_MATTER = ("card.issued", "appointment.given", "quota.allocated", "report.made", "fined", "absence.began", "asylum.wished")


@given(lives())
def test_every_life_told_in_words_of_the_vocabulary_has_a_position(asked: Asked) -> None:
    assert asked_of(asked.life, asked.day).day == asked.day


@given(lives())
def test_the_same_question_has_the_same_answer(asked: Asked) -> None:
    assert asked_of(asked.life, asked.day) == asked_of(asked.life, asked.day)


@given(boundary_lives(), st.sampled_from(gaps()))
def test_what_was_seen_on_a_day_depends_on_nothing_later(asked: Asked, gap: int) -> None:
    early, late = asked.day - gap * ONE_DAY, asked.day
    then, now = asked_of(asked.life, early), asked_of(asked.life, late)
    for layer in SEEN:
        assert days_of(then.seen, layer, early) == days_of(now.seen, layer, early)


@given(even_lives(), st.integers(0, 3000))
def test_what_was_seen_on_a_day_depends_on_nothing_that_comes_years_later(asked: Asked, gap: int) -> None:
    told = replace(asked.life, facts=())
    early = asked.day - gap * ONE_DAY
    then, now = asked_of(told, early), asked_of(told, asked.day)
    for layer in SEEN:
        assert days_of(then.seen, layer, early) == days_of(now.seen, layer, early)


@given(lives())
def test_a_layer_has_neither_holes_nor_overlaps_from_its_first_day(asked: Asked) -> None:
    position = asked_of(asked.life, asked.day)
    for layer in Layer:
        spans = [span for span in position.seen if span.layer is layer]
        for before, span in pairwise(spans):
            assert before.last is not None
            assert span.first == before.last + ONE_DAY
        assert all(span.last is None or span.first <= span.last for span in spans)
        assert spans[-1].last is None


@given(lives())
def test_history_ends_and_projection_begins_on_the_day_asked_about(asked: Asked) -> None:
    position = asked_of(asked.life, asked.day)
    for span in position.seen:
        assert span.realised is (span.first <= asked.day)
        assert not span.realised or span.last is None or span.last <= asked.day
    assert all(span.realised for span in position.held)


@given(lives(), st.data())
def test_an_event_of_no_matter_changes_nothing(asked: Asked, data: DataObject) -> None:
    first = min((event.day for event in asked.life.events), default=asked.day)
    day = first + data.draw(st.integers(1, 400)) * ONE_DAY
    more = data.draw(event_on(day, data.draw(st.sampled_from(OF_NO_MATTER))))
    told = asked.life if asked.life.events else with_events(asked.life, Event(first, "card.issued"))
    assert asked_of(with_events(told, more), asked.day) == asked_of(told, asked.day)


@given(lives(), st.data())
def test_what_has_not_happened_yet_changes_nothing(asked: Asked, data: DataObject) -> None:
    day = asked.day + data.draw(st.integers(1, 90)) * ONE_DAY
    more = data.draw(event_on(day, data.draw(st.sampled_from(sorted(WORDS.events)))))
    assert asked_of(with_events(asked.life, more), asked.day) == asked_of(asked.life, asked.day)


@given(lives(), st.randoms(use_true_random=False))
def test_the_order_in_which_days_are_told_changes_nothing(asked: Asked, random: Random) -> None:
    days = [list(told) for _, told in groupby(sorted(asked.life.events, key=lambda e: e.day), key=lambda e: e.day)]
    random.shuffle(days)
    shuffled = tuple(event for day in days for event in day)
    assert asked_of(replace(asked.life, events=shuffled), asked.day) == asked_of(asked.life, asked.day)


@given(lives(), st.randoms(use_true_random=False))
def test_shuffling_a_day_across_classes_of_events_changes_nothing(asked: Asked, random: Random) -> None:
    ranks = list({WORDS.events[event.kind].rank for event in asked.life.events})
    random.shuffle(ranks)
    shuffled = tuple(sorted(asked.life.events, key=lambda event: ranks.index(WORDS.events[event.kind].rank)))
    assert asked_of(replace(asked.life, events=shuffled), asked.day) == asked_of(asked.life, asked.day)


@given(lives())
def test_a_sequence_that_says_what_the_classes_say_changes_nothing(asked: Asked) -> None:
    history = ask(LAW, WORDS, asked.life, asked.day)[0].history
    numbered = tuple(replace(event, seq=place) for place, event in enumerate(history.events))
    assert asked_of(Life("JP", asked.life.facts, tuple(reversed(numbered))), asked.day) == asked_of(asked.life, asked.day)


# ------------------------------------------------------------------ gains and losses


def granted_and_held(of: Position, asked: Asked) -> set[dt.date]:
    """Days on which a permission to stay was given that runs at least for that day."""
    kinds = ("permit.granted", "permit.changed")
    return {
        event.day
        for event in asked.life.events
        if event.kind in kinds
        and event.day <= asked.day
        and event.fields.get("layer", "stay") == "stay"
        and event.fields["status"] not in ("none", "unstated")
        and event.fields.get("until", event.day) >= event.day  # type: ignore[operator]
    }


SAME_DAY = {"order.issued", "measure.began", "permit.revoked", "departed", "entered", "application.decided", "detention.began"}


@given(boundary_lives(facts_too=False))
def test_a_grant_acts_on_its_own_day(asked: Asked) -> None:
    position = asked_of(asked.life, asked.day)
    other = {event.day for event in asked.life.events if event.kind in SAME_DAY}
    for day in granted_and_held(position, asked) - other:
        assert state(position, day) in LAWFUL | {"abroad"}


@given(lives())
def test_a_loss_acts_from_the_day_after_the_last_day(asked: Asked) -> None:
    inquiry, position = ask(LAW, WORDS, asked.life, asked.day)
    if any(fact.name in ("irregular_since", "overstayed") for fact in asked.life.facts):
        return  # who says that the stay is over is believed
    for claim in inquiry.permits:
        if (
            claim.layer is Layer.STAY
            and claim.state == "lawful"
            and claim.last
            and max(claim.first, claim.known_from) <= claim.last
        ):
            assert not state(position, claim.last, Layer.STAY).startswith("irregular")


@given(lives())
def test_a_consequence_never_comes_on_or_before_the_last_day(asked: Asked) -> None:
    inquiry, position = ask(LAW, WORDS, asked.life, asked.day)
    for run in inquiry.runs:
        assert not any(run.complete_on(min(run.ends) - n * ONE_DAY) for n in (1, 2, 30)) if run.ends else True
        assert run.exposed_first > run.start.day
    overdue = [span for span in position.seen if span.layer is Layer.REGISTRATION and span.state == "overdue"]
    last = {d.day for d in position.deadlines if d.id.endswith("_notice") or d.id == "birth_report"}
    assert all(any(day < span.first for day in last) for span in overdue)


@given(lives())
def test_a_notice_is_due_until_its_last_day_and_overdue_from_the_next(asked: Asked) -> None:
    inquiry, position = ask(LAW, WORDS, asked.life, asked.day)
    for run in inquiry.runs:
        if run.version.marks == "overdue" and run.stopped is None:
            assert state(position, run.ends[0], Layer.REGISTRATION) in ("due", "overdue")
            assert state(position, run.ends[0] + ONE_DAY, Layer.REGISTRATION) == "overdue"
