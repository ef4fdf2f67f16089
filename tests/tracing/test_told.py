"""What of a note is taken, and what has no place in one."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.tracing.decide.notes import heard, said, tidied, unfit, without_contacts, work_heard, work_said
from madoguchi.tracing.terms.notes import Care, Hears, Kin, Note, Step, Teller, Told, Unfit, Work
from madoguchi.vault.padding import SMALLEST_BUCKET, padded

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("An 090-1234-5678", "An"),
        ("An ０９０ー１２３４ー５６７８", "An"),
        ("An +84 (90) 123 45 67", "An"),
        ("An chim@example.com", "An"),
        ("An zalo: chim77", "An"),
        ("An LINE ID：chim77", "An"),
        ("An @chim_77", "An"),
        ("An https://chim.example/77", "An"),
        ("An www.chim.example", "An"),
        ("  Nguyễn \n Văn\tAn ", "Nguyễn Văn An"),
        ("グエン・ヴァン・アン", "グエン・ヴァン・アン"),
        ("Line station", "Line station"),
    ],
)
def test_numbers_and_accounts_of_anybody_are_taken_out(typed: str, kept: str) -> None:
    assert without_contacts(typed) == kept


@given(st.text(), st.from_regex(r"0[789]0-[0-9]{4}-[0-9]{4}", fullmatch=True))
def test_no_telephone_number_stays_wherever_it_stands(text: str, number: str) -> None:
    assert number not in without_contacts(f"{text} {number} {text}")
    assert number.replace("-", "") not in without_contacts(f"{text} {number.replace('-', '')} {text}")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Toyokawa, Bình đã chạy thoát", "Toyokawa"),
        ("新宿。友達もいた", "新宿"),
        ("Umeda (Hankyu)", "Umeda (Hankyu)"),
        ("Toyokawa\nBình", "Toyokawa"),
    ],
)
def test_behind_the_name_of_a_place_nothing_is_kept(typed: str, kept: str) -> None:
    assert tidied(Note(typed, TODAY), TODAY).station == kept


@pytest.mark.parametrize(
    "name", ["", "Nguyễn Văn An", "さとうひとみ", "グエン・ヴァン・アン", "Anderson Wander", "や", "O'Brien", "大和田"]
)
def test_one_person_is_one_person(name: str) -> None:
    assert unfit(Note("Ueno", TODAY, name=name), TODAY) is None


@pytest.mark.parametrize(
    "name",
    [
        "An và Bình",
        "An and Binh",
        "An, Bình",
        "アンとビン",
        "田中 と 山田",
        "An & Bình",
        "An với Bình",
        "アンやビン",
        "An; Bình",
        "An、ビン",
    ],
)
def test_a_note_about_two_people_is_not_taken(name: str) -> None:
    assert unfit(Note("Ueno", TODAY, name=name), TODAY) is Unfit.ONE_PERSON


@pytest.mark.parametrize(("days", "refusal"), [(-1, Unfit.DAY), (0, None), (60, None), (61, Unfit.DAY)])
def test_a_day_lies_not_ahead_and_not_long_ago(days: int, refusal: Unfit | None) -> None:
    assert unfit(Note("Ueno", TODAY - dt.timedelta(days=days)), TODAY) is refusal


def test_without_a_place_nobody_can_look() -> None:
    assert unfit(tidied(Note("  , Bình", TODAY), TODAY), TODAY) is Unfit.STATION


@pytest.mark.parametrize(("born", "kept"), [(1999, 1999), (2017, None), (2016, 2016), (1926, 1926), (1925, None), (9999, None)])
def test_a_year_of_birth_that_cannot_be_is_not_kept(born: int, kept: int | None) -> None:
    assert tidied(Note("Ueno", TODAY, born=born), TODAY).born == kept


def test_words_of_no_list_are_not_kept() -> None:
    tidy = tidied(Note("Ueno", TODAY, nation="Bình", tongue="Bình"), TODAY)
    assert (tidy.nation, tidy.tongue) == ("", "")
    tidy = tidied(Note("Ueno", TODAY, nation="VN", tongue="vi"), TODAY)
    assert (tidy.nation, tidy.tongue) == ("VN", "vi")


FULL = Note(
    "あ" * 60, TODAY, 0, Teller.FAMILY, "い" * 60, 1999, "VN", "vi", True, True, Kin.YES, frozenset(Care)  # noqa: FBT003 all of it
)  # fmt: skip


@pytest.mark.parametrize("note", [Note("Ueno", TODAY), FULL])
def test_what_was_told_comes_back_and_every_note_looks_as_long(note: Note) -> None:
    assert heard(said(note)) == note
    assert len(padded(said(note))) == SMALLEST_BUCKET


@pytest.mark.parametrize(
    "work",
    [Work(), Work("Aichi", {Step.LAWYER: TODAY}, {Told.CUSTODY: TODAY}, TODAY, Hears.ALIVE, False)],  # noqa: FBT003 a word
)
def test_what_was_done_comes_back(work: Work) -> None:
    assert work_heard(work_said(work)) == work


def test_no_word_of_what_was_told_stands_in_a_trace() -> None:
    assert "い" not in repr(FULL)
    assert "あ" not in repr(FULL)
