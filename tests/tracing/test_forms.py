"""Whatever comes in with a form, nothing breaks and nothing is guessed."""

import datetime as dt

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.tracing.decide.notes import heard, said, tidied, unfit
from madoguchi.tracing.forms.notes import changed, read_day, read_hour, read_note, version_of
from madoguchi.tracing.terms.notes import LONGEST_LINE, Hears, Kin, Step, Teller, Told, Work
from madoguchi.vault.padding import SMALLEST_BUCKET, padded

TODAY = dt.date(2026, 11, 22)
FIELDS = (
    "station", "called", "when", "day", "hour", "teller", "born", "nation", "tongue", "is_woman", "fears_state", "kin", "care",
    "go", "step", "prefecture", "custody", "custody_more", "immigration", "seen_on", "hears", "consul", "version",
)  # fmt: skip
WORDS = (
    "today",
    "other",
    "step",
    "told",
    "seen",
    "place",
    "lawyer",
    "where",
    "yes",
    "2026-11-20",
    "2026-11-30",
    "13",
    "-1",
    "x" * 300,
)
typed = st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(WORDS) | st.text(), max_size=12)


def form(**fields: str | list[str]) -> QueryDict:
    found = QueryDict(mutable=True)
    for name, value in fields.items():
        found.setlist(name, value if isinstance(value, list) else [value])
    return found


@given(typed)
def test_any_form_is_a_note_or_none(fields: dict[str, str]) -> None:
    note = read_note(form(**fields), TODAY)
    if note is None:
        return
    tidy = tidied(note, TODAY)
    assert max(len(tidy.station), len(tidy.name)) <= LONGEST_LINE
    assert heard(said(tidy)) == tidy
    assert len(padded(said(tidy))) == SMALLEST_BUCKET
    assert unfit(tidy, TODAY) is not None or tidy.day <= TODAY


@given(typed)
def test_any_form_of_a_reader_is_work_whose_days_have_come(fields: dict[str, str]) -> None:
    work = changed(Work(), form(**fields), TODAY)
    days = [*work.done.values(), *work.told.values(), *([work.seen_on] if work.seen_on else [])]
    assert all(day <= TODAY for day in days)


def test_letters_of_any_script_fit_into_the_one_size() -> None:
    note = read_note(form(station="𩸽" * 300, called="𩸽" * 300, when="today"), TODAY)
    assert note is not None
    assert len(padded(said(tidied(note, TODAY)))) == SMALLEST_BUCKET


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({"when": "today"}, TODAY),
        ({"when": "yesterday"}, dt.date(2026, 11, 21)),
        ({"when": "other", "day": "2026-11-01"}, dt.date(2026, 11, 1)),
        ({"day": "2026-11-01"}, dt.date(2026, 11, 1)),
        ({"when": "other", "day": ""}, None),
        ({"when": "other", "day": "31/11/2026"}, None),
        ({}, None),
    ],
)
def test_a_day_is_read_or_not_known(fields: dict[str, str], day: dt.date | None) -> None:
    assert read_day(form(**fields), TODAY) == day


@pytest.mark.parametrize(
    ("text", "hour"), [("0", 0), ("23", 23), ("24", None), ("", None), ("-1", None), ("nine", None), ("٩", 9)]
)
def test_an_hour_is_read_or_not_known(text: str, hour: int | None) -> None:
    assert read_hour(form(hour=text)) == hour


def test_what_was_not_chosen_is_a_friend_who_does_not_know() -> None:
    note = read_note(form(station="Ueno", when="today", teller="police", kin="maybe", care=["x"]), TODAY)
    assert note is not None
    assert (note.teller, note.kin, note.care, note.hour) == (Teller.FRIEND, Kin.NOT_KNOWN, frozenset(), None)


def test_a_step_is_done_once_and_a_word_of_no_list_does_nothing() -> None:
    first = Work(done={Step.LAWYER: dt.date(2026, 11, 20)})
    assert changed(first, form(go="step", step="lawyer"), TODAY) == first
    assert changed(first, form(go="step", step="police"), TODAY) == first
    assert changed(first, form(go="burn"), TODAY) == first


def test_a_visit_brings_what_the_person_wants_and_marks_its_steps() -> None:
    work = changed(Work(), form(go="seen", seen_on="2026-11-21", hears="alive", consul="no"), TODAY)
    assert (work.seen_on, work.hears, work.wants_consul) == (dt.date(2026, 11, 21), Hears.ALIVE, False)
    assert work.done == {Step.VISIT: dt.date(2026, 11, 21), Step.WISHES: dt.date(2026, 11, 21)}
    unasked = changed(Work(), form(go="seen"), TODAY)
    assert (unasked.seen_on, unasked.hears, unasked.wants_consul, unasked.done) == (
        TODAY,
        Hears.NOT_ASKED,
        None,
        {Step.VISIT: TODAY},
    )


def test_days_that_the_lawyer_told_can_be_taken_back() -> None:
    told = changed(Work(), form(go="told", custody="2026-11-21", immigration="2026-11-30"), TODAY)
    assert told.told == {Told.CUSTODY: dt.date(2026, 11, 21)}
    assert changed(told, form(go="told", custody=""), TODAY).told == {}


def test_a_version_that_is_none_is_the_first() -> None:
    assert [version_of(form(version=text)) for text in ("3", "", "x", "-2")] == [3, 0, 0, 0]
