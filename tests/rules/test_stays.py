"""What gives a stay and what takes it: permissions, waiting requests, filing windows, orders, days abroad — on invented laws."""

import datetime as dt

import pytest

from madoguchi.rules.terms import Layer, Met
from tests.rules.invented import OVERSTAY, clause, clock, days, law, months
from tests.rules.told import D, ask, book, decided, event, filed, held, last_days, life, readings, state, states

FEW = law(OVERSTAY)
UNTIL = D(2026, 6, 30)
PERMIT = held(D(2026, 1, 1), "jp_engineer", UNTIL)


# ------------------------------------------------------------------ permissions


def test_a_permit_counts_on_its_last_day_and_its_loss_acts_from_the_next() -> None:
    found = ask(life(PERMIT), D(2026, 7, 5), FEW)
    assert states(found, UNTIL, D(2026, 7, 1)) == ["lawful", "irregular_lapse"]
    assert found.causes == ("xx.stay.permit", "xx.stay.overstay")


def test_what_comes_if_nothing_is_done_is_told_ahead() -> None:
    found = ask(life(PERMIT), D(2026, 6, 1), FEW)
    assert states(found, UNTIL, D(2026, 7, 1)) == ["lawful", "irregular_lapse"]
    assert found.causes == ()


def test_before_anything_is_told_nothing_is_known() -> None:
    found = ask(life(), D(2026, 6, 1), FEW)
    assert states(found, D(2026, 6, 1)) == ["uncertain"]
    assert state(found, D(2026, 5, 31)) == "nothing told"


def test_a_permit_whose_end_nobody_told_is_lawful_today_and_uncertain_tomorrow() -> None:
    found = ask(life(held(D(2026, 1, 1), "jp_engineer")), D(2026, 6, 1), FEW)
    assert states(found, D(2026, 6, 1), D(2026, 6, 2)) == ["lawful", "uncertain"]
    assert readings(found, D(2026, 6, 2)) == {"lawful"}


def test_a_permit_that_never_ends_has_no_end_in_sight() -> None:
    found = ask(life(held(D(2026, 1, 1), "jp_permanent")), D(2026, 6, 1), FEW)
    assert states(found, D(2099, 1, 1)) == ["lawful"]


def test_a_permission_of_an_untold_status_is_a_permission_and_one_of_no_status_is_none() -> None:
    assert states(ask(life(held(D(2026, 1, 1), "unstated", UNTIL)), D(2026, 6, 1), FEW), D(2026, 6, 1)) == ["lawful"]
    assert states(ask(life(held(D(2026, 1, 1), "none")), D(2026, 6, 1), FEW), D(2026, 6, 1)) == ["uncertain"]


def test_the_last_day_may_be_told_as_a_fact() -> None:
    found = ask(life(held(D(2026, 1, 1), "jp_engineer"), stay_until=UNTIL), D(2026, 6, 1), FEW)
    assert last_days(found, "permit_end") == [UNTIL]


def test_a_status_told_as_a_fact_stands_for_the_grant_that_nobody_told() -> None:
    found = ask(life(status="jp_engineer", stay_until=UNTIL), D(2026, 6, 1), FEW)
    assert states(found, D(2026, 6, 1), D(2026, 7, 1)) == ["lawful", "irregular_lapse"]
    assert states(ask(life(status="none"), D(2026, 6, 1), FEW), D(2026, 6, 1)) == ["uncertain"]
    assert states(ask(life(status=None), D(2026, 6, 1), FEW), D(2026, 6, 1)) == ["uncertain"]


@pytest.mark.parametrize("untold", [{"irregular_since": None}, {"overstayed": False}])
def test_who_does_not_know_since_when_a_stay_is_over_is_not_told_that_it_is(untold: dict[str, None]) -> None:
    assert states(ask(life(PERMIT, **untold), D(2026, 6, 1), FEW), D(2026, 6, 1)) == ["lawful"]


@pytest.mark.parametrize("told", [{"irregular_since": D(2026, 3, 1)}, {"overstayed": True}])
def test_who_says_that_the_stay_is_over_is_believed(told: dict[str, dt.date | bool]) -> None:
    found = ask(life(held(D(2026, 1, 1), "jp_engineer", D(2026, 2, 28)), **told), D(2026, 6, 1), FEW)
    assert states(found, D(2026, 6, 1)) == ["irregular_lapse"]


def test_a_new_grant_takes_the_place_of_the_old_one() -> None:
    found = ask(
        life(PERMIT, event(D(2026, 6, 1), "permit.granted", layer="stay", status="jp_skilled", until=D(2028, 6, 1))),
        D(2026, 7, 5),
        FEW,
    )
    assert states(found, D(2026, 5, 31), D(2026, 6, 1), D(2026, 7, 1)) == ["lawful"] * 3
    assert [each.met for each in found.deadlines if each.id == "permit_end"] == [None, Met.OPEN]


def test_a_grant_that_works_backwards_changes_what_is_held_and_never_what_was_seen() -> None:
    grant = event(
        D(2026, 9, 1), "permit.granted", layer="stay", status="jp_engineer", until=D(2027, 9, 1), held_from=D(2026, 7, 1)
    )
    found = ask(life(PERMIT, grant), D(2026, 9, 5), FEW)
    assert states(found, D(2026, 7, 1), D(2026, 8, 31), D(2026, 9, 1)) == ["irregular_lapse", "irregular_lapse", "lawful"]
    on_july = [
        span.state
        for span in found.held
        if span.layer is Layer.SUMMARY and span.first <= D(2026, 7, 15) and (span.last or UNTIL) >= D(2026, 7, 15)
    ]
    assert on_july == ["lawful"]


def test_an_entry_without_permission_is_its_own_kind_of_irregular() -> None:
    found = ask(life(event(D(2026, 1, 1), "entered", how="without_permission")), D(2026, 2, 1), FEW)
    assert states(found, D(2026, 1, 1), D(2026, 2, 1)) == ["irregular_entry", "irregular_entry"]
    later_on = event(D(2026, 1, 20), "permit.granted", layer="stay", status="jp_engineer", until=D(2026, 1, 25))
    found = ask(life(event(D(2026, 1, 1), "entered", how="without_permission"), later_on), D(2026, 2, 1), FEW)
    assert states(found, D(2026, 1, 19), D(2026, 1, 20), D(2026, 2, 1)) == ["irregular_entry", "lawful", "irregular_lapse"]


def test_what_was_over_before_it_began_heals_no_entry() -> None:
    order = clause(
        "leave.term", "permission", 'starts = ["permit.revoked"]', 'cuts = "next_day"', 'state = "departure_period"', "{}"
    )
    zero = order.replace("{}", 'length = { n = 0, unit = "days" }')
    told = life(event(D(2026, 1, 1), "permit.revoked"), event(D(2026, 1, 2), "entered", how="without_permission"))
    assert states(ask(told, D(2026, 2, 1), law(OVERSTAY, zero)), D(2026, 1, 2), D(2026, 2, 1)) == ["irregular_entry"] * 2


# ------------------------------------------------------------------ orders, terms, births

ORDER = clause(
    "removal.order",
    "permission",
    'starts = [{ event = "order.issued", where = "what == deportation" }]',
    'ends = ["order.cancelled"]',
    'cuts = "same_day"',
    'state = "removal_order"',
)
TERM = clause(
    "revoke.term",
    "permission",
    'starts = ["permit.revoked"]',
    'ends = ["departed"]',
    'until_field = "leave_by"',
    'cuts = "next_day"',
    'state = "departure_period"',
    'deadline = "departure_term"',
)
NEWBORN = clause(
    "birth.days",
    "permission",
    'starts = ["born"]',
    'state = "lawful_no_status"',
    'deadline = "no_status_days"',
    'length = { n = 60, unit = "days", counting = ["civil", "includes_first"] }',
)


def test_an_order_of_an_office_acts_on_its_own_day() -> None:
    found = ask(life(PERMIT, event(D(2026, 3, 1), "order.issued", what="deportation")), D(2026, 4, 1), law(ORDER))
    assert states(found, D(2026, 2, 28), D(2026, 3, 1)) == ["lawful", "removal_order"]


def test_a_cancelled_order_ends_and_gives_nothing_back_by_itself() -> None:
    events = (PERMIT, event(D(2026, 3, 1), "order.issued", what="deportation"), event(D(2026, 3, 10), "order.cancelled"))
    found = ask(life(*events), D(2026, 4, 1), law(ORDER))
    assert states(found, D(2026, 3, 10), D(2026, 3, 11)) == ["removal_order", "irregular_lapse"]


def test_a_revoked_permit_still_counts_on_its_day_and_the_term_begins_on_the_next() -> None:
    book = law(TERM)
    revoked = event(D(2026, 3, 1), "permit.revoked", leave_by=D(2026, 3, 31))
    found = ask(life(PERMIT, revoked), D(2026, 4, 5), book)
    assert states(found, D(2026, 3, 1), D(2026, 3, 2), D(2026, 3, 31), D(2026, 4, 1)) == [
        "lawful",
        "departure_period",
        "departure_period",
        "irregular_lapse",
    ]
    assert last_days(found, "departure_term") == [D(2026, 3, 31)]
    gone = ask(life(PERMIT, revoked, event(D(2026, 3, 20), "departed")), D(2026, 4, 5), book)
    assert states(gone, D(2026, 3, 20), D(2026, 3, 21)) == ["departure_period", "abroad"]
    assert [each.met for each in gone.deadlines if each.id == "departure_term"] == [Met.MET]


def test_a_length_counted_in_two_ways_leaves_the_day_between_uncertain() -> None:
    found = ask(life(event(D(2026, 3, 1), "born")), D(2026, 3, 10), law(NEWBORN))
    assert states(found, D(2026, 4, 29), D(2026, 4, 30), D(2026, 5, 1)) == ["lawful_no_status", "uncertain", "irregular_lapse"]
    assert readings(found, D(2026, 4, 30)) == {"lawful_no_status", "irregular_lapse"}


def test_a_permission_may_leave_out_whom_it_is_not_for_and_end_for_some_only() -> None:
    side = clause(
        "work.side",
        "permission",
        'layer = "work"',
        'starts = [{ event = "permit.held", where = "layer == work" }]',
        'ends = ["school.left"]',
        'ends_for = ["jp_student"]',
        'unless = "seasonal == true"',
    )
    students = clause("work.students", "permission", 'statuses = ["jp_student", "jp_dependent"]', 'work = "not_allowed"')
    held_work = event(D(2026, 1, 2), "permit.held", layer="work", status="jp_side_work_28")
    left = event(D(2026, 3, 1), "school.left", how="withdrew")
    for status, shown in (("jp_student", "not_allowed"), ("jp_dependent", "allowed_limited")):
        told = life(held(D(2026, 1, 1), status, UNTIL), held_work, left)
        assert states(ask(told, D(2026, 4, 1), law(side, students)), D(2026, 3, 2), layer=Layer.WORK) == [shown]
    out = life(held(D(2026, 1, 1), "jp_student", UNTIL), held_work, seasonal=True)
    assert states(ask(out, D(2026, 4, 1), law(side, students)), D(2026, 3, 1), layer=Layer.WORK) == ["not_allowed"]


def test_a_clock_that_runs_out_may_take_the_stay_and_is_then_its_cause() -> None:
    cuts = clock(months(1), "cuts = true")
    lost = event(D(2026, 2, 10), "contract.ended", ground="closure")
    found = ask(life(PERMIT, lost), D(2026, 4, 1), law(OVERSTAY, cuts))
    assert states(found, D(2026, 3, 10), D(2026, 3, 11)) == ["lawful", "irregular_lapse"]
    assert found.causes[:1] == ("xx.job.search",)
    signed = event(D(2026, 3, 10), "contract.signed")
    assert states(ask(life(PERMIT, lost, signed), D(2026, 4, 1), law(OVERSTAY, cuts)), D(2026, 3, 11)) == ["lawful"]
    granted = event(D(2026, 3, 20), "permit.granted", layer="stay", status="jp_engineer", until=UNTIL)
    again = ask(life(PERMIT, lost, granted), D(2026, 4, 1), law(OVERSTAY, cuts))
    assert states(again, D(2026, 3, 19), D(2026, 3, 20)) == ["irregular_lapse", "lawful"]


def test_of_two_clocks_that_end_at_one_midnight_the_first_by_rank_is_the_cause() -> None:
    lost = event(D(2026, 1, 1), "contract.ended", ground="closure")
    later_by_name = clock(days(31), "cuts = true", id_="work.search", rank=5)
    found = ask(life(PERMIT, lost), D(2026, 4, 1), law(OVERSTAY, clock(months(1), "cuts = true", rank=10), later_by_name))
    assert states(found, D(2026, 2, 1), D(2026, 2, 2)) == ["lawful", "irregular_lapse"]
    assert found.causes[:1] == ("xx.work.search",)


def test_a_clock_counted_in_two_ways_takes_the_stay_surely_only_after_the_later_day() -> None:
    cuts = clock('length = { n = 14, unit = "days", counting = ["civil", "includes_first"] }', "cuts = true")
    found = ask(life(PERMIT, event(D(2026, 2, 10), "contract.ended", ground="closure")), D(2026, 4, 1), law(OVERSTAY, cuts))
    assert states(found, D(2026, 2, 23), D(2026, 2, 24), D(2026, 2, 25)) == ["lawful", "uncertain", "irregular_lapse"]


def test_a_decision_about_something_else_gives_no_stay() -> None:
    only = clause(
        "stay.extension",
        "permission",
        'starts = [{ event = "application.decided", where = "result == granted" }]',
        'requests = ["extension"]',
        'until_field = "until"',
    )
    for for_, shown in (("extension", "lawful"), ("wage_advance", "uncertain")):
        told = life(filed(D(2026, 1, 5), for_), decided(D(2026, 2, 1), "granted", until=UNTIL))
        assert states(ask(told, D(2026, 3, 1), book(only)), D(2026, 3, 1)) == [shown]


def test_a_country_may_say_how_it_counts_and_nothing_of_closed_days() -> None:
    plain = clause("calendar.days", "calendar", 'months = ["same_number"]')
    found = ask(life(event(D(2026, 2, 28), "contract.ended", ground="closure")), D(2026, 3, 1), law(plain, clock(months(1))))
    assert last_days(found, "job_search") == [D(2026, 3, 28)]
