"""Conditions of the law, laid out for the kernel, say the same of a life as the interpreter says of it."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from madoguchi.lab.asking import truth
from madoguchi.lab.conditions import Programs, condition
from madoguchi.lab.days import day_of, number
from madoguchi.lab.forms import Forms, form, numbered
from madoguchi.lab.laying_out import LaidOut, lay_out, programs_done
from madoguchi.lab.lives import lived
from madoguchi.lab.remembered import Memory
from madoguchi.lab.replay import life_of
from madoguchi.lab.terms import LabError
from madoguchi.rules.engine import bench_of
from madoguchi.rules.expression import Test
from madoguchi.rules.history import History
from madoguchi.rules.inquiry import Inquiry
from madoguchi.rules.kinds import Route
from tests.lab.faults import kept_after_entry
from tests.lab.scripted import FIRST, LAST, WORDS, every, japan

pytestmark = pytest.mark.slow

LIVES = 1_500
ON_ITS_DAY = frozenset({"status_at_claim"})
"""Names that the kernel answers on the day of the filing only, when clocks ask."""
TRUTHS = {False: 0, True: 1, None: 2}


def asked_in(version: object) -> Iterator[Test]:
    """The conditions of a version: its own, those of its lengths and cases, and those of a route."""
    for name in ("needs", "when", "unless"):
        if isinstance(found := getattr(version, name, None), Test):
            yield found
    for case in (*getattr(version, "lengths", ()), *getattr(version, "cases", ())):
        if case.when is not None:
            yield case.when
    if isinstance(version, Route):
        yield from (need.when for need in version.needs)


@cache
def laid_with_all() -> tuple[LaidOut, dict[int, Test]]:
    """The law of Japan with a program for every condition that the kernel can keep."""
    on = japan()
    forms: Forms = on.laid.forms
    programs = Programs(Memory(forms))
    laid = lay_out(on.law, forms, number(FIRST), number(LAST), programs)
    found: dict[int, Test] = {}
    for clause in on.law.clauses.values():
        for version in clause.versions:
            for test in asked_in(version):
                if test.names & ON_ITS_DAY:
                    continue
                try:
                    found[programs.add(test, clause.id)] = test
                except LabError:
                    continue  # a name that is not kept; routes read it as not known
    return programs_done(laid), found


def answers(laid: LaidOut, programs: dict[int, Test], lives: int) -> Iterator[tuple[int, int, int, str]]:
    """Every answer to every condition on the day after a life: program, kernel, interpreter, and what to say of it."""
    layout = laid.layout(slots=30, requests=6)
    law = laid.flat(layout)
    for life in every(japan(), 0, lives):
        _, _, row = lived(laid, layout, life.happenings, life.until)
        told = life_of(laid, "JP", life.happenings)
        day = life.until + 1  # what was lost on the last day is lost
        look = Inquiry(bench_of(japan().law, WORDS), History(told, WORDS), day_of(day)).look(day_of(day))
        for program, test in programs.items():
            kernel = int(truth(law, row["words"], row["bytes"], day, program))
            yield program, kernel, TRUTHS[test.holds(look)], f"life {life.number}: {test.text}"


def test_every_condition_says_the_same_in_both_engines() -> None:
    laid, programs = laid_with_all()
    assert len(programs) > 60
    seen: dict[int, set[int]] = {program: set() for program in programs}
    for program, kernel, interpreter, where in answers(laid, programs, LIVES):
        assert kernel == interpreter, f"{where}: {kernel} and {interpreter}"
        seen[program].add(kernel)
    assert sum(len(truths) > 1 for truths in seen.values()) > len(programs) / 2  # most of them say yes and no


def test_marks_of_this_stay_that_are_kept_after_an_entry_are_noticed() -> None:
    laid, programs = laid_with_all()
    wrong = replace(laid, law=laid.law._replace(**kept_after_entry(laid.law)))
    assert any(kernel != interpreter for _, kernel, interpreter, _ in answers(wrong, programs, LIVES))


def test_programs_with_one_text_are_one_program() -> None:
    programs = Programs(Memory(japan().laid.forms))
    test = condition("status == jp_student and left_school", WORDS)
    assert programs.add(test, "here") == programs.add(condition(test.text, WORDS), "there")
    assert programs.add(None, "here") == -1


def test_what_the_kernel_does_not_keep_is_refused_with_the_clause() -> None:
    programs = Programs(Memory(numbered([form("departed")], WORDS)))
    for text in ("age >= 18", "summary in irregular_states"):
        with pytest.raises(LabError, match=r"xx\.clause"):
            programs.add(condition(text, WORDS), "xx.clause")
    assert programs.add(condition("age >= 18", WORDS), "xx.clause", lenient=True) >= 0


def test_a_condition_that_is_nested_too_deeply_is_refused() -> None:
    programs = Programs(Memory(numbered([form("departed")], WORDS)))
    text = "left_school"
    for _ in range(17):
        text = f"job_ended and ({text})"
    with pytest.raises(LabError, match="nested too deeply"):
        programs.add(condition(text, WORDS), "xx.clause")


def test_several_conditions_hold_where_all_hold() -> None:
    on = japan()
    programs = Programs(Memory(on.laid.forms))
    laid = lay_out(on.law, on.laid.forms, number(FIRST), number(LAST), programs)
    texts = ("left_school", "job_ended", "age >= 18")
    both = programs.all_of([condition(text, WORDS) for text in texts[:2]], "here")
    unknown = programs.all_of([condition(text, WORDS) for text in texts], "here")
    assert programs.all_of([], "here") == -1
    laid = programs_done(laid)
    layout = laid.layout(slots=4, requests=1)
    law, words, small = laid.flat(layout), np.zeros(layout.words, np.uint16), np.zeros(layout.bytes, np.uint8)
    assert [int(truth(law, words, small, 20_000, program)) for program in (both, unknown, -1)] == [0, 0, 1]
