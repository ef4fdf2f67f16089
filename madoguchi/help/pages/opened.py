"""Who opened what a person entrusted to a group, on which day: for the person themselves, within a visit."""

from django.http import HttpRequest, HttpResponse

from madoguchi.help.actions import consents
from madoguchi.help.actions.talk import visit_of
from madoguchi.help.forms.talk import cookie_of
from madoguchi.help.pages.visit import see_other
from madoguchi.ui.audience import Audience, for_audience
from madoguchi.ui.page import show, takes, today


@for_audience(Audience.ANYONE)
@takes("GET")
def opened(request: HttpRequest, tag: str) -> HttpResponse:
    """The trail of this conversation, newest day first. Without a visit the way leads to where the number is asked for."""
    visit = visit_of(cookie_of(request), today())
    traces = None if visit is None else consents.traces_of(visit, today())
    if traces is None:
        return see_other("talk-back", tag)
    rows = [{"trace": each, "key": f"trail.{each.act.name.lower()}"} for each in traces]
    return show(request, "help/opened.html", tag, {"rows": rows})
