"""All questions on one page: which of them are asked, and what differs between two that were saved."""

import datetime as dt

from madoguchi.help.decide.dialogue import next_question, path
from madoguchi.help.terms import DONT_KNOW, Answers, Dialogue, Question, Reply


def filled(dialogue: Dialogue, answers: Answers, today: dt.date) -> dict[str, Reply]:
    """The answers, with "not known" for every question of the path that has none: so that nothing waits for it."""
    found = dict(answers)
    while (question := next_question(dialogue, found, today)) is not None:
        found[question.id] = DONT_KNOW
    return found


def questions(dialogue: Dialogue, answers: Answers, today: dt.date) -> tuple[Question, ...]:
    """Every question that is asked of somebody with these answers."""
    return path(dialogue, filled(dialogue, answers, today), today)


def differing(dialogue: Dialogue, theirs: Answers, ours: Answers) -> tuple[Question, ...]:
    """The questions to which two sets of answers say something else."""
    return tuple(question for question in dialogue.questions if theirs.get(question.id) != ours.get(question.id))
