"""What someone can do at the window: find out where they stand. Asks the rules, never keeps anything."""

import datetime as dt
from dataclasses import dataclass

from madoguchi.help.decide.dialogue import given, is_open, path
from madoguchi.help.decide.telling import tell
from madoguchi.help.terms import OPEN_REPLIES, Answers, Dialogue, Question
from madoguchi.rules.engine import position
from madoguchi.rules.explain import Explanation, explain
from madoguchi.rules.shelf import law_of, vocabulary
from madoguchi.rules.terms import Layer, LifeError, Position


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
    """Where someone stands. `told` None: the answers do not fit together, and we say so instead of guessing."""

    told: Explanation | None
    is_certain: bool
    rows: tuple[Row, ...]
    undated: tuple[Question, ...]


OPEN_KEYS = {reply: f"ask.{reply}" for reply in OPEN_REPLIES}


def where_i_stand(dialogue: Dialogue, answers: Answers, today: dt.date) -> Standing:
    """What the rules say of these answers on this day."""
    told = tell(dialogue, answers, today)
    rows = _rows(dialogue, answers, today)
    undated = tuple(dialogue.question(name) for name in told.undated)
    law = law_of(dialogue.country)
    try:
        found = position(law, vocabulary(), told.life, today)
    except LifeError:
        return Standing(None, is_certain=False, rows=rows, undated=undated)
    return Standing(explain(law, found), not undated and _is_certain(found), rows, undated)


def _is_certain(found: Position) -> bool:
    span = found.state(Layer.SUMMARY)
    return span is not None and not span.readings and span.state != "uncertain"


def _rows(dialogue: Dialogue, answers: Answers, today: dt.date) -> tuple[Row, ...]:
    counted = given(dialogue, answers, today)
    return tuple(_row(question, counted) for question in path(dialogue, answers, today) if question.id in counted)


def _row(question: Question, answers: Answers) -> Row:
    reply = answers[question.id]
    if isinstance(reply, dt.date):
        return Row(question, "", reply)
    return Row(question, OPEN_KEYS[reply] if is_open(reply) else f"{question.key}.{reply}", None)
