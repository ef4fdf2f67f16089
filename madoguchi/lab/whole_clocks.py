"""Clocks kept whole: what starts, stops and holds them up, what they take when they run out."""

from madoguchi.lab import layout as p
from madoguchi.lab import tables as t
from madoguchi.lab import whole as v
from madoguchi.lab.asking import named_day, truth
from madoguchi.lab.clocks import runs
from madoguchi.lab.compiling import apart, jit
from madoguchi.lab.room import GAVE, NEVER, note
from madoguchi.lab.states import CLOCK, DIARY_ENDS, DIARY_RUN, DIARY_STOP, NOTIFIED, SIDE
from madoguchi.lab.tables import OBSTACLE_BEGAN, cell, of_form, row_of

LATEST = 1
"""How a clock is compared with a day that has a name: the later of both (else the earlier)."""


@jit
def takes(law, row):
    """Whether a row is a clock whose end takes something, or may take it."""
    return row_of(law, t.KIND, row) == CLOCK and (row_of(law, t.CUTS, row) or v.of_row(law, row, v.DOES) & v.MAY_CUT)


@jit
def held_by_law(law, w, row, s):
    """Whether the obstacles of a row hold this clock up: those of a later law only where it has moved the last day."""
    return (
        v.of_row(law, row, v.REACHED) == 0
        or v.column(law, v.of_row(law, row, v.RAW), v.kept(law, w, v.FIRST, s)) != w[p.OPENED + s]
    )


@jit
def held_up(law, w, row, s):
    """Whether an obstacle that began in time is not over: nobody knows yet from when the clock will count."""
    last = w[p.OPENED + s]
    if not held_by_law(law, w, row, s):
        return False
    kinds, kind = row_of(law, t.OBSTACLES, row), 0
    while kinds != 0:
        began = w[law[p.W_OBSTACLE] + kind]
        if kinds & 1 and 0 < began <= last:
            return True
        kinds >>= 1
        kind += 1
    return False


@apart
def take(law, w, b, d, before):
    """What clocks take whose earliest last day was yesterday (or, where `before`, an earlier one): by rank, the first first."""
    done, taken = 0, v.slots_taken(law, b)
    while True:
        best, order = -1, 0
        for s in range(taken):
            row = b[p.ROW + s]
            if (done >> s) & 1 or not takes(law, row):
                continue
            low = v.kept(law, w, v.LOW, s)
            due = low == d - 1 and not before
            if before:  # over before it began
                due = low < d and v.kept(law, w, v.GIVEN, s) == d
            if due and (best < 0 or row_of(law, t.ORDER, row) < order):
                best, order = s, row_of(law, t.ORDER, row)
        if best < 0:
            break
        done |= 1 << best
        if not held_up(law, w, b[p.ROW + best], best):
            taken_by(law, w, b, best)


@apart
def taken_by(law, w, b, clock):
    """What one clock takes of the claims that were known by its earliest last day."""
    by, first = b[p.ROW + clock], v.kept(law, w, v.LOW, clock)
    only = v.of_row(law, by, v.ONLY)
    for s in range(law[p.SLOTS]):
        row = b[p.ROW + s]
        if row == 0:
            break
        kind = row_of(law, t.KIND, row)
        if kind == CLOCK or kind == SIDE or v.mark_of(law, b, v.MARK, s) & v.LATE_FILING:
            continue
        if v.kept(law, w, v.GIVEN, s) > first or v.late_by(law, w, s) <= first:
            continue
        if only >= 0 and not cell(law, t.SETS, only, row_of(law, t.CLAUSE, row)):
            continue
        if first < v.last_by(law, w, s):
            v.keep(law, w, v.CUT, s, first)
            v.mark(law, b, v.CUTTER, s, by)
        if v.of_row(law, by, v.DOES) & v.MAY_CUT == 0:
            v.keep(law, w, v.CUT_LATE, s, min(v.kept(law, w, v.CUT_LATE, s), v.reaches(law, w, by, clock)))


@apart
def left_in_doubt(law, w, b, d, clock):
    """A clock that is stopped when one reading of its end is over and another is not leaves in doubt what it took.

    What only may cut gives it back where it is stopped on the open day to which its closed last day moves.
    """
    by, first = b[p.ROW + clock], v.kept(law, w, v.LOW, clock)
    if not first < d <= v.reaches(law, w, by, clock):
        return
    own, does = w[p.OPENED + clock], v.of_row(law, by, v.DOES)
    in_time = does & v.MAY_CUT != 0 and does & v.ROLLS != 0 and own < v.rolled_on(law, own) and d <= v.rolled_on(law, own)
    for s in range(law[p.SLOTS]):
        row = b[p.ROW + s]
        if row == 0:
            break
        if row_of(law, t.KIND, row) != CLOCK and v.mark_of(law, b, v.CUTTER, s) == by and v.kept(law, w, v.CUT, s) == first:
            if in_time:
                v.mark(law, b, v.CUTTER, s, 0)
                v.keep(law, w, v.CUT, s, NEVER)
            else:
                v.keep(law, w, v.CUT_LATE, s, NEVER)


@apart
def revive(law, w, b, d, form, place):
    """An office permits what was late: from today on what a clock took stands again."""
    for s in range(law[p.SLOTS]):
        row = b[p.ROW + s]
        if row == 0:
            break
        cutter = v.mark_of(law, b, v.CUTTER, s)
        if row_of(law, t.KIND, row) != CLOCK and cutter != 0 and cell(law, t.ROW_REVIVES, cutter, form):
            v.mark(law, b, v.CUTTER, s, 0)
            v.keep(law, w, v.CUT, s, NEVER)
            v.keep(law, w, v.CUT_LATE, s, NEVER)
            v.keep(law, w, v.FIRST, s, max(v.kept(law, w, v.FIRST, s), d))
            v.keep(law, w, v.PLACE, s, place)
            v.keep(law, w, v.GIVEN, s, d)


# ------------------------------------------------------------------ last days


@apart
def count(law, w, b, d, s, stopped):
    """The last days of a clock: counted from its day, and from a second one where there is one. `stopped`: what laws that came
    after it was stopped would have done is not done."""
    until, low, high = ends_from(law, w, b, d, s, v.kept(law, w, v.FIRST, s), v.OTHER, stopped)
    if v.kept(law, w, v.AGAIN, s) != 0:
        least, most = low, high
        until, low, high = ends_from(law, w, b, d, s, v.kept(law, w, v.AGAIN, s), v.OTHER_AGAIN, stopped)
        low, high = min(low, least), max(high, most)
    w[p.OPENED + s] = until
    v.keep(law, w, v.LOW, s, low)
    v.keep(law, w, v.HIGH, s, high)


@jit
def ends_from(law, w, b, d, s, begin, word, stopped):
    """The last days of a clock counted from one day, compared with days that have a name, moved by later laws."""
    row = b[p.ROW + s]
    until = v.column(law, row_of(law, t.LAW, row), begin)
    low, high = v.column(law, row_of(law, t.LOW, row), begin), v.column(law, row_of(law, t.HIGH, row), begin)
    first, after = v.of_row(law, row, v.RETIMED_FROM), v.of_row(law, row, v.RETIMED_TO)
    if after > first:  # once its own length has run, nothing that is told later moves it
        if d <= high:
            v.keep(law, w, word, s, latest_named(law, w, b, d, v.of_row(law, row, v.NAMES_FROM), v.of_row(law, row, v.NAMES_TO)))
        other = v.kept(law, w, word, s)
        until, low, high = max(until, other), max(low, other), max(high, other)
    else:
        until, low, high = compared_with(law, w, b, d, row, until, low, high)
    for r in range(first, after):
        since = cell(law, t.RETIMED, r, 0)
        if stopped and since > d:
            break
        if since <= begin or (since > until and not cell(law, t.RETIMED, r, 6)):
            continue
        other = latest_named(law, w, b, d, cell(law, t.RETIMED, r, 7), cell(law, t.RETIMED, r, 8))
        new = max(v.column(law, cell(law, t.RETIMED, r, 1), begin), other)
        if cell(law, t.RETIMED, r, 4) or new > until:
            least = max(v.column(law, cell(law, t.RETIMED, r, 2), begin), other)
            most = max(v.column(law, cell(law, t.RETIMED, r, 3), begin), other)
            before = cell(law, t.RETIMED, r, 5)
            low, high = (min(low, least), max(high, most)) if before else (least, most)
            until = new
    return until, low, high


@jit
def latest_named(law, w, b, d, first, after):
    """The latest of some days that have a name; 0 where nothing set one off."""
    found = 0
    for k in range(first, after):
        other = named_day(law, w, b, d, cell(law, t.CLOCK_NAMES, k, 1))
        if other != NEVER:
            found = max(found, other)
    return found


@jit
def compared_with(law, w, b, d, row, until, low, high):
    """Last days beside the days with a name that a clock is compared with."""
    for k in range(v.of_row(law, row, v.NAMES_FROM), v.of_row(law, row, v.NAMES_TO)):
        other = named_day(law, w, b, d, cell(law, t.CLOCK_NAMES, k, 1))
        if other == NEVER:
            continue
        if cell(law, t.CLOCK_NAMES, k, 0) == LATEST:
            until, low, high = max(until, other), max(low, other), max(high, other)
        else:
            until, low, high = min(until, other), min(low, other), min(high, other)
    return until, low, high


@apart
def told(law, w, b, d, s, room, diary):
    """Write down the last days of a clock; keep the day that bears its name; move the stay that it carries."""
    row = b[p.ROW + s]
    at = v.of_row(law, row, v.NAMED)
    if at >= 0:
        w[law[p.W_DAYS] + at] = w[p.OPENED + s]
    carried = v.of_row(law, row, v.CARRIES)
    if carried != 0:
        for other in range(v.slots_taken(law, b)):
            if b[p.ROW + other] == carried and v.kept(law, w, v.PLACE, other) == v.kept(law, w, v.PLACE, s):
                v.keep(law, w, v.LOW, other, v.kept(law, w, v.LOW, s))
                v.keep(law, w, v.HIGH, other, v.reaches(law, w, row, s))
    note(
        diary, room, d, DIARY_ENDS, row_of(law, t.CLAUSE, row) | (v.kept(law, w, v.PLACE, s) << 8), w[p.OPENED + s],
        v.kept(law, w, v.LOW, s), v.kept(law, w, v.HIGH, s),
    )  # fmt: skip


@jit
def may_move(law, w, row, d, s):
    """Whether a day with a name that a clock is compared with can still move it: its length has not run."""
    if v.of_row(law, row, v.NAMES_FROM) == v.of_row(law, row, v.NAMES_TO):
        return False
    begin = max(v.kept(law, w, v.FIRST, s), v.kept(law, w, v.AGAIN, s))
    last = v.column(law, row_of(law, t.HIGH, row), begin)
    for r in range(v.of_row(law, row, v.RETIMED_FROM), v.of_row(law, row, v.RETIMED_TO)):
        last = max(last, v.column(law, cell(law, t.RETIMED, r, 3), begin))
    return d <= last


@jit
def law_to_come(law, row, d):
    """Whether a law that is to come would reach a clock; what was held up since is not counted anew."""
    for r in range(v.of_row(law, row, v.RETIMED_FROM), v.of_row(law, row, v.RETIMED_TO)):
        if cell(law, t.RETIMED, r, 0) > d:
            return row_of(law, t.OBSTACLES, row) == 0
    return False


@apart
def counted_again(law, w, b, d, room, diary):
    """Clocks that are compared with days that have a name: those days may have moved while the length still runs."""
    for s in range(v.slots_taken(law, b)):
        row = b[p.ROW + s]
        if row_of(law, t.KIND, row) != CLOCK:
            continue
        if may_move(law, w, row, d, s):
            until, low, high = w[p.OPENED + s], v.kept(law, w, v.LOW, s), v.kept(law, w, v.HIGH, s)
            count(law, w, b, d, s, False)
            if until != w[p.OPENED + s] or low != v.kept(law, w, v.LOW, s) or high != v.kept(law, w, v.HIGH, s):
                told(law, w, b, d, s, room, diary)


@apart
def obstacles(law, w, b, d, form, room, diary):
    """What the end of an illness and the like does to running clocks: they start again, or go on as much later."""
    kind = of_form(law, t.FORM_OBSTACLE, form)
    if kind < 0:
        return
    began = w[law[p.W_OBSTACLE] + kind]
    if of_form(law, t.FORM_FLAGS, form) & OBSTACLE_BEGAN:
        if began == 0:
            w[law[p.W_OBSTACLE] + kind] = d
        return
    w[law[p.W_OBSTACLE] + kind] = 0
    if began == 0:
        return
    for s in range(v.slots_taken(law, b)):
        row = b[p.ROW + s]
        if row_of(law, t.KIND, row) != CLOCK or not (row_of(law, t.OBSTACLES, row) >> kind) & 1:
            continue
        start = v.kept(law, w, v.FIRST, s)
        if began > w[p.OPENED + s] or d <= v.kept(law, w, v.GIVEN, s) or not held_by_law(law, w, row, s):
            continue
        if v.of_row(law, row, v.REACHED) != 0:
            b[p.ROW + s] = v.of_row(law, row, v.REACHED)
        if row_of(law, t.PAUSED, row) >= 0:
            more = d - max(began, start)
            w[p.OPENED + s] = min(w[p.OPENED + s] + more, NEVER)
            v.keep(law, w, v.LOW, s, min(v.kept(law, w, v.LOW, s) + more, NEVER))
            v.keep(law, w, v.HIGH, s, min(v.kept(law, w, v.HIGH, s) + more, NEVER))
        else:
            v.keep(law, w, v.FIRST, s, d)
            count(law, w, b, d, s, False)
        told(law, w, b, d, s, room, diary)


# ------------------------------------------------------------------ one event


@apart
def clocks(law, w, b, d, form, place, request, room, diary):
    """What an event does to clocks: first it stops those that listen, then it starts others. Returns an overflow."""
    s = 0
    while s < v.slots_taken(law, b):
        row = b[p.ROW + s]
        if row_of(law, t.KIND, row) == CLOCK and cell(law, t.ROW_ENDS, row, form) and v.kept(law, w, v.PLACE, s) < place:
            about = v.mark_of(law, b, v.ABOUT, s)
            if v.of_row(law, row, v.DOES) & v.OF_REQUEST == 0 or (about != 0 and about == request + 1):
                stop(law, w, b, d, s, room, diary)
                continue
        s += 1
    if law[p.W_OBSTACLE] >= 0:
        obstacles(law, w, b, d, form, room, diary)
    again(law, w, b, d, form, place, room, diary)
    revive(law, w, b, d, form, place)
    return start(law, w, b, d, form, place, request, room, diary)


@apart
def stop(law, w, b, d, s, room, diary):
    """A clock is stopped: what it took may be in doubt, what it carried is over."""
    row = b[p.ROW + s]
    note(diary, room, d, DIARY_STOP, row_of(law, t.CLAUSE, row), v.kept(law, w, v.GIVEN, s), row, v.kept(law, w, v.PLACE, s))
    if row_of(law, t.MARKS, row):
        b[p.FLAGS] |= NOTIFIED
    if may_move(law, w, row, d, s) or law_to_come(law, row, d):  # by what was told until today, and no more by what comes
        count(law, w, b, d, s, True)
        told(law, w, b, d, s, room, diary)
    if takes(law, row):
        left_in_doubt(law, w, b, d, s)
    carried = v.of_row(law, row, v.CARRIES)
    if carried != 0:
        for other in range(v.slots_taken(law, b)):
            if b[p.ROW + other] == carried and v.kept(law, w, v.PLACE, other) == v.kept(law, w, v.PLACE, s):
                v.keep(law, w, v.LOW, other, min(v.kept(law, w, v.LOW, other), d - 1))
    v.drop(law, w, b, s)


@apart
def again(law, w, b, d, form, place, room, diary):
    """An event from which the length of a running clock counts as well."""
    for s in range(v.slots_taken(law, b)):
        row = b[p.ROW + s]
        marks = v.mark_of(law, b, v.MARK, s)
        if row_of(law, t.KIND, row) != CLOCK or not cell(law, t.ROW_AGAIN, row, form) or marks & v.UNPROVEN:
            continue
        if v.kept(law, w, v.PLACE, s) >= place:
            continue
        v.mark(law, b, v.MARK, s, marks | v.UNPROVEN)
        if v.kept(law, w, v.GIVEN, s) < d <= v.kept(law, w, v.HIGH, s):
            v.keep(law, w, v.AGAIN, s, d)
            count(law, w, b, d, s, False)
            told(law, w, b, d, s, room, diary)


@apart
def start(law, w, b, d, form, place, request, room, diary):
    """Clocks that an event starts. Returns an overflow."""
    over, tried = 0, -1
    for at in range(of_form(law, t.START_FROM, form), of_form(law, t.START_FROM, form + 1)):
        clause, row = cell(law, t.START, at, 0), cell(law, t.START, at, 5)
        each = v.of_row(law, row, v.DOES) & v.OF_REQUEST
        if clause == tried or d < cell(law, t.START, at, 1) or d > cell(law, t.START, at, 2):
            continue
        if not each and runs(law, b, clause):
            continue
        if truth(law, w, b, d, cell(law, t.START, at, 3)) != 1:
            tried = clause
        elif truth(law, w, b, d, cell(law, t.START, at, 4)) == 1:
            tried = clause
            marks = v.UNSURE if cell(law, t.ROW_NOW, row, form) or v.of_row(law, row, v.DOES) & v.AT_ONCE else 0
            full, s = v.hold(law, w, b, row, d, 0, 0, d, place, marks, request + 1 if each else 0)
            over |= full
            if full:
                break
            count(law, w, b, d, s, False)
            note(diary, room, d, DIARY_RUN, clause, d, row, place)
            carried = v.of_row(law, row, v.CARRIES)
            if carried != 0 and row_of(law, t.LAW, row) >= 0 and stays_on(law, w, b, d):
                full, _ = v.hold(law, w, b, carried, d + (marks == 0), 0, 0, d, place, v.CARRIED, 0)
                over |= full
                room[GAVE] |= 1
            told(law, w, b, d, s, room, diary)
    return over


@apart
def stays_on(law, w, b, d):
    """Whether a clock that carries the stay can: a stay that was over before does not come back by it."""
    anything = b[law[p.B_WHOLE] + v.EVER] & v.EVER_A_CLAIM != 0
    for s in range(law[p.SLOTS]):
        row = b[p.ROW + s]
        if row == 0:
            break
        kind, marks = row_of(law, t.KIND, row), v.mark_of(law, b, v.MARK, s)
        if kind == CLOCK or kind == SIDE or marks & (v.HIDDEN | v.LATE_FILING | v.CARRIED):
            continue
        first, last = v.kept(law, w, v.FIRST, s), v.kept(law, w, v.LOW, s)
        if first <= d <= last:
            return True
        anything |= first <= d
    return not anything
