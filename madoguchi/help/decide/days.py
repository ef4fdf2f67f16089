"""Reads a day as people type it: any script's digits, with or without 年月日. Never guesses a missing part."""

import datetime as dt
import unicodedata

from madoguchi.help.terms import Problem, Span, Typed

FIRST_YEAR = 1900
YEARS_AHEAD = 30
YEAR_DIGITS = 4


def read_day(typed: Typed, span: Span, today: dt.date) -> dt.date | Problem:
    """The day typed in three fields, or why it cannot be taken."""
    parts = [_number(text, suffix) for text, suffix in ((typed.year, "年"), (typed.month, "月"), (typed.day, "日"))]
    if not all((typed.year.strip(), typed.month.strip(), typed.day.strip())):
        return Problem.DAY_PARTS_MISSING
    year, month, day = parts
    if year is None or month is None or day is None:
        return Problem.NOT_A_DAY
    if year < 10 ** (YEAR_DIGITS - 1):
        return Problem.YEAR_SHORT
    try:
        read = dt.date(year, month, day)
    except ValueError:
        return Problem.NOT_A_DAY
    if not FIRST_YEAR <= read.year <= today.year + YEARS_AHEAD:
        return Problem.DAY_FAR
    return Problem.DAY_TO_COME if span is Span.PAST and read > today else read


def _number(text: str, suffix: str) -> int | None:
    # NFKC: a phone's Japanese keyboard writes full-width digits.
    digits = unicodedata.normalize("NFKC", text).strip().removesuffix(suffix).strip()
    # int() reads the decimal digits of every script: Burmese, Khmer, Devanagari, Arabic …
    return int(digits) if digits.isdecimal() and len(digits) <= YEAR_DIGITS else None
