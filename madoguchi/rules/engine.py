"""The engine: `life + day -> position`. It decides nothing that is not in a clause, and always says which clause it was."""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache

from madoguchi.ground.ids import ClauseId
from madoguchi.rules.acts import law_day
from madoguchi.rules.bars import numbers_of_bars
from madoguchi.rules.clauses import LawBook, Standing
from madoguchi.rules.deadlines import days_late, deadlines_of
from madoguchi.rules.history import History
from madoguchi.rules.inquiry import Bench, Inquiry, bench
from madoguchi.rules.kinds import Penalty, Redress
from madoguchi.rules.options import options_of
from madoguchi.rules.receipts import unproven
from madoguchi.rules.sums import numbers_of_limits, totals
from madoguchi.rules.terms import (
    Answer,
    AnswerTo,
    Deadline,
    Doubt,
    Layer,
    Life,
    Number,
    Option,
    Position,
    Question,
    Span,
)
from madoguchi.rules.terms import Redress as RedressResult
from madoguchi.rules.words import Vocabulary

LAWFUL = frozenset(
    {"lawful", "lawful_revocable", "lawful_breach", "lawful_pending", "lawful_no_status", "in_grace", "departure_period"}
)

MAY_WORK = frozenset({"allowed", "allowed_limited"})


@lru_cache(maxsize=64)
def bench_of(law: LawBook, words: Vocabulary) -> Bench:
    """A law book laid out for inquiries, once."""
    return bench(law, words)


def position(law: LawBook, words: Vocabulary, life: Life, day: dt.date, *, every: bool = False) -> Position:
    """What the law says of `life` on `day`, as far as told by that day. LifeError if the life is told in unknown words.

    `every`: also options that do not concern this life, which are not worth saying to a person.
    """
    return ask(law, words, life, day, every=every)[1]


def ask(law: LawBook, words: Vocabulary, life: Life, day: dt.date, *, every: bool = False) -> tuple[Inquiry, Position]:
    """The position, and the inquiry that it came from: for questions that go on (another purpose, another option)."""
    table = bench_of(law, words)
    inquiry = Inquiry(table, History(life, words), day)
    options = options_of(inquiry, every=every)
    deadlines = deadlines_of(inquiry)
    return inquiry, Position(
        day,
        inquiry.seen,
        inquiry.held,
        deadlines,
        options,
        _answers(inquiry),
        tuple(_numbers(inquiry)),
        inquiry.bars,
        _redress(inquiry),
        _questions(inquiry, options),
        _causes(inquiry),
        _all_doubts(inquiry, options, deadlines),
    )


# ------------------------------------------------------------------ questions of law


def _answers(inquiry: Inquiry) -> tuple[AnswerTo, ...]:
    """Answers that clauses give outright, then those that follow from states and deadlines."""
    look = inquiry.look(inquiry.day)
    found: list[AnswerTo] = []
    for clause in inquiry.table.answering:
        version = clause.version_on(law_day(clause, inquiry))
        for row in version.answers if version else ():
            holds = row.when.holds(look) if row.when else True
            if holds is not False and version:
                answer = row.answer if holds else Answer.ASK
                asks = row.when.missing(look) if holds is None and row.when else ()
                doubts: tuple[Doubt, ...] = ()
                if not version.confidence.is_knowledge:
                    doubts, answer, asks = (Doubt(answer.value, "only-recalled", clause.id),), Answer.UNKNOWN, ()
                found.append(AnswerTo(row.question, answer, clause.id, frozenset(version.facts), asks, doubts))
    return (*found, *_state_answers(inquiry))


def _state_answers(inquiry: Inquiry) -> list[AnswerTo]:
    found = []
    summary = inquiry.state(Layer.SUMMARY, inquiry.day)
    work = inquiry.state(Layer.WORK, inquiry.day)
    if summary is not None:
        found.append(_from_span("lawful_on", summary, LAWFUL))
    if work is not None:
        found.append(_from_span("may_work", work, MAY_WORK))
    return found


def _from_span(question: str, span: Span, good: frozenset[str]) -> AnswerTo:
    """The answer that a state gives, and those that its readings would."""
    clause = span.clauses[0] if span.clauses else ClauseId("")
    doubts = tuple(Doubt(_yes_no(reading, good).value, "readings-differ", clause) for reading in span.readings)
    return AnswerTo(question, _yes_no(span.state, good), clause, span.facts, doubts=doubts)


def _yes_no(state: str, good: frozenset[str]) -> Answer:
    return Answer.UNKNOWN if state == "uncertain" else Answer.YES if state in good else Answer.NO


# ------------------------------------------------------------------ numbers, redress, questions, causes


def _numbers(inquiry: Inquiry) -> Iterable[Number]:
    look = inquiry.look(inquiry.day)
    for clause in inquiry.table.numbering:
        day = law_day(clause, inquiry)
        standing, version = clause.standing(day)
        if standing is not Standing.IN_FORCE:
            continue
        facts = frozenset(version.facts)
        option = getattr(version, "option", None) or getattr(version, "for_option", None)
        for row in (*version.numbers, *(version.amounts if isinstance(version, Penalty) else ())):
            holds = row.when.holds(look) if row.when else True
            if holds:
                known = (row.confidence or version.confidence).is_knowledge
                yield Number(row.name, row.n, row.unit, clause.id, facts, row.option or option, known)
        for value in inquiry.table.lengths[id(version)]:
            known = (value.confidence or version.confidence).is_knowledge
            yield Number(str(value.number), value.n, value.unit.value, clause.id, facts, option, known)
    yield from numbers_of_limits(inquiry)
    yield from numbers_of_bars(inquiry)
    yield from days_late(inquiry)
    for total in totals(inquiry):
        yield Number(total.version.number, total.months, "months", total.clause, frozenset(total.version.facts))


def _redress(inquiry: Inquiry) -> tuple[RedressResult, ...]:
    look = inquiry.look(inquiry.day)
    found = []
    for clause in inquiry.table.clauses("redress"):
        version = clause.version_on(inquiry.day)
        if not isinstance(version, Redress) or (version.shown_when is not None and version.shown_when.holds(look) is not True):
            continue
        unchecked = frozenset(name for name, known in version.value_confidence.items() if not known.is_knowledge)
        found.append(
            RedressResult(
                clause.id,
                version.body,
                version.violations,
                version.status_needed,
                version.reports,
                version.effect_on_stay,
                version.effect_on_workplace,
                version.protected,
                version.time_limit,
                version.evidence,
                frozenset(version.facts),
                unchecked,
            )
        )
    return tuple(found)


def _questions(inquiry: Inquiry, options: Iterable[Option]) -> tuple[Question, ...]:
    """What the engine needs to be told, and which clauses wait for it. A question nobody's answer hangs on is not asked."""
    waiting: dict[str, list[ClauseId]] = {}
    for clause, names in _waits(inquiry, options):
        for name in names:
            waiting.setdefault(name, []).append(clause)
    asks = inquiry.table.words.asks
    return tuple(Question(name, asks.get(name), tuple(dict.fromkeys(clauses))) for name, clauses in sorted(waiting.items()))


def _waits(inquiry: Inquiry, options: Iterable[Option]) -> Iterator[tuple[ClauseId, tuple[str, ...]]]:
    """Clauses that wait to be told something: shown options, clocks that may run, lengths and excuses that depend."""
    yield from ((option.clause, option.asks) for option in options if option.shown)
    yield from inquiry.unsure
    yield from unproven(inquiry)
    look = inquiry.look(inquiry.day)
    for total in totals(inquiry):
        if total.version.left_out and look.get(total.version.left_out) is None:
            yield total.clause, (total.version.left_out,)
    permit = inquiry.last_permit(inquiry.day)
    if inquiry.picture.irregular_from and (permit is None or permit.until is None):
        yield from ((clause.id, ("stay_until",)) for clause in inquiry.table.clauses("penalty")[:1])
    for run in inquiry.runs:
        yield run.clause.id, run.asks
        if run.version.excuse is not None and run.excused is None:
            yield run.clause.id, run.version.excuse.missing(inquiry.look(inquiry.day))


def _causes(inquiry: Inquiry) -> tuple[ClauseId, ...]:
    """The clauses behind an irregular state of today, the proximate one first."""
    span = inquiry.state(Layer.SUMMARY, inquiry.day)
    return span.clauses if span is not None and span.state not in LAWFUL and span.state not in ("uncertain", "abroad") else ()


def _all_doubts(inquiry: Inquiry, options: Iterable[Option], deadlines: Iterable[Deadline]) -> tuple[Doubt, ...]:
    """Everything on which readings part, as far as it is shown: for the page and the checker."""
    found = [doubt for option in options if option.shown for doubt in option.doubts]
    found += _standing_doubts(inquiry, deadlines)
    found += [
        Doubt(reading, "readings-differ", span.clauses[0]) for span in inquiry.seen for reading in span.readings if span.clauses
    ]
    found += [Doubt(str(day), "day-differs", each.clauses[0]) for each in deadlines for day in each.readings]
    return tuple(dict.fromkeys(found))


def _standing_doubts(inquiry: Inquiry, deadlines: Iterable[Deadline]) -> list[Doubt]:
    """Doubts of clauses that are no options: clocks that run, totals, days ahead, and what holds the state of today."""
    look = inquiry.look(inquiry.day)
    today = inquiry.state(Layer.SUMMARY, inquiry.day)
    behind = (
        {run.clause.id for run in inquiry.runs}
        | {total.clause for total in totals(inquiry)}
        | set(today.clauses if today else ())
        | {clause for each in deadlines if each.day >= inquiry.day for clause in each.clauses}
    )
    governing = {cover.clause.id: cover.version for cover in inquiry.covers}
    found: list[Doubt] = []
    for clause in sorted(behind & inquiry.table.law.clauses.keys()):
        version = inquiry.table.law.clauses[clause].version_on(inquiry.day) or governing.get(clause)
        rows = version.doubts if version else ()
        found += [Doubt(row.reading, row.why, clause) for row in rows if row.when is None or row.when.holds(look) is True]
    return found


__all__ = ["LAWFUL", "ask", "position"]
