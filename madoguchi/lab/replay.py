"""Replay: the history that the second engine recorded, read by the first one. Every realised day must be the same.

Compared are the states of all layers, the cause, clocks with their last days, permissions, covers, hours and bans.
Equality is not correctness: both engines share the reader and the calendar (`docs/decisions/0014`).
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from madoguchi.lab.days import EPOCH, NEVER, day_of
from madoguchi.lab.laying_out import LaidOut
from madoguchi.lab.lives import Diary, Happening
from madoguchi.lab.room import OWNER
from madoguchi.lab.run import Prepared, Record
from madoguchi.lab.states import (
    DIARY_BAR,
    DIARY_COVER,
    DIARY_PASSED,
    DIARY_PERMIT,
    DIARY_RUN,
    DIARY_STATE,
    DIARY_STOP,
    LAPSE,
    STATES,
    WITHOUT,
)
from madoguchi.lab.terms import LabError
from madoguchi.lab.visits import EVENTS, LIFE, LIVES, PEOPLE, ROWS
from madoguchi.rules.clauses import Clause, Running
from madoguchi.rules.engine import bench_of
from madoguchi.rules.history import History
from madoguchi.rules.inquiry import Inquiry
from madoguchi.rules.kinds import Clock, Limit
from madoguchi.rules.stays import PERMIT
from madoguchi.rules.sums import hours_worked
from madoguchi.rules.terms import Event, Layer, Life, Span
from madoguchi.rules.timeline import ended_last
from madoguchi.rules.words import Vocabulary

REGISTRATION = ("uncertain", "in_order", "due", "overdue")

Days = list[tuple[int, str]]
"""A timeline: the first day of every run of equal states."""
Key = tuple[str, int, int]
"""A clause, a day, and another day where one more is needed (else 0)."""
Told = Mapping[Key, object]
Run = tuple[tuple[int, ...] | None, int | None]
"""One instance of a clock: its last days by each reading, and the day on which it was stopped."""
FIRST_STATUS = 2
"""The code of the first status of the vocabulary; those before it say that none was told."""


@dataclass(frozen=True)
class Difference:
    """Where the two engines part: what, on which day, what the kernel says and what the interpreter says."""

    what: str
    day: dt.date
    kernel: object
    interpreter: object

    def __str__(self) -> str:
        return f"{self.day} {self.what}: the kernel says {self.kernel}, the interpreter {self.interpreter}"


def life_of(laid: LaidOut, country: str, happenings: Iterable[Happening]) -> Life:
    """The same events in the words of the interpreter."""
    events: list[Event] = []
    for order, told in enumerate(happenings):
        form = laid.forms.every[told.form - 1]
        until = day_of(told.last) if told.last else None
        events.append(form.event(day_of(told.day), until, str(told.request) if told.request >= 0 else None, order))
    return Life(country, (), tuple(events))


# ------------------------------------------------------------------ one life


class Compared:
    """One life, as both engines have it on its last day."""

    def __init__(self, laid: LaidOut, words: Vocabulary, life: Life, diary: Diary, last: dt.date) -> None:
        self.laid, self.last = laid, last
        self.inquiry = Inquiry(bench_of(laid.book.law, words), History(life, words), last)
        self.causes = laid.causes
        self.diary: list[list[int]] = diary.tolist()
        self.rows: dict[int, list[list[int]]] = {}
        for row in self.diary:
            self.rows.setdefault(row[1], []).append(row)

    def differences(self) -> list[Difference]:
        """Every difference, the first ones first."""
        found = [*self._states(), *self._runs(), *self._permits(), *self._covers(), *self._breaches(), *self._bans()]
        return sorted(found, key=lambda each: (each.day, each.what))

    def _told(self, what: int) -> list[list[int]]:
        return self.rows.get(what, [])

    # -------------------------------------------------------------- days

    def _states(self) -> list[Difference]:
        rows = self._told(DIARY_STATE)
        if not rows:
            return []
        first = day_of(rows[0][0])
        mine = {
            Layer.STAY: [(row[0], STATES[row[2] & 255]) for row in rows],
            Layer.SUMMARY: [(row[0], STATES[row[2] >> 8]) for row in rows],
            Layer.REGISTRATION: [(row[0], REGISTRATION[row[4]]) for row in rows],
            Layer.WORK: self._work(rows),
        }
        found = []
        for layer, days in mine.items():
            theirs = _of_spans(self.inquiry.seen, layer, first, self.last)
            ours = _merged(days)
            if layer is Layer.REGISTRATION:
                ours, theirs = _certain(ours), _certain(theirs)
            found += _parted(layer.value, _from(ours, theirs), theirs)
        return [*found, *self._causes(rows)]

    def _work(self, rows: list[list[int]]) -> Days:
        """The state of the layer work: what the status of the covering stay carries by the law of each day."""
        changes = sorted({day.toordinal() - EPOCH for day in self.inquiry.picture.work_changes})
        found: Days = []
        for row, after in zip(rows, [*rows[1:], None], strict=True):
            end = after[0] if after else self.last.toordinal() - EPOCH + 1
            for day in (row[0], *(change for change in changes if row[0] < change < end)):
                found.append((day, self._work_of(day, STATES[row[2] & 255], row[3] >> 8, side=bool(row[5]))))
        return found

    def _work_of(self, day: int, stay: str, status: int, *, side: bool) -> str:
        if stay in ("abroad", "uncertain"):
            return "uncertain"
        if stay not in ("lawful", "lawful_pending", "in_grace"):
            return "not_allowed"
        statuses = sorted(self.laid.forms.words.lists["status"])
        word = self.inquiry.picture.work_of(statuses[status - FIRST_STATUS] if status >= FIRST_STATUS else "", day_of(day))
        return "allowed_limited" if side and word in ("not_allowed", "uncertain") else word

    def _causes(self, rows: list[list[int]]) -> list[Difference]:
        """The clause that ended the last claim, on every first day of an irregular state."""
        found = []
        before = 0
        for row in rows:
            state, cause = row[2] & 255, row[3] & 255
            if state in (LAPSE, WITHOUT) and before not in (LAPSE, WITHOUT):
                day = day_of(row[0])
                mine, theirs = self.causes[cause - 1] if cause else None, self._cause_on(day)
                found += [Difference("cause", day, mine, theirs)] if mine != theirs else []
            before = state
        return found

    def _cause_on(self, day: dt.date) -> str | None:
        """What the interpreter says ended the last claim before a day."""
        stays = [claim for claim in self.inquiry.claims if claim.layer is Layer.STAY and not claim.reading]
        over = [claim for claim in stays if claim.first <= day and claim.known_from <= day]
        if not over:
            return None
        ended = ended_last(over)
        return ended.ended_by_clock[0] if ended.ended_by_clock else ended.clause

    # -------------------------------------------------------------- clocks

    def _runs(self) -> list[Difference]:
        """Every instance of every clock: its clause, first day, last days by each reading, and the day that stopped it."""
        mine = self._kernel_runs()
        theirs: dict[Key, Run] = {}
        for run in self.inquiry.runs:
            key = _free((run.clause.id, run.start.day.toordinal() - EPOCH, 0), theirs)
            days = [day.toordinal() - EPOCH for day in run.ends]
            stop = run.stopped.day.toordinal() - EPOCH if run.stopped else None
            if stop is not None and _moves(run.clause):
                mine[key] = (None, mine[key][1]) if key in mine else (None, None)  # its columns hold what it would have become
            own_day = key in mine and mine[key][0] is None
            theirs[key] = ((days[0], min(days), max(days)) if days and not own_day else None, stop)
        return _uneven("clock", mine, theirs)

    def _kernel_runs(self) -> dict[Key, Run]:
        """What the diary says of clocks: of one clause only one runs at a time, so that a stop is one of the last that began."""
        until = self.last.toordinal() - EPOCH
        found: dict[Key, Run] = {}
        running: dict[str, Key] = {}
        for row in self.diary:
            clause = self.causes[abs(row[2]) - 1] if row[1] in (DIARY_RUN, DIARY_STOP) else ""
            if row[1] == DIARY_RUN and row[2] > 0 and self.laid.law.row_since[row[4]] <= until:  # not those of laws to come
                running[clause] = _free((clause, row[0], 0), found)
                found[running[clause]] = (self._ends(row[0], row[4]), None)
            elif clause in running and row[1] == DIARY_RUN and row[2] < 0:  # an obstacle ended: it starts again, or later
                paused = self.laid.law.row_dated[row[4]]
                found[running[clause]] = ((row[5],) * 3 if paused else self._ends(row[0], row[4]), None)
            elif clause in running and row[1] == DIARY_STOP:
                found[running[clause]] = (found[running[clause]][0], row[0])
        return found

    def _ends(self, start: int, row: int) -> tuple[int, ...] | None:
        """The last days of a clock by the columns of its row; None where it has no column, or a day of its own."""
        law = self.laid.law
        if law.row_law[row] < 0 or law.row_dated[row]:
            return None
        columns = (law.row_law[row], law.row_low[row], law.row_high[row])
        return tuple(int(law.cols[column, start - law.first]) for column in columns)

    # -------------------------------------------------------------- permissions, covers

    def _permits(self) -> list[Difference]:
        mine: dict[Key, object] = {
            (self.causes[row[2] - 1], row[3], 0): row[4] if row[4] < NEVER else None for row in self._told(DIARY_PERMIT)
        }
        theirs: dict[Key, object] = {
            (claim.clause, claim.first.toordinal() - EPOCH, 0): claim.until.toordinal() - EPOCH if claim.until else None
            for claim in self.inquiry.permits
            if claim.layer is Layer.STAY and claim.state == PERMIT
        }
        return _uneven("permission", mine, theirs)

    def _covers(self) -> list[Difference]:
        law = self.laid.law
        mine: dict[Key, object] = {}
        for row in self._told(DIARY_COVER):
            low = law.cover[row[4], 4]
            ends = tuple(int(law.cols[law.cover[row[4], at], row[3] - law.first]) for at in (4, 5)) if low >= 0 else ()
            mine[(self.causes[row[2] - 1], row[0], 0)] = (row[3], ends)
        theirs: dict[Key, object] = {}
        for waiting in self.inquiry.waiting:
            decided = waiting.decided
            if decided is not None and decided.day == waiting.filed.day and decided.fields.get("result") == "granted":
                continue  # granted on the day of filing: it never waited
            assert waiting.permit.until is not None
            limits = [day.toordinal() - EPOCH for day in waiting.limits]
            key = (waiting.clause.id, waiting.filed.day.toordinal() - EPOCH, 0)
            theirs[key] = (waiting.permit.until.toordinal() - EPOCH, (min(limits), max(limits)) if limits else ())
        return _uneven("cover", mine, theirs)

    # -------------------------------------------------------------- limits passed, bans

    def _breaches(self) -> list[Difference]:
        mine: dict[Key, object] = {(self.laid.limits[row[2]].id, 0, 0): row[3] for row in self._told(DIARY_PASSED)}
        theirs: dict[Key, object] = {}
        for clause in self.laid.limits:
            version = clause.version_on(self.last)
            passed = hours_worked(version, self.inquiry).passed_on if isinstance(version, Limit) else None
            if passed is not None:
                theirs[(clause.id, 0, 0)] = passed.toordinal() - EPOCH
        return _uneven("breach", mine, theirs)

    def _bans(self) -> list[Difference]:
        mine: dict[Key, object] = {(self.causes[row[2] - 1], row[0], row[4]): "a ban" for row in self._told(DIARY_BAR)}
        theirs: dict[Key, object] = {
            (bar.clause, bar.first.toordinal() - EPOCH, bar.last.toordinal() - EPOCH): "a ban"
            for bar in self.inquiry.bars
            if bar.first is not None and bar.last is not None
        }
        return _uneven("ban", mine, theirs)


# ------------------------------------------------------------------ the lives of a run


@dataclass(frozen=True)
class Lived:
    """One recorded life: its number, what happened, what the kernel made of it, and the last day that was looked at."""

    number: int
    happenings: tuple[Happening, ...]
    diary: Diary
    until: int


def lives_of(prepared: Prepared, record: Record) -> Iterator[Lived]:
    """The lives that a run wrote down; LabError where the record was too small for them."""
    events, rows, lives = int(record.book[EVENTS]), int(record.book[ROWS]), int(record.book[LIVES])
    if events > len(record.events) or rows > len(record.diary):
        raise LabError(f"the record is too small for {events} events and {rows} rows of diary: ask `record_of` for more")
    going_on = set(record.book[LIFE : LIFE + int(record.book[PEOPLE])].tolist())
    told = _by_life(record.events[:events], 0, lives)
    diaries = _by_life(record.diary[:rows], OWNER, lives)
    last = prepared.first + prepared.days - 1
    for number in range(lives):
        until = last if number in going_on else int(diaries[number][-1, 0])
        yield Lived(number, tuple(_happenings(prepared.laid, told[number].tolist())), diaries[number], until)


def replayed(prepared: Prepared, record: Record) -> list[tuple[Lived, list[Difference]]]:
    """The recorded lives about which the engines disagree, each with every difference. None: they agree on every day."""
    laid = prepared.laid
    found = []
    for lived in lives_of(prepared, record):
        life = life_of(laid, laid.book.law.id, lived.happenings)
        parted = Compared(laid, laid.forms.words, life, lived.diary, day_of(lived.until)).differences()
        found += [(lived, parted)] if parted else []
    return found


def _by_life(rows: Diary, column: int, lives: int) -> list[Diary]:
    """Rows of each life, in the order in which they were written."""
    sorted_rows = rows[np.argsort(rows[:, column], kind="stable")]
    return np.split(sorted_rows, np.searchsorted(sorted_rows[:, column], np.arange(1, lives)))


def _happenings(laid: LaidOut, rows: Sequence[Sequence[int]]) -> Iterator[Happening]:
    """Recorded rows as events: the request that took a place is the one that later acts there are about."""
    held: dict[int, int] = {}
    asked = 0
    for _, day, form, last, place in rows:
        if laid.law.form_request[form] >= 0:
            held[place] = asked
            asked += 1
        yield Happening(day, form, last, held.get(place, -1))


# ------------------------------------------------------------------ small comparisons


def _moves(clause: Clause) -> bool:
    """Whether something can move the last day of a clock that runs: a later law, or an illness."""
    versions = [version for version in clause.versions if isinstance(version, Clock)]
    return any(version.running is not Running.KEEP or version.obstacles for version in versions)


def _free(key: Key, taken: Mapping[Key, object]) -> Key:
    """A key that is not taken: of several on one day the first, the second and so on."""
    clause, day, place = key
    while (clause, day, place) in taken:
        place += 1
    return clause, day, place


def _merged(days: Iterable[tuple[int, str]]) -> Days:
    """Changes only: the first day of every run of equal states."""
    found: Days = []
    for day, state in days:
        if found and found[-1][0] == day:
            found.pop()
        if not found or found[-1][1] != state:
            found.append((day, state))
    return found


def _certain(days: Days) -> Days:
    return [(day, state) for day, state in days if state != "uncertain"]


def _of_spans(spans: Iterable[Span], layer: Layer, first: dt.date, last: dt.date) -> Days:
    told = [(max(span.first, first), span) for span in spans if span.layer is layer and span.realised and span.first <= last]
    return _merged((day.toordinal() - EPOCH, span.state) for day, span in told if span.last is None or span.last >= first)


def _from(mine: Days, theirs: Days) -> Days:
    """The kernel's timeline from the day on which the interpreter's begins: before it there is nothing to say."""
    begins = theirs[0][0] if theirs else NEVER
    if not mine or mine[0][1] != "uncertain" or mine[0][0] >= begins:
        return mine
    after = [change for change in mine if change[0] >= begins]
    if not theirs or (after and after[0][0] == begins):
        return after
    return [(begins, "uncertain"), *after]


def _parted(what: str, mine: Days, theirs: Days) -> list[Difference]:
    """The first day on which two timelines part."""
    for place in range(max(len(mine), len(theirs))):
        ours, other = mine[place : place + 1], theirs[place : place + 1]
        if ours != other:
            day = min(change[0] for change in (*ours, *other))
            return [Difference(what, day_of(day), _change(ours), _change(other))]
    return []


def _change(told: Days) -> str | None:
    return f"{told[0][1]} from {day_of(told[0][0])}" if told else None


def _uneven(what: str, mine: Told, theirs: Told) -> list[Difference]:
    """Keys that only one knows, and values that differ."""
    found = []
    for key in sorted({*mine, *theirs}):
        ours, other = mine.get(key, "nothing"), theirs.get(key, "nothing")
        if ours != other:
            found.append(Difference(f"{what} {key[0]}", day_of(key[1] or 1), ours, other))
    return found
