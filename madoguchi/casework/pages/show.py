"""What the templates of cases need, as plain values. Never decides what a desk reads."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from madoguchi.casework.decide import case as fold
from madoguchi.casework.decide.lists import Row
from madoguchi.casework.terms import Case, Due, Entry, Given, Wrote
from madoguchi.ground.ids import ClauseId
from madoguchi.help.conversation import consent_rows
from madoguchi.help.terms import OPEN_REPLIES, Answers, Question, Reply
from madoguchi.help.terms.consents import Consent, Stands
from madoguchi.network.actions import organisation_of
from madoguchi.network.decide import rota
from madoguchi.network.terms.profiles import DayPart, Listed, Slot
from madoguchi.rules.shelf import law_of
from madoguchi.ui.languages import BY_TAG

COUNTRY = "JP"


def due_row(due: Due, today: dt.date) -> dict[str, Any]:
    """A day with its sentence: of a clause, with the clause to read; of a step, as somebody wrote it."""
    ahead = due.day >= today
    clause = law_of(COUNTRY).clauses.get(ClauseId(due.clause)) if due.clause else None
    key = f"{'deadline' if ahead else 'past'}.{due.says}" if due.clause else ""
    return {"due": due, "key": key, "clause": clause, "days_left": (due.day - today).days, "is_past": not ahead}


def clause_of(id_: str) -> Any:
    """A clause of the law book by its id; None where there is none."""
    return law_of(COUNTRY).clauses.get(ClauseId(id_))


def list_row(row: Row, today: dt.date) -> dict[str, Any]:
    """A day in the list of Today."""
    return {"card": row.card, **due_row(row.due, today)}


def group_name(id_: str) -> str:
    """What a group is called; its id where it is here no more."""
    found = organisation_of(id_) if id_ else None
    return found.name if found else id_


def entry_row(entry: Entry) -> dict[str, Any]:
    """A line of the timeline."""
    turn = entry.text("turn")
    kind = f"{entry.wrote.name.lower()}.{turn}" if entry.wrote is Wrote.HANDED else entry.wrote.name.lower()
    concerns = entry.part.value if entry.wrote in (Wrote.NOTE, Wrote.STEP) else ""
    to = group_name(entry.text("to"))
    return {"entry": entry, "key": f"timeline.{kind}", "text": entry.text("text"), "to": to, "concerns": concerns}


def said_row(question: Question, answers: Answers) -> dict[str, Any]:
    """An answer as a day or as the key of a sentence."""
    reply: Reply | None = answers.get(question.id)
    if reply is None:
        return {"key": "work.empty", "day": None}
    if not isinstance(reply, str):
        return {"key": "", "day": reply}
    return {"key": f"ask.{reply}" if reply in OPEN_REPLIES else f"{question.key}.{reply}", "day": None}


def given_row(given: Given, questions: Iterable[Question]) -> dict[str, Any]:
    """What a group gave to a taskforce: what was written, what was done to the person, what was answered about the stay."""
    harm, causes = fold.harm(given.case), fold.causes(given.case)
    answers, _ = fold.facts(given.case)
    lists = {"violation": harm.violations, "sign": harm.signs, "element": harm.elements, "helped": harm.helped}
    clauses = law_of(COUNTRY).clauses
    return {
        "given": given,
        "by": group_name(given.by),
        "steps": fold.steps(given.case),
        "texts": [entry_row(entry) for entry in fold.timeline(given.case) if entry.wrote is Wrote.NOTE],
        "harm": [f"{name}.{word}" for name, words in lists.items() for word in sorted(words)],
        "clauses": [clause for id_ in (*sorted(harm.redress), *causes.clauses) if (clause := clauses.get(ClauseId(id_)))],
        "offices": [{"office_key": f"office.{office}", "act_key": f"act.{act}"} for office, act in causes.offices],
        "answers": [{"question": each, "said": said_row(each, answers)} for each in questions if each.id in answers],
    }


def call_rows(everybody: Iterable[Listed], weekday: int) -> dict[str, Any]:
    """Who is on call on a week day, part by part; where nobody is, on which day somebody is again."""
    listed = tuple(everybody)
    parts = [
        {"key": f"daypart.{slot.part.value}", "people": [each.member.nickname for each in rota.on_call(listed, slot)]}
        for slot in (Slot(weekday, part) for part in DayPart)
    ]
    taken = [row for row in parts if row["people"]]
    ahead = None if taken else rota.days_until_somebody(listed, weekday)
    return {"on_call": taken, "days_until": ahead}


def case_rows(case: Case, consents: Iterable[Consent]) -> dict[str, Any]:
    """A case: name, steps, timeline, and what its person agreed to."""
    asked = tuple(consents)
    language = BY_TAG.get(fold.language(case))
    return {
        "case": case,
        "nickname": fold.nickname(case),
        "number": fold.number(case),
        "their_language": language,
        "steps": fold.steps(case),
        "timeline": [entry_row(entry) for entry in fold.timeline(case)],
        "given": consent_rows(asked, Stands.GIVEN),
        "open": consent_rows(asked, Stands.OPEN),
        "ended": consent_rows(asked, Stands.DECLINED, Stands.WITHDRAWN, Stands.ENDED),
    }
