"""Lives through the kernel: scripted ones, told event by event, with a diary of what the law made of every day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from madoguchi.lab import layout as p
from madoguchi.lab import tables as t
from madoguchi.lab.compiling import kept_on_disk
from madoguchi.lab.day import live_day, next_day
from madoguchi.lab.days import NEVER
from madoguchi.lab.laying_out import LaidOut
from madoguchi.lab.layout import Layout
from madoguchi.lab.pointers import numbers_of
from madoguchi.lab.room import COLUMNS, FILLED, HAS_ROOM, LASTS, PLACES
from madoguchi.lab.sources import kernel_text
from madoguchi.lab.tables import of_form
from madoguchi.lab.whole_ways import room_for

Diary = NDArray[np.int32]
FULLEST = 4096
"""Rows that the diary of one life may have."""
MOST_REQUESTS = 256


@dataclass(frozen=True)
class Happening:
    """One event of a life: day and form by number, the last day that it gives (0: none), and which request it is about (-1:
    none)."""

    day: int
    form: int
    last: int = 0
    request: int = -1


def _compiled(sources: str) -> Any:
    """The way in for one life, for this text of the kernel."""

    def live_life(law, w, b, days, forms, lasts, requests, until, diary, room):
        """One life from its first event to day `until`: every day on which something happens or runs out. Returns an overflow."""
        assert len(sources) > 0
        law, w, b = numbers_of(law, ""), numbers_of(w, "words"), numbers_of(b, "small")
        diary, room = numbers_of(diary, "diary"), numbers_of(room, "room")
        places = np.zeros(MOST_REQUESTS, np.int64)
        for at in range(law[p.DAYS]):
            w[law[p.W_DAYS] + at] = NEVER
        over, at, day = 0, 0, days[0]
        while day <= until:
            count = 0
            while at + count < days.size and days[at + count] == day:
                request = requests[at + count]
                room[count], room[LASTS + count] = forms[at + count], lasts[at + count]
                room[PLACES + count] = places[request] if request >= 0 else -1
                for before in range(count):
                    if (
                        request >= 0
                        and requests[at + before] == request
                        and of_form(law, t.FORM_REQUEST, forms[at + before]) >= 0
                    ):
                        room[PLACES + count] = -2 - before
                count += 1
            full, tomorrow = live_day(law, w, b, day, count, room, diary)
            over |= full
            for k in range(count):
                if requests[at + k] >= 0 and of_form(law, t.FORM_REQUEST, forms[at + k]) >= 0:
                    places[requests[at + k]] = room[PLACES + k]
            at += count
            following = next_day(law, w, b, day, tomorrow, room)
            if at < days.size and days[at] < following:
                following = days[at]
            day = following
        return over

    return kept_on_disk(live_life)


@cache
def way_in() -> Any:
    """One life through the kernel, compiled when first asked for."""
    return _compiled(kernel_text())


def lived(
    laid: LaidOut, layout: Layout, happenings: Sequence[Happening], until: int
) -> tuple[int, Diary, Mapping[str, NDArray[Any]]]:
    """A life through the kernel: overflow, diary, and the person's row on the last day. Events in the order of the log."""
    w, b = np.zeros(layout.words, np.uint16), np.zeros(layout.bytes, np.uint8)
    diary, room = np.zeros((FULLEST, COLUMNS), np.int32), room_for(whole=laid.whole)
    room[HAS_ROOM] = FULLEST
    told = np.array([(h.day, h.form, h.last, h.request) for h in happenings], np.int64).reshape(-1, 4)
    law = laid.flat(layout)
    over = way_in()(law, w, b, *(np.ascontiguousarray(told[:, k]) for k in range(4)), until, diary.ravel(), room)
    return over, diary[: room[FILLED]], {"words": w, "bytes": b}
