"""The pages of cases. `refused` is how each of them says that nothing was done: the same page for none and for not yours."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

from madoguchi.casework.terms import CaseRefused
from madoguchi.help.terms import TalkRefused
from madoguchi.network.pages import at_desk, show_at_desk
from madoguchi.network.terms import Desk

Words = ParamSpec("Words")
DeskPage = Callable[Concatenate[HttpRequest, Desk, str, Words], HttpResponse]


def of_cases(page: DeskPage[Words]) -> Callable[Concatenate[HttpRequest, str, Words], HttpResponse]:
    """A page for caseworkers about something that may not be there, or not be theirs: one page for both."""

    @wraps(page)
    def answer(request: HttpRequest, desk: Desk, tag: str, /, *args: Words.args, **named: Words.kwargs) -> HttpResponse:
        try:
            return page(request, desk, tag, *args, **named)
        except (CaseRefused, TalkRefused) as refused:
            typed = request.POST.get("text", "")
            # Whatever stands in the way of opening it, the answer is the same as for what is not there.
            problem = refused.key if refused.key in TOLD else "case.gone"
            return show_at_desk(request, desk, "casework/gone.html", tag, {"problem": problem, "typed": typed}, status=404)

    return at_desk(answer)


TOLD = frozenset({"case.unreadable", "talk.unreadable"})
"""Refusals that only a reader can meet, and needs to know."""
