"""What is said of a position: what, until when, why, which ways, what to bring, what to ask. Keys only; words are elsewhere."""

import datetime as dt

import pytest
from hypothesis import given

from madoguchi.rules.clauses import LawBook
from madoguchi.rules.engine import position
from madoguchi.rules.explain import AGAINST, Explanation, cite, explain
from madoguchi.rules.shelf import law_of, vocabulary
from madoguchi.rules.terms import Answer, Deadline, Edge, Event, Layer, Life, Sentence, Value
from madoguchi.rules.until_when import until_when
from tests.rules.invented import CALENDAR, OVERSTAY, clause, clock, days, law, months
from tests.rules.strategies import LAW, Asked, boundary_lives
from tests.rules.told import D, ask, event, held, life

TODAY = D(2026, 6, 1)
PERMIT = held(D(2026, 1, 1), "jp_engineer", D(2026, 12, 31))
LOST = event(D(2026, 5, 20), "contract.ended", ground="closure")


def said(book: LawBook, *events: Event, on: dt.date = TODAY, **facts: Value | None) -> Explanation:
    return explain(book, ask(life(*events, **facts), on, book))


def keys(sentences: tuple[Sentence, ...]) -> list[str]:
    return [each.key for each in sentences]


# ------------------------------------------------------------------ what


def test_first_comes_the_state_and_then_what_follows_if_nothing_is_done() -> None:
    found = said(law(OVERSTAY), PERMIT)
    assert [(each.key, each.places) for each in found.what] == [
        ("state.lawful", {}),
        ("next.irregular_lapse", {"day": D(2027, 1, 1)}),
    ]


def test_a_state_that_readings_differ_on_has_a_sentence_of_its_own() -> None:
    newborn = clause(
        "birth.days",
        "permission",
        'starts = ["born"]',
        'state = "lawful_no_status"',
        'length = { n = 60, unit = "days", counting = ["civil", "includes_first"] }',
    )
    found = said(law(OVERSTAY, newborn), event(D(2026, 4, 2), "born"))
    assert keys(found.what) == ["state.uncertain.disputed", "next.irregular_lapse"]


def test_where_nothing_changes_nothing_more_is_said() -> None:
    assert keys(said(law(), held(D(2026, 1, 1), "jp_permanent")).what) == ["state.lawful"]
    assert keys(said(law()).what) == ["state.uncertain"]


def test_before_the_first_day_that_anything_is_told_of_nothing_is_certain() -> None:
    coming = event(D(2026, 5, 1), "permit.held", layer="stay", status="jp_engineer", since=D(2026, 7, 1))
    assert keys(said(law(), coming).what)[0] == "state.uncertain"


# ------------------------------------------------------------------ until when


def deadline_keys(book: LawBook, *events: Event, on: dt.date = TODAY) -> list[str]:
    return [key for key in keys(said(book, *events, on=on).until_when) if "job_search" in key or not key.endswith("permit_end")]


SEARCH = law(clock(months(1), 'after = "revocation-possible"'))


def test_a_day_ahead_is_told_with_the_days_left_and_what_comes_after() -> None:
    found = said(SEARCH, PERMIT, LOST)
    assert found.until_when[0] == Sentence("deadline.job_search", {"day": D(2026, 6, 20), "days_left": 19})
    assert deadline_keys(SEARCH, PERMIT, LOST) == ["deadline.job_search", "after.revocation-possible"]


def test_a_missed_day_is_told_as_past_for_years_while_its_rule_stands() -> None:
    assert deadline_keys(SEARCH, PERMIT, LOST, on=D(2026, 6, 21)) == ["past.job_search"]
    assert deadline_keys(SEARCH, PERMIT, LOST, on=D(2029, 6, 24)) == ["past.job_search"]
    assert deadline_keys(SEARCH, PERMIT, LOST, on=D(2029, 6, 25)) == []
    ended = law(clock(months(1), versions=("since = 1990-01-01\nuntil = 2026-06-25",)))
    assert deadline_keys(ended, PERMIT, LOST, on=D(2026, 6, 25)) == ["past.job_search"]
    assert deadline_keys(ended, PERMIT, LOST, on=D(2026, 6, 26)) == []


def test_a_door_that_is_shut_or_a_day_that_was_only_about_is_told_for_two_months() -> None:
    vague = law(clock(months(1), "about = 5"))
    assert deadline_keys(vague, PERMIT, LOST, on=D(2026, 8, 19)) == ["past.job_search"]
    assert deadline_keys(vague, PERMIT, LOST, on=D(2026, 8, 20)) == []


def test_the_end_of_an_earlier_permission_is_history_for_whoever_stays_lawfully_today() -> None:
    over = held(D(2026, 1, 1), "jp_engineer", D(2026, 6, 30))
    assert "past.permit_end" in keys(said(LAW, over, on=D(2026, 7, 15)).until_when)
    for day in (D(2026, 6, 1), D(2026, 7, 10)):
        granted = event(day, "permit.granted", layer="stay", status="jp_engineer", until=D(2029, 6, 30))
        told = keys(said(LAW, over, granted, on=D(2026, 7, 15)).until_when)
        assert not {"past.permit_end", "past.extension_filing"} & set(told)
        assert "deadline.permit_end" in told


def test_a_notice_that_was_missed_before_a_renewal_is_still_owed() -> None:
    renewed = event(D(2026, 6, 1), "permit.granted", layer="stay", status="jp_engineer", until=D(2029, 6, 30))
    left = event(D(2026, 3, 1), "contract.ended", ground="closure")
    over = held(D(2025, 1, 1), "jp_engineer", D(2026, 6, 30))
    assert "past.organisation_notice" in deadline_keys(LAW, over, left, renewed, on=D(2026, 7, 15))


def test_a_day_from_which_something_may_begin_is_past_only_by_every_reading() -> None:
    begins = Deadline("work_allowed", D(2026, 4, 1), Edge.FIRST, D(2026, 4, 1), None, (), frozenset(), (D(2026, 6, 10),))
    assert until_when([begins], TODAY)[0] == Sentence("deadline.work_allowed", {"day": D(2026, 6, 10), "days_left": 9})
    assert until_when([begins], D(2026, 6, 11)) == (Sentence("past.work_allowed", {"day": D(2026, 6, 10)}),)


def test_two_rules_that_give_the_same_day_are_told_once() -> None:
    twice = law(clock(days(14)), clock(days(14), id_="job.other"))
    assert deadline_keys(twice, PERMIT, LOST) == ["deadline.job_search"]


def test_what_was_done_in_time_is_not_told_again() -> None:
    assert deadline_keys(SEARCH, PERMIT, LOST, event(D(2026, 5, 30), "contract.signed")) == []


def test_the_earlier_reading_is_the_day_to_act_on() -> None:
    both = law(clock('length = { n = 14, unit = "days", counting = ["civil", "includes_first"] }'))
    found = said(both, PERMIT, LOST).until_when
    assert found[0] == Sentence("deadline.job_search", {"day": D(2026, 6, 2), "days_left": 1})
    assert found[1] == Sentence("deadline.counted-in-two-ways", {"day": D(2026, 6, 3)})


def test_a_day_that_is_only_about_or_not_checked_says_so() -> None:
    vague = law(clock('length = { n = 14, unit = "days", confidence = "recalled" }', "about = 5"))
    assert deadline_keys(vague, PERMIT, LOST) == ["deadline.job_search", "deadline.about", "deadline.not-checked"]


def test_the_day_from_which_the_office_takes_a_request_is_told_until_it_has_come() -> None:
    window = clause(
        "stay.window", "window", 'anchor = "permit_until"', 'deadline = "extension_filing"', 'opens = { n = 3, unit = "months" }'
    )
    opens = Sentence("opens.extension_filing", {"day": D(2026, 9, 30)})
    assert opens in said(law(window), PERMIT).until_when
    assert opens not in said(law(window), PERMIT, on=D(2026, 9, 30)).until_when


def test_a_closed_office_gives_the_next_open_day() -> None:
    window = clause("stay.window", "window", 'anchor = "permit_until"', 'deadline = "extension_filing"', "rolls = true")
    found = said(law(CALENDAR, window), held(D(2026, 1, 1), "jp_engineer", D(2026, 6, 6)))
    assert Sentence("deadline.rolled", {"day": D(2026, 6, 8)}) in found.until_when


@pytest.mark.parametrize("on", [D(2026, 6, 7), D(2026, 6, 8)])
def test_once_the_closed_day_is_past_the_open_day_is_never_called_closed(on: dt.date) -> None:
    window = clause("stay.window", "window", 'anchor = "permit_until"', 'deadline = "extension_filing"', "rolls = true")
    found = said(law(CALENDAR, window), held(D(2026, 1, 1), "jp_engineer", D(2026, 6, 6)), on=on).until_when
    assert found[0].places["day"] == D(2026, 6, 8)
    assert found[1] == Sentence("deadline.rolled-on", {"day": D(2026, 6, 6)})


# ------------------------------------------------------------------ why


def test_every_reason_says_where_it_stands() -> None:
    found = said(law(OVERSTAY), PERMIT, on=D(2027, 2, 1))
    assert [each.title.key for each in found.why] == ["clause.xx.stay.overstay.title", "clause.xx.stay.permit.title"]
    first = found.why[0].cite
    assert (first.law, first.article, first.instrument, first.confidence) == ("Act of X", "Art. 1", "act", "verified_in_source")
    assert (first.source_title, first.address) == ("Act of X", "https://example.org/x")
    assert (first.since, first.until, first.in_force_on, first.read_by, first.facts) == (
        D(1990, 1, 1),
        None,
        None,
        (),
        ("xx-fact",),
    )


def test_a_reason_speaks_with_the_sentence_of_its_own_version() -> None:
    book = law(clock(versions=(f"since = 1990-01-01\nuntil = 2026-05-31\n{days(14)}", f"since = 2026-06-01\n{days(30)}")))
    keys_on = {
        day: [each.says.key for each in said(book, PERMIT, LOST, on=day).why if each.cite.clause == "xx.job.search"]
        for day in (D(2026, 5, 31), D(2026, 6, 1))
    }
    assert keys_on == {
        D(2026, 5, 31): ["clause.xx.job.search.says.until-2026-05-31"],
        D(2026, 6, 1): ["clause.xx.job.search.says"],
    }


def test_a_rule_that_is_over_is_cited_as_it_last_stood() -> None:
    book = law(clause("old.way", "route", 'option = "leave_normally"', versions=("since = 1990-01-01\nuntil = 2000-12-31",)))
    clause_id = next(each for each in book.clauses if each.endswith("old.way"))
    assert cite(book, clause_id, TODAY).until == D(2000, 12, 31)


# ------------------------------------------------------------------ ways, dangers, rights


def way(word: str, *lines: str, kind: str = "route", id_: str = "way.out") -> str:
    return clause(id_, kind, f'option = "{word}"', *lines)


def test_open_ways_closed_ways_rights_and_dangers_stand_apart() -> None:
    book = law(
        way("leave_normally", 'bring = ["passport"]'),
        way("apply_extension", 'needs = [{ when = "pregnant", says = "is-pregnant" }]', 'bring = ["card"]', id_="way.shut"),
        way("claim_wages", kind="right", id_="wages.claim"),
        way("deportation", id_="removal.deport"),
        way("reenter", 'shown_when = "pregnant"', id_="way.hidden"),
    )
    found = said(book, PERMIT, pregnant=False)
    assert [each.id for each in found.options] == ["leave_normally"]
    assert [each.id for each in found.closed] == ["apply_extension"]
    assert [each.id for each in found.rights] == ["claim_wages"]
    assert [(each.id, each.answer.key) for each in found.dangers] == [("deportation", "answer.yes.against")]
    assert keys(found.bring) == ["bring.passport"]


def test_nobody_is_sent_to_the_immigration_office_without_being_told_which_office_it_is() -> None:
    book = law(way("leave_normally", 'to = "immigration"', 'risks = ["may-be-held"]'))
    assert [each.key for each in said(book, PERMIT).options[0].risks] == ["risk.office-is-immigration", "risk.may-be-held"]
    known = law(way("leave_normally", 'to = "immigration"', 'risks = ["may-be-held", "office-is-immigration"]'))
    assert [each.key for each in said(known, PERMIT).options[0].risks] == ["risk.may-be-held", "risk.office-is-immigration"]
    elsewhere = law(way("leave_normally", 'risks = ["may-be-held"]'))
    assert [each.key for each in said(elsewhere, PERMIT).options[0].risks] == ["risk.may-be-held"]


def test_a_danger_that_cannot_come_is_not_shown_except_money_that_nobody_may_ask() -> None:
    book = law(
        way("deportation", 'needs = [{ when = "pregnant", says = "x" }]', id_="removal.deport"),
        way("brokerage_fee", 'needs = [{ when = "pregnant", says = "x" }]', id_="fee.broker"),
    )
    assert [each.id for each in said(book, PERMIT, pregnant=False).dangers] == ["brokerage_fee"]


def test_of_two_ways_to_one_thing_the_more_open_one_is_shown_and_equal_ones_both() -> None:
    needs = 'needs = [{ when = "pregnant", says = "x" }]'
    book = law(way("leave_normally", needs, id_="way.first"), way("leave_normally", id_="way.second"))
    assert [each.cite.clause for each in said(book, PERMIT, pregnant=False).options] == ["xx.way.second"]
    assert said(book, PERMIT, pregnant=False).closed == ()
    both = said(book, PERMIT, pregnant=True)
    assert [each.cite.clause for each in both.options] == ["xx.way.first", "xx.way.second"]


def test_each_way_says_its_conditions_provisos_and_doubts() -> None:
    book = law(
        way(
            "leave_normally",
            'needs = [{ when = "papers", says = "papers" }]',
            'doubts = [{ reading = "no", why = "offices-differ" }]',
        )
    )
    choice = said(book, PERMIT).options[0]
    assert [(need.key, stands) for need, stands in choice.needs] == [("condition.papers", "usual")]
    assert choice.answer.key == "answer.yes.if-usual"
    assert keys(choice.provisos) == ["proviso.papers"]
    assert keys(choice.doubts) == ["doubt.offices-differ"]
    assert keys(said(book, PERMIT).doubts) == ["doubt.offices-differ"]


def test_what_is_still_to_be_told_is_asked() -> None:
    book = law(way("leave_normally", 'needs = [{ when = "pregnant", says = "x" }]'))
    assert keys(said(book, PERMIT).ask) == ["question.pregnant"]


def test_redress_shows_unknown_where_nobody_checked() -> None:
    book = law(
        clause(
            "redress.union",
            "redress",
            'body = "union"',
            'violations = ["wages"]',
            'who_may_use = "x"',
            'status_needed = "any"',
            'reports = "no_duty"',
            'effect_on_stay = "none"',
            'effect_on_workplace = "possible"',
            'protected = "yes"',
            'time_limit = "x"',
            'evidence = ["x"]',
            'value_confidence = { reports = "recalled" }',
        )
    )
    rows = {label.key: value.key for label, value in said(book, PERMIT).redress[0].rows}
    assert rows["redress.reports"] == "redress.reports.unknown"
    assert rows["redress.status_needed"] == "redress.status_needed.any"


@pytest.mark.parametrize(("pregnant", "stands"), [(True, "told"), (False, "not"), (None, "open")])
def test_each_condition_says_how_it_stands(pregnant: bool | None, stands: str) -> None:  # noqa: FBT001 - a fact
    book = law(way("leave_normally", 'needs = [{ when = "pregnant", says = "x" }]'))
    found = said(book, PERMIT, pregnant=pregnant)
    assert [mark for choice in (*found.options, *found.closed) for _, mark in choice.needs] == [stands]


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("leave_normally", "answer.yes"),
        ("apply_extension", "answer.yes.to-ask"),
        ("asylum_status_as_of_right", "answer.yes.once-recognised"),
    ],
)
def test_a_yes_to_asking_is_no_yes_to_what_is_asked(word: str, key: str) -> None:
    assert [each.answer.key for each in said(law(way(word)), PERMIT).options] == [key]


def test_whoever_is_abroad_is_told_of_coming_in_again_and_of_no_office_in_the_country() -> None:
    ways = [("apply_extension", "way.extend"), ("reenter", "way.back"), ("special_permission", "way.stay")]
    book = law(*(way(word, 'to = "immigration"', id_=id_) for word, id_ in ways))
    assert len(said(book, PERMIT).options) == 3
    assert [each.id for each in said(book, PERMIT, event(D(2026, 5, 1), "departed", how="own")).options] == ["reenter"]


def test_where_every_reading_lets_the_person_stay_the_stay_is_not_in_doubt() -> None:
    exposes = clock(months(3), 'exposes = "lawful_revocable"', 'excuse = "pregnant"')
    assert keys(said(law(exposes), PERMIT, LOST, pregnant=True).what)[0] == "state.stands.disputed"


@pytest.mark.parametrize("word", sorted(AGAINST))
def test_what_others_do_against_a_person_is_a_word_of_the_vocabulary(word: str) -> None:
    assert word in vocabulary().lists["option"]


@given(boundary_lives())
def test_every_position_can_be_told_and_never_with_a_likelihood(asked: Asked) -> None:
    found = explain(LAW, ask(asked.life, asked.day))
    every = list(found.sentences())
    assert every[0].key.startswith("state.")
    answers = {f"answer.{each.value}" for each in Answer} | {f"answer.{each.value}.against" for each in Answer}
    answers |= {f"answer.yes.{how}" for how in ("to-ask", "if-usual", "once-recognised")}
    assert {each.key for each in every if each.key.startswith("answer.")} <= answers
    assert all(isinstance(value, dt.date | int | str) for each in every for value in each.places.values())


@given(boundary_lives())
def test_a_day_to_act_on_is_never_past(asked: Asked) -> None:
    for each in explain(LAW, ask(asked.life, asked.day)).until_when:
        if each.key.startswith("deadline.") and "days_left" in each.places:
            left = each.places["days_left"]
            assert isinstance(left, int)
            assert left >= 0


def test_a_doubt_hides_no_last_day_that_is_over() -> None:
    """By one reading the request carries the stay, by the other nothing does: then the end of the permit is no history."""
    filed = event(D(2005, 1, 10), "application.filed", no="1", **{"for": "renewal"})
    told = Life("IT", (), (held(D(2004, 1, 1), "it_work", D(2005, 1, 31)), filed))
    italy = law_of("IT")
    found = position(italy, vocabulary(), told, D(2005, 3, 1))
    assert {"lawful_pending", "irregular_lapse"} <= set(found.state(Layer.SUMMARY).readings)  # type: ignore[union-attr]
    assert "past.permit_end" in {sentence.key for sentence in explain(italy, found).until_when}
