"""From clauses about hours, months and bans to entries of the tables."""

from typing import TYPE_CHECKING

from madoguchi.lab.conditions import status_code
from madoguchi.lab.days import day_of
from madoguchi.lab.rows import Book, bar_column, in_force
from madoguchi.lab.terms import LabError
from madoguchi.rules.clauses import Clause
from madoguchi.rules.kinds import Bar, Limit, Measure
from madoguchi.rules.words import NameWord

if TYPE_CHECKING:
    from madoguchi.lab.whole_laying import WholeTables

WEEK = 7
"""Days of the windows that hours are kept for: one byte a day."""

PATH = NameWord("path of the order", "path", "latest", {"of": ["order.issued"], "field": "path"})


class Sums:
    """What limits, measures and bans become. `paths`, `term`: where the path and the term of an order are kept (-1: nowhere)."""

    def __init__(self, book: Book, whole: "WholeTables | None") -> None:
        self.book, self.whole = book, whole
        self.bars: list[tuple[int, tuple[int, ...]]] = []
        self.limits: list[tuple[Clause, tuple[int, ...]]] = []
        self.measures: list[tuple[frozenset[str], list[Clause]]] = []
        self.paths = self.term = -1

    def limit(self, clause: Clause) -> None:
        """A bound on hours. The version is that of the last day asked about, as the interpreter reads it."""
        if self.whole and any(isinstance(each, Limit) and each.counts for each in clause.versions):
            self.whole.count(clause)
            return
        version = clause.version_on(day_of(self.book.last))
        if not isinstance(version, Limit) or version.marks is None or version.sums is None:
            return
        if version.window_days != WEEK:
            raise LabError(f"{clause.id}: the lab keeps hours for windows of seven days, not {version.window_days}")
        statuses = (
            self.book.programs.set_of(status_code(s, self.book.forms.words) for s in version.statuses) if version.statuses else -1
        )
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
            for form, number in self.book.forms.numbers.items():
                if not form.heard_by(version.starts):
                    continue
                for case in version.cases:
                    ends = bar_column(self.book, clause.id, case, version.counting)
                    path = -1 if case.path is None else 2 + sorted(self.book.forms.words.lists["path"]).index(case.path)
                    if path >= 0:
                        self.paths = self._path_word()
                    when = self.book.programs.add(case.when, clause.id)
                    group = groups.setdefault((case.path, case.purpose), len(groups))
                    whom = self.book.programs.add(version.when, clause.id)
                    if version.from_term:
                        self.term = self.book.programs.memory.term()
                    more = (whom, int(version.from_term))
                    self.bars.append((number, (low, high, when, *ends, path, self.book.cause(clause.id), group, *more)))

    def _path_word(self) -> int:
        memory = self.book.programs.memory
        if PATH.name not in memory.places:
            memory.places[PATH.name] = memory.latest(PATH)
        return memory.places[PATH.name].at
