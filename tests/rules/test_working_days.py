"""Working days: closed days are left out, nothing is guessed past the table, and no filing moves unless the law says so."""

import pytest

from tests.rules.invented import CALENDAR, clock, law
from tests.rules.test_waiting import PENDING
from tests.rules.told import D, ask, event, filed, held, last_days, life, state

EIGHT = clock('length = { n = 8, unit = "working_days" }')
STAYS_PUT = CALENDAR.replace('months = ["civil"]', 'months = ["civil"]\nmoves_filings = false')


def test_eight_working_days_leave_out_two_weekends_and_two_holidays() -> None:
    ended = event(D(2026, 4, 24), "contract.ended", ground="not_stated")
    assert last_days(ask(life(ended), D(2026, 4, 24), law(CALENDAR, EIGHT)), "job_search") == [D(2026, 5, 8)]


@pytest.mark.parametrize("calendar", ["", CALENDAR.replace("2028-12-31", "2026-04-30")])
def test_where_closed_days_are_not_known_no_day_is_told(calendar: str) -> None:
    ended = event(D(2026, 4, 24), "contract.ended", ground="not_stated")
    assert last_days(ask(life(ended), D(2026, 4, 24), law(calendar, EIGHT)), "job_search") == []


@pytest.mark.parametrize(("calendar", "carried"), [(CALENDAR, "lawful_pending"), (STAYS_PUT, "irregular_lapse")])
def test_a_closed_day_moves_a_filing_only_where_the_law_says_so(calendar: str, carried: str) -> None:
    saturday = held(D(2026, 1, 1), "jp_engineer", D(2026, 5, 2))
    found = ask(life(saturday, filed(D(2026, 5, 6))), D(2026, 5, 10), law(calendar, PENDING))
    assert state(found, D(2026, 5, 6)) == carried
