"""How the kernel is compiled: each part worked over once, in the way that calls it, and nobody else's code treated like that."""

from collections.abc import Callable
from typing import Any

import pytest
from numba import config, njit
from numba.core.codegen import CPUCodeLibrary

from madoguchi.lab import compiling


@pytest.fixture
def worked_over(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of what the compiler works over in full."""
    names: list[str] = []
    work_over: Callable[[Any], None] = CPUCodeLibrary._optimize_final_module

    def noted(library: Any) -> None:
        names.append(library.name)
        work_over(library)

    monkeypatch.setattr(CPUCodeLibrary, "_optimize_final_module", noted)
    return names


def a_way_in(part: Any) -> Any:
    """A way in that calls a part."""

    def first_and_last(n: int) -> int:
        return part(n) + 1  # type: ignore[no-any-return] # compiled parts have no types

    return njit(first_and_last)


@pytest.mark.skipif(bool(config.DISABLE_JIT), reason="plain Python compiles nothing")
def test_a_part_is_worked_over_in_the_way_that_calls_it_and_not_before(worked_over: list[str]) -> None:
    def doubled_part(n: int) -> int:
        return 2 * n

    way = a_way_in(compiling.jit(doubled_part))
    with compiling.worked_over_once():
        assert way(20) == 41
    assert [name for name in worked_over if "doubled_part" in name] == []
    assert [name for name in worked_over if "first_and_last" in name]


@pytest.mark.skipif(bool(config.DISABLE_JIT), reason="plain Python compiles nothing")
def test_what_is_no_part_of_the_kernel_is_compiled_as_ever(worked_over: list[str]) -> None:
    @njit
    def nobodys(n: int) -> int:
        return 3 * n

    with compiling.worked_over_once():
        assert a_way_in(nobodys)(20) == 61
    assert [name for name in worked_over if "nobodys" in name]


def test_afterwards_everything_is_as_it_was() -> None:
    before = CPUCodeLibrary._optimize_final_module, config.LOOP_VECTORIZE, config.SLP_VECTORIZE
    with pytest.raises(ZeroDivisionError), compiling.worked_over_once():
        raise ZeroDivisionError
    assert (CPUCodeLibrary._optimize_final_module, config.LOOP_VECTORIZE, config.SLP_VECTORIZE) == before
