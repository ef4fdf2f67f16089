"""Caseworkers: enquiries that wait, candidates to look at, keys to hand on. No list says a name."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from madoguchi.network.actions import organisation_of
from madoguchi.network.pages import show_at_desk
from madoguchi.network.terms import Desk
from madoguchi.tracing.actions import candidates, filing
from madoguchi.tracing.forms import entries as forms
from madoguchi.tracing.pages import of_tracing
from madoguchi.tracing.pages.show_entries import review_context
from madoguchi.tracing.terms.entries import Ground, Step, TracingRefused
from madoguchi.ui.languages import BY_TAG
from madoguchi.ui.page import takes, today


@takes("GET", "POST")
@of_tracing
def tracing(request: HttpRequest, desk: Desk, tag: str) -> HttpResponse:
    """What waits for this group."""
    if request.method == "POST":
        candidates.vouch(desk, forms.read_act(request.POST).on, today())
        return redirect("tracing", tag)
    context = {
        "waiting": filing.waiting(desk, today()),
        "queue": [_row(each) for each in candidates.queue(desk)],
        "vouch": candidates.to_vouch(desk),
    }
    return show_at_desk(request, desk, "tracing/tracing.html", tag, context)


def _row(row: candidates.Row) -> dict[str, object]:
    parts = [f"tracing.part.{part}" for part in row.parts]
    return {"row": row, "step_key": f"tracing.step.{row.step.name.lower()}", "parts": parts}


@takes("GET", "POST")
@of_tracing
def enquiry(request: HttpRequest, desk: Desk, tag: str, id_: str) -> HttpResponse:
    """One enquiry: file it, or say why not."""
    act, problem = forms.read_act(request.POST), ""
    if request.method == "POST":
        try:
            _file(desk, id_, act)
            return redirect("tracing", tag)
        except TracingRefused as refused:
            problem = refused.key
    found = filing.opened(desk, id_, today())
    grounds = [{"value": int(each), "key": f"look.ground.{each.name.lower()}"} for each in Ground]
    context = {"found": found, "grounds": grounds, "problem": problem, "their_language": BY_TAG.get(found.kept.language)}
    context["relation_key"] = f"relation.{found.asked.relation.value}"
    return show_at_desk(request, desk, "tracing/enquiry.html", tag, context)


def _file(desk: Desk, id_: str, act: forms.Act) -> None:
    ground = forms.ground_of(act)
    if act.go == "file":
        filing.file(desk, id_, today())
    elif act.go == "refuse" and ground is not None:
        filing.refuse(desk, id_, ground, today())
    else:
        raise TracingRefused("tracing.problem.ground")


@takes("GET", "POST")
@of_tracing
def pair(request: HttpRequest, desk: Desk, tag: str, id_: str) -> HttpResponse:
    """One candidate: ask out, open, let the person read, confirm what they said in a talk."""
    act, problem = forms.read_act(request.POST), ""
    if request.method == "POST":
        try:
            _step(desk, id_, act)
            return redirect("tracing" if act.go == "reject" else "tracing-pair", *((tag,) if act.go == "reject" else (tag, id_)))
        except TracingRefused as refused:
            problem = refused.key
    row = next((each for each in candidates.queue(desk) if each.id == id_), None)
    if row is None:
        raise TracingRefused("tracing.gone")
    is_open = row.step in (Step.READ, Step.SHOWN)
    review = candidates.review(desk, id_, today()) if is_open else None
    seconds = [{"id": each, "group": organisation_of(each)} for each in candidates.seconds(desk)]
    context = {**_row(row), **review_context(review), "needs_second": candidates.keeps_both(desk, id_), "seconds": seconds}
    return show_at_desk(request, desk, "tracing/pair.html", tag, {**context, "problem": problem})


def _step(desk: Desk, id_: str, act: forms.Act) -> None:
    match act.go:
        case "ask_out":
            candidates.ask_out(desk, id_, act.choice, today())
        case "open":
            candidates.review(desk, id_, today())
        case "present":
            candidates.present(desk, id_, today())
        case "reject":
            candidates.reject(desk, id_, today())
        case "confirm":
            candidates.confirm(desk, id_, today())
