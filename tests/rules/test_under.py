"""The same life under another day's law: where two laws part, and what changed between two days."""

import pytest

from madoguchi.rules.compare import changes, compare, in_words, values_of
from madoguchi.rules.kinds import Clock
from madoguchi.rules.shelf import law_of, vocabulary
from madoguchi.rules.terms import Answer
from madoguchi.rules.under import frozen, under
from tests.rules.invented import clause, clock, days, law, months
from tests.rules.told import D, answer, ask, event, held, last_days, life

JP = law_of("JP")
OVER = held(D(2022, 3, 31), "unstated", D(2022, 3, 31))
STOPPED = (event(D(2023, 6, 20), "investigation.began"), event(D(2023, 7, 1), "declared", wish="leave_promptly"))
LOST = event(D(2026, 2, 10), "contract.ended", ground="closure")

REFORM = law(
    clock(versions=(f"since = 2000-01-01\nuntil = 2026-02-28\n{months(1)}", f"since = 2026-03-01\n{months(2)}")),
    clause("young.way", "route", 'option = "designated_activities"', versions=("since = 2026-03-01",)),
    clause("old.way", "route", 'option = "leave_normally"', versions=("since = 1990-01-01\nuntil = 2026-02-28",)),
)


def test_the_law_of_a_day_holds_for_the_whole_life() -> None:
    told = life(held(D(2026, 1, 1), "jp_engineer", D(2027, 1, 1)), LOST)
    for day, last in ((D(2026, 2, 1), D(2026, 3, 10)), (D(2026, 3, 1), D(2026, 4, 10))):
        assert last_days(ask(told, D(2026, 4, 1), under(REFORM, day)), "job_search") == [last]


def test_a_rule_that_was_not_there_on_that_day_is_left_out() -> None:
    assert "xx.young.way" not in under(REFORM, D(2026, 2, 1)).clauses
    assert "xx.old.way" not in under(REFORM, D(2026, 3, 1)).clauses
    assert under(REFORM, D(2026, 3, 1)) is under(REFORM, D(2026, 3, 1))
    assert frozen(REFORM.clauses["xx.young.way"], D(2026, 2, 1)) is None  # type: ignore[index]


def test_two_laws_part_at_the_first_clause_that_says_otherwise() -> None:
    told = life(OVER, *STOPPED)
    found = compare(under(JP, D(2023, 7, 1)), under(JP, D(2024, 6, 10)), vocabulary(), told, D(2023, 7, 1))
    parted = {each.what: (each.left, each.right, each.clauses) for each in found.differences}
    assert parted.get("option departure_order") == ("no", "yes", ("jp.leave.departure-order",))
    assert found.first is found.differences[0]


def test_one_law_agrees_with_itself() -> None:
    found = compare(JP, JP, vocabulary(), life(OVER, *STOPPED), D(2023, 7, 1))
    assert found.differences == ()
    assert found.first is None


def test_differences_name_states_deadlines_and_options() -> None:
    exposing = clock('exposes = "lawful_revocable"', versions=(f"since = 2000-01-01\n{months(1)}",))
    one, other = law(exposing), law(clause("old.way", "route", 'option = "leave_normally"'))
    told = life(held(D(2026, 1, 1), "jp_engineer", D(2027, 1, 1)), LOST)
    found = compare(one, other, vocabulary(), told, D(2026, 4, 1))
    assert [(each.day, each.what, each.left, each.right) for each in found.differences] == [
        (D(2026, 2, 11), "state", "lawful_revocable", "lawful"),
        (D(2026, 3, 10), "deadline job_search", "2026-03-10", "none"),
        (D(2026, 4, 1), "option leave_normally", "no such rule", "yes"),
    ]
    back = compare(other, one, vocabulary(), told, D(2026, 4, 1))
    assert [(each.left, each.right) for each in back.differences] == [(each.right, each.left) for each in found.differences]


def test_a_path_is_named_beside_its_option() -> None:
    paths = 'paths = [{ id = "a", when = "pregnant", says = "x" }]'
    one = law(clause("old.way", "route", 'option = "leave_normally"', paths))
    found = compare(one, law(), vocabulary(), life(held(D(2026, 1, 1), "jp_engineer")), D(2026, 4, 1))
    assert [each.what for each in found.differences] == ["option leave_normally", "option leave_normally (a)"]


# ------------------------------------------------------------------ what changed


def test_a_reform_shows_which_values_it_changed() -> None:
    found = {each.clause: each for each in changes(REFORM, D(2026, 2, 28), D(2026, 3, 1))}
    assert [(key, old, new) for key, old, new in found["xx.job.search"].keys] == [  # type: ignore[index]
        ("length", "{'n': 1, 'unit': 'months'}", "{'n': 2, 'unit': 'months'}")
    ]
    assert (found["xx.young.way"].before, found["xx.young.way"].after) == ("not_yet", "in_force")  # type: ignore[index]
    assert (found["xx.old.way"].before, found["xx.old.way"].after) == ("in_force", "over")  # type: ignore[index]
    assert len(found) == 3


def test_nothing_changes_between_two_days_of_one_law() -> None:
    assert changes(REFORM, D(2026, 3, 1), D(2026, 4, 1)) == ()


def test_the_widening_of_the_departure_order_is_found() -> None:
    assert "jp.leave.departure-order" in {each.clause for each in changes(JP, D(2024, 6, 9), D(2024, 6, 10))}


def test_values_read_like_the_file_they_come_from() -> None:
    narrowed = '[{ event = "contract.ended", where = "ground == closure", unless = "ground == debt" }]'
    text = clock(days(14), 'needs = "age < 18"', 'excuse = "pregnant"').replace('["contract.ended"]', narrowed)
    version = next(each for c in law(text).of_kind("clock") for each in c.versions)
    assert isinstance(version, Clock)
    told = values_of(version)
    assert told["starts"] == ["contract.ended where ground == closure unless ground == debt"]
    assert told["stops"] == ["contract.signed"]
    assert told["needs"] == "age < 18"
    assert told["length"] == {"n": 14, "unit": "days"}
    assert told["since"] == D(1990, 1, 1)
    assert told["instrument"] == "act"


@pytest.mark.parametrize(
    ("value", "words"), [({"a": (1, 2)}, {"a": [1, 2]}), (frozenset({"x"}), ["x"]), (Answer.YES, "yes"), (None, None)]
)
def test_any_value_has_words(value: object, words: object) -> None:
    assert in_words(value) == words


def test_what_is_the_law_later_can_be_asked_today() -> None:
    told = life(OVER, *STOPPED)
    assert answer(ask(told, D(2023, 7, 1)), "departure_order").value == "no"
    assert answer(ask(told, D(2023, 7, 1), under(JP, D(2024, 6, 10))), "departure_order").value == "yes"


NAMING = law(
    clause("period.end", "window", 'name = "period_until"', 'anchor = "entered_on"', 'closes = { n = 1, unit = "years" }',
           versions=("since = 2026-03-01",)),
    clause("change.count", "limit", 'name = "changes_left"', 'counts = ["change.permitted"]', "most = 3", 'unit = "changes"',
           versions=("since = 2026-03-01",)),
    clause("late.way", "route", 'option = "late_acceptance"', 'needs = [{ when = "period_until < today", says = "over" }]'),
    clause("more.way", "route", 'option = "further_change"', 'needs = [{ when = "changes_left > 0", says = "left" }]'),
)  # fmt: skip


def test_a_day_that_only_a_later_law_names_never_came_under_the_law_before() -> None:
    told = life(event(D(2024, 1, 10), "entered"))
    after, before = (ask(told, D(2026, 4, 1), under(NAMING, day)) for day in (D(2026, 3, 1), D(2026, 2, 1)))
    assert (answer(after, "late_acceptance"), answer(before, "late_acceptance")) == (Answer.YES, Answer.NO)
    assert (answer(after, "further_change"), answer(before, "further_change")) == (Answer.YES, Answer.ASK)
