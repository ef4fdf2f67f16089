"""Windows after a last day: by which law they close, what a late filing carries, and time that does not count."""

import datetime as dt

import pytest

from madoguchi.rules.clauses import LawBook
from madoguchi.rules.engine import ask as inquire
from madoguchi.rules.filings import in_time
from madoguchi.rules.shelf import vocabulary
from madoguchi.rules.terms import Answer, Event, Met, Position, Sentence
from madoguchi.rules.until_when import until_when
from tests.rules.invented import ALWAYS, CITED, OVERSTAY, clause, law
from tests.rules.told import D, answer, ask, decided, event, filed, held, last_days, life, option, readings, states

UNTIL = D(2026, 6, 30)
PERMIT = held(D(2026, 1, 1), "es_renewed_work", UNTIL)
RENEWALS = 'meets = [{ event = "application.filed", where = "for == renewal" }]'
COVER = clause("renew.pending", "pending", 'requests = ["renewal"]', "takes_late = true")
OTHER = CITED.replace("xx-fact", "xx-other")


def late(*lines: str, versions: tuple[str, ...] = ('since = 1990-01-01\ncloses = { n = 3, unit = "months" }',)) -> str:
    head = ('anchor = "permit_until"', 'deadline = "late_filing_tolerance"', RENEWALS, 'carries = "in_grace"')
    return clause("renew.late", "window", *head, *lines, versions=versions)


THREE_MONTHS = law(OVERSTAY, COVER, late())
CHANGED = law(
    OVERSTAY,
    COVER,
    late(
        "or_of_anchor = true",
        versions=(
            'since = 1990-01-01\nuntil = 2026-08-31\ncloses = { n = 90, unit = "days" }',
            'since = 2026-09-01\ncloses = { n = 3, unit = "months" }',
        ),
    ),
)
"""From 1 September three months (until 30 September), no longer ninety days (until 28 September)."""


def renewal(day: dt.date) -> Event:
    return filed(day, "renewal")


def shown(of: Position) -> list[tuple[dt.date, dt.date, Met | None]]:
    return [(each.day, each.warn, each.met) for each in of.deadlines if each.id == "late_filing_tolerance"]


# ------------------------------------------------------------------ filed again


@pytest.mark.parametrize(
    ("answered", "day", "met"),
    [
        (event(D(2026, 6, 20), "application.withdrawn", no="1"), D(2026, 6, 25), Met.OPEN),
        (event(D(2026, 7, 10), "application.withdrawn", no="1"), D(2026, 9, 30), Met.OPEN),
        (decided(D(2026, 6, 30), "refused"), D(2026, 9, 30), Met.OPEN),
        (decided(D(2026, 7, 1), "refused"), D(2026, 9, 30), Met.MET),
        (decided(D(2026, 6, 20), "granted"), D(2026, 6, 25), Met.MET),
        (event(D(2026, 6, 20), "application.withdrawn", no="1"), D(2026, 10, 1), Met.MET),
    ],
)
def test_what_was_taken_back_or_refused_in_time_can_be_filed_again_while_the_window_is_open(
    answered: Event, day: dt.date, met: Met
) -> None:
    found = ask(life(PERMIT, renewal(D(2026, 6, 10)), answered), day, THREE_MONTHS)
    assert shown(found)[0] == (D(2026, 9, 30), D(2026, 9, 30), met)


@pytest.mark.parametrize(("again", "said"), [(D(2026, 9, 30), Answer.YES), (D(2026, 10, 1), Answer.NO)])
def test_a_second_filing_is_in_time_by_the_window_that_the_first_left_open(again: dt.date, said: Answer) -> None:
    second = filed(again, "renewal", "2")
    told = life(PERMIT, renewal(D(2026, 6, 10)), event(D(2026, 7, 10), "application.withdrawn", no="1"), second)
    inquiry, found = inquire(THREE_MONTHS, vocabulary(), told, D(2026, 12, 1))
    assert in_time(inquiry, inquiry.history.events[-1], found.deadlines).answer is said


# ------------------------------------------------------------------ late filings


def test_a_late_filing_carries_the_stay_from_its_day() -> None:
    found = ask(life(PERMIT, renewal(D(2026, 9, 30))), D(2026, 12, 1), THREE_MONTHS)
    assert states(found, D(2026, 7, 1), D(2026, 9, 29), D(2026, 9, 30), D(2026, 12, 1)) == [
        "in_grace",
        "in_grace",
        "lawful_pending",
        "lawful_pending",
    ]
    assert shown(found) == [(D(2026, 9, 30), D(2026, 9, 30), Met.MET)]


def test_a_pending_clause_says_whether_it_takes_late_filings() -> None:
    book = law(OVERSTAY, late(), COVER.replace("takes_late = true", ""))
    assert states(ask(life(PERMIT, renewal(D(2026, 9, 30))), D(2026, 12, 1), book), D(2026, 9, 30)) == ["in_grace"]


def test_each_day_after_the_last_has_its_own_law() -> None:
    before = 'since = 1990-01-01\nuntil = 2026-08-31\ncarries = "uncertain"\ncloses = { n = 3, unit = "months" }'
    after = 'since = 2026-09-01\ncarries = "in_grace"\ncloses = { n = 3, unit = "months" }'
    head = ('anchor = "permit_until"', 'deadline = "late_filing_tolerance"', RENEWALS)
    book = law(OVERSTAY, COVER, clause("renew.late", "window", *head, versions=(before, after)))
    days = (D(2026, 7, 1), D(2026, 8, 31), D(2026, 9, 1), D(2026, 9, 30), D(2026, 10, 1))
    shown_on = ["uncertain", "uncertain", "in_grace", "in_grace", "irregular_lapse"]
    for asked_on in (D(2026, 10, 1), D(2027, 1, 1)):  # what was seen on a day does not change when it is asked later
        assert states(ask(life(PERMIT), asked_on, book), *days) == shown_on
    early = held(D(2026, 1, 1), "es_renewed_work", D(2026, 3, 31))
    assert states(ask(life(early), D(2027, 1, 1), book), D(2026, 6, 30), D(2026, 7, 1)) == ["uncertain", "irregular_lapse"]


def test_a_filing_after_the_window_carries_nothing() -> None:
    found = ask(life(PERMIT, renewal(D(2026, 10, 1))), D(2026, 12, 1), THREE_MONTHS)
    assert states(found, D(2026, 9, 30), D(2026, 10, 1)) == ["in_grace", "irregular_lapse"]
    assert [met for _, _, met in shown(found)] == [Met.MISSED]


def test_only_what_the_window_is_for_is_a_late_filing() -> None:
    found = ask(
        life(PERMIT, filed(D(2026, 7, 10), "family")), D(2026, 8, 1), law(OVERSTAY, late(), COVER.replace("renewal", "family"))
    )
    assert states(found, D(2026, 7, 10)) == ["in_grace"]


def test_a_window_that_is_not_for_this_person_carries_nothing() -> None:
    book = law(OVERSTAY, COVER, late('when = "last_status == es_student"'))
    found = ask(life(PERMIT, renewal(D(2026, 7, 10))), D(2026, 8, 1), book)
    assert states(found, D(2026, 7, 1), D(2026, 7, 10)) == ["irregular_lapse", "irregular_lapse"]
    assert shown(found) == []


def test_a_permission_without_a_last_day_or_taken_before_it_saves_no_late_filing() -> None:
    open_end = held(D(2026, 1, 1), "es_renewed_work")
    found = ask(life(open_end, renewal(D(2026, 7, 10))), D(2026, 8, 1), THREE_MONTHS)
    assert states(found, D(2026, 7, 10)) == ["lawful"]
    order = clause("removal.order", "permission", 'starts = ["order.issued"]', 'cuts = "same_day"', 'state = "removal_order"')
    taken = event(D(2026, 6, 1), "order.issued", what="expulsion")
    book = law(OVERSTAY, COVER, late(), order)
    assert states(ask(life(PERMIT, taken, renewal(D(2026, 7, 10))), D(2026, 8, 1), book), D(2026, 7, 10)) == ["removal_order"]
    assert states(ask(life(renewal(D(2026, 7, 10))), D(2026, 8, 1), THREE_MONTHS), D(2026, 7, 10)) == ["nothing told"]


def test_the_days_after_the_end_are_over_once_the_late_filing_is_refused() -> None:
    found = ask(life(PERMIT, renewal(D(2026, 7, 10)), decided(D(2026, 8, 1), "refused")), D(2026, 12, 1), THREE_MONTHS)
    assert states(found, D(2026, 8, 1), D(2026, 8, 2)) == ["lawful_pending", "irregular_lapse"]


def test_a_window_without_a_deadline_gives_only_the_state() -> None:
    silent = clause(
        "stay.offence", "window", 'anchor = "permit_until"', 'carries = "uncertain"', 'closes = { n = 10, unit = "days" }'
    )
    found = ask(life(PERMIT), D(2026, 7, 5), law(OVERSTAY, silent))
    assert states(found, D(2026, 7, 1), D(2026, 7, 10), D(2026, 7, 11)) == ["uncertain", "uncertain", "irregular_lapse"]
    assert found.deadlines[0].id == "permit_end"
    assert len(found.deadlines) == 1


# ------------------------------------------------------------------ by which law


@pytest.mark.parametrize(
    ("until", "today", "last"),
    [
        (D(2026, 5, 20), D(2026, 10, 1), D(2026, 8, 18)),  # over before the new law: ninety days
        (D(2026, 6, 30), D(2026, 8, 31), D(2026, 9, 28)),  # today's law
        (D(2026, 6, 30), D(2026, 9, 1), D(2026, 9, 30)),  # the new one while it was still open
        (D(2026, 6, 30), D(2027, 3, 1), D(2026, 9, 30)),
        (D(2026, 9, 30), D(2026, 7, 1), D(2026, 12, 31)),  # a last day to come has the law of its own day
    ],
)
def test_the_window_closes_by_the_law_of_its_last_days(until: dt.date, today: dt.date, last: dt.date) -> None:
    found = ask(life(held(D(2026, 1, 1), "es_renewed_work", until)), today, CHANGED)
    assert last_days(found, "late_filing_tolerance") == [last]


def test_the_law_of_the_old_last_day_stays_another_reading() -> None:
    found = ask(life(PERMIT), D(2026, 9, 5), CHANGED)
    assert shown(found) == [(D(2026, 9, 30), D(2026, 9, 28), Met.OPEN)]
    assert states(found, D(2026, 9, 28), D(2026, 9, 29), D(2026, 10, 1)) == ["in_grace", "uncertain", "irregular_lapse"]


def test_what_is_in_time_by_one_law_only_is_disputed() -> None:
    found = ask(life(PERMIT, renewal(D(2026, 9, 29))), D(2026, 10, 5), CHANGED)
    assert states(found, D(2026, 9, 29)) == ["lawful_pending"]
    assert readings(found, D(2026, 10, 2)) == {"irregular_lapse"}
    sure = ask(life(PERMIT, renewal(D(2026, 9, 28))), D(2026, 10, 5), CHANGED)
    assert readings(sure, D(2026, 10, 2)) == set()


def test_a_window_of_a_law_that_did_not_exist_yet_is_no_other_reading() -> None:
    young = law(
        OVERSTAY, COVER, late("or_of_anchor = true", versions=('since = 2026-08-01\ncloses = { n = 3, unit = "months" }',))
    )
    assert shown(ask(life(PERMIT), D(2026, 9, 5), young)) == [(D(2026, 9, 30), D(2026, 9, 30), Met.OPEN)]
    assert shown(ask(life(PERMIT), D(2026, 7, 5), young)) == []
    assert states(ask(life(PERMIT), D(2026, 9, 5), young), D(2026, 7, 5), D(2026, 9, 5)) == ["irregular_lapse", "irregular_lapse"]


def test_where_no_case_surely_holds_every_length_that_could_is_a_reading() -> None:
    ten, twenty = (f'length = {{ n = {n}, unit = "days" }}' for n in (10, 20))
    cases = f'closes_by = [{{ when = "pregnant", {ten} }}, {{ when = "ill", {twenty} }}]'
    book = law(OVERSTAY, late(cases, versions=(ALWAYS,)))
    assert shown(ask(life(PERMIT), D(2026, 7, 5), book)) == [(D(2026, 7, 10), D(2026, 7, 10), Met.OPEN)]
    assert shown(ask(life(PERMIT, pregnant=False, ill=True), D(2026, 7, 5), book))[0][0] == D(2026, 7, 20)


# ------------------------------------------------------------------ counted backwards


def test_months_before_the_last_of_a_month_can_be_counted_in_two_ways() -> None:
    calendar = clause("calendar.days", "calendar", 'months = ["same_number"]', 'back = ["same_number", "civil"]')
    opens = clause(
        "renew.opens", "window", 'anchor = "permit_until"', 'deadline = "renewal_filing"', 'edge = "first"', "before = true",
        'closes = { n = 2, unit = "months" }',
    )  # fmt: skip
    september = ask(life(held(D(2026, 1, 1), "es_renewed_work", D(2026, 9, 30))), D(2026, 5, 1), law(calendar, opens))
    found = [each for each in september.deadlines if each.id == "renewal_filing"]
    assert [(each.day, each.edge.value, each.readings, each.met) for each in found] == [
        (D(2026, 7, 30), "first", (D(2026, 7, 31),), None)
    ]
    assert last_days(ask(life(PERMIT), D(2026, 5, 1), law(opens)), "renewal_filing") == [D(2026, 4, 30)]


@pytest.mark.parametrize(
    ("day", "answered", "others"),
    [
        (D(2026, 7, 29), Answer.NO, frozenset()),
        (D(2026, 7, 30), Answer.NO, frozenset({"yes"})),
        (D(2026, 7, 31), Answer.YES, frozenset()),
        (D(2026, 9, 30), Answer.YES, frozenset()),
        (D(2026, 10, 1), Answer.NO, frozenset()),
    ],
)
def test_a_filing_before_the_first_day_is_not_in_time(day: dt.date, answered: Answer, others: frozenset[str]) -> None:
    calendar = clause("calendar.days", "calendar", 'months = ["same_number"]', 'back = ["civil", "same_number"]')
    opens = clause(
        "renew.opens", "window", 'anchor = "permit_until"', 'deadline = "renewal_filing"', 'edge = "first"', "before = true",
        'closes = { n = 2, unit = "months" }', RENEWALS,
    )  # fmt: skip
    told = life(held(D(2026, 1, 1), "es_renewed_work", D(2026, 9, 30)), renewal(day))
    inquiry, position = inquire(law(calendar, opens), vocabulary(), told, D(2026, 12, 1))
    found = in_time(inquiry, inquiry.history.events[-1], position.deadlines)
    assert found.answer is answered
    assert set(found.readings) == set(others)


def test_a_first_day_is_told_as_an_opening_and_only_ahead() -> None:
    opens = clause(
        "renew.opens", "window", 'anchor = "permit_until"', 'deadline = "renewal_filing"', 'edge = "first"', "before = true",
        'closes = { n = 60, unit = "days" }',
    )  # fmt: skip
    for today, told in ((D(2026, 4, 30), [Sentence("opens.renewal_filing", {"day": D(2026, 5, 1)})]), (D(2026, 5, 1), [])):
        found = [each for each in ask(life(PERMIT), today, law(opens)).deadlines if each.id == "renewal_filing"]
        assert list(until_when(found, today)) == told


def test_a_time_to_be_completed_is_told_by_its_later_reading() -> None:
    found = [each for each in ask(life(CAME, CLAIM, REFUSED), D(2026, 3, 1), roots()).deadlines if each.id == "eligibility_stay"]
    assert until_when(found, D(2026, 3, 1))[0].places["day"] == D(2027, 3, 1)


# ------------------------------------------------------------------ time that does not count


def roots(*lines: str, versions: tuple[str, ...] = (ALWAYS,)) -> LawBook:
    window = clause(
        "roots.stay", "window", 'anchor = "unbroken_since"', 'deadline = "eligibility_stay"', 'edge = "complete"',
        'for_option = "arraigo_social"', 'name = "roots_on"', 'closes = { n = 2, unit = "years" }',
        'out_from = ["asylum.filed"]', 'out_until = [{ event = "asylum.decided", where = "final == true" }]', *lines,
        versions=versions,
    )  # fmt: skip
    return law(
        window, clause("roots.way", "route", 'option = "arraigo_social"', 'needs = [{ when = "roots_on <= today", says = "x" }]')
    )


CAME = event(D(2023, 1, 10), "entered")
CLAIM = event(D(2023, 2, 1), "asylum.filed", no="1")
REFUSED = event(D(2025, 3, 1), "asylum.decided", no="1", result="refused", final=True)


def complete(of: Position) -> list[tuple[dt.date, tuple[dt.date, ...], str | None]]:
    return [(each.day, each.readings, each.option) for each in of.deadlines if each.id == "eligibility_stay"]


def test_time_that_counts_runs_from_the_day_somebody_came() -> None:
    found = ask(life(CAME), D(2025, 1, 10), roots())
    assert complete(found) == [(D(2025, 1, 10), (), "arraigo_social")]
    assert answer(found, "arraigo_social") is Answer.YES
    assert answer(ask(life(CAME), D(2025, 1, 9), roots()), "arraigo_social") is Answer.NO


def test_time_left_out_starts_the_count_anew_and_the_days_before_may_be_added() -> None:
    found = ask(life(CAME, CLAIM, REFUSED), D(2026, 3, 1), roots())
    assert complete(found) == [(D(2027, 3, 1), (D(2027, 2, 7),), "arraigo_social")]
    assert answer(found, "arraigo_social") is Answer.NO


def test_while_time_stands_still_no_day_is_named() -> None:
    found = ask(life(CAME, CLAIM), D(2025, 6, 1), roots())
    assert complete(found) == []
    assert answer(found, "arraigo_social") is Answer.NO


def test_time_left_out_before_somebody_came_back_changes_nothing() -> None:
    back = (event(D(2025, 4, 1), "departed"), event(D(2025, 9, 1), "entered"))
    assert complete(ask(life(CAME, CLAIM, REFUSED, *back), D(2026, 3, 1), roots())) == [(D(2027, 9, 1), (), "arraigo_social")]


def test_whoever_told_no_day_is_asked_since_when() -> None:
    found = option(ask(life(), D(2026, 3, 1), roots()), "arraigo_social")
    assert (found.answer, found.asks) == (Answer.ASK, ("reside_since",))
    assert complete(ask(life(reside_since=D(2024, 5, 5)), D(2026, 3, 1), roots())) == [(D(2026, 5, 5), (), "arraigo_social")]


def test_a_day_that_no_law_counts_yet_never_comes() -> None:
    book = roots(versions=("since = 2026-05-01",))
    assert answer(ask(life(CAME), D(2026, 3, 1), book), "arraigo_social") is Answer.NO
    assert answer(ask(life(CAME), D(2026, 5, 1), book), "arraigo_social") is Answer.YES


def test_a_stay_that_began_before_anything_told_is_asked_about_unless_it_is_long_enough() -> None:
    way = clause("roots.way", "route", 'option = "leave_normally"', 'needs = [{ when = "here_longer", says = "x" }]')
    told = held(D(2025, 1, 1), "es_student", UNTIL)
    untold = option(ask(life(told), D(2026, 3, 1), law(way)), "leave_normally")
    assert (untold.answer, untold.asks) == (Answer.ASK, ("reside_since",))
    since = held(D(2025, 1, 1), "es_student", UNTIL, since=D(2024, 1, 1))
    for known in (
        life(since),
        life(CAME, told),
        life(told, reside_since=D(2024, 5, 5)),
        life(told, event(D(2025, 6, 1), "departed")),
    ):
        assert answer(ask(known, D(2026, 3, 1), law(way)), "leave_normally") is Answer.NO


@pytest.mark.parametrize(
    ("events", "facts", "since"),
    [
        ((event(D(2024, 2, 10), "registered", where="municipality"),), {}, D(2024, 2, 10)),
        ((event(D(2024, 2, 10), "entered"),), {"irregular_since": D(2024, 1, 1)}, D(2024, 1, 1)),
        ((), {"registered_since": D(2024, 1, 5)}, D(2024, 1, 5)),
        ((event(D(2024, 2, 10), "departed"),), {"registered_since": D(2024, 1, 5)}, None),
        ((event(D(2024, 2, 10), "entered"),), {"reside_since": D(2024, 3, 1)}, D(2024, 3, 1)),
    ],
)
def test_presence_is_read_off_what_shows_it(events: tuple[Event, ...], facts: dict[str, dt.date], since: dt.date | None) -> None:
    found = complete(ask(life(*events, **facts), D(2025, 3, 1), roots()))
    assert [day.replace(year=day.year - 2) for day, _, _ in found] == ([since] if since else [])


@pytest.mark.parametrize(
    ("end", "after"),
    [
        (decided(D(2026, 8, 10), "refused"), "irregular_lapse"),
        (event(D(2026, 8, 10), "application.withdrawn", no="1"), "in_grace"),
        (decided(D(2026, 6, 29), "refused"), "in_grace"),
    ],
)
def test_what_was_filed_in_time_and_refused_in_the_window_leaves_nothing_to_file_for(end: Event, after: str) -> None:
    found = ask(life(PERMIT, renewal(D(2026, 6, 1)), end), D(2026, 8, 20), THREE_MONTHS)
    assert states(found, D(2026, 8, 11), D(2026, 9, 30)) == [after, after]
