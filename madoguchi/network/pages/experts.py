"""Who in the network knows this, and when they are there; ask them without names, and read what they answer."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from madoguchi.network import forms
from madoguchi.network.actions import councils, organisation_of, profiles, questions
from madoguchi.network.decide.councils import of_kind
from madoguchi.network.decide.rota import knowing
from madoguchi.network.pages import box_of, for_readers, show_at_desk, was_sent
from madoguchi.network.pages.rota import listed_row
from madoguchi.network.terms import Desk, NotDone, Refusal
from madoguchi.network.terms.councils import LONGEST_TEXT, QUESTION_DAYS, CouncilKind, Said, Sitting, Spoke
from madoguchi.network.terms.profiles import Expertise
from madoguchi.ui.page import takes, today

REFUSED = {
    Refusal.TEXT_EMPTY: "council.empty",
    Refusal.TEXT_TOO_LONG: "council.too_long",
    Refusal.COUNCIL_FULL: "council.full",
    Refusal.NOBODY_KNOWS: "experts.nobody",
    Refusal.MAY_NOT_SIT: "council.may_not_sit",
    Refusal.NEW_GROUP: "council.new_group",
    Refusal.DAY_PAST: "council.day_past",
    Refusal.DAY_TOO_FAR: "council.day_too_far",
    Refusal.NO_SUCH_MEMBER: "council.no_such_member",
}


def problem_of(refused: NotDone) -> str:
    """The sentence that says why nothing was done. Where there is nothing for this desk, there is no such page."""
    if refused.refusal is Refusal.NO_SUCH_COUNCIL:
        raise Http404 from refused
    return REFUSED[refused.refusal]


@takes("GET", "POST")
@for_readers
def experts(request: HttpRequest, desk: Desk, tag: str) -> HttpResponse:
    """By field: who, in which languages, when. A question has no place for a case or a name."""
    problem, chosen = "", forms.read_expertise(request.POST)
    if request.method == "POST":
        try:
            id_ = questions.ask(desk, chosen, forms.circle_for(request.POST), request.POST.get("text", ""), today())
            was_sent(request, desk)
            return redirect("desk-question", tag, id_)
        except NotDone as refused:
            problem = problem_of(refused)
    return _experts(request, desk, tag, problem, chosen)


def _experts(request: HttpRequest, desk: Desk, tag: str, problem: str, chosen: Expertise | None) -> HttpResponse:
    everybody = profiles.listed()
    fields = [
        {"word": each.value, "key": f"expertise.{each.value}", "people": [listed_row(one) for one in knowing(everybody, each)]}
        for each in Expertise
    ]
    context = {
        "fields": [row for row in fields if row["people"]],
        "missing": [row for row in fields if not row["people"]],
        "questions": [_question_row(sitting, desk) for sitting in questions.of_desk(desk, today())],
        "chosen": chosen.value if chosen else "",
        "about": request.POST.get("about", ""),
        "box": box_of(request, desk, request.POST.get("text", "") if problem else ""),
        "problem": problem,
        "longest": LONGEST_TEXT,
        "days": QUESTION_DAYS,
    }
    return show_at_desk(request, desk, "network/experts.html", tag, context)


def _question_row(sitting: Sitting, desk: Desk) -> dict[str, Any]:
    answers = of_kind(sitting.said, Spoke.ANSWER)
    is_mine = sitting.opened_by is not None and sitting.opened_by.id == desk.member.id
    is_answered = any(each.by is not None and each.by.id == desk.member.id for each in answers)
    return {
        "id": sitting.council.id,
        "day": sitting.council.opened_on,
        "key": f"expertise.{sitting.said[0].text('expertise')}",
        "answers": len(answers),
        "is_mine": is_mine,
        "waits": not is_mine and not is_answered,
    }


@takes("GET", "POST")
@for_readers
def question(request: HttpRequest, desk: Desk, tag: str, id_: str) -> HttpResponse:
    """One question: for who asked it and those who got it."""
    problem = ""
    try:
        sitting = councils.opened(desk, id_, today())
        if sitting.council.kind is not CouncilKind.QUESTION:
            raise Http404
        if request.method == "POST":
            return _answered(request, desk, tag, id_)
    except NotDone as refused:
        problem = problem_of(refused)
    context = {
        "row": _question_row(sitting, desk),
        "sitting": sitting,
        "lines": [{"said": each, "group": _group_of(each)} for each in sitting.said],
        "box": box_of(request, desk, request.POST.get("text", "") if problem else ""),
        "problem": problem,
        "longest": LONGEST_TEXT,
    }
    return show_at_desk(request, desk, "network/question.html", tag, context)


def _group_of(said: Said) -> str:
    """What the group of who wrote is called."""
    found = organisation_of(said.by.organisation) if said.by else None
    return found.name if found else ""


def _answered(request: HttpRequest, desk: Desk, tag: str, id_: str) -> HttpResponse:
    if request.POST.get("go") == "close":
        councils.close(desk, id_, today())
        return redirect("desk-experts", tag)
    questions.answer(desk, id_, request.POST.get("text", ""), today())
    was_sent(request, desk)
    return redirect("desk-question", tag, id_)
