"""If something happens to me: whoever leaves a letter writes it, makes a card, says that they are well, withdraws it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from madoguchi.casework.pages.papers import handed_out
from madoguchi.help.pages.visit import see_other
from madoguchi.help.terms import TalkRefused, Visit
from madoguchi.printing.terms import NotPrinted
from madoguchi.tracing.actions import cards, letters
from madoguchi.tracing.forms import letters as forms
from madoguchi.tracing.pages.show_letters import choice_rows, letter_rows, sides
from madoguchi.tracing.pages.visitors import check_ours, group_rows, token, visit_of
from madoguchi.tracing.terms.entries import TracingRefused
from madoguchi.ui.audience import Audience, for_audience
from madoguchi.ui.page import show, takes, today

UNAVAILABLE = 503
Sides = list[Mapping[str, Any]]


@for_audience(Audience.ANYONE)
@takes("GET", "POST")
def trouble(request: HttpRequest, tag: str) -> HttpResponse:
    """If something happens to me. Without an open conversation: what it is, and the way to one."""
    visit, problem = visit_of(request), ""
    if visit is None:
        return show(request, "tracing/trouble_before.html", tag, {"lost": request.method == "POST"})
    if request.method == "POST":
        try:
            check_ours(request, visit)
            return see_other(_done(request, visit), tag)
        except (TracingRefused, TalkRefused) as refused:
            problem = refused.key
    return _shown(request, tag, visit, problem)


def _done(request: HttpRequest, visit: Visit) -> str:
    """Do what the button says; the page on which to go on."""
    match request.POST.get("go", ""):
        case "leave":
            letters.leave(visit, forms.left_of(forms.read_letter(request.POST)), today())
        case "well":
            letters.is_well(visit, today())
        case "renew":
            letters.renew(visit, today())
        case "card":
            letters.new_card(visit, today())
            return "trouble-card"
        case "withdraw":
            letters.withdraw(visit, today())
    return "trouble"


def _shown(request: HttpRequest, tag: str, visit: Visit, problem: str) -> HttpResponse:
    try:
        mine = letters.mine(visit, today())
    except TalkRefused:
        return redirect("talk-back", tag)
    is_typed = problem and request.POST.get("go") == "leave"
    typed = forms.read_letter(request.POST) if is_typed else forms.typed_of(mine) if mine else forms.TypedLetter()
    keepers = group_rows(tag, visit, typed.group)
    context: dict[str, Any] = {
        **letter_rows(mine),
        **choice_rows(typed, [row["group"].id for row in keepers["groups"]]),
        **keepers,
        "typed": typed,
        "is_typed": is_typed,
        "problem": problem,
        "token": token(request),
    }
    return show(request, "tracing/trouble.html", tag, context)


@for_audience(Audience.ANYONE)
@takes("GET")
def card(request: HttpRequest, tag: str) -> HttpResponse:
    """The card for a wallet, to be printed and cut out."""
    found = _sides(request, tag)
    return redirect("trouble", tag) if found is None else _card(request, tag, found)


def _card(request: HttpRequest, tag: str, found: Sides, *, problem: str = "", status: int = 200) -> HttpResponse:
    return show(request, "tracing/trouble_card.html", tag, {"sides": found, "problem": problem}, status=status)


def _sides(request: HttpRequest, tag: str) -> Sides | None:
    """Both sides; None without an open conversation with a card."""
    visit, languages = visit_of(request), cards.languages(tag)
    try:
        words = () if visit is None else letters.card(visit, languages, today())
    except TalkRefused:
        words = ()
    return sides(languages, words) if words else None


@for_audience(Audience.ANYONE)
@takes("GET")
def card_pdf(request: HttpRequest, tag: str) -> HttpResponse:
    """The same as a PDF in the size of a card, made in memory and not kept."""
    found = _sides(request, tag)
    if found is None:
        return redirect("trouble", tag)
    try:
        return handed_out(cards.pdf([(each["tag"], each["words"]) for each in found]), "card.pdf")
    except NotPrinted as refused:
        return _card(request, tag, found, problem=f"letter.pdf.{refused.why.value}", status=UNAVAILABLE)
