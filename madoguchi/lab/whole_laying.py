"""The tables of laws whose claims are kept whole: lengths by case, receipts, late windows, clocks that leave a stay in doubt."""

import datetime as dt
from collections.abc import Iterable
from functools import partial
from typing import Any

import numpy as np

from madoguchi.ground.dates import Unit
from madoguchi.lab import whole
from madoguchi.lab.conditions import NOT_PARTED, PERMIT_END, status_code
from madoguchi.lab.forms import Form, form
from madoguchi.lab.remembered import Keep
from madoguchi.lab.rows import PLAIN, Book, Row, in_force
from madoguchi.lab.states import CLAIM, DERIVED
from madoguchi.lab.terms import LabError
from madoguchi.rules.clauses import Case, Clause, LawBook, LawOf, Running, Trigger, Value, Version
from madoguchi.rules.kinds import Bar, Clock, Limit, Pending, Permission, Window
from madoguchi.rules.stays import PERMIT, Counter, counter_of
from madoguchi.rules.terms import Edge
from madoguchi.rules.timeline import BEST_FIRST

COUNTED_FROM = {"start": 1, "filed": 2, "permit_until": 3}  # nobody tells the lab since when a permission runs
PROOF = {"permit_end": 0, "filing": 0, "receipt": 1, "processing": 2}


def needs_whole(law: LawBook) -> bool:
    """Whether some clause looks back at claims, so that they have to be kept whole."""
    counter = counter_of(law)
    return any(_looks_back(clause, version, counter) for clause in law.clauses.values() for version in clause.versions)


def _looks_back(clause: Clause, version: Version, counter: Counter) -> bool:
    match version:
        case Permission():
            return bool(version.starts) and _gives_more(version)
        case Clock():
            return _takes_more(version) or (version.cuts and _parts(version, counter))
        case Pending():
            return version.covers_from != "permit_end" or version.reading or version.takes_late
        case Bar():
            return version.when is not None or version.from_term
        case Limit():
            return bool(version.counts)
        case Window():
            one = sum(isinstance(each, Window) and each.carries is not None for each in clause.versions) == 1
            return version.carries is not None and bool(
                not one or version.work or version.closes_by or version.or_of_anchor or version.not_for
            )
    return False


def _gives_more(version: Permission) -> bool:
    """Whether a permission gives more than a state from its day to a last day that is told."""
    more = version.lengths or version.waits or version.status or version.earliest_of or version.held_from or version.work
    length = version.length is not None and version.state == PERMIT
    return bool(more or length or not version.confidence.is_knowledge or version.counted_from != ("start",))


def _takes_more(version: Clock) -> bool:
    """Whether a clock hangs on other days, carries, revives, runs for one request, or decides by silence."""
    names = version.latest_of or version.earliest_of or version.revives or version.counts_from or version.at_once_from
    more = version.may_cut or version.carries or version.of_request or version.deems or version.at_once or version.cuts_only
    return bool(names or more or version.from_day_after or version.by_today or version.work)


def _parts(version: Clock, counter: Counter) -> bool:
    """Whether the last day of a clock can be read in several ways, or is held up."""
    lengths = [version.length, *(each for case in version.lengths for each in (case.length, case.or_length))]
    counted = [
        value.counting or (counter.days if value.unit in (Unit.DAYS, Unit.WEEKS) else counter.months)
        for value in lengths
        if value
    ]
    other = any(case.or_length for case in version.lengths)
    return bool(version.obstacles or version.rolls or other or version.or_as_before or any(len(each) > 1 for each in counted))


class WholeTables:
    """The parts that only such laws need, filled while the law is laid out."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.cases: list[tuple[int, int, int, int]] = []
        self.day_names: list[int] = []
        self.clock_names: list[tuple[int, int]] = []
        self.retimed: list[tuple[int, ...]] = []
        self.cover_more: list[tuple[int, int, int]] = [(0, 0, 0)]
        self.receive: list[tuple[int, ...]] = []
        self.late: list[tuple[int, ...]] = []
        self.late_more: list[tuple[int, ...]] = []
        self.late_meets: list[list[int]] = []
        self.count_laws: list[tuple[int, ...]] = []
        self.count_forms: list[list[int]] = []

    # -------------------------------------------------------------- what events give

    def given(self, clause: Clause, version: Permission) -> tuple[int, ...]:
        """The columns of `give_more`."""
        first, names = len(self.cases), len(self.day_names)
        if version.length is not None:
            self.cases.append((-1, *self.book.value(version.length)))
        else:
            self._cases(clause, version.lengths)
        self.day_names += [which for name in version.earliest_of if (which := self.day_of(clause, name)) is not None]
        waits = self.book.value(version.waits)[0] if version.waits else -1
        counted = [COUNTED_FROM[word] for word in version.counted_from if word in COUNTED_FROM]
        return (
            first, len(self.cases), waits, int(not version.confidence.is_knowledge), self._status(version), names,
            len(self.day_names), int(version.until_field is not None), *(*counted, 0, 0)[:3], int(version.held_from is not None),
        )  # fmt: skip

    def _status(self, version: Permission) -> int:
        words = sorted(self.book.forms.words.lists["status"])
        return words.index(version.status) + 2 if version.status else 0

    def _cases(self, clause: Clause, cases: Iterable[Case]) -> None:
        for case in cases:
            when = self.book.programs.add(case.when, clause.id)
            self.cases.append((when, *self.book.either(case.length, case.or_length)))

    def day_of(self, clause: Clause, name: str) -> int | None:
        """Where a day that has a name is kept; None where nothing can set it off."""
        if name == "permit_until":
            return PERMIT_END
        place = self.book.programs.memory.place(name)
        if place.keep is Keep.WINDOW:
            return place.at
        if place.keep is Keep.SAME and place.type == "date":
            return None  # nobody can tell it
        if place.keep not in (Keep.DAY, Keep.TOLD_DAY):
            raise LabError(f"{clause.id}: the lab keeps no day that is called {name!r}")
        return place.at if place.at >= 0 else None

    # -------------------------------------------------------------- what requests carry

    def carried(self, clause: Clause, version: Pending) -> None:
        """The row of what a request carries from the day after the permission on."""
        row = self.book.add(Row(DERIVED, clause, version, state=BEST_FIRST.index(version.state) + 1))
        self.cover_more.append((row, int(version.reading), int(version.takes_late)))

    def received(self, clause: Clause, requests: int) -> None:
        """What requests carry from their filing, their receipt or the notice that they are worked on: a row for each version."""
        for version in clause.versions:
            assert isinstance(version, Pending)
            if version.covers_from == "permit_end":
                continue
            by_day = version.law_of is not LawOf.START
            since, until = self.book.days(version.first_known, version.until)
            proof = PROOF[version.covers_from]
            marks = {0: 0, 1: whole.UNPROVEN | whole.UNSURE, 2: whole.UNPROVEN | whole.HIDDEN}[proof]
            if not version.confidence.is_knowledge:
                marks = whole.UNSURE | (whole.HIDDEN if proof == PROOF["processing"] else 0)
            causes = [self.book.cause(each) for each in version.replaces]
            only = self.book.programs.set_of(causes) if causes else -1
            state = BEST_FIRST.index(version.state) + 1
            row = self.book.add(Row(DERIVED, clause, version, state=state, more=(1 + 2 * proof, only, *PLAIN[2:])))
            late = self.book.value(version.late)[2] if version.late else -1
            when = self.book.programs.add(version.when, clause.id)
            no_permit, cause = int(version.needs_no_permit), self.book.cause(clause.id)
            self.receive.append((requests, since, until, int(by_day), when, late, no_permit, row, marks, cause))

    # -------------------------------------------------------------- late windows

    def window(self, clause: Clause) -> None:
        """Days after a last day on which a filing still counts, by the law of the nearest day to act."""
        versions = [version for version in clause.versions if isinstance(version, Window)]
        if not any(version.carries for version in versions):
            return
        if any(version.out_from or version.before or version.anchor != "permit_until" for version in versions):
            raise LabError(f"{clause.id}: the lab keeps late windows after permit_until alone, counted forwards without a break")
        for first, last, version in in_force(clause):
            assert isinstance(version, Window)
            begin = len(self.cases)
            if version.closes is not None:
                self.cases.append((-1, *self.book.value(version.closes)))
            elif version.closes_by:
                self._cases(clause, version.closes_by)
            else:
                self.cases.append((-1, *(self.book.column("the day itself", lambda day: day),) * 3))
            state = BEST_FIRST.index(version.carries or "uncertain") + 1
            row = self.book.add(Row(DERIVED, clause, version, state=state))
            meets = [0, *(int(form.heard_by(version.meets)) for form in self.book.forms.every)]
            outside = self.book.programs.set_of(status_code(status, self.book.forms.words) for status in version.not_for)
            self.late.append((*self.book.days(first, last), self.book.programs.add(version.when, clause.id), row))
            carries = int(bool(version.carries))
            more = (self.book.cause(clause.id), begin, len(self.cases), int(version.or_of_anchor), carries, outside)
            self.late_more.append(more)
            self.late_meets.append(meets)

    # -------------------------------------------------------------- clocks

    def clock(self, clause: Clause, version: Clock, *, counted: bool) -> tuple[int, ...]:
        """The columns of `row_more` of a clock. `counted`: whether it has a last day."""
        self._check(clause, version)
        does = (
            (whole.MAY_CUT, version.may_cut), (whole.ROLLS, version.rolls), (whole.AT_ONCE, version.at_once),
            (whole.OF_REQUEST, version.of_request), (whole.SHOWS_TO_THE_END, bool(version.carries)),
            (whole.REVIVED, bool(version.revives)), (whole.SAYS_WORK, version.work is not None),
        )  # fmt: skip
        names = self._names(clause, version)
        laws = len(self.retimed)
        if self.moves(clause) and counted:
            self._retimed(clause)
        carries = 0
        if version.carries and counted:
            carries = self.book.add(Row(CLAIM, clause, version, state=BEST_FIRST.index(version.carries) + 1))
        causes = [self.book.cause(each) for each in version.cuts_only]
        only = self.book.programs.set_of(causes) if causes else -1
        named = self.book.programs.memory.named_at(clause.id)
        silent = deemed_form(version.deems)
        deems = self.book.forms.numbers.get(silent, 0) if silent and counted else 0
        raw = self.book.value(version.length)[0] if self.reaching(clause, version) and version.length else -1
        return sum(bit for bit, yes in does if yes), only, deems, named, carries, *names, laws, len(self.retimed), raw, 0

    def reaching(self, clause: Clause, version: Clock) -> Clock | None:
        """The later version whose obstacles hold up a clock that it reaches, where its own version knows none."""
        after = [each for each in clause.versions[clause.versions.index(version) + 1 :] if isinstance(each, Clock)]
        later = [each for each in after if each.running is not Running.KEEP]
        return later[-1] if later and later[-1].obstacles and later[-1].length and not version.obstacles else None

    def _names(self, clause: Clause, version: Clock) -> tuple[int, int]:
        """Where the days with a name stand that a clock is compared with."""
        begin = len(self.clock_names)
        for how, listed in ((1, version.latest_of), (2, version.earliest_of)):
            self.clock_names += [(how, which) for name in listed if (which := self.day_of(clause, name)) is not None]
        return begin, len(self.clock_names)

    def moves(self, clause: Clause) -> bool:
        """Whether a later law moves a clock whose length is compared with other days: worked out day by day, not in a column."""
        versions = [version for version in clause.versions if isinstance(version, Clock)]
        return any(v.running is not Running.KEEP for v in versions) and any(v.latest_of for v in versions)

    def _retimed(self, clause: Clause) -> None:
        """What later versions do to a clock that still runs on their first day (`rules.clocks.retimed`)."""
        for later in clause.versions:
            assert isinstance(later, Clock)
            if later.running is Running.KEEP or later.length is None or later.first_known is None:
                continue
            since = self.book.days(later.first_known, None)[0]
            how = (int(later.running is Running.REBASE), int(later.or_as_before), int(later.reopens))
            self.retimed.append((since, *self.book.value(later.length), *how, *self._names(clause, later)))

    def _check(self, clause: Clause, version: Clock) -> None:
        """What even whole claims cannot keep is refused here, never guessed."""
        if version.by_today:
            raise LabError(
                f"{clause.id}: the lab chooses a length on the day a clock starts, not by what is known today (by_today)"
            )
        names = version.latest_of or version.earliest_of
        after = clause.versions[clause.versions.index(version) + 1 :]
        later = [each for each in after if isinstance(each, Clock) and each.running is not Running.KEEP]
        other = any(case.or_length for case in version.lengths)
        if version.obstacles and (names or version.counts_from or later or other):
            raise LabError(
                f"{clause.id}: the lab holds up a clock that counts its length from its start, and nothing else: obstacles stand "
                "beside latest_of, earliest_of, counts_from, or_length or running"
            )
        if later and any(isinstance(each, Clock) and each.earliest_of for each in clause.versions):
            raise LabError(
                f"{clause.id}: the lab moves a clock by a later law (running) beside latest_of, not beside earliest_of"
            )
        if (version.cuts or version.may_cut) and clause.layer.value != "stay":
            raise LabError(f"{clause.id}: the lab lets clocks take stays, not what stands on the layer {clause.layer.value}")

    # -------------------------------------------------------------- counts

    def count(self, clause: Clause) -> None:
        """A bound on how often something happens: what counts by the law of each day."""
        versions = [version for version in clause.versions if isinstance(version, Limit)]
        if len({(tuple(map(_told, version.counts)), version.parted_by) for version in versions}) > 1:
            raise LabError(f"{clause.id}: the lab counts the same events under every version, parted by the same day")
        limit = self.book.programs.memory.counts.index(clause.id)
        for first, last, version in in_force(clause):
            assert isinstance(version, Limit)
            parted = self.day_of(clause, version.parted_by) if version.parted_by else NOT_PARTED
            parted = NOT_PARTED if parted is None else parted
            after = version.most if version.most_after is None else version.most_after
            self.count_laws.append((limit, *self.book.days(first, last), parted, version.most, after))
            forms = self.book.forms.every
            heard = [form.heard_by(version.counts) and not form.heard_by(version.leaving_out) for form in forms]
            self.count_forms.append([0, *map(int, heard)])

    # -------------------------------------------------------------- laid out

    def tables(self) -> dict[str, Any]:
        """The tables of these parts, none of them empty, so that the kernel may always look."""
        return {
            "cases": _array(self.cases, 4),
            "day_names": np.array(self.day_names or [0], np.int32),
            "clock_names": _array(self.clock_names, 2),
            "retimed": _array(self.retimed, 9),
            "count_laws": np.array(self.count_laws, np.int32).reshape(-1, 6),
            "count_forms": np.array(self.count_forms, np.bool_).reshape(-1, len(self.book.forms.every) + 1),
            "cover_more": _array(self.cover_more, 3),
            "receive": np.array(self.receive, np.int32).reshape(-1, 10),
            "late_more": np.array(self.late_more, np.int32).reshape(-1, 6),
            "late_meets": np.array(self.late_meets, np.bool_).reshape(-1, len(self.book.forms.every) + 1),
        }


def asked_tables(book: Book) -> dict[str, Any]:
    """What conditions ask beside a person's own marks: days of named windows, decisions about requests."""
    memory, forms = book.programs.memory, book.forms.every
    steps = [step for _, each in memory.windows.chains for step in each]
    begins = np.cumsum([0, *(len(each) for _, each in memory.windows.chains)])
    laws = [row for at, clause in enumerate(memory.windows.clauses) for row in _laws(book, at, clause)]
    requests = sorted(book.forms.words.lists["request"])
    sets = [book.programs.set_of(requests.index(each) for each in asked) for _, asked, _, _ in memory.decided]
    heard = [
        [form.kind == "application.decided" and form.get("result") in results for form in forms]
        for *_, results, _ in memory.decided
    ]
    every = [form.kind == "application.decided" for form in forms]
    return {
        "chains": _array([(base, begins[k], begins[k + 1]) for k, (base, _) in enumerate(memory.windows.chains)], 3),
        "chain_steps": np.array(steps or [0], np.int32),
        "chain_acts": np.array(memory.windows.acts or [-1], np.int32),
        "chain_laws": np.array(laws, np.int32).reshape(-1, 4),
        "decided": np.array([(b, s, r) for (b, _, _, r), s in zip(memory.decided, sets, strict=True)], np.int32).reshape(-1, 3),
        "decided_forms": np.array([[0, *row] for row in (*heard, every)], np.bool_),
    }


def _laws(book: Book, step: int, clause: Clause) -> Iterable[tuple[int, ...]]:
    """The columns of a named window by version: the day on which it closes, by the law's own reading."""
    for first, last, version in in_force(clause):
        assert isinstance(version, Window)
        if version.closes is None:
            column = book.column("the day itself", lambda day: day)
        elif version.before:
            closes = version.closes
            column = book.column(("back", closes.n, closes.unit), partial(_back, book, closes))
        else:
            column = book.value(version.closes)[0]
        yield (step, *book.days(first, last), column)


def _back(book: Book, closes: Value, day: dt.date) -> dt.date:
    return book.counter.begins(day, closes)[0]


def _told(trigger: Trigger) -> tuple[str, ...]:
    return trigger.event, *(test.text if test else "" for test in (trigger.where, trigger.unless))


def _array(rows: list[Any], wide: int) -> Any:
    return np.array(rows or [(0,) * wide], np.int32)


def deemed_form(result: str | None) -> Form | None:
    """The form of the decision that the law takes for made where an office was silent."""
    return form("application.decided", {"result": result}) if result else None


def deemed_forms(law: LawBook) -> set[Form]:
    """Every decision that silence can stand for under a law."""
    clocks = [version for clause in law.of_kind("clock") for version in clause.versions if isinstance(version, Clock)]
    return {found for version in clocks if (found := deemed_form(version.deems))}


def first_day_after(version: Clock) -> bool:
    """Whether the effect begins on the day after the period."""
    return version.edge is Edge.FIRST and version.from_day_after
