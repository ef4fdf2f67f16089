"""Steps through a dialogue: answers in, next question out. For page, telephone and messages alike; never stores anything."""

import datetime as dt

from madoguchi.help.decide.days import read_day
from madoguchi.help.terms import (
    OPEN_REPLIES,
    Answers,
    Choice,
    Condition,
    Dialogue,
    Go,
    Kind,
    Problem,
    Question,
    Reply,
    Span,
    Step,
    Typed,
)

THE_DAY = "day"
"""The reply that says: the day stands in the fields."""


def path(dialogue: Dialogue, answers: Answers, today: dt.date) -> tuple[Question, ...]:
    """The questions of this person's path so far: all that are answered, in order, and the first one that is not."""
    asked: list[Question] = []
    on_path: dict[str, Reply] = {}
    for question in dialogue.questions:
        if not holds(question.only_if, on_path, today):
            continue
        asked.append(question)
        reply = answers.get(question.id)
        if reply is None or not fits(question, reply, on_path, today):
            break
        on_path[question.id] = reply
    return tuple(asked)


def given(dialogue: Dialogue, answers: Answers, today: dt.date) -> Answers:
    """The answers that count: those on the path. Others are kept for going back, and say nothing."""
    found: dict[str, Reply] = {}
    for question in path(dialogue, answers, today):
        reply = answers.get(question.id)
        if reply is not None and fits(question, reply, found, today):
            found[question.id] = reply
    return found


def next_question(dialogue: Dialogue, answers: Answers, today: dt.date) -> Question | None:
    """The first question of the path that has no answer yet; None when all is told."""
    last = path(dialogue, answers, today)[-1]
    return None if last.id in given(dialogue, answers, today) else last


def question_before(dialogue: Dialogue, answers: Answers, today: dt.date, at: str) -> Question:
    """The question before `at` on the path; the first one stays where it is."""
    asked = path(dialogue, answers, today)
    ids = [question.id for question in asked]
    return asked[max(ids.index(at) - 1, 0)] if at in ids else asked[-1]


def choices(question: Question, answers: Answers, today: dt.date) -> tuple[Choice, ...]:
    """The choices that make sense after the answers so far."""
    return tuple(choice for choice in question.choices if holds(choice.only_if, answers, today))


def holds(condition: Condition, answers: Answers, today: dt.date) -> bool:
    """Whether a condition holds. A question that was not asked answers no condition."""
    return not condition.ways or any(
        all(name in answers and _words(answers[name], today) & wanted for name, wanted in way.items()) for way in condition.ways
    )


def fits(question: Question, reply: Reply, answers: Answers, today: dt.date) -> bool:
    """Whether `reply` can be an answer to `question`."""
    if reply in OPEN_REPLIES:
        return True
    if question.kind is Kind.DAY:
        return isinstance(reply, dt.date) and (question.span is Span.ANY or reply <= today)
    return reply in {choice.id for choice in choices(question, answers, today)}


def take(dialogue: Dialogue, answers: Answers, at: str, typed: Typed, today: dt.date) -> Step:
    """Take the answer to the question `at`, and say what comes next."""
    question = dialogue.question(at)
    reply = read_reply(question, typed, given(dialogue, answers, today), today)
    if isinstance(reply, Problem):
        return Step(question, answers, reply, typed)
    told = {**answers, at: reply}
    return Step(next_question(dialogue, told, today), told)


def walk(dialogue: Dialogue, answers: Answers, at: str, go: Go, today: dt.date) -> Step:
    """Go somewhere without answering: back, to a question to change, to the same one in another language, or to the answer."""
    asked = {question.id: question for question in path(dialogue, answers, today)}
    if go is Go.BACK and at in asked:
        return Step(question_before(dialogue, answers, today, at), answers)
    if go in (Go.HERE, Go.CHANGE) and at in asked:
        return Step(asked[at], answers)
    return Step(next_question(dialogue, answers, today), answers)


def read_reply(question: Question, typed: Typed, answers: Answers, today: dt.date) -> Reply | Problem:
    """What was chosen or typed, as an answer; or why it cannot be taken."""
    if question.kind is Kind.CHOICE:
        return typed.reply if fits(question, typed.reply, answers, today) else Problem.NOTHING_CHOSEN
    day_typed = bool((typed.year + typed.month + typed.day).strip())
    if typed.reply in OPEN_REPLIES:
        return Problem.TWO_ANSWERS if day_typed else typed.reply
    if not day_typed and typed.reply != THE_DAY:
        return Problem.NOTHING_CHOSEN
    return read_day(typed, question.span, today)


def as_typed(reply: Reply | None) -> Typed:
    """An earlier answer, as the fields show it again."""
    if isinstance(reply, dt.date):
        return Typed(THE_DAY, str(reply.year), str(reply.month), str(reply.day))
    return Typed(reply or "")


def _words(reply: Reply, today: dt.date) -> frozenset[str]:
    if isinstance(reply, dt.date):
        return frozenset({"told", "past" if reply < today else "ahead"})
    return frozenset({reply})


def is_open(reply: Reply | None) -> bool:
    """Whether the question was not answered with something that is known."""
    return reply is None or reply in OPEN_REPLIES
