"""What someone can do at the window: find out where they stand. Asks the rules, never keeps anything."""

import datetime as dt
from dataclasses import dataclass, replace

from madoguchi.ground.ids import ClauseId
from madoguchi.help.decide.dialogue import given, holds, is_open, path
from madoguchi.help.decide.saying import either, tidy
from madoguchi.help.decide.telling import suppose, tell
from madoguchi.help.terms import OPEN_REPLIES, Answers, Dialogue, Question, Supposition
from madoguchi.rules.engine import position
from madoguchi.rules.explain import Explanation, explain, spoken_of
from madoguchi.rules.shelf import law_of, vocabulary
from madoguchi.rules.terms import Answer, Layer, LifeError, Position, Sentence


@dataclass(frozen=True, slots=True)
class Row:
    """A question and what was answered: a day, or the key of a sentence."""

    question: Question
    key: str
    day: dt.date | None

    @property
    def is_open(self) -> bool:
        """Whether it was left open."""
        return self.key in OPEN_KEYS.values()


@dataclass(frozen=True, slots=True)
class Standing:
    """Where someone stands. `told` None: the answers do not fit together, and we say so instead of guessing.

    `hangs_on`: questions left open, of which one answer or the other gives another state. `routes`: clauses of the ways that are
    not closed, by any answer that is still open.
    """

    told: Explanation | None
    is_certain: bool
    rows: tuple[Row, ...]
    undated: tuple[Question, ...]
    hangs_on: tuple[Question, ...] = ()
    routes: frozenset[ClauseId] = frozenset()


OPEN_KEYS = {reply: f"ask.{reply}" for reply in OPEN_REPLIES}


def where_i_stand(dialogue: Dialogue, answers: Answers, today: dt.date) -> Standing:
    """What the rules say of these answers on this day."""
    rows = _rows(dialogue, answers, today)
    undated = tuple(dialogue.question(name) for name in tell(dialogue, answers, today).undated)
    asked = _asked(dialogue, answers, today)
    if asked is None:
        return Standing(None, is_certain=False, rows=rows, undated=undated)
    found, told = asked
    others = _otherwise(dialogue, answers, today, found)
    positions = [position for _, position, _ in others]
    if others:
        supposition, _, otherwise = others[0]
        told = replace(told, what=either(supposition, otherwise, told))
    hangs_on = tuple(dialogue.question(supposition.question) for supposition, _, _ in others)
    certain = not undated and not others and _is_certain(found, told)
    routes = _routes(found).union(*(_routes(position) for position in positions))
    return Standing(told, certain, rows, undated, hangs_on, routes)


def _routes(found: Position) -> frozenset[ClauseId]:
    return frozenset(option.clause for option in spoken_of(found) if option.answer is not Answer.NO)


def _asked(dialogue: Dialogue, answers: Answers, today: dt.date) -> tuple[Position, Explanation] | None:
    law = law_of(dialogue.country)
    try:
        found = position(law, vocabulary(), tell(dialogue, answers, today).life, today)
    except LifeError:
        return None
    return found, tidy(explain(law, found), dialogue, given(dialogue, answers, today), found.deadlines)


def _otherwise(
    dialogue: Dialogue, answers: Answers, today: dt.date, found: Position
) -> list[tuple[Supposition, Position, Explanation]]:
    """What would be said if an open question had another answer, where that gives another state today."""
    counted = given(dialogue, answers, today)
    others = []
    for supposition in dialogue.suppositions:
        if holds(supposition.when, counted, today):
            asked = _asked(dialogue, suppose(supposition, answers, today), today)
            if asked is not None and _state(asked[0]) != _state(found):
                others.append((supposition, *asked))
    return others


def _state(found: Position) -> str | None:
    span = found.state(Layer.SUMMARY)
    return span.state if span else None


def _is_certain(found: Position, told: Explanation) -> bool:
    span = found.state(Layer.SUMMARY)
    # Readings may part on what an office can do later, and agree that the stay stands today.
    stands = told.what[:1] == (Sentence("state.stands.disputed"),)
    return span is not None and span.state != "uncertain" and (stands or not span.readings)


def _rows(dialogue: Dialogue, answers: Answers, today: dt.date) -> tuple[Row, ...]:
    counted = given(dialogue, answers, today)
    return tuple(_row(question, counted) for question in path(dialogue, answers, today) if question.id in counted)


def _row(question: Question, answers: Answers) -> Row:
    reply = answers[question.id]
    if isinstance(reply, dt.date):
        return Row(question, "", reply)
    return Row(question, OPEN_KEYS[reply] if is_open(reply) else f"{question.key}.{reply}", None)
