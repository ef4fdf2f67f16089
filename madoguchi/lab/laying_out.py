"""From a law book to the tables of the kernel, for the forms of events that can happen and the days that are asked about."""

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from madoguchi.ground.ids import ClauseId
from madoguchi.lab.changes import without_clause
from madoguchi.lab.conditions import Programs, status_code
from madoguchi.lab.days import months
from madoguchi.lab.forms import Form, Forms
from madoguchi.lab.forms_and_rows import form_columns, row_columns
from madoguchi.lab.layout import Layout, Needs, layout
from madoguchi.lab.remembered import Memory, laid_out
from madoguchi.lab.rows import SMALL, Book, Row, claim_row, clock_rows, in_force, late_row
from madoguchi.lab.states import CLAIM, CLOCK, GIVES_CLAIM, GIVES_PERMIT, GIVES_SIDE_WORK, SIDE
from madoguchi.lab.sums_and_bans import Sums
from madoguchi.lab.tables import Ints, Law, flattened, grouped, ints
from madoguchi.lab.terms import LabError
from madoguchi.lab.whole import NAMED
from madoguchi.lab.whole_laying import WholeTables, asked_tables, needs_whole
from madoguchi.rules.clauses import Clause, LawBook, Version
from madoguchi.rules.clocks import version_for
from madoguchi.rules.kinds import Clock, Limit, Pending, Permission, Window
from madoguchi.rules.stays import PERMIT, rolled
from madoguchi.rules.terms import Layer
from madoguchi.rules.timeline import BEST_FIRST

FAR = dt.date(2129, 1, 1)
"""Later than any day asked about: which version governs a clock is settled by the day it starts, and by laws of the day."""

NOTHING_MORE = (0, 0, -1, 0, 0, 0, 0, 1, 1, 0, 0, 0)
"""What `give_more` says where claims are not kept whole."""

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
    whole: bool = False
    counts: tuple[Clause, ...] = ()

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
                whole=self.whole,
                late=len(self.law.late) > 0,
                counts=len(self.counts),
            )
        )


class _Laying:
    """The parts of the tables, one kind of clause after the other."""

    def __init__(self, book: Book, *, whole: bool) -> None:
        self.book, self.forms, self.words = book, book.forms, book.forms.words
        self.permits: list[tuple[Clause, Version, str]] = []
        self.permit_rows: list[int] = []
        self.gives: list[tuple[int, tuple[int, ...]]] = []
        self.starts: list[tuple[int, tuple[int, ...]]] = []
        self.covers: list[tuple[Clause, tuple[int, ...]]] = []
        self.late: list[tuple[int, ...]] = []
        self.side_work = False
        self.whole = WholeTables(book) if whole else None
        self.sums = Sums(book, self.whole)

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
                more = self.whole.given(clause, version) if self.whole else NOTHING_MORE
                self.gives.append((number, (what, low, high, rows[key], unless, cuts, asked, *more)))

    def _row(self, clause: Clause, version: Permission, *, dated: bool) -> int:
        if version.state != PERMIT:
            return claim_row(self.book, clause, version, dated=dated and version.until_field is not None)
        kind = SIDE if self.whole and clause.layer is Layer.WORK else CLAIM
        row = self.book.add(Row(kind, clause, version, state=1, dated=True))
        if clause.layer is Layer.WORK:
            self.side_work = True
        else:
            self.permits += [(clause, version, status) for status in self._statuses(version, dated=dated)]
            if len(self.permits) >= SMALL:
                raise LabError(f"{clause.id}: more than {SMALL} permissions and statuses: a byte no longer tells them apart")
            self.permit_rows += [row] * (len(self.permits) - len(self.permit_rows))
        return row

    def _what(self, clause: Clause, version: Permission) -> int:
        if version.state != PERMIT:
            return GIVES_CLAIM
        return GIVES_SIDE_WORK if clause.layer is Layer.WORK else GIVES_PERMIT

    def _statuses(self, version: Permission, *, dated: bool) -> list[str]:
        """Statuses that a permission can give: told by the events that give it, said by the clause, or the one held before."""
        heard = [form.get("status") for form in self.forms.every if form.dated is dated and form.heard_by(version.starts)]
        told = {str(status) for status in heard if status}
        if None in heard and version.status is not None:
            told.add(version.status)
        elif None in heard:
            told |= self._every_status
        return ["unstated", *sorted(told)]

    @cached_property
    def _every_status(self) -> set[str]:
        """Every status that an event can tell or a clause says: the one held before is one of them."""
        told = {str(status) for form in self.forms.every if (status := form.get("status"))}
        clauses = self.book.law.of_kind("permission")
        versions = [version for clause in clauses for version in clause.versions if isinstance(version, Permission)]
        return told | {version.status for version in versions if version.starts and version.status}

    def _check(self, clause: Clause, version: Permission, form: Form) -> None:
        """What the kernel cannot keep is refused here, never guessed."""
        if "held_from" in form.values:
            raise LabError(f"{form}: the lab keeps what was seen on each day, not what is held later about it")
        if version.state != PERMIT or clause.layer is not Layer.STAY:
            return
        if form.kind == "entered" and not form.get("status"):
            raise LabError(f"{form}: write the status that was given on arrival")
        if version.length is not None and not form.dated and not self.whole:
            raise LabError(f"{clause.id}: the lab gives a lawful permission a last day when it is granted; {form} has none")

    def _requests(self, requests: tuple[str, ...]) -> int:
        every = sorted(self.words.lists["request"])
        return self.book.programs.set_of(every.index(request) for request in requests)

    # -------------------------------------------------------------- clocks, requests that wait, late filings

    def clock(self, clause: Clause) -> None:
        """What starts a clock."""

        def governs(day: dt.date) -> Clock | None:
            return version_for(clause, day, FAR)

        self.starts += clock_rows(self.book, clause, governs, self.whole)

    def pending(self, clause: Clause) -> None:
        """What a request that waits carries, by the law of the day after the permission's last."""
        for first, last, version in in_force(clause):
            assert isinstance(version, Pending)
            if version.covers_from != "permit_end":
                continue
            low, high = self.book.days(first, last)
            _, least, most = self.book.value(version.at_most) if version.at_most else (-1, -1, -1)
            when = self.book.programs.add(version.when, clause.id)
            state = BEST_FIRST.index(version.state) + 1
            requests = self._requests(version.requests)
            self.covers.append((clause, (requests, low, high, when, least, most, state, self.book.cause(clause.id))))
            if self.whole:
                self.whole.carried(clause, version)
        if self.whole:
            asked = {version.requests for version in clause.versions if isinstance(version, Pending)}
            if len(asked) > 1:
                raise LabError(f"{clause.id}: the lab reads one list of requests for all versions of a receipt")
            self.whole.received(clause, self._requests(asked.pop()))

    def window(self, clause: Clause) -> None:
        """Days after a last day on which a late filing still has effect."""
        if self.whole:
            self.whole.window(clause)
            return
        for first, last, version in in_force(clause):
            assert isinstance(version, Window)
            if version.carries is None or version.closes is None:
                continue
            low, high = self.book.days(first, last)
            row = late_row(self.book, clause, version, version.closes, version.carries)
            self.late.append((low, high, self.book.programs.add(version.when, clause.id), row))


def lay_out(
    law: LawBook, forms: Forms, first: int, last: int, programs: Programs | None = None, *, whole: bool | None = None
) -> LaidOut:
    """The tables of a law for some forms of events, from day `first` to day `last` (numbers since 1950).

    `whole`: keep claims whole also where no clause needs it, or (False) not where one does.
    """
    programs = programs or Programs(Memory(forms))
    counted = (c for c in law.of_kind("limit") if any(isinstance(v, Limit) and v.counts for v in c.versions))
    programs.memory.counts = [clause.id for clause in counted]
    programs.memory.clauses = {clause.name: clause for clause in law.clauses.values() if clause.name}
    programs.memory.whole = needs_whole(law) if whole is None else whole
    laying = _Laying(Book(law, forms, programs, first, last), whole=programs.memory.whole)
    kinds = {
        "permission": laying.permission, "clock": laying.clock, "pending": laying.pending, "window": laying.window,
        "limit": laying.sums.limit, "measure": laying.sums.measure, "bar": laying.sums.bar,
    }  # fmt: skip
    for kind, lay in kinds.items():
        programs.memory.for_clock = kind == "clock"
        for clause in law.of_kind(kind):
            try:
                lay(clause)
            except LabError as wrong:
                raise RefusedClause(clause.id, str(wrong)) from wrong
    programs.memory.for_clock = False
    return _finished(laying, programs)


class RefusedClause(LabError):
    """A clause asks what the kernel does not keep. `clause` is its id."""

    def __init__(self, clause: ClauseId, sentence: str) -> None:
        super().__init__(sentence)
        self.clause = clause


LeftOut = tuple[tuple[ClauseId, str], ...]
"""Clauses that were left out, each with the sentence that says why."""


def lay_out_what_fits(law: LawBook, forms: Forms, first: int, last: int) -> tuple[LaidOut, LeftOut]:
    """The tables of a law without the clauses that the kernel cannot keep, and those clauses: whoever runs it says so loudly."""
    left_out: list[tuple[ClauseId, str]] = []
    while True:
        try:
            return lay_out(law, forms, first, last), tuple(left_out)
        except RefusedClause as wrong:
            left_out.append((wrong.clause, str(wrong)))
            law, hanging = without_clause(law, wrong.clause)
            left_out += [
                (clause, f"{clause} asks for a day or a count of {wrong.clause}, which is left out") for clause in hanging
            ]


def _finished(laying: _Laying, programs: Programs) -> LaidOut:
    book, forms, words = laying.book, laying.forms, laying.words
    extension = laying._requests(EXTENSIONS)
    asked = tuple(form for form in forms.every if form.kind == "application.filed")
    obstacles = tuple(sorted({str(form.get("what")) for form in forms.every if form.kind.startswith("obstacle.")}))
    covers = len(laying.covers) + 1
    if len(asked) * covers >= SMALL:
        raise LabError("there are more kinds of requests than one byte tells apart: let fewer forms of application.filed happen")
    entries = {**_entries(laying), **asked_tables(book)}  # these may ask for more columns and sets
    touched = laid_out(programs.memory)
    steps, step_from, sets = programs.arrays()
    month_of, day_of_month, month_start = months(book.first, book.last)
    law = Law(
        first=book.first,
        cols=_columns(book),
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
        **entries,
        **form_columns(forms, asked, obstacles),
        asked_request=ints([0, *(sorted(words.lists["request"]).index(str(f.get("for"))) for f in asked for _ in range(covers))]),
        covered=ints([0, *(cover for _ in asked for cover in range(covers))]),
        path_word=laying.sums.paths,
        term_day=laying.sums.term,
        extension_set=extension,
        none_status=status_code("none", words),
    )
    rings = bool(laying.sums.limits) and any(form.kind == "work.hours" for form in forms.every)
    return LaidOut(
        law, book, programs.memory, tuple((clause, status) for clause, _, status in laying.permits), asked,
        tuple(clause for clause, _ in laying.covers), tuple(clause for clause, _ in laying.sums.limits),
        tuple(tuple(clauses) for _, clauses in laying.sums.measures), rings, obstacles, laying.side_work,
        laying.whole is not None,
        tuple(book.law.clauses[ClauseId(clause)] for clause in programs.memory.counts if laying.whole),
    )  # fmt: skip


def _entries(laying: _Laying) -> dict[str, Any]:
    """The entries of each kind of clause: what starts clocks, gives, covers, limits, counts and bars."""
    book, forms, words = laying.book, len(laying.forms.every), laying.words
    start_from, start = grouped(laying.starts, forms, 7)
    give_from, give = grouped(laying.gives, forms, 7 + len(NOTHING_MORE))
    bar_from, bar = grouped(laying.sums.bars, forms, 10)
    measure = np.zeros((max(len(laying.sums.measures), 1), 256), np.bool_)
    for k, (counted, _) in enumerate(laying.sums.measures):
        measure[k, [status_code(status, words) for status in counted]] = True
    return {
        "start_from": start_from,
        "start": start,
        "give_from": give_from,
        "give": give[:, :7],
        "give_more": give[:, 7:],
        "permit_status": ints([1, *(status_code(status, words) for _, _, status in laying.permits)]),
        "permit_clause": ints([0, *(book.cause(clause.id) for clause, _, _ in laying.permits)]),
        "permit_row": ints([0, *laying.permit_rows]),
        "cover": np.array([(0, 1, 0, -1, -1, -1, 0, 0), *(row for _, row in laying.covers)], np.int32),
        "late": np.array(laying.whole.late if laying.whole else laying.late, np.int32).reshape(-1, 4),
        **(laying.whole or WholeTables(book)).tables(),
        "limit": np.array([row for _, row in laying.sums.limits], np.int32).reshape(-1, 5),
        "measure": measure,
        "bar_from": bar_from,
        "bar": bar,
    }


def programs_done(laid: LaidOut) -> LaidOut:
    """The same with the programs that were added since: conditions of choices and options."""
    asked = asked_tables(laid.book)  # these may add columns, and sets
    steps, step_from, sets = laid.book.programs.arrays()
    touched = laid_out(laid.memory)
    law = laid.law._replace(
        steps=steps,
        step_from=step_from,
        sets=sets,
        touch_from=touched.touch_from,
        touch=touched.touch,
        cols=_columns(laid.book),
        row_more=_named_again(laid),
        **asked,
    )
    return replace(laid, law=law)


def _columns(book: Book) -> np.ndarray[tuple[int, int], np.dtype[np.uint16]]:
    return np.array(book.cols, np.uint16).reshape(-1, book.last - book.first + 1) if book.cols else np.zeros((1, 1), np.uint16)


def _named_again(laid: LaidOut) -> Ints:
    """Rows of clocks with the day that bears their name: somebody may have asked for it since."""
    more = laid.law.row_more.copy()
    for number, row in enumerate(laid.book.rows, start=1):
        if row.kind == CLOCK:
            more[number, NAMED] = laid.memory.named_at(row.clause.id)
    return more


def _opened(book: Book) -> np.ndarray[tuple[int], np.dtype[np.uint16]]:
    """For every day the last day on which a filing that was due then still counts: later only where offices were closed."""
    at = book.column("opened", lambda day: rolled(day, book.counter) or day)
    return book.cols[at]
