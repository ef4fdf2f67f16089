"""One day of one person under the law, from the night before to the night after: the second engine.

A fixed kernel for each kind of clause that reads the law from tables. The order of a day is that of `docs/law/counting.md`:
what ended
at midnight, then endings, causes, filings, acts and facts as the log orders them, then the state of the day, then what is
lost from
tomorrow on.
"""

from madoguchi.lab import layout as p
from madoguchi.lab import tables as t
from madoguchi.lab.causes import cause_of, given_on, outlasting, refused
from madoguchi.lab.claims import claims_of, covers, midnight
from madoguchi.lab.clocks import (
    bars,
    clocks,
    hours,
    path_told,
)
from madoguchi.lab.compiling import jit
from madoguchi.lab.room import (
    ASKED,
    CHOSE,
    CLOSING,
    DIES,
    ENDED,
    ENDED_BY,
    FELL,
    FELL_CAUSE,
    FILED,
    GAVE,
    GIVEN_AFTER,
    HAS_ROOM,
    LASTS,
    LEAVES,
    NEVER,
    NUMBER,
    OPENS,
    OPENS_DAY,
    PLACES,
    REFUSED_NOW,
    RESTARTED,
    SIDE_ENDS,
    STARTED,
    close,
    last_of,
    note,
    open_before,
    waits,
)
from madoguchi.lab.states import (
    ABROAD,
    BREACH,
    CAPACITY,
    CHOSEN,
    CLAIM,
    CLOCK,
    CUT,
    DEAD,
    DEFINITION,
    DIARY_STATE,
    GONE,
    GRACE,
    INCENTIVE,
    LAPSE,
    LAWFUL,
    NOTIFIED,
    REVOCABLE,
    SETTLED,
    TOLD,
    UNCERTAIN,
    UNLAWFUL_ENTRY,
    WITHOUT,
)
from madoguchi.lab.stay import account, remember
from madoguchi.lab.tables import cell, counted, item, of_form, row_of
from madoguchi.lab.whole_ways import next_whole_day, whole_day


@jit
def live_day(law, w, b, d, n, room, diary):
    """The day `d` of one person, with the `n` events in its room, in their order (form, last day given, place of the request;
    -2 - k: the place that the k-th event of the day took). Returns (overflow, whether tomorrow must be looked at).
    """
    if law[p.W_WHOLE] >= 0:
        return whole_day(law, w, b, d, n, room, diary)
    for at in range(CLOSING, NUMBER):
        room[at] = 0
    room[ENDED], room[FELL], room[ASKED] = -1, -1, -1
    over = midnight(law, w, b, d, room)
    if room[HAS_ROOM] > 0:
        for k in range(n):
            bars(law, w, b, d, room[k], room, diary)
            path_told(law, b, room[k])
    for k in range(n):
        if of_form(law, t.FORM_DOES, room[k]) & t.TOUCHES:
            remember(law, w, b, d, room[k], room[LASTS + k])
    for k in range(n):
        place = room[PLACES + k]
        room[NUMBER] = place if place >= -1 else room[PLACES - 2 - place]
        over |= claims_of(law, w, b, d, room[k], room[LASTS + k], room, diary)
        room[PLACES + k] = room[NUMBER]
    if room[CHOSE]:
        b[p.FLAGS] |= CHOSEN
        room[CHOSE] = 0
    if (
        room[SIDE_ENDS]
        and w[law[p.W_SIDE]] > d
        and cell(law, t.ROW_ENDS_FOR, b[law[p.B_SIDE]], item(law, t.PERMIT_STATUS, b[p.FORM]))
    ):
        w[law[p.W_SIDE]] = d
    if room[FILED] != 0:
        covers(law, w, b, d, room, diary)
    for k in range(n):
        does = of_form(law, t.FORM_DOES, room[k])
        if does & (t.ENDS | t.STARTS_CLOCKS | t.WORKS):
            over |= clocks(law, w, b, d, room[k], room, diary)
        if law[p.LIMITS] > 0 and does & t.WORKS:
            hours(law, w, b, d, room[k], room, diary)
    if room[FELL] >= room[ENDED] and room[FELL] >= 0:
        room[ENDED], room[ENDED_BY] = room[FELL], room[FELL_CAUSE]
    state_of_day(law, w, b, d, room, diary)
    tomorrow = room[CLOSING] | room[DIES] | room[REFUSED_NOW] | room[OPENS] | room[LEAVES] | room[STARTED]
    return over | night(law, w, b, d, room), tomorrow != 0


@jit
def state_of_day(law, w, b, d, room, diary):
    """The state that holds after the day's events; where nothing covers the day any more, its cause and why it came to that."""
    stay = stay_of(law, w, b, d)
    before = b[p.STATE] & 31
    summary = stay
    if stay == LAWFUL:
        summary = exposed(law, w, b, d, room)
    if stay == LAPSE or stay == WITHOUT:
        if room[GAVE] or (before != LAPSE and before != WITHOUT):
            cause_of(law, w, b, d, room)
            b[p.CAUSE] = room[ENDED_BY]
            why = INCENTIVE if b[p.FLAGS] & CHOSEN else CAPACITY if waits(law, w, b) else DEFINITION
            b[p.STATE] = summary | (why << 5)
        else:
            b[p.STATE] = (b[p.STATE] & 224) | summary
            if room[ENDED] == d - 1:  # something given meanwhile ended before it began
                b[p.CAUSE] = room[ENDED_BY]
    elif stay == ABROAD or (stay == UNCERTAIN and b[p.FLAGS] & CUT):
        # What ended last is still the cause, for who comes back without a permission and where no reading covers the day any
        # more.
        if before != LAPSE and before != WITHOUT:
            cause_of(law, w, b, d, room)
            b[p.CAUSE] = room[ENDED_BY]
        b[p.STATE] = summary
    else:
        b[p.CAUSE] = 0
        b[p.STATE] = summary
    if summary != before or (room[GAVE] and (stay == LAPSE or stay == WITHOUT)):
        w[p.SINCE] = d
    if room[HAS_ROOM] > 0:
        side = 1 if law[p.B_SIDE] >= 0 and b[law[p.B_SIDE]] != 0 and d <= w[law[p.W_SIDE]] else 0
        status = item(law, t.PERMIT_STATUS, b[p.FORM])
        note(diary, room, d, DIARY_STATE, stay | (summary << 8), b[p.CAUSE] | (status << 8), registration(law, w, b, d), side)


@jit
def stay_of(law, w, b, d):
    """The state of the best claim that covers the day; else what it means that none does."""
    flags = b[p.FLAGS]
    if flags & GONE:
        return ABROAD
    if b[p.FORM] != 0 and flags & (DEAD | CUT) == 0 and d <= w[p.UNTIL]:
        return LAWFUL
    best, unsure = 99, False
    held = b[p.STATE] & 31 != LAPSE and b[p.STATE] & 31 != WITHOUT  # a clock takes nothing from who has nothing
    for s in range(law[p.SLOTS]):
        row = b[p.ROW + s]
        if row == 0:
            break
        if row_of(law, t.LOOKS, row) & t.ENDS_BY_LOW == 0:
            continue
        if row_of(law, t.KIND, row) == CLOCK:
            if flags & CUT and held:
                unsure |= last_of(law, row, w[p.OPENED + s], t.LOW) < d <= last_of(law, row, w[p.OPENED + s], t.HIGH)
        elif d <= last_of(law, row, w[p.OPENED + s], t.LOW):
            best = min(best, row_of(law, t.CLASS, row))
        else:
            unsure |= d <= last_of(law, row, w[p.OPENED + s], t.HIGH)
    for k in range(law[p.REQUESTS]):
        code = b[law[p.B_REQUEST] + k]
        if code == 0:
            continue
        covered = item(law, t.COVERED, code)
        anchor = w[law[p.W_ANCHOR] + k]
        if covered != 0 and anchor < d:
            low, high = cell(law, t.COVER, covered, 4), cell(law, t.COVER, covered, 5)
            if low < 0 or d <= counted(law, low, anchor):
                best = min(best, cell(law, t.COVER, covered, 6))
            else:
                unsure |= d <= counted(law, high, anchor)
    if best < 99:
        return best
    if unsure:
        return UNCERTAIN
    return WITHOUT if flags & UNLAWFUL_ENTRY else LAPSE if flags & TOLD else UNCERTAIN


@jit
def exposed(law, w, b, d, room):
    """A lawful stay with what runs against it: revocable before in grace before in breach."""
    grace = False
    for s in range(law[p.SLOTS]):
        row = b[p.ROW + s]
        if row == 0:
            break
        if row_of(law, t.LOOKS, row) & t.SHOWS and row_of(law, t.SINCE, row) <= d:
            ran = w[p.OPENED + s] < d or row_of(law, t.DATED, row) or (room[RESTARTED] >> s) & 1
            if ran and not (room[STARTED] >> s) & 1:
                if row_of(law, t.EXPOSES, row) == REVOCABLE:
                    return REVOCABLE
                grace |= row_of(law, t.EXPOSES, row) == GRACE
    if grace:
        return GRACE
    return BREACH if law[p.LIMITS] > 0 and b[law[p.B_BREACH]] != 0 else LAWFUL


@jit
def registration(law, w, b, d):
    """Duties to notify: 3 one is overdue, 2 one is due, 1 all were met, 0 there was none."""
    found = 1 if b[p.FLAGS] & NOTIFIED else 0
    for s in range(law[p.SLOTS]):
        row = b[p.ROW + s]
        if row == 0:
            break
        if row_of(law, t.MARKS, row):
            found = max(found, 2 if d <= last_of(law, row, w[p.OPENED + s], t.LAW) else 3)
    return found


@jit
def night(law, w, b, d, room):
    """What is lost from tomorrow on. Returns an overflow."""
    cause, given = 0, NEVER
    if room[DIES] and b[p.FORM] != 0 and b[p.FLAGS] & (DEAD | CUT) == 0 and w[p.UNTIL] > d:
        account(law, w, b, d)
        cause = item(law, t.PERMIT_CLAUSE, b[p.FORM])
        b[p.FLAGS] |= DEAD
    s, mask = 0, room[CLOSING]
    older, younger, outlived = 0, 0, False
    if room[OPENS] != 0 and room[GIVEN_AFTER] != 0:
        younger = room[GIVEN_AFTER]
        for k in range(law[p.SLOTS]):
            older += b[p.ROW + k] != 0 and row_of(law, t.KIND, b[p.ROW + k]) == CLAIM
        older -= younger
    while (mask != 0 or cause != 0 or younger != 0) and s < law[p.SLOTS] and b[p.ROW + s] != 0:
        row = b[p.ROW + s]
        claim = row_of(law, t.KIND, row) == CLAIM
        older -= claim
        if mask & (1 << s) and cell(law, t.ROW_ENDS_FOR, row, item(law, t.PERMIT_STATUS, b[p.FORM])):
            cause, given = row_of(law, t.CLAUSE, row), given_on(law, w, s, row)
            mask = close(law, w, b, s, mask)
            if younger != 0 and claim and older < 0:
                outlived = True
                younger -= 1
            continue
        last_word = room[OPENS] < 0 and younger != 0 and older < 0
        if (cause != 0 or last_word) and claim and last_of(law, row, w[p.OPENED + s], t.LOW) == d:
            cause, given = row_of(law, t.CLAUSE, row), given_on(law, w, s, row)  # given later, over on the same day
            outlived |= younger != 0 and older < 0
        s += 1
    if cause != 0:
        cause = outlasting(law, w, b, d, cause, given)
    if room[REFUSED_NOW] != 0:
        cause = refused(law, w, b, d, room, cause)
    over = 0
    if room[OPENS] != 0:  # also where another event of today ended it before it began
        b[p.FLAGS] = (b[p.FLAGS] | TOLD) & (255 - UNLAWFUL_ENTRY)
    if room[OPENS] < 0 and not outlived:
        cause = row_of(law, t.CLAUSE, -room[OPENS])
    elif room[OPENS] > 0:
        over = open_before(law, w, b, room[OPENS], room[OPENS_DAY], younger)
        if cause != 0 and not outlived and last_of(law, room[OPENS], room[OPENS_DAY], t.LOW) <= d:
            cause = row_of(law, t.CLAUSE, room[OPENS])  # over before it begins
    if room[LEAVES]:
        b[p.FLAGS] |= GONE
    state = b[p.STATE] & 31
    if cause != 0 and ((state != LAPSE and state != WITHOUT) or room[OPENS] < 0):
        b[p.CAUSE] = cause
        if state == ABROAD:
            b[p.STATE] = ABROAD | SETTLED
    return over


@jit
def next_day(law, w, b, d, tomorrow, room):
    """The next day on which the law changes something for this person without anybody doing anything; NEVER if none."""
    if law[p.W_WHOLE] >= 0:
        return next_whole_day(law, w, b, d, tomorrow, room)
    if tomorrow:
        return d + 1
    due, covered = NEVER, 0
    if b[p.FORM] != 0 and b[p.FLAGS] & (DEAD | CUT) == 0 and d <= w[p.UNTIL]:
        covered = w[p.UNTIL]  # a claim that is over before the permission changes nothing: it goes when somebody looks
        if covered < NEVER:
            due = covered + 1
    for s in range(law[p.SLOTS]):
        row = b[p.ROW + s]
        if row == 0:
            break
        day, looks = w[p.OPENED + s], row_of(law, t.LOOKS, row)
        if looks & t.ENDS_BY_LOW and not (row_of(law, t.KIND, row) != CLOCK and last_of(law, row, day, t.HIGH) < covered):
            due = sooner(due, d, last_of(law, row, day, t.LOW))
            if looks & t.ENDS_BY_HIGH:
                due = sooner(due, d, last_of(law, row, day, t.HIGH))
        if looks & t.MARKS_BY_LAW:
            due = sooner(due, d, last_of(law, row, day, t.LAW))
        if looks & t.SHOWS:
            due = sooner(due, d, max(day, row_of(law, t.SINCE, row) - 1))
    for k in range(law[p.REQUESTS]):
        code = b[law[p.B_REQUEST] + k]
        if code != 0:
            cover = item(law, t.COVERED, code)
            if cover != 0:
                anchor = w[law[p.W_ANCHOR] + k]
                due = sooner(due, d, anchor)
                if cell(law, t.COVER, cover, 4) >= 0:
                    due = sooner(due, d, counted(law, cell(law, t.COVER, cover, 4), anchor))
                    due = sooner(due, d, counted(law, cell(law, t.COVER, cover, 5), anchor))
    if law[p.W_SIDE] >= 0 and b[law[p.B_SIDE]] != 0:
        due = sooner(due, d, w[law[p.W_SIDE]])
    return due


@jit
def sooner(due, d, last):
    """The earlier of a day to look and the day after a last day, if that is still to come."""
    return last + 1 if d <= last < due - 1 and last < NEVER else due
