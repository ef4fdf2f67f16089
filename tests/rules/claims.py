"""A compact set of claims about the rules: scripted lives on the edges, every worked case, and three short property runs.

The fault list asks which of them notice a mistake. Each claim is a function that raises where it does not hold.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import ModuleType

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from madoguchi.rules.check import check_case
from madoguchi.rules.shelf import law_of, vocabulary
from tests.law.reading import FILES, case
from tests.rules import (
    test_bars,
    test_clocks,
    test_edges,
    test_receipts,
    test_routes,
    test_searches,
    test_stays,
    test_sums,
    test_under,
    test_waiting,
)
from tests.rules.strategies import NOT_ROUTINE, boundary_lives, gaps
from tests.rules.test_properties import test_what_has_not_happened_yet_changes_nothing as not_yet
from tests.rules.test_properties import test_what_was_seen_on_a_day_depends_on_nothing_later as prefix
from tests.rules.test_properties_of_answers import test_telling_more_never_turns_an_answer_round as telling_more

Claim = Callable[[], object]
SCRIPTED: tuple[ModuleType, ...] = (
    test_edges,
    test_stays,
    test_clocks,
    test_routes,
    test_sums,
    test_bars,
    test_under,
    test_waiting,
    test_receipts,
    test_searches,
)

SHORT = settings(
    max_examples=25,
    database=None,
    derandomize=True,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def agrees(name: str) -> None:
    """One worked case agrees with the law book."""
    told = case(name)
    assert check_case(told, law_of(told.country), vocabulary()) == []


def scripted() -> Iterator[tuple[str, Claim]]:
    """Tests that tell one life: those that take nothing and are not drawn."""
    for module in SCRIPTED:
        for name, test in inspect.getmembers(module, inspect.isfunction):
            if name.startswith("test_") and not inspect.signature(test).parameters and not hasattr(test, "hypothesis"):
                yield name.removeprefix("test_").replace("_", " "), test


def drawn() -> Iterator[tuple[str, Claim]]:
    """Short runs of three properties over lives that look for trouble."""
    inner = prefix.hypothesis.inner_test  # type: ignore[attr-defined]
    yield "what was seen on a day depends on nothing later", SHORT(given(boundary_lives(), st.sampled_from(gaps()))(inner))
    inner = not_yet.hypothesis.inner_test  # type: ignore[attr-defined]
    yield "what has not happened yet changes nothing", SHORT(given(boundary_lives(), st.data())(inner))
    inner = telling_more.hypothesis.inner_test  # type: ignore[attr-defined]
    yield (
        "telling more never turns an answer round",
        SHORT(given(boundary_lives(), st.sampled_from(NOT_ROUTINE), st.data())(inner)),
    )


def claims() -> Mapping[str, Claim]:
    """All claims by name, the quickest first."""
    cases = ((f"case {file.stem} agrees", partial(agrees, file.stem)) for file in FILES)
    return dict((*scripted(), *cases, *drawn()))


def noticing(found: Mapping[str, Claim]) -> Iterator[str]:
    """The claims that do not hold at the moment. A crash is no claim: it means that the fault is badly made."""
    for name, claim in found.items():
        try:
            claim()
        except AssertionError:
            yield name
