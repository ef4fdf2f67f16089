"""Choices: who people are, what they choose when a decision comes, and what that brings about."""

import math

import numpy as np

from madoguchi.lab import layout as p
from madoguchi.lab import tables as t
from madoguchi.lab.asking import truth
from madoguchi.lab.compiling import jit
from madoguchi.lab.conduct import BEGINS_ANEW, CHOOSES, GOES, TAKES_BACK
from madoguchi.lab.draws import CHOICE, GRANT, START, drawn
from madoguchi.lab.occasions import EVERY, brought, class_of, coming
from madoguchi.lab.room import CHOSE, CLOSED, LASTS, NEVER, PLACES
from madoguchi.lab.tables import cell, item, of_form, of_outcome, real, real_cell, size

DECIDED = 65534
"""Instead of the day of filing: the office decided this morning."""


@jit
def between(streams, i, day, what, least, most):
    """A whole number between two bounds, both counted, drawn for a person and a day."""
    return least + int(drawn(streams[t.STARTS] + np.uint64(what), START, i, day) * (most - least + 1))


@jit
def attribute(law, reals, streams, w, b, k, d):
    """An attribute of a person on a day, between 0 and 1."""
    value = (b[law[p.B_ATTRIBUTE] + k] + 0.5) / 256.0
    if item(law, t.A_GONE, k) > 0:
        value -= (d - w[p.ARRIVAL]) / item(law, t.A_GONE, k)
    return max(0.0, value)


@jit
def allowed(law, reals, streams, w, b, d, o):
    """Whether an outcome is open: its counter is low enough, and the law does not refuse its option."""
    below = of_outcome(law, t.O_BELOW, o)
    if below >= 0 and b[law[p.B_COUNTER] + (below >> 8)] >= (below & 255):
        return False
    at = of_outcome(law, t.O_ROUTE, o)
    if at < 0:
        return True
    while cell(law, t.ROUTE, at, 0) >= 0:
        if cell(law, t.ROUTE, at, 0) <= d <= cell(law, t.ROUTE, at, 1):
            return truth(law, w, b, d, cell(law, t.ROUTE, at, 2)) != 0
        at += 1
    return False


@jit
def choose(law, reals, streams, w, b, i, d, c, weights):
    """The outcome of a decision; -1 if none is open."""
    first, after = item(law, t.D_OUT, c), item(law, t.D_OUT, c + 1)
    if after == first + 1:
        open_ = item(law, t.D_UTILITY, c) or real(law, reals, t.O_WEIGHT, first) > 0.0
        return first if open_ and allowed(law, reals, streams, w, b, d, first) else -1
    total = 0.0
    for o in range(first, after):
        weight = 0.0
        if allowed(law, reals, streams, w, b, d, o):
            weight = real(law, reals, t.O_WEIGHT, o)
            if item(law, t.D_UTILITY, c):
                for k in range(size(law, t.A_GONE)):
                    if real_cell(law, reals, t.O_WEIGHS, o, k) != 0.0:
                        weight += real_cell(law, reals, t.O_WEIGHS, o, k) * attribute(law, reals, streams, w, b, k, d)
                weight = math.exp(weight)
        weights[o - first] = weight
        total += weight
    u = drawn(streams[t.DECISIONS + c], CHOICE, i, d) * total
    chosen = -1
    for o in range(first, after):
        if weights[o - first] > 0.0:
            chosen = o
            u -= weights[o - first]
            if u < 0.0:
                break
    return chosen


@jit
def tell(law, room, count, form, last, place):
    """One more event of the day, behind those of its class: the order of `rules.history.in_order`. Returns how many there are."""
    at = count
    while at > 0 and of_form(law, t.RANK, room[at - 1]) > of_form(law, t.RANK, form):
        room[at], room[LASTS + at], room[PLACES + at] = room[at - 1], room[LASTS + at - 1], room[PLACES + at - 1]
        at -= 1
    room[at], room[LASTS + at], room[PLACES + at] = form, last, place
    return count + 1


@jit
def carry_out(law, reals, streams, w, b, d, o, room, count):
    """What a chosen outcome brings about. Returns how many events the day has."""
    if of_outcome(law, t.O_FLAGS, o) & TAKES_BACK and law[t.WITHDRAWN_FORM] != 0:
        for k in range(law[p.REQUESTS]):
            if b[law[p.B_REQUEST] + k] != 0 and w[law[p.W_FILED] + k] != DECIDED and w[law[p.W_FILED] + k] != CLOSED:
                count = tell(law, room, count, law[t.WITHDRAWN_FORM], 0, k)
    for at in range(of_outcome(law, t.O_EVENT, o), of_outcome(law, t.O_EVENT, o + 1)):
        form = item(law, t.O_EVENTS, at)
        last = d + of_outcome(law, t.O_UNTIL, o) if of_form(law, t.FORM_DATED, form) else 0
        count = tell(law, room, count, form, last, -1)
    if of_outcome(law, t.O_BECOMES, o) >= 0:
        b[p.SITUATION] = of_outcome(law, t.O_BECOMES, o)
    if of_outcome(law, t.O_COUNTS, o) >= 0:
        at = law[p.B_COUNTER] + of_outcome(law, t.O_COUNTS, o)
        b[at] = min(b[at] + 1, 255)
    if of_outcome(law, t.O_FLAGS, o) & CHOOSES:
        room[CHOSE] = 1
    if of_outcome(law, t.O_FLAGS, o) & BEGINS_ANEW:
        w[p.ARRIVAL] = d
    return count


@jit
def decisions(law, reals, streams, w, b, i, d, granted, room, weights, count):
    """Every decision that comes to a person today, in the order of the file. Returns (events, whether the person leaves)."""
    situation, reason, status = b[p.SITUATION] & 15, b[p.SITUATION] >> 4, class_of(b[p.STATE] & 31)
    b[p.SITUATION] = situation
    if granted and status != 0:  # other occasions than those foreseen
        status, reason = 0, EVERY
    if reason == 0:
        return count, False
    turns = 3 * situation + status
    first, after = item(law, t.TURN_FROM, turns), item(law, t.TURN_FROM, turns + 1)
    if reason < EVERY:
        first, after = first + reason - 1, first + reason
    for at in range(first, after):
        k = item(law, t.TURN, at)
        if reason == EVERY and coming(law, reals, streams, w, b, i, k, d, d) != d:
            continue
        c = brought(law, reals, streams, i, k, d)
        o = choose(law, reals, streams, w, b, i, d, c, weights)
        if o < 0:
            continue
        count = carry_out(law, reals, streams, w, b, d, o, room, count)
        if of_outcome(law, t.O_FLAGS, o) & GOES:
            return count, True
        if b[p.SITUATION] != situation:
            break
    return count, False


@jit
def office_says(law, reals, streams, w, b, i, d, k, first, after, room, count):
    """What the office decided this morning about a request. Returns (events, whether it was granted)."""
    code = b[law[p.B_REQUEST] + k]
    desk = procedure_of(law, reals, streams, code, first, after)
    if drawn(streams[t.GRANTS] + np.uint64(k), GRANT, i, d) >= real(law, reals, t.P_GRANTED, desk):
        return tell(law, room, count, law[t.REFUSED_FORM], 0, k), False
    form = item(law, t.GRANTED_FORM, code)
    status = of_form(law, t.FORM_STATUS, form)
    if status == 0:
        status = item(law, t.PERMIT_STATUS, b[p.FORM])
    last = d
    for at in range(item(law, t.P_GRANT_FROM, desk), item(law, t.P_GRANT_FROM, desk + 1)):
        if cell(law, t.P_GRANT, at, 0) < 0 or cell(law, t.P_GRANT, at, 0) == status:
            column = cell(law, t.P_GRANT, at, 1)
            last = cell(law, t.GRANT_COLS, column, d - law[t.FIRST_DAY])
            if cell(law, t.P_GRANT, at, 2) == 1 and b[p.FORM] != 0 and w[p.UNTIL] < NEVER:
                from_old = cell(law, t.GRANT_COLS, column, w[p.UNTIL] - law[t.FIRST_DAY])
                last = from_old if from_old >= d else last  # decided after all of it was over: counted from the decision
            break
    return tell(law, room, count, form, last, k), True


@jit
def procedure_of(law, reals, streams, code, first, after):
    """The procedure of the office for a request."""
    for desk in range(first, after):
        if item(law, t.P_REQUEST, desk) == item(law, t.ASKED_REQUEST, code):
            return desk
    return first
