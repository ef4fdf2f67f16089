"""A law with a scenario's changes: only what the scenario names is different, and what is not there cannot be changed."""

import datetime as dt

import pytest

from madoguchi.ground.dates import Unit
from madoguchi.ground.ids import ClauseId
from madoguchi.lab import shelf
from madoguchi.lab.changes import changed
from madoguchi.lab.terms import Change, LabError
from madoguchi.rules.clauses import LawBook
from madoguchi.rules.history import History
from madoguchi.rules.inquiry import Inquiry, bench
from madoguchi.rules.kinds import Bar, Clock, Limit, Measure, Pending
from madoguchi.rules.shelf import law_of, vocabulary
from madoguchi.rules.terms import Event, Layer, Life, Value

SPECIAL, HOURS, INTERNS = ClauseId("jp.stay.special-period"), ClauseId("jp.work.hours-limit"), ClauseId("jp.titp.three-years")
DEPORTED, MONTHS = ClauseId("jp.bar.deportation"), ClauseId("jp.revoke.three-months")
FIRST = dt.date(2000, 1, 1)


def change(clause: str, value: str, n: int, unit: str | None = None, on: dt.date | None = None) -> Change:
    return Change(clause=ClauseId(clause), value=value, n=n, unit=unit, on=on)


def after(*changes: Change, without: tuple[str, ...] = ()) -> LawBook:
    return changed(law_of("JP"), changes, [ClauseId(id_) for id_ in without], "s.toml")


def refused(*changes: Change, without: tuple[str, ...] = ()) -> str:
    with pytest.raises(LabError) as caught:
        after(*changes, without=without)
    return str(caught.value)


# ------------------------------------------------------------------ what changes


def test_a_length_is_changed() -> None:
    version = after(change(SPECIAL, "at_most", 4)).clauses[SPECIAL].versions[-1]
    assert isinstance(version, Pending)
    assert version.at_most is not None
    assert (version.at_most.n, version.at_most.unit) == (4, Unit.MONTHS)


def test_a_unit_is_changed_only_if_the_scenario_says_so() -> None:
    version = after(change(MONTHS, "length", 45, "days")).clauses[MONTHS].versions[-1]
    assert isinstance(version, Clock)
    assert version.length is not None
    assert (version.length.n, version.length.unit) == (45, Unit.DAYS)


def test_a_bound_without_a_length_of_time_is_changed() -> None:
    version = after(change(HOURS, "most", 70), change(HOURS, "in_holiday_most", 20)).clauses[HOURS].versions[-1]
    assert isinstance(version, Limit)
    assert (version.most, version.in_holiday_most) == (70, 20)


def test_a_row_of_cases_is_changed_and_the_others_stay() -> None:
    before = law_of("JP").clauses[DEPORTED].versions[-1]
    version = after(change(DEPORTED, "cases.1", 3, "years")).clauses[DEPORTED].versions[-1]
    assert isinstance(version, Bar)
    assert isinstance(before, Bar)
    assert version.cases[1].length.n == 3
    assert version.cases[0] is before.cases[0]


def test_without_a_day_every_version_that_has_the_value_is_changed() -> None:
    versions = after(change(INTERNS, "most", 4)).clauses[INTERNS].versions
    assert [version.most.n for version in versions if isinstance(version, Measure)] == [4, 4]


def test_with_a_day_only_the_version_of_that_day_is_changed() -> None:
    versions = after(change(INTERNS, "most", 4, on=dt.date(2012, 1, 1))).clauses[INTERNS].versions
    assert [version.most.n for version in versions if isinstance(version, Measure)] == [4, 5]


def test_two_values_of_one_clause_can_be_changed() -> None:
    changes = [change(INTERNS, "most", 2, on=dt.date(2012, 1, 1)), change(INTERNS, "most", 4, on=dt.date(2020, 1, 1))]
    versions = after(*changes).clauses[INTERNS].versions
    assert [version.most.n for version in versions if isinstance(version, Measure)] == [2, 4]


# ------------------------------------------------------------------ what stays


def test_clauses_that_no_change_names_are_the_same_objects() -> None:
    law = law_of("JP")
    found = after(change(SPECIAL, "at_most", 4)).clauses
    assert {id_ for id_ in law.clauses if found[id_] is not law.clauses[id_]} == {SPECIAL}


def test_the_book_that_is_changed_stays_as_it_was() -> None:
    after(change(SPECIAL, "at_most", 4))
    version = law_of("JP").clauses[SPECIAL].versions[-1]
    assert isinstance(version, Pending)
    assert version.at_most is not None
    assert version.at_most.n == 2


def test_without_changes_the_book_is_the_same_object() -> None:
    assert after() is law_of("JP")


def test_a_clause_taken_out_is_gone_and_no_other() -> None:
    law = law_of("JP")
    assert set(law.clauses) - set(after(without=(MONTHS,)).clauses) == {MONTHS}


def test_a_clause_whose_name_others_use_can_go_together_with_them() -> None:
    found = after(without=(SPECIAL, "jp.stay.ask-about-file")).clauses
    assert SPECIAL not in found


# ------------------------------------------------------------------ what is refused


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (change("jp.stay.special-perod", "at_most", 4), "change[0].clause is 'jp.stay.special-perod', which is no clause of the"),
        (change(SPECIAL, "at_least", 4), "change[0].value is 'at_least', which jp.stay.special-period does not have; write one"),
        (change(SPECIAL, "length", 4), "change[0].value is 'length', which jp.stay.special-period does not have; "),
        (change(SPECIAL, "at_most.0", 4), "change[0].value is 'at_most.0', which jp.stay.special-period does not have; "),
        (change(DEPORTED, "cases.9", 4), "change[0].value is 'cases.9', which jp.bar.deportation does not have; "),
        (change(DEPORTED, "cases.-1", 4), "change[0].value is 'cases.-1', which jp.bar.deportation does not have; "),
        (change("jp.stay.card", "length", 4), "change[0].value is 'length', which jp.stay.card does not have; it has no value"),
        (change(SPECIAL, "at_most", 4, "moons"), "change[0].unit is 'moons', which is no unit of time; "),
        (change(SPECIAL, "at_most", 1201), "change[0].n is 1201, more than months can be: write 1200 or less"),
        (change(HOURS, "most", 337), "change[0].n is 337, more than half_hours can be: write 336 or less"),
        (change(HOURS, "most", 40, "hours"), "change[0].unit is 'hours', but most is counted in half_hours: take it out"),
        (change(SPECIAL, "at_most", 4, on=dt.date(1980, 1, 1)), "change[0].on is 1980-01-01, when jp.stay.special-period was no"),
        (change(SPECIAL, "at_most", 4, on=dt.date(2000, 1, 1)), "change[0].value is 'at_most', which jp.stay.special-period doe"),
    ],
)  # fmt: skip
def test_a_change_to_what_is_not_there_is_refused(wrong: Change, sentence: str) -> None:
    assert refused(wrong).startswith(f"s.toml: {sentence}")


def test_the_same_value_changed_twice_is_refused() -> None:
    found = refused(change(SPECIAL, "at_most", 4), change(SPECIAL, "at_most", 5))
    assert found.startswith("s.toml: change[1].value changes at_most of jp.stay.special-period a second time")


def test_taking_out_a_clause_that_is_not_there_is_refused() -> None:
    assert refused(without=("jp.stay.special-perod",)).startswith(
        "s.toml: without[0] is 'jp.stay.special-perod', which is no clause"
    )


def test_taking_out_a_clause_whose_name_another_uses_is_refused() -> None:
    found = refused(without=(SPECIAL,))
    assert found == (
        "s.toml: without[0] is jp.stay.special-period, whose name 'special_period_end' jp.stay.ask-about-file uses: "
        "take that one out as well"
    )


# ------------------------------------------------------------------ the reference law and its reform

Told = tuple[int, str, dict[str, Value]]

HELD: Told = (-1, "permit.held", {"layer": "stay", "status": "jp_other_work", "until": FIRST + dt.timedelta(3)})
FILED: Told = (2, "application.filed", {"no": "1", "for": "extension"})
DISMISSED: Told = (1, "contract.ended", {"ground": "dismissal"})
HIRED = "contract.signed"


def irregular_from(scenario: str, *log: Told) -> tuple[int, str] | None:
    """The first day without lawful stay within 130 days, and the cause; None if the stay lasts."""
    found = shelf.scenario(scenario)
    law = changed(shelf.law_for(found), found.change, found.without, found.id)
    events = tuple(Event(FIRST + dt.timedelta(day), kind, fields) for day, kind, fields in log)
    inquiry = Inquiry(bench(law, vocabulary()), History(Life("XX", (), events), vocabulary()), FIRST + dt.timedelta(130))
    for span in inquiry.seen:
        if span.layer is Layer.STAY and span.state == "irregular_lapse" and span.realised:
            return (span.first - FIRST).days, span.clauses[0]
    return None


def test_a_waiting_renewal_carries_the_stay_for_two_days_beyond_the_permit() -> None:
    assert irregular_from("status-decade", HELD, FILED) == (6, "sd.stay.bridge")


def test_the_reform_carries_it_for_a_hundred_and_twenty() -> None:
    assert irregular_from("status-decade-reform", HELD, FILED) == (124, "sd.stay.bridge")


def test_whoever_is_still_searching_when_the_time_is_over_loses_the_stay() -> None:
    found = irregular_from("status-decade", HELD, DISMISSED)
    assert found is not None
    assert found[0] == 5


def test_work_found_on_the_last_day_of_the_search_keeps_the_stay_for_five_days() -> None:
    assert irregular_from("status-decade", HELD, DISMISSED, (4, HIRED, {})) == (9, "sd.rehire.cover")


@pytest.mark.parametrize(
    ("ground", "cause"),
    [("walked_out", "sd.left.workplace"), ("no_activity", "sd.search.over"), ("term_over", "sd.max-stay.over")],
)
@pytest.mark.parametrize("day", [1, 4, 5])
def test_going_into_hiding_takes_the_stay_the_same_day_and_is_its_cause(ground: str, cause: str, day: int) -> None:
    log: tuple[Told, ...] = (
        HELD,
        FILED,
        (day, "permit.revoked", {"ground": ground}),
        (day, "application.withdrawn", {"no": "1"}),
    )
    assert irregular_from("status-decade", *log) == (max(day, 1), cause)


def test_a_grant_of_the_same_day_does_not_keep_who_goes_into_hiding() -> None:
    granted: Told = (3, "application.decided", {"no": "1", "result": "granted", "until": FIRST + dt.timedelta(14)})
    assert irregular_from("status-decade", HELD, FILED, granted, (3, "permit.revoked", {"ground": "walked_out"})) == (
        3,
        "sd.left.workplace",
    )


def test_a_late_grant_gives_the_stay_back() -> None:
    granted: Told = (9, "application.decided", {"no": "1", "result": "granted", "until": FIRST + dt.timedelta(20)})
    found = shelf.law_for(shelf.scenario("status-decade"))
    events = tuple(Event(FIRST + dt.timedelta(day), kind, fields) for day, kind, fields in (HELD, FILED, granted))
    inquiry = Inquiry(bench(found, vocabulary()), History(Life("XX", (), events), vocabulary()), FIRST + dt.timedelta(10))
    span = inquiry.state(Layer.STAY, FIRST + dt.timedelta(9))
    assert span is not None
    assert span.state == "lawful"
