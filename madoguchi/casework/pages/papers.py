"""What pages about papers that leave the desk need, as plain values; and how such a paper is handed to a browser."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse, QueryDict

from madoguchi.casework import shelf
from madoguchi.casework.actions.working_out import dialogue
from madoguchi.casework.decide.letters import Blank, Both, Kind, Letter, Template, Value, Values
from madoguchi.casework.forms import BLANK
from madoguchi.casework.pages.show import COUNTRY
from madoguchi.ground.ids import ClauseId
from madoguchi.help.pages.files import SHUT_IN
from madoguchi.rules.shelf import law_of
from madoguchi.ui.languages import write_day
from madoguchi.ui.words import bare

STATUS = "status"


def handed_out(made: bytes, name: str = "letter.pdf", kind: str = "application/pdf") -> HttpResponse:
    """A file for whoever sits at the desk, under a name that says nothing of anybody."""
    response = HttpResponse(made, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response._csp_config = SHUT_IN  # type: ignore[attr-defined]
    return response


def letter_rows(letters: Sequence[Letter]) -> list[dict[str, Any]]:
    """The letters of a case. One whose template has gone is still named."""
    known = shelf.letters()
    return [{"letter": each, "key": f"letter.{each.template}.title", "is_known": each.template in known} for each in letters]


def rests_on(clauses: Iterable[str], today: dt.date) -> list[dict[str, Any]]:
    """Clauses with the law in which they stand today."""
    book = law_of(COUNTRY).clauses
    found = [book[ClauseId(id_)] for id_ in clauses if id_ in book]
    return [{"clause": clause, "version": clause.standing(today)[1]} for clause in found]


def blank_rows(template: Template, values: Values) -> list[dict[str, Any]]:
    """The blanks of a letter as fields of a form, with what stands in them."""
    return [_blank_row(shelf.blanks()[name], values.get(name)) for name in template.blanks()]


def _blank_row(blank: Blank, value: Value | None) -> dict[str, Any]:
    both = value if isinstance(value, Both) else Both()
    day = value.isoformat() if isinstance(value, dt.date) else value if isinstance(value, str) else ""
    return {
        "kind": blank.kind.value,
        "name": f"{BLANK}{blank.id}",
        "key": f"blank.{blank.id}",
        "text": day,
        "both": both,
        "choices": [{"word": word, "key": key, "is_chosen": _is_chosen(word, value)} for word, key in _words(blank)],
    }


def _is_chosen(word: str, value: Value | None) -> bool:
    return word in value if isinstance(value, tuple) else word == value


def _words(blank: Blank) -> list[tuple[str, str]]:
    """The words of a blank, each with the key of what it says."""
    if blank.kind is Kind.STATUS:
        question = dialogue().question(STATUS)
        return [(choice.id, choice.key) for choice in question.choices]
    name = "violation" if blank.words == shelf.lists().violations else blank.id
    return [(word, f"{name}.{word}") for word in blank.words]


def written(tag: str, blank: Blank, value: Value) -> str:
    """What stands in a blank, in one language of the letter."""
    if isinstance(value, Both):
        return value.ja if tag == "ja" else value.other
    if isinstance(value, dt.date):
        return write_day(tag, value)
    keys = dict(_words(blank))
    if isinstance(value, tuple):
        return "\n".join(f"・{bare(tag, keys[word])}" for word in value if word in keys)
    return bare(tag, keys[value]) if blank.kind is Kind.STATUS and value in keys else value


def given_blanks(post: QueryDict, template: Template) -> Values:
    """What was typed, as it was typed: for a form that is shown again, not for a letter."""
    found: dict[str, Value] = {}
    for name in template.blanks():
        blank, field = shelf.blanks()[name], f"{BLANK}{name}"
        if blank.kind is Kind.TEXT:
            found[name] = Both(post.get(f"{field}_ja", ""), post.get(f"{field}_other", ""))
        elif blank.kind is Kind.TICKS:
            found[name] = tuple(post.getlist(field))
        else:
            found[name] = post.get(field, "")
    return found
