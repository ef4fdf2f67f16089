"""What a waiting request carries, from when to when, and what closed days do to a last day."""

import datetime as dt

import pytest

from madoguchi.rules.clauses import LawBook
from madoguchi.rules.engine import ask as inquire
from madoguchi.rules.filings import in_time
from madoguchi.rules.shelf import vocabulary
from madoguchi.rules.terms import Answer, Event, Layer, Met, Position
from tests.rules.invented import CALENDAR, OVERSTAY, clause, law
from tests.rules.told import D, ask, decided, event, filed, held, last_days, life, readings, states

FEW = law(OVERSTAY)
UNTIL = D(2026, 6, 30)
PERMIT = held(D(2026, 1, 1), "jp_engineer", UNTIL)


PENDING = clause(
    "stay.pending",
    "pending",
    'requests = ["extension"]',
    'when = "period_over_30_days"',
    'at_most = { n = 2, unit = "months" }',
    'deadline = "special_period_end"',
    'name = "special_end"',
    'law_of = "start"',
)
WAITS = law(OVERSTAY, PENDING)


def test_a_request_filed_on_the_last_day_carries_the_stay() -> None:
    found = ask(life(PERMIT, filed(UNTIL)), D(2026, 7, 5), WAITS)
    assert states(found, UNTIL, D(2026, 7, 1), D(2026, 8, 31), D(2026, 9, 1)) == [
        "lawful",
        "lawful_pending",
        "lawful_pending",
        "irregular_lapse",
    ]
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
    short = event(
        D(2026, 5, 31), "permit.granted", layer="stay", status="jp_engineer", until=D(2026, 5, 31) + dt.timedelta(days=days)
    )
    end = short.fields["until"]
    assert isinstance(end, dt.date)
    found = ask(life(short, filed(end)), D(2026, 7, 5), WAITS)
    assert states(found, end + dt.timedelta(days=1)) == [carried]


def test_a_grant_on_the_last_day_wins() -> None:
    found = ask(
        life(PERMIT, filed(D(2026, 6, 1)), decided(D(2026, 8, 31), "granted", until=D(2027, 6, 30))), D(2026, 9, 5), WAITS
    )
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
    "stay.pending",
    "pending",
    'requests = ["extension"]',
    'state = "uncertain"',
    "late_grant_heals = true",
    'law_of = "start"',
)


def test_without_a_rule_the_wait_is_uncertain_and_a_late_grant_heals_what_is_held() -> None:
    book = law(OVERSTAY, HEALS)
    found = ask(life(PERMIT, filed(D(2026, 6, 1)), decided(D(2026, 7, 20), "granted", until=D(2027, 6, 30))), D(2026, 9, 5), book)
    assert states(found, D(2026, 7, 1), D(2026, 7, 19), D(2026, 7, 20)) == ["uncertain", "uncertain", "lawful"]
    healed = {span.state for span in found.held if span.layer is Layer.STAY and span.first >= PERMIT.day}
    assert healed == {"lawful"}


def test_after_the_cover_another_reading_may_stand_beside_the_state() -> None:
    book = law(
        OVERSTAY, PENDING.replace('deadline = "special_period_end"', 'deadline = "special_period_end"\nafter_end = "uncertain"')
    )
    found = ask(life(PERMIT, filed(D(2026, 6, 1))), D(2026, 9, 5), book)
    assert states(found, D(2026, 9, 1)) == ["irregular_lapse"]
    assert readings(found, D(2026, 9, 1)) == {"uncertain"}


# ------------------------------------------------------------------ filing windows and closed days

WINDOW = clause(
    "stay.window",
    "window",
    'anchor = "permit_until"',
    'deadline = "extension_filing"',
    "rolls = true",
    'after = "late-filing"',
    'meets = [{ event = "application.filed", where = "for == extension" }]',
    'opens = { n = 3, unit = "months" }',
)
CLOSED = law(OVERSTAY, PENDING, WINDOW, CALENDAR)
SUNDAY = held(D(2026, 1, 1), "jp_engineer", D(2026, 5, 3))


def met(of: Position) -> list[Met | None]:
    return [each.met for each in of.deadlines if each.id == "extension_filing" and each.edge.value == "last"]


def test_a_filing_on_the_next_open_day_is_in_time_and_the_cover_still_counts_from_the_old_day() -> None:
    found = ask(life(SUNDAY, filed(D(2026, 5, 6))), D(2026, 5, 10), CLOSED)
    windows = [each for each in found.deadlines if each.id == "extension_filing" and each.edge.value == "last"]
    shown = [(each.day, each.warn, each.rolled, each.met) for each in windows]
    assert shown == [(D(2026, 5, 3), D(2026, 5, 3), D(2026, 5, 6), Met.MET)]
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
    inquiry, found = inquire(book, vocabulary(), life(*events, filed(filed_on)), D(2026, 12, 1))
    return in_time(inquiry, inquiry.history.events[-1], found.deadlines).answer


def test_whether_a_filing_was_in_time_is_a_question_of_the_permit_then_held() -> None:
    assert in_time_on(CLOSED, D(2026, 5, 6), SUNDAY) is Answer.YES
    assert in_time_on(CLOSED, D(2026, 5, 7), SUNDAY) is Answer.NO
    assert in_time_on(CLOSED, D(2026, 5, 6)) is Answer.ASK
    assert in_time_on(WAITS, D(2026, 6, 30), PERMIT) is Answer.YES


def test_a_permission_that_was_replaced_saves_no_filing() -> None:
    """The old last day was a Saturday; a new permission came on Sunday, and an order took it before the office opened."""
    cover = clause("stay.cover", "pending", 'requests = ["extension"]', 'state = "lawful_pending"')
    order = clause("removal.order", "permission", 'starts = ["order.issued"]', 'cuts = "same_day"', 'state = "removal_order"')
    book = law(OVERSTAY, CALENDAR, order, cover)
    old = held(D(2026, 2, 1), "jp_engineer", D(2026, 2, 28))
    new = event(D(2026, 3, 1), "permit.granted", layer="stay", status="jp_engineer", until=D(2026, 9, 1))
    taken = event(D(2026, 3, 1), "order.issued", what="deportation")
    asked = filed(D(2026, 3, 2), "extension")
    assert states(ask(life(old, asked), D(2026, 3, 10), book), D(2026, 3, 2)) == ["lawful_pending"]
    assert states(ask(life(old, new, taken, asked), D(2026, 3, 10), book), D(2026, 3, 2)) == ["removal_order"]
