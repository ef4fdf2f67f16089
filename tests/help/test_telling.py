"""From answers to a life: nothing is filled in, and a missing day is said."""

import datetime as dt

from madoguchi.help import shelf
from madoguchi.help.decide.telling import tell
from madoguchi.help.terms import Reply
from madoguchi.rules.terms import Event, Fact, Value

TODAY = dt.date(2026, 11, 21)
MAY_I_STAY = shelf.dialogue("may_i_stay")
LEFT = dt.date(2026, 2, 10)
INTERN: dict[str, Reply] = {
    "place": "here", "status": "intern_2", "until": dt.date(2026, 11, 30), "filed": "nothing", "ended": "work_left",
    "ended_day": LEFT, "why_work": "wages_unpaid", "other_work": "no", "passport": "no", "forced": "no", "met": "no",
    "wish": "go_now",
}  # fmt: skip


def test_an_intern_who_left_is_told_as_in_the_worked_case() -> None:
    told = tell(MAY_I_STAY, INTERN, TODAY)
    held: dict[str, Value] = {"layer": "stay", "status": "jp_intern_2", "until": dt.date(2026, 11, 30)}
    assert told.life.events == (
        Event(LEFT - dt.timedelta(days=1), "permit.held", held, 0),
        Event(LEFT, "workplace.left", {"ground": "wages_unpaid"}, 1),
        Event(LEFT, "wages.unpaid", {}, 2),
    )
    assert told.life.facts == (Fact("wants", "leave_promptly"), Fact("prompt_departure", value=True))
    assert told.undated == ()
    assert told.life.country == "JP"


def test_a_day_that_is_not_known_leaves_the_event_out_and_is_said() -> None:
    told = tell(MAY_I_STAY, {**INTERN, "ended_day": "dont_know"}, TODAY)
    assert "workplace.left" not in [event.kind for event in told.life.events]
    assert told.undated == ("ended_day",)


def test_a_reason_that_is_not_told_has_the_word_for_that() -> None:
    told = tell(MAY_I_STAY, {**INTERN, "why_work": "rather_not"}, TODAY)
    assert [dict(event.fields) for event in told.life.events if event.kind == "workplace.left"] == [{"ground": "not_stated"}]


def test_a_last_day_that_passed_at_an_unknown_time_is_told_as_that_and_no_more() -> None:
    answers: dict[str, Reply] = {"place": "here", "status": "dependent", "until": "dont_know", "over": "yes", "filed": "nothing"}
    told = tell(MAY_I_STAY, answers, TODAY)
    assert told.life.events == ()
    assert set(told.life.facts) == {
        Fact("overstayed", value=True),
        Fact("status_before", "jp_dependent"),
        Fact("stay_until", None),
    }


def test_a_short_period_is_told_and_a_long_one_has_no_number() -> None:
    asked: dict[str, Reply] = {
        "place": "here", "status": "temporary_visitor", "until": TODAY, "filed": "extension", "filed_day": TODAY,
    }  # fmt: skip
    short = tell(MAY_I_STAY, {**asked, "period": "short"}, TODAY).life.events[0]
    long = tell(MAY_I_STAY, {**asked, "period": "long"}, TODAY).life.events[0]
    assert short.fields["length_days"] == 30
    assert "length_days" not in long.fields
