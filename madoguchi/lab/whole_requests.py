"""Claims kept whole: what requests carry from a last day, a filing or a receipt on, and what decisions and silence make of it."""

from madoguchi.lab import layout as p
from madoguchi.lab import tables as t
from madoguchi.lab import whole as v
from madoguchi.lab.asking import truth
from madoguchi.lab.compiling import apart, jit
from madoguchi.lab.room import (
    ASKED,
    ASKED_ON,
    CLOSED,
    DEEMED,
    FILED,
    FILED_AT,
    GAVE,
    HELD_AT,
    HELD_FIRST,
    HELD_LAST,
    HELD_UNTIL,
    NEVER,
    NUMBER,
    OF_FORM,
    REQUEST_FULL,
    SILENT,
    STOPPED_AT,
    STOPS,
    note,
)
from madoguchi.lab.states import CLOCK, DERIVED, DIARY_COVER, DIARY_RECEIPT
from madoguchi.lab.tables import GRANTED, GRANTED_OTHER, WITHDRAWN, cell, item, of_form, row_of, size
from madoguchi.lab.whole_windows import filed_late, let_go

BY_RECEIPT, STAY_GIVEN = 1, 3
"""A receipt, and an event that gives a stay, among those that prove something (`form_proof`)."""


@apart
def file_request(law, w, b, d, form, place, room):
    """A request is filed: it takes a place, and the permission then held is remembered with it. Returns an overflow."""
    for j in range(2 * law[p.REQUESTS]):  # where no place is free, that of a request which silence decided
        k = j % law[p.REQUESTS]
        free = b[law[p.B_REQUEST] + k] == 0
        if free or (j >= law[p.REQUESTS] and w[law[p.W_FILED] + k] == CLOSED):
            b[law[p.B_REQUEST] + k] = 1 + of_form(law, t.FORM_ASKED, form) * size(law, t.COVER)
            w[law[p.W_FILED] + k] = NEVER
            w[law[p.W_ANCHOR] + k] = 0
            w[law[p.W_CAME] + k] = d
            room[FILED] |= 1 << k
            room[STOPS + k] = 0
            room[OF_FORM + k], room[FILED_AT + k] = form, place
            room[HELD_AT + k], room[HELD_UNTIL + k] = 0, 0
            if v.of_whole(law, w, v.PERMIT_PLACE) != 0 and v.of_whole(law, w, v.PERMIT_FIRST) <= d:
                room[HELD_AT + k], room[HELD_UNTIL + k] = v.of_whole(law, w, v.PERMIT_PLACE), w[p.UNTIL]
                room[HELD_FIRST + k] = v.of_whole(law, w, v.PERMIT_FIRST)
                room[HELD_LAST + k] = v.of_whole(law, w, v.PERMIT_LAST)
            room[NUMBER] = k
            return 0
    return REQUEST_FULL


@apart
def decide(law, w, b, d, form, place, k, room):
    """A request is decided or taken back: granted, its cover ends yesterday; otherwise it covers today as well."""
    code = b[law[p.B_REQUEST] + k]
    room[ASKED] = item(law, t.ASKED_REQUEST, code) if code != 0 else -1
    room[ASKED_ON] = w[law[p.W_CAME] + k] if code != 0 else 0
    if code == 0:
        return
    decided_before(law, w, room[ASKED], form)
    if w[law[p.W_FILED] + k] == CLOSED:  # the law took it for decided before
        if room[SILENT] == 0:
            b[law[p.B_REQUEST] + k] = 0
        return
    result = of_form(law, t.FORM_RESULT, form)
    at_once = room[SILENT] != 0 or result == GRANTED or result == GRANTED_OTHER
    if (room[FILED] >> k) & 1:
        if room[STOPS + k] == 0:
            room[STOPS + k], room[STOPPED_AT + k] = 2 if at_once else 3 if result == WITHDRAWN else 1, place
        return
    close_request(law, w, b, d, k, place, at_once, result != WITHDRAWN)
    if room[SILENT] != 0:  # its number stays: an office may still decide
        b[law[p.B_REQUEST] + k], w[law[p.W_FILED] + k] = code, CLOSED


@jit
def decided_now(law, w, b, form, k):
    """What conditions ask of a decision of today about a request of before: they see the whole day."""
    if b[law[p.B_REQUEST] + k] != 0:
        decided_before(law, w, item(law, t.ASKED_REQUEST, b[law[p.B_REQUEST] + k]), form)


@jit
def decided_before(law, w, asked, form):
    """What conditions ask of decisions about requests of some kinds."""
    for k in range(size(law, t.DECIDED)):
        place = cell(law, t.DECIDED, k, 0)
        if place < 0 or not cell(law, t.SETS, cell(law, t.DECIDED, k, 1), asked):
            continue
        if cell(law, t.DECIDED_FORMS, k, form):
            w[law[p.W_BITS] + (place >> 4)] |= 1 << (place & 15)
        elif cell(law, t.DECIDED, k, 2) and cell(law, t.DECIDED_FORMS, size(law, t.DECIDED), form):
            w[law[p.W_BITS] + (place >> 4)] &= 65535 - (1 << (place & 15))


@apart
def close_request(law, w, b, d, k, place, at_once, decided):
    """What a decision ends: what the request carried (a refusal with the day, all else the day before), and the days after a last
    day in which it was filed late, or (not where it is taken back) decided."""
    s = 0
    while s < law[p.SLOTS] and b[p.ROW + s] != 0:
        row = b[p.ROW + s]
        if v.mark_of(law, b, v.ABOUT, s) == k + 1 and row_of(law, t.KIND, row) == DERIVED:
            v.end_at(law, w, s, d - 1 if at_once else d)
            v.mark(law, b, v.ABOUT, s, 0)
            v.keep(law, w, v.DECIDED_AT, s, place)
            if v.kept(law, w, v.LOW, s) < v.kept(law, w, v.FIRST, s):  # over before it began: it never was
                v.drop(law, w, b, s)
                continue
        elif v.mark_of(law, b, v.MARK, s) & v.LATE_FILING and row_of(law, t.KIND, row) == DERIVED:
            until = w[law[p.W_ANCHOR] + k]
            if until != 0 and v.kept(law, w, v.GIVEN, s) == until < (d if decided else w[law[p.W_CAME] + k]):
                v.end_at(law, w, s, d)
        s += 1
    b[law[p.B_REQUEST] + k] = 0


@apart
def requests(law, w, b, d, room, diary):
    """What today's requests carry, as the law stands. Returns an overflow."""
    over = 0
    for k in range(law[p.REQUESTS]):
        if (room[FILED] >> k) & 1:
            last = room[HELD_LAST + k]
            if room[HELD_AT + k] == v.of_whole(law, w, v.PERMIT_PLACE):
                last = v.of_whole(law, w, v.PERMIT_LAST)
            else:
                last = min(last, d - 1)  # another one was given today
            over |= carried_from_permit(law, w, b, d, k, last, room, diary)
            over |= carried_from_filing(law, w, b, d, k, last, room, diary)
            if room[STOPS + k] != 0:
                close_request(law, w, b, d, k, room[STOPPED_AT + k], room[STOPS + k] == 2, room[STOPS + k] != 3)
    return over


@apart
def carried_from_permit(law, w, b, d, k, last, room, diary):
    """What a request carries from the day after the permission on, by the law of that day. Returns an overflow."""
    until = room[HELD_UNTIL + k]
    if room[HELD_AT + k] == 0 or until == NEVER:
        return 0
    late = not (room[HELD_FIRST + k] <= d <= last) and not (last == until < d <= v.rolled_on(law, until))
    if late:
        if last != until or not filed_late(law, w, b, d, until, room[OF_FORM + k]):
            return 0
    over = 0
    request = item(law, t.ASKED_REQUEST, b[law[p.B_REQUEST] + k])
    for c in range(1, size(law, t.COVER)):
        if not cell(law, t.COVER, c, 1) <= until + 1 <= cell(law, t.COVER, c, 2):
            continue
        if late and not cell(law, t.COVER_MORE, c, 2):
            continue
        if not cell(law, t.SETS, cell(law, t.COVER, c, 0), request) or truth(law, w, b, d, cell(law, t.COVER, c, 3)) != 1:
            continue
        w[law[p.W_ANCHOR] + k] = until
        low, high = v.column(law, cell(law, t.COVER, c, 4), until), v.column(law, cell(law, t.COVER, c, 5), until)
        first = max(until + 1, d)
        marks = v.COVERS | (v.HIDDEN if cell(law, t.COVER_MORE, c, 1) else 0)
        if low >= first:
            room[GAVE] |= 1
            full, _ = v.hold(law, w, b, cell(law, t.COVER_MORE, c, 0), first, low, high, d, room[FILED_AT + k], marks, k + 1)
            over |= full
        note(diary, room, d, DIARY_COVER, cell(law, t.COVER, c, 7), until, c, k)
    return over


@apart
def carried_from_filing(law, w, b, d, k, last, room, diary):
    """What a request carries from its filing, its receipt or the notice that it is worked on. Returns an overflow."""
    over, until = 0, room[HELD_UNTIL + k]
    request = item(law, t.ASKED_REQUEST, b[law[p.B_REQUEST] + k])
    for c in range(size(law, t.RECEIVE)):
        if not cell(law, t.SETS, cell(law, t.RECEIVE, c, 0), request):
            continue
        since, till = cell(law, t.RECEIVE, c, 1), cell(law, t.RECEIVE, c, 2)
        by_day = cell(law, t.RECEIVE, c, 3)
        if (not by_day and not since <= d <= till) or truth(law, w, b, d, cell(law, t.RECEIVE, c, 4)) != 1:
            continue
        held = room[HELD_AT + k] != 0 and room[HELD_FIRST + k] <= d <= last
        late = cell(law, t.RECEIVE, c, 5)
        if not held and room[HELD_AT + k] != 0 and late >= 0 and until != NEVER and last == until:
            held = d <= v.column(law, late, until)
        if not held and not cell(law, t.RECEIVE, c, 6):
            continue
        first, low = d, NEVER
        if by_day:
            first, low = max(d, since), till
        if room[FILED_AT + k] > v.of_whole(law, w, v.PERMIT_PLACE) != 0 and d <= w[p.UNTIL]:
            if cell(law, t.RECEIVE, c, 8) & (v.UNPROVEN | v.HIDDEN) != v.UNPROVEN | v.HIDDEN:
                b[law[p.B_WHOLE] + v.EVER] |= v.FILED_IN_TIME
        note(diary, room, d, DIARY_RECEIPT, cell(law, t.RECEIVE, c, 9), d, c, k)
        if not cell(law, t.RECEIVE, c, 8) & v.UNPROVEN:
            take_place(law, w, b, d, cell(law, t.RECEIVE, c, 7))
        if low >= first:
            room[GAVE] |= 1
            row = cell(law, t.RECEIVE, c, 7)
            full, _ = v.hold(law, w, b, row, first, low, low, d, room[FILED_AT + k], v.COVERS | cell(law, t.RECEIVE, c, 8), k + 1)
            over |= full
    return over


@apart
def take_place(law, w, b, d, row):
    """A proven request takes the place of what brought the person in: the claims of some clauses end the day before."""
    only = cell(law, t.ROW_MORE, row, v.ONLY)
    if only < 0:
        return
    for s in range(law[p.SLOTS]):
        other = b[p.ROW + s]
        if other == 0:
            break
        if row_of(law, t.KIND, other) != CLOCK and v.mark_of(law, b, v.MARK, s) & v.GIVEN_BY_EVENT:
            if cell(law, t.SETS, only, row_of(law, t.CLAUSE, other)) and v.kept(law, w, v.FIRST, s) < d:
                v.end_at(law, w, s, d - 1)


@apart
def answered(law, w, b, d, place):
    """A stay that is given answers every request before it that carries something from its filing or its receipt, if no decision
    did before."""
    s = 0
    while s < law[p.SLOTS] and b[p.ROW + s] != 0:
        row, marks = b[p.ROW + s], v.mark_of(law, b, v.MARK, s)
        if row_of(law, t.KIND, row) == DERIVED and marks & v.COVERS and cell(law, t.ROW_MORE, row, v.DOES) & 1:
            decided = v.mark_of(law, b, v.ABOUT, s) == 0 and v.kept(law, w, v.DECIDED_AT, s) < place
            if v.kept(law, w, v.PLACE, s) < place and not decided:
                v.end_at(law, w, s, d - 1)
                if v.kept(law, w, v.LOW, s) < v.kept(law, w, v.FIRST, s):
                    if v.kept(law, w, v.GIVEN, s) < d and cell(law, t.ROW_MORE, row, v.DOES) >> 1 == BY_RECEIPT:
                        # Until the receipt of today its days were in doubt, and as such they end.
                        let_go(law, w, b, d - 1, v.kept(law, w, v.PLACE, s), row, row_of(law, t.CLAUSE, row))
                    v.drop(law, w, b, s)
                    continue
        s += 1


@apart
def about_requests(law, w, b, d, form, place, room):
    """A receipt, a notice or what stands against a grant, for what waiting requests carry. Returns an overflow."""
    over, proof = 0, item(law, t.FORM_PROOF, form)
    if proof == STAY_GIVEN:
        answered(law, w, b, d, place)
    for s in range(v.slots_taken(law, b)):
        row, marks = b[p.ROW + s], v.mark_of(law, b, v.MARK, s)
        if row_of(law, t.KIND, row) != DERIVED or not marks & v.COVERS or v.kept(law, w, v.PLACE, s) >= place:
            continue
        proves = proof != 0 and proof == cell(law, t.ROW_MORE, row, v.DOES) >> 1
        if marks & v.UNPROVEN and proves and v.kept(law, w, v.LOW, s) >= d:  # not what was answered before
            v.mark(law, b, v.MARK, s, marks & (255 - v.UNPROVEN - v.UNSURE - v.HIDDEN))
            v.keep(law, w, v.FIRST, s, max(v.kept(law, w, v.FIRST, s), d))
            marks = v.mark_of(law, b, v.MARK, s)
            room[GAVE] |= 1
            take_place(law, w, b, d, row)
            if marks & v.COVERS and v.kept(law, w, v.PLACE, s) > v.of_whole(law, w, v.PERMIT_PLACE) != 0 and d <= w[p.UNTIL]:
                b[law[p.B_WHOLE] + v.EVER] |= v.FILED_IN_TIME
        if cell(law, t.ROW_MORE, row, v.DOES) & 1 and not marks & v.ENDING and cell(law, t.ROW_ENDS, row, form):
            stop = v.kept(law, w, v.LOW, s)
            v.mark(law, b, v.MARK, s, marks | v.ENDING)
            v.end_at(law, w, s, d)
            if stop > d:
                more = v.COVERS | v.UNSURE | v.ENDING | (marks & v.HIDDEN)
                full, _ = v.hold(
                    law, w, b, row, d + 1, stop, stop, v.kept(law, w, v.GIVEN, s), v.kept(law, w, v.PLACE, s), more,
                    v.mark_of(law, b, v.ABOUT, s),
                )  # fmt: skip
                over |= full
    return over


# ------------------------------------------------------------------ silence


@apart
def silence(law, w, b, d, room):
    """What the law takes for decided this morning, because an office was silent: a form for each place of a request. Returns how
    many."""
    found = 0
    for s in range(v.slots_taken(law, b)):
        row = b[p.ROW + s]
        if row_of(law, t.KIND, row) == CLOCK and v.of_row(law, row, v.DEEMS) != 0 and w[p.OPENED + s] == d - 1:
            k = v.mark_of(law, b, v.ABOUT, s) - 1
            if k >= 0:
                room[DEEMED + found] = v.of_row(law, row, v.DEEMS) * 256 + k
                found += 1
    return found
