"""Offices: tickets in exact queues, decisions within each day's capacity, and one day of everybody who belongs to an office."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from madoguchi.lab import layout as p
from madoguchi.lab import tables as t
from madoguchi.lab.compiling import apart, jit
from madoguchi.lab.draws import ORDER, key_of, mixed
from madoguchi.lab.people import DECIDED
from madoguchi.lab.pointers import numbers_of, part
from madoguchi.lab.room import NEVER
from madoguchi.lab.tables import item
from madoguchi.lab.visits import visit

STRIDE = 64
"""People looked at together."""
TOGETHER = 16_384
"""People among whom those alike are found: as many as the nearest memory holds."""
KINDS = 256
"""Kinds of people that are told apart before a day is lived (`alike`)."""


class Queue(NamedTuple):
    """The tickets of an office's procedures: rings of people, places and days of filing. `at`: (head, length) of each."""

    people: NDArray[np.int32]
    place: NDArray[np.uint8]
    filed: NDArray[np.uint16]
    at: NDArray[np.int64]


@apart
def grown(queue):
    """A queue with twice the room."""
    procedures, size = queue.people.shape
    people = np.zeros((procedures, size * 2), np.int32)
    place = np.zeros((procedures, size * 2), np.uint8)
    filed = np.zeros((procedures, size * 2), np.uint16)
    for desk in range(procedures):
        head = queue.at[desk, 0]
        for k in range(queue.at[desk, 1]):
            people[desk, k] = queue.people[desk, (head + k) % size]
            place[desk, k] = queue.place[desk, (head + k) % size]
            filed[desk, k] = queue.filed[desk, (head + k) % size]
        queue.at[desk, 0] = 0
    return Queue(people, place, filed, queue.at)


@apart
def serve(law, reals, streams, words, small, due, d, desk, row, capacity, queue):
    """The decisions of a day of one procedure, in the order of the tickets; withdrawn ones as the practice says."""
    size = queue.people.shape[1]
    people = part(numbers_of(queue.people, "people"), row * size)
    place = part(numbers_of(queue.place, "place"), row * size)
    filed_on = part(numbers_of(queue.filed, "filed on"), row * size)
    at = numbers_of(queue.at, "at")
    head, waiting = at[2 * row], at[2 * row + 1]
    while waiting > 0 and capacity > 0:
        i, k, filed = people[head], place[head], filed_on[head]
        if filed + item(law, t.P_LEAST, desk) > d:
            break
        if small[i * law[p.BYTES] + law[p.B_REQUEST] + k] != 0 and words[i * law[p.WORDS] + law[p.W_FILED] + k] == filed:
            words[i * law[p.WORDS] + law[p.W_FILED] + k] = DECIDED
            if due[i] > d:  # no decision was foreseen for today
                due[i] = d
                small[i * law[p.BYTES] + p.SITUATION] &= 15
            capacity -= 1
        elif not item(law, t.P_FREES, desk):
            capacity -= 1
        head = head + 1 if head + 1 < size else 0
        waiting -= 1
    at[2 * row], at[2 * row + 1] = head, waiting


@apart
def line_up(law, reals, streams, words, d, first, after, filed, how_many, small, queue):
    """Today's requests get their tickets, in the order that the practice names. Returns the queue."""
    for desk in range(first, after):
        row = desk - first
        number = 0
        marks = np.empty(how_many, np.uint64)
        which = np.empty(how_many, np.int64)
        for at in range(how_many):
            i, k = filed[at, 0], filed[at, 1]
            if item(law, t.ASKED_REQUEST, small[i * law[p.BYTES] + law[p.B_REQUEST] + k]) == item(law, t.P_REQUEST, desk):
                marks[number] = (
                    mixed(key_of(streams[t.ORDERS], i, d) ^ ORDER) if item(law, t.P_ORDER, desk) else np.uint64(number)
                )
                which[number] = at
                number += 1
        order = np.argsort(marks[:number]) if item(law, t.P_ORDER, desk) else np.arange(number)
        while queue.at[row, 1] + number > queue.people.shape[1]:
            queue = grown(queue)
        hand_out(law, words, d, filed, which, order, row, queue)
    return queue


@apart
def hand_out(law, words, d, filed, which, order, row, queue):
    """A ticket for each of today's requests of one procedure; the queue has room for them."""
    size, asked = queue.people.shape[1], numbers_of(filed, "filed")
    people, place = numbers_of(queue.people, "people"), numbers_of(queue.place, "place")
    filed_on = numbers_of(queue.filed, "filed on")
    tail = (queue.at[row, 0] + queue.at[row, 1]) % size
    for at in order:
        i, k = asked[2 * which[at]], asked[2 * which[at] + 1]
        people[row * size + tail], place[row * size + tail], filed_on[row * size + tail] = i, k, d
        words[i * law[p.WORDS] + law[p.W_FILED] + k] = d
        tail = tail + 1 if tail + 1 < size else 0
    queue.at[row, 1] += order.size


@apart
def alike(law, words, small, due, low, high, d):
    """Everybody who is due on a day: in the order of the people, and with those alike one after the other.

    What happens to one says what happens to the next, and the processor foresees it: a quarter of the time of a run.
    """
    found, order = np.empty(high - low + 1, np.int32), np.empty(high - low, np.int32)
    kinds, begins = np.empty(high - low, np.int16), np.zeros(KINDS + 1, np.int32)
    many = put_side_by_side(law, words, small, due, low, high, d, found, kinds, begins, order)
    return found[:many], order[:many]


@apart
def put_side_by_side(law, words, small, due, low, high, d, found_here, kinds_here, begins_here, order_here):
    """The work of `alike`, on arrays that it holds. Returns how many are due."""
    found, kinds = numbers_of(found_here, "found"), numbers_of(kinds_here, "kinds")
    begins, order = numbers_of(begins_here, "begins"), numbers_of(order_here, "order")
    many = 0
    for start in range(low, high, STRIDE):
        anybody = False
        for i in range(start, min(start + STRIDE, high)):
            anybody |= due[i] <= d
        if anybody:
            for i in range(start, min(start + STRIDE, high)):
                found[many] = i
                many += due[i] <= d
    for at in range(many):
        i = found[at]
        kind = kind_of(law, part(words, i * law[p.WORDS]), part(small, i * law[p.BYTES]), d)
        kinds[at] = kind
        begins[kind + 1] += 1
    for kind in range(KINDS):
        begins[kind + 1] += begins[kind]
    for at in range(many):
        kind = kinds[at]
        order[begins[kind]] = found[at]
        begins[kind] += 1
    return many


@jit
def kind_of(law, w, b, d):
    """A number that is the same for people to whom the same is likely to happen today."""
    kind = b[p.STATE] * 37 ^ b[p.SITUATION] * 101 ^ b[p.FORM] * 13 ^ (w[p.UNTIL] < d) * 55
    for s in range(law[p.SLOTS]):
        row = b[p.ROW + s]
        if row == 0:
            break
        kind ^= row * (2 * s + 5)
    for k in range(law[p.REQUESTS]):
        kind ^= b[law[p.B_REQUEST] + k] * 23 ^ (w[law[p.W_FILED] + k] == DECIDED) * 211
    return kind % KINDS


@jit
def has_filed(law, w, b):
    """Whether somebody has filed a request today."""
    found = False
    for k in range(law[p.REQUESTS]):
        found |= b[law[p.B_REQUEST] + k] != 0 and w[law[p.W_FILED] + k] == NEVER
    return found


@apart
def filed_now(law, words, small, people, asks, begin, how_many, filed):
    """The requests that some people have filed today, behind those of the people before them. Returns (how many, requests).

    `asks`: for each of the people from `begin` on whether there are any, so that nobody else's rows are looked up again.
    """
    room_for = how_many + law[p.REQUESTS] * people.size
    if room_for > filed.shape[0]:
        more = np.empty((2 * room_for, 2), np.int64)
        more[:how_many] = filed[:how_many]
        filed = more
    asked = numbers_of(filed, "filed")
    for i in people:
        if not asks[i - begin]:
            continue
        w, b = part(words, i * law[p.WORDS]), part(small, i * law[p.BYTES])
        for k in range(law[p.REQUESTS]):
            if b[law[p.B_REQUEST] + k] != 0 and w[law[p.W_FILED] + k] == NEVER:
                asked[2 * how_many], asked[2 * how_many + 1] = i, k
                how_many += 1
    return how_many, filed


@jit
def office_day(
    law, reals, streams, words, small, due, low, high, d, first, after, capacity, queue, filed, horizon, room, weights,
    diary, events, book, tally,
):  # fmt: skip
    """One day of one office: it decides; then everybody who is due lives the day; then today's requests line up."""
    over = 0
    for desk in range(first, after):
        serve(law, reals, streams, words, small, due, d, desk, desk - first, capacity[desk - first], queue)
    how_many, asks = 0, np.empty(TOGETHER, np.bool_)
    for begin in range(low, high, TOGETHER):
        people, in_turn = alike(law, words, small, due, begin, min(begin + TOGETHER, high), d)
        for i in in_turn:
            w, b = part(words, i * law[p.WORDS]), part(small, i * law[p.BYTES])
            full, following = visit(
                law, reals, streams, w, b, i, d, first, after, horizon, room, weights, diary, events, book, tally
            )
            over |= full
            due[i], asks[i - begin] = min(following, NEVER), has_filed(law, w, b)
        how_many, filed = filed_now(law, words, small, people, asks, begin, how_many, filed)
    if how_many > 0:
        queue = line_up(law, reals, streams, words, d, first, after, filed, how_many, small, queue)
    return over, queue, filed
