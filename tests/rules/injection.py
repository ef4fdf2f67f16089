"""Putting one mistake into the engine for a while, and taking it out again.

This is the one place where our own code is replaced in a test: a mistake has to be made before anybody can notice it.
"""

import dataclasses
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import msgspec

from madoguchi.rules import built_in, clauses, engine, shelf, under
from madoguchi.rules.reader import read_book

Inject = Callable[[ExitStack], None]


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake: what it is called, and how it gets in."""

    name: str
    inject: Inject


def forget() -> None:
    """Forget everything that the engine remembers between questions."""
    for remembered in (engine.bench_of, built_in.readers_of, clauses.Clause.standing, clauses.Clause.version_on, under.under):
        remembered.cache_clear()


@contextmanager
def injected(fault: Fault) -> Iterator[None]:
    """The engine with one fault in it."""
    forget()
    with ExitStack() as stack:
        stack.callback(forget)
        fault.inject(stack)
        yield


KEPT = frozenset({"tests.rules.injection", "tests.rules.mistakes"})
"""Modules that keep the right function, because they call it from the wrong one."""


def ours() -> list[Any]:
    """Every module of the house and of its tests that is loaded."""
    return [
        module for name, module in list(sys.modules.items()) if name.startswith(("madoguchi.", "tests.")) and module is not None
    ]


def swap(stack: ExitStack, original: object, other: object) -> None:
    """Put `other` wherever a module calls `original` by name."""
    for module in ours():
        for name, value in list(vars(module).items()):
            if value is original and module.__name__ not in KEPT:
                setattr(module, name, other)
                stack.callback(setattr, module, name, original)


def swap_method(stack: ExitStack, owner: type, name: str, other: object) -> None:
    """Put another method or property into a class."""
    original = owner.__dict__[name]
    setattr(owner, name, other)
    stack.callback(setattr, owner, name, original)


def swap_words(stack: ExitStack, file: str, right: str, wrong: str) -> None:
    """Read the law of Japan with one line of a rule file written differently."""
    texts = shelf._texts("jp") | shelf._texts("vn")
    path = f"texts/jp/{file}"
    assert right in texts[path], f"{right!r} does not stand in {path}"
    texts[path] = texts[path].replace(right, wrong)
    book = read_book("JP", texts, shelf.vocabulary())
    swap(stack, shelf.law_of("JP"), book)
    swap(stack, shelf.law_of, lambda _country: book)


def replace(value: Any, **fields: Any) -> Any:
    """The same value with other fields."""
    if isinstance(value, msgspec.Struct):
        return msgspec.structs.replace(value, **fields)
    return dataclasses.replace(value, **fields)
