"""The pages of the network: sign in, sign out, the own group. `at_desk` is how any page asks for a signed-in caseworker."""

from collections.abc import Callable, Mapping
from functools import partial, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from urllib.parse import urlencode

from csp.constants import NONCE, SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from madoguchi.network import actions, forms
from madoguchi.network.actions.weeks import newcomers
from madoguchi.network.decide import IDLE_MINUTES, WARNING_MINUTES
from madoguchi.network.terms import Desk
from madoguchi.ui import cookies
from madoguchi.ui.audience import Audience, for_audience
from madoguchi.ui.page import seen_at, show, takes, today

Words = ParamSpec("Words")
DeskPage = Callable[Concatenate[HttpRequest, Desk, str, Words], HttpResponse]
OpenPage = Callable[Concatenate[HttpRequest, str, Words], HttpResponse]

Page = TypeVar("Page", bound=Callable[..., HttpResponse])

KEEP = "keep"
"""The button that keeps what stands in the box and sends nothing."""


def with_script(page: Page) -> Page:
    """A page that carries a script of ours, which may ask this house only. Pages for people at the window carry none."""
    return cast("Page", csp_update({"script-src": [NONCE], "connect-src": [SELF]})(page))


def at_desk(page: DeskPage[Words]) -> OpenPage[Words]:
    """A page for caseworkers: it gets their desk. Without one the way leads to the sign-in and back again, never to an error.

    A form without the word of the visit acts on nothing: the page is shown as if it had been opened anew. What stands in its box
    `text`, or in a form that is kept whole, is never lost: the button `keep` makes a draft of it, and so does any button when the
    desk has closed by itself.
    """

    @for_audience(Audience.CASEWORKER)
    @with_script
    @wraps(page)
    def answer(request: HttpRequest, /, tag: str, *args: Words.args, **named: Words.kwargs) -> HttpResponse:
        cookie = forms.cookie_of(request)
        desk = actions.desk_of(cookie, today(), seen_at())
        if request.method == "POST" and not forms.is_ours(request):
            return _shown_again(request, desk, tag)
        if desk is None:
            return _closed(request, cookie, tag)
        if request.method == "POST" and request.POST.get("go") == KEEP:
            place = forms.place_of(request, forms.form_of(request))
            actions.keep_draft(desk.member, place, forms.typed_in(request), today())
            return _with_minute(request, HttpResponseRedirect(request.path))
        return _with_minute(request, page(request, desk, tag, *args, **named))

    return answer  # type: ignore[return-value]  # Django hands `tag` over by its name, which the type of a page cannot say


def for_readers(page: DeskPage[Words]) -> OpenPage[Words]:
    """A page of a desk about other members: nobody sees it whom no colleague has let read. For them there is no such page."""

    @wraps(page)
    def answer(request: HttpRequest, desk: Desk, tag: str, /, *args: Words.args, **named: Words.kwargs) -> HttpResponse:
        if not desk.group_keys:
            raise Http404
        return page(request, desk, tag, *args, **named)

    return at_desk(answer)


def for_coordinators(page: DeskPage[Words]) -> OpenPage[Words]:
    """A page for members who look after the rota today. For everybody else there is no such page."""

    @wraps(page)
    def answer(request: HttpRequest, desk: Desk, tag: str, /, *args: Words.args, **named: Words.kwargs) -> HttpResponse:
        if not desk.member.coordinates(today()):
            raise Http404
        return page(request, desk, tag, *args, **named)

    return for_audience(Audience.COORDINATOR)(for_readers(answer))


def _shown_again(request: HttpRequest, desk: Desk | None, tag: str) -> HttpResponse:
    """What somebody wrote is shown again, never dropped on the way to a sign-in."""
    typed = forms.readable(request)
    if typed:
        return show(request, "network/not_sent.html", tag, {"typed": typed, "path": request.path})
    return to_sign_in(tag) if desk is None else HttpResponseRedirect(request.path)


def _closed(request: HttpRequest, cookie: str, tag: str) -> HttpResponse:
    """On to the sign-in. What was written goes to the one who had sat there; where nobody knows who, it is shown again."""
    typed = forms.typed_in(request) if request.method == "POST" else ""
    place = forms.place_of(request, forms.form_of(request))
    if typed and not actions.keep_after_close(cookie, place, typed, today()):
        return _shown_again(request, None, tag)
    return to_sign_in(tag, request.path, kept=bool(typed))


def to_sign_in(tag: str, path: str = "", *, kept: bool = False) -> HttpResponse:
    """To the sign-in page, and from there back to this one."""
    back = {"to": path, **({"kept": "yes"} if kept else {})} if path else {}
    return HttpResponseRedirect(f"{reverse('sign-in', args=[tag])}{'?' if back else ''}{urlencode(back)}")


def _with_minute(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Something happened at this desk now."""
    cookie, is_set = forms.cookie_of(request), any(name.endswith(forms.COOKIE) for name in response.cookies)
    now = actions.cookie_now(cookie, seen_at())
    return response if is_set or now == cookie else with_desk_cookie(request, response, now)


def with_desk_cookie(request: HttpRequest, response: HttpResponse, cookie: str) -> HttpResponse:
    """Open the desk in this browser, or the page before it."""
    return cookies.with_cookie(request, response, forms.COOKIE, cookie)


def show_at_desk(
    request: HttpRequest, desk: Desk, template: str, tag: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """A page for caseworkers, with what its forms and its frame need: `{% include "network/word.html" %}` in every form.

    `news`: who of the group asks for new keys or got them; `goes`: to which house it goes. Looked up where a template asks.
    """
    frame = {
        "word": forms.form_word(forms.cookie_of(request)),
        "desk": desk,
        "below": "network/below.html",
        "idle_minutes": IDLE_MINUTES,
        "warning_minutes": WARNING_MINUTES,
        "news": partial(actions.recoveries, desk, today()),
        "goes": partial(actions.departure_of, desk.organisation.id),
    }
    return show(request, template, tag, {**frame, **(context or {})}, status=status)


def box_of(request: HttpRequest, desk: Desk, typed: str) -> Mapping[str, Any]:
    """What stands in the box `text` of this page: what was just typed and not taken, or the draft that was kept."""
    kept = "" if typed else actions.draft(desk, forms.place_of(request))
    return {"text": typed or kept, "is_draft": bool(kept)}


def draft_of(request: HttpRequest, desk: Desk, form: str) -> QueryDict | None:
    """A form of this page that was kept whole, as it would have been sent; None where none was."""
    return forms.read_draft(actions.draft(desk, forms.place_of(request, form)))


def was_sent(request: HttpRequest, desk: Desk) -> None:
    """What stood in the form that came is sent: its draft goes."""
    actions.drop_draft(desk, forms.place_of(request, forms.form_of(request)))


def leave_desk(request: HttpRequest, response: HttpResponse) -> None:
    """Close the desk that is open in this browser, if one is. The cookie goes first, whatever happens to the tables."""
    cookie = forms.cookie_of(request)
    if cookie:
        cookies.without_cookie(request, response, forms.COOKIE)
        actions.sign_out(cookie)


@takes("POST")
@at_desk
def sign_out(request: HttpRequest, desk: Desk, tag: str) -> HttpResponse:  # noqa: ARG001 only whoever sits here may go
    """Close the desk; the cookie goes, and the browser is asked to forget what it kept."""
    response = to_sign_in(tag)
    leave_desk(request, response)
    response["Clear-Site-Data"] = '"cache"'
    return response


@takes("POST")
@at_desk
def stay(request: HttpRequest, desk: Desk, tag: str) -> HttpResponse:  # noqa: ARG001 only whoever sits here may stay
    """I am still here: the half hour begins anew."""
    return redirect(settings.DESK_FIRST, tag)


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
    context = {"waiting": waiting, "inside": inside, "first": first, "new": newcomers(desk)}
    return show_at_desk(request, desk, "network/group.html", tag, context)
