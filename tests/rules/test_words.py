"""The closed vocabulary, and the names that conditions may ask a life about."""

import datetime as dt

import pytest

from madoguchi.rules.clauses import LawBook
from madoguchi.rules.engine import ask as inquire
from madoguchi.rules.expression import NEVER, Known
from madoguchi.rules.shelf import law_of, vocabulary
from madoguchi.rules.terms import Event, RuleError, Value
from madoguchi.rules.words import TOP_LISTS, nearest, read_vocabulary
from tests.rules.told import D, event, held, life

WORDS = vocabulary()
TODAY = D(2026, 6, 1)
PERMIT = held(D(2026, 1, 1), "jp_engineer", D(2026, 12, 31))


def known(name: str, *events: Event, on: dt.date = TODAY, law: LawBook | None = None, **facts: Value | None) -> Known | None:
    return inquire(law or law_of("JP"), WORDS, life(*events, **facts), on)[0].look(on).get(name)


def test_a_word_of_a_list_is_known_and_another_is_refused_with_the_nearest() -> None:
    assert WORDS.knows("status", "jp_student")
    assert not WORDS.knows("status", "jp_studnet")
    assert WORDS.must_know("status", "jp_student") == "jp_student"
    with pytest.raises(RuleError, match="'jp_studnet' is not a word of the list 'status'; write one of jp_student"):
        WORDS.must_know("status", "jp_studnet")


def test_a_hint_names_the_nearest_words_or_a_few_of_all() -> None:
    assert nearest("jp_studnet", ["jp_student", "kr_e9"]) == "write one of jp_student"
    assert nearest("zzz", ["b", "a"]) == "write one of a, b"


def test_a_group_holds_only_words_of_its_list() -> None:
    lists = "\n".join(
        f"[{name}]"
        for name in (
            *TOP_LISTS,
            "list",
            "event",
            "fact",
        )
    )
    own = 'many = []\n[list.status]\na = ""\n[name]\n[ask]\n[group.g]\nlist = "status"\nwords = ["b"]\n'
    with pytest.raises(RuleError, match=r"names.toml: group g: \['b'\] are not words of 'status'"):
        read_vocabulary(lists, own)


def test_every_type_of_a_field_or_fact_or_name_is_a_list_or_a_plain_one() -> None:
    types = {type_.removesuffix("?") for word in WORDS.events.values() for type_ in word.fields.values()}
    types |= {word.type for word in WORDS.facts.values()} | {word.type for word in WORDS.names.values()}
    assert types - {"date", "int", "bool", "text"} <= set(WORDS.lists)


def test_every_question_that_a_name_leads_to_is_a_word() -> None:
    assert set(WORDS.asks.values()) <= WORDS.lists["question"]
    assert set(WORDS.asks) <= set(WORDS.facts) | set(WORDS.names)


def test_a_field_of_an_event_knows_its_type() -> None:
    assert WORDS.events["permit.held"].field_type("until") == "date"
    assert WORDS.events["permit.held"].field_type("colour") is None


# ------------------------------------------------------------------ the ways in which a name is read off a life


def test_a_day_that_never_came_is_later_than_everything() -> None:
    assert known("finding_on", PERMIT) == NEVER
    told = known("finding_on", PERMIT, event(D(2026, 3, 1), "finding.notified"))
    assert getattr(told, "day", None) == D(2026, 3, 1)


def test_a_day_that_has_not_come_yet_may_be_today() -> None:
    assert getattr(known("came_forward_on", PERMIT), "day", None) == TODAY
    assert getattr(known("claim_on", PERMIT), "day", None) == TODAY


def test_the_first_and_the_last_of_several_days() -> None:
    twice = (event(D(2026, 2, 1), "arrested"), event(D(2026, 3, 1), "arrested"))
    assert getattr(known("investigation_on", PERMIT, *twice), "day", None) == D(2026, 2, 1)
    claims = (event(D(2026, 2, 1), "asylum.filed", no="1"), event(D(2026, 3, 1), "asylum.filed", no="2"))
    assert getattr(known("asylum_filed_on", PERMIT, *claims), "day", None) == D(2026, 3, 1)


def test_what_ever_happened_in_this_stay_ends_with_the_next_entry() -> None:
    worked = event(D(2026, 2, 1), "work.began", permitted=False)
    assert known("worked_without_permission", PERMIT, worked) is True
    back = (event(D(2026, 3, 1), "departed"), event(D(2026, 4, 1), "entered", status="jp_engineer", until=D(2027, 4, 1)))
    assert known("worked_without_permission", PERMIT, worked, *back) is False


def test_what_holds_now_began_and_has_not_ended() -> None:
    taken, returned = event(D(2026, 2, 1), "passport.taken"), event(D(2026, 3, 1), "passport.returned")
    assert known("passport_kept", PERMIT) is False
    assert known("passport_kept", PERMIT, taken) is True
    assert known("passport_kept", PERMIT, taken, returned) is False
    assert known("passport_kept", PERMIT, returned, event(D(2026, 4, 1), "passport.taken")) is True


def test_what_events_do_not_tell_a_fact_may() -> None:
    assert known("was_removed", PERMIT) is False
    assert known("was_removed", PERMIT, ever_removed=True) is True
    assert known("was_removed", PERMIT, ever_removed=None) is None
    assert known("sentences", PERMIT) == 0
    assert known("sentences", PERMIT, convictions=2) == 2
    assert known("sentences", PERMIT, event(D(2026, 2, 1), "convicted", of="theft")) == 1
    assert known("held", PERMIT, detained=True) is True
    assert known("held", PERMIT) is None


def test_the_greatest_of_several_numbers() -> None:
    sentences = [
        event(D(2026, month, 1), "convicted", of="theft", months=n, suspended=False) for month, n in ((2, 6), (3, 18), (4, 3))
    ]
    assert known("prison_months", PERMIT, *sentences) == 18
    assert known("prison_months", PERMIT) == 0


def test_the_latest_word_counts_and_an_unstated_one_is_not_known() -> None:
    ended = event(D(2026, 2, 1), "contract.ended", ground="closure")
    assert known("ended_ground", PERMIT, ended) == "closure"
    assert known("ended_ground", PERMIT, ended, event(D(2026, 3, 1), "workplace.left", ground="violence")) == "violence"
    assert known("ended_ground", PERMIT, event(D(2026, 2, 1), "contract.ended", ground="not_stated")) is None
    assert known("ended_ground", PERMIT) is None
    assert known("filed_online", PERMIT) is False


def test_whether_the_latest_word_is_one_of_some() -> None:
    assert known("entered_without_permission", event(D(2026, 1, 1), "entered", how="false_papers")) is True
    assert known("entered_without_permission", event(D(2026, 1, 1), "entered", how="visa")) is False
    assert known("entered_without_permission") is False


def test_a_yes_or_no_may_be_told_or_read_from_a_word() -> None:
    assert known("leaves_promptly", PERMIT, prompt_departure=True) is True
    assert known("leaves_promptly", PERMIT, wants="leave_promptly") is True
    assert known("leaves_promptly", PERMIT, wants="stay") is False
    assert known("leaves_promptly", PERMIT) is None


def test_an_open_request_is_one_that_nobody_decided_or_took_back() -> None:
    filed = event(D(2026, 2, 1), "application.filed", no="1", for_="extension")
    assert known("extension_open", PERMIT, filed) is True
    assert known("extension_open", PERMIT, filed, event(D(2026, 3, 1), "application.withdrawn", no="1")) is False
    assert known("extension_open", PERMIT, filed, event(D(2026, 3, 1), "application.decided", no="1", result="refused")) is False
    assert known("extension_open", PERMIT, filed, event(D(2026, 3, 1), "application.decided", no="2", result="refused")) is True
    assert known("extension_open", PERMIT) is False
