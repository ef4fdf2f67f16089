"""From answers to a life in the words of the rules. What was not told is left out or told as not known, never filled in."""

import datetime as dt
from collections.abc import Mapping

from madoguchi.help.decide.dialogue import given, holds, is_open
from madoguchi.help.terms import Answers, Dialogue, Filling, FromAnswer, Question, Reply, Supposition, Telling, Told
from madoguchi.rules.terms import Event, Fact, Life, Value

ONE_DAY = dt.timedelta(days=1)
LATELY = dt.timedelta(days=14)
"""Long enough ago that closed offices play no part, and short enough that a request still counts."""
TODAY, BEFORE_ALL = "today", "before_all"


def tell(dialogue: Dialogue, answers: Answers, today: dt.date) -> Told:
    """The life that the answers on the path tell, and the days that are still open."""
    counted = given(dialogue, answers, today)
    rows = [row for row in dialogue.tellings if holds(row.when, counted, today)]
    facts = tuple(_fact(dialogue, row.fact, row.value, counted) for row in rows if row.fact is not None)
    dated = [(row, _day(row, counted, today)) for row in rows if row.event is not None]
    before = _before_all([day for _, day in dated if day], counted, today)
    kept = [(row, before if row.day == BEFORE_ALL else day) for row, day in dated]
    events = tuple(
        _event(dialogue, row, day, order, counted)
        for order, (row, day) in enumerate((row, day) for row, day in kept if day is not None)
    )
    undated = dict.fromkeys(str(row.day) for row, day in kept if day is None)
    return Told(Life(dialogue.country, facts, events), tuple(undated))


def suppose(supposition: Supposition, answers: Answers, today: dt.date) -> Answers:
    """The answers with what could be true in the place of what stayed open."""
    days: Mapping[str, Reply] = {"today": today, "yesterday": today - ONE_DAY, "lately": today - LATELY}
    tried: dict[str, Reply] = {}
    for name, raw in supposition.answers.items():
        tried[name] = answers[raw.question] if isinstance(raw, FromAnswer) else days.get(raw, raw)
    return {**answers, **tried}


def _fact(dialogue: Dialogue, name: str, value: Filling | None, answers: Answers) -> Fact:
    return Fact(name, None if value is None else _value(dialogue, value, answers))


def _event(dialogue: Dialogue, row: Telling, day: dt.date, order: int, answers: Answers) -> Event:
    found = {name: _value(dialogue, filling, answers) for name, filling in row.fields.items()}
    fields: Mapping[str, Value] = {name: value for name, value in found.items() if value is not None}
    return Event(day, str(row.event), fields, order)


def _day(row: Telling, answers: Answers, today: dt.date) -> dt.date | None:
    if row.day == TODAY:
        return today
    reply = answers.get(row.day or "")
    return reply if isinstance(reply, dt.date) else None


def _before_all(days: list[dt.date], answers: Answers, today: dt.date) -> dt.date:
    # A permission of which the beginning is not told is dated the day before everything else: the format of worked cases.
    told = [reply for reply in answers.values() if isinstance(reply, dt.date)]
    return min([*days, *told, today]) - ONE_DAY


def _value(dialogue: Dialogue, filling: Filling, answers: Answers) -> Value | None:
    if not isinstance(filling, FromAnswer):
        return filling
    reply = answers.get(filling.question)
    if is_open(reply) or reply is None:
        return filling.unknown
    return reply if isinstance(reply, dt.date) else _word(dialogue.question(filling.question), reply)


def _word(question: Question, reply: str) -> Value | None:
    return next(choice.value for choice in question.choices if choice.id == reply)
