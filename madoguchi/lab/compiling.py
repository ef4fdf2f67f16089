"""How the kernel is compiled: once for every law, and kept on disk."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from numba import config, njit
from numba.core.codegen import CPUCodeLibrary

_PARTS: set[str] = set()
"""The names of all parts of the kernel, as numba calls what it makes of them."""


def jit(function: Callable[..., Any]) -> Any:
    """A part compiled into whoever calls it, as most are. Handing a dozen things over takes longer than most parts."""
    _PARTS.add(function.__qualname__)
    return njit(error_model="numpy", forceinline=True)(function)


def apart(function: Callable[..., Any]) -> Any:
    """A part that is called from many places, or seldom: compiled once, called from everywhere."""
    _PARTS.add(function.__qualname__)
    return njit(error_model="numpy")(function)


def kept_on_disk(function: Callable[..., Any]) -> Any:
    """A way into the kernel, compiled at the first call and kept on disk.

    What is kept is found again by the function and by what it closes over, not by the parts that it calls: so a way in closes
    over the text of the whole kernel (`sources.kernel_text`), and another kernel is another function.
    """
    way_in = njit(cache=True, error_model="numpy")(function)

    def called(*given: Any) -> Any:
        if config.DISABLE_JIT or way_in.signatures:
            return way_in(*given)
        with worked_over_once():
            return way_in(*given)

    return called


@contextmanager
def worked_over_once() -> Iterator[None]:
    """The compiler works over a way into the kernel as a whole, and not each of its parts before: half the time, the same speed.

    Without numbers side by side: a person has a handful of slots, and loops made ready for more take longer than they save.
    Neither is an option of numba: see decision 49, which also says what happens if numba changes.
    """
    work_over, loops, rows = CPUCodeLibrary._optimize_final_module, config.LOOP_VECTORIZE, config.SLP_VECTORIZE

    def ways_only(library: Any) -> None:
        if library.name not in _PARTS:
            work_over(library)

    CPUCodeLibrary._optimize_final_module = ways_only
    config.LOOP_VECTORIZE = config.SLP_VECTORIZE = 0
    try:
        yield
    finally:
        CPUCodeLibrary._optimize_final_module = work_over
        config.LOOP_VECTORIZE, config.SLP_VECTORIZE = loops, rows
