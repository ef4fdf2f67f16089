"""Conditions as short programs of whole numbers: the same trees that the interpreter reads, laid out for the kernel.

A program works on a stack of truths (no, yes, not known). It runs only when something happens, never day by day.
"""

import ast
import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from madoguchi.lab.days import number
from madoguchi.lab.remembered import FIRST_VALUE, NO, UNKNOWN, YES, Keep, Memory, code_of
from madoguchi.lab.terms import LabError
from madoguchi.rules.expression import Scope, Test
from madoguchi.rules.terms import Value
from madoguchi.rules.words import NameWord, Vocabulary


class Op(IntEnum):
    """What a step of a program does."""

    SAY = 0
    """a truth that is the same for everybody"""
    BIT = 1
    """whether a remembered bit is set"""
    WORD_TRUTH = 2
    """a remembered yes or no; `b`: what it is before anything is told"""
    WORD_IN = 3
    """whether a remembered word is in set `b`; `c`: the truth before anything is told"""
    NUMBER = 4
    """how a remembered number compares with `b`; `c`: comparison"""
    DAY = 5
    """how a remembered day compares with day `b`; `c`: comparison"""
    STATUS_IN = 6
    """whether the status held is in set `b`"""
    LAST_STATUS_IN = 7
    """whether the last status held is in set `b`"""
    PERMIT_UNTIL = 8
    """how the last day of the last permission compares with day `b`; `c`: comparison"""
    TODAY = 9
    """how the day itself compares with day `b`; `c`: comparison"""
    LONG_PERIOD = 10
    """whether the period granted is longer than 30 days"""
    STATUS_HELD = 11
    """whether a permission covers the day"""
    SIDE_WORK = 12
    """whether a permission for work beside the status covers the day"""
    REQUEST_OPEN = 13
    """whether a request of set `b` waits"""
    DAY_NAMED = 15
    """how the day of a named window compares with day `b`; `c`: comparison"""
    LEFT = 16
    """how what is left of a bound compares with `b`; `c`: comparison"""
    DAYS = 14
    """how two days compare: `a` and `b` say which, `c`: comparison"""
    NOT = 20
    AND = 21
    OR = 22
    SURELY = 23
    """what is not known is no"""


COMPARISONS = {ast.Eq: 0, ast.NotEq: 1, ast.Lt: 2, ast.LtE: 3, ast.Gt: 4, ast.GtE: 5}
MIRRORED = {0: 0, 1: 1, 2: 4, 3: 5, 4: 2, 5: 3}

STUDENT, DEPENDENT = "jp_student", "jp_dependent"
"""As in `rules/built_in.py`: the activity of a student is school, and a dependant has none that can end."""

BOOL_BUILT_IN = {"period_over_30_days": Op.LONG_PERIOD, "status_at_claim": Op.STATUS_HELD, "side_work_held": Op.SIDE_WORK}
DAY_BUILT_IN = {"permit_until": Op.PERMIT_UNTIL, "today": Op.TODAY}
TODAY_ITSELF, PERMIT_END, NEVER_HAPPENED, NOT_PARTED = -1, -2, -3, -4
DAYS_OF = {"today": TODAY_ITSELF, "permit_until": PERMIT_END}
"""Days that are no remembered ones, in a comparison of two."""
STATUS_BUILT_IN = {"status": Op.STATUS_IN, "last_status": Op.LAST_STATUS_IN}

Step = tuple[int, int, int, int]
DEEPEST = 16


@dataclass
class Programs:
    """All programs of a run, one after the other, and the sets of words that they ask about."""

    memory: Memory
    steps: list[Step] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    sets: dict[frozenset[int], int] = field(default_factory=dict)
    same: dict[tuple[str, bool], int] = field(default_factory=dict)

    def add(self, test: Test | None, where: str, *, lenient: bool = False) -> int:
        """The number of the program of a condition; -1 for none. `lenient`: names that the lab does not keep read as not
        known."""
        if test is None:
            return -1
        key = (test.text, lenient)
        if key not in self.same:
            steps = list(_Compiler(self, where, lenient=lenient).steps(test.tree))
            if _depth(steps) > DEEPEST:
                raise LabError(f"{where}: the condition {test.text!r} is nested too deeply for the lab")
            self.same[key] = len(self.starts) - 1
            self.steps += steps
            self.starts.append(len(self.steps))
        return self.same[key]

    def unless(self, needs: Test | None, unless: Test | None, where: str) -> int:
        """One program that holds where the first condition holds and the second does not surely hold; -1 for neither."""
        first, second = self.add(needs, where), self.add(unless, where)
        if second < 0:
            return first
        steps = [*self.steps[self.starts[second] : self.starts[second + 1]], (Op.SURELY, 0, 0, 0), (Op.NOT, 0, 0, 0)]
        if first >= 0:
            steps = [*self.steps[self.starts[first] : self.starts[first + 1]], *steps, (Op.AND, 0, 0, 0)]
        self.steps += steps
        self.starts.append(len(self.steps))
        return len(self.starts) - 2

    def all_of(self, tests: Iterable[Test], where: str) -> int:
        """One program that holds where all hold; names that the lab does not keep read as not known. -1 for none."""
        programs = [self.add(test, where, lenient=True) for test in tests]
        if not programs:
            return -1
        steps: list[Step] = []
        for place, program in enumerate(programs):
            steps += self.steps[self.starts[program] : self.starts[program + 1]]
            steps += [(Op.AND, 0, 0, 0)] if place else []
        self.steps += steps
        self.starts.append(len(self.steps))
        return len(self.starts) - 2

    def set_of(self, codes: Iterable[int]) -> int:
        """The number of a set of codes."""
        return self.sets.setdefault(frozenset(codes), len(self.sets))

    def arrays(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.bool_]]:
        """Steps (op, a, b, c), where each program starts, and the sets as rows of 256 codes."""
        sets = np.zeros((max(len(self.sets), 1), 256), np.bool_)
        for codes, row in self.sets.items():
            sets[row, sorted(codes)] = True
        return np.array(self.steps, np.int32).reshape(-1, 4), np.array(self.starts, np.int32), sets


def _depth(steps: Iterable[Step]) -> int:
    deepest = depth = 0
    for op, *_ in steps:
        depth += -1 if op in (Op.AND, Op.OR) else 0 if op in (Op.NOT, Op.SURELY) else 1
        deepest = max(deepest, depth)
    return deepest


def truth_code(value: Value | None) -> int:
    """A yes or no as a code."""
    return UNKNOWN if value is None else YES if value else NO


def status_code(status: str | None, words: Vocabulary) -> int:
    """The code of a status; 1 where it is not told."""
    return code_of(status, "status", words)


class _Compiler:
    """One condition into steps."""

    def __init__(self, programs: Programs, where: str, *, lenient: bool) -> None:
        self.programs, self.where, self.lenient = programs, where, lenient
        self.memory = programs.memory
        self.words = programs.memory.forms.words

    def steps(self, node: ast.expr) -> list[Step]:
        match node:
            case ast.BoolOp(op=op, values=values):
                joined = self.steps(values[0])
                for value in values[1:]:
                    joined += [*self.steps(value), (Op.AND if isinstance(op, ast.And) else Op.OR, 0, 0, 0)]
                return joined
            case ast.UnaryOp(operand=operand):
                return [*self.steps(operand), (Op.NOT, 0, 0, 0)]
            case ast.Name(id=name):
                return self._kept(name, self._truth)
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return self._compare(left, op, right)
        raise LabError(f"{self.where}: {ast.unparse(node)!r} is nothing that the lab can ask")

    def _kept(self, name: str, make: Callable[[str], list[Step]]) -> list[Step]:
        try:
            return make(name)
        except LabError as wrong:
            if self.lenient:
                return [(Op.SAY, UNKNOWN, 0, 0)]
            raise LabError(f"{self.where}: {wrong}") from wrong

    # -------------------------------------------------------------- a name that is a yes or no

    def _truth(self, name: str) -> list[Step]:
        if name in BOOL_BUILT_IN:
            return [(BOOL_BUILT_IN[name], 0, 0, 0)]
        if name == "activity_ended":
            return self._activity_ended()
        word = self.words.names.get(name)
        if word is not None and word.how in ("open_request", "surely", "told"):
            return self._worked_out(word)
        place = self.memory.place(name)
        match place.keep:
            case Keep.SAME:
                return [(Op.SAY, truth_code(place.untold), 0, 0)]
            case Keep.BIT:
                return [(Op.BIT, place.at, truth_code(place.untold), 0)]
            case Keep.WORD:
                return [(Op.WORD_TRUTH, place.at, truth_code(place.untold), 0)]
        raise LabError(f"{name!r} is not a yes or no")

    def _worked_out(self, word: NameWord) -> list[Step]:
        """A name that other names answer, or the requests that wait."""
        if word.how == "surely":
            return [*self.steps(condition(word.row["when"], self.words).tree), (Op.SURELY, 0, 0, 0)]
        if word.how == "told":
            return self._told(word)
        if word.row.get("answered_by"):
            raise LabError(f"the lab does not keep the name {word.name!r}, which other events than a decision answer")
        codes = [sorted(self.words.lists["request"]).index(request) for request in word.row["requests"]]
        return [(Op.REQUEST_OPEN, 0, self.programs.set_of(codes), 0)]

    def _told(self, word: NameWord) -> list[Step]:
        """A yes or no told as such (nobody tells facts to the lab), or read from a word."""
        other, yes, no = word.row["word"], word.row["yes"], word.row["no"]
        type_ = self._type(other)
        said = self._in(other, type_, set(yes))
        known = self._in(other, type_, {*yes, *no})
        # said yes, or (neither yes nor no, and so not known)
        return [*said, *known, (Op.NOT, 0, 0, 0), (Op.SAY, UNKNOWN, 0, 0), (Op.AND, 0, 0, 0), (Op.OR, 0, 0, 0)]

    def _activity_ended(self) -> list[Step]:
        """As `rules/built_in.py` works it out: stopped; or, by status, school left or work ended."""
        student = self._status_in({STUDENT}, Op.STATUS_IN)
        dependent = self._status_in({DEPENDENT}, Op.STATUS_IN)
        told = [(Op.STATUS_IN, 0, self.programs.set_of(range(FIRST_VALUE, 256)), 2)]
        left, over = self._truth("left_school"), self._truth("job_ended")
        by_school = [*student, *left, (Op.AND, 0, 0, 0)]
        by_work = [*over, *told, (Op.NOT, 0, 0, 0), *left, (Op.AND, 0, 0, 0), (Op.OR, 0, 0, 0)]
        others = [*student, *dependent, (Op.OR, 0, 0, 0), (Op.NOT, 0, 0, 0), *by_work, (Op.AND, 0, 0, 0)]
        # A status that is not known is neither student nor dependant here: the interpreter asks for equality.
        others = [(op, a, b, 2) if op == Op.STATUS_IN else (op, a, b, c) for op, a, b, c in others]
        by_school = [(op, a, b, 2) if op == Op.STATUS_IN else (op, a, b, c) for op, a, b, c in by_school]
        return [*self._truth("activity_stopped"), *by_school, (Op.OR, 0, 0, 0), *others, (Op.OR, 0, 0, 0)]

    # -------------------------------------------------------------- comparisons

    def _compare(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> list[Step]:
        if isinstance(op, ast.In | ast.NotIn):
            steps = self._within(left, right)
            return [*steps, (Op.NOT, 0, 0, 0)] if isinstance(op, ast.NotIn) else steps
        compare = COMPARISONS[type(op)]
        if not self._is_name(left):
            left, right, compare = right, left, MIRRORED[compare]
        assert isinstance(left, ast.Name)
        name = left.id
        if self._is_name(right) or (isinstance(right, ast.Name) and self._type(name) == "date"):
            assert isinstance(right, ast.Name)
            other = right.id
            if self._type(name) != "date":
                return self._kept(name, lambda _name: self._unkept(f"{name} beside another name"))
            return self._kept(name, lambda name: [(Op.DAYS, *self._two_days(name, other), compare)])
        return self._kept(name, lambda name: self._with_literal(name, compare, right))

    def _two_days(self, first: str, second: str) -> tuple[int, int]:
        """Which days are compared. Two days of events compare by their place in the log, which the lab does not keep."""
        found, events = [], 0
        for name in (first, second):
            if name in DAYS_OF:
                found.append(DAYS_OF[name])
                continue
            place = self.memory.place(name)
            word = self.words.names.get(name)
            events += word is not None and word.how in ("last_day", "first_day")
            if place.keep not in (Keep.DAY, Keep.WINDOW):
                self._unkept(f"{first} with {second}")
            found.append(place.at if place.at >= 0 else NEVER_HAPPENED)
        if events > 1:
            self._unkept(f"{first} with {second}, two days of events")
        return found[0], found[1]

    def _unkept(self, what: str) -> list[Step]:
        raise LabError(f"the lab does not compare {what}")

    def _is_name(self, node: ast.expr) -> bool:
        named = (self.words.names, self.words.facts, self.memory.clauses)
        return isinstance(node, ast.Name) and any(node.id in names for names in named)

    def _with_literal(self, name: str, compare: int, right: ast.expr) -> list[Step]:
        type_ = self._type(name)
        if type_ == "date":
            return self._day(name, compare, right)
        if type_ == "int":
            return self._number(name, compare, right)
        steps = self._in(name, type_, {_literal(right)})
        return [*steps, (Op.NOT, 0, 0, 0)] if compare == COMPARISONS[ast.NotEq] else steps

    def _type(self, name: str) -> str:
        word = self.words.names.get(name) or self.words.facts.get(name)
        given = self.memory.clauses.get(name)
        return word.type if word else "int" if given is not None and given.kind == "limit" else "date"

    def _day(self, name: str, compare: int, right: ast.expr) -> list[Step]:
        day = number(dt.date.fromisoformat(str(_literal(right))))
        if name in DAY_BUILT_IN:
            return [(DAY_BUILT_IN[name], 0, day, compare)]
        place = self.memory.place(name)
        if place.keep is Keep.WINDOW:
            return [(Op.DAY_NAMED, place.at, day, compare)]
        if place.keep is not Keep.DAY:
            return [(Op.SAY, UNKNOWN, 0, 0)]
        if place.at < 0 and place.keep is Keep.DAY:
            return [(Op.SAY, YES if compare in (1, 4, 5) else NO, 0, 0)]  # what never happened is later than everything
        return [(Op.DAY, place.at, day, compare)]

    def _number(self, name: str, compare: int, right: ast.expr) -> list[Step]:
        bound = _literal(right)
        assert isinstance(bound, int)
        if name in ("age", "asylum_claims"):
            raise LabError(f"the lab does not keep the name {name!r}")
        place = self.memory.place(name)
        if place.keep is Keep.LEFT:
            return [(Op.LEFT, place.at, bound, compare)]
        if place.keep is Keep.SAME:
            return [(Op.SAY, _compared(place.untold, compare, bound), 0, 0)]
        if place.keep is Keep.WORD:
            found = {code for code in range(FIRST_VALUE, 256) if _compared(code - FIRST_VALUE, compare, bound) == YES}
            return [(Op.WORD_IN, place.at, self.programs.set_of(found), _compared(place.untold, compare, bound))]
        return [(Op.NUMBER, place.at, bound, compare)]

    def _within(self, left: ast.expr, right: ast.expr) -> list[Step]:
        if not isinstance(left, ast.Name) or not self._is_name(left):
            assert isinstance(right, ast.Name)
            return self._kept(right.id, lambda name: self._unkept(f"{name}, which holds several words"))
        type_ = self._type(left.id)
        if isinstance(right, ast.Name):
            several: set[Value] = set(self.words.groups[right.id][1])
        else:
            assert isinstance(right, ast.List)
            several = {_literal(item) for item in right.elts}
        return self._kept(left.id, lambda name: self._in(name, type_, several))

    def _in(self, name: str, type_: str, several: set[Value]) -> list[Step]:
        """Whether a word is one of several."""
        if name in STATUS_BUILT_IN:
            return self._status_in({str(value) for value in several}, STATUS_BUILT_IN[name])
        if name in ("summary", "stay"):
            raise LabError(f"the lab answers no condition about the state {name!r} of the day itself")
        place = self.memory.place(name)
        if type_ == "bool":
            several = {str(value) == "true" for value in several}
        if place.keep is Keep.BIT:
            steps = self._truth(name)
            return steps if several == {True} else [*steps, (Op.NOT, 0, 0, 0)]
        before = UNKNOWN if place.untold is None else YES if place.untold in several else NO
        if place.keep is Keep.SAME:
            return [(Op.SAY, before, 0, 0)]
        codes = {code_of(value, type_, self.words) for value in several}
        return [(Op.WORD_IN, place.at, self.programs.set_of(codes), before)]

    def _status_in(self, several: set[str], op: Op) -> list[Step]:
        return [(op, 0, self.programs.set_of(status_code(status, self.words) for status in several), 0)]


def _literal(node: ast.expr) -> Value:
    value = node.id if isinstance(node, ast.Name) else node.value if isinstance(node, ast.Constant) else None
    assert isinstance(value, bool | int | str)
    return value


def _compared(value: Value | None, compare: int, bound: int) -> int:
    if value is None:
        return UNKNOWN
    assert isinstance(value, int)
    return int((value == bound, value != bound, value < bound, value <= bound, value > bound, value >= bound)[compare])


def condition(text: str, words: Vocabulary) -> Test:
    """A condition of a behaviour file, in the names of the rules."""
    known = {name: word.type for name, word in words.names.items()} | {name: fact.type for name, fact in words.facts.items()}
    return Scope(known, words).parse(text)
