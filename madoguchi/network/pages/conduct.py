"""The page of conduct with authorities, and what the group was told of meetings with them."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from madoguchi.network import forms, shelf
from madoguchi.network.actions import contacts as acts
from madoguchi.network.decide.conduct import Unfit, is_late
from madoguchi.network.pages import at_desk, draft_of, show_at_desk, was_sent
from madoguchi.network.terms import Desk
from madoguchi.network.terms.conduct import LONGEST_PURPOSE, LONGEST_SECOND, Authority
from madoguchi.ui.page import takes, today

FORM = "contact"


@takes("GET")
@at_desk
def conduct(request: HttpRequest, desk: Desk, tag: str) -> HttpResponse:
    """How we meet authorities: the network's own rules, with their day."""
    page = shelf.conduct()
    rules = [{"rule": f"conduct.rule.{word}", "why": f"conduct.why.{word}"} for word in page.rules]
    return show_at_desk(request, desk, "network/conduct.html", tag, {"page": page, "rules": rules})


@takes("GET", "POST")
@at_desk
def contacts(request: HttpRequest, desk: Desk, tag: str) -> HttpResponse:
    """Tell the group of a meeting, and read of others. Whoever was alone is warned once, and says why."""
    if request.method != "POST":
        return _contacts(request, desk, tag, draft_of(request, desk, FORM))
    meeting = forms.read_meeting(request.POST)
    refusal = Unfit.DAY if meeting is None else acts.tell_contact(desk, meeting, today())
    if refusal is None:
        was_sent(request, desk)
        return redirect("contacts", tag)
    return _contacts(request, desk, tag, request.POST, problem=refusal.value)


def _contacts(request: HttpRequest, desk: Desk, tag: str, typed: QueryDict | None, *, problem: str = "") -> HttpResponse:
    told = acts.contacts(desk)
    there = typed or QueryDict()
    context: dict[str, Any] = {
        "told": [{"contact": each, "key": f"office.{each.meeting.authority.value}", "is_late": is_late(each)} for each in told],
        "authorities": [{"word": each.value, "key": f"office.{each.value}"} for each in Authority],
        "form": FORM,
        "typed": there,
        "is_draft": typed is not None and not problem,
        "problem": problem,
        "is_alone": problem == Unfit.ALONE.value or there.get("why_alone"),
        "longest": LONGEST_PURPOSE,
        "longest_second": LONGEST_SECOND,
        "today": today(),
    }
    return show_at_desk(request, desk, "network/contacts.html", tag, context)
