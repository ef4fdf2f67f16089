"""The pages of the window that keep nothing: no table, no cookie, and no address tells what somebody answered.

All steps of the dialogue share one address and answer a POST with a page, not with a redirect: a redirect would need the
answers in the address, in a cookie or on the server, and they must be in none of them. A reload sends the same step again
and shows the same page; a lost connection costs one answer. There is no forgery check, because there is nothing to forge:
no cookie says who sends a form, nothing is kept, and a form made by somebody else only shows its own answer.
"""

from contextlib import suppress

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from madoguchi.help import sheet, shelf
from madoguchi.help.actions.campaigns import campaigns
from madoguchi.help.actions.standing import Standing, where_i_stand
from madoguchi.help.actions.talk import end_visit
from madoguchi.help.decide import dialogue as steps
from madoguchi.help.decide import needs
from madoguchi.help.decide.campaigns import concerning, open_on
from madoguchi.help.decide.saying import paired
from madoguchi.help.forms.answers import SealBroken, Turn, read_turn, seal
from madoguchi.help.forms.talk import cookie_of
from madoguchi.help.pages.visit import without_cookie
from madoguchi.help.show import ask_context, choice_groups, topic_rows
from madoguchi.help.terms import KEPT_DAYS, Answers, Dialogue, Go, Step
from madoguchi.network.pages import leave_desk
from madoguchi.rules.explain import Explanation
from madoguchi.ui.audience import Audience, for_audience
from madoguchi.ui.languages import wished_language
from madoguchi.ui.page import show, takes, today


@for_audience(Audience.ANYONE)
@takes("GET")
def door(request: HttpRequest) -> HttpResponse:
    """The first page, in the language that the browser wishes for."""
    page = need(request, wished_language(request.headers.get("Accept-Language", "")))
    page["Vary"] = "Accept-Language"
    return page


@for_audience(Audience.ANYONE)
@takes("GET")
def need(request: HttpRequest, tag: str) -> HttpResponse:
    """What do you need? Asked before anything about the person."""
    rows = [{"key": row.key, "address": _address(row, tag)} for row in needs.NEEDS]
    opened = open_on(campaigns(), today())
    return show(request, "help/need.html", tag, {"needs": rows, "campaigns": opened})


def _address(row: needs.Need, tag: str) -> str:
    if row.page:
        return reverse(row.page, args=[tag])
    return f"{reverse('near', args=[tag])}?n={row.number}"


@for_audience(Audience.ANYONE)
@takes("GET", "POST")
def ask(request: HttpRequest, tag: str) -> HttpResponse:
    """May I stay? One question a page, then the answer, then the sheet: all at one address."""
    dialogue = shelf.dialogue("may_i_stay")
    if request.method != "POST":
        return _begin(request, tag, dialogue)
    try:
        turn = read_turn(request.POST, dialogue)
    except SealBroken:
        return _begin(request, tag, dialogue, notice="ask.seal_broken")
    step = _step(dialogue, turn)
    if step.question is not None:
        return show(request, "help/ask.html", tag, ask_context(dialogue, step.question, step, today()))
    standing = where_i_stand(dialogue, step.answers, today())
    if turn.go is Go.SHEET and standing.told:
        return _sheet(request, tag, sheet.of(standing.told, certain=standing.is_certain), step.answers)
    return _answer(request, tag, standing, step.answers)


def _begin(request: HttpRequest, tag: str, dialogue: Dialogue, notice: str = "") -> HttpResponse:
    first = dialogue.questions[0]
    context = ask_context(dialogue, first, Step(first, {}), today())
    return show(request, "help/ask.html", tag, context | {"notice": notice})


def _step(dialogue: Dialogue, turn: Turn) -> Step:
    if turn.go is Go.NEXT and turn.at:
        return steps.take(dialogue, turn.answers, turn.at, turn.typed, today())
    return steps.walk(dialogue, turn.answers, turn.at, turn.go, today())


def _answer(request: HttpRequest, tag: str, standing: Standing, answers: Answers) -> HttpResponse:
    context = {
        "told": standing.told,
        "disputed": not standing.is_certain,
        "rows": standing.rows,
        "open_rows": [row for row in standing.rows if row.is_open],
        "undated": standing.undated,
        "hangs_on": standing.hangs_on,
        "what": paired(standing.told.what) if standing.told else [],
        "groups": choice_groups(standing.told) if standing.told else {},
        "today": today(),
        "sealed": seal(answers),
        "language_form": "ask",
        "campaigns": concerning(campaigns(), standing.routes, today()),
    }
    return show(request, "help/answer.html", tag, context)


def _sheet(request: HttpRequest, tag: str, told: Explanation, answers: Answers) -> HttpResponse:
    context = {
        "pairs": sheet.pairs(told, tag),
        "cites": sheet.cites(told),
        "other": sheet.other_language(tag),
        "sealed": seal(answers),
        "language_form": "ask",
    }
    return show(request, "help/sheet.html", tag, context)


@for_audience(Audience.ANYONE)
@takes("GET")
def near(request: HttpRequest, tag: str) -> HttpResponse:
    """Groups and telephone numbers: who pays them, whether they may have to report, and how old the number is."""
    wanted = needs.BY_NUMBER.get(request.GET.get("n", ""))
    topics = needs.sorted_for(shelf.contacts(), wanted.topics if wanted else (), tag)
    context = {
        "topics": [topic_rows(topic, rows, tag, today()) for topic, rows in topics],
        "need_key": wanted.key if wanted else "",
        "leads_to_ask": bool(wanted and wanted.leads_to_ask),
        "more": wanted.more if wanted else (),
        "has_page": bool(wanted and (wanted.page or wanted.leads_to_ask or wanted.more)),
    }
    return show(request, "help/near.html", tag, context)


@for_audience(Audience.ANYONE)
@takes("GET")
def keep(request: HttpRequest, tag: str) -> HttpResponse:
    """What we keep: a table, and it is short."""
    people = ("keep.answers", "talk.keep", "keep.case", "keep.given", "taken.keep", "look.keep", "trace.keep")
    kept = (*people, "trouble.keep", "notices.keep", "keep.trail", "keep.moved", "keep.visit", "keep.logs")
    rows = [{part: f"{name}.{part}" for part in ("what", "how_long", "who")} for name in kept]
    return show(request, "help/keep.html", tag, {"rows": rows, "days": KEPT_DAYS})


@for_audience(Audience.ANYONE)
@takes("GET")
def traces(request: HttpRequest, tag: str) -> HttpResponse:
    """What this phone may show. No promise stronger than the mechanism."""
    stays = [*(f"traces.stays.{name}" for name in ("history", "screenshots", "provider", "accounts")), "talk.traces.cookie"]
    to_do = [f"traces.step.{name}" for name in ("private", "history", "close")]
    return show(request, "help/traces.html", tag, {"stays": stays, "steps": to_do})


@for_audience(Audience.ANYONE)
def leave(request: HttpRequest) -> HttpResponse:
    """Away from here, to a page that means nothing. A visit and a desk that are open in this browser end; their cookies go."""
    away = HttpResponseRedirect(settings.LEAVE_TO)
    # Only "cache": "cookies" would clear the whole registered domain. Ours is dropped by its name.
    away["Clear-Site-Data"] = '"cache"'
    # Whatever is broken here, nobody is kept from leaving; without its cookie neither opens for anybody.
    with suppress(DatabaseError):
        leave_desk(request, away)
    if cookie_of(request):
        without_cookie(request, away)
        with suppress(DatabaseError):
            end_visit(cookie_of(request))
    return away
