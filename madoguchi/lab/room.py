"""Room for one person's day, and the slots that hold what runs for a person: clocks and claims, oldest first."""

from madoguchi.lab import layout as p
from madoguchi.lab import tables as t
from madoguchi.lab.compiling import jit
from madoguchi.lab.states import CLAIM
from madoguchi.lab.tables import counted, row_of

NEVER = 65535
SHORT_PERIOD = 30
CLOSED = 0
"""Instead of the day of a decision: decided today, and still covering the day."""
MOST_EVENTS = 24
"""Events that one person can have on one day."""
LASTS, PLACES = MOST_EVENTS, 2 * MOST_EVENTS
"""Where the room of a day keeps the last days that its events give, and the places of the requests that they are about. The
forms of
the events stand in front."""
CLOSING, DIES, REFUSED_NOW, ASKED, OPENS, OPENS_DAY, FELL, FELL_CAUSE, FILED, LEAVES, GAVE, SIDE_ENDS = range(72, 84)
"""What a day keeps in its room until it is over: rows that close and the permission that dies at midnight, requests refused,
what the request decided now asked for, the row that opens tomorrow, the last claim that a cut ended and its cause, what was
filed today, whether the person leaves, whether anything was given, and whether work beside the status ends."""
ENDED, ENDED_BY, ENDED_KIND, ENDED_GIVEN, STARTED, RESTARTED, NUMBER, FILLED = range(84, 92)
"""The day on which the last claim ended, its cause, its kind of row and the day on which it was given; clocks that began
today with
a day of their own, and that began again today; the place of the request in hand; rows of the diary."""
CHOSE = 92
"""Whether something was chosen today because of what the rules make people do: it counts after what the office gave today."""
OWNER = 6
"""The column of a diary that says whose row it is, the last of so many."""
COLUMNS = OWNER + 1
HAS_ROOM = 93
"""Rows that the diary has room for; 0 where none is kept."""
GIVEN_AFTER = 94
"""Claims given today after the one that opens tomorrow: theirs is the later place in the log, so that they are the cause where
both end on one day."""
ASKED_ON, PERMIT_ENDS = 95, 96
"""Where claims are kept whole: the day on which the request decided now was filed; whether today ends the last permission."""
MOST_REQUESTS = 16
"""Requests that one person can have open at once where claims are kept whole."""
STOPS, STOPPED_AT, OF_FORM, FILED_AT, HELD_AT, HELD_UNTIL, HELD_FIRST, HELD_LAST = range(
    97, 97 + 8 * MOST_REQUESTS, MOST_REQUESTS
)
"""For each request filed today: what a decision of today makes of it, and the place of that decision in the log; its own form
and place; of the permission then held its place, its own last day, its first day, and the last day to which it was cut."""
DEEMED = HELD_LAST + MOST_REQUESTS
"""For each request the form of the decision that the law takes for made this morning, because the office was silent; 0: none."""
BARRED = DEEMED + MOST_REQUESTS
"""Bans that a departure of today sets off if it is somebody whom they follow, one bit each."""
SILENT = BARRED + 1
"""Whether the event in hand is nobody's: what the law takes an office to have decided."""
COUNTED = SILENT + 1
"""Whether something was counted today against a bound on how often it happens."""
WHOLE_DAY, WHOLE_NEXT = COUNTED + 1, COUNTED + 2
"""Where the two ways through a day of whole claims begin in memory (`whole_ways.py`); 0 where no claim is kept whole."""
ROOM = WHOLE_NEXT + 1
"""Numbers that the room of a day holds."""
SLOT_FULL, REQUEST_FULL = 1, 2
"""What a person's row can overflow with: told loudly, never dropped."""


@jit
def last_of(law, row, day, table):
    """The last day of an open row by a reading: its own day where that was given, else the column of its start."""
    if row_of(law, t.DATED, row):
        return day
    column = row_of(law, table, row)
    return NEVER if column < 0 else counted(law, column, day)


@jit
def close(law, w, b, at, mask):
    """Take a row out; those after it move up. Returns the mask of rows that close tonight, moved as well."""
    slots, rows, days = law[p.SLOTS], p.ROW, p.OPENED
    for s in range(at, slots - 1):
        b[rows + s] = b[rows + s + 1]
        w[days + s] = w[days + s + 1]
    b[rows + slots - 1] = 0
    return (mask & ((1 << at) - 1)) | ((mask >> (at + 1)) << at)


@jit
def open_row(law, w, b, row, day):
    """Put a row behind the others; the overflow if there is no place."""
    for s in range(law[p.SLOTS]):
        if b[p.ROW + s] == 0:
            b[p.ROW + s] = row
            w[p.OPENED + s] = day
            return 0
    return SLOT_FULL


@jit
def open_before(law, w, b, row, day, younger):
    """Put a row before the last claims, `younger` in number, that were given after it; the overflow if there is no place."""
    over = open_row(law, w, b, row, day)
    s = law[p.SLOTS] - 1
    while s > 0 and b[p.ROW + s] == 0:
        s -= 1
    while over == 0 and younger > 0 and s > 0:
        if row_of(law, t.KIND, b[p.ROW + s - 1]) == CLAIM:
            younger -= 1
        b[p.ROW + s], w[p.OPENED + s] = b[p.ROW + s - 1], w[p.OPENED + s - 1]
        b[p.ROW + s - 1], w[p.OPENED + s - 1] = row, day
        s -= 1
    return over


@jit
def waits(law, w, b):
    """Whether a request waits for its decision."""
    for k in range(law[p.REQUESTS]):
        if b[law[p.B_REQUEST] + k] != 0 and w[law[p.W_FILED] + k] != CLOSED:
            return True
    return False


@jit
def note(diary, room, d, what, a, x, y, z):
    """Write a row of the diary, where one is kept."""
    at = room[FILLED]
    if room[HAS_ROOM] > at:
        at *= COLUMNS
        diary[at], diary[at + 1], diary[at + 2], diary[at + 3], diary[at + 4], diary[at + 5] = d, what, a, x, y, z
    room[FILLED] += 1
