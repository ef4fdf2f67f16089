"""Claims kept whole: days after a last day on which a filing still has effect, and what ended last of all that is over."""

from madoguchi.lab import layout as p
from madoguchi.lab import tables as t
from madoguchi.lab import whole as v
from madoguchi.lab.asking import truth
from madoguchi.lab.compiling import apart, jit
from madoguchi.lab.room import NEVER
from madoguchi.lab.tables import cell, size


@jit
def later(last, place, row, ended, its, other):
    """Whether a claim ended after another one: later, or given later; of two of one event the first in the law."""
    return last > ended or (last == ended and (place > its or (place == its and row < other)))


@apart
def let_go(law, w, b, last, place, row, by):
    """Remember what ended last of all that is over: the cause to come."""
    at, words = law[p.B_WHOLE], law[p.W_WHOLE]
    if b[at + v.ENDED_BY] == 0 or later(last, place, row, w[words + v.ENDED], w[words + v.ENDED_PLACE], b[at + v.ENDED_ROW]):
        w[words + v.ENDED], w[words + v.ENDED_PLACE] = last, place
        b[at + v.ENDED_BY], b[at + v.ENDED_ROW] = by, row


@jit
def window_days(law, w, b, d, k, until):
    """The day on which a late window closes after a last day. Returns (the law's own, the earliest, the latest)."""
    law_day, low, high = 0, NEVER, 0
    for case in range(cell(law, t.LATE_MORE, k, 1), cell(law, t.LATE_MORE, k, 2)):
        holds = truth(law, w, b, d, cell(law, t.CASES, case, 0))
        if holds != 0:
            law_day = v.column(law, cell(law, t.CASES, case, 1), until) if law_day == 0 else law_day
            low = min(low, v.column(law, cell(law, t.CASES, case, 2), until))
            high = max(high, v.column(law, cell(law, t.CASES, case, 3), until))
        if holds == 1:
            break
    return law_day, low, high


@apart
def window_readings(law, w, b, d, k, until):
    """The readings of a late window, with those of the law of the last day itself where they are others."""
    law_day, low, high = window_days(law, w, b, d, k, until)
    if cell(law, t.LATE_MORE, k, 3):
        for other in range(size(law, t.LATE)):
            same = cell(law, t.LATE_MORE, other, 0) == cell(law, t.LATE_MORE, k, 0)
            if same and cell(law, t.LATE, other, 0) <= until <= cell(law, t.LATE, other, 1):
                _, least, most = window_days(law, w, b, d, other, until)
                low, high = min(low, least), max(high, most)
    return law_day, low, high


@jit
def stood(law, k, until):
    """Whether the clause of a late window was in force on a last day: a law that came later brings nothing back."""
    for other in range(size(law, t.LATE)):
        if cell(law, t.LATE_MORE, other, 0) == cell(law, t.LATE_MORE, k, 0):
            if cell(law, t.LATE, other, 0) <= until <= cell(law, t.LATE, other, 1):
                return True
    return False


@apart
def late_windows(law, w, b, until, place, status):
    """Days after a last day on which a late filing still has effect, each by its own law. Returns an overflow."""
    over = 0
    for k in range(size(law, t.LATE)):
        since, till = cell(law, t.LATE, k, 0), cell(law, t.LATE, k, 1)
        if not cell(law, t.LATE_MORE, k, 4) or till <= until or cell(law, t.SETS, cell(law, t.LATE_MORE, k, 5), status):
            continue
        if not stood(law, k, until) or truth(law, w, b, until, cell(law, t.LATE, k, 2)) != 1:
            continue
        _, low, high = window_readings(law, w, b, until, k, until)
        low, high, first = min(low, till), min(high, till), max(until + 1, since)
        if high >= first:
            full, _ = v.hold(law, w, b, cell(law, t.LATE, k, 3), first, low, high, until, place, v.LATE_FILING, 0)
            over |= full
    return over


@apart
def filed_late(law, w, b, d, until, form):
    """Whether a filing after a last day still has effect."""
    for k in range(size(law, t.LATE)):
        if cell(law, t.LATE, k, 0) <= d <= cell(law, t.LATE, k, 1) and cell(law, t.LATE_MEETS, k, form):
            if cell(law, t.LATE_MORE, k, 4) and truth(law, w, b, d, cell(law, t.LATE, k, 2)) == 1:
                law_day, _, _ = window_readings(law, w, b, d, k, until)
                if d <= law_day:
                    return True
    return False
