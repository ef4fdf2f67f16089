"""For a friend, a family or a helper: somebody was taken. One form, the same thanks whatever is known, and what happens now.

Nothing is asked about whoever writes. A note is answered with the way to another page (303), so that a reload sends nothing
twice. There is no cookie; the browser is asked whether another site sent the form.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

from madoguchi.help.pages.visit import see_other
from madoguchi.tracing import shelf
from madoguchi.tracing.actions import notes as acts
from madoguchi.tracing.decide.places import stations
from madoguchi.tracing.forms import notes as forms
from madoguchi.tracing.pages.show import clock_rows, note_choices
from madoguchi.tracing.terms.notes import KEPT_DAYS, LONGEST_LINE, Unfit
from madoguchi.ui.audience import Audience, for_audience
from madoguchi.ui.page import show, takes, today


@for_audience(Audience.ANYONE)
@takes("GET", "POST")
def taken(request: HttpRequest, tag: str) -> HttpResponse:
    """Somebody was taken: near which station, when, and what we may know of them."""
    if request.method != "POST":
        return _asking(request, tag, QueryDict())
    if forms.is_from_elsewhere(request):
        return _asking(request, tag, request.POST, Unfit.ELSEWHERE)
    note = forms.read_note(request.POST, today())
    refusal = Unfit.DAY if note is None else acts.take(note, request.POST.get("group", ""), tag, today())
    return see_other("taken-thanks", tag) if refusal is None else _asking(request, tag, request.POST, refusal)


def _asking(request: HttpRequest, tag: str, typed: QueryDict, refusal: Unfit | None = None) -> HttpResponse:
    context: dict[str, Any] = {
        "groups": acts.offered(tag),
        "stations": stations(shelf.places()),
        "typed": typed,
        "problem": refusal.value if refusal else "",
        "longest": LONGEST_LINE,
        "days": KEPT_DAYS,
        "today": today(),
        **note_choices(typed),
    }
    return show(request, "tracing/taken.html", tag, context)


@for_audience(Audience.ANYONE)
@takes("GET")
def thanks(request: HttpRequest, tag: str) -> HttpResponse:
    """The same words to everybody, whatever was sent and whatever is known."""
    return show(request, "tracing/thanks.html", tag, {"days": KEPT_DAYS})


@for_audience(Audience.ANYONE)
@takes("GET", "POST")
def after(request: HttpRequest, tag: str) -> HttpResponse:
    """What happens now: the clocks of the law from the day that was told, who can do what. Keeps nothing."""
    day, hour = (
        (forms.read_day(request.POST, today()), forms.read_hour(request.POST)) if request.method == "POST" else (None, None)
    )
    is_known = day is not None and day <= today()
    context: dict[str, Any] = {
        "clocks": clock_rows(day, hour, today()) if day and is_known else [],
        "problem": Unfit.DAY.value if request.method == "POST" and not is_known else "",
        "typed": request.POST,
        "today": today(),
        **note_choices(request.POST),
    }
    return show(request, "tracing/after.html", tag, context)
