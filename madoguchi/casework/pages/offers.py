"""Two words, two acts: ask another group to join, or hand a case over. And the page of the group that is asked."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from madoguchi.casework import forms
from madoguchi.casework.actions import cases, offers
from madoguchi.casework.actions.cases import Opened
from madoguchi.casework.decide import case as fold
from madoguchi.casework.pages import of_cases
from madoguchi.casework.pages.show import entry_row
from madoguchi.casework.terms import LONGEST_TEXT, CaseRefused, OfferKind, Part
from madoguchi.help.conversation import consent_rows, reader_duty
from madoguchi.help.terms import TalkRefused
from madoguchi.help.terms.consents import TALK, Purpose, Stands
from madoguchi.network.pages import box_of, show_at_desk, was_sent
from madoguchi.network.terms import Desk
from madoguchi.ui.page import takes, today

CHOSEN = (*(part.value for part in Part if part is not Part.CORE), TALK)
KINDS = {Purpose.JOIN: OfferKind.JOIN, Purpose.HAND_OVER: OfferKind.HAND_OVER}


@takes("GET", "POST")
@of_cases
def hand(request: HttpRequest, desk: Desk, tag: str, id_: str) -> HttpResponse:
    """First the person is asked which parts may go to whom; once they agreed, the other group is."""
    found = cases.opened(desk, id_, today())
    if found.kept.owner != desk.organisation.id:
        raise CaseRefused("case.not_yours")
    problem = ""
    if request.method == "POST":
        try:
            _do(request, desk, id_)
            was_sent(request, desk)
            return redirect("case-hand", tag, id_)
        except (CaseRefused, TalkRefused) as refused:
            problem = refused.key
    return _hand(request, desk, tag, found, problem)


def _do(request: HttpRequest, desk: Desk, id_: str) -> None:
    asked = forms.read_offer(request.POST)
    match request.POST.get("go"):
        case "ask":
            offers.ask(desk, id_, asked.kind, asked.to, asked.parts, today(), talk=asked.talk)
        case "make":
            offers.make(desk, id_, asked.kind, asked.to, request.POST.get("text", ""), today())
        case "take_back":
            offers.take_back(desk, request.POST.get("offer", ""), today())


def _hand(request: HttpRequest, desk: Desk, tag: str, found: Opened, problem: str) -> HttpResponse:
    context = {
        "case": found.case,
        "number": fold.number(found.case),
        "nickname": fold.nickname(found.case),
        "groups": [{"group": group, "report_key": reader_duty(group)} for group in offers.possible_groups(desk)],
        "parts": [{"word": word, "key": f"part.{word}"} for word in CHOSEN],
        **_so_far(desk, found),
        "problem": problem,
        "asked": forms.read_offer(request.POST),
        "typed": box_of(request, desk, request.POST.get("text", "") if problem else "")["text"],
        "longest": LONGEST_TEXT,
    }
    return show_at_desk(request, desk, "casework/hand.html", tag, context)


def _so_far(desk: Desk, found: Opened) -> dict[str, Any]:
    """What the person was asked and what other groups were; one yes carries one offer."""
    asked = tuple(
        each for each in cases.consents_of(desk, found, today()) if each.purpose in KINDS and each.by == desk.organisation.id
    )
    shown = offers.of_case(desk, found.kept.id, today())
    refusals = fold.refusals(found.case)
    said_no = {each.content.get("asked") for each in refusals}
    used = {each.offer.asked for each in shown}
    free = consent_rows([each for each in asked if each.seq not in used], Stands.GIVEN)
    return {
        "given": [{**row, "kind": KINDS[row["consent"].purpose].name.lower()} for row in free],
        "open": consent_rows(asked, Stands.OPEN),
        "ended": consent_rows(
            [each for each in asked if each.seq not in said_no], Stands.DECLINED, Stands.WITHDRAWN, Stands.ENDED
        ),
        "offers": shown,
        "refusals": [entry_row(each) for each in refusals],
    }


@takes("GET", "POST")
@of_cases
def offer(request: HttpRequest, desk: Desk, tag: str, id_: str) -> HttpResponse:
    """A case that is offered to this group: from whom, which parts, why. Accept, or say why not."""
    problem, typed = "", request.POST.get("text", "")
    if request.method == "POST":
        try:
            if request.POST.get("go") == "accept":
                return redirect("case", tag, offers.accept(desk, id_, today()))
            if request.POST.get("go") == "refuse":
                offers.refuse(desk, id_, typed, today())
                was_sent(request, desk)
                return redirect("today", tag)
        except CaseRefused as refused:
            if refused.key in ("offer.gone", "case.gone"):
                raise
            problem = refused.key
    shown = offers.offered(desk, id_, today())
    going = (*(part.value for part in shown.offer.parts), *((TALK,) if offers.reads_talk(desk, shown.offer, today()) else ()))
    context = {"shown": shown, "parts": [f"part.{word}" for word in going], "problem": problem}
    return show_at_desk(request, desk, "casework/offer.html", tag, {**context, **_typed(request, desk, typed)})


def _typed(request: HttpRequest, desk: Desk, typed: str) -> dict[str, Any]:
    return {"typed": box_of(request, desk, typed)["text"], "longest": LONGEST_TEXT}
