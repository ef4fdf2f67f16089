"""Replay: the history that the second engine recorded, read by the first one. Every realised day must be the same.

Compared are the states of all layers, the cause, clocks with their last days, permissions, covers, hours and bans.
Equality is not correctness: both engines share the reader and the calendar (`docs/decisions/0014`).
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from madoguchi.ground.ids import ClauseId
from madoguchi.lab.days import EPOCH, NEVER, day_of
from madoguchi.lab.laying_out import LaidOut
from madoguchi.lab.lives import Diary, Happening
from madoguchi.lab.room import OWNER
from madoguchi.lab.run import Prepared, Record
from madoguchi.lab.states import (
    DIARY_BAR,
    DIARY_COVER,
    DIARY_ENDS,
    DIARY_LEFT,
    DIARY_PASSED,
    DIARY_PERMIT,
    DIARY_RECEIPT,
    DIARY_RUN,
    DIARY_STATE,
    DIARY_STOP,
    LAPSE,
    STATES,
    WITHOUT,
)
from madoguchi.lab.terms import LabError
from madoguchi.lab.timelines import (
    Days,
    Difference,
    Key,
    beginning,
    certain,
    free,
    from_the_first,
    merged,
    of_spans,
    parted,
    uneven,
)
from madoguchi.lab.visits import EVENTS, LIFE, LIVES, PEOPLE, ROWS
from madoguchi.rules.clauses import Clause, Running
from madoguchi.rules.counts import left_of
from madoguchi.rules.engine import bench_of
from madoguchi.rules.history import History
from madoguchi.rules.inquiry import Inquiry
from madoguchi.rules.kinds import Clock, Limit
from madoguchi.rules.stays import PERMIT
from madoguchi.rules.sums import hours_worked
from madoguchi.rules.terms import Event, Layer, Life
from madoguchi.rules.timeline import ended_last
from madoguchi.rules.words import Vocabulary

REGISTRATION = ("uncertain", "in_order", "due", "overdue")

Run = tuple[tuple[int, ...] | None, int | None]
"""One instance of a clock: its last days by each reading, and the day on which it was stopped."""
CLAUSES_WIDE, CLAUSES = 8, 255
"""A clause and a place in the log in one number of the diary."""
ROWS_WIDE, ONE_ROW = 8, 255
"""Three rows in one number of the diary: what gives the stay, work beside it, a clock that says what work it leaves."""
FIRST_STATUS = 2
"""The code of the first status of the vocabulary; those before it say that none was told."""


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
        found += [*self._receipts(), *self._left()]
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
        begins = min((span.first.toordinal() - EPOCH for span in self.inquiry.seen if span.layer is Layer.STAY), default=NEVER)
        for layer, days in mine.items():
            theirs = of_spans(self.inquiry.seen, layer, first, self.last)
            ours = merged(days)
            if layer is Layer.REGISTRATION:
                ours, theirs = certain(beginning(ours, begins)), certain(theirs)
            found += parted(layer.value, from_the_first(ours, theirs), theirs)
        return [*found, *self._causes(rows)]

    def _work(self, rows: list[list[int]]) -> Days:
        """The state of the layer work: what the status of the covering stay carries by the law of each day."""
        changes = sorted({day.toordinal() - EPOCH for day in self.inquiry.picture.work_changes})
        found: Days = []
        for row, after in zip(rows, [*rows[1:], None], strict=True):
            end = after[0] if after else self.last.toordinal() - EPOCH + 1
            for day in (row[0], *(change for change in changes if row[0] < change < end)):
                found.append((day, self._work_of(day, STATES[row[2] & 255], row[3] >> 8, row[5])))
        return found

    def _work_of(self, day: int, stay: str, status: int, behind: int) -> str:
        """`behind`: whether work beside the status is permitted; where claims are kept whole, the rows behind stay and work."""
        side = behind != 0
        if self.laid.whole:
            row, beside, runs = (behind >> wide & ONE_ROW for wide in (0, ROWS_WIDE, 2 * ROWS_WIDE))
            carried, side = self._work_by(row), beside != 0
            if side and carried == "not_allowed":
                carried = self._work_by(beside) or "allowed_limited"
            if stay == "lawful" and runs:
                return str(self._work_by(runs))
            if carried is not None:
                return "uncertain" if stay == "uncertain" else carried
        if stay in ("abroad", "uncertain"):
            return "uncertain"
        if stay not in ("lawful", "lawful_pending", "in_grace"):
            return "not_allowed"
        statuses = sorted(self.laid.forms.words.lists["status"])
        word = self.inquiry.picture.work_of(statuses[status - FIRST_STATUS] if status >= FIRST_STATUS else "", day_of(day))
        return "allowed_limited" if side and word in ("not_allowed", "uncertain") else word

    def _work_by(self, row: int) -> str | None:
        """What work the clause of a row says that its days carry."""
        return getattr(self.laid.book.rows[row - 1].version, "work", None) if row else None

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
        mine = self._whole_runs() if self.laid.whole else self._kernel_runs()
        theirs: dict[Key, Run] = {}
        for run in self.inquiry.runs:
            key = free((run.clause.id, run.start.day.toordinal() - EPOCH, 0), theirs)
            days = [day.toordinal() - EPOCH for day in run.ends]
            stop = run.stopped.day.toordinal() - EPOCH if run.stopped else None
            if stop is not None and _moves(run.clause):
                mine[key] = (None, mine[key][1]) if key in mine else (None, None)  # its columns hold what it would have become
            own_day = not self.laid.whole and key in mine and mine[key][0] is None
            unknown = own_day or (self.laid.whole and stop is not None and _moves(run.clause))
            theirs[key] = ((days[0], min(days), max(days)) if days and not unknown else None, stop)
        return uneven("clock", mine, theirs)

    def _kernel_runs(self) -> dict[Key, Run]:
        """What the diary says of clocks: of one clause only one runs at a time, so that a stop is one of the last that began."""
        until = self.last.toordinal() - EPOCH
        found: dict[Key, Run] = {}
        running: dict[str, Key] = {}
        for row in self.diary:
            clause = self.causes[abs(row[2]) - 1] if row[1] in (DIARY_RUN, DIARY_STOP) else ""
            if row[1] == DIARY_RUN and row[2] > 0 and self.laid.law.row_since[row[4]] <= until:  # not those of laws to come
                running[clause] = free((clause, row[0], 0), found)
                found[running[clause]] = (self._ends(row[0], row[4]), None)
            elif clause in running and row[1] == DIARY_RUN and row[2] < 0:  # an obstacle ended: it starts again, or later
                paused = self.laid.law.row_dated[row[4]]
                found[running[clause]] = ((row[5],) * 3 if paused else self._ends(row[0], row[4]), None)
            elif clause in running and row[1] == DIARY_STOP:
                found[running[clause]] = (found[running[clause]][0], row[0])
        return found

    def _whole_runs(self) -> dict[Key, Run]:
        """The same where clocks are kept whole: several of one clause may run, so that each is known by its place in the log."""
        until = self.last.toordinal() - EPOCH
        found: dict[Key, Run] = {}
        running: dict[tuple[int, int], Key] = {}
        for row in self.diary:
            if row[1] == DIARY_RUN and self.laid.law.row_since[row[4]] <= until:
                key = running[row[2], row[5]] = free((self.causes[row[2] - 1], row[0], 0), found)
                found[key] = (None, None)
            elif row[1] == DIARY_ENDS and (run := running.get((row[2] & CLAUSES, row[2] >> CLAUSES_WIDE))):
                found[run] = (tuple(row[3:6]) if row[3] < NEVER else None, found[run][1])
            elif row[1] == DIARY_STOP and (run := running.get((row[2], row[5]))):
                found[run] = (found[run][0], row[0])
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
            if claim.layer is Layer.STAY and claim.state == PERMIT and claim.known_from <= claim.first  # not what works backwards
        }
        return uneven("permission", mine, theirs)

    def _covers(self) -> list[Difference]:
        law = self.laid.law
        mine: dict[Key, object] = {}
        for row in self._told(DIARY_COVER):
            low = law.cover[row[4], 4]
            ends = tuple(int(law.cols[law.cover[row[4], at], row[3] - law.first]) for at in (4, 5)) if low >= 0 else ()
            mine[(self.causes[row[2] - 1], row[0], 0)] = (row[3], ends)
        theirs: dict[Key, object] = {}
        never_waited: set[Key] = set()
        for waiting in self.inquiry.waiting:
            decided = waiting.decided
            key = (waiting.clause.id, waiting.filed.day.toordinal() - EPOCH, 0)
            granted = decided is not None and decided.fields.get("result") in ("granted", "granted_other")
            if granted and decided is not None and decided.day == waiting.filed.day:
                never_waited.add(key)  # granted on the day of filing
                continue
            assert waiting.permit.until is not None
            limits = [day.toordinal() - EPOCH for day in waiting.limits]
            theirs[key] = (waiting.permit.until.toordinal() - EPOCH, (min(limits), max(limits)) if limits else ())
        mine = {key: value for key, value in mine.items() if key in theirs or key not in never_waited}
        return uneven("cover", mine, theirs)

    def _receipts(self) -> list[Difference]:
        """Requests that carry something from their filing or their receipt, by clause and day of filing."""
        if not self.laid.whole:
            return []
        mine: dict[Key, object] = {}
        for row in self._told(DIARY_RECEIPT):
            mine[free((self.causes[row[2] - 1], row[0], 0), mine)] = "carries"
        theirs: dict[Key, object] = {}
        for cover in self.inquiry.covers:
            theirs[free((cover.clause.id, cover.filed.day.toordinal() - EPOCH, 0), theirs)] = "carries"
        noticed = {cover.clause.id for cover in self.inquiry.covers if cover.version.covers_from == "processing"}
        return [each for each in uneven("receipt", mine, theirs) if each.kernel != "carries" or each.what in noticed]

    # -------------------------------------------------------------- limits passed, bans

    def _left(self) -> list[Difference]:
        """What is left of every bound on how often something happens, on each day on which something was counted."""
        mine: dict[Key, object] = {(self.laid.counts[row[2]].id, row[0], 0): row[3] for row in self._told(DIARY_LEFT)}
        theirs: dict[Key, object] = {}
        for clause, day, _ in mine:
            left = left_of(self.laid.book.law.clauses[ClauseId(clause)], self.inquiry, day_of(day))
            theirs[clause, day, 0] = -1 if left is None else left
        return uneven("left of", mine, theirs)

    def _breaches(self) -> list[Difference]:
        mine: dict[Key, object] = {(self.laid.limits[row[2]].id, 0, 0): row[3] for row in self._told(DIARY_PASSED)}
        theirs: dict[Key, object] = {}
        for clause in self.laid.limits:
            version = clause.version_on(self.last)
            passed = hours_worked(version, self.inquiry).passed_on if isinstance(version, Limit) else None
            if passed is not None:
                theirs[(clause.id, 0, 0)] = passed.toordinal() - EPOCH
        return uneven("breach", mine, theirs)

    def _bans(self) -> list[Difference]:
        mine: dict[Key, object] = {(self.causes[row[2] - 1], row[0], row[4]): "a ban" for row in self._told(DIARY_BAR)}
        theirs: dict[Key, object] = {
            (bar.clause, bar.first.toordinal() - EPOCH, bar.last.toordinal() - EPOCH): "a ban"
            for bar in self.inquiry.bars
            if bar.first is not None and bar.last is not None
        }
        return uneven("ban", mine, theirs)


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


def _moves(clause: Clause) -> bool:
    """Whether something can move the last day of a clock that runs: a later law, an illness, another day that it hangs on."""
    versions = [version for version in clause.versions if isinstance(version, Clock)]
    return any(v.running is not Running.KEEP or v.obstacles or v.latest_of or v.earliest_of or v.counts_from for v in versions)
