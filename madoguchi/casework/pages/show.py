"""What the templates of cases need, as plain values. Never decides what a desk reads."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from madoguchi.casework.decide import case as fold
from madoguchi.casework.decide.lists import Row
from madoguchi.casework.terms import Case, Due, Entry, Wrote
from madoguchi.ground.ids import ClauseId
from madoguchi.help.conversation import consent_rows
from madoguchi.help.terms.consents import Consent, Stands
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


def entry_row(entry: Entry) -> dict[str, Any]:
    """A line of the timeline."""
    turn = entry.text("turn")
    kind = f"{entry.wrote.name.lower()}.{turn}" if entry.wrote is Wrote.HANDED else entry.wrote.name.lower()
    concerns = entry.part.value if entry.wrote in (Wrote.NOTE, Wrote.STEP) else ""
    return {"entry": entry, "key": f"timeline.{kind}", "text": entry.text("text"), "to": entry.text("to"), "concerns": concerns}


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
