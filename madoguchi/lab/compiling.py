"""How the kernel is compiled: once for every law, and kept on disk."""

from collections.abc import Callable
from typing import Any

from numba import njit

jit = njit(error_model="numpy", forceinline=True)
"""How the parts of the kernel are compiled: into whoever calls them. Handing a dozen things over takes longer than most parts."""

apart = njit(error_model="numpy")
"""Parts that are called from many places, or seldom: compiled once, called from everywhere."""


def kept_on_disk(function: Callable[..., Any]) -> Any:
    """A way into the kernel, compiled once and kept on disk.

    What is kept is found again by the function and by what it closes over, not by the parts that it calls: so a way in closes
    over the text of the whole kernel (`sources.kernel_text`), and another kernel is another function.
    """
    return njit(cache=True, error_model="numpy")(function)
