"""Claims kept whole, for laws that look back at them: first and last day by each reading, place in the log, which clock cut them.

Most laws need no more of a claim than its row and one day (`claims.py`). A law needs the whole of it where a clock leaves a stay
in doubt, an office gives back what was cut, a receipt proves what a request carries, or silence decides. Then every claim and
every clock is a slot with the numbers below, as the interpreter holds it, and a day works on them one after the other.
"""

from madoguchi.lab import layout as p
from madoguchi.lab import tables as t
from madoguchi.lab.compiling import apart, jit
from madoguchi.lab.room import NEVER, SLOT_FULL
from madoguchi.lab.tables import cell, counted, item, row_of, size

LOG, ENDED, ENDED_PLACE, PERMIT_FIRST, PERMIT_LAST, PERMIT_LATE, PERMIT_PLACE, ENTRY, BEFORE_UNTIL = range(9)
"""Two-byte numbers of a person: how many events there were; of what ended last and is gone: its day and its place; the last
permission to stay: first day, last day by the earliest reading and by the latest, place; the last coming in without permission;
the last day of what was given last with a status."""
ENDED_BY, STATUS, EVER, ENDED_ROW = range(4)
"""Bytes of a person: the cause of what ended last and is gone, the status given last,
whether an event or a request ever gave a claim, the row of what ended last."""
EVER_A_CLAIM, FILED_IN_TIME = 1, 2
"""Bits of `EVER`: that there was one; that a request which carries something itself was filed under the last permission."""

FIRST, LOW, HIGH, PLACE, GIVEN, CUT, CUT_LATE, OTHER, OTHER_AGAIN, AGAIN = range(10)
"""Two-byte numbers of a slot, beside the law's own last day. Of a claim: first day, last day by the earliest reading and by the
latest, place in the log, the day from which it was known, and the last days that clocks leave of it. Of a clock: the day from
which its length counts, its readings, its place, the day on which it started; the days with a name that its length was compared
with while it ran (from the start, and from the second day), and the second day from which it counts (0: none)."""
DECIDED_AT = OTHER
"""Of a claim that a request carried and that was decided: the place of the decision in the log."""
MARK, CUTTER, ABOUT = range(3)
"""Bytes of a slot: marks; the row of the clock that cut it; the place of the request that it is about, from 1."""

GIVEN_BY_EVENT, COVERS, LATE_FILING, CARRIED, UNSURE, HIDDEN, UNPROVEN, ENDING = (1 << bit for bit in range(8))
"""Marks of a claim: where it comes from (an event, a request, a late window, a clock); the days are uncertain; it gives no state;
only a receipt or notice makes it sure or brings it; today it ends. Of a clock: UNSURE that it exposes from its first day,
UNPROVEN that the event from which it could count again has come."""

MAY_CUT, ROLLS, AT_ONCE, OF_REQUEST, SHOWS_TO_THE_END, REVIVED, SAYS_WORK = (1 << bit for bit in range(7))
"""What a clock does beside, by its row (`row_more`)."""
DOES, ONLY, DEEMS, NAMED, CARRIES, NAMES_FROM, NAMES_TO, RETIMED_FROM, RETIMED_TO, RAW, REACHED = range(11)
"""Columns of `row_more`: those bits; the set of clauses whose claims alone it takes, or takes the place of (-1: all, or none);
the form of the decision that silence stands for; the remembered day that bears its name (-1: none); the row of the stay that it
carries; the names that it is compared with; the later laws that move it; the column of its own length, and the row of a later law
whose obstacles hold it up once it is moved (0: none). Of what requests carry the bits are others: 1 from the
filing on, and from 2 on what proves it."""


@jit
def kept(law, w, what, s):
    """A two-byte number of a slot."""
    return w[law[p.W_KEPT] + what * law[p.SLOTS] + s]


@jit
def keep(law, w, what, s, value):
    """Write a two-byte number of a slot."""
    w[law[p.W_KEPT] + what * law[p.SLOTS] + s] = value


@jit
def mark_of(law, b, what, s):
    """A byte of a slot."""
    return b[law[p.B_KEPT] + what * law[p.SLOTS] + s]


@jit
def mark(law, b, what, s, value):
    """Write a byte of a slot."""
    b[law[p.B_KEPT] + what * law[p.SLOTS] + s] = value


@jit
def last_by(law, w, s):
    """The last day of a claim by the earliest reading, with what clocks took."""
    return min(kept(law, w, LOW, s), kept(law, w, CUT, s))


@jit
def late_by(law, w, s):
    """The last day of a claim by the latest reading, with what clocks took."""
    return min(kept(law, w, HIGH, s), kept(law, w, CUT_LATE, s))


@jit
def slots_taken(law, b):
    """How many slots are taken; they stand side by side."""
    s = 0
    while s < law[p.SLOTS] and b[p.ROW + s] != 0:
        s += 1
    return s


@apart
def hold(law, w, b, row, first, low, high, given, place, marks, about):
    """Take a slot for a claim. Returns (overflow, slot)."""
    s = slots_taken(law, b)
    if s == law[p.SLOTS]:
        return SLOT_FULL, s - 1
    b[p.ROW + s] = row
    w[p.OPENED + s] = low
    keep(law, w, FIRST, s, first)
    keep(law, w, LOW, s, low)
    keep(law, w, HIGH, s, high)
    keep(law, w, PLACE, s, place)
    keep(law, w, GIVEN, s, given)
    keep(law, w, CUT, s, NEVER)
    keep(law, w, CUT_LATE, s, NEVER)
    keep(law, w, AGAIN, s, 0)
    mark(law, b, MARK, s, marks)
    mark(law, b, CUTTER, s, 0)
    mark(law, b, ABOUT, s, about)
    return 0, s


@apart
def drop(law, w, b, at):
    """Give a slot back; those after it move up."""
    taken = slots_taken(law, b)
    for s in range(at, taken - 1):
        b[p.ROW + s], w[p.OPENED + s] = b[p.ROW + s + 1], w[p.OPENED + s + 1]
        for what in range(10):
            keep(law, w, what, s, kept(law, w, what, s + 1))
        for what in range(3):
            mark(law, b, what, s, mark_of(law, b, what, s + 1))
    b[p.ROW + taken - 1] = 0


@jit
def end_at(law, w, s, last):
    """End a claim on a day at the latest, by every reading."""
    keep(law, w, LOW, s, min(kept(law, w, LOW, s), last))
    keep(law, w, HIGH, s, min(kept(law, w, HIGH, s), last))


@jit
def column(law, which, day):
    """The day that a column gives; NEVER where there is none, or past the days that were counted."""
    return NEVER if which < 0 or day - law[t.FIRST_DAY] >= size(law, t.COLS) else counted(law, which, day)


@jit
def rolled_on(law, day):
    """The last day on which a filing due on a day still counts."""
    at = day - law[t.FIRST_DAY]
    return day if at >= size(law, t.OPENED) else item(law, t.OPENED, at)


@jit
def of_row(law, row, what):
    """What a clock does beside, by its row."""
    return cell(law, t.ROW_MORE, row, what)


@jit
def reaches(law, w, row, s):
    """The latest reading of a clock's last day, a closed day moved on where the clause rolls."""
    high = kept(law, w, HIGH, s)
    if of_row(law, row, DOES) & ROLLS == 0:
        return high
    return max(high, rolled_on(law, w[p.OPENED + s]))


@jit
def clause_of(law, row):
    """The number of the clause of a row."""
    return row_of(law, t.CLAUSE, row)


@jit
def of_whole(law, w, what):
    """A two-byte number of a person."""
    return w[law[p.W_WHOLE] + what]


@jit
def set_whole(law, w, what, value):
    """Write a two-byte number of a person."""
    w[law[p.W_WHOLE] + what] = value


@jit
def byte_of(law, b, what):
    """A byte of a person."""
    return b[law[p.B_WHOLE] + what]
