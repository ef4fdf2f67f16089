"""Numbers in memory as the kernel sees them: where they begin, without a length and without counting references.

What nobody writes during a run has no mark: the compiler may keep what it has read. What is written has a mark that says whose
it is: numbers of two marks never share a place, so that writing one is no reason to read another again. Without this the kernel
reads every table anew after every number that it writes, and counts references more than it works. Whoever calls holds the
arrays, and answers for every place being inside them. As plain Python they are the arrays, as one row.
"""

import operator
from typing import Any

from llvmlite import ir  # type: ignore[import-untyped] # it has no types
from numba import config, types
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import intrinsic, lower_builtin, models, register_model


class Numbers(types.Type):  # type: ignore[misc] # numba has no types
    """Numbers of one kind; `mark`: whose they are, "" for those that nobody writes."""

    def __init__(self, dtype: Any, mark: str) -> None:
        self.dtype, self.mark = dtype, mark
        super().__init__(name=f"Numbers({dtype}, {mark})")


@register_model(Numbers)
class _Model(models.PrimitiveModel):  # type: ignore[misc] # numba has no types
    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, manager.lookup(kind.dtype).get_data_type().as_pointer())


@infer_global(operator.getitem)
class _Reads(AbstractTemplate):  # type: ignore[misc] # numba has no types
    def generic(self, args: Any, kws: Any) -> Any:
        numbers, at = args
        if not kws and isinstance(numbers, Numbers) and isinstance(at, types.Integer):
            return signature(numbers.dtype, numbers, types.intp)
        return None


@infer_global(operator.setitem)
class _Writes(AbstractTemplate):  # type: ignore[misc] # numba has no types
    def generic(self, args: Any, kws: Any) -> Any:
        numbers, at, _value = args
        if not kws and isinstance(numbers, Numbers) and isinstance(at, types.Integer):
            return signature(types.none, numbers, types.intp, numbers.dtype)
        return None


def _marked(builder: Any, access: Any, kind: Any) -> None:
    """Say to the compiler whose numbers are read or written."""
    module = builder.module
    if not kind.mark:
        access.set_metadata("invariant.load", module.add_metadata([]))
        return
    zero = ir.Constant(ir.IntType(64), 0)
    everything = module.add_metadata(["madoguchi"])
    theirs = module.add_metadata([kind.mark, everything, zero])
    access.set_metadata("tbaa", module.add_metadata([theirs, theirs, zero]))


@lower_builtin(operator.getitem, Numbers, types.Integer)  # type: ignore[untyped-decorator] # numba has no types
def _read(_context: Any, builder: Any, sig: Any, args: Any) -> Any:
    found = builder.load(builder.gep(args[0], [args[1]]))
    _marked(builder, found, sig.args[0])
    return found


@lower_builtin(operator.setitem, Numbers, types.Integer, types.Any)  # type: ignore[untyped-decorator] # numba has no types
def _write(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    numbers, at, value = args
    written = builder.store(value, builder.gep(numbers, [at]))
    _marked(builder, written, sig.args[0])
    return context.get_dummy_value()


@intrinsic(prefer_literal=True)  # type: ignore[untyped-decorator] # numba has no types
def _begins(_typing: Any, array: Any, mark: Any) -> Any:
    def written(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return context.make_array(sig.args[0])(context, builder, args[0]).data

    return Numbers(array.dtype, mark.literal_value)(array, mark), written


@intrinsic  # type: ignore[untyped-decorator] # numba has no types
def _part(_typing: Any, numbers: Any, begin: Any) -> Any:
    def written(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        at = context.cast(builder, args[1], sig.args[1], types.intp)
        return builder.gep(args[0], [at])

    return numbers(numbers, begin), written


def _one_after_the_other(array: Any, _mark: str) -> Any:
    return array.ravel()


def _rest(array: Any, begin: int) -> Any:
    return array[begin:]


numbers_of = _one_after_the_other if config.DISABLE_JIT else _begins
"""An array as the kernel's numbers. Who calls the kernel holds the array."""

part = _rest if config.DISABLE_JIT else _part
"""The numbers from a place on."""
