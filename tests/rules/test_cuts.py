"""Clocks whose end takes a stay: when nobody knows whether it does, what gives the stay back, what holds the clock up."""

import pytest

from madoguchi.rules.terms import Event, Layer, Met, Position
from tests.rules.invented import CALENDAR, OVERSTAY, clause, clock, days, law, months
from tests.rules.told import D, ask, event, held, later, life, readings, state, states

PERMIT = held(D(2026, 1, 1), "jp_engineer", D(2027, 12, 31))
OPEN = held(D(2026, 1, 1), "jp_engineer")
LOST = event(D(2026, 2, 28), "contract.ended", ground="closure")
CUTS = ('exposes = "in_grace"', "cuts = true")
BOTH = 'counting = ["civil", "same_number"]'
MONTH = f'length = {{ n = 1, unit = "months", {BOTH} }}'
"""From 28 February: until 31 March by the law, until 28 March by the careful reading."""


def asked(*events: Event, lines: tuple[str, ...], on: str = "2026-06-01", permit: Event = PERMIT) -> Position:
    return ask(life(permit, LOST, *events), D.fromisoformat(on), law(OVERSTAY, CALENDAR, clock(*CUTS, *lines)))


def signed(day: int) -> Event:
    return event(D(2026, 3, day), "contract.signed")


def test_between_two_readings_of_the_last_day_nobody_knows() -> None:
    found = asked(lines=(MONTH,))
    assert states(found, D(2026, 3, 28), D(2026, 3, 29), D(2026, 3, 31), D(2026, 4, 1)) == [
        "in_grace",
        "uncertain",
        "uncertain",
        "irregular_lapse",
    ]
    assert readings(found, D(2026, 3, 30)) == {"in_grace", "irregular_lapse"}
    assert readings(found, D(2026, 3, 30), Layer.STAY) == {"lawful", "irregular_lapse"}


@pytest.mark.parametrize("permit", [PERMIT, OPEN])
def test_what_was_in_time_by_one_reading_only_leaves_the_stay_in_doubt(permit: Event) -> None:
    found = asked(signed(30), lines=(MONTH,), permit=permit)
    assert states(found, D(2026, 3, 28), D(2026, 3, 29), D(2026, 5, 1)) == ["in_grace", "uncertain", "uncertain"]
    assert readings(found, D(2026, 5, 1)) == {"lawful", "irregular_lapse"}
    assert state(asked(signed(28), lines=(MONTH,)), D(2026, 5, 1)) == "lawful"
    assert state(asked(signed(31), lines=(days(28),)), D(2026, 5, 1)) == "irregular_lapse"


def test_a_second_clock_also_ends_a_stay_that_is_in_doubt() -> None:
    second = clause(
        "work.second", "clock", "rank = 11", 'starts = ["contract.signed"]', "cuts = true", 'length = { n = 2, unit = "months" }'
    )
    book = law(OVERSTAY, clock(*CUTS, MONTH), second)
    found = ask(life(PERMIT, LOST, signed(30)), D(2026, 6, 1), book)
    assert states(found, D(2026, 5, 30), D(2026, 5, 31)) == ["uncertain", "irregular_lapse"]


def test_an_earlier_end_is_not_cut_later() -> None:
    short = held(D(2026, 1, 1), "jp_engineer", D(2026, 3, 10))
    found = asked(lines=(MONTH,), permit=short)
    assert found.state(Layer.STAY, D(2026, 3, 11)).clauses == ("xx.stay.permit", "xx.stay.overstay")  # type: ignore[union-attr]


def test_a_closed_last_day_moves_a_filing_and_leaves_the_days_between_in_doubt() -> None:
    lines = (days(29), "rolls = true")  # until Sunday 29 March
    found = asked(lines=lines)
    assert states(found, D(2026, 3, 29), D(2026, 3, 30), D(2026, 3, 31)) == ["in_grace", "uncertain", "irregular_lapse"]
    [last] = [each for each in found.deadlines if each.id == "job_search"]
    assert (last.day, last.rolled, last.met) == (D(2026, 3, 29), D(2026, 3, 30), Met.MISSED)
    assert state(asked(signed(30), lines=lines), D(2026, 5, 1)) == "uncertain"
    [done] = [each for each in asked(signed(30), lines=lines).deadlines if each.id == "job_search"]
    assert done.met is Met.MET
    assert state(asked(signed(31), lines=lines), D(2026, 5, 1)) == "irregular_lapse"


def test_from_its_end_on_nobody_may_know_whether_the_stay_goes_on() -> None:
    found = ask(life(PERMIT, LOST), D(2026, 6, 1), law(OVERSTAY, clock("may_cut = true", days(14))))
    assert states(found, D(2026, 3, 14), D(2026, 3, 15), D(2027, 12, 31)) == ["lawful", "uncertain", "uncertain"]
    assert state(found, D(2028, 1, 1)) == "irregular_lapse"


def test_a_clock_may_take_only_what_certain_clauses_gave() -> None:
    book = law(OVERSTAY, clock(*CUTS, days(14), 'cuts_only = ["xx.other.permit"]'))
    assert state(ask(life(PERMIT, LOST), D(2026, 6, 1), book), D(2026, 5, 1)) == "in_grace"
    own = law(OVERSTAY, clock(*CUTS, days(14), 'cuts_only = ["xx.stay.permit"]'))
    assert state(ask(life(PERMIT, LOST), D(2026, 6, 1), own), D(2026, 5, 1)) == "irregular_lapse"


def test_a_clock_of_another_layer_takes_no_stay() -> None:
    book = law(OVERSTAY, clock(*CUTS, days(14), 'layer = "work"'))
    assert state(ask(life(PERMIT, LOST), D(2026, 6, 1), book), D(2026, 5, 1)) == "in_grace"


def test_what_an_office_permits_later_gives_the_stay_back_from_its_day() -> None:
    permitted = event(D(2026, 4, 20), "change.permitted", ground="closure")
    early = event(D(2026, 3, 2), "change.permitted", ground="closure")
    lines = (days(14), 'revives = ["change.permitted"]')
    found = asked(early, permitted, lines=lines)
    assert states(found, D(2026, 3, 14), D(2026, 3, 15), D(2026, 4, 19)) == ["in_grace", "irregular_lapse", "irregular_lapse"]
    assert state(found, D(2026, 4, 20), Layer.STAY) == "lawful"
    doubtful = asked(signed(30), permitted, lines=(MONTH, 'revives = ["change.permitted"]'))
    assert states(doubtful, D(2026, 4, 19), D(2026, 4, 20)) == ["uncertain", "lawful"]


def test_an_obstacle_that_is_not_over_keeps_the_clock_from_taking_anything() -> None:
    ill = event(D(2026, 3, 5), "obstacle.began", what="illness")
    well = event(D(2026, 4, 10), "obstacle.ended", what="illness")
    fine = event(D(2026, 4, 10), "obstacle.ended", what="injury")
    lines = (days(14), 'obstacles = ["illness"]')
    found = asked(ill, fine, lines=lines)
    assert state(found, D(2026, 5, 1)) == "in_grace"
    assert [each.met for each in found.deadlines if each.id == "job_search"] == [Met.OPEN]
    over = asked(ill, well, lines=lines)
    assert states(over, D(2026, 4, 24), D(2026, 4, 25)) == ["in_grace", "irregular_lapse"]
    late = event(D(2026, 3, 20), "obstacle.began", what="illness")
    assert state(asked(late, lines=lines), D(2026, 5, 1)) == "irregular_lapse"
    other = event(D(2026, 3, 5), "obstacle.began", what="no_flight")
    assert state(asked(other, lines=lines), D(2026, 5, 1)) == "irregular_lapse"


def test_a_clock_that_was_stopped_while_something_held_it_up_had_not_run_out() -> None:
    ill = event(D(2026, 3, 5), "obstacle.began", what="illness")
    well = event(D(2026, 4, 10), "obstacle.ended", what="illness")
    found_work = event(D(2026, 4, 5), "contract.signed")
    lines = (days(14), 'obstacles = ["illness"]')
    for events in ((ill, found_work), (ill, found_work, well)):  # what ends after the stop says nothing of it
        found = asked(*events, lines=lines)
        assert states(found, D(2026, 4, 4), D(2026, 4, 5), D(2026, 5, 30)) == ["in_grace", "lawful", "lawful"]
        assert [each.met for each in found.deadlines if each.id == "job_search"] == [Met.MET]


def test_a_clock_may_expose_from_the_day_of_the_event() -> None:
    assert state(asked(lines=(days(14),)), LOST.day) == "lawful"
    assert state(asked(lines=(days(14), "at_once = true")), LOST.day) == "in_grace"


def test_an_effect_may_begin_on_the_day_after_the_period() -> None:
    lines = (days(14), 'edge = "first"')
    [plain] = asked(lines=lines).deadlines[:1]
    assert (plain.day, plain.readings) == (D(2026, 3, 14), ())
    [after] = [d for d in asked(lines=(*lines, "from_day_after = true")).deadlines if d.id == "job_search"]
    assert (after.day, after.warn, after.readings) == (D(2026, 3, 15), D(2026, 3, 14), (D(2026, 3, 14),))


def test_a_new_length_may_leave_the_old_one_as_a_reading() -> None:
    new = "\n".join(("since = 2026-03-10", months(2), 'running = "rebase"', "or_as_before = true"))
    book = law(OVERSTAY, clock(*CUTS, versions=(f"since = 1990-01-01\nuntil = 2026-03-09\n{months(1)}", new)))
    found = ask(life(PERMIT, LOST), D(2026, 6, 1), book)
    [last] = [each for each in found.deadlines if each.id == "job_search"]
    assert (last.day, last.readings) == (D(2026, 4, 30), (D(2026, 3, 31),))
    assert states(found, later(D(2026, 3, 31), 1), D(2026, 5, 1)) == ["uncertain", "irregular_lapse"]


def test_a_new_law_that_reaches_a_running_clock_also_brings_its_obstacles() -> None:
    new = "\n".join(("since = 2026-03-10", months(2), 'running = "rebase"', 'obstacles = ["illness"]'))
    book = law(OVERSTAY, clock(*CUTS, versions=(f"since = 1990-01-01\nuntil = 2026-03-09\n{months(1)}", new)))
    ill, well = event(D(2026, 3, 20), "obstacle.began", what="illness"), event(D(2026, 4, 20), "obstacle.ended", what="illness")
    found = ask(life(PERMIT, LOST, ill, well), D(2026, 6, 1), book)
    assert [each.day for each in found.deadlines if each.id == "job_search"] == [D(2026, 6, 20)]
    waits = ask(life(PERMIT, LOST, ill), D(2026, 6, 1), book)
    assert state(waits, D(2026, 6, 1)) == "in_grace"
