"""The tables of a law as lines for somebody who checks them. Reads the tables themselves: never a second reading of the law.

A line that differs from its clause is a fault of the laying out; to find such faults is what these pages are for.
"""

import datetime as dt
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from madoguchi.ground.dates import Counting, Unit
from madoguchi.lab import tables as t
from madoguchi.lab.days import EPOCH, NEVER, day_of
from madoguchi.lab.laying_out import LaidOut
from madoguchi.lab.printed_whole import beside, received
from madoguchi.lab.remembered import Keep
from madoguchi.lab.rows import Row
from madoguchi.lab.states import CLAIM, CLOCK, DERIVED, SIDE, STATES
from madoguchi.rules.clauses import Version

KINDS = {CLOCK: "clock", CLAIM: "claim", DERIVED: "late filing or request", SIDE: "work beside the status"}
CUTS = {0: "", 1: "the permission ends the same day", 2: "the permission ends with the day"}
AGAINST = {
    0: "",
    1: "or the last day of the permission, whichever is later",
    2: "or the last day of the permission, whichever is earlier",
}
FLAGS = {t.ENTERED: "comes in", t.ENTERED | t.ENTERED_WITHOUT: "comes in without permission", t.DEPARTED: "leaves",
         t.OBSTACLE_BEGAN: "an obstacle begins", t.OBSTACLE_ENDED: "an obstacle ends"}  # fmt: skip
WIDE = 118
RESULTS = {t.GRANTED: "grants", t.REFUSED: "refuses", t.WITHDRAWN: "takes back", t.GRANTED_OTHER: "grants something else"}


def printed(laid: LaidOut) -> Iterator[str]:
    """All tables of a law, one part after the other."""
    for line in _Page(laid).lines():
        indent = " " * (len(line) - len(line.lstrip()) + 6)
        yield from textwrap.wrap(line, WIDE, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False) or [""]


class _Page:
    """One law on paper: names for its numbers, looked up once."""

    def __init__(self, laid: LaidOut) -> None:
        self.laid, self.law, self.book = laid, laid.law, laid.book
        words = laid.forms.words
        self.requests = sorted(words.lists["request"])
        self.statuses = ["", "not told", *sorted(words.lists["status"])]
        self.paths = sorted(words.lists["path"])
        self.sets = {number: sorted(codes) for codes, number in self.book.programs.sets.items()}
        self.conditions: dict[int, str] = {}
        for (text, _), number in self.book.programs.same.items():
            self.conditions.setdefault(number, text)
        self.columns = _columns(self.book.columns)
        self.spans = {(low, high): told for (_, low, high), told in self.columns.items()}

    def lines(self) -> Iterable[str]:
        last = self.law.first + self.law.cols.shape[1] - 1
        forms, rows, columns = len(self.laid.forms.every), len(self.book.rows), len(self.law.cols)
        yield f"The law {self.book.law.id} as tables: days {day_of(self.law.first)} to {day_of(last)}, {forms} forms of events,"
        yield f"{rows} rows, {columns} columns of last days, {len(self.book.programs.starts) - 1} conditions."
        parts = (
            ("Events that can happen", self._forms()),
            ("Rows that a person can hold", self._rows()),
            ("What events give beside rows", self._other_gives()),
            ("Requests, and what carries a stay while they wait", self._covers()),
            ("What requests carry from their filing or their receipt", received(self.laid)),
            ("Late filings that still have effect", self._late()),
            ("Limits on hours", self._limits()),
            ("Months counted", self._measures()),
            ("Bans that an event sets off", self._bars()),
            ("What is remembered of a person", self._memory()),
            ("Columns of last days", self._cols()),
        )
        for title, lines in parts:
            told = list(lines)
            yield from ("", f"# {title}", "", *(told or ["None."]))

    # -------------------------------------------------------------- words for numbers

    def clause(self, number: int) -> str:
        return str(self.laid.causes[number - 1]) if number > 0 else "no clause"

    def form(self, number: int) -> str:
        return f"[{number}] {self.laid.forms.every[number - 1]}"

    def days(self, low: int, high: int) -> str:
        return (
            f"{'always' if low <= 1 else day_of(low)} to {'now' if high >= NEVER else day_of(high)}"
            if low > 1 or high < NEVER
            else "always"
        )

    def condition(self, program: int, word: str) -> str:
        return f" {word} {self.conditions.get(program, f'condition {program}')}" if program >= 0 else ""

    def among(self, row: int, names: Sequence[str]) -> str:
        return ", ".join(names[code] for code in self.sets.get(row, [])) or "none of the words"

    def ends(self, law: int, low: int, high: int) -> str:
        """The last day that columns give, and one day worked out by them."""
        if law < 0:
            return "no last day"
        told = self.columns.get((law, low, high)) or self.spans.get((low, high)) or f"column {law}"
        at = self._sample()
        every = [f"{day_of(int(self.law.cols[column, at - self.law.first]))}" for column in (law, low, high)]
        parted = f"; read otherwise {every[1]} to {every[2]}" if every[1] != every[2] else ""
        return f"{told} (an event of {day_of(at)}: last day {every[0]}{parted})"

    def _sample(self) -> int:
        """The last day of January of a year in the middle: where a month is short, ways of counting part."""
        middle = self.law.first + self.law.cols.shape[1] // 2
        year = day_of(middle).year
        last: int = self.law.first + self.law.cols.shape[1] - 1
        return min(max(dt.date(year, 1, 31).toordinal() - EPOCH, self.law.first), last)

    # -------------------------------------------------------------- the parts

    def _forms(self) -> Iterable[str]:
        for number in range(1, len(self.laid.forms.every) + 1):
            status = int(self.law.form_status[number])
            told = [
                f"status {self.statuses[status]}" if status > 1 else "",
                "says a last day" if self.law.form_dated[number] else "",
                FLAGS.get(int(self.law.form_flags[number]), ""),
                RESULTS.get(int(self.law.form_result[number]), ""),
            ]
            yield f"{self.form(number)}{_listed(told)}"

    def _rows(self) -> Iterable[str]:
        starts, gives = self._entries(self.law.start_from, self.law.start, 5), self._entries(self.law.give_from, self.law.give, 3)
        late = {int(row[3]): row for row in self.law.late}
        for number, row in enumerate(self.book.rows, start=1):
            yield from self._row(number, row)
            yield from self._begun(starts.get(number, []), self._started)
            yield from self._begun(gives.get(number, []), self._given)
            if not {number} & {*starts, *gives, *late}:
                yield "      begun by: nothing that can happen"
            if number in late:
                yield f"      begins when a permission ends, {self.days(int(late[number][0]), int(late[number][1]))}"
            ended = [form for form in range(1, len(self.laid.forms.every) + 1) if self.law.row_ends[number, form]]
            yield f"      ended by: {'; '.join(map(self.form, ended)) or 'nothing that can happen'}"
            if not self.law.row_ends_for[number].all():
                only = [name for code, name in enumerate(self.statuses) if code and self.law.row_ends_for[number, code]]
                yield f"      ended only for holders of: {', '.join(only)}"
            yield ""

    def _row(self, number: int, row: Row) -> Iterable[str]:
        law = self.law
        state, exposes = int(law.row_state[number]), int(law.row_exposes[number])
        since = f" since {day_of(int(law.row_since[number]))}" if law.row_since[number] else ""
        told = [
            f"state {STATES[state]}" if state else "",
            f"exposes to {STATES[exposes]}{since}" if exposes else "",
            "cuts the stay when it runs out" if law.row_cuts[number] else "",
            "marks as overdue" if law.row_marks[number] else "",
            f"stands still as row {law.row_paused[number]} while an obstacle lasts" if law.row_paused[number] >= 0 else "",
        ]
        kind = KINDS[int(law.row_kind[number])]
        yield f"[{number}] {self.clause(int(law.row_clause[number]))}: {kind}, {_force(row.version)}{_listed(told)}"
        columns = (int(law.row_low[number]), int(law.row_high[number]))
        yield f"      last day: {self._last_day(number, columns)}"
        if more := beside(self.laid, number):
            yield f"      beside: {more}"
        if law.row_obstacles[number]:
            known = [what for k, what in enumerate(self.laid.obstacles) if law.row_obstacles[number] >> k & 1]
            yield f"      obstacles: {', '.join(known)}"

    def _last_day(self, number: int, columns: tuple[int, int]) -> str:
        ends = self.ends(int(self.law.row_law[number]), *columns)
        if not self.law.row_dated[number]:
            return ends
        return "the one that the event says" if self.law.row_law[number] < 0 else f"{ends}, compared with the permission"

    def _entries(self, starts: Any, entries: Any, place: int) -> Mapping[int, list[tuple[int, tuple[int, ...]]]]:
        """Entries of a table by the row that they begin: (form, entry)."""
        found: dict[int, list[tuple[int, tuple[int, ...]]]] = {}
        for form in range(1, len(self.laid.forms.every) + 1):
            for at in range(int(starts[form]), int(starts[form + 1])):
                entry = tuple(int(value) for value in entries[at])
                found.setdefault(entry[place], []).append((form, entry))
        return found

    def _begun(self, entries: list[tuple[int, tuple[int, ...]]], say: Any) -> Iterable[str]:
        """What begins a row: forms with the same days and conditions together."""
        together: dict[str, list[int]] = {}
        for form, entry in entries:
            together.setdefault(say(entry), []).append(form)
        for told, forms in together.items():
            yield f"      begun by: {'; '.join(map(self.form, forms))}; {told}"

    def _started(self, entry: tuple[int, ...]) -> str:
        _, low, high, needs, when, _, against = entry
        told = f"{self.days(low, high)}{self.condition(needs, 'if')}{self.condition(when, 'where')}"
        return f"{told}; {AGAINST[against]}" if against else told

    def _given(self, entry: tuple[int, ...]) -> str:
        what, low, high, _, unless, cuts, asked = entry
        told = f"gives {GIVES[what]}, {self.days(low, high)}{self.condition(unless, 'unless')}"
        told += f", for requests of {self.among(asked, self.requests)}" if asked >= 0 else ""
        return f"{told}; {CUTS[cuts]}" if cuts else told

    def _other_gives(self) -> Iterable[str]:
        for number in range(1, len(self.law.permit_status)):
            row, status = int(self.law.permit_row[number]), self.statuses[int(self.law.permit_status[number])]
            yield f"[{number}] permission by {self.clause(int(self.law.permit_clause[number]))}, status {status}: row {row}"

    def _covers(self) -> Iterable[str]:
        for number, form in enumerate(self.laid.asked):
            yield f"request {number}: {form}"
        for number, row in enumerate(self.law.cover.tolist()):
            if number == 0:
                continue
            requests, low, high, when, least, most, state, clause = row
            told = f"[{number}] {self.clause(clause)}: {self.among(requests, self.requests)}, {self.days(low, high)}"
            told += self.condition(when, "if")
            most_told = f", at most {self.ends(least, least, most)} from the last day of the permission on" if least >= 0 else ""
            yield f"{told}; state {STATES[state]} until the decision{most_told}"

    def _late(self) -> Iterable[str]:
        for low, high, when, row in self.law.late.tolist():
            yield f"row {row}, {self.clause(int(self.law.row_clause[row]))}: {self.days(low, high)}{self.condition(when, 'if')}"

    def _limits(self) -> Iterable[str]:
        for clause, (statuses, when, most, holiday, window) in zip(self.laid.limits, self.law.limit.tolist(), strict=True):
            held = f", for {self.among(statuses, self.statuses)}" if statuses >= 0 else ""
            more = f", {holiday} in a holiday" if holiday >= 0 else ""
            yield f"{clause.id}: at most {most} half hours in {window} days{more}{held}{self.condition(when, 'if')}"

    def _measures(self) -> Iterable[str]:
        for number, clauses in enumerate(self.laid.measures):
            counted = [name for code, name in enumerate(self.statuses) if code and self.law.measure[number, code]]
            yield f"{', '.join(clause.id for clause in clauses)}: months in {', '.join(counted)}"

    def _bars(self) -> Iterable[str]:
        for form in range(1, len(self.laid.forms.every) + 1):
            for at in range(int(self.law.bar_from[form]), int(self.law.bar_from[form + 1])):
                low, high, when, least, most, path, clause, group, whom, term = self.law.bar[at].tolist()
                where = f", path {self.paths[path - 2]}" if path >= 0 else ""
                told = f"{self.form(form)}: {self.clause(clause)}, {self.days(low, high)}{where}{self.condition(when, 'if')}"
                told += self.condition(whom, "for whom")
                told += ", from the end of the term to leave" if term else ""
                yield f"{told}; {self.ends(least, least, most)}; the first that holds of group {group}"

    def _memory(self) -> Iterable[str]:
        for name, place in sorted(self.laid.memory.places.items()):
            kept = (
                "the same for everybody" if place.keep is Keep.SAME or place.at < 0 else f"{place.keep.name.lower()} {place.at}"
            )
            before = "not known" if place.untold is None else place.untold
            yield f"{name}: {kept}; before any event {before}"

    def _cols(self) -> Iterable[str]:
        named: dict[int, list[str]] = {}
        for (law, low, high), told in self.columns.items():
            for column, what in ((law, ""), (low, ", earliest"), (high, ", latest")):
                named.setdefault(column, []).append(f"{told}{what if low != high else ''}")
        for number in range(len(self.law.cols)):
            days = self.law.cols[number]
            at = self._sample() - self.law.first
            last = "never" if days[at] >= NEVER else str(day_of(int(days[at])))
            yield f"[{number}] {_together(named.get(number, ['?']))}: {day_of(self.law.first + at)} gives {last}"


GIVES = ("a lawful stay", "a claim", "work beside the status")


def _columns(columns: Mapping[object, int]) -> Mapping[tuple[int, int, int], str]:
    """What each triple of columns (the law's reading, the earliest, the latest) counts, in words."""
    found: dict[tuple[int, int, int], list[str]] = {}
    for key, column in columns.items():
        if key == "the day itself":
            found.setdefault((column, column, column), []).append("the day itself")
        elif not isinstance(key, tuple):
            found.setdefault((column, column, column), []).append("the last day on which a filing due then still counts")
        elif key[1] == "law":
            triple = (column, columns[key[0], "low"], columns[key[0], "high"])
            found.setdefault(triple, []).append(_length(key[0]))
    return {triple: _together(told) for triple, told in found.items()}


def _together(told: Sequence[str]) -> str:
    return " = ".join(dict.fromkeys(told))


def _length(key: object) -> str:
    """The key of a column in words: `3 months, civil`."""
    if not isinstance(key, tuple):
        return str(key)
    if len(key) >= 2 and isinstance(key[1], Unit):  # noqa: PLR2004 - (n, unit, ways of counting)
        counting = [way for way in (key[2] if len(key) > 2 else ()) if isinstance(way, Counting)]  # noqa: PLR2004
        unit = key[1].value.replace("_", " ")
        return (
            f"{key[0]} {unit.removesuffix('s') if key[0] == 1 else unit}, {' or '.join(way.value for way in counting) or 'civil'}"
        )
    if isinstance(key[0], str) and isinstance(key[1], Unit | int):
        return " ".join(map(str, key))
    told = [_length(part) if isinstance(part, tuple) else f"{part}:" for part in key if part is not None]
    return f"{told[0]} {' or '.join(told[1:])}" if isinstance(key[0], str) else " or ".join(told)


def _force(version: Version) -> str:
    """The days of force of the version that a row was made from."""
    since = version.first_known
    return f"version of {since or 'an unknown day'} to {version.until or 'now'}"


def _listed(told: Iterable[str]) -> str:
    words = ", ".join(word for word in told if word)
    return f"; {words}" if words else ""
