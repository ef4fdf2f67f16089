"""Where each number of a person stands: two rows a person, one of bytes and one of two-byte numbers, as wide as the law needs."""

from typing import NamedTuple

NONE = -1
"""Offset of something that this run does not keep."""


FORM, STATE, CAUSE, FLAGS, SITUATION, ROW = range(6)
"""Bytes that everybody has: the permission held, the state and why, its cause, flags, the situation; then the rows of the
open slots."""

UNTIL, SINCE, ARRIVAL, OPENED = range(4)
"""Two-byte numbers that everybody has: last day of the permission, first day of the state, arrival; then a day for each slot."""


WHOLE_WORDS, WHOLE_BYTES, KEPT_WORDS, KEPT_BYTES = 9, 4, 10, 3
"""What is kept beside where claims are kept whole (`whole.py`): once a person, and once a slot."""


class Layout(NamedTuple):
    """Offsets into a person's row of two-byte numbers (`w_`) and of bytes (`b_`), and how many of each kind there are."""

    slots: int
    requests: int
    limits: int
    measures: int
    days: int
    counts: int
    w_filed: int
    w_anchor: int
    w_bits: int
    w_days: int
    w_first: int
    w_months: int
    w_side: int
    w_worst: int
    w_worked_on: int
    w_obstacle: int
    w_whole: int
    w_kept: int
    w_came: int
    b_request: int
    b_attribute: int
    b_counter: int
    b_word: int
    b_breach: int
    b_passed: int
    b_ring: int
    b_side: int
    b_whole: int
    b_kept: int
    b_count: int
    words: int
    bytes: int

    @property
    def bytes_a_person(self) -> int:
        """How much memory one person takes, the day to look at them again included."""
        return 2 * self.words + self.bytes + 2


(
    SLOTS,
    REQUESTS,
    LIMITS,
    MEASURES,
    DAYS,
    COUNTS,
    W_FILED,
    W_ANCHOR,
    W_BITS,
    W_DAYS,
    W_FIRST,
    W_MONTHS,
    W_SIDE,
    W_WORST,
    W_WORKED_ON,
    W_OBSTACLE,
    W_WHOLE,
    W_KEPT,
    W_CAME,
    B_REQUEST,
    B_ATTRIBUTE,
    B_COUNTER,
    B_WORD,
    B_BREACH,
    B_PASSED,
    B_RING,
    B_SIDE,
    B_WHOLE,
    B_KEPT,
    B_COUNT,
    WORDS,
    BYTES,
) = range(len(Layout._fields))
"""Where the kernel finds each of them: in this order in front of all tables (`tables.flattened`)."""


class Needs(NamedTuple):
    """How many of everything a run keeps for each person."""

    slots: int
    requests: int
    bits: int
    kept_days: int
    kept_words: int
    attributes: int
    counters: int
    limits: int
    rings: int
    measures: int
    side_work: int
    obstacles: int
    whole: bool = False
    late: bool = False
    counts: int = 0


def layout(needs: Needs) -> Layout:
    """Offsets for what a run needs; what it does not need takes no place."""
    words, small = _Row(OPENED + needs.slots), _Row(ROW + needs.slots)
    measured = needs.measures > 0
    return Layout(
        needs.slots,
        needs.requests,
        needs.limits,
        needs.measures,
        needs.kept_days,
        needs.counts,
        w_filed=words.take(needs.requests),
        w_anchor=words.take(needs.requests),
        w_bits=words.take((needs.bits + 15) // 16),
        w_days=words.take(needs.kept_days),
        w_first=words.take(int(measured)),
        w_months=words.take(2 * needs.measures),
        w_side=words.take(needs.side_work),
        w_worst=words.take(needs.limits),
        w_worked_on=words.take(needs.rings),
        w_obstacle=words.take(needs.obstacles),
        w_whole=words.take(WHOLE_WORDS * needs.whole),
        w_kept=words.take(KEPT_WORDS * needs.slots * needs.whole),
        w_came=words.take(needs.requests * (needs.whole or needs.late)),
        b_request=small.take(needs.requests),
        b_attribute=small.take(needs.attributes),
        b_counter=small.take(needs.counters),
        b_word=small.take(needs.kept_words),
        b_breach=small.take(int(needs.limits > 0)),
        b_passed=small.take(int(needs.limits > 0)),
        b_ring=small.take(7 * needs.rings),
        b_side=small.take(needs.side_work),
        b_whole=small.take(WHOLE_BYTES * needs.whole),
        b_kept=small.take(KEPT_BYTES * needs.slots * needs.whole),
        b_count=small.take(2 * needs.counts),
        words=words.wide,
        bytes=small.wide,
    )


class _Row:
    """Gives out places, one after the other."""

    def __init__(self, wide: int) -> None:
        self.wide = wide

    def take(self, number: int) -> int:
        if number == 0:
            return NONE
        self.wide += number
        return self.wide - number
