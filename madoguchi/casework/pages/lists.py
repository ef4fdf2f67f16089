"""Today, and find: lists of work, not of people. Nothing personal stands in them but a made-up name."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.module_loading import import_string

from madoguchi.casework.actions import cards, closing, lists, offers
from madoguchi.casework.decide.lists import due_rows, matching, stale
from madoguchi.casework.forms import day_of
from madoguchi.casework.pages.show import call_rows, list_row
from madoguchi.casework.terms import AHEAD_DAYS, CaseRefused
from madoguchi.help.actions import inbox
from madoguchi.network.actions import profiles, questions
from madoguchi.network.pages import at_desk, show_at_desk
from madoguchi.network.terms import Desk
from madoguchi.ui.languages import BY_TAG
from madoguchi.ui.page import takes, today


@takes("GET")
@at_desk
def today_page(request: HttpRequest, desk: Desk, tag: str) -> HttpResponse:
    """Who waits, which days come, what is offered to us, whose consent ends."""
    day = today()
    closing.count_closed(desk, day)
    found = cards.of_desk(desk, day)
    waiting = [{"row": row, "language": BY_TAG[row.language]} for row in inbox.waiting(desk, day, unread_only=True)]
    context = {
        "waiting": waiting,
        "dues": [list_row(row, day) for row in due_rows(found, day)],
        "offers": offers.waiting(desk, day),
        "ending": lists.ending(desk, found, day),
        "stale": stale(found, day),
        "days": AHEAD_DAYS,
        "today": day,
        **_network(desk, day),
        "lines": [line for path in settings.ON_TODAY if (line := import_string(path)(desk, day)) is not None],
        "open_cases": sum(not card.is_closed for card in found),
    }
    return show_at_desk(request, desk, "casework/today.html", tag, context)


def _network(desk: Desk, day: dt.date) -> dict[str, Any]:
    """Who of the network is on call today, and what colleagues ask. Nothing for who cannot read yet."""
    if not desk.group_keys:
        return {}
    called = call_rows(profiles.listed(), day.weekday())
    ahead = called["days_until"]
    leads_to = settings.TODAY_LEADS_TO if desk.free_keys else []
    next_call = ahead and day + dt.timedelta(days=ahead)
    return {**called, "leads_to": leads_to, "next_call": next_call, "questions": questions.unanswered(desk, day)}


@takes("GET", "POST")
@at_desk
def find(request: HttpRequest, desk: Desk, tag: str) -> HttpResponse:
    """By number, made-up name or day. What is looked for is sent in the form, never in an address; opening asks for a reason."""
    problem = ""
    try:
        if "open" in request.POST:
            lists.open_found(desk, request.POST.get("open", ""), request.POST.get("reason", ""), today())
            return redirect("case", tag, request.POST.get("open", ""))
        day = day_of(request.POST.get("due", ""))
    except CaseRefused as refused:
        day, problem = None, refused.key
    typed = request.POST.get("text", "").strip()
    context = {
        "typed": typed,
        "due": request.POST.get("due", ""),
        "problem": problem,
        "found": matching(cards.of_desk(desk, today()), typed, day) if typed or day else (),
        "asked": request.method == "POST",
        "reasons": [{"word": word, "key": f"find.reason.{word}"} for word in lists.REASONS],
        "reason": request.POST.get("reason", ""),
    }
    return show_at_desk(request, desk, "casework/find.html", tag, context)
