"""The pages about ways in: the own passkeys, and colleagues who have lost theirs."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from madoguchi.network import actions, forms
from madoguchi.network.pages import at_desk, show_at_desk
from madoguchi.network.pages.sign_in import with_passkeys
from madoguchi.network.terms import LONGEST_PASSKEY_NAME, MOST_PASSKEYS, Desk, Refusal
from madoguchi.ui.page import seen_at, takes, today

REFUSED = {
    Refusal.BUSY: "desk.busy",
    Refusal.PASSPHRASE_WRONG: "passkey.passphrase_wrong",
    Refusal.PASSKEY_UNFIT: "passkey.unfit",
    Refusal.PASSKEYS_FULL: "passkey.full",
    Refusal.NO_SUCH_ASKING: "recovery.no_such_code",
    Refusal.OWN_ASKING: "recovery.own",
    Refusal.CANNOT_READ: "recovery.cannot_read",
}


@takes("GET", "POST")
@at_desk
def passkeys(request: HttpRequest, desk: Desk, tag: str) -> HttpResponse:
    """The own passkeys: see them, make one, take one away."""
    if request.method != "POST":
        return _passkeys(request, desk, tag)
    if "remove" in request.POST:
        actions.remove_passkey(desk, request.POST["remove"])
        return redirect("desk-passkeys", tag)
    shown, name = forms.read_shown(request.POST), request.POST.get("name", "")
    if shown is None:
        return _begin(request, desk, tag, name)
    answer, where = request.POST.get("made", "")[: forms.LONGEST_ANSWER], (forms.cookie_of(request), forms.site_of(request))
    refusal = actions.take(desk, name, answer, shown, *where, today(), seen_at())
    return redirect("desk-passkeys", tag) if refusal is None else _passkeys(request, desk, tag, problem=REFUSED[refusal])


def _begin(request: HttpRequest, desk: Desk, tag: str, name: str) -> HttpResponse:
    """Whoever sits here has shown that they know the passphrase: now the browser may make a passkey."""
    passphrase = forms.read_asked(request.POST).passphrase
    asked = actions.to_make(desk, passphrase, forms.cookie_of(request), forms.site_of(request), seen_at())
    if isinstance(asked, Refusal):
        return _passkeys(request, desk, tag, problem=REFUSED[asked], name=name)
    return _passkeys(request, desk, tag, passkey=asked, name=name)


def _passkeys(request: HttpRequest, desk: Desk, tag: str, **context: Any) -> HttpResponse:
    own = actions.passkeys_of(desk)
    there = {"own": own, "is_full": len(own) >= MOST_PASSKEYS, "most": MOST_PASSKEYS, "longest": LONGEST_PASSKEY_NAME}
    return with_passkeys(show_at_desk(request, desk, "network/own_passkeys.html", tag, {**there, **context}))


@takes("GET", "POST")
@at_desk
def recoveries(request: HttpRequest, desk: Desk, tag: str) -> HttpResponse:
    """Colleagues who have lost their way in: vouch for one, refuse one, see what happened."""
    if request.method != "POST":
        return _recoveries(request, desk, tag)
    if "refuse" in request.POST:
        actions.refuse_recovery(desk, request.POST["refuse"])
        return redirect("desk-recoveries", tag)
    refusal = actions.vouch_for(desk, request.POST.get("code", "")[: forms.LONGEST_TYPED], today())
    return redirect("desk-recoveries", tag) if refusal is None else _recoveries(request, desk, tag, problem=REFUSED[refusal])


def _recoveries(request: HttpRequest, desk: Desk, tag: str, **context: Any) -> HttpResponse:
    told = actions.recoveries(desk, today())
    rows: dict[bool, list[dict[str, Any]]] = {False: [], True: []}
    for one in told:
        names = ", ".join(other.nickname for other in one.by)
        rows[one.done_on is not None].append({"one": one, "is_own": one.member == desk.member, "names": names})
    there = {"waiting": rows[False], "done": rows[True]}
    return show_at_desk(request, desk, "network/recoveries.html", tag, {**there, **context})
