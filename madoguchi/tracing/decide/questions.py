"""Which question an open search gets next. Every search gets one a week, whatever is known, so that none of them is a sign."""

import datetime as dt
from collections.abc import Collection

from madoguchi.tracing.terms.entries import LISTED_QUESTIONS, QUESTION_DAYS


def is_due(last: dt.date | None, today: dt.date) -> bool:
    """Whether the next question is due: at once for a new search, then a week after the last one."""
    return last is None or today - last >= dt.timedelta(days=QUESTION_DAYS)


def next_question(put: Collection[int], wished: int, chance: int) -> int:
    """The next question of the list, by number from 1: the one that somebody wishes, or any other not put yet; 0 where all were.

    `wished`: 0 where nobody wishes one, or one that was put already; `chance`: any number, drawn anew each time.
    """
    left = [number for number in range(1, LISTED_QUESTIONS + 1) if number not in put]
    if wished in left or not left:
        return wished if wished in left else 0
    return left[chance % len(left)]
