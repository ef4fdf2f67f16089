"""One day of one person where claims are kept whole: the same order as in `day.py`, with every claim and clock as it stands."""

from madoguchi.lab import layout as p
from madoguchi.lab import tables as t
from madoguchi.lab import whole as v
from madoguchi.lab import whole_claims as c
from madoguchi.lab.asking import left_of, named_day
from madoguchi.lab.clocks import bars, bars_of_some, hours, path_told, term_told
from madoguchi.lab.compiling import apart, jit
from madoguchi.lab.conditions import NOT_PARTED
from madoguchi.lab.room import (
    ASKED,
    BARRED,
    CHOSE,
    CLOSING,
    COUNTED,
    DEEMED,
    GAVE,
    HAS_ROOM,
    LASTS,
    LEAVES,
    NEVER,
    NUMBER,
    PERMIT_ENDS,
    PLACES,
    SILENT,
    note,
    waits,
)
from madoguchi.lab.states import (
    ABROAD,
    BREACH,
    CAPACITY,
    CHOSEN,
    CLOCK,
    DEAD,
    DEFINITION,
    DIARY_LEFT,
    DIARY_STATE,
    GONE,
    GRACE,
    INCENTIVE,
    LAPSE,
    LAWFUL,
    NOTIFIED,
    REVOCABLE,
    SIDE,
    TOLD,
    UNCERTAIN,
    UNLAWFUL_ENTRY,
    WITHOUT,
)
from madoguchi.lab.stay import remember
from madoguchi.lab.tables import ENTERED, cell, item, of_form, row_of, size
from madoguchi.lab.whole_clocks import clocks, counted_again, take
from madoguchi.lab.whole_requests import about_requests, decided_now, requests, silence
from madoguchi.lab.whole_windows import late_windows, later, let_go


@apart
def heard(law, w, b, d, n, silent, room, diary):
    """What today's events bar from coming back, and what they tell that is remembered."""
    if room[HAS_ROOM] > 0:
        room[BARRED] = 0
        for k in range(n):
            bars(law, w, b, d, room[k], room, diary)
            path_told(law, b, room[k])
            term_told(law, w, room[k], room[LASTS + k])
    for k in range(silent):
        remember(law, w, b, d, room[DEEMED + k] >> 8, 0)
        decided_now(law, w, b, room[DEEMED + k] >> 8, room[DEEMED + k] & 255)
    for k in range(n):
        if of_form(law, t.FORM_DOES, room[k]) & t.TOUCHES:
            remember(law, w, b, d, room[k], room[LASTS + k])
        if of_form(law, t.FORM_RESULT, room[k]) != 0 and room[PLACES + k] >= 0:
            decided_now(law, w, b, room[k], room[PLACES + k])


@apart
def run_down(law, w, b, d, n, silent, first, room, diary):
    """What today's events do to clocks and to what is counted. Returns an overflow."""
    over = 0
    for k in range(silent):
        over |= clocks(law, w, b, d, room[DEEMED + k] >> 8, first + k, room[DEEMED + k] & 255, room, diary)
    for k in range(n):
        over |= clocks(law, w, b, d, room[k], first + silent + k, room[PLACES + k], room, diary)
        if law[p.B_COUNT] >= 0:
            counted_often(law, w, b, d, room[k], room)
        if law[p.LIMITS] > 0 and of_form(law, t.FORM_DOES, room[k]) & t.WORKS:
            hours(law, w, b, d, room[k], room, diary)
    return over


@apart
def live_whole_day(law, w, b, d, n, room, diary):
    """The day `d` of one person, as `day.live_day` says. Returns (overflow, whether tomorrow must be looked at)."""
    for at in range(CLOSING, NUMBER):
        room[at] = 0
    room[ASKED], room[PERMIT_ENDS], room[COUNTED] = -1, 0, 0
    take(law, w, b, d, False)
    over = 0
    if v.of_whole(law, w, v.PERMIT_PLACE) != 0 and w[p.UNTIL] == d - 1 == v.of_whole(law, w, v.PERMIT_LAST):
        if size(law, t.LATE) > 0 and not v.byte_of(law, b, v.EVER) & v.FILED_IN_TIME:
            status = item(law, t.PERMIT_STATUS, b[p.FORM])
            over |= late_windows(law, w, b, d - 1, v.of_whole(law, w, v.PERMIT_PLACE), status)
    silent = silence(law, w, b, d, room)
    heard(law, w, b, d, n, silent, room, diary)
    first = v.of_whole(law, w, v.LOG) + 1
    room[SILENT] = 1
    for k in range(silent):
        room[NUMBER] = room[DEEMED + k] & 255
        over |= c.claims_of(law, w, b, d, room[DEEMED + k] >> 8, 0, first + k, room, diary)
    room[SILENT] = 0
    for k in range(n):
        place = room[PLACES + k]
        room[NUMBER] = place if place >= -1 else room[PLACES - 2 - place]
        over |= c.claims_of(law, w, b, d, room[k], room[LASTS + k], first + silent + k, room, diary)
        room[PLACES + k] = room[NUMBER]
    if room[CHOSE]:
        b[p.FLAGS] |= CHOSEN
        room[CHOSE] = 0
    c.ended(law, w, b, d, room)
    if room[HAS_ROOM] > 0 and room[BARRED] != 0:
        bars_of_some(law, w, b, d, room, diary)
    over |= requests(law, w, b, d, room, diary)
    for k in range(n):
        over |= about_requests(law, w, b, d, room[k], first + silent + k, room)
    over |= run_down(law, w, b, d, n, silent, first, room, diary)
    v.set_whole(law, w, v.LOG, first - 1 + silent + n)
    counted_again(law, w, b, d, room, diary)
    take(law, w, b, d, True)
    state_of_day(law, w, b, d, room, diary)
    purge(law, w, b, d)
    if room[LEAVES]:
        b[p.FLAGS] |= GONE
    return over, room[LEAVES] != 0


@apart
def counted_often(law, w, b, d, form, room):
    """Count an event against its bound, each by the law of its own day; who comes in begins anew."""
    if of_form(law, t.FORM_FLAGS, form) & ENTERED:
        for at in range(2 * law[p.COUNTS]):
            b[law[p.B_COUNT] + at] = 0
        room[COUNTED] = 1
    for k in range(size(law, t.COUNT_LAWS)):
        if not cell(law, t.COUNT_LAWS, k, 1) <= d <= cell(law, t.COUNT_LAWS, k, 2) or not cell(law, t.COUNT_FORMS, k, form):
            continue
        source, at = cell(law, t.COUNT_LAWS, k, 3), law[p.B_COUNT] + 2 * cell(law, t.COUNT_LAWS, k, 0)
        if source != NOT_PARTED and d > named_day(law, w, b, d, source):
            at += 1
        b[at] = min(b[at] + 1, 255)
        room[COUNTED] = 1


@jit
def is_claim(law, b, s):
    """Whether a slot holds a claim to be here that gives a state."""
    kind = row_of(law, t.KIND, b[p.ROW + s])
    return kind != CLOCK and kind != SIDE and not v.mark_of(law, b, v.MARK, s) & v.HIDDEN


@apart
def state_of_day(law, w, b, d, room, diary):
    """The state that holds after the day's events; where nothing covers the day any more, its cause and why it came to that."""
    begun(law, w, b, d)
    stay, row = stay_of(law, w, b, d)
    before = b[p.STATE] & 31
    summary = exposed(law, w, b, d) if stay == LAWFUL else stay
    if stay == LAPSE or stay == WITHOUT:
        if room[GAVE] or (before != LAPSE and before != WITHOUT):
            b[p.CAUSE] = cause_of(law, w, b, d)
            why = INCENTIVE if b[p.FLAGS] & CHOSEN else CAPACITY if waits(law, w, b) else DEFINITION
            b[p.STATE] = summary | (why << 5)
        else:
            b[p.STATE] = (b[p.STATE] & 224) | summary
    else:
        b[p.CAUSE] = 0
        b[p.STATE] = summary
    if summary != before or (room[GAVE] and (stay == LAPSE or stay == WITHOUT)):
        w[p.SINCE] = d
    if room[HAS_ROOM] > 0 and room[COUNTED]:
        for limit in range(law[p.COUNTS]):
            note(diary, room, d, DIARY_LEFT, limit, left_of(law, w, b, d, limit), 0, 0)
    if room[HAS_ROOM] > 0:
        status = item(law, t.PERMIT_STATUS, b[p.FORM])
        carried = row | (side_row(law, w, b, d) << 8) | (working_row(law, w, b, d) << 16)
        note(diary, room, d, DIARY_STATE, stay | (summary << 8), b[p.CAUSE] | (status << 8), registration(law, w, b, d), carried)


@apart
def begun(law, w, b, d):
    """Claims that have begun: something was told, and who came without permission has had one since."""
    for s in range(law[p.SLOTS]):
        if b[p.ROW + s] == 0:
            break
        first = v.kept(law, w, v.FIRST, s)
        if is_claim(law, b, s) and first <= d:
            b[p.FLAGS] |= TOLD
            if not v.mark_of(law, b, v.MARK, s) & (v.CARRIED | v.LATE_FILING):
                b[law[p.B_WHOLE] + v.EVER] |= v.EVER_A_CLAIM
            entry = v.of_whole(law, w, v.ENTRY)
            if b[p.FLAGS] & UNLAWFUL_ENTRY and first >= entry:
                if v.kept(law, w, v.GIVEN, s) >= entry or v.last_by(law, w, s) >= first:
                    b[p.FLAGS] &= 255 - UNLAWFUL_ENTRY


@apart
def stay_of(law, w, b, d):
    """The state of the best claim that covers the day, and its row; else what it means that none does."""
    flags = b[p.FLAGS]
    if flags & GONE:
        return ABROAD, 0
    best, row, place, unsure = 99, 0, 0, False
    for s in range(law[p.SLOTS]):
        if b[p.ROW + s] == 0:
            break
        if not is_claim(law, b, s):
            continue
        last = v.last_by(law, w, s)
        if v.kept(law, w, v.FIRST, s) <= d <= last:
            state = row_of(law, t.CLASS, b[p.ROW + s])
            if v.mark_of(law, b, v.MARK, s) & v.UNSURE:
                state = UNCERTAIN
            if state < best or (state == best and v.kept(law, w, v.PLACE, s) > place):
                best, row, place = state, b[p.ROW + s], v.kept(law, w, v.PLACE, s)
        else:
            unsure |= last < d <= v.late_by(law, w, s)
    if best < 99:
        return best, row
    if unsure:
        return UNCERTAIN, 0
    return (WITHOUT if flags & UNLAWFUL_ENTRY else LAPSE if flags & TOLD else UNCERTAIN), 0


@apart
def side_row(law, w, b, d):
    """The row of the permission for work beside the status that covers the day and was given last; 0 for none."""
    found = 0
    for s in range(law[p.SLOTS]):
        row = b[p.ROW + s]
        if row == 0:
            break
        if row_of(law, t.KIND, row) == SIDE and v.kept(law, w, v.FIRST, s) <= d <= v.kept(law, w, v.LOW, s):
            found = row
    return found


@apart
def working_row(law, w, b, d):
    """The row of the last clock that exposes the stay and says what work it carries meanwhile; 0 for none."""
    found = 0
    for s in range(law[p.SLOTS]):
        row = b[p.ROW + s]
        if row == 0:
            break
        if row_of(law, t.KIND, row) == CLOCK and v.of_row(law, row, v.DOES) & v.SAYS_WORK and exposes(law, w, b, d, s):
            found = max(found, row)
    return found


@jit
def exposes(law, w, b, d, s):
    """Whether a clock exposes the stay on a day."""
    row = b[p.ROW + s]
    if row_of(law, t.EXPOSES, row) == 0:
        return False
    first = v.kept(law, w, v.GIVEN, s) + (v.mark_of(law, b, v.MARK, s) & v.UNSURE == 0)
    if d < max(first, row_of(law, t.SINCE, row)):
        return False
    return v.of_row(law, row, v.DOES) & v.SHOWS_TO_THE_END == 0 or d <= v.reaches(law, w, row, s)


@apart
def exposed(law, w, b, d):
    """A lawful stay with what runs against it: revocable before in grace before in breach."""
    grace = breach = False
    for s in range(law[p.SLOTS]):
        row = b[p.ROW + s]
        if row == 0:
            break
        if row_of(law, t.KIND, row) == CLOCK and exposes(law, w, b, d, s):
            if row_of(law, t.EXPOSES, row) == REVOCABLE:
                return REVOCABLE
            grace |= row_of(law, t.EXPOSES, row) == GRACE
            breach |= row_of(law, t.EXPOSES, row) == BREACH
    if grace:
        return GRACE
    return BREACH if breach or (law[p.LIMITS] > 0 and b[law[p.B_BREACH]] != 0) else LAWFUL


@apart
def registration(law, w, b, d):
    """Duties to notify: 3 one is overdue, 2 one is due, 1 all were met, 0 there was none."""
    found = 1 if b[p.FLAGS] & NOTIFIED else 0
    for s in range(law[p.SLOTS]):
        row = b[p.ROW + s]
        if row == 0:
            break
        if row_of(law, t.KIND, row) == CLOCK and row_of(law, t.MARKS, row):
            found = max(found, 2 if d <= w[p.OPENED + s] else 3)
    return found


@apart
def cause_of(law, w, b, d):
    """The claim that ended last, or the clock that took it."""
    ended, place, by = v.of_whole(law, w, v.ENDED), v.of_whole(law, w, v.ENDED_PLACE), v.byte_of(law, b, v.ENDED_BY)
    row = v.byte_of(law, b, v.ENDED_ROW)
    for s in range(law[p.SLOTS]):
        if b[p.ROW + s] == 0:
            break
        if is_claim(law, b, s) and v.kept(law, w, v.FIRST, s) <= d:
            last, its = v.last_by(law, w, s), v.kept(law, w, v.PLACE, s)
            if by == 0 or later(last, its, b[p.ROW + s], ended, place, row):
                ended, place, row, by = last, its, b[p.ROW + s], ended_by(law, b, s)
    return by


@jit
def ended_by(law, b, s):
    """The clause that ends a claim: its own, or that of the clock that took it."""
    cutter = v.mark_of(law, b, v.CUTTER, s)
    return row_of(law, t.CLAUSE, cutter if cutter != 0 else b[p.ROW + s])


@apart
def purge(law, w, b, d):
    """Let go of claims that are over: of those that gave a state the last one is remembered as the cause to come."""
    s = 0
    while s < law[p.SLOTS] and b[p.ROW + s] != 0:
        first = v.kept(law, w, v.FIRST, s)
        if row_of(law, t.KIND, b[p.ROW + s]) == CLOCK or first > d or v.late_by(law, w, s) >= d:
            s += 1
            continue
        cutter = v.mark_of(law, b, v.CUTTER, s)
        if cutter != 0 and v.of_row(law, cutter, v.DOES) & v.REVIVED and v.kept(law, w, v.HIGH, s) >= d:
            s += 1
            continue
        if is_claim(law, b, s):
            let_go(law, w, b, v.last_by(law, w, s), v.kept(law, w, v.PLACE, s), b[p.ROW + s], ended_by(law, b, s))
        v.drop(law, w, b, s)
    if b[p.FORM] != 0:
        b[p.FLAGS] = b[p.FLAGS] | DEAD if v.of_whole(law, w, v.PERMIT_LAST) < w[p.UNTIL] else b[p.FLAGS] & (255 - DEAD)


@apart
def whole_next(law, w, b, d, tomorrow):
    """The next day on which the law changes something for this person without anybody doing anything; NEVER if none."""
    if tomorrow:
        return d + 1
    due = NEVER
    for s in range(law[p.SLOTS]):
        row = b[p.ROW + s]
        if row == 0:
            break
        if row_of(law, t.KIND, row) != CLOCK:
            due = first_after(due, d, v.kept(law, w, v.FIRST, s))
            due = first_after(due, d, v.last_by(law, w, s) + 1)
            due = first_after(due, d, v.late_by(law, w, s) + 1)
            continue
        due = first_after(due, d, v.kept(law, w, v.LOW, s) + 1)
        due = first_after(due, d, w[p.OPENED + s] + 1)
        due = first_after(due, d, v.reaches(law, w, row, s) + 1)
        if row_of(law, t.EXPOSES, row) != 0:
            due = first_after(due, d, max(v.kept(law, w, v.GIVEN, s) + 1, row_of(law, t.SINCE, row)))
    return due


@jit
def first_after(due, d, day):
    """The earlier of a day to look and another one, if that is still to come."""
    return day if d < day < due else due
