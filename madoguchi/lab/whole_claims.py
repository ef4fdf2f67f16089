"""Claims kept whole: what an event gives and what it ends."""

from madoguchi.lab import layout as p
from madoguchi.lab import tables as t
from madoguchi.lab import whole as v
from madoguchi.lab.asking import named_day, truth
from madoguchi.lab.compiling import apart, jit
from madoguchi.lab.room import ASKED, ASKED_ON, GAVE, LEAVES, NEVER, NUMBER, PERMIT_ENDS, SHORT_PERIOD, SILENT, note
from madoguchi.lab.states import (
    CHOSEN,
    CLOCK,
    CUT,
    DEAD,
    DIARY_PERMIT,
    GIVES_PERMIT,
    GIVES_SIDE_WORK,
    GONE,
    SHORT,
    SIDE,
    UNLAWFUL_ENTRY,
)
from madoguchi.lab.stay import account
from madoguchi.lab.tables import DEPARTED, ENTERED, ENTERED_WITHOUT, GRANTED, cell, item, of_form, row_of, size
from madoguchi.lab.whole_requests import decide, file_request
from madoguchi.lab.whole_windows import late_windows, let_go

IN_FULL, FROM_FILED, FROM_PERMIT = 1, 2, 3
"""From where the length of what is given counts (`give_more`)."""


@apart
def give(law, w, b, d, form, arg, place, room, diary):
    """What an event gives: a permission, another claim, or work beside the status. Returns an overflow."""
    over = 0
    for at in range(of_form(law, t.GIVE_FROM, form), of_form(law, t.GIVE_FROM, form + 1)):
        what, row, cuts = cell(law, t.GIVE, at, 0), cell(law, t.GIVE, at, 3), cell(law, t.GIVE, at, 5)
        if d < cell(law, t.GIVE, at, 1) or d > cell(law, t.GIVE, at, 2):
            continue
        unless, asked = cell(law, t.GIVE, at, 4), cell(law, t.GIVE, at, 6)
        if unless >= 0 and truth(law, w, b, d, unless) == 1:
            continue
        if room[ASKED] >= 0 and asked >= 0 and not cell(law, t.SETS, asked, room[ASKED]):
            continue
        status = given_status(law, b, at, form)
        until, low, high = given_days(law, w, b, d, at, arg, room)
        until, low, high = no_later(law, w, b, d, at, until, low, high)
        untold = what == GIVES_PERMIT and (status <= 1 or status == law[t.NONE_STATUS]) and low == NEVER
        if cuts != 0 or (what == GIVES_PERMIT and not untold) or what == GIVES_SIDE_WORK:
            cut_given(law, w, b, what == GIVES_SIDE_WORK, d if cuts == 2 else d - 1)
        first = d + 1 if cuts == 2 else d
        if cell(law, t.GIVE_MORE, at, 2) >= 0:
            first = v.column(law, cell(law, t.GIVE_MORE, at, 2), d)
        marks = v.GIVEN_BY_EVENT
        if cell(law, t.GIVE_MORE, at, 3) or untold:
            marks |= v.UNSURE
        room[GAVE] |= 1
        if cell(law, t.GIVE_MORE, at, 11) and 0 < room[ASKED_ON] < d:  # held since the filing, by who asks later
            let_go(law, w, b, d - 1, place, row, row_of(law, t.CLAUSE, row))
        if what == GIVES_PERMIT and not untold:
            if until == low < d and size(law, t.LATE) > 0:
                over |= late_windows(law, w, b, until, place, max(status, 1))
            permit(law, w, b, d, form, row, first, until, low, high, max(status, 1), place, room, diary)
        if what != GIVES_SIDE_WORK and status > 1:
            b[law[p.B_WHOLE] + v.STATUS] = status
            v.set_whole(law, w, v.BEFORE_UNTIL, until)
        full, _ = v.hold(law, w, b, row, first, low, high, d, place, marks, 0)
        over |= full
    return over


@jit
def given_status(law, b, at, form):
    """The status that is given: told, said by the clause, or the one held before; 1 where it is not told, 0 for none."""
    status = of_form(law, t.FORM_STATUS, form)
    if status == 0:
        status = cell(law, t.GIVE_MORE, at, 4)
    if status == 0 and not of_form(law, t.FORM_FLAGS, form) & ENTERED:
        status = v.byte_of(law, b, v.STATUS)
    return status


@apart
def given_days(law, w, b, d, at, arg, room):
    """The last day of what is given: the one told, else by its length. Returns (the law's own, the earliest, the latest)."""
    if arg != 0 and cell(law, t.GIVE_MORE, at, 7):
        return arg, arg, arg
    for case in range(cell(law, t.GIVE_MORE, at, 0), cell(law, t.GIVE_MORE, at, 1)):
        if truth(law, w, b, d, cell(law, t.CASES, case, 0)) == 1:
            until, low, high = NEVER, NEVER, 0
            for which in range(8, 11):
                day = counted_from(law, w, b, d, cell(law, t.GIVE_MORE, at, which), room)
                if day != 0:
                    until = v.column(law, cell(law, t.CASES, case, 1), day) if high == 0 else until
                    low = min(low, v.column(law, cell(law, t.CASES, case, 2), day))
                    high = max(high, v.column(law, cell(law, t.CASES, case, 3), day))
            return (until, low, high) if high != 0 else (NEVER, NEVER, NEVER)
    return NEVER, NEVER, NEVER


@jit
def counted_from(law, w, b, d, word, room):
    """The day from which a length counts: the day of the event, of the filing, or the last day of the permission; 0 for none."""
    if word == IN_FULL:
        return d
    if word == FROM_FILED:
        return room[ASKED_ON]
    if word == FROM_PERMIT and v.byte_of(law, b, v.STATUS) != 0 and v.of_whole(law, w, v.BEFORE_UNTIL) != NEVER:
        return v.of_whole(law, w, v.BEFORE_UNTIL)
    return 0


@jit
def no_later(law, w, b, d, at, until, low, high):
    """What is given ends no later than some days that have a name."""
    for k in range(cell(law, t.GIVE_MORE, at, 5), cell(law, t.GIVE_MORE, at, 6)):
        day = named_day(law, w, b, d, item(law, t.DAY_NAMES, k))
        if day != NEVER:
            until, low, high = min(until, day), min(low, day), min(high, day)
    return until, low, high


@apart
def permit(law, w, b, d, form, row, first, until, low, high, status, place, room, diary):
    """A permission to stay is given: what conditions ask of the last one."""
    account(law, w, b, d - 1)
    found = 0
    for k in range(1, size(law, t.PERMIT_STATUS)):
        if item(law, t.PERMIT_ROW, k) == row and item(law, t.PERMIT_STATUS, k) == status:
            found = k
    b[p.FORM], w[p.UNTIL] = found, until
    v.set_whole(law, w, v.PERMIT_FIRST, first)
    v.set_whole(law, w, v.PERMIT_LAST, low)
    v.set_whole(law, w, v.PERMIT_LATE, high)
    v.set_whole(law, w, v.PERMIT_PLACE, place)
    b[law[p.B_WHOLE] + v.EVER] &= v.EVER_A_CLAIM
    room[PERMIT_ENDS] = 0
    flags = b[p.FLAGS] & (255 - DEAD - SHORT - CHOSEN - CUT)
    days = of_form(law, t.FORM_DAYS, form)
    if days < 0:
        days = until - d if until != NEVER else NEVER
    if days <= SHORT_PERIOD:
        flags |= SHORT
    b[p.FLAGS] = flags
    if law[p.MEASURES] > 0:
        w[law[p.W_FIRST]] = d
    if law[p.LIMITS] > 0 and b[law[p.B_BREACH]] != 0:
        b[law[p.B_BREACH]] = 0
    note(diary, room, d, DIARY_PERMIT, item(law, t.PERMIT_CLAUSE, found), first, until, status)


@apart
def cut_given(law, w, b, side, last):
    """A grant or an order ends every claim that events gave on the same layer."""
    for s in range(law[p.SLOTS]):
        row = b[p.ROW + s]
        if row == 0:
            break
        if v.mark_of(law, b, v.MARK, s) & v.GIVEN_BY_EVENT and row_of(law, t.KIND, row) != CLOCK:
            if (row_of(law, t.KIND, row) == SIDE) == side:
                v.end_at(law, w, s, last)
    if not side:
        v.set_whole(law, w, v.PERMIT_LAST, min(v.of_whole(law, w, v.PERMIT_LAST), last))
        v.set_whole(law, w, v.PERMIT_LATE, min(v.of_whole(law, w, v.PERMIT_LATE), last))


@apart
def ending(law, w, b, form, place, room):
    """Mark the claims that an event ends, of those given before it."""
    for s in range(law[p.SLOTS]):
        row = b[p.ROW + s]
        if row == 0:
            break
        marks = v.mark_of(law, b, v.MARK, s)
        if marks & v.GIVEN_BY_EVENT and row_of(law, t.KIND, row) != CLOCK and cell(law, t.ROW_ENDS, row, form):
            if v.kept(law, w, v.PLACE, s) < place:
                v.mark(law, b, v.MARK, s, marks | v.ENDING)
    if b[p.FORM] != 0 and cell(law, t.ROW_ENDS, item(law, t.PERMIT_ROW, b[p.FORM]), form):
        if v.of_whole(law, w, v.PERMIT_PLACE) < place:
            room[PERMIT_ENDS] = 1


@apart
def ended(law, w, b, d, room):
    """End what events of today end, with the day, if it ends for people of the status then held."""
    status = item(law, t.PERMIT_STATUS, b[p.FORM]) if b[p.FORM] != 0 else 1
    for s in range(law[p.SLOTS]):
        row = b[p.ROW + s]
        if row == 0:
            break
        marks = v.mark_of(law, b, v.MARK, s)
        if row_of(law, t.KIND, row) != CLOCK and marks & v.ENDING and marks & v.GIVEN_BY_EVENT:
            v.mark(law, b, v.MARK, s, marks & (255 - v.ENDING))
            if cell(law, t.ROW_ENDS_FOR, row, status):
                v.end_at(law, w, s, d)
    if room[PERMIT_ENDS] and cell(law, t.ROW_ENDS_FOR, item(law, t.PERMIT_ROW, b[p.FORM]), status):
        account(law, w, b, d)
        v.set_whole(law, w, v.PERMIT_LAST, min(v.of_whole(law, w, v.PERMIT_LAST), d))
        v.set_whole(law, w, v.PERMIT_LATE, min(v.of_whole(law, w, v.PERMIT_LATE), d))


@jit
def claims_of(law, w, b, d, form, arg, place, room, diary):
    """What one event does to claims and requests. Returns an overflow."""
    over = 0
    does = of_form(law, t.FORM_DOES, form)
    if does & t.ENDS:
        ending(law, w, b, form, place, room)
    flags = of_form(law, t.FORM_FLAGS, form)
    if flags & ENTERED:
        b[p.FLAGS] &= 255 - GONE
        if flags & ENTERED_WITHOUT:
            b[p.FLAGS] |= UNLAWFUL_ENTRY
            v.set_whole(law, w, v.ENTRY, d)
    room[ASKED], room[ASKED_ON] = -1, 0
    if of_form(law, t.FORM_REQUEST, form) >= 0:
        over |= file_request(law, w, b, d, form, place, room)
    elif of_form(law, t.FORM_RESULT, form) != 0:
        decide(law, w, b, d, form, place, room[NUMBER], room)
    if does & t.GIVES and (room[SILENT] == 0 or of_form(law, t.FORM_RESULT, form) == GRANTED):
        over |= give(law, w, b, d, form, arg, place, room, diary)
    if flags & DEPARTED:
        room[LEAVES] = 1
        account(law, w, b, d)
    return over
