"""What a letter says for one case and no other, when somebody is overdue, and what may be asked for then."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.tracing.decide import letters as decide
from madoguchi.tracing.terms.entries import TracingRefused
from madoguchi.tracing.terms.letters import (
    GRACE_DAYS,
    LETTER_BYTES,
    LONGEST_LAWYER,
    LONGEST_NEVER,
    LONGEST_PHRASE,
    LONGEST_SENTENCE,
    LONGEST_WHOM,
    WEEKS,
    Always,
    Asked,
    Expected,
    Happened,
    Letter,
    Page,
    Wish,
)
from madoguchi.vault.padding import bucket_of
from tests.tracing.letters.people_of_letters import ALWAYS, ARRESTED, LETTER

TEXT = st.text(max_size=60)
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2060, 1, 1))


@given(TEXT, TEXT, TEXT, TEXT, TEXT)
def test_a_page_reads_as_it_was_written_to_the_letter(whom: str, sentence: str, never: str, lawyer: str, phrase: str) -> None:
    page = Page(Wish(whom, sentence), Always(never, lawyer, phrase))
    assert decide.page_read(decide.page_written(page)) == page


@given(TEXT, TEXT)
def test_pages_are_of_one_length_whatever_they_say(one: str, other: str) -> None:
    pages = [Page(Wish(text, text), Always(text, text, text)) for text in (one, other, "")]
    assert len({bucket_of(len(decide.page_written(page))) for page in pages}) == 1


def test_the_longest_page_of_any_script_fits_into_that_length() -> None:
    sign = "ế"
    longest = Page(
        Wish(sign * LONGEST_WHOM, sign * LONGEST_SENTENCE),
        Always(sign * LONGEST_NEVER, sign * LONGEST_LAWYER, sign * LONGEST_PHRASE),
    )
    assert len(decide.page_written(longest)) == LETTER_BYTES


def test_a_page_holds_its_own_case_and_what_always_holds_and_nothing_else() -> None:
    assert decide.page_of(LETTER, Happened.ARREST) == Page(ARRESTED, ALWAYS)
    assert decide.page_of(LETTER, Happened.DEATH) == Page(Wish(), ALWAYS)
    for happened in Happened:
        written = decide.page_written(decide.page_of(LETTER, happened)).decode()
        others = [wish.sentence for each, wish in LETTER.wishes.items() if each is not happened]
        assert [sentence for sentence in others if sentence in written] == []


@pytest.mark.parametrize(
    ("letter", "key"),
    [
        (Letter({Happened.ARREST: Wish("Mẹ", "")}), "trouble.problem.half"),
        (Letter({Happened.ARREST: Wish("", "Con khỏe")}), "trouble.problem.half"),
        (Letter({}), "trouble.problem.empty"),
        (Letter({Happened.DEATH: Wish()}, Always(never="Cò")), "trouble.problem.empty"),
        (Letter({Happened.ARREST: Wish("m" * (LONGEST_WHOM + 1), "x")}), "look.problem.too_long"),
        (Letter({Happened.ARREST: Wish("m", "x" * (LONGEST_SENTENCE + 1))}), "look.problem.too_long"),
        (Letter({}, Always("n" * (LONGEST_NEVER + 1), "Sato")), "look.problem.too_long"),
        (Letter({}, Always("", "l" * (LONGEST_LAWYER + 1))), "look.problem.too_long"),
        (Letter({}, Always("", "Sato", "p" * (LONGEST_PHRASE + 1))), "look.problem.too_long"),
    ],
)
def test_a_letter_that_cannot_be_taken_says_why(letter: Letter, key: str) -> None:
    with pytest.raises(TracingRefused) as refused:
        decide.checked(letter)
    assert refused.value.key == key


def test_a_letter_that_tells_nobody_and_names_a_lawyer_is_one() -> None:
    letter = Letter({each: Wish() for each in Happened}, Always(lawyer="Sato"))
    assert decide.checked(letter) == letter


@given(st.sampled_from(WEEKS), DAYS)
def test_whoever_is_expected_has_all_their_weeks_and_the_row_tells_no_day_of_a_visit(weeks: int, today: dt.date) -> None:
    due_on = decide.expected(weeks, today).due_on
    assert due_on is not None
    assert due_on.weekday() == 0
    assert dt.timedelta(0) <= due_on - today - weeks * decide.WEEK < decide.WEEK
    # Whoever comes on another day of the same stretch leaves the same row.
    assert {decide.expected(weeks, due_on - weeks * decide.WEEK - dt.timedelta(days=back)).due_on for back in range(7)} == {
        due_on
    }


@given(st.integers(-3, 60).filter(lambda weeks: weeks not in WEEKS), DAYS)
def test_nobody_is_expected_who_did_not_ask_for_it(weeks: int, today: dt.date) -> None:
    assert decide.expected(weeks, today) == Expected()
    assert not decide.is_overdue(Expected(), today)


@given(st.sampled_from(WEEKS), DAYS, st.integers(0, 200))
def test_somebody_is_overdue_after_the_grace_and_stays_so(weeks: int, today: dt.date, later: int) -> None:
    expected = decide.expected(weeks, today)
    assert expected.due_on is not None
    last = expected.due_on + dt.timedelta(days=GRACE_DAYS)
    assert not decide.is_overdue(expected, last)
    assert decide.is_overdue(expected, last + dt.timedelta(days=1 + later))


@given(st.sampled_from(Happened), st.sampled_from(WEEKS), st.sampled_from(Asked), DAYS, st.integers(0, 400))
def test_silence_is_never_asked_for_without_an_asking_that_nobody_answered(
    happened: Happened, weeks: int, asked: Asked, today: dt.date, later: int
) -> None:
    expected = Expected(weeks, decide.expected(weeks, today).due_on, asked)
    day = today + dt.timedelta(days=later)
    may = decide.may_ask(happened, expected, day)
    if happened is Happened.SILENCE:
        assert may is (decide.is_overdue(expected, day) and asked is Asked.NO_ANSWER)
    else:
        assert may
