"""The receipt keeps the stay: from when, how long, until what, and what holds where nobody told of one."""

import pytest

from madoguchi.rules.terms import Answer, Event, Fact, Layer, Life
from tests.rules.invented import CITED, OVERSTAY, clause, law
from tests.rules.told import D, ask, decided, event, filed, held, last_days, life, option, readings, state, states

UNTIL = D(2026, 6, 30)
PERMIT = held(D(2026, 1, 1), "jp_engineer", UNTIL)
KEYS = ('requests = ["renewal"]', 'ends = ["obstacle.notified"]', 'work = "allowed"')
RECEIPT = clause("receipt.cover", "pending", *KEYS, 'covers_from = "receipt"', 'late = { n = 60, unit = "days" }')
LAW = law(OVERSTAY, RECEIPT)
ASKED = filed(D(2026, 6, 20), "renewal")
GIVEN = event(D(2026, 6, 20), "receipt.given", no="1")


def obstacle(day: D, **fields: str) -> Event:
    return event(day, "obstacle.notified", **fields)


def test_with_the_receipt_the_stay_and_the_work_go_on_past_the_permit() -> None:
    found = ask(life(PERMIT, ASKED, GIVEN), D(2026, 9, 1), LAW)
    assert states(found, UNTIL, D(2026, 7, 1), D(2026, 9, 1), D(2027, 1, 1)) == ["lawful", *["lawful_pending"] * 3]
    assert state(found, D(2026, 9, 1), Layer.WORK) == "allowed"


@pytest.mark.parametrize(("day", "carried"), [(D(2026, 8, 29), "lawful_pending"), (D(2026, 8, 30), "irregular_lapse")])
def test_a_late_request_is_covered_within_sixty_days_of_the_last_day_only(day: D, carried: str) -> None:
    found = ask(life(PERMIT, filed(day, "renewal"), event(day, "receipt.given")), D(2026, 9, 30), LAW)
    assert states(found, D(2026, 7, 1), day) == ["irregular_lapse", carried]


def test_without_late_a_request_after_the_last_day_is_not_covered() -> None:
    strict = law(OVERSTAY, clause("receipt.cover", "pending", *KEYS, 'covers_from = "receipt"'))
    late = life(PERMIT, filed(D(2026, 7, 1), "renewal"), event(D(2026, 7, 1), "receipt.given"))
    assert state(ask(late, D(2026, 7, 5), strict), D(2026, 7, 5)) == "irregular_lapse"


def test_without_a_receipt_the_days_are_uncertain_and_it_is_asked_for() -> None:
    found = ask(life(PERMIT, ASKED), D(2026, 9, 1), LAW)
    assert state(found, D(2026, 9, 1)) == "uncertain"
    assert readings(found, D(2026, 9, 1)) == {"lawful_pending"}
    assert readings(found, D(2026, 9, 1), Layer.WORK) == {"allowed"}
    assert (state(found, UNTIL), readings(found, UNTIL)) == ("lawful", set())
    assert "proof_of_filing" in {question.question for question in found.questions}


@pytest.mark.parametrize(("told", "word"), [(True, "lawful_pending"), (False, "uncertain")])
def test_a_receipt_told_of_as_a_fact_counts_from_the_filing(told: bool, word: str) -> None:  # noqa: FBT001 - a fact
    found = ask(life(PERMIT, ASKED, receipt_held=told), D(2026, 9, 1), LAW)
    assert state(found, D(2026, 9, 1)) == word
    assert "proof_of_filing" not in {question.question for question in found.questions}


def test_the_receipt_of_another_request_covers_nothing() -> None:
    found = ask(life(PERMIT, ASKED, event(D(2026, 6, 20), "receipt.given", no="2")), D(2026, 9, 1), LAW)
    assert state(found, D(2026, 9, 1)) == "uncertain"


def test_between_filing_and_receipt_nobody_knows() -> None:
    late = life(PERMIT, ASKED, event(D(2026, 7, 10), "receipt.given", no="1"))
    found = ask(late, D(2026, 9, 1), LAW)
    assert states(found, D(2026, 7, 1), D(2026, 7, 9), D(2026, 7, 10)) == ["uncertain", "uncertain", "lawful_pending"]


def test_an_obstacle_ends_the_cover_and_leaves_the_days_in_doubt_until_the_decision() -> None:
    told = life(PERMIT, ASKED, GIVEN, obstacle(D(2026, 8, 10), no="1"), decided(D(2026, 9, 10), "refused"))
    found = ask(told, D(2026, 10, 1), LAW)
    days = (D(2026, 8, 10), D(2026, 8, 11), D(2026, 9, 10), D(2026, 9, 11))
    assert states(found, *days) == ["lawful_pending", "uncertain", "uncertain", "irregular_lapse"]
    assert readings(found, D(2026, 8, 11)) == {"irregular_lapse"}


def test_a_grant_counts_from_its_own_day_and_a_refusal_from_the_day_after() -> None:
    granted = life(PERMIT, ASKED, GIVEN, decided(D(2026, 8, 1), "granted", until=D(2027, 6, 30)))
    assert states(ask(granted, D(2026, 9, 1), LAW), D(2026, 7, 31), D(2026, 8, 1)) == ["lawful_pending", "lawful"]
    refused = life(PERMIT, ASKED, GIVEN, decided(D(2026, 8, 1), "refused"))
    assert states(ask(refused, D(2026, 9, 1), LAW), D(2026, 8, 1), D(2026, 8, 2)) == ["lawful_pending", "irregular_lapse"]


def test_a_request_filed_after_the_day_of_asking_carries_nothing_yet() -> None:
    found = ask(life(PERMIT, filed(D(2026, 9, 5), "renewal")), D(2026, 9, 1), LAW)
    assert state(found, D(2026, 9, 1)) == "irregular_lapse"


def test_what_answers_a_request_first_ends_its_cover() -> None:
    given = event(D(2026, 7, 10), "permit.granted", layer="stay", status="jp_engineer", until=D(2026, 7, 31))
    told = life(PERMIT, ASKED, GIVEN, given, decided(D(2026, 9, 10), "refused"))
    found = ask(told, D(2026, 10, 1), LAW)
    assert states(found, D(2026, 7, 9), D(2026, 7, 10), D(2026, 7, 31), D(2026, 8, 1)) == [
        "lawful_pending",
        "lawful",
        "lawful",
        "irregular_lapse",
    ]


def test_each_day_has_its_own_law() -> None:
    before = 'since = 1990-01-01\nuntil = 2026-07-31\nstate = "uncertain"\ncovers_from = "filing"'
    after = 'since = 2026-08-01\ncovers_from = "receipt"'
    book = law(OVERSTAY, clause("receipt.cover", "pending", *KEYS[:2], versions=(before, after)))
    found = ask(life(PERMIT, ASKED, GIVEN), D(2026, 9, 1), book)
    assert states(found, D(2026, 7, 31), D(2026, 8, 1)) == ["uncertain", "lawful_pending"]
    assert (readings(found, UNTIL), readings(found, D(2026, 7, 31))) == (set(), {"lawful_pending", "irregular_lapse"})


def test_a_request_can_carry_whoever_files_it_by_the_law_of_the_filing() -> None:
    days = "since = 2026-06-01\nuntil = 2026-08-15"
    keys = ('requests = ["amnesty"]', 'covers_from = "filing"', "needs_no_permit = true", 'law_of = "start"')
    more = ('work = "allowed_limited"', 'status = "jp_other_work"', 'when = "not criminal_record"')
    book = law(clause("amnesty.cover", "pending", *keys, *more, versions=(days,)))
    found = ask(life(filed(D(2026, 8, 15), "amnesty")), D(2027, 1, 1), book)
    assert states(found, D(2026, 8, 15), D(2027, 1, 1)) == ["lawful_pending", "lawful_pending"]
    assert state(found, D(2027, 1, 1), Layer.WORK) == "allowed_limited"
    assert state(ask(life(filed(D(2026, 8, 16), "amnesty")), D(2027, 1, 1), book), D(2027, 1, 1)) == "uncertain"
    barred = ask(life(filed(D(2026, 8, 15), "amnesty"), criminal_record=True), D(2027, 1, 1), book)
    assert state(barred, D(2027, 1, 1)) == "uncertain"


def test_a_request_on_a_permit_that_nobody_told_of_leaves_the_days_in_doubt_and_asks_for_its_end() -> None:
    found = ask(life(ASKED, GIVEN), D(2026, 9, 1), LAW)
    assert (state(found, D(2026, 9, 1)), readings(found, D(2026, 9, 1))) == ("uncertain", {"lawful_pending"})
    assert {question.name for question in found.questions} == {"stay_until"}
    assert {question.name for question in ask(life(ASKED), D(2026, 9, 1), LAW).questions} == {"receipt_held", "stay_until"}


@pytest.mark.parametrize("told", [{"irregular_since": D(2026, 1, 1)}, {}])
def test_a_request_of_somebody_who_held_no_permit_is_not_covered(told: dict[str, D]) -> None:
    came = () if told else (event(D(2026, 1, 1), "entered", how="without_permission"),)
    found = ask(life(*came, ASKED, GIVEN, **told), D(2026, 9, 1), LAW)
    assert state(found, D(2026, 9, 1)) == ("irregular_lapse" if told else "irregular_entry")


def test_a_cover_that_is_only_recalled_is_a_reading() -> None:
    cited = CITED.replace("verified_in_source", "recalled")
    recalled = law(OVERSTAY, clause("receipt.cover", "pending", *KEYS, 'covers_from = "receipt"', cited=cited))
    found = ask(life(PERMIT, ASKED, GIVEN), D(2026, 9, 1), recalled)
    assert (state(found, D(2026, 9, 1)), readings(found, D(2026, 9, 1))) == ("uncertain", {"lawful_pending"})


def test_whether_work_goes_on_between_readings_is_not_known() -> None:
    window = clause(
        "renew.late",
        "window",
        'anchor = "permit_until"',
        'deadline = "late_filing_tolerance"',
        'meets = [{ event = "application.filed", where = "for == renewal" }]',
        'closes = { n = 60, unit = "days" }',
        'carries = "in_grace"',
        'work = "uncertain"',
    )
    book = law(OVERSTAY, RECEIPT, window)
    found = ask(life(PERMIT), D(2026, 7, 5), book)
    assert states(found, D(2026, 7, 5), layer=Layer.SUMMARY) == ["in_grace"]
    assert (state(found, D(2026, 7, 5), Layer.WORK), readings(found, D(2026, 7, 5), Layer.WORK)) == (
        "uncertain",
        {"allowed", "not_allowed"},
    )
    may_work = next(each for each in found.answers if each.question == "may_work")
    assert (may_work.answer, {doubt.reading for doubt in may_work.doubts}) == (Answer.UNKNOWN, {"yes", "no"})
    in_time = ask(life(PERMIT, ASKED), D(2026, 7, 5), book)
    assert state(in_time, D(2026, 7, 5)) == "uncertain"  # filed in time: only the proof is missing


def test_a_permit_given_afterwards_answers_the_request_where_no_decision_is_told() -> None:
    given = event(D(2026, 8, 1), "permit.granted", layer="stay", status="jp_engineer", until=D(2026, 12, 31))
    found = ask(life(PERMIT, ASKED, GIVEN, given), D(2026, 9, 1), LAW)
    days = (D(2026, 7, 31), D(2026, 8, 1), D(2026, 12, 31), D(2027, 1, 1))
    assert states(found, *days) == ["lawful_pending", "lawful", "lawful", "irregular_lapse"]
    side = event(D(2026, 8, 1), "permit.granted", layer="work", status="jp_engineer")
    assert state(ask(life(PERMIT, ASKED, GIVEN, side), D(2026, 9, 1), LAW), D(2026, 9, 1)) == "lawful_pending"


def test_a_request_for_the_first_permit_takes_the_place_of_the_visa_once_it_is_proven() -> None:
    issue = ('requests = ["issue"]', 'covers_from = "receipt"', "needs_no_permit = true", 'replaces = ["xx.entry.visa"]')
    visa = clause("entry.visa", "permission", 'starts = [{ event = "entered", where = "how == visa" }]', 'until_field = "until"')
    book = law(OVERSTAY, visa, clause("receipt.issue", "pending", *issue))
    came = event(D(2026, 2, 1), "entered", how="visa", status="jp_engineer", until=D(2026, 12, 31))
    asked = filed(D(2026, 2, 5), "issue")
    proven = ask(life(came, asked, event(D(2026, 2, 7), "receipt.given")), D(2026, 3, 1), book)
    assert states(proven, D(2026, 2, 6), D(2026, 2, 7)) == ["lawful", "lawful_pending"]
    assert states(ask(life(came, asked), D(2026, 3, 1), book), D(2026, 3, 1)) == ["lawful"]
    given = event(D(2026, 2, 6), "permit.granted", layer="stay", status="jp_engineer", until=D(2026, 12, 31))
    answered = ask(life(came, asked, given, event(D(2026, 2, 7), "receipt.given")), D(2026, 3, 1), book)
    assert states(answered, D(2026, 2, 7), D(2026, 3, 1)) == ["lawful", "lawful"]  # a receipt of what was answered before


def test_a_window_can_leave_out_permits_of_some_statuses_and_its_doubts_are_told_ahead() -> None:
    window = clause(
        "renew.late",
        "window",
        'anchor = "permit_until"',
        'deadline = "late_filing_tolerance"',
        'closes = { n = 60, unit = "days" }',
        'carries = "in_grace"',
        'not_for = ["jp_engineer"]',
        'doubts = [{ reading = "uncertain", why = "readings-differ" }]',
    )
    out = ask(life(PERMIT), D(2026, 5, 1), law(OVERSTAY, window))
    assert (state(out, D(2026, 7, 5)), last_days(out, "late_filing_tolerance"), out.doubts) == ("irregular_lapse", [], ())
    other = ask(life(held(D(2026, 1, 1), "jp_care", UNTIL)), D(2026, 5, 1), law(OVERSTAY, window))
    assert (state(other, D(2026, 7, 5)), last_days(other, "late_filing_tolerance")) == ("in_grace", [D(2026, 8, 29)])
    assert [doubt.clause for doubt in other.doubts] == ["xx.renew.late"]


def test_what_nobody_should_rely_on_is_not_known_where_it_is_only_recalled() -> None:
    never = clause("receipt.transit", "route", 'option = "transit_with_receipt"', 'never = "no"')
    sure = option(ask(life(PERMIT), D(2026, 5, 1), law(never)), "transit_with_receipt")
    assert (sure.answer, sure.doubts, sure.checked) == (Answer.NO, (), True)
    recalled = law(never.replace("verified_in_source", "recalled"))
    found = option(ask(life(PERMIT), D(2026, 5, 1), recalled), "transit_with_receipt")
    assert (found.answer, [doubt.reading for doubt in found.doubts], found.checked) == (Answer.UNKNOWN, ["no"], False)


def test_a_receipt_held_since_a_day_counts_from_that_day() -> None:
    held_since = Life("JP", (Fact("receipt_held", value=True, first=D(2026, 7, 5)),), (PERMIT, ASKED))
    found = ask(held_since, D(2026, 9, 1), LAW)
    assert states(found, D(2026, 7, 4), D(2026, 7, 5)) == ["uncertain", "lawful_pending"]
    assert state(ask(held_since, D(2026, 7, 4), LAW), D(2026, 7, 4)) == "uncertain"
