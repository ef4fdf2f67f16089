"""What a person carries from day to day beside the slots: the names that conditions ask about, and months of stay."""

from madoguchi.lab import layout as p
from madoguchi.lab import tables as t
from madoguchi.lab.compiling import apart, jit
from madoguchi.lab.remembered import (
    ADD,
    CLEAR,
    DAY_UNLESS_TOLD,
    FIRST_DAY,
    FORGET_DAY,
    FORGET_WORD,
    GREATEST,
    LAST_DAY,
    SET,
    TOLD_DAY,
    WORD,
    WORD_AFTER,
)
from madoguchi.lab.room import NEVER
from madoguchi.lab.tables import cell, item, of_form


@jit
def remember(law, w, b, d, form, last):
    """What a form of event does to the names that conditions ask about. `last`: the last day that the event tells."""
    for at in range(of_form(law, t.TOUCH_FROM, form), of_form(law, t.TOUCH_FROM, form + 1)):
        what, place, value = cell(law, t.TOUCH, at, 1), cell(law, t.TOUCH, at, 2), cell(law, t.TOUCH, at, 3)
        if what == SET:
            w[law[p.W_BITS] + (place >> 4)] |= 1 << (place & 15)
        elif what == CLEAR:
            w[law[p.W_BITS] + (place >> 4)] &= 65535 - (1 << (place & 15))
        elif what == WORD or (what == WORD_AFTER and b[law[p.B_WORD] + place] != 0):
            b[law[p.B_WORD] + place] = value
        elif what == ADD:
            b[law[p.B_WORD] + place] = min(b[law[p.B_WORD] + place] + value, 255)
        elif what == GREATEST:
            b[law[p.B_WORD] + place] = max(b[law[p.B_WORD] + place], value)
        elif what == LAST_DAY or (what == FIRST_DAY and w[law[p.W_DAYS] + place] == NEVER):
            w[law[p.W_DAYS] + place] = d
        elif what == FORGET_WORD:
            b[law[p.B_WORD] + place] = 0
        elif what == FORGET_DAY:
            w[law[p.W_DAYS] + place] = NEVER
        elif what == TOLD_DAY:
            w[law[p.W_DAYS] + place] = last
        elif what == DAY_UNLESS_TOLD and w[law[p.W_DAYS] + value] == NEVER:
            w[law[p.W_DAYS] + place] = d


@jit
def months_after(law, day, months):
    """The same day number `months` later, or the first of the month after where there is none (`ground.dates.months_after`)."""
    at = day - law[t.FIRST_DAY]
    month = item(law, t.MONTH_OF, at) + months - item(law, t.MONTH_OF, 0)
    there = item(law, t.MONTH_START, month) + item(law, t.DAY_OF_MONTH, at) - 1
    return min(there, item(law, t.MONTH_START, month + 1))


@jit
def whole_months(law, first, last):
    """Months and left-over days from `first` to `last`, both counted (`ground.dates.whole_months`)."""
    after = last + 1
    months = item(law, t.MONTH_OF, after - law[t.FIRST_DAY]) - item(law, t.MONTH_OF, first - law[t.FIRST_DAY])
    if months > 0 and months_after(law, first, months) > after:
        months -= 1
    return months, after - months_after(law, first, months)


@apart
def account(law, w, b, last):
    """Add a stay that is over to the totals of its status, once."""
    if law[p.MEASURES] == 0 or w[law[p.W_FIRST]] == 0 or b[p.FORM] == 0:
        return
    status = item(law, t.PERMIT_STATUS, b[p.FORM])
    last = min(last, w[p.UNTIL])
    for k in range(law[p.MEASURES]):
        if cell(law, t.MEASURE, k, status) and last >= w[law[p.W_FIRST]]:
            months, days = whole_months(law, w[law[p.W_FIRST]], last)
            w[law[p.W_MONTHS] + 2 * k] += months
            w[law[p.W_MONTHS] + 2 * k + 1] += days
    w[law[p.W_FIRST]] = 0
