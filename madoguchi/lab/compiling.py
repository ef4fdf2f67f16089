"""How the kernel is compiled: once for every law, and kept on disk."""

from collections.abc import Callable
from typing import Any

from numba import carray, config, njit
from numba.core import cgutils, types
from numba.extending import intrinsic

jit = njit(error_model="numpy", forceinline=True)
"""How the parts of the kernel are compiled: into whoever calls them. Handing a dozen arrays over costs more than most parts
do."""

apart = njit(error_model="numpy")
"""Parts that are called from many places, or seldom: compiled once, called from everywhere."""


def kept_on_disk(function: Callable[..., Any]) -> Any:
    """A way into the kernel, compiled once and kept on disk.

    What is kept is found again by the function and by what it closes over, not by the parts that it calls: so a way in closes
    over
    the text of the whole kernel (`sources.kernel_text`), and another kernel is another function.
    """
    return njit(cache=True, error_model="numpy")(function)


@intrinsic
def _pointer(_typing: Any, address: Any) -> Any:  # noqa: ARG001 - the name is the argument of the compiled function
    """A whole number as the place in memory that it names."""

    def written(_context: Any, builder: Any, _signature: Any, args: Any) -> Any:
        return builder.inttoptr(args[0], cgutils.voidptr_t)

    return types.voidptr(types.intp), written


@jit
def _bare(array: Any) -> Any:
    return carray(_pointer(array.ctypes.data), array.shape, array.dtype)


def _itself(array: Any) -> Any:
    return array


bare = _itself if config.DISABLE_JIT else _bare
"""The same numbers as an array that nobody counts references to; as plain Python, the array itself.

Counting costs the kernel more than its work: two locked additions for every array of every call. Who calls holds the arrays.
"""
