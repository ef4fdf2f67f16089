"""One person on one day of a run: what the office said, what is chosen, what the law makes of it, who takes an empty place."""

from madoguchi.lab import layout as p
from madoguchi.lab import tables as t
from madoguchi.lab.compiling import apart, jit
from madoguchi.lab.day import live_day, next_day
from madoguchi.lab.occasions import group_of, schedule
from madoguchi.lab.people import DECIDED, between, decisions, office_says, tell
from madoguchi.lab.pointers import part
from madoguchi.lab.room import COLUMNS, FILLED, HAS_ROOM, LASTS, NEVER, OWNER, PLACES
from madoguchi.lab.states import LAPSE, WITHOUT
from madoguchi.lab.tables import cell, item, of_form, size

PEOPLE, EVENTS, ROWS, LIVES, EVENT_ROOM, DIARY_ROOM, LIFE = range(7)
"""What the book of a record holds: how many people are recorded, how many events, diary rows and lives there are, for how many
events and rows there is room, and from `LIFE` on the life that each recorded person lives now."""
TOLD = 5
"""Numbers that an event of a record has: life, day, form, last day, place of the request."""


@apart
def newcomer(law, reals, streams, w, b, i, d, came, last, room):
    """Somebody new in a place: attributes, situation, and the events of arrival on day `came`. Returns how many events."""
    for at in range(law[p.WORDS]):
        w[at] = 0
    for at in range(law[p.BYTES]):
        b[at] = 0
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
    room[FILLED], room[HAS_ROOM] = before, book[DIARY_ROOM] if recorded else 0
    over, tomorrow = live_day(law, w, b, d, count, room, diary)
    if not recorded:
        return over, tomorrow
    book[ROWS] = room[FILLED]
    for at in range(before, min(book[ROWS], book[DIARY_ROOM])):
        diary[at * COLUMNS + OWNER] = book[LIFE + i]
    for k in range(count):
        at = book[EVENTS]
        if at < book[EVENT_ROOM]:
            at *= TOLD
            events[at], events[at + 1], events[at + 2] = book[LIFE + i], d, room[k]
            events[at + 3], events[at + 4] = room[LASTS + k], room[PLACES + k]
        book[EVENTS] += 1
    return over, tomorrow


@jit
def begin(law, reals, streams, words, small, due, low, high, first, horizon, room, diary, events, book, tally):
    """The people who are there on the first day, each with the days since the arrival. Returns an overflow."""
    over = 0
    for i in range(low, high):
        w, b = part(words, i * law[p.WORDS]), part(small, i * law[p.BYTES])
        group = group_of(law, reals, streams, i)
        came = first - between(streams, i, 1, 1, cell(law, t.G_DAYS, group, 2), cell(law, t.G_DAYS, group, 3))
        last = first + between(streams, i, 1, 2, cell(law, t.G_DAYS, group, 4), cell(law, t.G_DAYS, group, 5))
        new_life(i, book)
        count = newcomer(law, reals, streams, w, b, i, 1, came, last, room)
        d = came
        while True:
            full, tomorrow = lived_day(law, w, b, i, d, count, room, diary, events, book)
            over |= full
            following = next_day(law, w, b, d, tomorrow, room)
            if following >= first:
                break
            d, count = following, 0
        due[i] = schedule(law, reals, streams, w, b, i, first - 1, following == first, horizon, room)
        moved(law, tally, stock_of(b), irregular_of(law, b), 1)
    return over


@jit
def stock_of(b):
    """Where a person stands in the stocks: situation and state."""
    return (b[p.SITUATION] & 15) * 16 + (b[p.STATE] & 31)


@jit
def irregular_of(law, b):
    """Where a person stands among those in an irregular state, by why and cause; -1 for nobody of them."""
    state = b[p.STATE]
    if (state & 31) == LAPSE or (state & 31) == WITHOUT:
        return (state >> 5) * law[t.CAUSES] + b[p.CAUSE]
    return -1


@jit
def moved(law, tally, stock, irregular, by):
    """Add somebody to the stocks of a period (by = 1) or take somebody out (by = -1)."""
    tally[stock] += by
    if irregular >= 0:
        tally[law[t.T_IRREGULAR] + irregular] += by


@jit
def visit(law, reals, streams, w, b, i, d, first, after, horizon, room, weights, diary, events, book, tally):
    """One person on one day: what the office said, what is chosen, what the law makes of it. Returns (overflow, next day)."""
    count, granted = 0, False
    for k in range(law[p.REQUESTS]):
        if b[law[p.B_REQUEST] + k] != 0 and w[law[p.W_FILED] + k] == DECIDED:
            count, yes = office_says(law, reals, streams, w, b, i, d, k, first, after, room, count)
            granted |= yes
    stock, irregular, before = stock_of(b), irregular_of(law, b), irregular_of(law, b)
    count, leaves = decisions(law, reals, streams, w, b, i, d, granted, room, weights, count)
    over, told = 0, law[t.T_EVENTS]
    while True:
        full, tomorrow = lived_day(law, w, b, i, d, count, room, diary, events, book)
        over |= full
        for k in range(count):
            tally[told + room[k]] += 1
        if not leaves:
            break
        # Somebody new takes the place the same day.
        leaves, before = False, -1
        new_life(i, book)
        group = group_of(law, reals, streams, i)
        last = d + between(streams, i, d, 3, cell(law, t.G_DAYS, group, 0), cell(law, t.G_DAYS, group, 1))
        count = newcomer(law, reals, streams, w, b, i, d, d, last, room)
    now = irregular_of(law, b)
    if now >= 0 and now != before:
        tally[law[t.T_INFLOW] + now] += 1
    if stock_of(b) != stock or now != irregular:
        moved(law, tally, stock, irregular, -1)
        moved(law, tally, stock_of(b), now, 1)
    tally[law[t.T_VISITS]] += 1
    return over, schedule(law, reals, streams, w, b, i, d, tomorrow, horizon, room)
