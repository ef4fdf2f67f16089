"""Lives of Japan on the edges: last days, first days of a law, two events of one day, events before any rule is known."""

import datetime as dt

from madoguchi.rules.terms import Answer, Event, Layer, Met, Position
from tests.rules.told import D, answer, ask, event, held, last_days, later, life, option, readings, state

UNTIL = D(2026, 6, 15)
STUDENT = held(D(2026, 1, 1), "jp_student", UNTIL)
TODAY = D(2026, 7, 1)


def filed(day: dt.date, for_: str = "extension", no: str = "1") -> Event:
    return event(day, "application.filed", no=no, for_=for_)


# ------------------------------------------------------------------ the special period


def test_a_request_on_the_last_day_is_in_time_and_one_on_the_next_is_not() -> None:
    assert state(ask(life(STUDENT, filed(UNTIL)), TODAY), later(UNTIL, 1)) == "lawful_pending"
    assert state(ask(life(STUDENT, filed(later(UNTIL, 1))), TODAY), later(UNTIL, 1)) == "irregular_lapse"


def test_the_cover_ends_two_months_after_the_old_last_day_whatever_the_day_of_filing() -> None:
    for day in (D(2026, 4, 1), UNTIL):
        found = ask(life(STUDENT, filed(day)), TODAY)
        assert last_days(found, "special_period_end") == [D(2026, 8, 15)]
        assert [state(found, each) for each in (D(2026, 8, 15), D(2026, 8, 16))] == ["lawful_pending", "irregular_lapse"]


def test_the_end_of_the_cover_stays_where_it_is_on_a_closed_day() -> None:
    found = last_days(ask(life(STUDENT, filed(D(2026, 6, 1))), TODAY), "special_period_end")
    assert [day.weekday() for day in found] == [5]


def test_a_month_without_that_day_is_counted_in_two_ways_and_the_day_between_is_uncertain() -> None:
    found = ask(life(held(D(2026, 1, 1), "jp_student", D(2026, 6, 30)), filed(D(2026, 6, 1))), TODAY)
    assert [state(found, day) for day in (D(2026, 8, 30), D(2026, 8, 31), D(2026, 9, 1))] == [
        "lawful_pending",
        "uncertain",
        "irregular_lapse",
    ]
    assert readings(found, D(2026, 8, 31)) == {"lawful_pending", "irregular_lapse"}
    ends = [(each.day, each.warn) for each in found.deadlines if each.id == "special_period_end"]
    assert ends == [(D(2026, 8, 31), D(2026, 8, 30))]


def test_a_period_of_thirty_days_is_too_short_and_one_of_thirty_one_is_not() -> None:
    for days, carried in ((30, "irregular_lapse"), (31, "lawful_pending")):
        short = event(later(UNTIL, -days), "permit.granted", layer="stay", status="jp_student", until=UNTIL)
        assert state(ask(life(short, filed(D(2026, 6, 1))), TODAY), later(UNTIL, 1)) == carried


def test_a_length_that_was_told_counts_whatever_else_is_not_known() -> None:
    for days, carried in ((30, "irregular_lapse"), (31, "lawful_pending")):
        short = held(D(2026, 6, 1), "jp_student", UNTIL, length_days=days)
        assert state(ask(life(short, filed(UNTIL)), TODAY), later(UNTIL, 1)) == carried


def test_permanent_residence_asked_for_alone_carries_nothing() -> None:
    assert state(ask(life(STUDENT, filed(UNTIL, "permanent_residence")), TODAY), TODAY) == "irregular_lapse"
    both = life(STUDENT, filed(UNTIL, "permanent_residence", "1"), filed(UNTIL, "extension", "2"))
    assert state(ask(both, TODAY), TODAY) == "lawful_pending"


def test_the_cover_exists_since_july_2010_and_the_first_day_after_the_permit_decides() -> None:
    for until, carried in ((D(2010, 6, 29), "uncertain"), (D(2010, 6, 30), "lawful_pending")):
        early = held(D(2010, 1, 1), "jp_student", until)
        assert state(ask(life(early, filed(D(2010, 6, 1))), D(2010, 7, 5)), later(until, 1)) == carried


def test_before_the_special_period_a_late_grant_heals_what_is_held_and_not_what_was_seen() -> None:
    granted = event(D(2010, 6, 20), "application.decided", no="1", result="granted", until=D(2011, 5, 31))
    found = ask(life(held(D(2010, 1, 1), "jp_student", D(2010, 5, 31)), filed(D(2010, 5, 20)), granted), D(2010, 7, 1))
    assert state(found, D(2010, 6, 10)) == "uncertain"
    assert {span.state for span in found.held if span.layer is Layer.STAY} == {"lawful"}


def test_a_decision_about_one_request_leaves_the_other_waiting() -> None:
    two = (STUDENT, filed(D(2026, 6, 1), "permanent_residence", "1"), filed(D(2026, 6, 2), "extension", "2"))
    refused = event(D(2026, 6, 20), "application.decided", no="1", result="refused")
    assert state(ask(life(*two, refused), TODAY), TODAY) == "lawful_pending"


# ------------------------------------------------------------------ two events of one day


OVERSTAYED = held(D(2025, 12, 1), "jp_engineer", D(2025, 12, 31))


def leaving(*events: Event) -> Position:
    return ask(life(OVERSTAYED, *events, prompt_departure=True), D(2026, 6, 20))


def test_who_comes_to_the_office_in_the_morning_came_before_the_investigation_of_that_day() -> None:
    day = D(2026, 6, 10)
    came = leaving(event(day, "investigation.began"), event(day, "appeared"))
    assert answer(came, "departure_order", "came_forward") is Answer.YES
    stopped = leaving(Event(day, "investigation.began", {}, 0, 1), Event(day, "appeared", {}, 0, 2))
    assert answer(stopped, "departure_order", "came_forward") is Answer.NO


def test_who_was_stopped_and_declares_before_the_finding_is_told_may_still_leave_by_order() -> None:
    declared = event(D(2026, 6, 12), "declared", wish="leave_promptly")
    before = leaving(event(D(2026, 6, 10), "investigation.began"), declared)
    assert answer(before, "departure_order", "declared_before_finding") is Answer.YES
    after = leaving(event(D(2026, 6, 10), "investigation.began"), event(D(2026, 6, 11), "finding.notified"), declared)
    assert answer(after, "departure_order", "declared_before_finding") is Answer.NO


def test_a_declaration_is_judged_by_the_law_of_its_day() -> None:
    began = event(D(2024, 6, 1), "investigation.began")
    long_over = held(D(2023, 12, 1), "jp_engineer", D(2023, 12, 31))
    for day, expected in ((D(2024, 6, 9), Answer.NO), (D(2024, 6, 10), Answer.YES)):
        told = life(long_over, began, event(day, "declared", wish="leave_promptly"), prompt_departure=True)
        assert answer(ask(told, D(2024, 7, 1)), "departure_order") is expected


def test_what_is_taken_as_usual_stands_beside_the_departure_order() -> None:
    assert set(option(leaving(event(D(2026, 6, 10), "appeared")), "departure_order").provisos) >= {
        "papers",
        "convictions",
        "ever_removed",
    }


def test_who_was_removed_before_has_no_departure_order() -> None:
    told = life(OVERSTAYED, event(D(2026, 6, 10), "appeared"), prompt_departure=True, ever_removed=True)
    assert answer(ask(told, D(2026, 6, 20)), "departure_order") is Answer.NO


def test_not_telling_whether_one_wants_to_leave_is_a_question() -> None:
    found = ask(life(OVERSTAYED, event(D(2026, 6, 10), "appeared")), D(2026, 6, 20))
    assert answer(found, "departure_order") is Answer.ASK


# ------------------------------------------------------------------ revocation


LEFT = event(D(2026, 2, 10), "workplace.left", ground="wages_unpaid")
INTERN = held(D(2026, 1, 1), "jp_intern_2", D(2026, 11, 30))


def test_leaving_the_workplace_exposes_from_the_day_after_and_takes_nothing() -> None:
    found = ask(life(INTERN, LEFT), D(2026, 3, 1))
    assert [state(found, day) for day in (LEFT.day, later(LEFT.day, 1))] == ["lawful", "lawful_revocable"]
    assert state(found, D(2026, 3, 1), Layer.STAY) == "lawful"
    assert answer(found, "revocation") is Answer.NO


def test_three_months_without_the_activity_are_complete_on_their_last_day_and_not_before() -> None:
    for day, expected in ((D(2026, 5, 9), Answer.NO), (D(2026, 5, 10), Answer.DISCRETION)):
        assert answer(ask(life(INTERN, LEFT), day), "revocation") is expected


def test_beginning_again_on_the_last_day_keeps_the_ground_from_being_complete() -> None:
    resumed = event(D(2026, 5, 10), "activity.resumed")
    found = ask(life(INTERN, LEFT, resumed), D(2026, 6, 1))
    assert answer(found, "revocation") is Answer.NO
    assert state(found, D(2026, 5, 10)) == "lawful"


def test_ninety_days_without_the_new_address() -> None:
    moved = event(D(2026, 3, 1), "address.moved")
    permit = held(D(2026, 1, 1), "jp_engineer", D(2027, 1, 1))
    assert last_days(ask(life(permit, moved), D(2026, 3, 5)), "revocation_address") == [later(moved.day, 90)]
    assert [
        state(ask(life(permit, moved), D(2026, 3, 20)), day, Layer.REGISTRATION) for day in (D(2026, 3, 15), D(2026, 3, 16))
    ] == ["due", "overdue"]
    late = event(D(2026, 3, 16), "notified", what="address")
    notices = [each.met for each in ask(life(permit, moved, late), D(2026, 3, 20)).deadlines if each.id == "address_notice"]
    assert notices == [Met.MISSED]


def test_violence_excuses_a_spouse_who_lives_apart_and_decides_nothing() -> None:
    spouse = held(D(2025, 1, 1), "jp_spouse_of_national", D(2027, 1, 1))
    for ground, other in (("violence", {"lawful"}), ("mutual", set())):
        found = ask(life(spouse, event(D(2026, 1, 10), "separation.began", ground=ground)), TODAY)
        assert state(found, TODAY) == "lawful_revocable"
        assert readings(found, TODAY) == other


# ------------------------------------------------------------------ edges of the data


def test_before_any_rule_is_known_nothing_is_called_lawful() -> None:
    found = ask(life(held(D(1985, 1, 1), "jp_student", D(1985, 12, 31))), D(1985, 6, 1))
    assert state(found, D(1985, 6, 1)) in ("nothing told", "uncertain")


def test_a_status_told_without_a_day_holds_today_whatever_is_told_of_later_days() -> None:
    soon, later_on = event(D(2026, 7, 2), "address.moved"), event(D(2026, 7, 9), "address.moved")
    for events in ((), (soon,), (later_on,)):
        assert state(ask(life(*events, status="jp_engineer"), TODAY), TODAY) == "lawful"


def test_an_entry_in_a_register_is_no_permission_to_stay() -> None:
    registered = event(D(2026, 1, 1), "permit.granted", layer="registration", status="jp_engineer", until=D(2027, 1, 1))
    assert state(ask(life(registered), TODAY), TODAY) != "lawful"


def test_the_last_day_is_not_asked_again_where_only_the_status_is_missing() -> None:
    asked = {question.name for question in ask(life(stay_until=D(2027, 1, 1)), TODAY).questions}
    assert "status" in asked
    assert "stay_until" not in asked


def test_a_child_born_on_29_february_has_sixty_days() -> None:
    found = ask(life(event(D(2028, 2, 29), "born")), D(2028, 3, 10))
    assert [state(found, day) for day in (D(2028, 4, 28), D(2028, 4, 29), D(2028, 4, 30))] == [
        "lawful_no_status", "uncertain", "irregular_lapse",
    ]  # fmt: skip


def test_twenty_eight_hours_in_any_seven_days() -> None:
    worked = [event(later(D(2026, 3, 4), n), "work.hours", half_hours=8) for n in range(7)]
    side = event(D(2026, 1, 1), "permit.held", layer="work", status="jp_side_work_28")
    assert state(ask(life(STUDENT, side, *worked), D(2026, 3, 20)), D(2026, 3, 20)) == "lawful"
    one_more = event(D(2026, 3, 10), "work.hours", half_hours=1)
    assert state(ask(life(STUDENT, side, *worked, one_more), D(2026, 3, 20)), D(2026, 3, 10)) == "lawful_breach"


def test_leaving_by_order_bars_for_a_year_and_its_last_day_is_counted_the_careful_way() -> None:
    order = event(D(2026, 6, 10), "order.issued", what="departure_order", path="came_forward", until=D(2026, 6, 25))
    found = ask(life(OVERSTAYED, order, event(D(2026, 6, 20), "departed", how="departure_order")), D(2026, 7, 1))
    bans = [(each.first, each.last, each.readings) for each in found.bars if each.first is not None]
    assert bans == [(D(2026, 6, 20), D(2027, 6, 20), (D(2027, 6, 19),))]
    assert [state(found, day) for day in (D(2026, 6, 20), D(2026, 6, 21))] == ["departure_period", "abroad"]
