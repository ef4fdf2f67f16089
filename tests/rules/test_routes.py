"""Ways to go, rights, quotas and redress of invented laws: yes, no, an office decides, ask, or nobody checked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.rules.clauses import LawBook
from madoguchi.rules.engine import ask as inquire
from madoguchi.rules.options import options_of
from madoguchi.rules.shelf import vocabulary
from madoguchi.rules.terms import Answer, Met, Position, Value
from tests.rules.invented import CITED, clause, days, law
from tests.rules.told import D, answer, ask, event, held, life, option

TODAY = D(2026, 6, 1)
PERMIT = held(D(2026, 1, 1), "jp_engineer", D(2026, 12, 31))
RECALLED = CITED.replace("verified_in_source", "recalled")


def way(*lines: str, versions: tuple[str, ...] = ("since = 1990-01-01",), cited: str = CITED) -> LawBook:
    return law(clause("way.out", "route", 'option = "designated_activities"', *lines, versions=versions, cited=cited))


def said(book: LawBook, **facts: Value | None) -> Answer:
    return answer(ask(life(PERMIT, **facts), TODAY, book), "designated_activities")


NEEDS = 'needs = [{ when = "pregnant", says = "is-pregnant" }, { when = "age >= 18", says = "is-adult" }]'

TOLD = st.sampled_from([True, False, None])
AGES = st.sampled_from([17, 18, None])


@given(TOLD, AGES)
def test_no_beats_unknown_and_unknown_beats_yes(pregnant: bool | None, age: int | None) -> None:  # noqa: FBT001 - a fact
    expected = Answer.YES
    if pregnant is None or age is None:
        expected = Answer.ASK
    if pregnant is False or age == 17:
        expected = Answer.NO
    assert said(way(NEEDS), pregnant=pregnant, age=age) is expected
    free = {Answer.YES: Answer.DISCRETION}.get(expected, expected)
    assert said(way(NEEDS, "discretion = true"), pregnant=pregnant, age=age) is free


def test_each_condition_says_whether_it_holds_and_what_to_ask() -> None:
    found = option(ask(life(PERMIT, age=18), TODAY, way(NEEDS)), "designated_activities")
    assert [(need.says, need.holds, need.asks) for need in found.needs] == [
        ("is-pregnant", None, ("pregnant",)),
        ("is-adult", True, ()),
    ]
    assert found.asks == ("pregnant",)


def test_a_way_without_conditions_is_open() -> None:
    assert said(way()) is Answer.YES


def test_a_recalled_way_never_says_yes_or_no() -> None:
    assert said(way(NEEDS, cited=RECALLED)) is Answer.UNKNOWN
    for pregnant in (True, False):
        found = option(ask(life(PERMIT, pregnant=pregnant, age=18), TODAY, way(NEEDS, cited=RECALLED)), "designated_activities")
        assert found.answer is Answer.UNKNOWN
        assert not found.checked
        assert [(doubt.reading, doubt.why) for doubt in found.doubts] == [("yes" if pregnant else "no", "only-recalled")]


def test_a_recalled_condition_that_fails_gives_no_no() -> None:
    one = way('needs = [{ when = "pregnant", says = "is-pregnant", confidence = "recalled" }]')
    assert said(one, pregnant=True) is Answer.YES
    assert said(one, pregnant=False) is Answer.UNKNOWN
    assert said(one) is Answer.ASK


def test_a_state_that_nobody_can_tell_is_asked_about_as_the_permit_behind_it() -> None:
    book = way('needs = [{ when = "stay == lawful", says = "stay-runs" }]')
    assert option(ask(life(), TODAY, book), "designated_activities").asks == ("status", "stay_until")


def test_a_state_that_readings_differ_on_is_nobodys_to_tell() -> None:
    newborn = clause(
        "birth.days",
        "permission",
        'starts = ["born"]',
        'state = "lawful_no_status"',
        'length = { n = 60, unit = "days", counting = ["civil", "includes_first"] }',
    )
    needs = 'needs = [{ when = "permit_until > today", says = "x" }, { when = "stay == lawful_no_status", says = "stay-runs" }]'
    book = law(newborn, clause("way.out", "route", 'option = "leave_normally"', needs))
    found = option(
        ask(life(held(D(2026, 3, 1), "jp_engineer", D(2026, 12, 1)), event(D(2026, 4, 2), "born")), TODAY, book), "leave_normally"
    )
    assert "stay" not in found.asks


# ------------------------------------------------------------------ when a rule is in force


def test_a_way_that_is_over_or_not_yet_there_is_closed() -> None:
    assert said(way(versions=("since = 2000-01-01\nuntil = 2026-05-31",))) is Answer.NO
    assert said(way(versions=("since = 2000-01-01\nuntil = 2026-06-01",))) is Answer.YES
    assert said(way(versions=("since = 2026-06-02",))) is Answer.NO
    assert said(way(versions=("since = 2026-06-01",))) is Answer.YES


def test_between_two_versions_there_is_no_way() -> None:
    gap = way(versions=("since = 2000-01-01\nuntil = 2026-05-31", "since = 2026-07-01"))
    assert said(gap) is Answer.NO


def test_before_the_day_on_which_a_rule_is_shown_in_force_nobody_knows() -> None:
    assert said(way(versions=("since_unknown = true\nin_force_on = 2026-06-01",))) is Answer.YES
    assert said(way(versions=("since_unknown = true\nin_force_on = 2026-06-02",))) is Answer.UNKNOWN
    bounded = "since_unknown = true\nin_force_on = 2027-01-01\nnot_before = 2026-06-02"
    assert said(way(versions=(bounded,))) is Answer.NO


def test_a_way_follows_the_law_of_the_day_on_which_the_person_acted() -> None:
    acts = 'law_of = "act"\nacts = ["appeared"]'
    closed = 'since = 2026-05-01\nneeds = [{ when = "pregnant", says = "is-pregnant" }]'
    book = way(acts, versions=("since = 2000-01-01\nuntil = 2026-04-30", closed))
    early, late = event(D(2026, 4, 30), "appeared"), event(D(2026, 5, 1), "appeared")
    assert answer(ask(life(PERMIT, early, pregnant=False), TODAY, book), "designated_activities") is Answer.YES
    assert answer(ask(life(PERMIT, late, pregnant=False), TODAY, book), "designated_activities") is Answer.NO
    assert said(book, pregnant=False) is Answer.NO


# ------------------------------------------------------------------ paths, dangers, advice


PATHS = 'paths = [{ id = "a", when = "pregnant", says = "is-pregnant" }, { id = "b", when = "age >= 18", says = "is-adult" }]'


def test_the_most_open_of_several_paths_counts() -> None:
    found = ask(life(PERMIT, pregnant=False, age=18), TODAY, way(PATHS))
    assert answer(found, "designated_activities") is Answer.YES
    assert [answer(found, "designated_activities", path) for path in ("a", "b")] == [Answer.NO, Answer.YES]
    assert said(way(PATHS), pregnant=False, age=17) is Answer.NO
    assert said(way(PATHS), pregnant=False) is Answer.ASK


def test_a_path_carries_its_own_doubts() -> None:
    doubted = PATHS.replace(
        'says = "is-adult" }', 'says = "is-adult", doubts = [{ reading = "no", why = "offices-differ", when = "age > 60" }] }'
    )
    old = option(ask(life(PERMIT, pregnant=False, age=61), TODAY, way(doubted)), "designated_activities", "b")
    assert [(doubt.reading, doubt.why) for doubt in old.doubts] == [("no", "offices-differ")]
    young = option(ask(life(PERMIT, pregnant=False, age=18), TODAY, way(doubted)), "designated_activities", "b")
    assert young.doubts == ()


def test_a_doubt_that_says_what_the_answer_says_is_none() -> None:
    book = way('doubts = [{ reading = "yes", why = "offices-differ" }]')
    assert option(ask(life(PERMIT), TODAY, book), "designated_activities").doubts == ()


def test_what_nobody_should_rely_on_is_no_whatever_the_facts() -> None:
    book = way(
        'never = "no-safe-last-day"', 'doubts = [{ reading = "yes", why = "month-counting" }]', 'risks = ["act-on-earlier-day"]'
    )
    found = option(ask(life(PERMIT), TODAY, book), "designated_activities")
    assert (found.answer, [need.says for need in found.needs], found.risks) == (
        Answer.NO,
        ["no-safe-last-day"],
        ("act-on-earlier-day",),
    )
    assert [doubt.reading for doubt in found.doubts] == ["yes"]


def test_a_way_is_shown_only_to_those_it_is_surely_for() -> None:
    book = way('shown_when = "pregnant"', 'to = "immigration"', 'bring = ["passport"]', 'status = "jp_engineer"')
    for pregnant in (False, None):
        assert ask(life(PERMIT, pregnant=pregnant), TODAY, book).options == ()
    found = option(ask(life(PERMIT, pregnant=True), TODAY, book), "designated_activities")
    assert (found.shown, found.to, found.bring, found.status) == (True, "immigration", ("passport",), "jp_engineer")


def test_whoever_wants_to_know_is_told_of_every_way() -> None:
    inquiry, _ = inquire(way('shown_when = "pregnant"'), vocabulary(), life(PERMIT, pregnant=False), TODAY)
    assert [(each.id, each.shown) for each in options_of(inquiry, every=True)] == [("designated_activities", False)]


def test_what_is_not_shown_is_not_asked_about() -> None:
    found = ask(life(PERMIT, pregnant=False), TODAY, way(NEEDS.replace('"pregnant"', '"ill"'), 'shown_when = "pregnant"'))
    assert found.questions == ()


def test_what_an_office_weighs_is_worth_asking() -> None:
    book = way("discretion = true", 'weighs = ["children"]')
    assert option(ask(life(PERMIT), TODAY, book), "designated_activities").asks == ("children",)
    assert option(ask(life(PERMIT, children=2), TODAY, book), "designated_activities").asks == ()


# ------------------------------------------------------------------ what is taken as usual


def test_a_routine_fact_stands_as_a_proviso_until_it_is_told() -> None:
    book = way('needs = [{ when = "papers and sentences == 0", says = "papers" }]')
    untold = option(ask(life(PERMIT), TODAY, book), "designated_activities")
    assert (untold.answer, untold.provisos) == (Answer.YES, ("convictions", "papers"))
    told = option(ask(life(PERMIT, papers=True, convictions=0), TODAY, book), "designated_activities")
    assert (told.answer, told.provisos) == (Answer.YES, ())
    assert said(book, papers=False) is Answer.NO
    assert said(book, papers=None) is Answer.ASK


def test_an_answer_that_is_no_anyway_needs_no_proviso() -> None:
    book = way('needs = [{ when = "papers", says = "papers" }, { when = "pregnant", says = "is-pregnant" }]')
    assert option(ask(life(PERMIT, pregnant=False), TODAY, book), "designated_activities").provisos == ()


# ------------------------------------------------------------------ quotas


def quota(*lines: str, discretion: str = "false") -> LawBook:
    route = clause("way.out", "route", 'option = "reenter"', f"discretion = {discretion}")
    return law(route, clause("entry.places", "quota", 'option = "reenter"', "opens = 2026-02-16", *lines))


def reenter(book: LawBook, day: int, month: int = 2) -> Answer:
    return answer(ask(life(PERMIT), D(2026, month, day), book), "reenter")


def test_a_quota_shuts_a_way_before_it_opens_and_after_it_closes() -> None:
    book = quota("closes = 2026-03-31", "places = 100")
    assert [reenter(book, 15), reenter(book, 16), reenter(book, 31, 3), reenter(book, 1, 4)] == [
        Answer.NO,
        Answer.DISCRETION,
        Answer.DISCRETION,
        Answer.NO,
    ]
    assert reenter(quota(), 1, 4) is Answer.DISCRETION


def test_whether_a_place_is_left_is_never_a_yes() -> None:
    assert reenter(quota(discretion="true"), 16) is Answer.DISCRETION
    found = option(ask(life(PERMIT), D(2026, 2, 16), quota()), "reenter")
    assert found.clauses == ("xx.way.out", "xx.entry.places")


def test_a_quota_of_another_way_changes_nothing() -> None:
    other = clause("entry.places", "quota", 'option = "reenter"', "opens = 2027-02-16")
    book = law(clause("way.out", "route", 'option = "leave_normally"'), other)
    assert answer(ask(life(PERMIT), TODAY, book), "leave_normally") is Answer.YES


# ------------------------------------------------------------------ rights

RIGHT = clause(
    "wages.claim",
    "right",
    'option = "claim_wages"',
    'starts = ["wages.unpaid"]',
    'stops = ["complaint.filed"]',
    'deadline = "wage_claim"',
    'risks = ["x"]',
    'bring = ["pay-slips"]',
    'after = "wages-lapse"',
    versions=(f"since = 1990-01-01\nuntil = 2020-03-31\n{days(730)}", f"since = 2020-04-01\n{days(1095)}"),
)


def lapse(of: Position) -> list[tuple[object, ...]]:
    return [(each.day, each.met, each.checked) for each in of.deadlines if each.id == "wage_claim"]


def test_a_right_holds_whatever_the_status() -> None:
    found = option(ask(life(overstayed=True), TODAY, law(RIGHT)), "claim_wages")
    assert (found.answer, found.bring) == (Answer.YES, ("pay-slips",))


def test_a_claim_lapses_by_the_law_of_the_day_that_gave_it() -> None:
    old, new = event(D(2020, 3, 31), "wages.unpaid"), event(D(2020, 4, 1), "wages.unpaid")
    assert lapse(ask(life(old), D(2022, 3, 1), law(RIGHT))) == [(D(2022, 3, 31), Met.OPEN, True)]
    assert lapse(ask(life(new), D(2022, 3, 1), law(RIGHT))) == [(D(2023, 4, 1), Met.OPEN, True)]


def test_claiming_in_time_keeps_the_claim() -> None:
    claimed = (event(D(2021, 1, 1), "wages.unpaid"), event(D(2023, 1, 1), "complaint.filed", about="wages"))
    assert lapse(ask(life(*claimed), D(2026, 1, 1), law(RIGHT))) == [(D(2024, 1, 1), Met.MET, True)]
    late = (event(D(2021, 1, 1), "wages.unpaid"), event(D(2025, 1, 1), "complaint.filed", about="wages"))
    assert lapse(ask(life(*late), D(2026, 1, 1), law(RIGHT))) == [(D(2024, 1, 1), Met.MISSED, True)]


def test_a_recalled_length_of_a_claim_is_shown_as_not_checked() -> None:
    recalled = RIGHT.replace('unit = "days" }', 'unit = "days", confidence = "recalled" }')
    assert lapse(ask(life(event(D(2025, 1, 1), "wages.unpaid")), TODAY, law(recalled))) == [(D(2028, 1, 1), Met.OPEN, False)]


# ------------------------------------------------------------------ redress

REDRESS = (
    'body = "union"',
    'violations = ["wages"]',
    'who_may_use = "anyone who works"',
    'status_needed = "any"',
    'reports = "no_duty"',
    'effect_on_stay = "none"',
    'effect_on_workplace = "possible"',
    'protected = "yes"',
    'time_limit = "none"',
    'evidence = ["pay-slips"]',
)


@pytest.mark.parametrize(("owed", "shown"), [(True, 1), (False, 0)])
def test_redress_is_shown_where_it_helps_and_says_what_nobody_checked(owed: bool, shown: int) -> None:  # noqa: FBT001 - a case
    values = 'value_confidence = { reports = "recalled", protected = "verified_in_source" }'
    book = law(clause("redress.union", "redress", *REDRESS, 'shown_when = "wages_owed"', values))
    told = life(PERMIT, *((event(D(2026, 3, 1), "wages.unpaid"),) if owed else ()))
    found = ask(told, TODAY, book).redress
    assert len(found) == shown
    assert all((each.body, each.unchecked) == ("union", frozenset({"reports"})) for each in found)


def test_redress_of_another_day_is_not_shown() -> None:
    book = law(clause("redress.union", "redress", *REDRESS, versions=("since = 2027-01-01",)))
    assert ask(life(PERMIT), TODAY, book).redress == ()


def test_a_way_only_recalled_for_others_does_not_hide_what_is_checked_of_this_life() -> None:
    others = clause("way.others", "route", 'option = "designated_activities"', 'shown_when = "age >= 60"', cited=RECALLED)
    mine = clause("way.mine", "route", 'option = "designated_activities"', NEEDS)
    for book, words in ((law(others, mine), [Answer.NO]), (law(others), [Answer.UNKNOWN])):
        position = inquire(book, vocabulary(), life(PERMIT, pregnant=False, age=30), TODAY, every=True)[1]
        assert [each.answer for each in position.options] == words
