"""Hours, months, money and numbers of invented laws: what is added up, and what passing a bound means."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.rules.clauses import LawBook
from madoguchi.rules.terms import Answer, Edge, Event, Met, Position, Value
from tests.rules.invented import CITED, clause, clock, days, law, months
from tests.rules.told import D, answer, ask, event, held, last_days, later, life, state

PERMIT = held(D(2026, 1, 1), "jp_student", D(2027, 3, 31))


def number(of: Position, name: str) -> list[int]:
    return [each.value for each in of.numbers if each.name == name]


# ------------------------------------------------------------------ hours


def hours(*lines: str) -> LawBook:
    return law(
        clause(
            "work.hours",
            "limit",
            'layer = "work"',
            'sums = "work.hours"',
            "window_days = 7",
            "most = 56",
            'unit = "half_hours"',
            'marks = "lawful_breach"',
            'number = "half_hours_max"',
            'counted = "half_hours_worked"',
            *lines,
        )
    )


def worked(day: dt.date, half_hours: int, **more: Value) -> Event:
    return event(day, "work.hours", half_hours=half_hours, **more)


def week(first: dt.date, *half_hours: int) -> list[Event]:
    return [worked(later(first, n), each) for n, each in enumerate(half_hours)]


MONDAY = D(2026, 3, 2)


def test_twenty_eight_hours_are_within_the_bound_and_half_an_hour_more_is_a_breach() -> None:
    within = ask(life(PERMIT, *week(MONDAY, 8, 8, 8, 8, 8, 8, 8)), D(2026, 3, 20), hours())
    assert (number(within, "half_hours_worked"), number(within, "half_hours_max")) == ([56], [56])
    assert state(within, D(2026, 3, 20)) == "lawful"
    over = ask(life(PERMIT, *week(MONDAY, 8, 8, 8, 8, 8, 8, 9)), D(2026, 3, 20), hours())
    assert [state(over, later(MONDAY, n)) for n in (5, 6, 18)] == ["lawful", "lawful_breach", "lawful_breach"]


def test_any_run_of_seven_days_counts_and_not_the_calendar_week() -> None:
    two_halves = [*week(D(2026, 3, 5), 10, 10, 10), *week(D(2026, 3, 9), 10, 10, 10)]
    found = ask(life(PERMIT, *two_halves), D(2026, 3, 20), hours())
    assert number(found, "half_hours_worked") == [60]
    eight_days_apart = [worked(MONDAY, 40), worked(later(MONDAY, 7), 40)]
    assert number(ask(life(PERMIT, *eight_days_apart), D(2026, 3, 20), hours()), "half_hours_worked") == [40]


@given(st.lists(st.integers(0, 24), min_size=1, max_size=20))
def test_the_worst_week_agrees_with_looking_at_every_week(per_day: list[int]) -> None:
    found = ask(life(PERMIT, *week(MONDAY, *per_day)), D(2026, 4, 1), hours())
    worst = max(sum(per_day[n : n + 7]) for n in range(len(per_day)))
    assert number(found, "half_hours_worked") == [worst]
    assert (state(found, D(2026, 4, 1)) == "lawful_breach") is (worst > 56)


def test_all_employers_count_together() -> None:
    found = ask(life(PERMIT, worked(MONDAY, 30), worked(MONDAY, 30)), D(2026, 3, 20), hours())
    assert number(found, "half_hours_worked") == [60]


def test_hours_to_come_are_not_hours_worked() -> None:
    assert number(ask(life(PERMIT, worked(D(2026, 3, 21), 80)), D(2026, 3, 20), hours()), "half_hours_worked") == [0]


HOLIDAY = hours("in_holiday_most = 16")


def test_in_the_school_holiday_another_bound_counts_by_the_day() -> None:
    within = ask(life(PERMIT, *week(MONDAY, 16, 16, 16, 16, 16), school_holiday=True), D(2026, 3, 20), HOLIDAY)
    assert state(within, D(2026, 3, 20)) == "lawful"
    over = ask(life(PERMIT, *(worked(MONDAY, half, in_holiday=True) for half in (16, 1))), D(2026, 3, 20), HOLIDAY)
    assert state(over, D(2026, 3, 20)) == "lawful_breach"
    told_not = ask(life(PERMIT, *(worked(later(MONDAY, n), 15, in_holiday=False) for n in range(5))), D(2026, 3, 20), HOLIDAY)
    assert state(told_not, D(2026, 3, 20)) == "lawful_breach"


@pytest.mark.parametrize(
    ("weekly", "in_holiday", "shown"), [(56, False, "lawful"), (57, False, "lawful_breach"), (112, True, "lawful")]
)
def test_a_weekly_pattern_counts_from_its_first_day(weekly: int, in_holiday: bool, shown: str) -> None:  # noqa: FBT001 - a case
    pattern = event(MONDAY, "work.pattern", half_hours_week=weekly, in_holiday=in_holiday)
    found = ask(life(PERMIT, pattern), D(2026, 3, 20), HOLIDAY)
    assert state(found, MONDAY) == shown


def test_a_breach_stands_until_the_next_grant() -> None:
    grant = event(D(2026, 3, 15), "permit.granted", layer="stay", status="jp_student", until=D(2027, 3, 31))
    found = ask(life(PERMIT, worked(MONDAY, 60), grant), D(2026, 3, 20), hours())
    assert [state(found, day) for day in (MONDAY, D(2026, 3, 14), D(2026, 3, 15))] == ["lawful_breach", "lawful_breach", "lawful"]


def test_a_bound_is_only_for_those_it_names() -> None:
    others = hours('statuses = ["jp_dependent"]')
    assert state(ask(life(PERMIT, worked(MONDAY, 60)), D(2026, 3, 20), others), D(2026, 3, 20)) == "lawful"
    some = hours('when = "pregnant"')
    assert state(ask(life(PERMIT, worked(MONDAY, 60)), D(2026, 3, 20), some), D(2026, 3, 20)) == "lawful"
    assert state(ask(life(PERMIT, worked(MONDAY, 60), pregnant=True), D(2026, 3, 20), some), D(2026, 3, 20)) == "lawful_breach"


# ------------------------------------------------------------------ months in a status

MEASURE = clause(
    "total.years",
    "measure",
    'statuses = ["jp_ssw_1"]',
    'most = { n = 5, unit = "years" }',
    'number = "months_total"',
    'deadline = "max_stay"',
    'left_out = "leave_excluded_months"',
)


def granted(day: dt.date, until: dt.date, status: str = "jp_ssw_1") -> Event:
    return event(day, "permit.granted", layer="stay", status=status, until=until)


def total(*events: Event, on: dt.date, **facts: Value | None) -> tuple[list[int], list[dt.date]]:
    found = ask(life(*events, leave_excluded_months=facts.pop("leave_excluded_months", 0), **facts), on, law(MEASURE))
    return number(found, "months_total"), [
        each.day for each in found.deadlines if each.id == "max_stay" and each.edge is Edge.COMPLETE
    ]


def test_a_stay_that_runs_is_complete_five_years_after_it_began() -> None:
    assert total(granted(D(2024, 4, 1), D(2029, 12, 31)), on=D(2026, 3, 31)) == ([24], [D(2029, 3, 31)])


def test_earlier_stays_count_too_with_their_days() -> None:
    first = (granted(D(2020, 1, 1), D(2021, 12, 31)), event(D(2020, 7, 10), "departed"))
    assert total(*first, granted(D(2024, 4, 1), D(2029, 12, 31)), on=D(2024, 5, 1)) == ([7], [later(D(2028, 10, 1), -11)])


def test_stays_of_another_status_do_not_count() -> None:
    assert total(granted(D(2024, 4, 1), D(2029, 12, 31), "jp_ssw_2"), on=D(2026, 3, 31)) == ([], [])


def test_months_of_leave_are_left_out() -> None:
    assert total(granted(D(2024, 4, 1), D(2029, 12, 31)), on=D(2026, 3, 31), leave_excluded_months=6) == ([18], [D(2029, 9, 30)])


def test_a_stay_that_is_over_is_a_number_and_no_day() -> None:
    assert total(granted(D(2024, 4, 1), D(2025, 3, 31)), on=D(2026, 3, 31)) == ([12], [])


# ------------------------------------------------------------------ money

FEE = clause(
    "fee.service",
    "limit",
    'asked = "service"',
    'option = "service_fee"',
    'number = "service_fee_max"',
    "most = 1",
    'unit = "wage_months"',
    "per_months = 12",
    "at_most = 3",
    'at_most_confidence = "recalled"',
)
NOTHING = clause(
    "fee.broker",
    "limit",
    'asked = "brokerage"',
    'option = "brokerage_fee"',
    "most = 0",
    'unit = "dong"',
    'when = "destination == JP"',
)


def service(amount: int | None, unit: str = "wage_months", contract: int | None = 36, **facts: Value | None) -> Answer:
    fields: dict[str, Value] = {"what": "service", "unit": unit}
    fields |= {"amount": amount} if amount is not None else {}
    fields |= {"contract_months": contract} if contract is not None else {}
    return answer(ask(life(event(D(2026, 1, 5), "fee.asked", **fields), **facts), D(2026, 2, 1), law(FEE)), "service_fee")


def test_a_fee_within_the_bound_is_allowed_and_one_above_is_not() -> None:
    assert [service(3), service(4), service(2, contract=23), service(1, contract=23)] == [
        Answer.YES,
        Answer.NO,
        Answer.NO,
        Answer.YES,
    ]


def test_a_bound_that_is_only_recalled_answers_nothing() -> None:
    assert service(3, contract=48) is Answer.UNKNOWN


def test_what_is_missing_is_asked() -> None:
    assert service(3, contract=None) is Answer.ASK
    assert service(None) is Answer.ASK
    assert service(2, contract=None, contract_months=24) is Answer.YES
    assert answer(ask(life(), D(2026, 2, 1), law(FEE)), "service_fee") is Answer.ASK


def test_other_money_cannot_be_compared_except_with_nothing() -> None:
    assert service(300, unit="dollars") is Answer.UNKNOWN
    paid = event(D(2026, 1, 5), "fee.paid", what="brokerage", amount=5, unit="dollars")
    assert answer(ask(life(paid, destination="JP"), D(2026, 2, 1), law(NOTHING)), "brokerage_fee") is Answer.NO


def test_a_bound_for_one_country_says_nothing_of_another() -> None:
    paid = event(D(2026, 1, 5), "fee.paid", what="brokerage", amount=0, unit="dong")
    for destination, expected in (("JP", Answer.YES), ("KR", Answer.UNKNOWN), (None, Answer.ASK)):
        assert answer(ask(life(paid, destination=destination), D(2026, 2, 1), law(NOTHING)), "brokerage_fee") is expected


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("since = 2027-01-01", Answer.UNKNOWN),
        ("since_unknown = true\nin_force_on = 2027-01-01", Answer.UNKNOWN),
        ("since = 1990-01-01\nuntil = 2025-12-31", Answer.NO),
    ],
)
def test_before_a_bound_was_written_nobody_knows_what_could_be_asked(version: str, expected: Answer) -> None:
    book = law(NOTHING.replace("since = 1990-01-01", version))
    assert answer(ask(life(destination="JP"), D(2026, 2, 1), book), "brokerage_fee") is expected
    assert number(ask(life(destination="JP"), D(2026, 2, 1), book), "brokerage_max") == []


def test_a_recalled_bound_answers_nothing() -> None:
    recalled = NOTHING.replace("verified_in_source", "recalled")
    paid = event(D(2026, 1, 5), "fee.paid", what="brokerage", amount=5, unit="dong")
    assert answer(ask(life(paid, destination="JP"), D(2026, 2, 1), law(recalled)), "brokerage_fee") is Answer.UNKNOWN


# ------------------------------------------------------------------ numbers that the law fixes


def test_a_number_stands_for_whom_it_is_meant_and_says_whether_it_was_checked() -> None:
    low = '{ name = "fine_min", n = 1, unit = "yen", when = "age < 18" }'
    rows = f'numbers = [{{ name = "fine_max", n = 300, unit = "yen", confidence = "recalled" }}, {low}]'
    found = ask(life(PERMIT, age=30), D(2026, 2, 1), law(clock(days(14), rows)))
    assert [(each.name, each.value, each.checked) for each in found.numbers] == [("fine_max", 300, False)]
    assert number(ask(life(PERMIT, age=17), D(2026, 2, 1), law(clock(days(14), rows))), "fine_min") == [1]


def test_a_penalty_names_its_amounts_and_a_length_may_be_a_number() -> None:
    fine = clause("stay.fine", "penalty", 'of = "overstay"', 'amounts = [{ name = "fine_max", n = 300, unit = "yen" }]')
    named = clock('length = { n = 3, unit = "months", number = "search_time" }')
    found = ask(life(PERMIT), D(2026, 2, 1), law(fine, named))
    assert (number(found, "fine_max"), number(found, "search_time")) == ([300], [3])


def test_a_number_is_that_of_the_law_of_the_day() -> None:
    old = CITED + 'numbers = [{ name = "fine_max", n = 300, unit = "yen" }]\n'
    text = clock(months(1), versions=("since = 1990-01-01\nuntil = 2025-12-31", "since = 2026-01-01"))
    first, second = text.split("[[clause.version]]\nsince = 2026-01-01")
    book = law(
        first.replace(CITED, old) + "[[clause.version]]\nsince = 2026-01-01" + second.replace(CITED, old.replace("300", "500"))
    )
    assert number(ask(life(PERMIT), D(2025, 12, 31), book), "fine_max") == [300]
    assert number(ask(life(PERMIT), D(2026, 1, 1), book), "fine_max") == [500]


def test_a_clause_may_answer_a_question_of_law() -> None:
    rows = (
        'answers = [{ question = "is_employee", answer = "yes" }, { question = "fine_waived", answer = "no", when = "pregnant" }]'
    )
    book = law(clause("work.law", "right", 'option = "labour_law_protection"', rows))
    said = {
        each.question: (each.answer, each.asks)
        for each in ask(life(PERMIT), D(2026, 2, 1), book).answers
        if each.clause == "xx.work.law"
    }
    assert said == {"is_employee": (Answer.YES, ()), "fine_waived": (Answer.ASK, ("pregnant",))}


# ------------------------------------------------------------------ other windows


def test_a_window_may_close_before_or_after_its_anchor() -> None:
    after = clause(
        "asylum.days",
        "window",
        'anchor = "finding_on"',
        'deadline = "objection"',
        'closes = { n = 3, unit = "days" }',
        'meets = ["appeal.filed"]',
        'name = "objection_end"',
    )
    told = event(D(2026, 3, 1), "finding.notified")
    found = ask(life(PERMIT, told, event(D(2026, 3, 4), "appeal.filed")), D(2026, 3, 10), law(after))
    assert [(each.day, each.met) for each in found.deadlines if each.id == "objection"] == [(D(2026, 3, 4), Met.MET)]
    assert last_days(ask(life(PERMIT), D(2026, 3, 10), law(after)), "objection") == []
    before = after.replace('closes = { n = 3, unit = "days" }', 'closes = { n = 1, unit = "months" }\nbefore = true')
    assert last_days(ask(life(PERMIT, told), D(2026, 3, 10), law(before)), "objection") == [D(2026, 2, 1)]


def test_a_late_filing_may_still_have_effect_for_some_time() -> None:
    late = clause(
        "stay.late",
        "window",
        'anchor = "permit_until"',
        'deadline = "late_filing_tolerance"',
        'closes = { n = 60, unit = "days" }',
        'meets = ["application.filed"]',
        'carries = "in_grace"',
    )
    short = held(D(2026, 1, 1), "jp_student", D(2026, 1, 31))
    found = ask(life(short), D(2026, 2, 10), law(late))
    assert [state(found, day) for day in (D(2026, 1, 31), D(2026, 2, 1), D(2026, 4, 1), D(2026, 4, 2))] == [
        "lawful",
        "in_grace",
        "in_grace",
        "irregular_lapse",
    ]
    assert last_days(found, "late_filing_tolerance") == [D(2026, 4, 1)]
