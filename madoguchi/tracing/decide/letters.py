"""Whether a letter can be taken, how its pages are written down, when somebody is overdue, what may be opened. Pure."""

import datetime as dt
import json

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

WEEK = dt.timedelta(days=7)


def checked(letter: Letter) -> Letter:
    """A letter as it can be taken; TracingRefused where a sentence has nobody to hear it, or nothing is said at all."""
    wishes, always = letter.wishes.values(), letter.always
    if any(bool(wish.whom) != wish.tells for wish in wishes):
        raise TracingRefused("trouble.problem.half")
    if not any(wish.tells for wish in wishes) and not always.lawyer:
        raise TracingRefused("trouble.problem.empty")
    bounds = (
        *((wish.whom, LONGEST_WHOM) for wish in wishes),
        *((wish.sentence, LONGEST_SENTENCE) for wish in wishes),
        (always.never, LONGEST_NEVER),
        (always.lawyer, LONGEST_LAWYER),
        (always.phrase, LONGEST_PHRASE),
    )
    if any(len(text) > most for text, most in bounds):
        raise TracingRefused("look.problem.too_long")
    return letter


def page_of(letter: Letter, happened: Happened) -> Page:
    """What opens in one case, and nothing of the others."""
    return Page(letter.wishes.get(happened, Wish()), letter.always)


def page_written(page: Page) -> bytes:
    """A page as text, of the same length whatever it says."""
    wish, always = page.wish, page.always
    said = [wish.whom, wish.sentence, always.never, always.lawyer, always.phrase]
    return json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass").ljust(LETTER_BYTES)


def page_read(text: bytes) -> Page:
    """And back."""
    whom, sentence, never, lawyer, phrase = json.loads(text.decode("utf-8", "surrogatepass"))
    return Page(Wish(whom, sentence), Always(never, lawyer, phrase))


# ------------------------------------------------------------------ the check-in


def expected(weeks: int, today: dt.date) -> Expected:
    """Somebody was here: they are expected again. Only the week is kept, as its Monday, so that no row tells a day of a visit."""
    if weeks not in WEEKS:
        return Expected()
    in_weeks = today + weeks * WEEK
    return Expected(weeks, in_weeks + dt.timedelta(days=-in_weeks.weekday() % 7))


def is_overdue(expected_: Expected, today: dt.date) -> bool:
    """Whether a caseworker should ask after somebody."""
    return expected_.due_on is not None and today > expected_.due_on + dt.timedelta(days=GRACE_DAYS)


def may_ask(happened: Happened, expected_: Expected, today: dt.date) -> bool:
    """Whether a group may ask a second one to open a letter in this case: for silence only after it asked and got no answer."""
    return happened is not Happened.SILENCE or (is_overdue(expected_, today) and expected_.asked is Asked.NO_ANSWER)
