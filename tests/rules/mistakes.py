"""Mistakes that people make when they count days and read laws; each is one function or value, done wrong."""

import datetime as dt
from contextlib import ExitStack
from functools import cached_property
from typing import Any

from madoguchi.ground import dates
from madoguchi.ground.citations import Confidence
from madoguchi.ground.dates import ONE_DAY, Counting, Length, last_day
from madoguchi.rules import (
    acts,
    bars,
    built_in,
    clocks,
    deadlines,
    expression,
    history,
    inquiry,
    last_days,
    names,
    options,
    receipts,
    stays,
    sums,
    timeline,
    windows,
)
from madoguchi.rules.clauses import Clause, Running
from madoguchi.rules.expression import Moment
from madoguchi.rules.kinds import Clock
from madoguchi.rules.terms import Answer, Event
from tests.rules.injection import Inject, replace, swap, swap_method, swap_words

# ------------------------------------------------------------------ days and their order


def reverse_classes(stack: ExitStack) -> None:
    """Events of one day in reverse order of their classes."""
    right = history.in_order

    def wrong(events: Any, words: Any) -> Any:
        ranks = {kind: replace(word, rank=-word.rank) for kind, word in words.events.items()}
        return right(events, replace(words, events=ranks))

    swap(stack, right, wrong)


def months_by_number(stack: ExitStack) -> None:
    """Months counted by day number, not by the civil code."""

    def wrong(event: dt.date, length: Length, counting: Counting) -> dt.date:
        return last_day(event, length, Counting.SAME_NUMBER if counting is Counting.CIVIL else counting)

    swap(stack, dates.last_day, wrong)


def loss_on_the_last_day(stack: ExitStack) -> None:
    """A permission ends on its last day, not after it."""
    swap_method(
        stack, stays.Claim, "covers", lambda self, day: self.first <= day and (self.last is None or day < self.last)
    )  # fmt: skip


def exposure_on_the_day(stack: ExitStack) -> None:
    """What runs against a stay shows on the day of the event itself."""
    swap_method(stack, clocks.Run, "exposed_first", property(lambda self: self.start.day))


def filed_before(stack: ExitStack) -> None:
    """A request is in time only before the last day, not on it."""
    right = stays.permit_for

    def wrong(filed: Event, claims: Any, counter: Any) -> Any:
        found = right(filed, claims, counter)
        return None if found is not None and found[0].until == filed.day else found

    swap(stack, right, wrong)


def closed_days_ignored(stack: ExitStack) -> None:
    """A filing on the next open day is late."""
    swap(stack, stays.rolled, lambda _day, _counter: None)


def closed_days_move_the_end(stack: ExitStack) -> None:
    """Closed days move every last day, the end of the cover too."""
    right = stays.Counter.ends

    def wrong(self: stays.Counter, event: dt.date, value: Any) -> tuple[dt.date, ...]:
        return tuple(self.closed.next_open(day) or day if self.closed else day for day in right(self, event, value))

    swap_method(stack, stays.Counter, "ends", wrong)


def cover_from_filing(stack: ExitStack) -> None:
    """The two months count from the filing, not from the old last day."""
    right = inquiry.Inquiry.waiting.func  # type: ignore[attr-defined]

    def wrong(self: inquiry.Inquiry) -> tuple[stays.Waiting, ...]:
        found = right(self)
        ends = self.table.counter.ends
        return tuple(replace(w, limits=ends(w.filed.day, w.version.at_most) if w.version.at_most else ()) for w in found)

    other = cached_property(wrong)
    other.__set_name__(inquiry.Inquiry, "waiting")
    swap_method(stack, inquiry.Inquiry, "waiting", other)


def abroad_forgotten(stack: ExitStack) -> None:
    """Days abroad are days in the country."""
    swap(stack, timeline.presence, lambda _history, _day: ())


def looks_ahead(stack: ExitStack) -> None:
    """What was seen is worked out with what the law says later."""
    right = timeline.spans
    swap(stack, right, lambda picture, layers, **_how: right(picture, layers, held=True))


def tomorrow_counts(stack: ExitStack) -> None:
    """What has not happened yet is looked at too."""
    right = history.History.happened

    def wrong(self: history.History, triggers: Any, _day: dt.date, after: int = -1) -> list[Event]:
        return right(self, triggers, dt.date.max, after)

    swap_method(stack, history.History, "happened", wrong)


def warns_on_the_later_day(stack: ExitStack) -> None:
    """The warning stands on the latest reading."""
    right = deadlines._deadline

    def wrong(*args: Any, **kinds: Any) -> Any:
        found = right(*args, **kinds)
        return replace(found, warn=found.day)

    swap(stack, right, wrong)


# ------------------------------------------------------------------ clocks and sums


def law_change_forgets(stack: ExitStack) -> None:
    """A new law says nothing to clocks that run."""
    swap(stack, clocks.retimed, lambda _clause, _start, ends, *_: ends)


def longer_only_shortens(stack: ExitStack) -> None:
    """`longer_only` is read as `rebase`."""
    right = clocks.retimed

    def rebasing(version: Any) -> Any:
        always = isinstance(version, Clock) and version.running is Running.LONGER_ONLY
        return replace(version, running=Running.REBASE) if always else version

    def wrong(clause: Clause, *rest: Any) -> tuple[dt.date, ...]:
        return right(replace(clause, versions=tuple(rebasing(version) for version in clause.versions)), *rest)

    swap(stack, right, wrong)


def obstacles_forgotten(stack: ExitStack) -> None:
    """Illness neither stops a clock nor starts it again."""
    swap(stack, clocks._after_obstacles, lambda _version, _value, ends, *_rest: ends)


def complete_early(stack: ExitStack) -> None:
    """A ground is complete one day early."""
    right = clocks.Run.complete_on
    swap_method(stack, clocks.Run, "complete_on", lambda self, day: right(self, day + ONE_DAY))


def stops_ignored(stack: ExitStack) -> None:
    """What should stop a clock does not."""
    right = clocks._run
    swap(stack, right, lambda clause, version, start, _stopped, *rest: right(clause, version, start, None, *rest))


def excuse_ignored(stack: ExitStack) -> None:
    """A justified reason is forgotten."""
    right = clocks._run
    swap(stack, right, lambda *args: replace(right(*args), excused=False))


def thirty_days_or_more(stack: ExitStack) -> None:
    """ "More than 30 days" is read as "30 or more"."""
    assert built_in.SHORT_PERIOD == 30
    built_in.SHORT_PERIOD = 29
    stack.callback(setattr, built_in, "SHORT_PERIOD", 30)


def a_week_of_six_days(stack: ExitStack) -> None:
    """The hours of six days are held against the bound of seven."""
    right = sums.hours_worked
    swap(stack, right, lambda limit, of: right(replace(limit, window_days=limit.window_days - 1), of))


def any_decision_decides(stack: ExitStack) -> None:
    """A decision ends every open request, whatever number it names."""
    right = stays.decision_of

    def wrong(filed: Event, log: history.History, day: dt.date) -> Event | None:
        decided = [
            event for event in log.by_kind.get("application.decided", ()) if event.order > filed.order and event.day <= day
        ]
        return decided[0] if decided else right(filed, log, day)

    swap(stack, right, wrong)


# ------------------------------------------------------------------ answers


def never_is_earliest(stack: ExitStack) -> None:
    """What never happened is earlier than everything."""
    swap(stack, expression.NEVER, Moment(1))


def order_of_a_day_forgotten(stack: ExitStack) -> None:
    """Two events of one day compare as equal."""
    swap(stack, expression._as_days, lambda a, b: ((a.ordinal, 0), (b.ordinal, 0)))


def unknown_is_no(stack: ExitStack) -> None:
    """A fact that nobody told is taken as a no."""
    right = options._need

    def wrong(*args: Any) -> Any:
        found = right(*args)
        return replace(found, holds=False) if found.holds is None else found

    swap(stack, right, wrong)


def routine_is_unknown(stack: ExitStack) -> None:
    """What is taken as usual is asked like everything else."""

    def wrong(self: Any, name: str) -> Any:
        value = self.history.told(name, self.day)[1]
        return Moment(value.toordinal()) if isinstance(value, dt.date) else value

    swap_method(stack, names.Look, "fact", wrong)


def provisos_forgotten(stack: ExitStack) -> None:
    """What was taken as usual is not said."""
    swap(stack, options._provisos, lambda _names, _look: ())


def version_of_today(stack: ExitStack) -> None:
    """An act of the past is judged by the law of today."""
    swap(stack, acts.law_day, lambda _clause, of: of.day)


def recalled_answers(stack: ExitStack) -> None:
    """What is only recalled counts as read."""
    swap_method(stack, Confidence, "is_knowledge", property(lambda _self: True))


def discretion_is_yes(stack: ExitStack) -> None:
    """What an office may give is promised."""
    right = options._answer

    def wrong(*args: Any) -> Any:
        answer, asks = right(*args)
        return (Answer.YES if answer is Answer.DISCRETION else answer), asks

    swap(stack, right, wrong)


def quota_forgotten(stack: ExitStack) -> None:
    """A way with few places is open to everyone at any time."""
    swap(stack, options._through_quota, lambda option, _of: option)


def exposure_is_loss(stack: ExitStack) -> None:
    """A stay that could be revoked is shown as lost."""
    right = timeline._exposed

    def wrong(*args: Any) -> Any:
        found = right(*args)
        return replace(found, state="irregular_lapse") if found.state == "lawful_revocable" else found

    swap(stack, right, wrong)


def ranks_ignored(stack: ExitStack) -> None:
    """Of two grounds of one day the first by name is the cause, not the first by rank."""
    right = timeline._exposed

    def wrong(picture: Any, *rest: Any) -> Any:
        return right(replace(picture, exposures=tuple(replace(each, rank=0) for each in picture.exposures)), *rest)

    swap(stack, right, wrong)


def ban_of_the_earlier_law(stack: ExitStack) -> None:
    """A ban is what it would be today, not on the day of leaving."""
    right = bars._running
    swap(stack, right, lambda clause, _version, left, of: right(clause, clause.versions[0], left, of))


# ------------------------------------------------------------------ lines of the law


def words(file: str, right: str, wrong: str) -> Inject:
    """A line of a rule file, written differently."""
    return lambda stack: swap_words(stack, file, right, wrong)


permanent_residence_carries = words(
    "stay.toml", '["extension", "change_of_status"]', '["extension", "change_of_status", "permanent_residence"]'
)
day_of_leaving_counts = words("leave.toml", 'counting = ["civil", "includes_first"]', 'counting = ["includes_first"]')
removal_forgotten = words("leave.toml", '{ when = "not was_removed", says = "never-removed" }, ', "")


# ------------------------------------------------------------------ receipts and searches


def any_receipt_counts(stack: ExitStack) -> None:
    """Every filing is taken as proven, whether or not anybody told of a receipt."""
    swap(stack, receipts._proof, lambda filed, _inquiry: filed.day)


def a_search_revives(stack: ExitStack) -> None:
    """A clock that carries the stay also brings back a stay that was over."""
    right = last_days.carried_by_clocks
    swap(stack, right, lambda of, _claims: right(of, []))


# ------------------------------------------------------------------ silence and late filings


def silence_decides_nothing(stack: ExitStack) -> None:
    """An office that says nothing has decided nothing, whatever the law says."""
    swap(stack, clocks.deemed, lambda _runs: [])


def silence_covers_its_day(stack: ExitStack) -> None:
    """What silence refuses is still covered on the day that it is refused."""
    right = stays.covered_until
    swap(stack, right, lambda decided: right(replace(decided, deemed=())))


def late_filings_forgotten(stack: ExitStack) -> None:
    """A request filed after the last day is late, whatever a window says."""
    swap(stack, last_days.late_filing, lambda _filed, _inquiry: None)


def time_left_out_counts(stack: ExitStack) -> None:
    """Time that a law leaves out of a stay is counted."""
    swap(stack, windows._left_out, lambda _version, _values, ends, _anchor, _look: ends)
