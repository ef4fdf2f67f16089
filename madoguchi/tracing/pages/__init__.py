"""The pages of tracing. `refused` is how each desk page says that nothing was done: the same for none and for not yours."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

from madoguchi.help.terms import TalkRefused
from madoguchi.network.pages import for_readers, show_at_desk
from madoguchi.network.terms import Desk
from madoguchi.tracing.terms.entries import TracingRefused
from madoguchi.vault.terms import Unreadable

Words = ParamSpec("Words")
DeskPage = Callable[Concatenate[HttpRequest, Desk, str, Words], HttpResponse]


def of_tracing(page: DeskPage[Words]) -> Callable[Concatenate[HttpRequest, str, Words], HttpResponse]:
    """A page for caseworkers without a duty to report, about something that may not be there, or not be theirs."""

    @wraps(page)
    def answer(request: HttpRequest, desk: Desk, tag: str, /, *args: Words.args, **named: Words.kwargs) -> HttpResponse:
        try:
            if desk.free_keys:
                return page(request, desk, tag, *args, **named)
        except (TracingRefused, TalkRefused, Unreadable):
            pass
        return show_at_desk(request, desk, "tracing/gone.html", tag, status=404)

    return for_readers(answer)
