"""Families: what we can and cannot do, what they know, how it stands. That page reads nothing of the other side."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from madoguchi.help.forms.talk import cookie_of
from madoguchi.help.pages.visit import see_other, with_cookie
from madoguchi.help.terms import TalkRefused, Visit
from madoguchi.tracing.actions import families, relays
from madoguchi.tracing.forms import entries as forms
from madoguchi.tracing.pages.show_entries import standing_row
from madoguchi.tracing.pages.visitors import check_ours, first_of, group_rows, token, visit_of
from madoguchi.tracing.terms.entries import (
    ENTRY_DAYS,
    LONGEST_LINE,
    LONGEST_MESSAGE,
    LONGEST_SIGN,
    WHOEVER_ASKS,
    Relation,
    TracingRefused,
)
from madoguchi.ui.audience import Audience, for_audience
from madoguchi.ui.page import show, takes, today


@for_audience(Audience.ANYONE)
@takes("GET")
def look(request: HttpRequest, tag: str) -> HttpResponse:
    """What we can and cannot do, and what we refuse: before anybody starts."""
    grounds = [f"look.ground.{each.name.lower()}" for each in WHOEVER_ASKS]
    return show(request, "tracing/look.html", tag, {"grounds": grounds, "days": ENTRY_DAYS})


@for_audience(Audience.ANYONE)
@takes("GET", "POST")
def ask(request: HttpRequest, tag: str) -> HttpResponse:
    """What a family knows; a caseworker reads it and files it, or says in writing why not."""
    typed, visit, problem = forms.read_typed(request.POST), visit_of(request), ""
    if request.method == "POST":
        try:
            check_ours(request, visit)
            return _asked(request, tag, typed, visit)
        except (TracingRefused, TalkRefused) as refused:
            problem = refused.key
    context = {**_choices(typed), **group_rows(tag, visit, typed.group), "problem": problem, "token": token(request)}
    return show(request, "tracing/look_ask.html", tag, context)


def _asked(request: HttpRequest, tag: str, typed: forms.Typed, visit: Visit | None) -> HttpResponse:
    asked = forms.asked_of(typed)
    if visit is not None:
        families.add(visit, asked, typed.group, today())
        return see_other("look-status", tag)
    cookie = families.begin(asked, first_of(typed, tag, "look.first_message"), cookie_of(request), today())
    return with_cookie(request, see_other("talk-number", tag), cookie)


def _choices(typed: forms.Typed) -> dict[str, Any]:
    relations = [{"value": each.value, "key": f"relation.{each.value}"} for each in Relation]
    return {
        "typed": typed,
        "relations": [*relations, {"value": forms.NOT_FOR, "key": "relation.not_for_this"}],
        "longest_sign": LONGEST_SIGN,
        "longest_message": LONGEST_MESSAGE,
    }


@for_audience(Audience.ANYONE)
@takes("GET", "POST")
def status(request: HttpRequest, tag: str) -> HttpResponse:
    """How it stands: one sentence for every silence; an answer only where the sought person agreed."""
    visit, act, problem = visit_of(request), forms.read_act(request.POST), ""
    if visit is None:
        return redirect("talk-back", tag)
    if request.method == "POST":
        try:
            check_ours(request, visit)
            _do(visit, act)
            return see_other("look-status", tag)
        except (TracingRefused, TalkRefused) as refused:
            problem = refused.key
    rows = [standing_row(each) for each in families.standings(visit, today())]
    context = {"standings": rows, "problem": problem, "act": act, "token": token(request)}
    return show(request, "tracing/look_status.html", tag, {**context, "longest": LONGEST_LINE})


def _do(visit: Visit, act: forms.Act) -> None:
    match act.go:
        case "answer":
            families.answer(visit, act.on, act.number, act.text, today())
        case "renew":
            families.renew(visit, act.on, today())
        case "end":
            families.end(visit, act.on, today())
        case "write":
            relays.write_as_enquirer(visit, act.on, act.text, today())
