"""Counting what two runs of letters have in common."""

from hypothesis import given
from hypothesis import strategies as st

from madoguchi.names import alike

RUNS = st.text(alphabet="abcde", max_size=12)


def slow_common(a: str, b: str) -> int:
    """The same by the book: a table of all beginnings."""
    row = [0] * (len(b) + 1)
    for one in a:
        above = row[:]
        for place, other in enumerate(b, start=1):
            row[place] = above[place - 1] + 1 if one == other else max(above[place], row[place - 1])
    return row[-1]


@given(RUNS, RUNS)
def test_the_fast_count_is_the_count_by_the_book(a: str, b: str) -> None:
    assert alike.common(a, b) == slow_common(a, b)
    if a or b:
        assert alike.ratio(a, b) == 2 * slow_common(a, b) / (len(a) + len(b))


@given(RUNS, RUNS)
def test_a_trace_names_places_of_the_same_letters_in_order(a: str, b: str) -> None:
    pairs = alike.trace(a, b)
    assert len(pairs) == slow_common(a, b)
    assert all(a[i] == b[j] for i, j in pairs)
    assert pairs == sorted(pairs)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)


def test_two_empty_runs_are_the_same() -> None:
    assert alike.ratio("", "") == 1.0
