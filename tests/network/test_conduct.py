"""Meetings with authorities and pages of memory as values: what is asked, what could lead to a person, what became of a rule."""

import datetime as dt
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.ground.ids import ClauseId
from madoguchi.network import shelf
from madoguchi.network.decide import conduct, memory
from madoguchi.network.decide.naming import MOST_HINTS, hints
from madoguchi.network.terms.conduct import WEEK_DAYS, Authority, Contact, Meeting
from madoguchi.network.terms.memory import READERS, Hint, Names, Since, Told
from madoguchi.rules.clauses import LawBook
from madoguchi.rules.shelf import law_of
from madoguchi.ui.languages import LANGUAGES
from madoguchi.ui.words import has

TODAY = dt.date(2026, 11, 22)
MET = Meeting(Authority.POLICE, TODAY, "lan", "about a lost wallet")
JP = law_of("JP")
PERMIT = ClauseId("jp.stay.permit")


def test_a_meeting_with_a_second_person_and_a_purpose_is_kept() -> None:
    assert conduct.unfit(MET, TODAY) is None


@pytest.mark.parametrize(
    ("different", "why"),
    [
        ({"second": ""}, conduct.Unfit.ALONE),
        ({"purpose": ""}, conduct.Unfit.NOTHING),
        ({"met_on": TODAY + dt.timedelta(days=1)}, conduct.Unfit.DAY),
        ({"purpose": "x" * 2_001}, conduct.Unfit.TOO_LONG),
        ({"second": "x" * 41}, conduct.Unfit.TOO_LONG),
    ],
)
def test_what_is_missing_is_asked_for(different: dict[str, object], why: conduct.Unfit) -> None:
    assert conduct.unfit(replace(MET, **different), TODAY) is why  # type: ignore[arg-type]


def test_whoever_was_alone_is_never_forbidden_to_tell_it() -> None:
    assert conduct.unfit(replace(MET, second="", why_alone="they came to the door"), TODAY) is None


@given(st.integers(0, 400))
def test_what_is_told_in_the_same_week_is_not_late(days: int) -> None:
    contact = Contact(MET, TODAY + dt.timedelta(days=days), "hoa", is_open=True)
    assert conduct.is_late(contact) is (days > WEEK_DAYS)


@given(authority=st.sampled_from(Authority), second=st.text(), purpose=st.text(), why=st.text(), is_open=st.booleans())
def test_what_somebody_may_not_read_stands_in_no_part_that_they_get(
    authority: Authority, second: str, purpose: str, why: str, *, is_open: bool
) -> None:
    meeting = Meeting(authority, TODAY, second, purpose, why)
    texts = conduct.texts_of(meeting) if is_open else None
    read = conduct.meeting_of(conduct.head_of(meeting), texts)
    assert read == (meeting if is_open else replace(meeting, purpose="", why_alone=""))
    assert set(conduct.head_of(meeting)) == {"authority", "met_on", "second"}


@pytest.mark.parametrize("tag", [language.tag for language in LANGUAGES])
def test_every_rule_of_conduct_and_every_authority_has_its_sentence(tag: str) -> None:
    page = shelf.conduct()
    keys = [f"conduct.{what}.{rule}" for rule in page.rules for what in ("rule", "why")]
    assert [key for key in [*keys, *(f"office.{each.value}" for each in Authority)] if not has(tag, key)] == []
    assert page.since <= dt.date(2026, 11, 29)


# ------------------------------------------------------------------ what could lead to a person


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ngày 14/3/2026 anh Nguyễn Văn Bình đến phường Bến Nghé", ["14/3/2026", "anh Nguyễn Văn Bình", "phường Bến Nghé"]),
        ("2026年3月14日に豊川市の田中さんと会った", ["2026年3月14日", "豊川市", "田中さん"]),
        (
            "She worked at Toyokawa Foods, and Mr Tanaka called 090-1234-5678",
            ["worked at Toyokawa Foods", "Mr Tanaka", "090-1234-5678"],
        ),
        ("AB 1234567 CD, hoa@example.org, www.example.org/x", ["1234567", "hoa@example.org", "www.example.org/x"]),
        ("１２月３日、０９０ー１２３４", ["12月3日"]),
    ],
)
def test_numbers_days_places_names_and_addresses_are_pointed_at(text: str, found: list[str]) -> None:
    pieces = [hint.piece for hint in hints(text, shelf.name_words())]
    assert [want for want in found if not any(want in piece for piece in pieces)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Người đó đã làm ở một nhà máy và rời đi vào mùa xuân; hai tháng không có lương.",
        "The person left a factory in spring. The office took the late request with a letter of reasons.",
        "本人は春に工場を出た。理由書を出したら、窓口で受け付けられた。",
        "",
    ],
)
def test_a_page_that_names_nobody_is_not_held_up(text: str) -> None:
    found = hints(text, shelf.name_words())
    # 工場 alone names nothing, and stands among the words: a glance is the price.
    assert [hint for hint in found if "工場" not in hint.piece] == []


@given(st.text(max_size=300))
def test_every_piece_stands_in_the_text_and_each_once(text: str) -> None:
    plain = unicodedata.normalize("NFKC", text)
    found = hints(text, shelf.name_words())
    assert len(found) <= MOST_HINTS
    assert len({hint.piece for hint in found}) == len(found)
    assert all(hint.piece in plain for hint in found)


def test_a_day_is_not_told_as_a_number_too() -> None:
    assert hints("2026-03-14", shelf.name_words()) == (Hint(Names.DAY, "2026-03-14"),)


# ------------------------------------------------------------------ pages and their rules


def test_a_page_is_bound_to_clauses_of_the_book() -> None:
    page = Told("title", "text", (PERMIT,))
    assert memory.unfit(page, JP) is None
    assert memory.unfit(replace(page, clauses=()), JP) is memory.Unfit.CLAUSES
    assert memory.unfit(replace(page, clauses=(ClauseId("jp.no.such"),)), JP) is memory.Unfit.CLAUSES
    assert memory.unfit(replace(page, clauses=(PERMIT,) * 9), JP) is memory.Unfit.CLAUSES
    assert memory.unfit(replace(page, title=""), JP) is memory.Unfit.NOTHING
    assert memory.unfit(replace(page, text="x" * 10_001), JP) is memory.Unfit.TOO_LONG


@given(st.lists(st.sampled_from(["hoa", "lan", "minh", "an"])))
def test_nobody_reads_twice(readers: list[str]) -> None:
    assert memory.is_read(readers) is (len(set(readers)) >= READERS)


def test_a_page_says_what_became_of_its_rules_since_it_was_written() -> None:
    changing = [clause for clause in JP.clauses.values() if len(clause.versions) > 1 and clause.versions[-1].since]
    assert changing, "the book holds a rule that has changed"
    clause = changing[0]
    since = clause.versions[-1].since
    assert since is not None
    before, after = since - dt.timedelta(days=1), since + dt.timedelta(days=1)

    def said(written_on: dt.date, today: dt.date, book: LawBook = JP) -> tuple[Since, dt.date | None]:
        (bound,) = memory.bound([ClauseId(clause.id)], book, written_on, today)
        return bound.since, bound.day

    assert said(before, since) == (Since.CHANGED, since)
    assert said(before, before) == (Since.WILL_CHANGE, since)
    assert said(since, after) == (Since.SAME, None)
    (gone,) = memory.bound([ClauseId("jp.no.such")], JP, before, after)
    assert gone.since is Since.GONE


@given(st.sampled_from(sorted(JP.clauses)), st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)))
def test_on_the_day_it_is_written_no_rule_has_changed(clause: ClauseId, day: dt.date) -> None:
    (bound,) = memory.bound([clause], JP, day, day)
    assert bound.since in (Since.SAME, Since.WILL_CHANGE)
