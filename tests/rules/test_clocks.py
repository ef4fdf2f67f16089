"""Clocks of invented laws: what starts, stops, restarts and lengthens them, and what a new law does to those that run."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.ground.dates import ONE_DAY
from madoguchi.rules.clauses import LawBook
from madoguchi.rules.terms import Answer, Deadline, Edge, Event, Layer, Met, Position
from tests.rules.invented import ALWAYS, clause, clock, days, law, months
from tests.rules.told import D, answer, ask, event, held, last_days, later, life, option, readings, state

SPRING = D(2026, 4, 1)
PERMIT = held(D(2026, 1, 1), "jp_engineer", D(2027, 12, 31))
LOST = event(D(2026, 2, 10), "contract.ended", ground="closure")
FOUND = event(D(2026, 3, 1), "contract.signed")


def search(book: LawBook, *events: Event, on: dt.date = SPRING, **facts: bool | int | str | None) -> Deadline:
    """The one deadline of the search, on a day."""
    found = [each for each in ask(life(PERMIT, *events, **facts), on, book).deadlines if each.id == "job_search"]
    assert len(found) == 1
    return found[0]


def asked(book: LawBook, *events: Event, on: dt.date = SPRING, **facts: bool | int | str | None) -> Position:
    return ask(life(PERMIT, *events, **facts), on, book)


# ------------------------------------------------------------------ starting and stopping


def test_the_day_of_the_event_is_left_out() -> None:
    assert search(law(clock(days(14))), LOST).day == D(2026, 2, 24)
    assert search(law(clock(months(1))), LOST).day == D(2026, 3, 10)


def test_what_is_done_on_the_last_day_is_done_in_time() -> None:
    book = law(clock(days(14)))
    assert search(book, LOST, event(D(2026, 2, 24), "contract.signed")).met is Met.MET
    assert search(book, LOST, event(D(2026, 2, 25), "contract.signed")).met is Met.MISSED
    assert search(book, LOST, on=D(2026, 2, 24)).met is Met.OPEN
    assert search(book, LOST, on=D(2026, 2, 25)).met is Met.MISSED


def test_a_start_while_the_clock_runs_changes_nothing() -> None:
    book = law(clock(days(60)))
    again = event(D(2026, 2, 20), "contract.ended", ground="closure")
    assert last_days(asked(book, LOST, again), "job_search") == [later(LOST.day, 60)]


def test_a_start_after_a_stop_is_a_new_clock() -> None:
    book = law(clock(days(60)))
    again = event(D(2026, 3, 20), "contract.ended", ground="closure")
    assert last_days(asked(book, LOST, FOUND, again), "job_search") == [later(LOST.day, 60), later(again.day, 60)]


def test_who_loses_a_job_and_finds_one_on_the_same_day_has_found_it_after() -> None:
    same = event(LOST.day, "contract.signed")
    assert search(law(clock(days(14))), same, LOST).met is Met.MET


def test_a_clock_runs_only_for_whom_it_is_meant() -> None:
    book = law(clock(days(14), 'needs = "seasonal == false"'))
    assert last_days(asked(book, LOST, seasonal=False), "job_search") == [D(2026, 2, 24)]
    assert last_days(asked(book, LOST, seasonal=True), "job_search") == []


def test_a_clock_that_may_run_is_a_question() -> None:
    book = law(clock(days(14), 'needs = "seasonal == false"'))
    unknown = asked(book, LOST)
    assert last_days(unknown, "job_search") == []
    assert [(q.name, q.clauses) for q in unknown.questions] == [("seasonal", ("xx.job.search",))]


def test_a_clock_listens_only_to_the_events_it_names() -> None:
    closing = clock(days(14)).replace('["contract.ended"]', '[{ event = "contract.ended", where = "ground == closure" }]')
    assert last_days(asked(law(closing), LOST), "job_search") == [D(2026, 2, 24)]
    assert last_days(asked(law(closing), event(LOST.day, "contract.ended", ground="debt")), "job_search") == []
    but = clock(days(14)).replace('["contract.ended"]', '[{ event = "contract.ended", unless = "ground == closure" }]')
    assert last_days(asked(law(but), LOST), "job_search") == []


# ------------------------------------------------------------------ how long


CASES = (
    'lengths = [{ when = "children > 0", length = { n = 6, unit = "months" } }, '
    '{ when = "age < 18", length = { n = 5, unit = "months" } }, { length = { n = 2, unit = "months" } }]'
)


@pytest.mark.parametrize(
    ("children", "age", "last"),
    [(1, 30, D(2026, 8, 10)), (1, 17, D(2026, 8, 10)), (0, 17, D(2026, 7, 10)), (0, 30, D(2026, 4, 10))],
)
def test_the_first_row_that_holds_gives_the_length(children: int, age: int, last: dt.date) -> None:
    assert search(law(clock(CASES)), LOST, children=children, age=age).day == last


def test_a_row_that_nobody_can_judge_is_a_question() -> None:
    found = asked(law(clock(CASES)), LOST, age=30)
    assert "children" in {question.name for question in found.questions}


def test_no_row_gives_no_day() -> None:
    only = clock('lengths = [{ when = "children > 0", length = { n = 6, unit = "months" } }]')
    assert last_days(asked(law(only), LOST, children=0), "job_search") == []
    unknown = asked(law(only), LOST)
    assert last_days(unknown, "job_search") == []
    assert [question.name for question in unknown.questions] == ["children"]


def test_a_row_may_list_another_length_that_could_hold() -> None:
    doubtful = clock(
        'lengths = [{ length = { n = 3, unit = "months" }, or_length = { n = 2, unit = "months" }, why = "offices-differ" }]'
    )
    found = search(law(doubtful), LOST)
    assert (found.day, found.warn, found.readings) == (D(2026, 5, 10), D(2026, 4, 10), (D(2026, 4, 10),))


def test_a_length_may_count_in_its_own_way() -> None:
    both = clock('length = { n = 14, unit = "days", counting = ["civil", "includes_first"] }')
    found = search(law(both), LOST)
    assert (found.day, found.warn, found.readings) == (D(2026, 2, 24), D(2026, 2, 23), (D(2026, 2, 23),))


def test_the_later_of_two_days_may_count() -> None:
    book = law(clock(months(1), 'latest_of = ["permit_until"]'))
    assert search(book, LOST).day == D(2027, 12, 31)
    long = law(clock(months(60), 'latest_of = ["permit_until", "finding_on"]'))
    assert search(long, LOST).day == D(2031, 2, 10)


def test_the_earlier_of_two_days_may_count() -> None:
    book = law(clock(months(60), 'earliest_of = ["permit_until"]'))
    assert search(book, LOST).day == D(2027, 12, 31)


def test_a_recalled_length_is_shown_as_not_checked() -> None:
    recalled = clock('length = { n = 14, unit = "days", confidence = "recalled" }')
    assert not search(law(recalled), LOST).checked
    assert search(law(clock(days(14))), LOST).checked


def test_a_day_may_be_only_about_that_day_and_belong_to_one_option() -> None:
    book = law(clock(days(14), "about = 5", 'for_option = "designated_activities"', 'after = "revocation-possible"'))
    found = search(book, LOST)
    assert (found.about, found.option, found.after) == (5, "designated_activities", "revocation-possible")


# ------------------------------------------------------------------ obstacles

RESTARTS = law(clock(months(3), 'obstacles = ["illness", "injury"]'))
PAUSES = law(clock(months(3), 'obstacles = ["illness", "injury"]', 'obstacle_does = "pause"'))
NEITHER = law(clock(months(3)))


def ill(first: dt.date, last: dt.date, what: str = "illness") -> tuple[Event, Event]:
    return event(first, "obstacle.began", what=what), event(last, "obstacle.ended", what=what)


def test_a_clock_starts_again_when_the_obstacle_ends() -> None:
    assert search(RESTARTS, LOST, *ill(D(2026, 3, 1), D(2026, 3, 20))).day == D(2026, 6, 20)


def test_a_clock_may_stand_still_meanwhile() -> None:
    assert search(PAUSES, LOST, *ill(D(2026, 3, 1), D(2026, 3, 20))).day == later(D(2026, 5, 10), 19)


def test_only_obstacles_that_the_rule_names_count() -> None:
    assert search(RESTARTS, LOST, *ill(D(2026, 3, 1), D(2026, 3, 20), "no_flight")).day == D(2026, 5, 10)


def test_what_stops_a_clock_tomorrow_has_not_stopped_it_yet() -> None:
    assert search(law(clock(days(14))), LOST, FOUND, on=D(2026, 2, 26)).met is Met.MISSED
    assert search(law(clock(days(60))), LOST, FOUND, on=D(2026, 2, 28)).met is Met.OPEN


def test_an_obstacle_that_is_not_over_moves_no_day_yet() -> None:
    began = event(D(2026, 3, 1), "obstacle.began", what="illness")
    assert search(RESTARTS, LOST, began).day == D(2026, 5, 10)


def test_an_obstacle_after_the_last_day_comes_too_late() -> None:
    assert search(RESTARTS, LOST, *ill(D(2026, 5, 11), D(2026, 5, 20)), on=D(2026, 6, 1)).day == D(2026, 5, 10)


def test_an_obstacle_ends_with_its_own_end_and_not_with_another() -> None:
    first, second = ill(D(2026, 3, 1), D(2026, 3, 20)), ill(D(2026, 4, 1), D(2026, 4, 10), "injury")
    assert search(PAUSES, LOST, *first, *second, on=D(2026, 6, 30)).day == later(D(2026, 5, 10), 19 + 9)
    other = event(D(2026, 4, 1), "obstacle.ended", what="no_flight")
    assert search(RESTARTS, LOST, *first, other, on=D(2026, 6, 30)).day == D(2026, 6, 20)


def test_the_end_of_an_obstacle_counts_from_the_day_on_which_it_comes() -> None:
    first = ill(D(2026, 3, 1), D(2026, 3, 20))
    assert search(RESTARTS, LOST, *first, on=D(2026, 3, 19)).day == D(2026, 5, 10)
    assert search(RESTARTS, LOST, *first, on=D(2026, 3, 20)).day == D(2026, 6, 20)


def test_an_obstacle_that_was_over_before_the_clock_started_moves_nothing() -> None:
    assert search(PAUSES, *ill(D(2026, 1, 5), D(2026, 1, 20)), LOST).day == D(2026, 5, 10)


@given(st.integers(0, 85), st.integers(0, 60), st.dates(D(2026, 1, 2), D(2027, 1, 1)))
def test_restarting_and_pausing_never_shorten(began: int, lasted: int, lost: dt.date) -> None:
    start = event(lost, "contract.ended", ground="closure")
    obstacle = ill(later(lost, began), later(lost, began + lasted))
    on = later(lost, 400)
    plain = search(NEITHER, start, *obstacle, on=on).day
    assert search(RESTARTS, start, *obstacle, on=on).day >= plain
    assert search(PAUSES, start, *obstacle, on=on).day >= plain


# ------------------------------------------------------------------ a new law while a clock runs


def reform(old: int, new: int, *keys: str) -> LawBook:
    """A length in months that changes on 1 March 2026."""
    later_version = "\n".join(("since = 2026-03-01", months(new), *keys))
    return law(clock(versions=(f"since = 1990-01-01\nuntil = 2026-02-28\n{months(old)}", later_version)))


STARTS = st.dates(D(2025, 6, 1), D(2026, 6, 1))
LENGTHS = st.integers(1, 12)


def end(book: LawBook, lost: dt.date) -> dt.date:
    return search(book, event(lost, "contract.ended", ground="closure"), on=D(2027, 12, 1)).day


@given(STARTS, LENGTHS, LENGTHS)
def test_a_law_that_keeps_what_runs_changes_only_what_starts_later(lost: dt.date, old: int, new: int) -> None:
    alone = law(clock(months(old if lost < D(2026, 3, 1) else new)))
    assert end(reform(old, new), lost) == end(alone, lost)


@given(STARTS, LENGTHS, LENGTHS)
def test_longer_only_never_makes_an_end_earlier(lost: dt.date, old: int, new: int) -> None:
    assert end(reform(old, new, 'running = "longer_only"'), lost) >= end(reform(old, new), lost)


def test_longer_only_leaves_what_runs_alone_where_the_new_law_is_shorter() -> None:
    assert end(reform(6, 2, 'running = "longer_only"'), D(2026, 2, 10)) == D(2026, 8, 10)
    assert end(reform(2, 6, 'running = "longer_only"'), D(2026, 2, 10)) == D(2026, 8, 10)


@given(STARTS, LENGTHS, LENGTHS)
def test_rebase_counts_what_still_runs_anew_from_its_own_start(lost: dt.date, old: int, new: int) -> None:
    kept, rebased = end(reform(old, new), lost), end(reform(old, new, 'running = "rebase"'), lost)
    still_open = lost < D(2026, 3, 1) <= kept
    assert rebased == (end(law(clock(months(new))), lost) if still_open else kept)


def test_a_clock_that_had_run_out_revives_only_where_the_law_says_so() -> None:
    early = D(2025, 11, 1)
    assert end(reform(2, 9, 'running = "rebase"'), early) == D(2026, 1, 1)
    assert end(reform(2, 9, 'running = "rebase"', "reopens = true"), early) == D(2026, 8, 1)


def test_a_clock_that_was_stopped_before_the_new_law_is_left_alone() -> None:
    book = reform(3, 9, 'running = "rebase"')
    stopped = (event(D(2026, 1, 10), "contract.ended", ground="closure"), event(D(2026, 2, 1), "contract.signed"))
    assert search(book, *stopped).day == D(2026, 4, 10)


def test_a_version_may_reach_back_to_clocks_that_started_on_certain_days() -> None:
    book = reform(2, 6, "for_started = { since = 2026-01-15, until = 2026-02-28 }")
    assert end(book, D(2026, 1, 14)) == D(2026, 3, 14)
    assert end(book, D(2026, 1, 15)) == D(2026, 7, 15)
    assert end(book, D(2026, 3, 2)) == D(2026, 9, 2)


def test_an_event_before_the_first_version_starts_nothing_unless_the_rule_is_of_the_day() -> None:
    young = clock(days(14), versions=("since = 2026-02-20",))
    assert last_days(asked(law(young), LOST), "job_search") == []
    of_the_day = clock(days(14), 'law_of = "day"', 'exposes = "lawful_revocable"', versions=("since = 2026-02-20",))
    found = asked(law(of_the_day), LOST)
    assert last_days(found, "job_search") == [D(2026, 2, 24)]
    assert [state(found, D(2026, 2, day)) for day in (19, 20)] == ["lawful", "lawful_revocable"]
    assert last_days(asked(law(of_the_day), LOST, on=D(2026, 2, 19)), "job_search") == []


# ------------------------------------------------------------------ what follows

REVOKE = clause(
    "revoke.decision",
    "route",
    'option = "revocation"',
    "opened = true",
    "discretion = true",
    'risks = ["hearing-first"]',
    'needs = [{ when = "stay == lawful", says = "stay-runs" }]',
)
GROUND = clock(months(3), 'edge = "complete"', 'exposes = "lawful_revocable"', 'opens = "xx.revoke.decision"')


def test_exposure_is_shown_from_the_day_after_and_takes_nothing() -> None:
    found = asked(law(GROUND, REVOKE), LOST, on=D(2026, 6, 1))
    assert [state(found, LOST.day + n * ONE_DAY) for n in (0, 1)] == ["lawful", "lawful_revocable"]
    assert state(found, D(2026, 6, 1), Layer.STAY) == "lawful"
    assert state(found, D(2028, 1, 1)) == "irregular_lapse"


def test_exposure_ends_on_the_day_the_activity_begins_again() -> None:
    found = asked(law(GROUND, REVOKE), LOST, FOUND)
    assert [state(found, FOUND.day + n * ONE_DAY) for n in (-1, 0)] == ["lawful_revocable", "lawful"]


def test_the_office_may_revoke_from_the_day_on_which_the_ground_is_complete() -> None:
    book = law(GROUND, REVOKE)
    assert answer(asked(book, LOST, on=D(2026, 5, 9)), "revocation") is Answer.NO
    stands = option(asked(book, LOST, on=D(2026, 5, 10)), "revocation")
    assert stands.answer is Answer.DISCRETION
    assert stands.clauses == ("xx.job.search", "xx.revoke.decision")
    assert answer(asked(book, LOST, FOUND, on=D(2026, 5, 10)), "revocation") is Answer.NO


def test_a_ground_that_was_stopped_in_time_is_never_complete() -> None:
    found = asked(law(GROUND, REVOKE), LOST, FOUND, on=D(2026, 6, 1))
    assert [each for each in found.deadlines if each.edge is Edge.COMPLETE] == []


def test_an_excuse_stands_beside_the_ground_and_decides_nothing() -> None:
    book = law(GROUND.replace("rank = 10", 'rank = 10\nexcuse = "pregnant"'), REVOKE)
    excused = asked(book, LOST, pregnant=True, on=D(2026, 6, 1))
    assert state(excused, D(2026, 6, 1)) == "lawful_revocable"
    assert readings(excused, D(2026, 6, 1)) == {"lawful"}
    assert [(d.reading, d.why) for d in option(excused, "revocation").doubts] == [("no", "justified-reason")]
    assert answer(excused, "revocation") is Answer.DISCRETION
    without = asked(book, LOST, pregnant=False, on=D(2026, 6, 1))
    assert readings(without, D(2026, 6, 1)) == set()


def test_an_excuse_that_nobody_told_is_asked() -> None:
    book = law(GROUND.replace("rank = 10", 'rank = 10\nexcuse = "pregnant"'), REVOKE)
    found = asked(book, LOST, on=D(2026, 6, 1))
    assert option(found, "revocation").asks == ("pregnant",)
    assert "pregnant" in {question.name for question in found.questions}
    assert readings(found, D(2026, 6, 1)) == {"lawful"}


def test_a_duty_to_notify_is_due_then_overdue_then_in_order() -> None:
    book = law(clock(days(14), 'marks = "overdue"', 'layer = "registration"'))
    late = asked(book, LOST, event(D(2026, 3, 1), "contract.signed"))
    shown = [
        state(late, day, Layer.REGISTRATION) for day in (LOST.day, D(2026, 2, 24), D(2026, 2, 25), D(2026, 2, 28), D(2026, 3, 1))
    ]
    assert shown == ["due", "due", "overdue", "overdue", "in_order"]
    in_time = asked(book, LOST, event(D(2026, 2, 20), "contract.signed"))
    assert [state(in_time, day, Layer.REGISTRATION) for day in (D(2026, 2, 19), D(2026, 2, 20))] == ["due", "in_order"]


def test_two_grounds_of_one_day_are_both_named_by_rank() -> None:
    second = clock(months(3), 'edge = "complete"', 'exposes = "lawful_revocable"', id_="aaa.second", rank=20)
    found = asked(law(GROUND, second, REVOKE), LOST)
    span = found.state(Layer.SUMMARY, D(2026, 3, 1))
    assert span is not None
    grounds = [clause for clause in span.clauses if clause in {"xx.job.search", "xx.aaa.second"}]
    assert grounds == ["xx.job.search", "xx.aaa.second"]


def test_a_clock_may_name_its_last_day_for_other_clauses() -> None:
    named = clock(months(3), 'name = "search_end"')
    way = clause(
        "way.out",
        "route",
        'option = "designated_activities"',
        'needs = [{ when = "today <= search_end", says = "in-time" }]',
        versions=(ALWAYS,),
    )
    book = law(named, way)
    assert answer(asked(book, LOST, on=D(2026, 5, 10)), "designated_activities") is Answer.YES
    assert answer(asked(book, LOST, on=D(2026, 5, 11)), "designated_activities") is Answer.NO
    assert answer(asked(book, on=D(2026, 5, 11)), "designated_activities") is Answer.YES
