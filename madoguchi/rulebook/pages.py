"""The rule book: every clause as it stood on any day, with its source. Never holds a table or a person."""

import datetime as dt

from django.http import HttpRequest, HttpResponse

from madoguchi.ground.ids import ClauseId
from madoguchi.network.forms import has_desk
from madoguchi.rulebook.decide import Sight, by_topic, look
from madoguchi.rules.shelf import cases_index, law_of
from madoguchi.ui.audience import Audience, for_audience
from madoguchi.ui.page import show, takes, today

COUNTRY = "JP"


@for_audience(Audience.ANYONE)
@takes("GET")
def rules(request: HttpRequest, tag: str) -> HttpResponse:
    """All clauses by topic; the browser's own search finds words on the page."""
    return show(request, "rulebook/rules.html", tag, {"topics": by_topic(law_of(COUNTRY))})


@for_audience(Audience.ANYONE)
@takes("GET")
def rule(request: HttpRequest, tag: str, clause: str) -> HttpResponse:
    """One clause on one day: all versions on a line, the one that stood then open."""
    wanted = request.GET.get("on", "").strip()
    day = _day(wanted) if wanted else today()
    found = law_of(COUNTRY).clauses.get(ClauseId(clause))
    if found is None:
        return show(request, "rulebook/unknown.html", tag, {"clause": clause}, status=404)
    # A way for caseworkers; nobody else is told of it, and no table is asked.
    context = _context(look(found, day or today())) | {"bad": day is None, "has_desk": has_desk(request)}
    return show(request, "rulebook/rule.html", tag, context, status=200 if day else 400)


def _context(sight: Sight) -> dict[str, object]:
    cases = [case for case in cases_index() if sight.facts & set(case.facts)]
    return {"sight": sight, "standing_key": f"rule.standing.{sight.standing.value}", "cases": cases}


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
