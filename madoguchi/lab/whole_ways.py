"""The ways through a day where claims are kept whole, compiled on their own and called by the place where they begin.

A part that is compiled into its callers is worked over again with each of them, and what is kept whole is as much again as all
the rest. So nobody waits for it who runs a law that needs it not, and whoever does has it compiled once for all ways in.
"""

from functools import cache
from typing import Any

import numpy as np
from llvmlite import ir  # type: ignore[import-untyped] # it has no types
from numba import cfunc, config, types
from numba.extending import intrinsic
from numpy.typing import NDArray

from madoguchi.lab.compiling import jit, worked_over_once
from madoguchi.lab.pointers import Numbers
from madoguchi.lab.room import ROOM, WHOLE_DAY, WHOLE_NEXT
from madoguchi.lab.sources import kernel_text
from madoguchi.lab.whole_day import live_whole_day, whole_next

PERSON = (Numbers(types.int32, ""), Numbers(types.uint16, "words"), Numbers(types.uint8, "small"))
"""The tables, and a person's two rows."""
OF_DAY = types.int64(*PERSON, types.int64, types.int64, Numbers(types.int64, "room"), Numbers(types.int32, "diary"))
OF_NEXT = types.int64(*PERSON, types.int64, types.boolean)


@cache
def _ways(sources: str) -> tuple[Any, Any]:
    """Both ways, for this text of the kernel; kept on disk."""

    def a_day(law, w, b, d, n, room, diary):
        """What `live_whole_day` returns, in one number."""
        assert len(sources) > 0
        over, tomorrow = live_whole_day(law, w, b, d, n, room, diary)
        return over * 2 + tomorrow

    def a_next_day(law, w, b, d, tomorrow):
        assert len(sources) > 0
        return whole_next(law, w, b, d, tomorrow)

    kept = {"cache": True, "error_model": "numpy"}
    with worked_over_once():
        return cfunc(OF_DAY, **kept)(a_day), cfunc(OF_NEXT, **kept)(a_next_day)


def room_for(*, whole: bool) -> NDArray[np.int64]:
    """Room for days under a law, with the ways through them where it keeps claims whole."""
    room = np.zeros(ROOM, np.int64)
    if whole and not config.DISABLE_JIT:
        room[WHOLE_DAY], room[WHOLE_NEXT] = (way.address for way in _ways(kernel_text()))
    return room


def _call_of(form: Any) -> Any:
    """A call of what begins at a place in memory: what it takes and gives, and the machine's words for it."""

    def written(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        takes = [context.get_value_type(each) for each in sig.args[1:]]
        begins = ir.FunctionType(context.get_value_type(sig.return_type), takes).as_pointer()
        return builder.call(builder.inttoptr(args[0], begins), args[1:])

    return form.return_type(types.int64, *form.args), written


@intrinsic
def _day_at(_typing: Any, place: Any, law: Any, w: Any, b: Any, d: Any, n: Any, room: Any, diary: Any) -> Any:
    return _call_of(OF_DAY)


@intrinsic
def _next_at(_typing: Any, place: Any, law: Any, w: Any, b: Any, d: Any, tomorrow: Any) -> Any:
    return _call_of(OF_NEXT)


@jit
def _whole_day(law, w, b, d, n, room, diary):
    """`live_whole_day`, called."""
    found = _day_at(room[WHOLE_DAY], law, w, b, d, n, room, diary)
    return found >> 1, found & 1 != 0


@jit
def _next_whole_day(law, w, b, d, tomorrow, room):
    """`whole_next`, called."""
    return _next_at(room[WHOLE_NEXT], law, w, b, d, tomorrow)


def _plain_next(law: Any, w: Any, b: Any, d: Any, tomorrow: Any, _room: Any) -> Any:
    return whole_next(law, w, b, d, tomorrow)


whole_day = live_whole_day if config.DISABLE_JIT else _whole_day
"""The day of somebody whose claims are kept whole. Returns (overflow, whether tomorrow must be looked at)."""
next_whole_day = _plain_next if config.DISABLE_JIT else _next_whole_day
"""The next day to look at them."""
