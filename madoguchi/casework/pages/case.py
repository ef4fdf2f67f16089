"""Take up a conversation, and the page of a case: left what was done and is to do, right what runs for the person."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from madoguchi.casework import forms
from madoguchi.casework.actions import campaigns, cases, offers
from madoguchi.casework.actions.cases import Opened
from madoguchi.casework.actions.working_out import work_out
from madoguchi.casework.decide import case as fold
from madoguchi.casework.pages import of_cases
from madoguchi.casework.pages.show import case_rows, due_row
from madoguchi.casework.terms import LONGEST_NICKNAME, LONGEST_TEXT, CaseRefused, Part, Wrote
from madoguchi.ground.ids import ClauseId
from madoguchi.help.actions import asking
from madoguchi.help.conversation import consent_rows
from madoguchi.help.terms import TalkRefused
from madoguchi.help.terms.consents import CONSENT_DAYS, Purpose, Stands
from madoguchi.network.actions import memory
from madoguchi.network.pages import box_of, show_at_desk, was_sent
from madoguchi.network.terms import Desk
from madoguchi.ui.languages import BY_TAG
from madoguchi.ui.page import takes, today


@takes("GET", "POST")
@of_cases
def take_up(request: HttpRequest, desk: Desk, tag: str, talk: str) -> HttpResponse:
    """Ask the person whether a case may be kept; make it once they agreed."""
    problem, typed = "", request.POST.get("text", "")
    try:
        if request.method == "POST" and request.POST.get("go") == "ask":
            asking.ask(desk, talk, Purpose.CASE, today())
            return redirect("take-up", tag, talk)
        if request.method == "POST":
            return _made(request, desk, tag, talk)
    except CaseRefused as refused:
        problem = refused.key
    there = cases.case_of(desk, talk, today())
    if there is not None:
        return redirect("case", tag, there)
    return _take_up(request, desk, tag, talk, problem, typed)


def _made(request: HttpRequest, desk: Desk, tag: str, talk: str) -> HttpResponse:
    case_ = cases.take_up(desk, talk, request.POST.get("text", ""), today())
    was_sent(request, desk)
    return redirect("case", tag, case_)


def _take_up(request: HttpRequest, desk: Desk, tag: str, talk: str, problem: str, typed: str) -> HttpResponse:
    seen = asking.seen(desk, talk, today())
    of_case = tuple(each for each in seen.consents if each.purpose is Purpose.CASE and each.by == desk.organisation.id)
    context = {
        "talk": talk,
        "their_language": BY_TAG[seen.language],
        "given": consent_rows(of_case, Stands.GIVEN),
        "open": consent_rows(of_case, Stands.OPEN),
        "ended": consent_rows(of_case, Stands.DECLINED, Stands.WITHDRAWN),
        "problem": problem,
        "typed": box_of(request, desk, typed)["text"],
        "longest": LONGEST_NICKNAME,
        "until": today() + dt.timedelta(days=CONSENT_DAYS),
    }
    return show_at_desk(request, desk, "casework/take_up.html", tag, context)


@takes("GET", "POST")
@of_cases
def case(request: HttpRequest, desk: Desk, tag: str, id_: str) -> HttpResponse:
    """One case. What was typed is never lost: a refused text stands in its box again."""
    typed, problem = forms.read_typed(request.POST), ""
    if request.method == "POST":
        try:
            _do(request, desk, id_, typed)
            was_sent(request, desk)
            return redirect("case", tag, id_)
        except (CaseRefused, TalkRefused) as refused:
            problem = refused.key
    found = cases.opened(desk, id_, today())
    return _case(request, desk, tag, found, typed if problem else _draft(request, desk), problem)


def _draft(request: HttpRequest, desk: Desk) -> forms.Typed:
    """What was written here when the desk closed stands in the box for notes: nobody knows any more in which box it was."""
    box = box_of(request, desk, "")
    return forms.Typed("note", box["text"]) if box["is_draft"] else forms.Typed()


def _do(request: HttpRequest, desk: Desk, id_: str, typed: forms.Typed) -> None:
    done = forms.read_done(request.POST)
    if done is not None:
        cases.finish_step(desk, id_, *done, today())
        return
    match typed.go:
        case "step":
            part = forms.part_for(request.POST, Part.STEPS)
            cases.add_step(desk, id_, typed.text, forms.day_of(typed.due), today(), part=part)
        case "note":
            cases.add_note(desk, id_, typed.text, today(), part=forms.part_for(request.POST, Part.NOTES))
        case "name":
            cases.rename(desk, id_, typed.text, today(), typed.after)
        case "renew":
            cases.asked(desk, id_, Purpose.CASE, today())
        case "count":
            cases.asked(desk, id_, Purpose.COUNT, today())


def _case(request: HttpRequest, desk: Desk, tag: str, found: Opened, typed: forms.Typed, problem: str) -> HttpResponse:
    _, seq = fold.facts(found.case)
    named = fold.last(found.case.entries[Part.CORE], Wrote.NAMED)
    consents = cases.consents_of(desk, found, today())
    context = {
        **case_rows(found.case, consents),
        **(_runs(desk, found) if seq else {}),
        "is_owner": found.kept.owner == desk.organisation.id,
        "reads_stay": bool(desk.free_keys),
        "offers": offers.of_case(desk, found.kept.id, today()),
        "typed": typed,
        "problem": problem,
        "named": named.seq if named else 0,
        "longest": LONGEST_TEXT,
        "today": today(),
        "has_talk": bool(consents),
        "campaigns": campaigns.known(desk, today()),
    }
    return show_at_desk(request, desk, "casework/case.html", tag, context)


def _runs(desk: Desk, found: Opened) -> dict[str, object]:
    """What runs for the person, worked out as of today, and how groups did it where these clauses stood before."""
    answers, _ = fold.facts(found.case)
    worked = work_out(answers, today())
    return {
        "worked": worked,
        "told": worked.standing.told,
        "dues": [due_row(due, today()) for due in worked.dues],
        "memories": memory.pages(desk, today(), worked.clauses | {ClauseId(id_) for id_ in fold.causes(found.case).clauses}),
    }
