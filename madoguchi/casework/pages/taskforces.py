"""Taskforces: members of several groups with a purpose and a last day. They see what was said there and given there."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from madoguchi.casework import forms
from madoguchi.casework.actions import cases
from madoguchi.casework.actions import taskforces as actions
from madoguchi.casework.actions.cases import Opened
from madoguchi.casework.actions.working_out import dialogue
from madoguchi.casework.decide import case as fold
from madoguchi.casework.pages import of_cases
from madoguchi.casework.pages.show import given_row, group_name
from madoguchi.casework.terms import CaseRefused
from madoguchi.help.conversation import consent_rows
from madoguchi.help.terms import TalkRefused
from madoguchi.help.terms.consents import Purpose, Stands
from madoguchi.network import actions as network
from madoguchi.network.actions import councils
from madoguchi.network.decide.councils import of_kind, todos
from madoguchi.network.forms import circle_for
from madoguchi.network.pages import box_of, for_readers, show_at_desk, was_sent
from madoguchi.network.pages.experts import problem_of
from madoguchi.network.terms import Desk, NotDone, Refusal
from madoguchi.network.terms.councils import LONGEST_PURPOSE, LONGEST_TEXT, MOST_DAYS, CouncilKind, Sitting, Spoke
from madoguchi.ui.page import takes, today

WRITES = {"agenda": Spoke.AGENDA, "decision": Spoke.DECISION, "step": Spoke.STEP, "paper": Spoke.PAPER}


@takes("GET", "POST")
@for_readers
def taskforces(request: HttpRequest, desk: Desk, tag: str) -> HttpResponse:
    """Those at which this member sits; open another one."""
    typed, problem = forms.read_typed(request.POST), ""
    if request.method == "POST":
        try:
            there = _open(request, desk, typed)
            was_sent(request, desk)
            return redirect("taskforce", tag, there)
        except (NotDone, CaseRefused) as refused:
            problem = problem_of(refused) if isinstance(refused, NotDone) else refused.key
    context = {
        "sittings": councils.of_desk(desk, CouncilKind.TASKFORCE, today()),
        "problem": problem,
        "typed": typed,
        "about": request.POST.get("about", ""),
        "box": box_of(request, desk, typed.text if problem else ""),
        "longest": LONGEST_PURPOSE,
        "days": MOST_DAYS,
        "last": today() + dt.timedelta(days=MOST_DAYS),
        "today": today(),
    }
    return show_at_desk(request, desk, "casework/taskforces.html", tag, context)


def _open(request: HttpRequest, desk: Desk, typed: forms.Typed) -> str:
    text, last_day = councils.checked_text(typed.text, LONGEST_PURPOSE), forms.day_of(typed.due)
    if last_day is None:
        raise CaseRefused("case.day.unfit")
    circle = circle_for(request.POST)
    return councils.open_council(desk, CouncilKind.TASKFORCE, circle, (), last_day, today(), text=text)


@takes("GET", "POST")
@for_readers
def taskforce(request: HttpRequest, desk: Desk, tag: str, id_: str) -> HttpResponse:
    """One taskforce: who sits there, what was decided, what is to do, what was given. Nothing else of any case."""
    typed, problem = forms.read_typed(request.POST), ""
    try:
        actions.taskforce(desk, id_, today())
        if request.method == "POST":
            where = _do(request, desk, id_, typed)
            was_sent(request, desk)
            return redirect(where, tag) if where == "taskforces" else redirect(where, tag, id_)
    except (NotDone, CaseRefused) as refused:
        problem = problem_of(refused) if isinstance(refused, NotDone) else refused.key
    return _taskforce(request, desk, tag, actions.taskforce(desk, id_, today()), typed, problem)


def _do(request: HttpRequest, desk: Desk, id_: str, typed: forms.Typed) -> str:
    """Do what a button says; the name of the page that comes next."""
    if "done" in request.POST:
        councils.finish(desk, id_, forms.whole(request.POST["done"]), today())
    elif "unseat" in request.POST:
        councils.unseat(desk, id_, request.POST["unseat"], today())
        return "taskforces" if request.POST["unseat"] == desk.member.id else "taskforce"
    elif typed.go == "close":
        councils.close(desk, id_, today())
        return "taskforces"
    elif typed.go == "seat":
        _seat(request, desk, id_)
    elif typed.go in WRITES:
        due = forms.day_of(typed.due)
        text = councils.checked_text(typed.text)
        councils.write(desk, id_, WRITES[typed.go], today(), text=text, due=due.isoformat() if due else "")
    return "taskforce"


def _seat(request: HttpRequest, desk: Desk, id_: str) -> None:
    member = network.member_named(request.POST.get("nickname", ""))
    if member is None:
        raise NotDone(Refusal.NO_SUCH_MEMBER)
    actions.seat(desk, id_, member, today())


def _taskforce(request: HttpRequest, desk: Desk, tag: str, sitting: Sitting, typed: forms.Typed, problem: str) -> HttpResponse:
    asked = tuple(dialogue().questions)
    box = box_of(request, desk, typed.text if problem else "")
    context = {
        "sitting": sitting,
        "seats": [{"member": member, "group": group_name(member.organisation)} for member in sitting.members],
        "is_opener": sitting.opened_by is not None and sitting.opened_by.id == desk.member.id,
        "agenda": of_kind(sitting.said, Spoke.AGENDA),
        "decisions": of_kind(sitting.said, Spoke.DECISION),
        "papers": of_kind(sitting.said, Spoke.PAPER),
        "todos": todos(sitting.said),
        "given": [given_row(each, asked) for each in actions.given_to(desk, sitting, today())],
        # What was written here when the desk closed: nobody knows any more in which box it was.
        "typed": typed if problem else forms.Typed("paper", box["text"]) if box["is_draft"] else forms.Typed(),
        "nickname": request.POST.get("nickname", "") if problem else "",
        "problem": problem,
        "longest": LONGEST_TEXT,
        "today": today(),
    }
    return show_at_desk(request, desk, "casework/taskforce.html", tag, context)


@takes("GET", "POST")
@of_cases
def give(request: HttpRequest, desk: Desk, tag: str, id_: str) -> HttpResponse:
    """First the person is asked which parts may go to which taskforce; once they agreed, they are given as they stand."""
    found, problem = cases.opened(desk, id_, today()), ""
    if found.kept.owner != desk.organisation.id:
        raise CaseRefused("case.not_yours")
    if request.method == "POST":
        try:
            _give(request, desk, id_)
            return redirect("case-give", tag, id_)
        except (CaseRefused, TalkRefused) as refused:
            problem = refused.key
        except NotDone as refused:
            problem = problem_of(refused)
    return _shown(request, desk, tag, found, problem)


def _give(request: HttpRequest, desk: Desk, id_: str) -> None:
    to = request.POST.get("to", "")
    match request.POST.get("go"):
        case "ask":
            actions.ask(desk, id_, to, forms.read_parts(request.POST), today())
        case "give":
            actions.give(desk, id_, to, today())
        case "take_back":
            actions.take_back(desk, id_, request.POST.get("given", ""), today())


def _shown(request: HttpRequest, desk: Desk, tag: str, found: Opened, problem: str) -> HttpResponse:
    sittings = councils.of_desk(desk, CouncilKind.TASKFORCE, today())
    ours = tuple(each for each in cases.consents_of(desk, found, today()) if each.purpose is Purpose.TASKFORCE)
    given = actions.given_of(found.kept.id)
    about = {sitting.council.id: sitting.about for sitting in sittings}
    rows = [{**row, "about": about.get(row["consent"].to, "")} for row in consent_rows(ours, Stands.GIVEN)]
    context: dict[str, Any] = {
        "case": found.case,
        "number": fold.number(found.case),
        "nickname": fold.nickname(found.case),
        "sittings": [_choice(found, sitting) for sitting in sittings],
        "ready": [row for row in rows if row["consent"].seq not in given and row["about"]],
        "given": [{**row, "id": given[row["consent"].seq].id} for row in rows if row["consent"].seq in given],
        "open": consent_rows(ours, Stands.OPEN),
        "ended": consent_rows(ours, Stands.DECLINED, Stands.WITHDRAWN, Stands.ENDED),
        "problem": problem,
    }
    return show_at_desk(request, desk, "casework/give.html", tag, context)


def _choice(found: Opened, sitting: Sitting) -> dict[str, Any]:
    parts = [{"word": part.value, "key": f"part.{part.value}"} for part in actions.possible_parts(found, sitting)]
    return {"sitting": sitting, "parts": parts, "groups": ", ".join(map(group_name, sitting.groups))}
