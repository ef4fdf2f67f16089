"""Names worked out from a life, permissions that end by another day, closed weekdays, and clocks that say more than a day."""

import datetime as dt

import pytest

from madoguchi.ground.dates import ClosedDays
from madoguchi.rules.terms import Answer, Event, Layer
from tests.rules.invented import CALENDAR, OVERSTAY, clause, clock, days, law, months
from tests.rules.told import D, answer, ask, event, filed, held, last_days, life, readings, states

E9 = held(D(2026, 1, 1), "kr_e9", D(2026, 12, 31))


def asked_by(who: str, day: dt.date) -> Event:
    return event(day, "application.filed", no="1", for_="reemployment", by=who)


def test_a_request_that_was_granted_is_known_by_its_number() -> None:
    way = clause("way.granted", "route", 'option = "regularisation"', 'needs = [{ when = "reemployed", says = "granted" }]')
    asked = asked_by("employer", D(2025, 1, 1))
    for result, no, said in (("granted", "1", Answer.YES), ("refused", "1", Answer.NO), ("granted", "2", Answer.NO)):
        decided = event(D(2025, 1, 5), "application.decided", no=no, result=result)
        assert answer(ask(life(asked, decided), D(2025, 2, 1), law(way)), "regularisation") is said


def test_what_was_on_a_fixed_day_is_known_only_after_it() -> None:
    way = clause(
        "way.then", "route", 'option = "regularisation"', 'needs = [{ when = "status_in_march_2003 == none", says = "then" }]'
    )
    told = life(status="none")
    assert answer(ask(told, D(2003, 11, 1), law(way)), "regularisation") is Answer.YES
    assert answer(ask(told, D(2003, 3, 30), law(way)), "regularisation") is Answer.ASK


def test_a_permission_may_end_no_later_than_a_day_that_a_window_names() -> None:
    cap = clause("stay.cap", "window", 'name = "reg_2003_cap"', 'anchor = "entered_on"', 'closes = { n = 5, unit = "years" }')
    work = clause(
        "stay.work", "permission", 'starts = [{ event = "permit.granted", where = "layer == work" }]', months(24),
        'earliest_of = ["reg_2003_cap"]', 'deadline = "permit_end"',
    )  # fmt: skip
    granted = event(D(2003, 11, 10), "permit.granted", layer="work", status="unstated")
    for came, last in ((D(2000, 5, 1), D(2005, 5, 1)), (D(2001, 6, 1), D(2005, 11, 10))):
        found = ask(life(event(came, "entered"), granted), D(2004, 1, 1), law(cap, work))
        assert last_days(found, "permit_end") == [last]
    assert last_days(ask(life(granted), D(2004, 1, 1), law(cap, work)), "permit_end") == [D(2005, 11, 10)]


def test_a_status_may_follow_from_the_permission_itself() -> None:
    claim = clause(
        "stay.claim",
        "permission",
        'starts = ["asylum.filed"]',
        'state = "lawful_pending"',
        'status = "kr_g1"',
        'work = "not_allowed"',
    )
    told = life(E9, event(D(2026, 2, 1), "asylum.filed", no="1"))
    found = ask(told, D(2026, 3, 1), law(claim))
    assert states(found, D(2026, 2, 1), D(2027, 1, 1)) == ["lawful", "lawful_pending"]
    assert states(found, D(2027, 1, 1), layer=Layer.WORK) == ["not_allowed"]


def test_a_request_may_be_only_another_reading() -> None:
    waits = clause("stay.waits", "pending", 'requests = ["extension"]', 'state = "uncertain"', "reading = true")
    found = ask(life(E9, filed(D(2026, 12, 1))), D(2027, 2, 1), law(OVERSTAY, waits))
    assert states(found, D(2027, 1, 10)) == ["irregular_lapse"]
    assert readings(found, D(2027, 1, 10)) == {"uncertain"}


def test_a_weekday_may_be_closed_only_from_a_day_on() -> None:
    closed = ClosedDays(D(2004, 1, 1), D(2010, 1, 1), frozenset(), frozenset(), frozenset([6]), ((5, D(2007, 12, 21)),))
    assert closed.is_closed(D(2007, 12, 15)) is False
    assert closed.is_closed(D(2007, 12, 22)) is True
    assert closed.next_open(D(2007, 12, 22)) == D(2007, 12, 24)
    text = CALENDAR.replace(
        "closed_weekdays = [5, 6]", "closed_weekdays = [6]\nclosed_weekdays_since = [{ weekday = 5, since = 2026-06-01 }]"
    )
    early = life(event(D(2026, 3, 7), "contract.ended", ground="closure"))
    late = life(event(D(2026, 6, 6), "contract.ended", ground="closure"))
    rolls = law(text, clock(days(7), "rolls = true"))
    assert [each.rolled for each in ask(early, D(2026, 3, 10), rolls).deadlines] == [None]
    assert [each.rolled for each in ask(late, D(2026, 6, 10), rolls).deadlines] == [D(2026, 6, 15)]


def test_while_a_clock_exposes_it_may_also_say_what_work_is_allowed() -> None:
    may = clause("work.all", "permission", 'statuses = ["kr_e9"]', 'work = "allowed_limited"')
    shut = clock(months(1), 'exposes = "in_grace"', 'work = "not_allowed"', "cuts = true")
    told = life(E9, event(D(2026, 2, 10), "contract.ended", ground="closure"), event(D(2026, 3, 1), "contract.signed"))
    found = ask(told, D(2026, 4, 1), law(may, shut))
    days_asked = (D(2026, 2, 10), D(2026, 2, 11), D(2026, 2, 28), D(2026, 3, 1))
    shown = states(found, *days_asked, layer=Layer.WORK)
    assert shown == ["allowed_limited", "not_allowed", "not_allowed", "allowed_limited"]


def test_which_length_a_clock_has_may_depend_on_what_came_later() -> None:
    by_case = (
        'lengths = [{ when = "asylum_filed", length = { n = 20, unit = "months" } }, { length = { n = 9, unit = "months" } }]'
    )
    told = life(E9, event(D(2026, 2, 10), "contract.ended", ground="closure"), event(D(2026, 3, 1), "asylum.filed", no="1"))
    assert last_days(ask(told, D(2026, 4, 1), law(clock(by_case))), "job_search") == [D(2026, 11, 10)]
    assert last_days(ask(told, D(2026, 4, 1), law(clock(by_case, "by_today = true"))), "job_search") == [D(2027, 10, 10)]


YOUNG = clause("way.young", "route", 'option = "child_residence"', 'needs = [{ when = "age_at_entry < 6", says = "young" }]')
CAME_CHILD = event(D(2018, 3, 1), "entered")


@pytest.mark.parametrize(
    ("events", "facts", "said"),
    [
        ((event(D(2018, 3, 1), "born"),), {}, Answer.YES),
        ((CAME_CHILD,), {"age_at_entry": 6}, Answer.NO),
        ((CAME_CHILD,), {"born": D(2012, 3, 2)}, Answer.YES),
        ((CAME_CHILD,), {"born": D(2012, 3, 1)}, Answer.NO),
        ((CAME_CHILD,), {}, Answer.ASK),
        ((), {"born": D(2012, 3, 2)}, Answer.ASK),
    ],
)
def test_the_age_at_entry_is_told_or_counted(events: tuple[Event, ...], facts: dict[str, int | dt.date], said: Answer) -> None:
    assert answer(ask(life(*events, **facts), D(2026, 1, 1), law(YOUNG)), "child_residence") is said


SINCE = clause(
    "way.since", "route", 'option = "voluntary_departure"', 'needs = [{ when = "irregular_on < \'2026-02-01\'", says = "since" }]'
)


@pytest.mark.parametrize(
    ("until", "on", "said"),
    [
        (D(2026, 1, 30), D(2026, 3, 1), Answer.YES),
        (D(2026, 1, 31), D(2026, 3, 1), Answer.NO),
        (D(2026, 12, 31), D(2026, 3, 1), Answer.NO),
    ],
)
def test_since_when_a_stay_is_over_is_worked_out(until: dt.date, on: dt.date, said: Answer) -> None:
    told = life(held(D(2026, 1, 1), "kr_e9", until))
    assert answer(ask(told, on, law(OVERSTAY, SINCE)), "voluntary_departure") is said


def test_since_when_a_stay_is_over_is_told_or_asked() -> None:
    assert (
        answer(ask(life(irregular_since=D(2026, 1, 1)), D(2026, 3, 1), law(OVERSTAY, SINCE)), "voluntary_departure") is Answer.YES
    )
    assert answer(ask(life(), D(2026, 3, 1), law(OVERSTAY, SINCE)), "voluntary_departure") is Answer.ASK
    gone = life(held(D(2026, 1, 1), "kr_e9", D(2026, 1, 15)), event(D(2026, 2, 20), "departed"))
    assert answer(ask(gone, D(2026, 3, 1), law(OVERSTAY, SINCE)), "voluntary_departure") is Answer.YES
