"""What the templates of tracing need, as plain values. Never decides what somebody reads."""

from collections.abc import Iterable
from typing import Any

from madoguchi.names.match import forget, match
from madoguchi.names.terms import Match
from madoguchi.tracing.actions.beacons import Asks
from madoguchi.tracing.actions.candidates import Review
from madoguchi.tracing.actions.families import Standing
from madoguchi.tracing.terms.entries import Question, Told


def question_rows(questions: Iterable[Question], *, only_answered: bool = False) -> list[dict[str, Any]]:
    """Questions with their sentences."""
    return [
        {"number": each.number, "own": each.own, "key": f"question.{each.listed}", "answer": each.answer}
        for each in questions
        if each.answer or not only_answered
    ]


def _told_key(room: str, told: Told | None) -> str:
    return f"{room}.told.{told.answer.name.lower()}" if told else ""


def standing_row(each: Standing) -> dict[str, Any]:
    """How a search stands."""
    return {
        "id": each.id,
        "state": each.state,
        "asked": each.asked,
        "ends_on": each.ends_on,
        "can_renew": each.can_renew,
        "ground": each.ground,
        "ground_key": f"look.ground.{each.ground.name.lower()}" if each.ground else "",
        "questions": question_rows(each.questions),
        "told": each.told,
        "told_key": _told_key("look", each.told),
        "lines": each.lines,
    }


def asks_row(each: Asks) -> dict[str, Any]:
    """Somebody who asks."""
    return {
        "id": each.id,
        "asked": each.asked,
        "relation_key": f"relation.{each.asked.relation.value}",
        "answered": question_rows(each.questions, only_answered=True),
        "answer": each.answer,
        "is_confirmed": each.is_confirmed,
        "is_same": each.told is not None and each.told.answer is each.answer and each.is_confirmed,
        "takes_effect": each.takes_effect,
        "told": each.told,
        "told_key": _told_key("trace", each.told),
        "lines": each.lines,
    }


def names_beside(asked: Iterable[str], left: Iterable[str]) -> Match:
    """The two written forms of the two sides that are most alike, field by field. Nothing of them stays in memory."""
    found = max((match(one, other) for one in asked for other in left), key=lambda made: made.score)
    forget()
    return found


def review_context(review: Review | None) -> dict[str, Any]:
    """Both sides of a candidate that is open."""
    if review is None:
        return {"review": None}
    beside = names_beside(review.asked.sought.names, review.left.sought.names)
    return {
        "review": review,
        "alike": round(100 * beside.score),
        "fields": [{"here": each.here, "there": each.there, "alike": round(100 * each.alike)} for each in beside.fields],
        "relation_key": f"relation.{review.asked.relation.value}",
        "answered": question_rows(review.questions, only_answered=True),
        "answer_key": f"trace.answer.{review.answer.name.lower()}" if review.answer else "",
    }
