"""The sign-in page, and the page for who has lost everything. Both answer alike whether anybody has this nickname or not."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from madoguchi.network import actions, forms
from madoguchi.network.decide import IDLE_MINUTES
from madoguchi.network.pages import with_desk_cookie, with_script
from madoguchi.network.terms import Refusal, Signed
from madoguchi.ui.abilities import HEADER, PASSKEYS, policy
from madoguchi.ui.audience import Audience, for_audience
from madoguchi.ui.page import seen_at, show, takes, today

REFUSED = {
    Refusal.NOT_SIGNED_IN: "desk.refused",
    Refusal.BUSY: "desk.busy",
    Refusal.PASSKEY_GIVES_NO_KEY: "passkey.no_key",
    Refusal.NICKNAME_UNFIT: "lost.nickname_unfit",
}


@for_audience(Audience.ANYONE)
@takes("GET", "POST")
@with_script
def sign_in(request: HttpRequest, tag: str) -> HttpResponse:
    """Nickname, passphrase, code, or a passkey: the same answer whatever of them does not fit."""
    if request.method != "POST":
        return _ask(request, tag, notice=_why_here(request))
    if not forms.is_ours(request):
        return _ask(request, tag, notice="desk.again")
    signed = _signed(request)
    if isinstance(signed, Refusal):
        return _ask(request, tag, problem=REFUSED[signed], nickname=forms.read_asked(request.POST).nickname)
    # A desk that was open in this browser is closed; its cookie is about to go.
    actions.sign_out(forms.cookie_of(request))
    there = forms.way_back(request) or reverse(settings.DESK_FIRST, args=[tag])
    return with_desk_cookie(request, HttpResponseRedirect(there), signed.cookie)


def _signed(request: HttpRequest) -> Signed | Refusal:
    asked, shown, now = forms.read_asked(request.POST), forms.read_shown(request.POST), seen_at()
    if shown is None:
        return actions.sign_in(asked.nickname, asked.passphrase, asked.code, today(), now)
    where = (shown, forms.cookie_of(request), forms.site_of(request))
    if asked.passphrase:
        return actions.sign_in_without_code(asked.nickname, asked.passphrase, *where, today(), now)
    return actions.sign_in_by_passkey(*where, now)


def _why_here(request: HttpRequest) -> str:
    if not forms.way_back(request):
        return ""
    return "desk.closed_kept" if "kept" in request.GET else "desk.closed"


def _ask(request: HttpRequest, tag: str, **context: Any) -> HttpResponse:
    cookie = forms.cookie_of(request)
    if not forms.form_word(cookie):
        cookie = forms.blank_cookie()
    words = {
        "word": forms.form_word(cookie),
        "rehearsal_code": actions.rehearsal_code(seen_at()),
        "to": forms.way_back(request),
        "passkey": actions.question(cookie, forms.site_of(request), seen_at()),
        "below": "network/passkeys.html",
        "idle_minutes": IDLE_MINUTES,
        **context,
    }
    return with_passkeys(with_desk_cookie(request, show(request, "network/sign_in.html", tag, words), cookie))


def with_passkeys(response: HttpResponse) -> HttpResponse:
    """The script of this page may ask for passkeys."""
    response[HEADER] = policy(*PASSKEYS)
    return response


@for_audience(Audience.ANYONE)
@takes("GET", "POST")
def lost(request: HttpRequest, tag: str) -> HttpResponse:
    """I have lost everything: new keys, which open when two colleagues have vouched. For any nickname the same page."""
    cookie = forms.cookie_of(request)
    if not forms.form_word(cookie):
        cookie = forms.blank_cookie()
    context: dict[str, Any] = {"word": forms.form_word(cookie)}
    if request.method == "POST":
        context |= _new_way(request) if forms.is_ours(request) else {"problem": "desk.again"}
    return with_desk_cookie(request, show(request, "network/lost.html", tag, context), cookie)


def _new_way(request: HttpRequest) -> dict[str, Any]:
    nickname = forms.read_asked(request.POST).nickname
    way = actions.ask_new_way(nickname, today())
    return {"problem": REFUSED[way], "nickname": nickname} if isinstance(way, Refusal) else {"way": way, "nickname": nickname}
