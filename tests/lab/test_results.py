"""What a run counted, as tables; what one clause changes; and the law's tables in words. No kernel runs here."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from msgspec.structs import replace as with_values

from madoguchi.ground.ids import ClauseId
from madoguchi.lab import shelf
from madoguchi.lab.changes import changed
from madoguchi.lab.forms import form, numbered
from madoguchi.lab.pairs import effect, with_value, without
from madoguchi.lab.printed import printed
from madoguchi.lab.results import TABLES, Columns, Inputs, digest, law_digest, metadata, tables
from madoguchi.lab.run import Counts, prepare
from madoguchi.lab.states import INCENTIVE, LAPSE, LAWFUL
from madoguchi.lab.terms import Change, LabError
from madoguchi.rules.shelf import law_of, vocabulary

pytestmark = pytest.mark.slow

MONTHS = (dt.date(2000, 1, 1), dt.date(2000, 2, 1))
BRIDGE = ClauseId("sd.stay.bridge")
GOES = form("departed", {"how": "own"})
FORMS = numbered([GOES, form("permit.changed"), form("permit.changed", dated=True)], vocabulary())


def counts(lapsed: Sequence[int] = (3, 4), came: Sequence[int] = (3, 1), causes: tuple[ClauseId, ...] = (BRIDGE,)) -> Counts:
    """Ten people over two months, some of whom a clause brought into an irregular state."""
    stock, irregular, inflow = (np.zeros(shape, np.int64) for shape in ((2, 1, 16), (2, 4, 2), (2, 4, 2)))
    for month in range(2):
        stock[month, 0, LAPSE], stock[month, 0, LAWFUL] = lapsed[month], 10 - lapsed[month]
        irregular[month, INCENTIVE, 1], inflow[month, INCENTIVE, 1] = lapsed[month], came[month]
    events = np.array([[0, 2, 1, 1], [0, 0, 0, 0]], np.int64)
    waiting = np.array([[5, 0], [6, 0]], np.int64)
    desks = (("office-01", "extension"), ("office-02", "extension"))
    return Counts(MONTHS, stock, irregular, inflow, events, waiting, causes, ("working",), FORMS, desks, 10, 60, 0, 0)


def rows(columns: Columns) -> list[tuple[object, ...]]:
    """The lines of a table."""
    return list(zip(*columns.values(), strict=True))


# ------------------------------------------------------------------ counts as tables


def test_every_table_has_the_columns_that_its_page_names() -> None:
    assert {name: tuple(columns) for name, columns in tables(counts()).items()} == TABLES


def test_a_stock_has_a_row_for_what_occurs_and_none_for_what_never_does() -> None:
    assert rows(tables(counts(lapsed=(0, 4)))["stocks"]) == [
        (MONTHS[0], "working", "lawful", 10),
        (MONTHS[0], "working", "irregular_lapse", 0),
        (MONTHS[1], "working", "lawful", 6),
        (MONTHS[1], "working", "irregular_lapse", 4),
    ]


def test_an_irregular_stay_is_counted_by_why_and_by_the_clause_that_ended_the_claim() -> None:
    found = tables(counts())
    assert rows(found["irregular"]) == [(MONTHS[0], "incentive", BRIDGE, 3), (MONTHS[1], "incentive", BRIDGE, 4)]
    assert rows(found["inflow"]) == [(MONTHS[0], "incentive", BRIDGE, 3), (MONTHS[1], "incentive", BRIDGE, 1)]


def test_events_that_differ_only_in_giving_a_last_day_are_one() -> None:
    assert rows(tables(counts())["events"]) == [
        (MONTHS[0], "departed (how = own)", 2),
        (MONTHS[0], "permit.changed", 2),
        (MONTHS[1], "departed (how = own)", 0),
        (MONTHS[1], "permit.changed", 0),
    ]


def test_an_office_where_nobody_waits_is_told_too() -> None:
    assert rows(tables(counts())["waiting"])[:2] == [
        (MONTHS[0], "office-01", "extension", 5),
        (MONTHS[0], "office-02", "extension", 0),
    ]


# ------------------------------------------------------------------ everything that a run depended on


def test_the_digest_of_a_law_changes_with_a_value_and_with_nothing_else() -> None:
    law = law_of("JP")
    change = Change(clause=ClauseId("jp.stay.special-period"), value="at_most", n=4)
    other = changed(law, [change], (), "here")
    same = changed(law, [with_values(change, n=2)], (), "here")
    assert law_digest(same) == law_digest(law) != law_digest(other)
    assert law_digest(changed(law, (), [ClauseId("jp.bar.deportation")], "here")) != law_digest(law)


def test_the_metadata_names_all_that_a_run_depended_on_and_no_time() -> None:
    scenario = shelf.scenario("status-decade-reform")
    inputs = Inputs(scenario, shelf.law_for(scenario), shelf.practice(scenario.practice), shelf.behaviour(scenario.behaviour))
    told = metadata(inputs, 10, 60, {"madoguchi": "0"}, "kernel")
    assert told["changes"][0] == {"clause": "sd.stay.bridge", "value": "at_most", "n": 120}
    assert told["law"]["clauses"] == sorted(told["law"]["clauses"])
    assert told == metadata(inputs, 10, 60, {"madoguchi": "0"}, "kernel")
    assert told["left_out"] == []
    without = replace(inputs, left_out=(("sd.stay.bridge", "a reason"),))
    assert metadata(without, 10, 60, {}, "")["left_out"] == [{"clause": "sd.stay.bridge", "because": "a reason"}]
    other = replace(inputs, behaviour=with_values(inputs.behaviour, title="Others"))
    assert metadata(other, 10, 60, {}, "")["behaviour"]["digest"] != told["behaviour"]["digest"] == digest(inputs.behaviour)


# ------------------------------------------------------------------ what one clause changes


def test_a_difference_is_told_by_month_by_cause_and_altogether() -> None:
    other = ClauseId("sd.search.time")
    found = effect(counts(), counts(lapsed=(1, 1), came=(1, 0), causes=(other,)))
    assert found.stock == ((MONTHS[0], 3, 1), (MONTHS[1], 4, 1))
    assert found.inflow == (("incentive", BRIDGE, 4, 0), ("incentive", other, 0, 1))
    assert (found.came, found.time) == ((4, 1), (7, 2))


def test_runs_of_other_people_are_not_compared() -> None:
    with pytest.raises(LabError, match="only a clause or a value may differ"):
        effect(counts(), replace(counts(), people=11))


@pytest.mark.parametrize(
    ("text", "value", "n", "unit"),
    [
        ("jp.stay.special-period.at_most=4", "at_most", 4, None),
        ("jp.stay.special-period.at_most=120days", "at_most", 120, "days"),
        ("jp.esd.transfer-time.lengths.0 = 1 year", "lengths.0", 1, "years"),
    ],
)
def test_a_value_is_changed_by_one_word(text: str, value: str, n: int, unit: str | None) -> None:
    scenario = with_value(shelf.scenario("jp-decade"), text, law_of("JP").clauses)
    (change,) = scenario.change
    assert (change.value, change.n, change.unit) == (value, n, unit)


def test_a_value_that_the_scenario_changes_already_is_changed_once() -> None:
    law = law_of("JP")
    scenario = with_value(shelf.scenario("jp-longer-waiting"), "jp.stay.special-period.at_most=6", law.clauses)
    assert [(change.value, change.n) for change in scenario.change] == [("at_most", 6)]
    assert law_digest(changed(law, scenario.change, (), "here")) != law_digest(law)


@pytest.mark.parametrize(
    "text", ["jp.stay.special-period.at_most", "jp.stay.special-period.at_most=-1", "jp.nothing.at_most=1", "=1"]
)
def test_a_word_that_changes_nothing_is_refused(text: str) -> None:
    with pytest.raises(LabError):
        with_value(shelf.scenario("jp-decade"), text, law_of("JP").clauses)


def test_a_clause_is_taken_out_beside_those_that_are_out() -> None:
    first = without(shelf.scenario("status-decade"), ["sd.search.time"])
    assert without(first, [BRIDGE]).without == ("sd.search.time", BRIDGE)


# ------------------------------------------------------------------ the tables of a law in words


@pytest.fixture(scope="module")
def pages() -> str:
    """The tables of the reference law."""
    scenario = shelf.scenario("status-decade")
    parts = shelf.practice(scenario.practice), shelf.behaviour(scenario.behaviour), shelf.law_for(scenario)
    return "\n".join(printed(prepare(scenario, *parts, vocabulary()).laid))


def test_every_clause_that_can_matter_stands_in_the_printed_tables(pages: str) -> None:
    scenario = shelf.scenario("status-decade")
    assert [id_ for id_ in shelf.law_for(scenario).clauses if id_ not in pages] == []


def test_a_row_says_its_last_day_as_the_clause_does_and_gives_one_as_an_example(pages: str) -> None:
    assert "last day: 3 days, civil (an event of 2000-01-31: last day 2000-02-03)" in pages
    assert "0 days, includes_first (an event of 2000-01-31: last day 2000-01-30)" in pages
    assert "[1] sd.stay.bridge: extension, 1960-01-01 to now; state lawful_pending until the decision, at most" in pages


def test_the_printed_tables_fit_a_page(pages: str) -> None:
    assert max(map(len, pages.splitlines())) <= 118
