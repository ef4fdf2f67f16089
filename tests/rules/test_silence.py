"""Silence of an office that the law takes for a decision, what grants give and since when, and cover from a notice."""

import datetime as dt

import pytest

from madoguchi.rules.clauses import LawBook
from madoguchi.rules.terms import Answer, Event, Layer, Met, Position
from tests.rules.invented import OVERSTAY, clause
from tests.rules.told import D, answer, ask, book, decided, event, filed, held, last_days, life, readings, states

UNTIL = D(2026, 6, 30)
PERMIT = held(D(2026, 1, 1), "es_initial_work", UNTIL)
RENEWAL = filed(D(2026, 6, 10), "renewal")
HELD = clause("stay.permit", "permission", 'starts = ["permit.held"]', 'until_field = "until"', 'deadline = "permit_end"')
"""A permission that no decision gives: what decisions give, the laws below say."""


def law(*clauses: str) -> LawBook:
    return book("\n".join((HELD, *clauses)))


COVER = clause("renew.pending", "pending", 'requests = ["renewal"]')
GIVES = clause(
    "renew.granted", "permission", 'starts = [{ event = "application.decided", where = "result == granted" }]',
    'requests = ["renewal"]', 'status = "es_renewed_work"', 'until_field = "until"', 'length = { n = 4, unit = "years" }',
    'counted_from = ["permit_until", "start"]',
)  # fmt: skip
SAYS = (
    clause("says.granted", "route", 'option = "silence_grants"', 'needs = [{ when = "silence_granted", says = "x" }]'),
    clause("says.refused", "route", 'option = "silence_refuses"', 'needs = [{ when = "silence_refused", says = "x" }]'),
)


def silence(means: str, requests: str = "renewal") -> str:
    return clause(
        "office.silence", "clock", "rank = 1", f'starts = [{{ event = "application.filed", where = "for == {requests}" }}]',
        'stops = ["application.decided", "application.withdrawn"]', "of_request = true", f'deems = "{means}"',
        'deadline = "silence"', 'length = { n = 3, unit = "months" }',
    )  # fmt: skip


GRANTS = law(OVERSTAY, COVER, GIVES, silence("granted"), *SAYS)
REFUSES = law(OVERSTAY, COVER, GIVES, silence("refused"), *SAYS)
AFTER = D(2026, 9, 11)
"""The day after three months of silence."""


def said(of: Position) -> tuple[Answer, Answer]:
    return answer(of, "silence_grants"), answer(of, "silence_refuses")


def met(of: Position) -> list[Met | None]:
    return [each.met for each in of.deadlines if each.id == "silence"]


def test_silence_grants_on_the_day_after_its_last_day() -> None:
    found = ask(life(PERMIT, RENEWAL), D(2026, 10, 1), GRANTS)
    assert states(found, UNTIL, D(2026, 7, 1), D(2026, 9, 10), AFTER) == ["lawful", "lawful_pending", "lawful_pending", "lawful"]
    assert said(found) == (Answer.YES, Answer.NO)
    assert (last_days(found, "silence"), met(found)) == ([D(2026, 9, 10)], [Met.MISSED])


def test_the_rule_on_silence_stands_behind_what_it_gives_and_takes() -> None:
    on_silence = [silence(means).replace("xx-fact", "xx-silence") for means in ("granted", "refused")]
    for means in on_silence:
        found = ask(life(PERMIT, RENEWAL), D(2026, 10, 1), law(OVERSTAY, COVER, GIVES, means))
        span = found.state(Layer.STAY, AFTER)
        assert span is not None
        assert "xx-silence" in span.facts
    real = ask(life(PERMIT, RENEWAL, decided(D(2026, 8, 1), "granted")), D(2026, 10, 1), law(COVER, GIVES, *on_silence[:1]))
    assert real.state(Layer.STAY, AFTER).facts == {"xx-fact"}  # type: ignore[union-attr]


def test_what_one_silence_gave_decides_whether_the_next_request_was_in_time() -> None:
    late = silence("granted").replace("of_request = true", 'of_request = true\nunless = "today > permit_until"')
    book = law(OVERSTAY, COVER, GIVES, late)
    again = filed(D(2030, 6, 30), "renewal", "2")  # the last day of the four years that silence gave
    found = ask(life(PERMIT, RENEWAL, again), D(2030, 12, 1), book)
    assert states(found, D(2030, 6, 30), D(2030, 9, 30), D(2030, 10, 1)) == ["lawful", "lawful_pending", "lawful"]
    too_late = ask(life(PERMIT, RENEWAL, filed(D(2030, 7, 1), "renewal", "2")), D(2030, 12, 1), book)
    assert states(too_late, D(2030, 10, 2)) == ["irregular_lapse"]


def test_silence_to_come_is_projected_and_is_no_permission_yet() -> None:
    found = ask(life(PERMIT, RENEWAL), D(2026, 9, 10), GRANTS)
    assert states(found, D(2026, 9, 10), AFTER) == ["lawful_pending", "lawful"]
    assert said(found) == (Answer.NO, Answer.NO)
    assert met(found) == [Met.OPEN]
    assert last_days(found, "permit_end") == [UNTIL]


def test_silence_refuses_and_what_waited_is_over_the_same_day() -> None:
    found = ask(life(PERMIT, RENEWAL), D(2026, 10, 1), REFUSES)
    assert states(found, D(2026, 9, 10), AFTER) == ["lawful_pending", "irregular_lapse"]
    assert said(found) == (Answer.NO, Answer.YES)


def test_silence_sets_no_term() -> None:
    term = clause(
        "exit.term", "permission", 'starts = [{ event = "application.decided", where = "result == refused" }]',
        'state = "departure_period"', 'length = { n = 15, unit = "days" }',
    )  # fmt: skip
    terms = law(OVERSTAY, COVER, term, silence("refused"))
    assert states(ask(life(PERMIT, RENEWAL), D(2026, 10, 1), terms), AFTER) == ["irregular_lapse"]
    refused = ask(life(PERMIT, RENEWAL, decided(D(2026, 9, 10), "refused")), D(2026, 10, 1), terms)
    assert states(refused, D(2026, 9, 10), AFTER, D(2026, 9, 25), D(2026, 9, 26)) == [
        "lawful_pending",
        "departure_period",
        "departure_period",
        "irregular_lapse",
    ]


@pytest.mark.parametrize(("day", "granted"), [(D(2026, 9, 10), False), (AFTER, True)])
def test_a_decision_on_the_last_day_comes_before_silence(day: dt.date, granted: bool) -> None:  # noqa: FBT001 - a case
    found = ask(life(PERMIT, RENEWAL, decided(day, "refused")), D(2026, 10, 1), GRANTS)
    assert states(found, D(2026, 9, 12)) == (["lawful"] if granted else ["irregular_lapse"])
    assert said(found) == (Answer.NO, Answer.NO)


def test_silence_about_what_was_surely_filed_too_late_decides_nothing() -> None:
    closing = clause(
        "renew.late", "window", 'anchor = "permit_until"', 'name = "late_until"', 'closes = { n = 90, unit = "days" }'
    )
    timely = silence("granted").replace("of_request = true", 'of_request = true\nunless = "today > late_until"')
    timed = law(OVERSTAY, COVER, GIVES, timely, closing, *SAYS)
    assert said(ask(life(PERMIT, RENEWAL), D(2026, 10, 1), timed)) == (Answer.YES, Answer.NO)
    late = ask(life(PERMIT, filed(D(2026, 9, 29), "renewal")), D(2027, 3, 1), timed)
    assert (said(late), last_days(late, "silence")) == ((Answer.NO, Answer.NO), [])
    assert said(ask(life(filed(D(2026, 9, 29), "renewal")), D(2027, 3, 1), timed)) == (Answer.YES, Answer.NO)


def test_a_request_taken_back_is_not_granted() -> None:
    back = event(D(2026, 8, 1), "application.withdrawn", no="1")
    assert states(ask(life(PERMIT, RENEWAL, back), D(2026, 10, 1), GRANTS), AFTER) == ["irregular_lapse"]


def test_each_request_has_its_own_silence() -> None:
    second = filed(D(2026, 6, 20), "renewal", "2")
    found = ask(life(PERMIT, RENEWAL, second, decided(D(2026, 7, 10), "refused", "1")), D(2026, 10, 1), GRANTS)
    assert last_days(found, "silence") == [D(2026, 9, 10), D(2026, 9, 20)]
    assert met(found) == [Met.MET, Met.MISSED]
    assert states(found, D(2026, 9, 20), D(2026, 9, 21)) == ["lawful_pending", "lawful"]


def test_silence_about_another_request_decides_nothing() -> None:
    found = ask(life(PERMIT, filed(D(2026, 6, 10), "family")), D(2026, 10, 1), GRANTS)
    assert (last_days(found, "silence"), said(found)) == ([], (Answer.NO, Answer.NO))


# ------------------------------------------------------------------ what a grant gives, and since when


def test_the_length_of_a_grant_can_be_counted_from_two_days() -> None:
    found = ask(life(PERMIT, RENEWAL, decided(D(2026, 8, 1), "granted")), D(2026, 10, 1), GRANTS)
    end = next(each for each in found.deadlines if each.id == "silence")
    assert end.met is Met.MET
    assert states(found, D(2030, 6, 30), D(2030, 7, 1), D(2030, 8, 1), D(2030, 8, 2)) == [
        "lawful",
        "uncertain",
        "uncertain",
        "irregular_lapse",
    ]
    told = ask(life(PERMIT, RENEWAL, decided(D(2026, 8, 1), "granted", until=D(2028, 1, 1))), D(2026, 10, 1), GRANTS)
    assert states(told, D(2028, 1, 1), D(2028, 1, 2)) == ["lawful", "irregular_lapse"]


def test_what_hangs_on_a_last_day_in_two_readings_has_two_readings() -> None:
    step = clause(
        "next.step", "window", 'anchor = "permit_until"', 'deadline = "permit_change"', 'closes = { n = 3, unit = "months" }'
    )
    found = ask(life(PERMIT, RENEWAL, decided(D(2026, 8, 1), "granted")), D(2026, 10, 1), law(COVER, GIVES, step))
    ends = [(each.day, each.readings) for each in found.deadlines if each.id == "permit_change"]
    assert ends == [(D(2026, 9, 30), ()), (D(2030, 9, 30), (D(2030, 11, 1),))]


def test_a_last_day_counted_from_a_recalled_length_is_not_checked() -> None:
    recalled = GIVES.replace('unit = "years" }', 'unit = "years", confidence = "recalled" }') + 'deadline = "permit_end"\n'
    counted = ask(life(PERMIT, RENEWAL, decided(D(2026, 8, 1), "granted")), D(2026, 10, 1), law(OVERSTAY, COVER, recalled))
    told = ask(
        life(PERMIT, RENEWAL, decided(D(2026, 8, 1), "granted", until=D(2028, 1, 1))), D(2026, 10, 1), law(COVER, recalled)
    )
    ends = [[(each.day, each.checked) for each in of.deadlines if each.id == "permit_end"] for of in (counted, told)]
    assert ends == [[(UNTIL, True), (D(2030, 6, 30), False)], [(UNTIL, True), (D(2028, 1, 1), True)]]


def test_a_grant_gives_the_status_that_its_clause_names() -> None:
    work = (
        clause("work.first", "permission", 'statuses = ["es_initial_work"]', 'work = "allowed_limited"'),
        clause("work.then", "permission", 'statuses = ["es_renewed_work"]', 'work = "allowed"'),
    )
    working = law(OVERSTAY, COVER, GIVES, silence("granted"), *work)
    found = ask(life(PERMIT, RENEWAL), D(2026, 10, 1), working)
    assert states(found, UNTIL, D(2026, 7, 1), AFTER, layer=Layer.WORK) == ["allowed_limited", "allowed_limited", "allowed"]


BACKWARDS = clause(
    "reg.granted", "permission", 'starts = [{ event = "application.decided", where = "result == granted" }]',
    'requests = ["regularisation"]', 'status = "es_exceptional"', 'length = { n = 1, unit = "years" }',
    'counted_from = ["start", "filed"]', 'held_from = "filed"',
)  # fmt: skip
ASKED = filed(D(2026, 5, 4), "regularisation")
NO_STATUS = event(D(2024, 1, 1), "entered", how="without_permission")


def regularised(*events: Event, under: LawBook | None = None) -> Position:
    return ask(life(NO_STATUS, *events), D(2026, 10, 1), under or law(OVERSTAY, BACKWARDS))


def held_states(of: Position, *days: dt.date) -> list[str]:
    spans = [span for span in of.held if span.layer is Layer.STAY]
    return [next(s.state for s in spans if s.first <= day and (s.last is None or day <= s.last)) for day in days]


def test_a_grant_that_works_backwards_is_held_from_the_filing_and_was_not_seen() -> None:
    found = regularised(ASKED, decided(D(2026, 7, 10), "granted"))
    assert states(found, D(2026, 5, 4), D(2026, 7, 9), D(2026, 7, 10)) == ["irregular_entry", "irregular_entry", "lawful"]
    assert held_states(found, D(2026, 5, 3), D(2026, 5, 4), D(2026, 7, 9)) == ["irregular_entry", "lawful", "lawful"]
    assert states(found, D(2027, 5, 4), D(2027, 7, 10), D(2027, 7, 11)) == ["lawful", "uncertain", "irregular_lapse"]


def test_a_grant_on_the_day_of_filing_has_nothing_to_work_back_to() -> None:
    found = regularised(ASKED, decided(D(2026, 5, 4), "granted"))
    assert held_states(found, D(2026, 5, 3), D(2026, 5, 4)) == ["irregular_entry", "lawful"]


def test_a_grant_of_a_request_that_nobody_told_works_back_to_nothing() -> None:
    found = regularised(decided(D(2026, 7, 10), "granted"))
    assert states(found, D(2026, 7, 9), D(2026, 7, 10), D(2027, 7, 10)) == ["irregular_entry", "lawful", "lawful"]
    assert held_states(found, D(2026, 7, 9)) == ["irregular_entry"]


# ------------------------------------------------------------------ cover from the notice of processing


NOTICE = event(D(2026, 5, 20), "processing.notified", no="1")
FROM_NOTICE = clause(
    "reg.provisional", "pending", 'requests = ["regularisation"]', 'covers_from = "processing"', "needs_no_permit = true",
    'work = "allowed"', 'law_of = "start"',
)  # fmt: skip
PROVISIONAL = law(OVERSTAY, FROM_NOTICE)


def test_a_request_covers_from_the_notice_that_processing_has_begun() -> None:
    found = regularised(ASKED, NOTICE, under=PROVISIONAL)
    assert states(found, D(2026, 5, 19), D(2026, 5, 20), D(2026, 10, 1)) == [
        "irregular_entry",
        "lawful_pending",
        "lawful_pending",
    ]
    assert readings(found, D(2026, 5, 19)) == set()
    assert states(found, D(2026, 5, 20), layer=Layer.WORK) == ["allowed"]


def test_without_the_notice_a_request_covers_nothing() -> None:
    assert states(regularised(ASKED, under=PROVISIONAL), D(2026, 5, 4), D(2026, 10, 1)) == ["irregular_entry"] * 2
    other = event(D(2026, 5, 20), "processing.notified", no="2")
    assert states(regularised(ASKED, other, under=PROVISIONAL), D(2026, 10, 1)) == ["irregular_entry"]


def test_a_notice_that_comes_later_takes_back_no_day_on_which_it_was_not_too_late_to_file() -> None:
    window = clause(
        "renew.late", "window", 'anchor = "permit_until"', 'deadline = "late_filing_tolerance"', 'carries = "in_grace"',
        'closes = { n = 60, unit = "days" }',
    )  # fmt: skip
    book = law(OVERSTAY, FROM_NOTICE, window)
    filed_in_time = filed(D(2026, 6, 20), "regularisation")
    after = event(D(2026, 7, 20), "processing.notified", no="1")
    found = ask(life(PERMIT, filed_in_time, after), D(2026, 10, 1), book)
    assert states(found, D(2026, 7, 1), D(2026, 7, 19), D(2026, 7, 20)) == ["in_grace", "in_grace", "lawful_pending"]
    in_time = event(D(2026, 6, 25), "processing.notified", no="1")
    assert states(ask(life(PERMIT, filed_in_time, in_time), D(2026, 10, 1), book), D(2026, 7, 1)) == ["lawful_pending"]


def test_of_two_permissions_that_one_grant_gives_the_one_that_stands_is_the_last() -> None:
    other = GIVES.replace("es_renewed_work", "es_exceptional")
    asks = clause("asks.other", "route", 'option = "leave_normally"', 'needs = [{ when = "was_exceptional", says = "x" }]')
    given = (PERMIT, RENEWAL, decided(D(2026, 6, 20), "granted"))
    for id_, said in (("xx.renew.z", Answer.YES), ("xx.renew.a", Answer.NO)):  # clauses stand in the order of their names
        book = law(GIVES, other.replace("xx.renew.granted", id_), asks)
        assert answer(ask(life(*given), D(2026, 7, 1), book), "leave_normally") is said


# ------------------------------------------------------------------ names about decisions


def way(when: str) -> LawBook:
    return law(clause("way.out", "route", 'option = "leave_normally"', f'needs = [{{ when = "{when}", says = "x" }}]'))


@pytest.mark.parametrize(
    ("events", "granted", "refused"),
    [
        ((), Answer.NO, Answer.NO),
        ((ASKED,), Answer.NO, Answer.NO),
        ((ASKED, decided(D(2026, 7, 10), "granted")), Answer.YES, Answer.NO),
        ((ASKED, decided(D(2026, 7, 10), "refused")), Answer.NO, Answer.YES),
        ((ASKED, decided(D(2026, 7, 10), "refused"), decided(D(2026, 8, 10), "granted")), Answer.YES, Answer.NO),
        ((filed(D(2026, 5, 4), "renewal"), decided(D(2026, 7, 10), "granted")), Answer.NO, Answer.NO),
        ((ASKED, decided(D(2026, 11, 1), "granted")), Answer.NO, Answer.NO),
    ],
)
def test_the_last_decision_about_a_request_counts(events: tuple[Event, ...], granted: Answer, refused: Answer) -> None:
    told = life(*events)
    assert answer(ask(told, D(2026, 10, 1), way("regularisation_granted")), "leave_normally") is granted
    assert answer(ask(told, D(2026, 10, 1), way("regularisation_refused")), "leave_normally") is refused


def test_a_day_that_no_event_tells_can_be_told_as_a_fact() -> None:
    asked = way("registered_on < '2004-08-08'")
    on = event(D(2004, 8, 8), "registered", where="municipality")
    assert answer(ask(life(on), D(2005, 4, 1), asked), "leave_normally") is Answer.NO
    assert answer(ask(life(registered_since=D(2004, 8, 7)), D(2005, 4, 1), asked), "leave_normally") is Answer.YES
    assert answer(ask(life(), D(2005, 4, 1), asked), "leave_normally") is Answer.ASK
