"""Counts against a bound, windows that hang on windows and on fixed days, who can act, waits before coming back."""

import datetime as dt

import pytest

from madoguchi.rules.check import check_case
from madoguchi.rules.clauses import LawBook
from madoguchi.rules.counts import counts
from madoguchi.rules.engine import ask as inquire
from madoguchi.rules.filings import in_time
from madoguchi.rules.lives import read_case
from madoguchi.rules.shelf import law_of, vocabulary
from madoguchi.rules.terms import Answer, Edge, Event, Met, Position, RuleError
from tests.rules.invented import CALENDAR, clause, clock, days, law
from tests.rules.told import D, answer, ask, book, event, held, last_days, life

CAME = event(D(2024, 1, 10), "entered", status="kr_e9")
PERIOD = clause(
    "stay.period", "window", 'name = "work_period_until"', 'anchor = "entered_on"',
    'closes = { n = 1, unit = "years", counting = ["includes_first", "civil"] }',
)  # fmt: skip
COUNT = clause(
    "change.count", "limit", 'name = "changes_left_now"', 'counts = ["change.permitted"]', 'parted_by = "work_period_until"',
    "most = 3", 'unit = "changes"', 'counted = "changes_counted"', 'left = "changes_left"',
    versions=(
        "since = 2000-01-01\nuntil = 2024-06-30",
        'since = 2024-07-01\nmost_after = 2\nleaving_out = [{ event = "change.permitted", where = "ground == closure" }]',
    ),
)  # fmt: skip
MORE = clause("change.more", "route", 'option = "further_change"', 'needs = [{ when = "changes_left_now > 0", says = "left" }]')
BOOK = law(PERIOD, COUNT, MORE)


def changed(day: dt.date, ground: str = "closure") -> Event:
    return event(day, "change.permitted", ground=ground)


def numbers(of: Position) -> dict[str, int]:
    return {each.name: each.value for each in of.numbers if each.name.startswith("changes")}


# ------------------------------------------------------------------ counts


def test_each_event_counts_by_the_law_of_its_own_day() -> None:
    told = life(CAME, changed(D(2024, 6, 30)), changed(D(2024, 7, 1)), changed(D(2024, 8, 1), "dismissal"))
    found = ask(told, D(2024, 9, 1), BOOK)
    assert numbers(found) == {"changes_counted": 2, "changes_left": 1}
    assert answer(found, "further_change") is Answer.YES


def test_the_count_begins_anew_after_the_day_that_parts_it() -> None:
    before, after = changed(D(2025, 1, 9), "dismissal"), changed(D(2025, 1, 10), "dismissal")
    assert numbers(ask(life(CAME, before), D(2025, 1, 9), BOOK)) == {"changes_counted": 1, "changes_left": 2}
    assert numbers(ask(life(CAME, before, after), D(2025, 2, 1), BOOK)) == {"changes_counted": 1, "changes_left": 1}
    full = life(CAME, before, after, changed(D(2025, 3, 1), "dismissal"), changed(D(2025, 3, 2), "dismissal"))
    found = ask(full, D(2025, 4, 1), BOOK)
    assert numbers(found) == {"changes_counted": 3, "changes_left": 0}
    assert answer(found, "further_change") is Answer.NO


def test_what_happened_before_the_person_last_came_in_does_not_count() -> None:
    again = event(D(2024, 5, 1), "entered", status="kr_e9")
    told = life(CAME, changed(D(2024, 2, 1)), event(D(2024, 4, 1), "departed"), again)
    assert numbers(ask(told, D(2024, 6, 1), BOOK)) == {"changes_counted": 0, "changes_left": 3}


def test_without_a_bound_in_force_nobody_knows_what_is_left() -> None:
    later = COUNT.replace("since = 2000-01-01\nuntil = 2024-06-30", "since = 2024-03-01\nuntil = 2024-06-30")
    told = life(CAME, changed(D(2024, 2, 1)))
    found = ask(told, D(2024, 2, 10), law(PERIOD, later, MORE))
    assert answer(found, "further_change") is Answer.ASK
    assert numbers(found) == {}


def test_what_happened_before_the_bound_was_law_counts_towards_nothing() -> None:
    later = COUNT.replace("since = 2000-01-01\nuntil = 2024-06-30", "since = 2024-03-01\nuntil = 2024-06-30")
    told = life(CAME, changed(D(2024, 2, 29)), changed(D(2024, 3, 1)))
    assert numbers(ask(told, D(2024, 4, 10), law(PERIOD, later))) == {"changes_counted": 1, "changes_left": 2}


def test_a_count_may_have_no_word_for_what_is_left() -> None:
    silent = COUNT.replace('left = "changes_left"\n', "")
    assert numbers(ask(life(CAME), D(2024, 9, 1), law(PERIOD, silent))) == {"changes_counted": 0}


def test_whether_one_event_counts_is_a_question_of_its_own_day() -> None:
    told = life(CAME, changed(D(2024, 6, 30)), changed(D(2024, 7, 1)), changed(D(2024, 8, 1), "dismissal"))
    inquiry, _ = inquire(BOOK, vocabulary(), told, D(2024, 9, 1))
    found = [counts(inquiry, each) for each in inquiry.history.events]
    assert [each and (each[0], set(each[1])) for each in found] == [
        None,
        (True, {"xx-fact"}),
        (False, {"xx-fact"}),
        (True, {"xx-fact"}),
    ]


@pytest.mark.parametrize(("event_id", "said", "fails"), [("a", "yes", 0), ("b", "no", 0), ("b", "yes", 1), ("c", "yes", 1)])
def test_a_case_may_ask_of_one_event_whether_it_counts(event_id: str, said: str, fails: int) -> None:
    text = f"""
id = "X"
title = "x"
country = "KR"
ask_on = 2025-06-01
disputable = false
facts_used = ["kr-eps-change-count-now"]
[[event]]
day = 2024-02-01
kind = "change.permitted"
id = "a"
ground = "25-1-1"
[[event]]
day = 2024-03-01
kind = "change.permitted"
id = "b"
ground = "25-1-2"
[[event]]
day = 2024-04-01
kind = "contract.signed"
id = "c"
[[expect.answer]]
id = "counts_as_change"
event = "{event_id}"
answer = "{said}"
why_fact = "kr-eps-change-count-now"
"""
    assert len(check_case(read_case(text, "X.toml", vocabulary()), law_of("KR"), vocabulary())) == fails


UNLIMITED = clause("claim.way", "route", 'option = "asylum_claim"', 'answers = [{ question = "in_time", answer = "yes" }]')
ASKS = """
id = "X"
title = "x"
country = "KR"
ask_on = 2025-06-01
disputable = false
facts_used = ["xx-fact"]
[[event]]
day = 2025-02-01
kind = "asylum.filed"
id = "claim"
no = "1"
[[expect.answer]]
id = "in_time"
event = "claim"
answer = "SAID"
"""


def test_where_no_last_day_is_about_a_filing_a_clause_may_say_that_it_is_in_time() -> None:
    for rules, said in ((law(UNLIMITED), "yes"), (law(), "unknown")):
        assert check_case(read_case(ASKS.replace("SAID", said), "X.toml", vocabulary()), rules, vocabulary()) == []


# ------------------------------------------------------------------ windows


FILES = clause(
    "file.before", "window", 'name = "employer_extension_until"', 'anchor = "work_period_until"',
    'closes = { n = 7, unit = "days" }', "before = true", 'deadline = "employer_extension"',
    'meets = [{ event = "application.filed", where = "for == reemployment" }]', 'who_can_act = ["employer"]',
)  # fmt: skip
LONGEST = clause(
    "file.longest", "window", 'anchor = "work_period_until"', 'closes = { n = 2, unit = "months" }', 'deadline = "max_stay"',
    'when = "today <= employer_extension_until"',
)  # fmt: skip
FILING = law(PERIOD, FILES, LONGEST)


def asked_by(who: str | None, day: dt.date) -> Event:
    more = {} if who is None else {"by": who}
    return event(day, "application.filed", no="1", for_="reemployment", **more)


def test_a_window_that_hangs_on_a_day_counted_in_two_ways_closes_in_two_ways() -> None:
    found = ask(life(CAME), D(2024, 12, 1), FILING)
    [last] = [each for each in found.deadlines if each.id == "employer_extension"]
    assert (last.day, last.readings, last.met) == (D(2025, 1, 2), (D(2025, 1, 3),), Met.OPEN)
    [longest] = [each for each in found.deadlines if each.id == "max_stay"]
    assert (longest.day, longest.readings) == (D(2025, 3, 9), (D(2025, 3, 10),))
    assert last_days(ask(life(CAME), D(2025, 1, 3), FILING), "max_stay") == []
    assert last_days(ask(life(), D(2024, 12, 1), FILING), "employer_extension") == []


@pytest.mark.parametrize(("who", "met"), [("employer", Met.MET), (None, Met.MET), ("self", Met.OPEN)])
def test_only_who_can_act_meets_a_deadline(who: str | None, met: Met) -> None:
    found = ask(life(CAME, asked_by(who, D(2024, 12, 1))), D(2024, 12, 2), FILING)
    assert [each.met for each in found.deadlines if each.id == "employer_extension"] == [met]


@pytest.mark.parametrize(
    ("who", "day", "said", "other"),
    [
        ("employer", D(2025, 1, 2), Answer.YES, set()),
        ("employer", D(2025, 1, 3), Answer.NO, {"yes"}),
        ("employer", D(2025, 1, 4), Answer.NO, set()),
        ("self", D(2024, 12, 1), Answer.NO, set()),
    ],
)
def test_a_filing_is_in_time_by_the_deadline_that_it_was_about(who: str, day: dt.date, said: Answer, other: set[str]) -> None:
    inquiry, found = inquire(FILING, vocabulary(), life(CAME, asked_by(who, day)), D(2025, 2, 1))
    result = in_time(inquiry, inquiry.history.events[-1], found.deadlines)
    assert (result.answer, set(result.readings), set(result.facts)) == (said, other, {"xx-fact"})


def test_a_closed_last_day_moves_a_filing_and_the_letter_stays_as_a_reading() -> None:
    lost, found_work = event(D(2026, 2, 28), "contract.ended", ground="closure"), event(D(2026, 3, 30), "contract.signed")
    told = life(held(D(2026, 1, 1), "jp_engineer"), lost, found_work)
    inquiry, found = inquire(law(CALENDAR, clock(days(29), "rolls = true")), vocabulary(), told, D(2026, 4, 1))
    result = in_time(inquiry, inquiry.history.events[-1], found.deadlines)
    assert (result.answer, set(result.readings)) == (Answer.YES, {"no"})


HELPED = clause(
    "way.next", "route", 'option = "file_next_working_day"', 'needs = [{ when = "closed_day_helps", says = "closed" }]'
)


@pytest.mark.parametrize(("on", "said"), [(14, Answer.NO), (15, Answer.YES), (30, Answer.YES), (31, Answer.NO)])
def test_a_closed_last_day_of_a_clock_is_worth_a_word_until_the_next_open_day(on: int, said: Answer) -> None:
    lost = event(D(2026, 2, 28), "contract.ended", ground="closure")
    book_ = law(CALENDAR, HELPED, clock(days(29), "rolls = true"))  # until Sunday 29 March
    assert answer(ask(life(lost), D(2026, 3, on), book_), "file_next_working_day") is said
    found_work = event(D(2026, 3, 1), "contract.signed")
    assert answer(ask(life(lost, found_work), D(2026, 3, 20), book_), "file_next_working_day") is Answer.NO


FIXED = clause(
    "leave.report", "window", "on = 2026-02-28", 'closes = { n = 3, unit = "days" }', "before = true",
    'deadline = "departure_report"', 'meets = ["departure.reported"]',
)  # fmt: skip


def test_a_window_may_hang_on_a_day_that_the_law_fixes() -> None:
    assert last_days(ask(life(), D(2026, 1, 1), law(FIXED)), "departure_report") == [D(2026, 2, 25)]


@pytest.mark.parametrize("keys", ['on = 2026-02-28\nanchor = "entered_on"', ""])
def test_a_window_hangs_on_one_day(keys: str) -> None:
    with pytest.raises(RuleError, match="write the name of the day that the window hangs on, or `on`"):
        book(clause("leave.report", "window", 'deadline = "departure_report"', keys))


PLANNED = clause(
    "leave.until", "window", 'name = "report_until"', 'anchor = "leaves_on"', 'closes = { n = 3, unit = "days" }', "before = true"
)
IN_TIME = clause(
    "leave.way", "route", 'option = "voluntary_departure"', 'needs = [{ when = "report_on <= report_until", says = "in-time" }]'
)


@pytest.mark.parametrize(
    ("reported", "fields", "said"),
    [
        (D(2026, 2, 17), {"leaving_on": D(2026, 2, 20)}, Answer.YES),
        (D(2026, 2, 18), {"leaving_on": D(2026, 2, 20)}, Answer.NO),
        (D(2026, 2, 16), {}, Answer.YES),
        (D(2026, 2, 17), {}, Answer.NO),
    ],
)
def test_a_planned_day_that_was_told_counts_else_the_day_of_leaving(
    reported: dt.date, fields: dict[str, dt.date], said: Answer
) -> None:
    told = life(event(reported, "departure.reported", **fields), event(D(2026, 2, 19), "departed"))
    assert answer(ask(told, D(2026, 2, 20), law(PLANNED, IN_TIME)), "voluntary_departure") is said


def test_who_plans_nothing_has_no_such_day() -> None:
    assert answer(ask(life(), D(2026, 2, 20), law(PLANNED, IN_TIME)), "voluntary_departure") is Answer.YES


def test_a_way_that_a_version_shuts_for_good_closes_on_its_last_day() -> None:
    shut = clause(
        "leave.way", "route", 'option = "voluntary_departure"',
        versions=("since = 2025-12-01\nuntil = 2026-02-28", 'since = 2026-03-01\nnever = "over"'),
    )  # fmt: skip
    goes_on = shut.replace('never = "over"\n', "")
    assert last_days(ask(life(), D(2026, 2, 1), law(shut)), "route_closes") == [D(2026, 2, 28)]
    assert last_days(ask(life(), D(2026, 2, 1), law(goes_on)), "route_closes") == []
    assert last_days(ask(life(), D(2026, 3, 1), law(shut)), "route_closes") == []


def test_a_question_of_law_is_answered_by_the_law_of_the_day_on_which_the_person_acted() -> None:
    ways = clause(
        "leave.way", "route", 'option = "voluntary_departure"', 'law_of = "act"', 'acts = ["departure.reported"]',
        versions=(
            'since = 2025-12-01\nuntil = 2026-02-28\nanswers = [{ question = "fine_waived", answer = "yes" }]',
            'since = 2026-03-01\nanswers = [{ question = "fine_waived", answer = "no" }]',
        ),
    )  # fmt: skip
    reported = event(D(2026, 2, 20), "departure.reported")
    for told, said in ((life(reported), Answer.YES), (life(), Answer.NO)):
        answers = ask(told, D(2026, 4, 1), law(ways)).answers
        assert [each.answer for each in answers if each.question == "fine_waived"] == [said]


# ------------------------------------------------------------------ waiting before coming back


WAIT = clause(
    "back.wait", "bar", 'bars = "work"', 'option = "leave_and_return"', 'starts = ["departed"]', 'when = "last_status == kr_e9"',
    'deadline = "new_work_entry"', 'edge = "first"', 'number = "wait_before_return"',
    'cases = [{ when = "not committed_worker", length = { n = 6, unit = "months" } }, { length = { n = 1, unit = "months" } }]',
)  # fmt: skip
E9 = held(D(2026, 1, 1), "kr_e9", D(2026, 12, 31))
GONE = event(D(2026, 1, 20), "departed")


@pytest.mark.parametrize(
    ("told", "first", "n"),
    [({"committed_worker": True}, D(2026, 2, 21), 1), ({"committed_worker": False}, D(2026, 7, 21), 6), ({}, D(2026, 7, 21), 6)],
)
def test_a_wait_ends_on_the_first_free_day(told: dict[str, bool], first: dt.date, n: int) -> None:
    found = ask(life(E9, GONE, **told), D(2026, 1, 30), law(WAIT))
    [day] = [each for each in found.deadlines if each.id == "new_work_entry"]
    assert (day.day, day.edge, day.readings) == (first, Edge.FIRST, (first - dt.timedelta(days=1),))
    assert [(each.name, each.value, each.unit) for each in found.numbers] == [("wait_before_return", n, "months")]


def test_a_wait_follows_only_those_whom_it_is_for() -> None:
    other = held(D(2026, 1, 1), "jp_engineer", D(2026, 12, 31))
    assert ask(life(other, GONE), D(2026, 1, 30), law(WAIT)).bars == ()
    assert ask(life(other), D(2026, 1, 10), law(WAIT)).bars == ()
    assert len(ask(life(E9), D(2026, 1, 10), law(WAIT)).bars) == 1


def test_a_way_that_opens_again_only_much_later_closes_on_its_last_day() -> None:
    def ways(again: str) -> LawBook:
        versions = ("since = 2025-12-01\nuntil = 2026-02-28", f"since = {again}")
        return law(clause("leave.way", "route", 'option = "voluntary_departure"', versions=versions))

    assert last_days(ask(life(), D(2026, 2, 1), ways("2026-03-02")), "route_closes") == [D(2026, 2, 28)]
    assert last_days(ask(life(), D(2026, 2, 1), ways("2026-03-02")), "route_opens") == [D(2025, 12, 1)]
    assert last_days(ask(life(), D(2026, 2, 1), ways("2026-03-01")), "route_closes") == []


def test_a_way_of_which_nobody_knows_when_it_began_tells_its_last_day_only() -> None:
    began = "since_unknown = true\nin_force_on = 2025-12-01\nuntil = 2026-02-28"
    ways = law(clause("leave.way", "route", 'option = "voluntary_departure"', versions=(began,)))
    assert last_days(ask(life(), D(2026, 2, 1), ways), "route_closes") == [D(2026, 2, 28)]
    assert last_days(ask(life(), D(2026, 2, 1), ways), "route_opens") == []


def test_a_length_with_a_word_is_a_number_of_the_way_that_its_day_belongs_to() -> None:
    asked = clause(
        "stay.asked", "window", 'anchor = "permit_until"', 'deadline = "eligibility_stay"', 'edge = "complete"',
        'for_option = "child_residence"', 'closes = { n = 6, unit = "years", number = "stay_needed" }',
    )  # fmt: skip
    found = ask(life(), D(2026, 2, 1), law(asked)).numbers
    assert [(n.value, n.unit, n.option) for n in found] == [(6, "years", "child_residence")]


@pytest.mark.parametrize(
    ("left", "on", "met"),
    [
        (None, D(2026, 3, 10), Met.OPEN),
        (None, D(2026, 3, 11), Met.MISSED),
        (D(2026, 3, 10), D(2026, 3, 11), Met.MET),
        (D(2026, 3, 11), D(2026, 3, 11), Met.MISSED),
    ],
)
def test_a_term_to_leave_is_missed_by_those_who_stay(left: dt.date | None, on: dt.date, met: Met) -> None:
    term = clause(
        "leave.term", "permission", 'starts = ["order.issued"]', 'ends = ["departed"]', 'until_field = "until"',
        'state = "departure_period"', 'deadline = "departure_term"',
    )  # fmt: skip
    order = event(D(2026, 3, 1), "order.issued", what="departure_order", until=D(2026, 3, 10))
    told = life(order, *([event(left, "departed")] if left else []))
    assert [d.met for d in ask(told, on, law(term)).deadlines if d.id == "departure_term"] == [met]
