"""Offices: tickets in exact queues, decisions within each day's capacity, and one day of everybody who belongs to an office."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from madoguchi.lab import layout as p
from madoguchi.lab import tables as t
from madoguchi.lab.compiling import apart, jit
from madoguchi.lab.draws import ORDER, key_of, mixed
from madoguchi.lab.occasions import EVERY
from madoguchi.lab.people import DECIDED
from madoguchi.lab.room import NEVER, PLACES
from madoguchi.lab.tables import item, of_form
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
    while queue.at[row, 1] > 0 and capacity > 0:
        head = queue.at[row, 0]
        i, k, filed = queue.people[row, head], queue.place[row, head], queue.filed[row, head]
        if filed + item(law, t.P_LEAST, desk) > d:
            return
        if small[i, law[p.B_REQUEST] + k] != 0 and words[i, law[p.W_FILED] + k] == filed:
            words[i, law[p.W_FILED] + k] = DECIDED
            due[i] = d
            small[i, p.SITUATION] |= EVERY << 4  # looked at before the day that was foreseen
            capacity -= 1
        elif not item(law, t.P_FREES, desk):
            capacity -= 1
        queue.at[row, 0] = (head + 1) % size
        queue.at[row, 1] -= 1


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
            if item(law, t.ASKED_REQUEST, small[i, law[p.B_REQUEST] + k]) == item(law, t.P_REQUEST, desk):
                marks[number] = (
                    mixed(key_of(streams[t.ORDERS], i, d) ^ ORDER) if item(law, t.P_ORDER, desk) else np.uint64(number)
                )
                which[number] = at
                number += 1
        order = np.argsort(marks[:number]) if item(law, t.P_ORDER, desk) else np.arange(number)
        for at in order:
            while queue.at[row, 1] >= queue.people.shape[1]:
                queue = grown(queue)
            size = queue.people.shape[1]
            tail = (queue.at[row, 0] + queue.at[row, 1]) % size
            i, k = filed[which[at], 0], filed[which[at], 1]
            queue.people[row, tail], queue.place[row, tail], queue.filed[row, tail] = i, k, d
            words[i, law[p.W_FILED] + k] = d
            queue.at[row, 1] += 1
    return queue


@apart
def alike(law, words, small, due, low, high, d):
    """Everybody who is due on a day, those alike one after the other, each kind in the order of the people.

    What happens to one says what happens to the next, and the processor foresees it: a quarter of the time of a run.
    """
    found, many = np.empty(high - low + 1, np.int32), 0
    for start in range(low, high, STRIDE):
        anybody = False
        for i in range(start, min(start + STRIDE, high)):
            anybody |= due[i] <= d
        if anybody:
            for i in range(start, min(start + STRIDE, high)):
                found[many] = i
                many += due[i] <= d
    kinds, begins = np.empty(many, np.int16), np.zeros(KINDS + 1, np.int32)
    for at in range(many):
        i = found[at]
        kinds[at] = kind_of(law, words[i], small[i], d)
        begins[kinds[at] + 1] += 1
    for kind in range(KINDS):
        begins[kind + 1] += begins[kind]
    order = np.empty(many, np.int32)
    for at in range(many):
        order[begins[kinds[at]]] = found[at]
        begins[kinds[at]] += 1
    return order


@jit
def kind_of(law, w, b, d):
    """A number that is the same for people to whom the same is likely to happen today."""
    kind = b[p.STATE] * 37 ^ b[p.SITUATION] * 101 ^ b[p.FORM] * 13 ^ b[p.ROW] * 5 ^ b[p.ROW + law[p.SLOTS] // 2] * 3
    for k in range(law[p.REQUESTS]):
        kind ^= b[law[p.B_REQUEST] + k] * 23 ^ (w[law[p.W_FILED] + k] == DECIDED) * 211
    return kind % KINDS


@jit
def office_day(
    law, reals, streams, words, small, due, low, high, d, period, first, after, capacity, queue, filed, horizon, room, weights,
    diary, events, book, tally,
):  # fmt: skip
    """One day of one office: it decides; then everybody who is due lives the day; then today's requests line up."""
    over = 0
    for desk in range(first, after):
        serve(law, reals, streams, words, small, due, d, desk, desk - first, capacity[desk - first], queue)
    how_many = 0
    for begin in range(low, high, TOGETHER):
        for i in alike(law, words, small, due, begin, min(begin + TOGETHER, high), d):
            full, following, count = visit(
                law,
                reals,
                streams,
                words[i],
                small[i],
                i,
                d,
                period,
                first,
                after,
                horizon,
                room,
                weights,
                diary,
                events,
                book,
                tally,
            )
            over |= full
            due[i] = min(following, NEVER)
            for k in range(count):
                if (
                    of_form(law, t.FORM_REQUEST, room[k]) >= 0
                    and room[PLACES + k] >= 0
                    and small[i, law[p.B_REQUEST] + room[PLACES + k]] != 0
                ):
                    if how_many == filed.shape[0]:
                        more = np.empty((2 * how_many, 2), np.int64)
                        more[:how_many] = filed
                        filed = more
                    filed[how_many, 0], filed[how_many, 1] = i, room[PLACES + k]
                    how_many += 1
    if how_many > 0:
        filed[:how_many] = filed[np.argsort(filed[:how_many, 0], kind="mergesort")]
        queue = line_up(law, reals, streams, words, d, first, after, filed, how_many, small, queue)
    return over, queue, filed
