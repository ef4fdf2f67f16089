"""Reads a file of the first week, and lays answers beside those of the house. Never gives points."""

import datetime as dt
import tomllib
from collections.abc import Collection, Mapping
from typing import Any

from madoguchi.casework.terms.week import Asks, Question, Theme, WeekError
from madoguchi.ground.ids import ClauseId
from madoguchi.help.decide.dialogue import fits
from madoguchi.help.terms import Dialogue

_KEYS = frozenset({"day", "today", "life", "question"})
_QUESTION_KEYS = frozenset({"id", "asks", "choices", "good", "cites", "words"})
SEVERAL = ","
"""Between several choices of one answer."""


def read_theme(name: str, text: str, dialogue: Dialogue, clauses: Collection[ClauseId]) -> Theme:
    """One day of the week from its file. WeekError where a word is not known, or a clause or answer does not exist."""
    read = tomllib.loads(text)
    _only(read, _KEYS, name)
    life = read.get("life", {})
    for question, reply in life.items():
        asked = next((each for each in dialogue.questions if each.id == question), None)
        if asked is None or not fits(asked, reply, life, read["today"]):
            raise WeekError(f"{name}: life.{question}: 'May I stay?' has no such question, or it takes no {reply!r}")
    questions = tuple(_question(name, row, clauses) for row in read["question"])
    return Theme(name, read["day"], read["today"], life, questions)


def _question(name: str, row: Mapping[str, Any], clauses: Collection[ClauseId]) -> Question:
    _only(row, _QUESTION_KEYS, name)
    choices, good = tuple(row.get("choices", ())), frozenset(row.get("good", ()))
    cites = tuple(ClauseId(word) for word in row.get("cites", ()))
    where = f"{name}: question {row['id']}"
    if strange := [*(good - set(choices)), *(cite for cite in cites if cite not in clauses)]:
        raise WeekError(f"{where}: {', '.join(sorted(strange))}: a good answer is one of the choices, a clause one of the book")
    asks = Asks(row.get("asks", "choice"))
    if (asks is Asks.CHOICE) != bool(choices and good):
        raise WeekError(f"{where}: a choice has choices and good ones, and nothing else has")
    return Question(row["id"], asks, choices, good, cites, row.get("words", ""))


def _only(row: Mapping[str, Any], known: frozenset[str], name: str) -> None:
    if unknown := sorted(row.keys() - known):
        raise WeekError(f"{name}: unknown key {', '.join(unknown)}; there are {', '.join(sorted(known))}")


def choice_key(theme: Theme, question: Question, word: str) -> str:
    """The key of the sentence of a choice."""
    return f"{question.words}.{word}" if question.words else theme.key(question.id, word)


def chosen(answers: Mapping[str, str], question: Question) -> tuple[str, ...]:
    """What was chosen of a question, in the order of its choices."""
    words = answers.get(question.id, "").split(SEVERAL)
    return tuple(word for word in question.choices if word in words)


def day_of(answers: Mapping[str, str], question: Question) -> dt.date | None:
    """The day that was answered; None where none was."""
    try:
        return dt.date.fromisoformat(answers.get(question.id, ""))
    except ValueError:
        return None
