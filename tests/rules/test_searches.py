"""Clocks that carry the stay, permissions that begin later or in doubt, quotas with a day, and what is only recalled."""

import pytest

from madoguchi.rules.terms import Answer, Edge, Event, Layer
from tests.rules.invented import CALENDAR, CITED, OVERSTAY, clause, clock, law
from tests.rules.told import D, answer, ask, event, held, last_days, life, option, readings, state, states

RECALLED = CITED.replace("verified_in_source", "recalled")
UNTIL = D(2026, 3, 31)
PERMIT = held(D(2026, 1, 1), "jp_engineer", UNTIL)
SEARCH = clause(
    "job.search",
    "clock",
    "rank = 10",
    'starts = ["contract.ended", "jobseeker.registered"]',
    'counts_from = ["jobseeker.registered"]',
    'at_once_from = ["jobseeker.registered"]',
    'stops = ["contract.signed", "order.issued"]',
    'length = { n = 6, unit = "months" }',
    'latest_of = ["permit_until"]',
    'deadline = "job_search"',
    'exposes = "in_grace"',
    'carries = "lawful"',
)
LAW = law(OVERSTAY, SEARCH)
ENDED = event(D(2026, 2, 1), "contract.ended", ground="not_stated")
REGISTERED = event(D(2026, 2, 5), "jobseeker.registered")


def test_the_search_carries_the_stay_past_the_permit_and_counts_in_two_ways() -> None:
    found = ask(life(PERMIT, ENDED, REGISTERED), D(2026, 2, 10), LAW)
    days = (D(2026, 2, 1), D(2026, 2, 2), UNTIL, D(2026, 4, 1), D(2026, 8, 1), D(2026, 8, 2), D(2026, 8, 5), D(2026, 8, 6))
    assert states(found, *days) == ["lawful", *["in_grace"] * 4, "uncertain", "uncertain", "irregular_lapse"]
    assert states(found, D(2026, 8, 1), layer=Layer.STAY) == ["lawful"]
    assert readings(found, D(2026, 8, 3)) == {"in_grace", "irregular_lapse"}
    search = next(each for each in found.deadlines if each.id == "job_search")
    assert (search.day, search.warn, search.readings) == (D(2026, 8, 5), D(2026, 8, 1), (D(2026, 8, 1),))


def test_who_registers_without_having_told_of_the_end_searches_from_that_day() -> None:
    found = ask(life(PERMIT, REGISTERED), D(2026, 2, 10), LAW)
    assert states(found, D(2026, 2, 4), D(2026, 2, 5)) == ["lawful", "in_grace"]
    assert last_days(found, "job_search") == [D(2026, 8, 5)]


def test_registering_after_the_search_has_run_out_brings_nothing_back() -> None:
    found = ask(life(PERMIT, ENDED, event(D(2026, 8, 2), "jobseeker.registered")), D(2026, 8, 5), LAW)
    assert last_days(found, "job_search") == [D(2026, 8, 1)]
    assert states(found, D(2026, 8, 1), D(2026, 8, 2)) == ["in_grace", "irregular_lapse"]


def test_registering_on_the_day_of_the_loss_leaves_one_reading() -> None:
    found = ask(life(PERMIT, ENDED, event(D(2026, 2, 1), "jobseeker.registered")), D(2026, 2, 10), LAW)
    assert [each.readings for each in found.deadlines if each.id == "job_search"] == [()]


def test_new_work_ends_the_search_and_leaves_the_days_after_the_permit_in_doubt() -> None:
    found = ask(life(PERMIT, ENDED, event(D(2026, 3, 1), "contract.signed")), D(2026, 5, 1), LAW)
    assert states(found, D(2026, 2, 28), D(2026, 3, 1), D(2026, 4, 1), D(2026, 8, 2)) == [
        "in_grace",
        "lawful",
        "uncertain",
        "irregular_lapse",
    ]


def test_a_stay_that_was_over_does_not_come_back_by_a_search() -> None:
    late = event(D(2026, 5, 1), "contract.ended", ground="not_stated")
    assert states(ask(life(PERMIT, late), D(2026, 5, 5), LAW), D(2026, 5, 5)) == ["irregular_lapse"]


def test_a_search_without_any_permit_told_is_taken_as_told() -> None:
    assert states(ask(life(ENDED), D(2026, 2, 10), LAW), D(2026, 2, 10)) == ["in_grace"]


def test_registering_when_the_search_has_run_out_begins_no_second_count() -> None:
    late = event(D(2026, 8, 2), "jobseeker.registered")
    assert last_days(ask(life(PERMIT, ENDED, late), D(2026, 9, 1), LAW), "job_search") == [D(2026, 8, 1)]
    assert last_days(
        ask(life(PERMIT, ENDED, event(D(2026, 8, 1), "jobseeker.registered")), D(2026, 9, 1), LAW), "job_search"
    ) == [D(2027, 2, 1)]


def test_a_permit_given_when_the_search_was_over_by_new_work_moves_it_no_more() -> None:
    work, longer = event(D(2026, 3, 1), "contract.signed"), (D(2026, 3, 2), D(2026, 12, 31))
    granted = event(longer[0], "permit.granted", layer="stay", status="jp_engineer", until=longer[1])
    assert last_days(ask(life(PERMIT, ENDED, work, granted), D(2026, 4, 1), LAW), "job_search") == [D(2026, 8, 1)]


def test_a_longer_permit_given_meanwhile_makes_the_search_longer() -> None:
    longer = event(D(2026, 3, 1), "permit.granted", layer="stay", status="jp_engineer", until=D(2026, 12, 31))
    assert last_days(ask(life(PERMIT, ENDED, longer), D(2026, 2, 10), LAW), "job_search") == [D(2026, 8, 1)]
    assert last_days(ask(life(PERMIT, ENDED, longer), D(2026, 3, 1), LAW), "job_search") == [D(2026, 12, 31)]


def test_a_new_law_reaches_a_running_search_or_not_and_both_are_said() -> None:
    old = 'since = 1990-01-01\nuntil = 2026-02-28\nlength = { n = 6, unit = "months" }'
    new = 'since = 2026-03-01\nrunning = "longer_only"\nor_as_before = true\nlength = { n = 12, unit = "months" }'
    book = law(OVERSTAY, clock(versions=(old, new)))
    search = next(each for each in ask(life(PERMIT, ENDED), D(2026, 3, 5), book).deadlines if each.id == "job_search")
    assert (search.day, search.warn) == (D(2027, 2, 1), D(2026, 8, 1))
    assert last_days(ask(life(PERMIT, ENDED), D(2026, 2, 5), book), "job_search")[0] in (D(2027, 2, 1), D(2026, 8, 1))


VISA = clause(
    "entry.visa",
    "permission",
    'starts = [{ event = "entered", where = "status == it_visa_work" }]',
    'length = { n = 8, unit = "days" }',
    'unless = "employer_reachable == false"',
    'work = "allowed"',
)
WITHOUT = clause(
    "entry.without",
    "permission",
    'starts = [{ event = "entered", where = "status == it_visa_work" }]',
    'state = "uncertain"',
)
CAME = event(D(2026, 2, 2), "entered", how="visa", status="it_visa_work")


def test_after_the_days_of_a_visa_nobody_knows() -> None:
    found = ask(life(CAME), D(2026, 2, 20), law(VISA, WITHOUT))
    assert states(found, D(2026, 2, 2), D(2026, 2, 10), D(2026, 2, 11)) == ["lawful", "lawful", "uncertain"]
    assert states(found, D(2026, 2, 10), layer=Layer.WORK) == ["allowed"]


def test_who_is_outside_a_permission_has_only_the_doubt() -> None:
    found = ask(life(CAME, employer_reachable=False), D(2026, 2, 20), law(VISA, WITHOUT))
    assert states(found, D(2026, 2, 2)) == ["uncertain"]


def lengths(*rows: str) -> str:
    return clause(
        "victim.permit",
        "permission",
        'starts = [{ event = "permit.granted", where = "status == it_special_cases" }]',
        'until_field = "until"',
        'deadline = "permit_end"',
        f"lengths = [{', '.join(rows)}]",
    )


YEAR = '{ when = "victim_of == domestic_violence", length = { n = 1, unit = "years" } }'
HALF = '{ length = { n = 6, unit = "months" }, or_length = { n = 1, unit = "years" } }'
GRANTED = event(D(2026, 2, 2), "permit.granted", layer="work", status="it_special_cases")


def test_a_permit_lasts_by_case_and_another_length_is_a_reading() -> None:
    book = law(OVERSTAY, lengths(YEAR, HALF))
    short = ask(life(GRANTED, victim_of="exploitation"), D(2026, 2, 20), book)
    assert [(each.day, each.readings) for each in short.deadlines] == [(D(2026, 8, 2), (D(2027, 2, 2),))]
    assert last_days(ask(life(GRANTED, victim_of="domestic_violence"), D(2026, 2, 20), book), "permit_end") == [D(2027, 2, 2)]


def test_a_length_that_no_case_gives_is_not_told() -> None:
    assert last_days(ask(life(GRANTED), D(2026, 2, 20), law(lengths(YEAR))), "permit_end") == []


ASYLUM = clause(
    "asylum.stay",
    "permission",
    'starts = ["asylum.filed"]',
    'state = "lawful_pending"',
    'work = "not_allowed"',
)
LATER = clause("asylum.work", "permission", 'layer = "work"', 'starts = ["asylum.filed"]', 'waits = { n = 60, unit = "days" }')
CLAIM = event(D(2026, 1, 15), "asylum.filed", no="1")


def test_work_begins_only_so_long_after_the_claim() -> None:
    found = ask(life(CLAIM), D(2026, 4, 1), law(ASYLUM, LATER))
    assert states(found, D(2026, 3, 15), D(2026, 3, 16), layer=Layer.WORK) == ["not_allowed", "allowed_limited"]


def test_what_is_only_recalled_gives_a_reading_and_no_state() -> None:
    book = law(ASYLUM.replace("verified_in_source", "recalled"))
    found = ask(life(CLAIM), D(2026, 4, 1), book)
    assert (state(found, D(2026, 4, 1)), readings(found, D(2026, 4, 1))) == ("uncertain", {"lawful_pending"})
    assert readings(found, D(2026, 4, 1), Layer.WORK) == {"not_allowed"}


def test_an_answer_that_is_only_recalled_is_not_known_and_its_word_a_reading() -> None:
    rows = 'answers = [{ question = "convertible", answer = "no" }]'
    book = law(clause("special.convert", "route", 'option = "convert_permit"', rows, cited=RECALLED))
    found = next(each for each in ask(life(PERMIT), D(2026, 2, 1), book).answers if each.question == "convertible")
    assert (found.answer, [doubt.reading for doubt in found.doubts]) == (Answer.UNKNOWN, ["no"])


def test_an_answer_follows_the_law_of_the_act() -> None:
    keys = (
        'option = "convert_permit"',
        'law_of = "act"',
        'acts = [{ event = "application.filed", where = "for == conversion" }]',
    )
    old = 'since = 1990-01-01\nuntil = 2026-02-28\nanswers = [{ question = "convertible", answer = "yes" }]'
    new = 'since = 2026-03-01\nanswers = [{ question = "convertible", answer = "no" }]'
    book = law(clause("special.convert", "route", *keys, versions=(old, new)))
    for day, word in ((D(2026, 2, 28), Answer.YES), (D(2026, 3, 1), Answer.NO)):
        asked = event(day, "application.filed", no="1", for_="conversion")
        found = next(e for e in ask(life(PERMIT, asked), D(2026, 5, 1), book).answers if e.question == "convertible")
        assert found.answer is word


WAY = clause("quota.way", "route", 'option = "leave_and_return"')
QUOTA = clause(
    "quota.day", "quota", 'option = "leave_and_return"', "opens = 2026-02-16", "closes = 2026-12-31", 'when = "field == care"',
    versions=("since = 2026-01-01\nuntil = 2026-12-31",),
)  # fmt: skip


def test_a_quota_concerns_only_those_it_is_for_and_its_day_is_told_to_them() -> None:
    book = law(WAY, QUOTA)
    early = ask(life(PERMIT, field="care"), D(2026, 2, 1), book)
    assert answer(early, "leave_and_return") is Answer.NO
    assert [(each.day, each.edge) for each in early.deadlines if each.id == "route_opens"] == [(D(2026, 2, 16), Edge.FIRST)]
    other = ask(life(PERMIT, field="construction"), D(2026, 2, 1), book)
    assert option(other, "leave_and_return").answer is Answer.YES
    assert last_days(other, "route_opens") == []
    assert last_days(ask(life(PERMIT, field="care"), D(2027, 1, 1), book), "route_opens") == []
    assert last_days(ask(life(PERMIT, field="care"), D(2025, 10, 18), book), "route_opens") == []


BAN = clause(
    "ban.days",
    "bar",
    'bars = "landing"',
    'option = "ban_reentry"',
    'starts = ["departed"]',
    "from_term = true",
    'deadline = "bar_end"',
    'cases = [{ length = { n = 5, unit = "years" }, or_length = { n = 3, unit = "years" } }]',
)
LEFT = event(D(2026, 3, 1), "departed", how="own")


@pytest.mark.parametrize(("until", "last"), [(D(2026, 3, 10), D(2031, 3, 10)), (None, D(2031, 3, 1))])
def test_a_ban_runs_from_the_end_of_the_term_to_leave(until: D | None, last: D) -> None:
    order = event(D(2026, 2, 20), "order.issued", what="expulsion", **({"until": until} if until else {}))
    found = ask(life(PERMIT, order, LEFT), D(2026, 4, 1), law(BAN, CALENDAR))
    assert [(bar.last, bar.readings) for bar in found.bars] == [(last, (last.replace(year=2029),))]
    assert last_days(found, "bar_end") == [last]


def test_the_end_of_a_ban_that_is_only_recalled_is_marked_as_not_checked() -> None:
    book = law(BAN.replace("verified_in_source", "recalled"))
    found = ask(life(PERMIT, LEFT), D(2026, 4, 1), book)
    assert [each.checked for each in found.deadlines if each.id == "bar_end"] == [False]


LEAD = clause(
    "renew.advised",
    "window",
    'anchor = "permit_until"',
    'deadline = "advised_filing"',
    "before = true",
    'closes_by = [{ when = "contract_kind == open_ended", length = { n = 90, unit = "days" } }, '
    '{ when = "contract_kind == fixed_term", length = { n = 60, unit = "days" } }, { length = { n = 30, unit = "days" } }]',
)


@pytest.mark.parametrize(
    ("kind", "days"),
    [
        ("open_ended", [D(2025, 12, 31)]),
        ("fixed_term", [D(2026, 1, 30)]),
        ("none", [D(2026, 3, 1)]),
        (None, [D(2025, 12, 31), D(2026, 1, 30), D(2026, 3, 1)]),
    ],
)
def test_a_window_closes_by_case_and_lists_every_day_that_could_hold(kind: str | None, days: list[D]) -> None:
    position = ask(life(PERMIT, contract_kind=kind), D(2026, 1, 5), law(LEAD))
    found = next(each for each in position.deadlines if each.id == "advised_filing")
    assert sorted({found.day, *found.readings}) == days


YEARS = clause(
    "longterm.years",
    "window",
    'anchor = "with_permit_since"',
    'deadline = "eligibility_stay"',
    'edge = "complete"',
    'closes = { n = 5, unit = "years" }',
)
FIRST = event(D(2020, 5, 1), "permit.granted", layer="stay", status="jp_engineer", until=D(2022, 4, 30))
NEXT = event(D(2022, 5, 1), "permit.granted", layer="stay", status="jp_engineer", until=D(2026, 4, 30))
LATER_ONE = event(D(2022, 5, 3), "permit.granted", layer="stay", status="jp_engineer", until=D(2026, 4, 30))


@pytest.mark.parametrize(
    ("events", "complete"),
    [((FIRST, NEXT), [D(2025, 5, 1)]), ((FIRST, LATER_ONE), [D(2027, 5, 3)]), ((held(D(2022, 5, 1), "jp_engineer"),), [])],
)
def test_years_with_a_permit_count_from_the_first_of_an_unbroken_row(events: tuple[Event, ...], complete: list[D]) -> None:
    assert last_days(ask(life(*events), D(2024, 1, 1), law(YEARS)), "eligibility_stay") == complete


def test_where_the_beginning_is_not_told_the_stay_told_counts() -> None:
    told = life(held(D(2022, 5, 1), "jp_engineer"), reside_since=D(2019, 2, 1))
    assert last_days(ask(told, D(2024, 1, 1), law(YEARS)), "eligibility_stay") == [D(2024, 2, 1)]
    status_only = life(status="jp_engineer")
    assert last_days(ask(status_only, D(2024, 1, 1), law(YEARS)), "eligibility_stay") == []
