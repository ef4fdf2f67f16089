"""The board of public notices: the same for everybody; and the desk at which a group posts one and takes it down."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from madoguchi.network.pages import show_at_desk
from madoguchi.network.terms import Desk
from madoguchi.tracing.actions import notices as acts
from madoguchi.tracing.forms.entries import read_act
from madoguchi.tracing.forms.letters import words_of
from madoguchi.tracing.pages import of_tracing
from madoguchi.tracing.pages.show_letters import notice_choices, notice_rows
from madoguchi.tracing.terms.entries import TracingRefused
from madoguchi.tracing.terms.notices import NOTICE_DAYS
from madoguchi.ui.audience import Audience, for_audience
from madoguchi.ui.page import show, takes, today


@for_audience(Audience.ANYONE)
@takes("GET")
def notices(request: HttpRequest, tag: str) -> HttpResponse:
    """Who asks, without names, and how to answer. Asks nothing of whoever reads, and looks at no cookie."""
    rows = notice_rows(acts.board(today()), tag)
    # For paper: an address that can be typed.
    address = f"{request.get_host()}{reverse('trace', args=[tag])}"
    return show(request, "tracing/notices.html", tag, {"rows": rows, "address": address})


@takes("GET", "POST")
@of_tracing
def desk_notices(request: HttpRequest, desk: Desk, tag: str) -> HttpResponse:
    """Post a notice in fixed words; take one down."""
    chosen, problem = words_of(request.POST), ""
    if request.method == "POST":
        try:
            _done(request, desk, chosen)
            return redirect("desk-notices", tag)
        except TracingRefused as refused:
            problem = refused.key
    posted = acts.posted(desk, today())
    rows = notice_rows((each.notice for each in posted), tag)
    context = {
        "posted": [{**row, "posted": each} for row, each in zip(rows, posted, strict=True)],
        **notice_choices(chosen, tag),
        "days": NOTICE_DAYS,
        "problem": problem,
    }
    return show_at_desk(request, desk, "tracing/desk_notices.html", tag, context)


def _done(request: HttpRequest, desk: Desk, chosen: dict[str, str]) -> None:
    act = read_act(request.POST)
    if act.go == "post":
        acts.post(desk, chosen, today(), is_agreed="agreed" in request.POST)
    elif act.go == "down":
        acts.take_down(desk, act.on, today())
