"""Write a letter of a case: from a template, sealed in one part of the case, drawn as a PDF. Nothing leaves by itself."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from madoguchi.casework import shelf
from madoguchi.casework.actions import cases
from madoguchi.casework.actions.cases import Opened
from madoguchi.casework.decide import letters
from madoguchi.casework.decide.letters import JAPANESE, OTHERS, Letter, Line, Template, Values
from madoguchi.casework.terms import CaseRefused, Changed, Part, Wrote
from madoguchi.network.terms import Desk
from madoguchi.printing import apart
from madoguchi.printing import terms as printing


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter as it is to be kept. `which`: the letter that it was before; "": a new one. `after`: the entry the page showed."""

    template: Template
    part: Part
    other: str
    values: Values
    which: str = ""
    after: int = 0


def possible(desk: Desk) -> tuple[Template, ...]:
    """The templates of which this member could keep a letter: none about the stay for whoever may have to report."""
    return letters.ordered(shelf.letters(), [part for part in Part if desk.keys_of(part.circle)])


def template_of(desk: Desk, name: str) -> Template:
    """A template by its name; CaseRefused where there is none for this desk."""
    found = next((each for each in possible(desk) if each.id == name), None)
    if found is None:
        raise CaseRefused("case.gone")
    return found


def of_case(found: Opened) -> tuple[Letter, ...]:
    """The letters of the parts that this desk reads, newest first."""
    return letters.letters_of(found.case, shelf.blanks())


def letter_of(found: Opened, which: str) -> Letter:
    """A letter of a case; CaseRefused where there is none that this desk reads."""
    letter = next((each for each in of_case(found) if each.which == which), None)
    if letter is None or letter.template not in shelf.letters():
        raise CaseRefused("case.gone")
    return letter


def begun(desk: Desk, found: Opened, template: Template, today: dt.date) -> Values:
    """What stands in the blanks of a new letter, as far as this desk reads the case."""
    return letters.proposed(template, shelf.blanks(), found.case, desk.organisation.name, today)


def keep(desk: Desk, id_: str, draft: Draft, today: dt.date) -> str:
    """Keep a letter; by which it is known. Changed where a colleague has saved the same one meanwhile: nothing is overwritten."""
    values = letters.checked(draft.template, shelf.blanks(), draft.values)
    if draft.other not in OTHERS:
        raise CaseRefused("letter.which_language")
    content: dict[str, Any] = {"template": draft.template.id, "other": draft.other, "blanks": letters.as_content(values)}
    with transaction.atomic():
        found = cases.opened_quietly(desk, id_, today, to_write=True)
        part, first = draft.part, 0
        if draft.which:
            there = letter_of(found, draft.which)
            if there.seq > draft.after:
                raise Changed(there.seq)
            part, first = there.part, int(there.which.rpartition("-")[2])
        cases.write(desk, id_, part, Wrote.LETTER, today, letter=first, **content)
        return draft.which or f"{part.value}-{cases.opened_quietly(desk, id_, today).open[part].newest(Wrote.LETTER)}"


def pdf(title: Line, lines: Sequence[Line], other: str) -> bytes:
    """The letter as a PDF, both languages side by side; NotPrinted says why there is none. Never call it inside a transaction."""
    return apart.printed(printing.Paper(title.ja, JAPANESE, other, tuple(map(drawn, (title, *lines)))))


def drawn(line: Line) -> printing.Line:
    """A line as it stands on paper."""
    return printing.Line(printing.Style.HEAD if line.is_head else printing.Style.LINE, line.ja, line.other)
