"""What the templates of the window need, as plain values. Never decides what a person is told."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from madoguchi.help.decide import dialogue as steps
from madoguchi.help.decide import needs
from madoguchi.help.decide.saying import grouped
from madoguchi.help.forms.answers import seal
from madoguchi.help.terms import OPEN_REPLIES, Contact, Dialogue, Kind, Problem, Question, Step, Telephone, Typed
from madoguchi.rules.explain import Choice, Explanation
from madoguchi.ui.languages import own_name_of

AT_RADIO = frozenset({Problem.NOTHING_CHOSEN, Problem.TWO_ANSWERS})


def ask_context(dialogue: Dialogue, question: Question, step: Step, today: dt.date) -> dict[str, Any]:
    """One question: its choices with the earlier answer marked, what was typed, and what is wrong with it."""
    typed = step.typed if step.typed != Typed() else steps.as_typed(step.answers.get(question.id))
    choices = steps.choices(question, steps.given(dialogue, step.answers, today), today)
    is_day = question.kind is Kind.DAY
    return {
        "question": question,
        "is_day": is_day,
        "typed": typed,
        "choices": [{"id": row.id, "key": row.key, "checked": row.id == typed.reply} for row in choices],
        "checked": {reply: reply == typed.reply for reply in (steps.THE_DAY, *OPEN_REPLIES)},
        "problem": f"ask.problem.{step.problem.value}" if step.problem else "",
        "first_field": "first" if not is_day else "reply-day" if step.problem in AT_RADIO else "year",
        "sealed": seal(step.answers),
        "language_form": "ask",
        "can_go_back": question.id != dialogue.questions[0].id,
    }


def choice_groups(told: Explanation) -> dict[str, list[list[Choice]]]:
    """The ways of an answer, each name once."""
    parts = {"options": told.options, "dangers": told.dangers, "closed": told.closed, "rights": told.rights}
    return {name: grouped(choices) for name, choices in parts.items()}


def topic_rows(topic: str, contacts: Sequence[Contact], tag: str, today: dt.date) -> dict[str, Any]:
    """The contacts of a topic: those for readers of this language, and the others, which are folded."""
    mine = [row for row in contacts if needs.is_for_readers_of(row, tag)]
    others = [row for row in contacts if row not in mine]
    return {
        "key": f"near.topic.{topic}",
        "is_embassy": topic == "embassy",
        "mine": [contact_row(row, today, tag) for row in mine],
        "others": [contact_row(row, today, tag) for row in others],
    }


def contact_row(contact: Contact, today: dt.date, tag: str) -> dict[str, Any]:
    """One contact with the sentences that must stand beside it."""
    return {
        "contact": contact,
        "about_key": f"contact.{contact.id}.about",
        "hours_key": f"contact.{contact.id}.hours",
        "lines": [_line(line) for line in needs.lines_for(contact, tag)],
        "speaks": [{"tag": code, "name": own_name_of(code)} for code in contact.speaks],
        "funded_key": needs.funded_key(contact),
        "report_key": needs.report_key(contact),
        "age_key": f"near.{needs.how_old(contact, today)}",
        "is_fresh": contact.is_fresh(today),
    }


def _line(line: Telephone) -> dict[str, str]:
    return {
        "number": line.number,
        "dial": line.dial,
        "note": line.note,
        "language": line.language or "",
        "speaks": own_name_of(line.language) if line.language else "",
    }
