"""What gives a stay and what takes it: permissions, waiting requests, filing windows, orders, days abroad — on invented laws."""

import datetime as dt

import pytest

from madoguchi.rules.clauses import LawBook
from madoguchi.rules.engine import in_time
from madoguchi.rules.engine import ask as inquire
from madoguchi.rules.shelf import vocabulary
from madoguchi.rules.terms import Answer, Event, Layer, Met, Position
from tests.rules.invented import CALENDAR, OVERSTAY, clause, law
from tests.rules.told import D, ask, event, held, last_days, life, readings, state

FEW = law(OVERSTAY)
UNTIL = D(2026, 6, 30)
PERMIT = held(D(2026, 1, 1), "jp_engineer", UNTIL)


def filed(day: dt.date, for_: str = "extension", no: str = "1") -> Event:
    return event(day, "application.filed", no=no, for_=for_)


def decided(day: dt.date, result: str, no: str = "1", until: dt.date | None = None) -> Event:
    return event(day, "application.decided", no=no, result=result, **({"until": until} if until else {}))


def states(of: Position, *days: dt.date, layer: Layer = Layer.SUMMARY) -> list[str]:
    return [state(of, day, layer) for day in days]


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


@pytest.mark.parametrize("told", [{"irregular_since": D(2026, 3, 1)}, {"overstayed": True}])
def test_who_says_that_the_stay_is_over_is_believed(told: dict[str, dt.date | bool]) -> None:
    found = ask(life(held(D(2026, 1, 1), "jp_engineer", D(2026, 2, 28)), **told), D(2026, 6, 1), FEW)
    assert states(found, D(2026, 6, 1)) == ["irregular_lapse"]


def test_a_new_grant_takes_the_place_of_the_old_one() -> None:
    found = ask(life(PERMIT, event(D(2026, 6, 1), "permit.granted", layer="stay", status="jp_skilled", until=D(2028, 6, 1))), D(2026, 7, 5), FEW)
    assert states(found, D(2026, 5, 31), D(2026, 6, 1), D(2026, 7, 1)) == ["lawful"] * 3
    assert [each.met for each in found.deadlines if each.id == "permit_end"] == [None, Met.OPEN]


def test_a_grant_that_works_backwards_changes_what_is_held_and_never_what_was_seen() -> None:
    grant = event(D(2026, 9, 1), "permit.granted", layer="stay", status="jp_engineer", until=D(2027, 9, 1), held_from=D(2026, 7, 1))
    found = ask(life(PERMIT, grant), D(2026, 9, 5), FEW)
    assert states(found, D(2026, 7, 1), D(2026, 8, 31), D(2026, 9, 1)) == ["irregular_lapse", "irregular_lapse", "lawful"]
    on_july = [span.state for span in found.held if span.layer is Layer.SUMMARY and span.first <= D(2026, 7, 15) and (span.last or UNTIL) >= D(2026, 7, 15)]
    assert on_july == ["lawful"]


def test_an_entry_without_permission_is_its_own_kind_of_irregular() -> None:
    found = ask(life(event(D(2026, 1, 1), "entered", how="without_permission")), D(2026, 2, 1), FEW)
    assert states(found, D(2026, 1, 1), D(2026, 2, 1)) == ["irregular_entry", "irregular_entry"]
    later_on = event(D(2026, 1, 20), "permit.granted", layer="stay", status="jp_engineer", until=D(2026, 1, 25))
    found = ask(life(event(D(2026, 1, 1), "entered", how="without_permission"), later_on), D(2026, 2, 1), FEW)
    assert states(found, D(2026, 1, 19), D(2026, 1, 20), D(2026, 2, 1)) == ["irregular_entry", "lawful", "irregular_lapse"]


# ------------------------------------------------------------------ orders, terms, births

ORDER = clause(
    "removal.order", "permission", 'starts = [{ event = "order.issued", where = "what == deportation" }]',
    'ends = ["order.cancelled"]', 'cuts = "same_day"', 'state = "removal_order"',
)  # fmt: skip
TERM = clause(
    "revoke.term", "permission", 'starts = ["permit.revoked"]', 'ends = ["departed"]', 'until_field = "leave_by"', 'cuts = "next_day"',
    'state = "departure_period"', 'deadline = "departure_term"',
)  # fmt: skip
NEWBORN = clause(
    "birth.days", "permission", 'starts = ["born"]', 'state = "lawful_no_status"', 'deadline = "no_status_days"',
    'length = { n = 60, unit = "days", counting = ["civil", "includes_first"] }',
)  # fmt: skip


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
        "lawful", "departure_period", "departure_period", "irregular_lapse",
    ]  # fmt: skip
    assert last_days(found, "departure_term") == [D(2026, 3, 31)]
    gone = ask(life(PERMIT, revoked, event(D(2026, 3, 20), "departed")), D(2026, 4, 5), book)
    assert states(gone, D(2026, 3, 20), D(2026, 3, 21)) == ["departure_period", "abroad"]
    assert [each.met for each in gone.deadlines if each.id == "departure_term"] == [Met.MET]


def test_a_length_counted_in_two_ways_leaves_the_day_between_uncertain() -> None:
    found = ask(life(event(D(2026, 3, 1), "born")), D(2026, 3, 10), law(NEWBORN))
    assert states(found, D(2026, 4, 29), D(2026, 4, 30), D(2026, 5, 1)) == ["lawful_no_status", "uncertain", "irregular_lapse"]
    assert readings(found, D(2026, 4, 30)) == {"lawful_no_status", "irregular_lapse"}


# ------------------------------------------------------------------ requests that wait

PENDING = clause(
    "stay.pending", "pending", 'requests = ["extension"]', 'when = "period_over_30_days"', 'at_most = { n = 2, unit = "months" }',
    'deadline = "special_period_end"', 'name = "special_end"', 'law_of = "start"',
)  # fmt: skip
WAITS = law(OVERSTAY, PENDING)


def test_a_request_filed_on_the_last_day_carries_the_stay() -> None:
    found = ask(life(PERMIT, filed(UNTIL)), D(2026, 7, 5), WAITS)
    assert states(found, UNTIL, D(2026, 7, 1), D(2026, 8, 31), D(2026, 9, 1)) == ["lawful", "lawful_pending", "lawful_pending", "irregular_lapse"]
    assert last_days(found, "special_period_end") == [D(2026, 8, 31)]


def test_a_request_filed_a_day_late_carries_nothing() -> None:
    found = ask(life(PERMIT, filed(D(2026, 7, 1))), D(2026, 7, 5), WAITS)
    assert states(found, D(2026, 7, 1)) == ["irregular_lapse"]


def test_a_request_of_another_kind_carries_nothing() -> None:
    found = ask(life(PERMIT, filed(D(2026, 6, 1), "permanent_residence")), D(2026, 7, 5), WAITS)
    assert states(found, D(2026, 7, 1)) == ["irregular_lapse"]


def test_the_end_counts_from_the_old_last_day_and_not_from_the_filing() -> None:
    assert last_days(ask(life(PERMIT, filed(D(2026, 5, 1))), D(2026, 7, 5), WAITS), "special_period_end") == [D(2026, 8, 31)]


@pytest.mark.parametrize(("days", "carried"), [(30, "irregular_lapse"), (31, "lawful_pending")])
def test_thirty_days_or_less_are_too_short(days: int, carried: str) -> None:
    short = event(D(2026, 5, 31), "permit.granted", layer="stay", status="jp_engineer", until=D(2026, 5, 31) + dt.timedelta(days=days))
    end = short.fields["until"]
    assert isinstance(end, dt.date)
    found = ask(life(short, filed(end)), D(2026, 7, 5), WAITS)
    assert states(found, end + dt.timedelta(days=1)) == [carried]


def test_a_grant_on_the_last_day_wins() -> None:
    found = ask(life(PERMIT, filed(D(2026, 6, 1)), decided(D(2026, 8, 31), "granted", until=D(2027, 6, 30))), D(2026, 9, 5), WAITS)
    assert states(found, D(2026, 8, 30), D(2026, 8, 31), D(2026, 9, 1)) == ["lawful_pending", "lawful", "lawful"]
    assert [each.met for each in found.deadlines if each.id == "special_period_end"] == [Met.MET]


def test_a_refusal_takes_the_cover_from_the_day_after() -> None:
    found = ask(life(PERMIT, filed(D(2026, 6, 1)), decided(D(2026, 7, 20), "refused")), D(2026, 9, 5), WAITS)
    assert states(found, D(2026, 7, 20), D(2026, 7, 21)) == ["lawful_pending", "irregular_lapse"]


def test_a_refusal_while_the_permit_runs_takes_nothing() -> None:
    found = ask(life(PERMIT, filed(D(2026, 5, 1)), decided(D(2026, 6, 1), "refused")), D(2026, 6, 10), WAITS)
    assert states(found, D(2026, 6, 2), UNTIL, D(2026, 7, 1)) == ["lawful", "lawful", "irregular_lapse"]


def test_a_request_that_was_taken_back_carries_to_that_day_only() -> None:
    found = ask(life(PERMIT, filed(D(2026, 6, 1)), event(D(2026, 7, 10), "application.withdrawn", no="1")), D(2026, 9, 5), WAITS)
    assert states(found, D(2026, 7, 10), D(2026, 7, 11)) == ["lawful_pending", "irregular_lapse"]


def test_a_decision_names_its_request() -> None:
    two = (PERMIT, filed(D(2026, 5, 1), "permanent_residence", "1"), filed(D(2026, 6, 1), "extension", "2"))
    other = ask(life(*two, decided(D(2026, 7, 20), "refused", "1")), D(2026, 7, 25), WAITS)
    assert states(other, D(2026, 7, 21)) == ["lawful_pending"]
    own = ask(life(*two, decided(D(2026, 7, 20), "refused", "2")), D(2026, 7, 25), WAITS)
    assert states(own, D(2026, 7, 21)) == ["irregular_lapse"]


def test_a_waiting_request_names_the_end_of_its_cover() -> None:
    asks = clause("way.out", "route", 'option = "ask_about_file"', 'needs = [{ when = "today <= special_end", says = "waits" }]')
    book = law(PENDING, asks)
    found = ask(life(PERMIT, filed(D(2026, 6, 1))), D(2026, 9, 1), book)
    assert [each.answer for each in found.options] == [Answer.NO]


HEALS = clause(
    "stay.pending", "pending", 'requests = ["extension"]', 'state = "uncertain"', "late_grant_heals = true", 'law_of = "start"',
)  # fmt: skip


def test_without_a_rule_the_wait_is_uncertain_and_a_late_grant_heals_what_is_held() -> None:
    book = law(OVERSTAY, HEALS)
    found = ask(life(PERMIT, filed(D(2026, 6, 1)), decided(D(2026, 7, 20), "granted", until=D(2027, 6, 30))), D(2026, 9, 5), book)
    assert states(found, D(2026, 7, 1), D(2026, 7, 19), D(2026, 7, 20)) == ["uncertain", "uncertain", "lawful"]
    healed = {span.state for span in found.held if span.layer is Layer.STAY and span.first >= PERMIT.day}
    assert healed == {"lawful"}


def test_after_the_cover_another_reading_may_stand_beside_the_state() -> None:
    book = law(OVERSTAY, PENDING.replace('deadline = "special_period_end"', 'deadline = "special_period_end"\nafter_end = "uncertain"'))
    found = ask(life(PERMIT, filed(D(2026, 6, 1))), D(2026, 9, 5), book)
    assert states(found, D(2026, 9, 1)) == ["irregular_lapse"]
    assert readings(found, D(2026, 9, 1)) == {"uncertain"}


# ------------------------------------------------------------------ filing windows and closed days

WINDOW = clause(
    "stay.window", "window", 'anchor = "permit_until"', 'deadline = "extension_filing"', "rolls = true", 'after = "late-filing"',
    'meets = [{ event = "application.filed", where = "for == extension" }]', 'opens = { n = 3, unit = "months" }',
)  # fmt: skip
CLOSED = law(OVERSTAY, PENDING, WINDOW, CALENDAR)
SUNDAY = held(D(2026, 1, 1), "jp_engineer", D(2026, 5, 3))


def met(of: Position) -> list[Met | None]:
    return [each.met for each in of.deadlines if each.id == "extension_filing" and each.edge.value == "last"]


def test_a_filing_on_the_next_open_day_is_in_time_and_the_cover_still_counts_from_the_old_day() -> None:
    found = ask(life(SUNDAY, filed(D(2026, 5, 6))), D(2026, 5, 10), CLOSED)
    window = next(each for each in found.deadlines if each.id == "extension_filing" and each.edge.value == "last")
    assert (window.day, window.warn, window.rolled, window.met) == (D(2026, 5, 3), D(2026, 5, 3), D(2026, 5, 6), Met.MET)
    assert last_days(found, "special_period_end") == [D(2026, 7, 3)]
    assert states(found, D(2026, 5, 6)) == ["lawful_pending"]


def test_a_filing_after_the_next_open_day_is_late() -> None:
    found = ask(life(SUNDAY, filed(D(2026, 5, 7))), D(2026, 5, 10), CLOSED)
    assert met(found) == [Met.MISSED]
    assert states(found, D(2026, 5, 7)) == ["irregular_lapse"]


def test_between_the_last_day_and_the_next_open_one_a_filing_could_still_save_the_stay() -> None:
    found = ask(life(SUNDAY), D(2026, 5, 5), CLOSED)
    assert states(found, D(2026, 5, 4), D(2026, 5, 6), D(2026, 5, 7)) == ["irregular_lapse"] * 3
    assert [readings(found, day) for day in (D(2026, 5, 4), D(2026, 5, 6), D(2026, 5, 7))] == [{"in_grace"}, {"in_grace"}, set()]


def test_past_the_end_of_the_table_no_closed_day_is_guessed() -> None:
    late = held(D(2029, 1, 1), "jp_engineer", D(2029, 6, 3))
    found = ask(life(late, filed(D(2029, 6, 4))), D(2029, 6, 10), CLOSED)
    assert met(found) == [Met.MISSED]


def in_time_on(book: LawBook, filed_on: dt.date, *events: Event) -> Answer:
    inquiry, _ = inquire(book, vocabulary(), life(*events), D(2026, 12, 1))
    return in_time(inquiry, filed_on)[0]


def test_whether_a_filing_was_in_time_is_a_question_of_the_permit_then_held() -> None:
    assert in_time_on(CLOSED, D(2026, 5, 6), SUNDAY) is Answer.YES
    assert in_time_on(CLOSED, D(2026, 5, 7), SUNDAY) is Answer.NO
    assert in_time_on(CLOSED, D(2026, 5, 6)) is Answer.ASK
    assert in_time_on(WAITS, D(2026, 6, 30), PERMIT) is Answer.YES
