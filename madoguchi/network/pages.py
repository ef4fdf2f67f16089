"""The pages of the network: sign in, sign out, the own group. `at_desk` is how any page asks for a signed-in caseworker."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from madoguchi.network import actions, forms
from madoguchi.network.terms import Desk, Refusal
from madoguchi.ui.audience import Audience, for_audience
from madoguchi.ui.page import DESK, seen_at, show, takes, today

Words = ParamSpec("Words")
DeskPage = Callable[Concatenate[HttpRequest, Desk, str, Words], HttpResponse]
OpenPage = Callable[Concatenate[HttpRequest, str, Words], HttpResponse]

REFUSED = {Refusal.NOT_SIGNED_IN: "desk.refused", Refusal.BUSY: "desk.busy"}


def at_desk(page: DeskPage[Words]) -> OpenPage[Words]:
    """A page for caseworkers: it gets their desk. Without one the way leads to the sign-in, never to an error.

    A form without the word of the visit acts on nothing: the page is shown as if it had been opened anew.
    """

    @for_audience(Audience.CASEWORKER)
    @wraps(page)
    def answer(request: HttpRequest, /, tag: str, *args: Words.args, **named: Words.kwargs) -> HttpResponse:
        desk = actions.desk_of(forms.cookie_of(request), today(), seen_at())
        typed = request.POST.get("text", "") if request.method == "POST" else ""
        if typed and (desk is None or not forms.is_ours(request)):
            # What somebody wrote is shown again, never dropped on the way to a sign-in.
            return show(request, "network/not_sent.html", tag, {"typed": typed, "path": request.path})
        if desk is None:
            return redirect("sign-in", tag)
        if request.method == "POST" and not forms.is_ours(request):
            return HttpResponseRedirect(request.path)
        return page(request, desk, tag, *args, **named)

    return answer  # type: ignore[return-value]  # Django hands `tag` over by its name, which the type of a page cannot say


def show_at_desk(
    request: HttpRequest, desk: Desk, template: str, tag: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """A page for caseworkers, with what its forms and its frame need: `{% include "network/word.html" %}` in every form."""
    frame = {"word": forms.form_word(forms.cookie_of(request)), "desk": desk}
    return show(request, template, tag, {**frame, **(context or {})}, status=status)


@for_audience(Audience.ANYONE)
@takes("GET", "POST")
def sign_in(request: HttpRequest, tag: str) -> HttpResponse:
    """Nickname, passphrase, code: the same answer whatever of them does not fit."""
    if request.method != "POST":
        return _ask_sign_in(request, tag)
    if not forms.is_ours(request):
        return _ask_sign_in(request, tag, notice="desk.again")
    asked = forms.read_asked(request.POST)
    signed = actions.sign_in(asked.nickname, asked.passphrase, asked.code, today(), seen_at())
    if isinstance(signed, Refusal):
        return _ask_sign_in(request, tag, problem=REFUSED[signed], nickname=asked.nickname)
    # A desk that was open in this browser is closed; its cookie is about to go.
    actions.sign_out(forms.cookie_of(request))
    return _with_cookie(redirect(settings.DESK_FIRST, tag), signed.cookie)


def _ask_sign_in(request: HttpRequest, tag: str, **context: str) -> HttpResponse:
    cookie = forms.cookie_of(request)
    if not forms.form_word(cookie):
        cookie = forms.blank_cookie()
    words = {"word": forms.form_word(cookie), "rehearsal_code": actions.rehearsal_code(seen_at()), **context}
    return _with_cookie(show(request, "network/sign_in.html", tag, words), cookie)


def _with_cookie(response: HttpResponse, cookie: str) -> HttpResponse:
    # Without an end of its own, so that the browser drops it when it is closed.
    response.set_cookie(forms.COOKIE, cookie, path=f"/{DESK}", secure=settings.COOKIES_SECURE, httponly=True, samesite="Strict")
    return response


@takes("POST")
@at_desk
def sign_out(request: HttpRequest, desk: Desk, tag: str) -> HttpResponse:  # noqa: ARG001 only whoever sits here may go
    """Close the desk; the cookie goes, and the browser is asked to forget what it kept."""
    actions.sign_out(forms.cookie_of(request))
    response = redirect("sign-in", tag)
    response.delete_cookie(forms.COOKIE, path=f"/{DESK}", samesite="Strict")
    response["Clear-Site-Data"] = '"cache"'
    return response


@takes("GET", "POST")
@at_desk
def group(request: HttpRequest, desk: Desk, tag: str) -> HttpResponse:
    """Who belongs to the group, and whether a colleague waits to be let in."""
    if request.method == "POST":
        actions.let_read(desk, request.POST.get("member", ""))
        return redirect("desk-group", tag)
    waiting = actions.waiting_colleagues(desk)
    inside = tuple(member for member in actions.members_of(desk.organisation.id) if member not in waiting)
    first = "" if settings.DESK_FIRST == "desk-group" else settings.DESK_FIRST
    return show_at_desk(request, desk, "network/group.html", tag, {"waiting": waiting, "inside": inside, "first": first})
