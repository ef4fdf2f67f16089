"""The laws of Korea, Spain and Italy in the kernel: what of them is laid out, and whether both engines say the same of every day.

Their claims are kept whole (`madoguchi/lab/whole.py`). So can be those of Japan, whose lives then have to come to the same.
"""

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

import pytest
from msgspec.structs import replace as with_values

from madoguchi.lab import shelf
from madoguchi.lab.days import number
from madoguchi.lab.laying_out import lay_out, lay_out_what_fits
from madoguchi.lab.replay import replayed
from madoguchi.lab.run import MOST_SLOTS, prepare, record_of, run
from madoguchi.lab.terms import LabError
from madoguchi.rules.shelf import vocabulary
from tests.lab.faults import WHOLE_FAULTS, Fault
from tests.lab.scripted import FIRST, LAST, Scripted, all_agree, every, japan, parting, shown, told, under_law
from tests.rules.invented import clock, law, months

pytestmark = pytest.mark.slow

LAWS = ("KR", "ES", "IT")
SOAKED = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
LIVES, PEOPLE, YEARS = 3_000, 1_000, 3
CHUNKS = range(20) if SOAKED else range(1)
FEW = 12_000
"""Lives among which one notices nearly every fault."""


def seldom(country: str) -> Iterator[Scripted]:
    """Lives that chance seldom writes: re-employment asked for after the seventh day before the end, when the law allowed it."""
    if country == "KR":
        came, last = dt.date(2011, 3, 1), dt.date(2014, 2, 28)
        asked = (dt.date(2014, 2, 25), "application.filed", {"for": "reemployment"}, None)
        yield told(under_law(country), dt.date(2014, 5, 1), (came, "entered", {"status": "kr_e9"}, last), asked)


DOCUMENTED = {"KR": {"kr.detention.cap", "kr.detention.release"}, "ES": set(), "IT": set()}
"""What the kernel cannot keep, with the reason in `docs/lab/README.md`."""


@pytest.mark.parametrize("country", LAWS)
def test_only_what_is_documented_is_left_out(country: str) -> None:
    assert {str(clause) for clause, _ in under_law(country).left_out} == DOCUMENTED[country]
    assert all(str(clause) in because for clause, because in under_law(country).left_out)


@pytest.mark.parametrize("chunk", CHUNKS)
@pytest.mark.parametrize("country", LAWS)
def test_scripted_lives_agree_on_every_day(country: str, chunk: int) -> None:
    on = under_law(country)
    all_agree(on, chunk * LIVES, (chunk + 1) * LIVES)
    assert not [parting(on, life) for life in seldom(country) if parting(on, life)]


@pytest.mark.parametrize("chunk", CHUNKS)
@pytest.mark.parametrize("country", LAWS)
def test_simulated_people_agree_on_every_day(country: str, chunk: int) -> None:
    scenario = with_values(shelf.scenario(f"{country.lower()}-decade"), people=PEOPLE, years=YEARS, seed=1 + chunk)
    files = shelf.practice(scenario.practice), shelf.behaviour(scenario.behaviour)
    prepared = prepare(scenario, *files, shelf.law_for(scenario), vocabulary())
    record = record_of(PEOPLE, 120 * PEOPLE)
    run(prepared, record=record)
    parted = replayed(prepared, record)
    assert not parted, f"{len(parted)} lives part; the first: {shown(prepared.laid, *parted[0])}"


def test_the_law_of_japan_kept_whole_says_what_the_quick_way_says() -> None:
    on = japan()
    laid = lay_out(on.law, on.laid.forms, number(FIRST), number(LAST), whole=True)
    assert laid.whole
    assert not on.laid.whole
    all_agree(replace(on, laid=laid, layout=laid.layout(slots=MOST_SLOTS, requests=6)), 0, LIVES)


# ------------------------------------------------------------------ faults that only these laws show


@pytest.mark.parametrize(
    ("country", "fault"), WHOLE_FAULTS, ids=lambda each: each.name.replace(" ", "-") if isinstance(each, Fault) else each
)
def test_a_fault_is_noticed(country: str, fault: Fault) -> None:
    on = under_law(country)
    other = fault.wrong(on)
    assert any(parting(on, life, other) for life in chain(seldom(country), every(on, 0, FEW)))


# ------------------------------------------------------------------ what is left out


def test_a_clause_that_cannot_be_kept_is_left_out_with_those_that_ask_for_its_day() -> None:
    named = clock(months(3), "by_today = true", 'exposes = "lawful_revocable"', 'name = "search_end"')
    asks = clock(months(1), 'needs = "search_end > today"', id_="job.second", rank=20)
    kept = clock(months(2), id_="job.third", rank=30)
    book = law(named, asks, kept)
    with pytest.raises(LabError, match="by_today"):
        lay_out(book, japan().laid.forms, number(FIRST), number(LAST))
    laid, left_out = lay_out_what_fits(book, japan().laid.forms, number(FIRST), number(LAST))
    assert [str(clause) for clause, _ in left_out] == ["xx.job.search", "xx.job.second"]
    assert "xx.job.third" in laid.book.law.clauses
    assert not {"xx.job.search", "xx.job.second"} & {str(clause) for clause in laid.book.law.clauses}
