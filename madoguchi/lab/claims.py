"""Claims and requests in the kernel: what an event gives, cuts, files or decides, and what ended at midnight."""

from madoguchi.lab import layout as p
from madoguchi.lab import tables as t
from madoguchi.lab.asking import truth
from madoguchi.lab.compiling import apart, jit
from madoguchi.lab.room import (
    ASKED,
    CLOSED,
    CLOSING,
    DIES,
    ENDED,
    ENDED_BY,
    ENDED_GIVEN,
    ENDED_KIND,
    FELL,
    FELL_CAUSE,
    FILED,
    GAVE,
    GIVEN_AFTER,
    LEAVES,
    NEVER,
    NUMBER,
    OPENS,
    OPENS_DAY,
    REFUSED_NOW,
    REQUEST_FULL,
    SHORT_PERIOD,
    SIDE_ENDS,
    close,
    last_of,
    note,
    open_row,
)
from madoguchi.lab.states import (
    ABROAD,
    CHOSEN,
    CLAIM,
    CLOCK,
    CUT,
    DEAD,
    DERIVED,
    DIARY_COVER,
    DIARY_PERMIT,
    GIVES_CLAIM,
    GIVES_PERMIT,
    GONE,
    LAPSE,
    SHORT,
    TOLD,
    UNLAWFUL_ENTRY,
    WITHOUT,
)
from madoguchi.lab.stay import account
from madoguchi.lab.tables import (
    DEPARTED,
    ENTERED,
    ENTERED_WITHOUT,
    GRANTED,
    GRANTED_OTHER,
    WITHDRAWN,
    cell,
    counted,
    item,
    of_form,
    row_of,
    size,
)


@jit
def midnight(law, w, b, d, room):
    """What ended yesterday: clocks that take the stay, claims whose last day is over, late filings that count from today.

    `ended`: the day on which the last claim ended, and its cause. Returns an overflow.
    """
    over, settled = 0, False
    if b[p.CAUSE] != 0 and (b[p.STATE] & 31) != LAPSE and (b[p.STATE] & 31) != WITHOUT:
        # Of what ended yesterday the night has found the last. Abroad, that may have been long ago: whatever ended yesterday
        # comes after it.
        settled = b[p.STATE] != ABROAD
        room[ENDED], room[ENDED_BY] = d - 1 if settled else d - 2, b[p.CAUSE]
        if settled:
            room[ENDED_KIND], room[ENDED_GIVEN] = CLAIM, NEVER
    cut_by, order = 0, 0
    s = 0
    while s < law[p.SLOTS] and b[p.ROW + s] != 0:
        row, day = b[p.ROW + s], w[p.OPENED + s]
        if row_of(law, t.LOOKS, row) & t.ENDS_BY_LOW == 0:
            s += 1
            continue
        if row_of(law, t.KIND, row) == CLOCK:
            if last_of(law, row, day, t.LOW) == d - 1:
                if cut_by == 0 or row_of(law, t.ORDER, row) < order:
                    cut_by, order = row_of(law, t.CLAUSE, row), row_of(law, t.ORDER, row)
        elif last_of(law, row, day, t.HIGH) < d:
            low = last_of(law, row, day, t.LOW)
            kind = row_of(law, t.KIND, row)
            tie = low == room[ENDED] and not settled and not (kind == DERIVED and room[ENDED_KIND] == CLAIM)
            if low > room[ENDED] or tie:
                room[ENDED_GIVEN] = NEVER if row_of(law, t.DATED, row) else day
                room[ENDED], room[ENDED_BY], room[ENDED_KIND] = low, row_of(law, t.CLAUSE, row), row_of(law, t.KIND, row)
            close(law, w, b, s, 0)
            continue
        s += 1
    for k in range(law[p.REQUESTS]):
        code = b[law[p.B_REQUEST] + k]
        if item(law, t.COVERED, code) != 0 and w[law[p.W_ANCHOR] + k] == d - 1:
            b[p.FLAGS] &= 255 - UNLAWFUL_ENTRY  # a claim that begins after an entry without permission
    alive = b[p.FORM] != 0 and b[p.FLAGS] & (DEAD | CUT) == 0
    if cut_by != 0:
        take(law, w, b, d, cut_by, room)
    elif alive and w[p.UNTIL] == d - 1:
        over |= late_windows(law, w, b, d)
    return over


@apart
def take(law, w, b, d, cut_by, room):
    """A clock that ran out takes every claim given before, until the next grant."""
    if b[p.FORM] != 0 and b[p.FLAGS] & (DEAD | CUT) == 0 and w[p.UNTIL] >= d:
        b[p.FLAGS] |= CUT
        room[ENDED], room[ENDED_BY] = d - 1, cut_by
    s = 0
    while s < law[p.SLOTS] and b[p.ROW + s] != 0:
        if row_of(law, t.KIND, b[p.ROW + s]) == CLAIM:
            close(law, w, b, s, 0)
            room[ENDED], room[ENDED_BY] = d - 1, cut_by
            continue
        s += 1
    for k in range(law[p.REQUESTS]):
        code = b[law[p.B_REQUEST] + k]
        if code != 0:
            covered = item(law, t.COVERED, code)
            if covered != 0:
                high = cell(law, t.COVER, covered, 5)
                late = NEVER if high < 0 else counted(law, high, w[law[p.W_ANCHOR] + k])
                if late >= d:
                    b[law[p.B_REQUEST] + k] = code - covered
                    room[ENDED], room[ENDED_BY] = d - 1, cut_by


@apart
def take_at_once(law, w, b, d, cut_by, room):
    """A clock that was over before it began takes today what was given before today."""
    if room[GAVE] & 2 == 0 and b[p.FORM] != 0 and b[p.FLAGS] & (DEAD | CUT) == 0 and w[p.UNTIL] >= d:
        b[p.FLAGS] |= CUT
        room[ENDED], room[ENDED_BY] = d - 1, cut_by
    s = 0
    while s < law[p.SLOTS] and b[p.ROW + s] != 0:
        row = b[p.ROW + s]
        if row_of(law, t.KIND, row) == CLAIM and (row_of(law, t.DATED, row) or w[p.OPENED + s] < d):
            room[CLOSING] = close(law, w, b, s, room[CLOSING])
            room[ENDED], room[ENDED_BY] = d - 1, cut_by
            continue
        s += 1
    for k in range(law[p.REQUESTS]):
        code = b[law[p.B_REQUEST] + k]
        covered = item(law, t.COVERED, code)
        if covered != 0 and not (room[FILED] >> k) & 1:
            high = cell(law, t.COVER, covered, 5)
            if high < 0 or counted(law, high, w[law[p.W_ANCHOR] + k]) >= d:
                b[law[p.B_REQUEST] + k] = code - covered
                if w[law[p.W_ANCHOR] + k] < d - 1:
                    room[ENDED], room[ENDED_BY] = d - 1, cut_by


@apart
def late_windows(law, w, b, d):
    """Late filings that still have effect after the last day of a permission."""
    over = 0
    until = d - 1
    for k in range(size(law, t.LATE)):
        if cell(law, t.LATE, k, 0) <= until < cell(law, t.LATE, k, 1) and truth(law, w, b, until, cell(law, t.LATE, k, 2)) == 1:
            b[p.FLAGS] &= 255 - UNLAWFUL_ENTRY
            over |= open_row(law, w, b, cell(law, t.LATE, k, 3), until)
    return over


@jit
def give(law, w, b, d, form, arg, room, diary):
    """What an event gives: a permission, another claim, or work beside the status. Returns an overflow."""
    over = 0
    for at in range(of_form(law, t.GIVE_FROM, form), of_form(law, t.GIVE_FROM, form + 1)):
        what, row, cuts = cell(law, t.GIVE, at, 0), cell(law, t.GIVE, at, 3), cell(law, t.GIVE, at, 5)
        if d < cell(law, t.GIVE, at, 1) or d > cell(law, t.GIVE, at, 2):
            continue
        unless = cell(law, t.GIVE, at, 4)
        if unless >= 0 and truth(law, w, b, d, unless) == 1:
            continue
        asked = cell(law, t.GIVE, at, 6)
        if room[ASKED] >= 0 and asked >= 0 and not cell(law, t.SETS, asked, room[ASKED]):
            continue
        if what == GIVES_PERMIT:
            permit(law, w, b, d, form, arg, row, room, diary)
        elif what == GIVES_CLAIM:
            if cuts == 1:
                cut_now(law, w, b, d, room)
            elif cuts == 2:
                room[DIES] = 1
                mask = 0
                for s in range(law[p.SLOTS]):
                    if b[p.ROW + s] != 0 and row_of(law, t.KIND, b[p.ROW + s]) == CLAIM:
                        mask |= 1 << s
                room[CLOSING] |= mask
            day = d if not row_of(law, t.DATED, row) else arg if arg != 0 else NEVER
            if cuts == 2:
                room[OPENS], room[OPENS_DAY], room[GIVEN_AFTER] = row, day, 0
            else:
                b[p.FLAGS] = (b[p.FLAGS] | TOLD) & (255 - UNLAWFUL_ENTRY)
                room[GAVE] |= 1
                low = last_of(law, row, day, t.LOW)
                if last_of(law, row, day, t.HIGH) >= d:
                    over |= open_row(law, w, b, row, day)
                    room[GIVEN_AFTER] += 1
                elif low >= room[FELL]:  # over before it began: it only cut
                    room[FELL], room[FELL_CAUSE] = low, row_of(law, t.CLAUSE, row)
                    room[GAVE] |= 4
        else:
            b[law[p.B_SIDE]] = row
            w[law[p.W_SIDE]] = arg if arg != 0 else NEVER
            room[SIDE_ENDS] = 0
    return over


@jit
def cut_now(law, w, b, d, room):
    """A grant or an order ends every claim before it, as of yesterday."""
    if b[p.FORM] != 0 and b[p.FLAGS] & (DEAD | CUT) == 0 and w[p.UNTIL] >= d:
        account(law, w, b, d - 1)
        room[FELL], room[FELL_CAUSE] = d - 1, item(law, t.PERMIT_CLAUSE, b[p.FORM])
        b[p.FLAGS] |= DEAD
    room[DIES], room[OPENS] = 0, 0
    s = 0
    while s < law[p.SLOTS] and b[p.ROW + s] != 0:
        if row_of(law, t.KIND, b[p.ROW + s]) == CLAIM:
            room[FELL], room[FELL_CAUSE] = d - 1, row_of(law, t.CLAUSE, b[p.ROW + s])
            room[CLOSING] = close(law, w, b, s, room[CLOSING])
            continue
        s += 1
    for k in range(law[p.REQUESTS]):  # what was filed today on a permission that today ended it
        if (room[FILED] >> k) & 1 and w[law[p.W_ANCHOR] + k] >= d:
            code = b[law[p.B_REQUEST] + k]
            b[law[p.B_REQUEST] + k] = code - item(law, t.COVERED, code)
            room[FILED] &= ~(1 << k)


@jit
def permit(law, w, b, d, form, arg, row, room, diary):
    """A permission to stay is given: it ends what was held before, and its status is the one given or the one held."""
    before = b[p.FORM]
    status = of_form(law, t.FORM_STATUS, form)
    if status == 0 and before != 0 and not of_form(law, t.FORM_FLAGS, form) & ENTERED:
        status = item(law, t.PERMIT_STATUS, before)
    status = max(status, 1)  # 1: not told
    account(law, w, b, d - 1)
    cut_now(law, w, b, d, room)
    room[GAVE] |= 2
    found = 0
    for k in range(1, size(law, t.PERMIT_STATUS)):
        if item(law, t.PERMIT_ROW, k) == row and item(law, t.PERMIT_STATUS, k) == status:
            found = k
    b[p.FORM] = found
    until = arg if arg != 0 else NEVER
    w[p.UNTIL] = until
    flags = (b[p.FLAGS] & (255 - DEAD - SHORT - CHOSEN - CUT - UNLAWFUL_ENTRY)) | TOLD
    days = of_form(law, t.FORM_DAYS, form) if of_form(law, t.FORM_DAYS, form) >= 0 else until - d
    if days <= SHORT_PERIOD:
        flags |= SHORT
    b[p.FLAGS] = flags
    b[p.CAUSE] = 0
    room[FELL] = -1
    if law[p.MEASURES] > 0:
        w[law[p.W_FIRST]] = d
    if law[p.LIMITS] > 0 and b[law[p.B_BREACH]] != 0:
        b[law[p.B_BREACH]] = 0
    note(diary, room, d, DIARY_PERMIT, item(law, t.PERMIT_CLAUSE, found), d, until, status)


@jit
def file_request(law, w, b, d, form, room):
    """A request is filed: it takes a place, and the permission then held is its anchor. Returns an overflow."""
    for k in range(law[p.REQUESTS]):
        if b[law[p.B_REQUEST] + k] == 0:
            b[law[p.B_REQUEST] + k] = 1 + of_form(law, t.FORM_ASKED, form) * size(law, t.COVER)
            w[law[p.W_FILED] + k] = NEVER
            w[law[p.W_ANCHOR] + k] = 0
            if law[p.W_CAME] >= 0:
                w[law[p.W_CAME] + k] = d
            if b[p.FORM] != 0 and b[p.FLAGS] & DEAD == 0 and w[p.UNTIL] != NEVER:
                until = w[p.UNTIL]
                if d <= until or d <= item(law, t.OPENED, until - law[t.FIRST_DAY]):
                    w[law[p.W_ANCHOR] + k] = until
                    room[FILED] |= 1 << k
            room[NUMBER] = k
            return 0
    return REQUEST_FULL


@jit
def covers(law, w, b, d, room, diary):
    """Which of today's requests a pending clause covers: by the law of the day after the permission's last."""
    for k in range(law[p.REQUESTS]):
        if not (room[FILED] >> k) & 1:
            continue
        c = cover_of(law, w, b, d, k)
        if c != 0:
            b[law[p.B_REQUEST] + k] += c
            if w[law[p.W_ANCHOR] + k] < d:
                b[p.FLAGS] &= 255 - UNLAWFUL_ENTRY
            if (room[REFUSED_NOW] >> k) & 1 and w[law[p.W_ANCHOR] + k] < d:
                use_up(law, w, b, k, room)
            note(diary, room, d, DIARY_COVER, cell(law, t.COVER, c, 7), w[law[p.W_ANCHOR] + k], c, k)


@jit
def cover_of(law, w, b, d, k):
    """The cover of a request, by the law of the day after the permission's last; 0 for none."""
    request = item(law, t.ASKED_REQUEST, b[law[p.B_REQUEST] + k])
    after = w[law[p.W_ANCHOR] + k] + 1
    for c in range(1, size(law, t.COVER)):
        if cell(law, t.COVER, c, 1) <= after <= cell(law, t.COVER, c, 2) and cell(law, t.SETS, cell(law, t.COVER, c, 0), request):
            if truth(law, w, b, d, cell(law, t.COVER, c, 3)) == 1:
                return c
    return 0


@jit
def use_up(law, w, b, k, room):
    """The days after a last day, on which a filing still had effect, close tonight: the request about that day is decided."""
    until = w[law[p.W_ANCHOR] + k]
    for s in range(law[p.SLOTS]):
        if b[p.ROW + s] == 0:
            break
        for window in range(size(law, t.LATE)):
            if cell(law, t.LATE, window, 3) == b[p.ROW + s] and w[p.OPENED + s] == until:
                room[CLOSING] |= 1 << s


@jit
def decide(law, w, b, d, form, k, room):
    """A request is decided or taken back: granted, its cover ends yesterday; otherwise it covers today as well."""
    code = b[law[p.B_REQUEST] + k]
    room[ASKED] = item(law, t.ASKED_REQUEST, code) if code != 0 else -1
    covered = code != 0 and (item(law, t.COVERED, code) != 0 or (room[FILED] >> k) & 1)
    result = of_form(law, t.FORM_RESULT, form)
    # What was filed in time and taken back may be filed again while those days last.
    if covered and law[p.W_CAME] >= 0 and w[law[p.W_ANCHOR] + k] < (w[law[p.W_CAME] + k] if result == WITHDRAWN else d):
        if item(law, t.COVERED, code) != 0 or ((result == GRANTED or result == GRANTED_OTHER) and cover_of(law, w, b, d, k) != 0):
            use_up(law, w, b, k, room)
    if result == GRANTED or result == GRANTED_OTHER or not covered:
        b[law[p.B_REQUEST] + k] = 0
        room[FILED] &= ~(1 << k)
    else:
        room[REFUSED_NOW] |= 1 << k
        w[law[p.W_FILED] + k] = CLOSED


@jit
def claims_of(law, w, b, d, form, arg, room, diary):
    """What one event does to claims and requests. Returns an overflow."""
    over = 0
    does = of_form(law, t.FORM_DOES, form)
    if does & t.ENDS:
        for s in range(law[p.SLOTS]):
            row = b[p.ROW + s]
            if row == 0:
                break
            if row_of(law, t.KIND, row) == CLAIM and cell(law, t.ROW_ENDS, row, form):
                room[CLOSING] |= 1 << s
        if b[p.FORM] != 0 and cell(law, t.ROW_ENDS, item(law, t.PERMIT_ROW, b[p.FORM]), form):
            room[DIES] = 1
        if room[OPENS] > 0 and cell(law, t.ROW_ENDS, room[OPENS], form):
            room[OPENS] = -room[OPENS]
        if law[p.B_SIDE] >= 0 and b[law[p.B_SIDE]] != 0:
            room[SIDE_ENDS] |= cell(law, t.ROW_ENDS, b[law[p.B_SIDE]], form)
    flags = of_form(law, t.FORM_FLAGS, form)
    if flags & ENTERED:
        b[p.FLAGS] &= 255 - GONE
        if flags & ENTERED_WITHOUT and not room[GAVE]:
            b[p.FLAGS] |= UNLAWFUL_ENTRY
    room[ASKED] = -1
    if of_form(law, t.FORM_REQUEST, form) >= 0:
        over |= file_request(law, w, b, d, form, room)
    elif of_form(law, t.FORM_RESULT, form) != 0:
        decide(law, w, b, d, form, room[NUMBER], room)
    if does & t.GIVES:
        over |= give(law, w, b, d, form, arg, room, diary)
    if flags & DEPARTED:
        room[LEAVES] = 1
        account(law, w, b, d)
    return over
