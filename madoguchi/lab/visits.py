"""One person on one day of a run: what the office said, what is chosen, what the law makes of it, who takes an empty place."""

from madoguchi.lab import layout as p
from madoguchi.lab import tables as t
from madoguchi.lab.compiling import apart, jit
from madoguchi.lab.day import live_day, next_day
from madoguchi.lab.occasions import group_of, schedule
from madoguchi.lab.people import DECIDED, between, decisions, office_says, tell
from madoguchi.lab.room import FILLED, LASTS, NEVER, OWNER, PLACES
from madoguchi.lab.states import LAPSE, WITHOUT
from madoguchi.lab.tables import cell, item, of_form, size

PEOPLE, EVENTS, ROWS, LIVES, LIFE = range(5)
"""What the book of a record holds: how many people are recorded, how many events, diary rows and lives there are, and from
`LIFE` on
the life that each recorded person lives now."""


@apart
def newcomer(law, reals, streams, w, b, i, d, came, last, room):
    """Somebody new in a place: attributes, situation, and the events of arrival on day `came`. Returns how many events."""
    w[:] = 0
    b[:] = 0
    for at in range(law[p.DAYS]):
        w[law[p.W_DAYS] + at] = NEVER
    group = group_of(law, reals, streams, i)
    b[p.SITUATION] = item(law, t.G_SITUATION, group)
    if law[p.B_ATTRIBUTE] >= 0:
        for k in range(size(law, t.A_GONE)):
            b[law[p.B_ATTRIBUTE] + k] = between(streams, i, d, 8 + k, 0, 255)
    w[p.ARRIVAL] = came
    count = 0
    for at in range(item(law, t.G_EVENT, group), item(law, t.G_EVENT, group + 1)):
        form = item(law, t.G_EVENTS, at)
        count = tell(law, room, count, form, last if of_form(law, t.FORM_DATED, form) else 0, -1)
    return count


@jit
def new_life(i, book):
    """Number the life that a recorded person begins."""
    if i < book[PEOPLE]:
        book[LIFE + i] = book[LIVES]
        book[LIVES] += 1


@jit
def lived_day(law, w, b, i, d, count, room, diary, events, book):
    """The events of a day under the law, written down where somebody is recorded. Returns (overflow, look tomorrow)."""
    recorded = i < book[PEOPLE]
    before = book[ROWS]
    room[FILLED] = before
    over, tomorrow = live_day(law, w, b, d, count, room, diary if recorded else diary[:0])
    if not recorded:
        return over, tomorrow
    book[ROWS] = room[FILLED]
    for at in range(before, min(book[ROWS], diary.shape[0])):
        diary[at, OWNER] = book[LIFE + i]
    for k in range(count):
        at = book[EVENTS]
        if at < events.shape[0]:
            events[at, 0], events[at, 1], events[at, 2] = book[LIFE + i], d, room[k]
            events[at, 3], events[at, 4] = room[LASTS + k], room[PLACES + k]
        book[EVENTS] += 1
    return over, tomorrow


@jit
def begin(law, reals, streams, words, small, due, low, high, first, horizon, room, diary, events, book, tally):
    """The people who are there on the first day, each with the days since the arrival. Returns an overflow."""
    over = 0
    for i in range(low, high):
        w, b = words[i], small[i]
        group = group_of(law, reals, streams, i)
        came = first - between(streams, i, 1, 1, cell(law, t.G_DAYS, group, 2), cell(law, t.G_DAYS, group, 3))
        last = first + between(streams, i, 1, 2, cell(law, t.G_DAYS, group, 4), cell(law, t.G_DAYS, group, 5))
        new_life(i, book)
        count = newcomer(law, reals, streams, w, b, i, 1, came, last, room)
        d = came
        while True:
            full, tomorrow = lived_day(law, w, b, i, d, count, room, diary, events, book)
            over |= full
            following = next_day(law, w, b, d, tomorrow)
            if following >= first:
                break
            d, count = following, 0
        due[i] = schedule(law, reals, streams, w, b, i, first - 1, following == first, horizon)
        tallied(law, tally, b, 0, 1)
    return over


@jit
def tallied(law, tally, b, period, by):
    """Add a person to the stocks of a period (by = 1) or take the person out (by = -1). Returns the key of the irregular
    state."""
    state = b[p.STATE]
    tally[period, (b[p.SITUATION] & 15) * 16 + (state & 31)] += by
    if (state & 31) == LAPSE or (state & 31) == WITHOUT:
        key = (state >> 5) * law[t.CAUSES] + b[p.CAUSE]
        tally[period, law[t.T_IRREGULAR] + key] += by
        return key
    return -1


@jit
def visit(law, reals, streams, w, b, i, d, period, first, after, horizon, room, weights, diary, events, book, tally):
    """One person on one day: what the office said, what is chosen, what the law makes of it. Returns (overflow, next day,
    events)."""
    count, granted = 0, False
    for k in range(law[p.REQUESTS]):
        if b[law[p.B_REQUEST] + k] != 0 and w[law[p.W_FILED] + k] == DECIDED:
            count, yes = office_says(law, reals, streams, w, b, i, d, k, first, after, room, count)
            granted |= yes
    before = tallied(law, tally, b, period, -1)
    count, leaves = decisions(law, reals, streams, w, b, i, d, granted, room, weights, count)
    over, told = 0, law[t.T_EVENTS]
    while True:
        full, tomorrow = lived_day(law, w, b, i, d, count, room, diary, events, book)
        over |= full
        for k in range(count):
            tally[period, told + room[k]] += 1
        if not leaves:
            break
        # Somebody new takes the place the same day.
        leaves, before = False, -1
        new_life(i, book)
        group = group_of(law, reals, streams, i)
        last = d + between(streams, i, d, 3, cell(law, t.G_DAYS, group, 0), cell(law, t.G_DAYS, group, 1))
        count = newcomer(law, reals, streams, w, b, i, d, d, last, room)
    key = tallied(law, tally, b, period, 1)
    if key >= 0 and key != before:
        tally[period, law[t.T_INFLOW] + key] += 1
    tally[0, law[t.T_VISITS]] += 1
    return over, schedule(law, reals, streams, w, b, i, d, tomorrow, horizon), count
