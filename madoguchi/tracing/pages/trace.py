"""Whoever may be looked for: leave a beacon, read who asks, answer or not. Nobody learns anything from a visit to this page."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from madoguchi.help.forms.talk import cookie_of
from madoguchi.help.pages.visit import see_other, with_cookie
from madoguchi.help.terms import TalkRefused, Visit
from madoguchi.tracing.actions import beacons, relays
from madoguchi.tracing.actions.beacons import Beacon
from madoguchi.tracing.forms import entries as forms
from madoguchi.tracing.pages.show_entries import asks_row
from madoguchi.tracing.pages.visitors import check_ours, first_of, group_rows, token, visit_of
from madoguchi.tracing.terms.entries import ENTRY_DAYS, LISTED_QUESTIONS, LONGEST_LINE, Answer, Relation, TracingRefused
from madoguchi.ui.audience import Audience, for_audience
from madoguchi.ui.page import show, takes, today

ANSWERS = (Answer.NOTHING, Answer.ALIVE, Answer.MESSAGE, Answer.RELAY, Answer.NEVER)
"""In the order of the page: the one that changes nothing stands first."""


@for_audience(Audience.ANYONE)
@takes("GET", "POST")
def trace(request: HttpRequest, tag: str) -> HttpResponse:
    """Someone may look for me."""
    visit, problem = visit_of(request), ""
    if request.method == "POST":
        try:
            check_ours(request, visit)
            return _done(request, tag, visit)
        except (TracingRefused, TalkRefused) as refused:
            problem = refused.key
    return _shown(request, tag, visit, problem)


def _done(request: HttpRequest, tag: str, visit: Visit | None) -> HttpResponse:
    act = forms.read_act(request.POST)
    if act.go == "leave":
        return _left(request, tag, visit)
    if visit is not None:
        _do(visit, act)
    return see_other("trace", tag)


def _left(request: HttpRequest, tag: str, visit: Visit | None) -> HttpResponse:
    typed = forms.read_typed(request.POST)
    left = forms.left_of(typed)
    if visit is not None:
        beacons.leave(visit, left, typed.group, today())
        return see_other("trace", tag)
    cookie = beacons.begin(left, first_of(typed, tag, "trace.first_message"), cookie_of(request), today())
    return with_cookie(request, see_other("talk-number", tag), cookie)


def _do(visit: Visit, act: forms.Act) -> None:
    answer = forms.answer_of(act)
    match act.go:
        case "answer" if answer is not None:
            beacons.decide_on(visit, act.on, answer, act.text, today())
        case "question":
            beacons.ask(visit, act.on, act.number, act.text, today())
        case "write":
            relays.write_as_sought(visit, act.on, act.text, today())
        case "renew":
            beacons.renew(visit, today())
        case "end":
            beacons.end(visit, today())


def _shown(request: HttpRequest, tag: str, visit: Visit | None, problem: str) -> HttpResponse:
    found = None if visit is None else beacons.beacon(visit, today())
    came = forms.read_typed(request.POST)
    typed = came if problem and came.names else forms.typed_of(found.left) if found else forms.Typed()
    context: dict[str, Any] = {
        **_rows(found),
        **group_rows(tag, visit, typed.group),
        "typed": typed,
        "relations": [{"value": each.value, "key": f"relation.{each.value}"} for each in Relation],
        "act": forms.read_act(request.POST),
        "problem": problem,
        "token": token(request),
        "days": ENTRY_DAYS,
        "longest": LONGEST_LINE,
    }
    return show(request, "tracing/trace.html", tag, context)


def _rows(found: Beacon | None) -> dict[str, Any]:
    answers = [{"value": int(each), "key": f"trace.answer.{each.name.lower()}"} for each in ANSWERS]
    questions = [{"number": each, "key": f"question.{each}"} for each in range(1, LISTED_QUESTIONS + 1)]
    shown = (
        None
        if found is None
        else {"ends_on": found.ends_on, "can_renew": found.can_renew, "asks": [asks_row(each) for each in found.asks]}
    )
    return {"beacon": shown, "answers": answers, "listed": questions}
