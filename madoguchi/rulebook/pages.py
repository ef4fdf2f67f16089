"""The rule book: every clause as it stood on any day, with its source, beside the other countries. Never holds a person.

What somebody looks for stands in the address, as a question about rules; only a life of one's own is posted, and never kept.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from madoguchi.network.forms import has_desk
from madoguchi.rulebook import beside, comparing, finding, machine
from madoguchi.rulebook.decide import Sight, by_topic, coming, look, moved
from madoguchi.rulebook.forms import read_country, read_day, read_wanted
from madoguchi.rulebook.shelf import laws, lives
from madoguchi.rulebook.terms import COUNTRIES
from madoguchi.rules.across import answers
from madoguchi.rules.clauses import Clause
from madoguchi.rules.history import FIRST_YEAR, LAST_YEAR
from madoguchi.rules.shelf import cases_index, law_of, term_map, vocabulary
from madoguchi.rules.term_map import Imprecise, clauses_of
from madoguchi.rules.terms import LifeError
from madoguchi.ui.audience import Audience, for_audience
from madoguchi.ui.languages import OWN_LANGUAGE, RULE_BOOK
from madoguchi.ui.page import show, takes, today

BAD_REQUEST = 400


def _page(request: HttpRequest, template: str, tag: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    frame = {"countries": [(country, f"rules.country.{country}") for country in COUNTRIES]}
    return show(request, f"rulebook/{template}", tag, {**frame, **context}, status=status, languages=RULE_BOOK)


def _asked_day(request: HttpRequest, name: str, otherwise: dt.date) -> tuple[dt.date, bool]:
    """The day that is asked about, and whether it could be read."""
    text = request.GET.get(name, "").strip()
    day = read_day(text) if text else otherwise
    return day or otherwise, day is None


@for_audience(Audience.ANYONE)
@takes("GET")
def rules(request: HttpRequest, tag: str, country: str = COUNTRIES[0]) -> HttpResponse:
    """A country's clauses by topic, or those that hold the words looked for."""
    country = read_country(country)
    law, (day, bad) = law_of(country), _asked_day(request, "on", today())
    query = request.GET.get("q", "").strip()[: finding.LONGEST_QUERY]
    found = finding.find(law, country, tag, query)
    shown = found[: finding.MOST_SHOWN]
    context = {
        "country": country,
        "country_key": f"rules.country.{country}",
        "day": day,
        "bad": bad,
        "query": query,
        "found": len(found),
        "most": finding.MOST_SHOWN if len(found) > len(shown) else 0,
        "topics": by_topic(shown if query else law.clauses.values(), day),
        "count": len(law.clauses),
    }
    return _page(request, "rules.html", tag, context, status=BAD_REQUEST if bad else 200)


@for_audience(Audience.ANYONE)
@takes("GET")
def rule(request: HttpRequest, tag: str, clause: str) -> HttpResponse:
    """One clause on one day: all versions on a line, the one that stood then open, and its cousins abroad."""
    day, bad = _asked_day(request, "on", today())
    found = beside.by_id(laws(), clause)
    if found is None:
        return _page(request, "unknown.html", tag, {"clause": clause}, status=404)
    country, of = found
    # A way for caseworkers; nobody else is told of it, and no table is asked.
    context = _context(look(of, day)) | {
        "bad": bad,
        "has_desk": has_desk(request),
        "country": country,
        "country_key": f"rules.country.{country}",
        "own": "" if OWN_LANGUAGE[country] == tag else OWN_LANGUAGE[country],
        "cousins": [(f"rules.country.{there}", near) for there, near in beside.cousins(of, day, laws()).items()],
    }
    return _page(request, "rule.html", tag, context, status=BAD_REQUEST if bad else 200)


def _context(sight: Sight) -> dict[str, object]:
    cases = [case for case in cases_index() if sight.facts & set(case.facts)]
    return {"sight": sight, "standing_key": f"rule.standing.{sight.standing.value}", "cases": cases}


@for_audience(Audience.ANYONE)
@takes("GET")
def changes(request: HttpRequest, tag: str, country: str) -> HttpResponse:
    """What stood differently on two days, and what is known to change."""
    country, now = read_country(country), today()
    before, bad = _asked_day(request, "from", dt.date(now.year - 1, 1, 1))
    after, also_bad = _asked_day(request, "to", now)
    law = law_of(country)
    context = {
        "country": country,
        "country_key": f"rules.country.{country}",
        "before": before,
        "after": after,
        "bad": bad or also_bad,
        "instead": before if bad else after,
        "moved": moved(law, before, after),
        "coming": coming(law, now),
    }
    return _page(request, "changes.html", tag, context, status=BAD_REQUEST if bad or also_bad else 200)


@for_audience(Audience.ANYONE)
@takes("GET")
def side_by_side(request: HttpRequest, tag: str) -> HttpResponse:
    """The term map and the questions that cross countries, as both stood on a day."""
    day, bad = _asked_day(request, "on", today())
    context = {
        "day": day,
        "bad": bad,
        "rows": beside.rows(laws(), term_map().term, day),
        "imprecise": [(each, _clauses_behind(each)) for each in term_map().imprecise],
        "questions": beside.asked(answers(laws(), vocabulary(), day), laws()),
    }
    return _page(request, "beside.html", tag, context, status=BAD_REQUEST if bad else 200)


def _clauses_behind(said: Imprecise) -> tuple[Clause, ...]:
    """The clauses of its day that say it as it was."""
    return clauses_of(said, law_of(said.country), said.day)


@for_audience(Audience.ANYONE)
@takes("GET", "POST")
def same_life(request: HttpRequest, tag: str) -> HttpResponse:
    """One life under two laws, in two columns. A life of one's own comes by post, is read, and is forgotten."""
    wanted = read_wanted(request.POST if request.method == "POST" else request.GET, today())
    problem, seen = wanted.problem, None
    if wanted.told is not None:
        try:
            seen = comparing.seen(wanted)
        except LifeError as error:
            problem = str(error)
    context = {"wanted": wanted, "seen": seen, "problem": problem, "lives": [(name, f"life.example.{name}") for name in lives()]}
    return _page(request, "life.html", tag, context, status=BAD_REQUEST if problem or wanted.instead else 200)


# ------------------------------------------------------------------ for machines


@for_audience(Audience.ANYONE)
@takes("GET")
def data(request: HttpRequest, name: str) -> HttpResponse:
    """A country's clauses, or one clause with all its versions, as JSON."""
    day, bad = _asked_day(request, "on", today())
    if bad:
        sentence = f"on: write a day of the years {FIRST_YEAR} to {LAST_YEAR} as in 2024-06-10"
        return JsonResponse({"error": sentence}, status=BAD_REQUEST)
    if name.upper() in COUNTRIES:
        return _json(machine.country_data(law_of(name.upper()), name.upper(), day))
    found = beside.by_id(laws(), name)
    if found is None:
        raise Http404
    return _json(machine.clause_data(found[1], found[0], day))


def _json(content: Mapping[str, Any]) -> HttpResponse:
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})
