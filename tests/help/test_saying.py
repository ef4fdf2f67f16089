"""What stayed open is said as open, nothing is asked twice, and no sentence stands against its day."""

import datetime as dt

import pytest

from madoguchi.help import sheet
from madoguchi.help.actions.standing import Standing, where_i_stand
from madoguchi.help.decide.dialogue import next_question
from madoguchi.help.decide.saying import grouped, paired
from madoguchi.help.show import choice_groups
from madoguchi.help.terms import OPEN_REPLIES, Reply
from madoguchi.rules.explain import Choice, Cite
from madoguchi.rules.terms import Sentence
from madoguchi.ui.languages import LANGUAGES
from madoguchi.ui.words import say_html, sentences
from tests.help.test_dialogue import MAY_I_STAY

TODAY = dt.date(2026, 11, 22)
ENDED = dt.date(2026, 10, 31)


def stands(told: dict[str, Reply], rest: str = "dont_know") -> Standing:
    """Where someone stands who answers this, and leaves all else open."""
    answers = dict(told)
    while question := next_question(MAY_I_STAY, answers, TODAY):
        answers[question.id] = rest
    return where_i_stand(MAY_I_STAY, answers, TODAY)


def said(standing: Standing) -> list[str]:
    assert standing.told is not None
    return [sentence.key for sentence in standing.told.what]


@pytest.mark.parametrize("rest", OPEN_REPLIES)
@pytest.mark.parametrize("told", [{}, {"place": "here"}, {"status": "intern_2"}, {"place": "here", "status": "student"}])
def test_who_does_not_know_the_last_day_is_never_told_to_be_lawful(told: dict[str, Reply], rest: str) -> None:
    standing = stands(told, rest)
    assert not standing.is_certain
    assert said(standing) == ["state.uncertain"]


def test_who_says_that_the_last_day_has_not_passed_is_told_of_today_alone() -> None:
    assert said(stands({"place": "here", "status": "engineer", "until": "dont_know", "over": "no"})) == ["state.lawful"]


def test_a_stay_that_stands_by_every_reading_is_not_called_uncertain() -> None:
    told: dict[str, Reply] = {
        "place": "here", "status": "intern_2", "until": dt.date(2027, 3, 31), "filed": "nothing", "ended": "work_left",
        "ended_day": dt.date(2026, 11, 10), "why_work": "wages_unpaid",
    }  # fmt: skip
    standing = stands(told)
    assert said(standing)[0] == "state.stands.disputed"
    assert standing.is_certain


def test_a_last_day_that_passed_hangs_on_whether_something_was_asked_before() -> None:
    standing = stands({"place": "here", "status": "engineer", "until": ENDED})
    assert not standing.is_certain
    assert [question.id for question in standing.hangs_on] == ["filed"]
    assert standing.told is not None
    assert list(standing.told.what) == [
        Sentence("may_i_stay.if.filed_in_time.so"),
        Sentence("state.lawful_pending"),
        Sentence("next.irregular_lapse", {"day": dt.date(2027, 1, 1)}),
        Sentence("may_i_stay.if.filed_in_time.else"),
        Sentence("state.irregular_lapse"),
    ]


def test_a_request_without_its_day_leaves_both_open() -> None:
    standing = stands({"place": "here", "status": "engineer", "until": ENDED, "filed": "extension"})
    assert "filed_day" in [question.id for question in standing.hangs_on]
    assert said(standing)[0] == "may_i_stay.if.filed_in_time.so"


def test_where_no_request_could_still_count_the_answer_is_plain() -> None:
    standing = stands({"place": "here", "status": "engineer", "until": dt.date(2025, 10, 31)})
    assert standing.hangs_on == ()
    assert said(standing) == ["state.irregular_lapse"]


@pytest.mark.parametrize("told", [{}, {"filed": "extension"}, {"filed": "extension", "filed_day": ENDED}])
def test_without_the_last_day_no_other_day_is_made_up(told: dict[str, Reply]) -> None:
    standing = stands({"place": "here", "status": "engineer", "until": "dont_know", "over": "yes", **told})
    assert not standing.is_certain
    assert said(standing)[0] == "may_i_stay.if.filed_lately.so"
    assert standing.told is not None
    assert [sentence for sentence in standing.told.what if sentence.places] == []


def test_an_answer_of_the_office_that_nobody_knows_is_not_taken_as_none() -> None:
    told: dict[str, Reply] = {
        "place": "here", "status": "engineer", "until": ENDED, "filed": "extension", "filed_day": dt.date(2026, 10, 20),
    }  # fmt: skip
    assert said(stands({**told, "result": "waiting"}))[0] == "state.lawful_pending"
    assert said(stands(told))[0] == "may_i_stay.if.refused.so"
    granted: dict[str, Reply] = {**told, "result": "granted", "result_day": ENDED}
    assert said(stands(granted))[0] == "may_i_stay.if.granted_over.so"


def test_what_was_answered_is_not_asked_again() -> None:
    overstayed = stands(
        {
            "place": "here", "status": "intern_2", "until": dt.date(2026, 5, 31), "filed": "nothing", "ended": "nothing",
            "forced": "no", "spouse": "no", "child": "no", "wish": "go_now",
        }
    )  # fmt: skip
    student = stands({"place": "here", "status": "student", "ended": "school_left", "ended_day": dt.date(2026, 9, 30)})
    for standing in (overstayed, student):
        assert standing.told is not None
        asked = {sentence.key.removeprefix("question.") for sentence in standing.told.ask}
        assert asked & {"married_to", "children", "victim_of", "leaves_promptly", "ended_ground", "status"} == set()


def test_a_day_that_has_passed_is_not_something_to_act_before() -> None:
    standing = stands({"place": "here", "status": "engineer", "until": ENDED, "filed": "nothing"})
    assert standing.told is not None
    keys = [sentence.key for sentence in standing.told.until_when]
    assert "past.permit_end" in keys
    assert "after.stay-ends" not in keys


def test_whom_a_request_covers_is_not_told_first_that_the_permission_ended() -> None:
    asked: dict[str, Reply] = {"filed": "extension", "filed_day": dt.date(2026, 10, 20), "result": "waiting", "period": "long"}
    standing = stands({"place": "here", "status": "engineer", "until": ENDED, **asked})
    assert standing.told is not None
    assert "past.permit_end" not in [sentence.key for sentence in standing.told.until_when]


def test_a_rule_that_starts_is_named_and_a_request_says_which_it_is() -> None:
    standing = stands({"place": "here", "status": "intern_2", "until": dt.date(2027, 3, 31), "filed": "nothing"})
    assert standing.told is not None
    keys = [sentence.key for sentence in standing.told.until_when]
    assert "opens.extension_filing" in keys
    assert keys[keys.index("deadline.law_starts") + 1].startswith("clause.")


def test_ways_with_one_name_stand_in_one_place() -> None:
    def way(clause: str, title: str) -> Choice:
        cite = Cite(clause, "", "", "", "", "", None, None, None, "", (), ())  # type: ignore[arg-type]
        return Choice(title, Sentence(title), Sentence("answer.yes"), (), (), (), (), cite)

    first, second, third = way("a", "one"), way("b", "two"), way("c", "one")
    assert grouped([first, second, third]) == [[first, third], [second]]
    assert grouped([]) == []


@pytest.mark.parametrize("seed", ["student", "spouse_of_national", "intern_2", "engineer"])
def test_no_title_stands_twice_in_a_part_of_the_answer(seed: str) -> None:
    standing = stands({"place": "here", "status": seed, "until": dt.date(2027, 3, 31)})
    assert standing.told is not None
    for groups in choice_groups(standing.told).values():
        titles = [group[0].title.key for group in groups]
        assert len(titles) == len(set(titles))


def test_the_sheet_has_the_end_of_the_stay_first_and_says_what_is_not_certain() -> None:
    standing = stands({"place": "here", "status": "intern_2", "until": dt.date(2027, 3, 31), "ended": "work_left",
                       "ended_day": dt.date(2026, 11, 10), "why_work": "wages_unpaid"})  # fmt: skip
    assert standing.told is not None
    on_sheet = sheet.of(standing.told, certain=False)
    assert on_sheet.until_when[0].key == "deadline.permit_end"
    assert sorted(map(repr, on_sheet.until_when)) == sorted(map(repr, standing.told.until_when))
    assert on_sheet.what[0].key == "answer.not_certain"
    assert sheet.of(standing.told, certain=True).what == standing.told.what
    for language in LANGUAGES:
        parts = [row.style for row in sheet.pairs(on_sheet, language.tag)]
        assert "line" in parts
        assert any("2027" in row.mine for row in sheet.pairs(on_sheet, language.tag))


def test_half_of_what_hangs_on_something_never_stands_alone() -> None:
    standing = stands({"place": "here", "status": "engineer", "until": ENDED})
    assert standing.told is not None
    lines = paired(standing.told.what)
    assert [len(line) for line in lines] == [3, 2]
    for language in LANGUAGES:
        rows = sheet.pairs(sheet.of(standing.told, certain=False), language.tag)
        said = " ".join(str(row.mine) for row in rows)
        for line in lines:
            assert all(say_html(language.tag, sentence.key) in said for sentence in line[:2]), language.tag


@pytest.mark.parametrize("tag", [language.tag for language in LANGUAGES])
def test_every_supposition_has_its_two_sentences(tag: str) -> None:
    wanted = {f"{each.key}.{part}" for each in MAY_I_STAY.suppositions for part in ("so", "else")}
    assert wanted - sentences(tag).keys() == set()
