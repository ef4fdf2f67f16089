"""Clocks in the kernel: what starts and stops them, hours worked against their limits, bans after a departure."""

from madoguchi.lab import layout as p
from madoguchi.lab import tables as t
from madoguchi.lab.asking import status_of, truth
from madoguchi.lab.claims import take_at_once
from madoguchi.lab.compiling import apart, jit
from madoguchi.lab.remembered import TOLD_DAY, WORD
from madoguchi.lab.room import BARRED, CLOSING, NEVER, RESTARTED, STARTED, close, last_of, note, open_row
from madoguchi.lab.states import CLOCK, CUT, DIARY_BAR, DIARY_PASSED, DIARY_RUN, DIARY_STOP, LAPSE, NOTIFIED, WITHOUT
from madoguchi.lab.tables import OBSTACLE_BEGAN, cell, counted, item, of_form, row_of, size


@jit
def clocks(law, w, b, d, form, room, diary):
    """What an event does to clocks: first it stops those that listen, then it starts others. Returns an overflow."""
    s = 0
    while s < law[p.SLOTS] and b[p.ROW + s] != 0:
        row = b[p.ROW + s]
        if row_of(law, t.KIND, row) == CLOCK and cell(law, t.ROW_ENDS, row, form):
            note(diary, room, d, DIARY_STOP, row_of(law, t.CLAUSE, row), w[p.OPENED + s], row, 0)
            if row_of(law, t.MARKS, row):
                b[p.FLAGS] |= NOTIFIED
            if row_of(law, t.CUTS, row):
                stopped_late(law, w, b, d, row, w[p.OPENED + s])
            for at in (STARTED, RESTARTED):
                room[at] = (room[at] & ((1 << s) - 1)) | ((room[at] >> (s + 1)) << s)
            room[CLOSING] = close(law, w, b, s, room[CLOSING])
            continue
        s += 1
    if law[p.W_OBSTACLE] >= 0:
        obstacles(law, w, b, d, form, room, diary)
    over, tried = 0, -1
    for at in range(of_form(law, t.START_FROM, form), of_form(law, t.START_FROM, form + 1)):
        clause = cell(law, t.START, at, 0)
        if clause == tried or d < cell(law, t.START, at, 1) or d > cell(law, t.START, at, 2) or runs(law, b, clause):
            continue
        if truth(law, w, b, d, cell(law, t.START, at, 3)) != 1:
            tried = clause
        elif truth(law, w, b, d, cell(law, t.START, at, 4)) == 1:
            tried = clause
            row = cell(law, t.START, at, 5)
            day = d
            if cell(law, t.START, at, 6) != 0:
                day = against_permit(law, w, b, row, d, cell(law, t.START, at, 6))
            over |= open_row(law, w, b, row, day)
            if row_of(law, t.DATED, row):
                room[STARTED] |= 1 << newest(law, b)
            if row_of(law, t.CUTS, row) and last_of(law, row, day, t.LOW) < d:
                take_at_once(law, w, b, d, clause, room)
            note(diary, room, d, DIARY_RUN, clause, d, row, last_of(law, row, day, t.LAW))
    return over


@jit
def stopped_late(law, w, b, d, row, start):
    """A clock that is stopped on the last day of the law's own reading takes nothing, though an earlier reading was over."""
    before = b[p.STATE] & 31
    if before != LAPSE and before != WITHOUT and last_of(law, row, start, t.LOW) < d <= last_of(law, row, start, t.LAW):
        b[p.FLAGS] &= 255 - CUT


@jit
def newest(law, b):
    """The slot that was taken last."""
    for s in range(law[p.SLOTS]):
        if b[p.ROW + s] == 0:
            return s - 1
    return law[p.SLOTS] - 1


@jit
def against_permit(law, w, b, row, d, how):
    """The last day of a clock that ends with the permission at the latest (how = 2) or at the earliest (how = 1)."""
    end = counted(law, row_of(law, t.LAW, row), d)
    if b[p.FORM] == 0 or w[p.UNTIL] == NEVER:
        return end
    return max(end, w[p.UNTIL]) if how == 1 else min(end, w[p.UNTIL])


@jit
def runs(law, b, clause):
    """Whether a clock of this clause runs."""
    for s in range(law[p.SLOTS]):
        row = b[p.ROW + s]
        if row == 0:
            break
        if row_of(law, t.KIND, row) == CLOCK and row_of(law, t.CLAUSE, row) == clause:
            return True
    return False


@apart
def obstacles(law, w, b, d, form, room, diary):
    """What the end of an illness and the like does to running clocks: they start again, or go on as much later."""
    kind = of_form(law, t.FORM_OBSTACLE, form)
    if kind < 0:
        return
    if of_form(law, t.FORM_FLAGS, form) & OBSTACLE_BEGAN:
        if w[law[p.W_OBSTACLE] + kind] == 0:
            w[law[p.W_OBSTACLE] + kind] = d
        return
    began = w[law[p.W_OBSTACLE] + kind]
    w[law[p.W_OBSTACLE] + kind] = 0
    if began == 0:
        return
    for s in range(law[p.SLOTS]):
        row = b[p.ROW + s]
        if row == 0 or row_of(law, t.KIND, row) != CLOCK or not (row_of(law, t.OBSTACLES, row) >> kind) & 1:
            continue
        start = w[p.OPENED + s]
        last = last_of(law, row, start, t.LAW)
        if began > last or (not row_of(law, t.DATED, row) and d <= start):
            continue
        if row_of(law, t.PAUSED, row) >= 0:
            # A pause gives the row a day of its own; a dated row no longer knows its start, so it is looked up in the diary only.
            first = began if row_of(law, t.DATED, row) else max(began, start)
            b[p.ROW + s] = row_of(law, t.PAUSED, row)
            w[p.OPENED + s] = last + (d - first)
        else:
            w[p.OPENED + s] = d
        room[RESTARTED] |= 1 << s
        note(
            diary,
            room,
            d,
            DIARY_RUN,
            -row_of(law, t.CLAUSE, row),
            start,
            b[p.ROW + s],
            last_of(law, b[p.ROW + s], w[p.OPENED + s], t.LAW),
        )


@apart
def hours(law, w, b, d, form, room, diary):
    """Hours worked, against every limit: the worst sum of any window, and the first day on which one was passed."""
    pattern, worked = of_form(law, t.FORM_PATTERN, form), of_form(law, t.FORM_HOURS, form)
    if pattern < 0 and worked < 0:
        return
    for k in range(law[p.LIMITS]):
        holiday = of_form(law, t.FORM_HOLIDAY, form) and cell(law, t.LIMIT, k, 3) >= 0
        bound, total = cell(law, t.LIMIT, k, 2), 0
        if pattern >= 0:
            bound = cell(law, t.LIMIT, k, 3) * cell(law, t.LIMIT, k, 4) if holiday else bound
            total = pattern
        elif holiday:
            bound, total = cell(law, t.LIMIT, k, 3), day_hours(law, w, b, d, worked, law[p.LIMITS] + k)
        else:
            total = window_hours(law, w, b, d, worked, k)
        if not holiday:
            w[law[p.W_WORST] + k] = max(w[law[p.W_WORST] + k], total)
        if total > bound and not (b[law[p.B_PASSED]] >> k) & 1:
            b[law[p.B_PASSED]] |= 1 << k
            note(diary, room, d, DIARY_PASSED, k, d, total, 0)
            status = status_of(law, w, b, d)
            if (cell(law, t.LIMIT, k, 0) < 0 or cell(law, t.SETS, cell(law, t.LIMIT, k, 0), status)) and truth(
                law, w, b, d, cell(law, t.LIMIT, k, 1)
            ) == 1:
                b[law[p.B_BREACH]] |= 1 << k


@jit
def window_hours(law, w, b, d, worked, k):
    """Half hours of the window that ends today; a ring of seven bytes holds its days."""
    ring, last = law[p.B_RING] + 7 * k, w[law[p.W_WORKED_ON] + k]
    gap = d - last if last != 0 else 7
    for day in range(max(last + 1, d - 6), d + 1):
        if gap > 0:
            b[ring + day % 7] = 0
    b[ring + d % 7] = min(b[ring + d % 7] + worked, 255)
    w[law[p.W_WORKED_ON] + k] = d
    total = 0
    for at in range(7):
        total += b[ring + at]
    return total


@jit
def day_hours(law, w, b, d, worked, k):
    """Half hours of a day in the holidays."""
    ring, last = law[p.B_RING] + 7 * k, w[law[p.W_WORKED_ON] + k]
    b[ring] = min((b[ring] if last == d else 0) + worked, 255)
    w[law[p.W_WORKED_ON] + k] = d
    return b[ring]


@apart
def bars(law, w, b, d, form, room, diary):
    """Bans that a departure sets off, by what was known the day before. Only written down: they bind abroad."""
    clause, found = 0, 0
    for at in range(item(law, t.BAR_FROM, form), item(law, t.BAR_FROM, form + 1)):
        if cell(law, t.BAR, at, 6) != clause:
            clause, found = cell(law, t.BAR, at, 6), 0
        if (found >> cell(law, t.BAR, at, 7)) & 1 or d < cell(law, t.BAR, at, 0) or d > cell(law, t.BAR, at, 1):
            continue
        path = b[law[p.B_WORD] + law[t.PATH_WORD]] if law[t.PATH_WORD] >= 0 else 0
        if cell(law, t.BAR, at, 5) >= 0 and path >= 2 and path != cell(law, t.BAR, at, 5):
            continue
        if truth(law, w, b, d - 1, cell(law, t.BAR, at, 2)) != 0:
            found |= 1 << cell(law, t.BAR, at, 7)
            if cell(law, t.BAR, at, 8) >= 0:
                room[BARRED] |= 1 << at  # whom it follows is known once the day is over
            else:
                barred(law, w, d, at, room, diary)


@jit
def barred(law, w, d, at, room, diary):
    """Write down a ban: its last day counts from the departure, or from the term to leave that was told before."""
    begins = d
    if cell(law, t.BAR, at, 9) and w[law[p.W_DAYS] + law[t.TERM_DAY]] != NEVER:
        begins = w[law[p.W_DAYS] + law[t.TERM_DAY]]
    low, high = counted(law, cell(law, t.BAR, at, 3), begins), counted(law, cell(law, t.BAR, at, 4), begins)
    note(diary, room, d, DIARY_BAR, cell(law, t.BAR, at, 6), low, high, at)


@apart
def bars_of_some(law, w, b, d, room, diary):
    """Bans that follow only some people, by what is known on the day of leaving."""
    for at in range(min(size(law, t.BAR), 62)):
        if (room[BARRED] >> at) & 1 and truth(law, w, b, d, cell(law, t.BAR, at, 8)) == 1:
            barred(law, w, d, at, room, diary)


@jit
def term_told(law, w, form, last):
    """The term to leave that an order of today told is known to what comes after it today."""
    for at in range(of_form(law, t.TOUCH_FROM, form), of_form(law, t.TOUCH_FROM, form + 1)):
        if cell(law, t.TOUCH, at, 1) == TOLD_DAY and cell(law, t.TOUCH, at, 2) == law[t.TERM_DAY]:
            w[law[p.W_DAYS] + law[t.TERM_DAY]] = last


@jit
def path_told(law, b, form):
    """The path of an order of today is known to what comes after it today."""
    for at in range(of_form(law, t.TOUCH_FROM, form), of_form(law, t.TOUCH_FROM, form + 1)):
        if cell(law, t.TOUCH, at, 1) == WORD and cell(law, t.TOUCH, at, 2) == law[t.PATH_WORD]:
            b[law[p.B_WORD] + law[t.PATH_WORD]] = cell(law, t.TOUCH, at, 3)
