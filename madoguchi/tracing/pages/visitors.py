"""What pages for families and for those who may be looked for have in common: the visit, the word of its forms, the groups."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from madoguchi.help import conversation
from madoguchi.help.actions import talk
from madoguchi.help.forms.talk import chance_of, cookie_of, is_from_elsewhere, page_seal
from madoguchi.help.terms import Visit
from madoguchi.tracing.actions import reading
from madoguchi.tracing.actions.families import First
from madoguchi.tracing.forms.entries import Typed
from madoguchi.tracing.terms.entries import TracingRefused
from madoguchi.ui.page import today
from madoguchi.ui.words import say

AGAIN = "talk.problem.token"


def visit_of(request: HttpRequest) -> Visit | None:
    """The visit that is open in this browser."""
    cookie = cookie_of(request)
    return talk.visit_of(cookie, today()) if cookie else None


def token(request: HttpRequest) -> str:
    """The word that forms of this visit carry."""
    return talk.token(cookie_of(request))


def check_ours(request: HttpRequest, visit: Visit | None) -> None:
    """TracingRefused where another site may have sent this form."""
    fits = talk.token_fits(cookie_of(request), request.POST.get("token", ""))
    if is_from_elsewhere(request) if visit is None else not fits:
        raise TracingRefused(AGAIN)


def first_of(typed: Typed, tag: str, key: str) -> First:
    """What the group reads as first message: one sentence; what was typed lies sealed beside it, for fewer eyes."""
    return First(say(tag, key), tag, typed.group, chance_of(typed.page, today()))


def group_rows(tag: str, visit: Visit | None, chosen: str) -> Mapping[str, Any]:
    """The groups that can keep an entry: of an open conversation those that read it, else those that take new ones."""
    can = reading.can_keep(visit, today())
    readers = [each for each in talk.groups_for(tag) if can is None or each.id in can]
    usable = [each for each in readers if reading.reads(each.id)]
    rows = [conversation.reader_row(each, is_chosen=each.id == chosen or len(usable) == 1) for each in usable]
    return {"groups": rows, "page": page_seal(today()) if visit is None else ""}
