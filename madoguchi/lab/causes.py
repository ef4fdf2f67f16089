"""What ended last: of claims, permissions and what requests carried, the one whose end left somebody without a stay.

Of two that end on one day, the later in the log (`rules.timeline.ended_last`).
"""

from madoguchi.lab import layout as p
from madoguchi.lab import tables as t
from madoguchi.lab.compiling import apart, jit
from madoguchi.lab.room import ENDED, ENDED_BY, ENDED_GIVEN, ENDED_KIND, GAVE, NEVER, REFUSED_NOW, last_of
from madoguchi.lab.states import CLAIM, CUT, DEAD, DERIVED
from madoguchi.lab.tables import cell, counted, item, row_of


@jit
def cause_of(law, w, b, d, room):
    """The claim that ended last: a permission, the cover of a request that still waits, or what the night ended."""
    form, until = b[p.FORM], w[p.UNTIL]
    later = until > room[ENDED] or (until == room[ENDED] and room[ENDED_KIND] == DERIVED)
    ties = room[GAVE] & 4 == 0  # what was given today and ended at once comes after every filing
    if form != 0 and b[p.FLAGS] & (DEAD | CUT) == 0 and later and until < d:
        room[ENDED], room[ENDED_BY], room[ENDED_KIND] = until, item(law, t.PERMIT_CLAUSE, form), 0
        ties = False  # a cover that ends on the same day is one of an earlier permission
    for k in range(law[p.REQUESTS]):
        code = b[law[p.B_REQUEST] + k]
        covered = item(law, t.COVERED, code)
        if covered != 0 and cell(law, t.COVER, covered, 4) >= 0 and w[law[p.W_ANCHOR] + k] < d:
            last = counted(law, cell(law, t.COVER, covered, 4), w[law[p.W_ANCHOR] + k])
            given, anchor = room[ENDED_GIVEN], w[law[p.W_ANCHOR] + k]
            later = room[ENDED_KIND] != CLAIM or filed_after(law, w, k, given)
            if room[ENDED_KIND] == DERIVED and anchor != given:  # days after a permission that may be one of after the filing
                later = filed_after(law, w, k, given)
            if last < d and (last > room[ENDED] or (last == room[ENDED] and ties and later)):
                room[ENDED], room[ENDED_BY] = last, cell(law, t.COVER, covered, 7)


@jit
def filed_after(law, w, k, given):
    """Whether a request was filed after a claim was given: of two that end on one day, the later in the log is the cause."""
    if law[p.W_CAME] >= 0:
        return given < w[law[p.W_CAME] + k]
    return given <= w[law[p.W_ANCHOR] + k]


@jit
def given_on(law, w, s, row):
    """The day on which a claim was given, after every filing where only its last day was told; 0 for what follows from others."""
    if row_of(law, t.KIND, row) != CLAIM:
        return 0
    return NEVER if row_of(law, t.DATED, row) else w[p.OPENED + s]


@jit
def outlasting(law, w, b, d, cause, given):
    """What ended last tonight: what an event ended, or the cover of a request that was filed after that was given."""
    for k in range(law[p.REQUESTS]):
        covered = item(law, t.COVERED, b[law[p.B_REQUEST] + k])
        anchor = w[law[p.W_ANCHOR] + k]
        low = cell(law, t.COVER, covered, 4) if covered != 0 else -1
        if low >= 0 and anchor < d and filed_after(law, w, k, given) and counted(law, low, anchor) == d:
            cause = cell(law, t.COVER, covered, 7)
    return cause


@jit
def refused(law, w, b, d, room, cause):
    """Requests refused today are over. Returns what took the stay: what was carried, if it ended last."""
    # A permission that is over today is one of after the request: it ends last.
    over_today = b[p.FORM] != 0 and b[p.FLAGS] & (DEAD | CUT) == 0 and w[p.UNTIL] == d
    for k in range(law[p.REQUESTS]):
        if (room[REFUSED_NOW] >> k) & 1:
            code = b[law[p.B_REQUEST] + k]
            covered = item(law, t.COVERED, code)
            if covered != 0 and w[law[p.W_ANCHOR] + k] < d and not over_today:
                high = cell(law, t.COVER, covered, 5)
                if high < 0 or d <= counted(law, high, w[law[p.W_ANCHOR] + k]):
                    cause = over_as_well(law, w, b, d, k, cell(law, t.COVER, covered, 7))
            b[law[p.B_REQUEST] + k] = 0
    return cause


@apart
def over_as_well(law, w, b, d, k, cause):
    """What ended last tonight: the cover of a request that is over, or a claim given after its filing of which this is the last
    day.
    """
    for s in range(law[p.SLOTS]):
        row = b[p.ROW + s]
        if row == 0:
            break
        ends = row_of(law, t.KIND, row) == CLAIM and last_of(law, row, w[p.OPENED + s], t.LOW) == d
        if ends and not filed_after(law, w, k, given_on(law, w, s, row)):
            cause = row_of(law, t.CLAUSE, row)
    return cause
