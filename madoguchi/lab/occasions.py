"""When the next decision comes to a person, and which: days of the law, and races between all that may come by chance."""

from madoguchi.lab import layout as p
from madoguchi.lab import tables as t
from madoguchi.lab.asking import request_open, truth
from madoguchi.lab.compiling import jit
from madoguchi.lab.day import next_day
from madoguchi.lab.draws import MARK, START, candidate, drawn
from madoguchi.lab.pointers import part
from madoguchi.lab.room import NEVER, last_of
from madoguchi.lab.states import ABROAD, CLOCK, CUT, DEAD, LAPSE, REMOVAL, TOLERATED, UNCERTAIN, WITHOUT
from madoguchi.lab.tables import cell, item, of_occasion, real, row_of, size
from madoguchi.lab.turns import ARRIVAL, CLOCK_LAST, PERMIT_UNTIL, RACE

EVERY = 15
"""Beside the situation stands for which occasion a person is looked at: its place in the turn, from 1; 0 for none of them, only
the law; and this where any of them may come, or the place is too far back."""


@jit
def group_of(law, reals, streams, i):
    """The group of a person: the same for everybody who takes this place."""
    u = drawn(streams[t.STARTS], START, i, 0)
    for g in range(size(law, t.G_SHARE) - 1):
        if u < real(law, reals, t.G_SHARE, g):
            return g
    return size(law, t.G_SHARE) - 1


@jit
def class_of(state):
    """Whether a state is lawful (0), irregular (1), or neither: abroad, not known (2), as the interpreter's own list says."""
    if state == LAPSE or state == WITHOUT or state == REMOVAL or state == TOLERATED:
        return 1
    return 2 if state == ABROAD or state == UNCERTAIN or state == 0 else 0


@jit
def coming(law, reals, streams, w, b, i, k, day, until):
    """The first day from `day` to `until` on which an occasion brings a decision, if nothing changes before; NEVER if none."""
    kind = of_occasion(law, t.K_KIND, k)
    if kind == RACE:
        return by_chance(law, reals, streams, w, b, i, k, day, until)
    anchor = NEVER
    if kind != CLOCK_LAST:
        anchor = fixed_day(w, b, kind)
    else:
        for s in range(law[p.SLOTS]):
            row = b[p.ROW + s]
            if row == 0:
                break
            if row_of(law, t.CLAUSE, row) == of_occasion(law, t.K_CLAUSE, k) and row_of(law, t.KIND, row) == CLOCK:
                anchor = last_of(law, row, w[p.OPENED + s], t.LAW)
                break
    return counted_from(law, w, b, k, anchor, day, until)


@jit
def by_chance(law, reals, streams, w, b, i, k, day, until):
    """The first day on which a race brings one of its decisions."""
    if not of_occasion(law, t.K_PLAIN, k):
        day, until = opened(law, w, k, day), min(until, of_occasion(law, t.K_TO, k))
    stream, block = streams[of_occasion(law, t.K_STREAM_AT, k)], of_occasion(law, t.K_BLOCK, k)
    waits = part(reals, law[t.K_WAITS] + k * law[t.K_WAITS + 1])
    while day <= until:
        day = candidate(stream, block, waits, i, day, until)
        if day > until:
            break
        sure = of_occasion(law, t.K_SURE, k) != 0
        if (sure or brought(law, reals, streams, i, k, day) >= 0) and holds(law, w, b, k, day):
            return day
        day += 1
    return NEVER


@jit
def counted_from(law, w, b, k, anchor, day, until):
    """The first day on which an occasion comes that is counted from a day of the law."""
    found, every = anchor + of_occasion(law, t.K_DAYS, k), of_occasion(law, t.K_EVERY, k)
    if anchor == NEVER or found > until:
        return NEVER
    if not of_occasion(law, t.K_PLAIN, k):
        day, until = opened(law, w, k, day), min(until, of_occasion(law, t.K_TO, k))
    if found < day:
        if every == 0:
            return NEVER
        found = day if every == 1 else found + (day - found + every - 1) // every * every
    while found <= until:
        if holds(law, w, b, k, found):
            return found
        if every == 0:
            break
        found += every
    return NEVER


@jit
def opened(law, w, k, day):
    """The first day from `day` on at which an occasion can come."""
    day = max(day, of_occasion(law, t.K_FROM, k))
    wait = of_occasion(law, t.K_WAIT, k)
    return max(day, w[p.SINCE] + wait) if wait > 0 else day


@jit
def holds(law, w, b, k, day):
    """Whether an occasion is open to a person on a day: no such request waits, and its condition holds."""
    unless = of_occasion(law, t.K_UNLESS, k)
    if unless >= 0 and request_open(law, w, b, unless):
        return False
    when = of_occasion(law, t.K_WHEN, k)
    return when < 0 or truth(law, w, b, day, when) == 1


@jit
def fixed_day(w, b, kind):
    """The last day of the permission, the day of arrival, or the first day of the state; NEVER for none."""
    if kind == PERMIT_UNTIL:
        return w[p.UNTIL] if b[p.FORM] != 0 and b[p.FLAGS] & (DEAD | CUT) == 0 else NEVER
    return w[p.ARRIVAL] if kind == ARRIVAL else w[p.SINCE]


@jit
def brought(law, reals, streams, i, k, d):
    """The decision that an occasion brings on a day; -1 where a candidate of a race comes to nothing."""
    first, after = of_occasion(law, t.K_MEMBER, k), of_occasion(law, t.K_MEMBER, k + 1)
    if of_occasion(law, t.K_KIND, k) != RACE or (after == first + 1 and of_occasion(law, t.K_SURE, k)):
        return item(law, t.M_DECISION, first)
    mark = drawn(streams[of_occasion(law, t.K_STREAM_AT, k)], MARK, i, d)
    while after > first + 1 and mark < real(law, reals, t.M_BELOW, after - 1):
        after -= 1
    c = item(law, t.M_DECISION, after - 1)
    share = real(law, reals, t.M_PART, after - 1) * rate_of(law, reals, streams, c, i, d)
    return c if mark < real(law, reals, t.M_BELOW, after - 1) + share else -1


@jit
def rate_of(law, reals, streams, c, i, d):
    """The rate of a day as a share of the ceiling."""
    for r in range(item(law, t.R_FROM, c), item(law, t.R_FROM, c + 1)):
        if item(law, t.R_SINCE, r) <= d <= item(law, t.R_UNTIL, r):
            group = item(law, t.R_GROUP, r)
            if group < 0 or group == group_of(law, reals, streams, i):
                return real(law, reals, t.R_RATIO, r)
    return 0.0


@jit
def schedule(law, reals, streams, w, b, i, d, tomorrow, horizon, room):
    """The next day to look at a person: the law's next day, or the next day on which a decision comes; and which occasion
    brings it.
    """
    due, reason = next_day(law, w, b, d, tomorrow, room), 0
    situation = b[p.SITUATION] & 15
    turn = 3 * situation + class_of(b[p.STATE] & 31)
    for s in range(law[p.SLOTS]):
        row = b[p.ROW + s]
        if row == 0:
            break
        if row_of(law, t.LOOKS, row) & t.WATCHED == 0:
            continue
        for at in range(item(law, t.WATCH_FROM, row), item(law, t.WATCH_FROM, row + 1)):
            k = item(law, t.WATCH, at)
            if cell(law, t.K_PLACE, turn, k):
                last = last_of(law, row, w[p.OPENED + s], t.LAW)
                due, reason = first_of(law, turn, k, counted_from(law, w, b, k, last, d + 1, min(horizon, due)), due, reason)
    for at in range(item(law, t.FIXED_FROM, turn), item(law, t.FIXED_FROM, turn + 1)):
        k = item(law, t.FIXED, at)
        day = fixed_day(w, b, of_occasion(law, t.K_KIND, k))
        due, reason = first_of(law, turn, k, counted_from(law, w, b, k, day, d + 1, min(horizon, due)), due, reason)
    for at in range(item(law, t.RACE_FROM, turn), item(law, t.RACE_FROM, turn + 1)):
        k = item(law, t.RACE, at)
        found = by_chance(law, reals, streams, w, b, i, k, d + 1, min(horizon, due))
        due, reason = first_of(law, turn, k, found, due, reason)
    b[p.SITUATION] = situation | (reason << 4)
    return due


@jit
def first_of(law, turn, k, found, due, reason):
    """The earlier of two days to look at somebody, and for which occasion."""
    if found > due or found == NEVER:
        return due, reason
    place = min(cell(law, t.K_PLACE, turn, k), EVERY)
    return found, EVERY if found == due and reason != 0 else place
