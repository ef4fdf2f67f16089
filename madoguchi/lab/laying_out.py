"""From a law book to the tables of the kernel, for the forms of events that can happen and the days that are asked about."""

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from madoguchi.ground.ids import ClauseId
from madoguchi.lab.conditions import Programs, status_code
from madoguchi.lab.days import day_of, months
from madoguchi.lab.forms import Form, Forms
from madoguchi.lab.forms_and_rows import form_columns, row_columns
from madoguchi.lab.layout import Layout, Needs, layout
from madoguchi.lab.remembered import Memory, laid_out
from madoguchi.lab.rows import SMALL, Book, Row, bar_column, claim_row, clock_rows, in_force, late_row
from madoguchi.lab.states import CLAIM, GIVES_CLAIM, GIVES_PERMIT, GIVES_SIDE_WORK
from madoguchi.lab.tables import Ints, Law, flattened, grouped, ints
from madoguchi.lab.terms import LabError
from madoguchi.rules.clauses import Clause, LawBook, Version
from madoguchi.rules.clocks import version_for
from madoguchi.rules.kinds import Bar, Clock, Limit, Measure, Pending, Permission, Window
from madoguchi.rules.stays import PERMIT, rolled
from madoguchi.rules.terms import Layer
from madoguchi.rules.timeline import BEST_FIRST
from madoguchi.rules.words import NameWord

FAR = dt.date(2129, 1, 1)
"""Later than any day asked about: which version governs a clock is settled by the day it starts, and by laws of the day."""

WEEK = 7
"""Days of the windows that hours are kept for: one byte a day."""

PATH = NameWord("path of the order", "path", "latest", {"of": ["order.issued"], "field": "path"})
EXTENSIONS = ("extension", "renewal", "change_of_status")


@dataclass(frozen=True)
class LaidOut:
    """A law laid out: the tables, and what their numbers stand for."""

    law: Law
    book: Book
    memory: Memory
    permits: tuple[tuple[Clause, str], ...]
    asked: tuple[Form, ...]
    covers: tuple[Clause, ...]
    limits: tuple[Clause, ...]
    measures: tuple[tuple[Clause, ...], ...]
    rings: bool
    obstacles: tuple[str, ...]
    side_work: bool

    @property
    def causes(self) -> tuple[ClauseId, ...]:
        """Clauses by their number less one."""
        return tuple(self.book.causes)

    @property
    def forms(self) -> Forms:
        """The forms of events."""
        return self.book.forms

    @cached_property
    def _flat(self) -> dict[Layout, Ints]:
        return {}

    def flat(self, layout: Layout) -> Ints:
        """The tables of the law alone as the kernel reads them, for people kept in this way."""
        if layout not in self._flat:
            self._flat[layout] = flattened(layout, self.law)[0]
        return self._flat[layout]

    def layout(self, *, slots: int, requests: int, attributes: int = 0, counters: int = 0) -> Layout:
        """How a person is kept under this law."""
        return layout(
            Needs(
                slots=slots,
                requests=requests,
                bits=self.memory.bits,
                kept_days=self.memory.kept_days,
                kept_words=self.memory.kept_words,
                attributes=attributes,
                counters=counters,
                limits=len(self.limits),
                rings=2 * len(self.limits) if self.rings else 0,
                measures=len(self.measures),
                side_work=int(self.side_work),
                obstacles=len(self.obstacles),
            )
        )


class _Laying:
    """The parts of the tables, one kind of clause after the other."""

    def __init__(self, book: Book) -> None:
        self.book, self.forms, self.words = book, book.forms, book.forms.words
        self.permits: list[tuple[Clause, Version, str]] = []
        self.permit_rows: list[int] = []
        self.gives: list[tuple[int, tuple[int, ...]]] = []
        self.starts: list[tuple[int, tuple[int, ...]]] = []
        self.covers: list[tuple[Clause, tuple[int, ...]]] = []
        self.late: list[tuple[int, ...]] = []
        self.bars: list[tuple[int, tuple[int, ...]]] = []
        self.limits: list[tuple[Clause, tuple[int, ...]]] = []
        self.measures: list[tuple[frozenset[str], list[Clause]]] = []
        self.paths = -1
        self.side_work = False

    # -------------------------------------------------------------- permissions

    def permission(self, clause: Clause) -> None:
        """What events give by a permission: a lawful stay, another claim, or work beside the status."""
        if clause.layer not in (Layer.STAY, Layer.WORK):
            return
        rows: dict[tuple[int, bool], int] = {}
        for first, last, version in in_force(clause):
            assert isinstance(version, Permission)
            low, high = self.book.days(first, last)
            for form, number in self.forms.numbers.items():
                if not form.heard_by(version.starts):
                    continue
                key = (id(version), form.dated)
                if key not in rows:
                    rows[key] = self._row(clause, version, dated=form.dated)
                self._check(clause, version, form)
                what = self._what(clause, version)
                unless = self.book.programs.add(version.unless, clause.id)
                cuts = {None: 0, "same_day": 1, "next_day": 2}[version.cuts]
                asked = self._requests(version.requests) if version.requests else -1
                self.gives.append((number, (what, low, high, rows[key], unless, cuts, asked)))

    def _row(self, clause: Clause, version: Permission, *, dated: bool) -> int:
        if version.state != PERMIT:
            return claim_row(self.book, clause, version, dated=dated and version.until_field is not None)
        row = self.book.add(Row(CLAIM, clause, version, state=1, dated=True))
        if clause.layer is Layer.WORK:
            self.side_work = True
        else:
            self.permits += [(clause, version, status) for status in self._statuses()]
            self.permit_rows += [row] * (len(self.permits) - len(self.permit_rows))
        return row

    def _what(self, clause: Clause, version: Permission) -> int:
        if version.state != PERMIT:
            return GIVES_CLAIM
        return GIVES_SIDE_WORK if clause.layer is Layer.WORK else GIVES_PERMIT

    def _statuses(self) -> list[str]:
        """Statuses that an event can give: a person's status is always one of them, or was not told."""
        return ["unstated", *sorted({str(status) for form in self.forms.every if (status := form.get("status"))})]

    def _check(self, clause: Clause, version: Permission, form: Form) -> None:
        """What the kernel cannot keep is refused here, never guessed."""
        if "held_from" in form.values:
            raise LabError(f"{form}: the lab keeps what was seen on each day, not what is held later about it")
        if version.state != PERMIT or clause.layer is not Layer.STAY:
            return
        if form.kind == "entered" and not form.get("status"):
            raise LabError(f"{form}: write the status that was given on arrival")
        if version.length is not None and not form.dated:
            raise LabError(f"{clause.id}: the lab gives a lawful permission a last day when it is granted; {form} has none")

    def _requests(self, requests: tuple[str, ...]) -> int:
        every = sorted(self.words.lists["request"])
        return self.book.programs.set_of(every.index(request) for request in requests)

    # -------------------------------------------------------------- clocks, requests that wait, late filings

    def clock(self, clause: Clause) -> None:
        """What starts a clock."""

        def governs(day: dt.date) -> Clock | None:
            return version_for(clause, day, FAR)

        self.starts += clock_rows(self.book, clause, governs)

    def pending(self, clause: Clause) -> None:
        """What a request that waits carries, by the law of the day after the permission's last."""
        for first, last, version in in_force(clause):
            assert isinstance(version, Pending)
            low, high = self.book.days(first, last)
            _, least, most = self.book.value(version.at_most) if version.at_most else (-1, -1, -1)
            when = self.book.programs.add(version.when, clause.id)
            state = BEST_FIRST.index(version.state) + 1
            requests = self._requests(version.requests)
            self.covers.append((clause, (requests, low, high, when, least, most, state, self.book.cause(clause.id))))

    def window(self, clause: Clause) -> None:
        """Days after a last day on which a late filing still has effect."""
        for first, last, version in in_force(clause):
            assert isinstance(version, Window)
            if version.carries is None or version.closes is None:
                continue
            low, high = self.book.days(first, last)
            row = late_row(self.book, clause, version, version.closes, version.carries)
            self.late.append((low, high, self.book.programs.add(version.when, clause.id), row))

    # -------------------------------------------------------------- sums and bans

    def limit(self, clause: Clause) -> None:
        """A bound on hours. The version is that of the last day asked about, as the interpreter reads it."""
        version = clause.version_on(day_of(self.book.last))
        if not isinstance(version, Limit) or version.marks is None or version.sums is None:
            return
        if version.window_days != WEEK:
            raise LabError(f"{clause.id}: the lab keeps hours for windows of seven days, not {version.window_days}")
        statuses = self.book.programs.set_of(status_code(s, self.words) for s in version.statuses) if version.statuses else -1
        holiday = -1 if version.in_holiday_most is None else version.in_holiday_most
        when = self.book.programs.add(version.when, clause.id)
        self.limits.append((clause, (statuses, when, version.most, holiday, version.window_days)))

    def measure(self, clause: Clause) -> None:
        """Months in some statuses: clauses that count the same statuses share their totals."""
        for version in clause.versions:
            assert isinstance(version, Measure)
            statuses = frozenset(version.statuses)
            group = next((clauses for counted, clauses in self.measures if counted == statuses), None)
            if group is None:
                group = []
                self.measures.append((statuses, group))
            if clause not in group:
                group.append(clause)

    def bar(self, clause: Clause) -> None:
        """Bans that a departure sets off."""
        groups: dict[tuple[str | None, str | None], int] = {}
        for first, last, version in in_force(clause):
            assert isinstance(version, Bar)
            low, high = self.book.days(first, last)
            for form, number in self.forms.numbers.items():
                if not form.heard_by(version.starts):
                    continue
                for case in version.cases:
                    ends = bar_column(self.book, (clause.id, case.length.n, case.length.unit), case.length, version.counting)
                    path = -1 if case.path is None else 2 + sorted(self.words.lists["path"]).index(case.path)
                    if path >= 0:
                        self.paths = self._path_word()
                    when = self.book.programs.add(case.when, clause.id)
                    group = groups.setdefault((case.path, case.purpose), len(groups))
                    self.bars.append((number, (low, high, when, *ends, path, self.book.cause(clause.id), group)))

    def _path_word(self) -> int:
        memory = self.book.programs.memory
        if PATH.name not in memory.places:
            memory.places[PATH.name] = memory.latest(PATH)
        return memory.places[PATH.name].at


def lay_out(law: LawBook, forms: Forms, first: int, last: int, programs: Programs | None = None) -> LaidOut:
    """The tables of a law for some forms of events, from day `first` to day `last` (numbers since 1950)."""
    programs = programs or Programs(Memory(forms))
    book = Book(law, forms, programs, first, last)
    laying = _Laying(book)
    kinds = {
        "permission": laying.permission, "clock": laying.clock, "pending": laying.pending, "window": laying.window,
        "limit": laying.limit, "measure": laying.measure, "bar": laying.bar,
    }  # fmt: skip
    for kind, lay in kinds.items():
        for clause in law.of_kind(kind):
            lay(clause)
    return _finished(laying, programs)


def _finished(laying: _Laying, programs: Programs) -> LaidOut:
    book, forms, words = laying.book, laying.forms, laying.words
    extension = laying._requests(EXTENSIONS)
    asked = tuple(form for form in forms.every if form.kind == "application.filed")
    obstacles = tuple(sorted({str(form.get("what")) for form in forms.every if form.kind.startswith("obstacle.")}))
    covers = len(laying.covers) + 1
    if len(asked) * covers >= SMALL:
        raise LabError("there are more kinds of requests than one byte tells apart: let fewer forms of application.filed happen")
    touched = laid_out(programs.memory)
    steps, step_from, sets = programs.arrays()
    month_of, day_of_month, month_start = months(book.first, book.last)
    law = Law(
        first=book.first,
        cols=np.array(book.cols, np.uint16).reshape(-1, book.last - book.first + 1) if book.cols else np.zeros((1, 1), np.uint16),
        month_of=month_of,
        day_of_month=day_of_month,
        month_start=month_start,
        opened=_opened(book),
        rank=ints([0, *(forms.rank(form) for form in forms.every)]),
        touch_from=touched.touch_from,
        touch=touched.touch,
        steps=steps,
        step_from=step_from,
        sets=sets,
        **row_columns(book, obstacles),
        **_entries(laying),
        **form_columns(forms, asked, obstacles),
        asked_request=ints([0, *(sorted(words.lists["request"]).index(str(f.get("for"))) for f in asked for _ in range(covers))]),
        covered=ints([0, *(cover for _ in asked for cover in range(covers))]),
        path_word=laying.paths,
        extension_set=extension,
        none_status=status_code("none", words),
    )
    rings = bool(laying.limits) and any(form.kind == "work.hours" for form in forms.every)
    return LaidOut(
        law, book, programs.memory, tuple((clause, status) for clause, _, status in laying.permits), asked,
        tuple(clause for clause, _ in laying.covers), tuple(clause for clause, _ in laying.limits),
        tuple(tuple(clauses) for _, clauses in laying.measures), rings, obstacles, laying.side_work,
    )  # fmt: skip


def _entries(laying: _Laying) -> dict[str, Any]:
    """The entries of each kind of clause: what starts clocks, gives, covers, limits, counts and bars."""
    book, forms, words = laying.book, len(laying.forms.every), laying.words
    start_from, start = grouped(laying.starts, forms, 7)
    give_from, give = grouped(laying.gives, forms, 7)
    bar_from, bar = grouped(laying.bars, forms, 8)
    measure = np.zeros((max(len(laying.measures), 1), 256), np.bool_)
    for k, (counted, _) in enumerate(laying.measures):
        measure[k, [status_code(status, words) for status in counted]] = True
    return {
        "start_from": start_from,
        "start": start,
        "give_from": give_from,
        "give": give,
        "permit_status": ints([1, *(status_code(status, words) for _, _, status in laying.permits)]),
        "permit_clause": ints([0, *(book.cause(clause.id) for clause, _, _ in laying.permits)]),
        "permit_row": ints([0, *laying.permit_rows]),
        "cover": np.array([(0, 1, 0, -1, -1, -1, 0, 0), *(row for _, row in laying.covers)], np.int32),
        "late": np.array(laying.late, np.int32).reshape(-1, 4),
        "limit": np.array([row for _, row in laying.limits], np.int32).reshape(-1, 5),
        "measure": measure,
        "bar_from": bar_from,
        "bar": bar,
    }


def programs_done(laid: LaidOut) -> LaidOut:
    """The same with the programs that were added since: conditions of choices and options."""
    steps, step_from, sets = laid.book.programs.arrays()
    touched = laid_out(laid.memory)
    law = laid.law._replace(steps=steps, step_from=step_from, sets=sets, touch_from=touched.touch_from, touch=touched.touch)
    return replace(laid, law=law)


def _opened(book: Book) -> np.ndarray[tuple[int], np.dtype[np.uint16]]:
    """For every day the last day on which a filing that was due then still counts: later only where offices were closed."""
    at = book.column("opened", lambda day: rolled(day, book.counter) or day)
    return book.cols[at]
