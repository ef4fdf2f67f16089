"""Pages of memory: find, read, write, be a reader."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from madoguchi.ground.ids import ClauseId
from madoguchi.network import forms
from madoguchi.network.actions import memory as acts
from madoguchi.network.decide.memory import Unfit
from madoguchi.network.pages import at_desk, draft_of, show_at_desk, was_sent
from madoguchi.network.terms import Desk
from madoguchi.network.terms.memory import (
    LONGEST_PAGE,
    LONGEST_TITLE,
    MOST_CLAUSES,
    READERS,
    WAITING_DAYS,
    Hint,
    Memory,
    Since,
)
from madoguchi.rules.shelf import law_of
from madoguchi.ui.page import takes, today
from madoguchi.ui.words import clause_title

FORM = "memory"
CHANGED = {
    Since.CHANGED: "memory.changed",
    Since.WILL_CHANGE: "memory.will_change",
    Since.GONE: "memory.clause_gone",
}


@takes("GET")
@at_desk
def pages(request: HttpRequest, desk: Desk, tag: str) -> HttpResponse:
    """Every page that this desk may read, and those that wait for readers."""
    return _pages(request, desk, tag, acts.pages(desk, today()))


@takes("GET")
@at_desk
def about(request: HttpRequest, desk: Desk, tag: str, clause: str) -> HttpResponse:
    """The pages that are bound to one clause."""
    return _pages(request, desk, tag, acts.pages(desk, today(), [ClauseId(clause)]), clause)


def _pages(request: HttpRequest, desk: Desk, tag: str, found: tuple[Memory, ...], clause: str = "") -> HttpResponse:
    context = {
        "published": [each for each in found if each.published_on],
        "waiting": [each for each in found if not each.published_on],
        "clause": law_of(acts.COUNTRY).clauses.get(ClauseId(clause)),
        "is_about": bool(clause),
        "needed": READERS,
    }
    return show_at_desk(request, desk, "network/memories.html", tag, context)


@takes("GET", "POST")
@at_desk
def page(request: HttpRequest, desk: Desk, tag: str, id_: str) -> HttpResponse:
    """One page; a reader says that it names nobody, its group takes it away. Without a key it is not there."""
    problem = ""
    if request.method == "POST":
        refusal = _do(request, desk, id_)
        if refusal is None:
            return redirect("memories", tag) if request.POST.get("go") == "take_away" else redirect("memory", tag, id_)
        problem = refusal.value
    found = acts.page(desk, id_, today())
    if found is None:
        return show_at_desk(request, desk, "network/memory_gone.html", tag, status=404)
    return show_at_desk(request, desk, "network/memory.html", tag, {**_page(desk, found), "problem": problem})


def _do(request: HttpRequest, desk: Desk, id_: str) -> Unfit | None:
    match request.POST.get("go"):
        case "confirm":
            acts.confirm(desk, id_, today())
        case "ask":
            return acts.ask_to_read(desk, id_, request.POST.get("to", ""), today())
        case "take_away":
            acts.take_away(desk, id_, today())
    return None


def _page(desk: Desk, found: Memory) -> dict[str, Any]:
    law = law_of(acts.COUNTRY)
    is_waiting = found.published_on is None
    return {
        "memory": found,
        "bound": [
            {"bound": each, "clause": law.clauses.get(each.clause), "key": CHANGED.get(each.since)} for each in found.bound
        ],
        "others": acts.possible_readers(desk) if is_waiting and found.is_ours else (),
        # What its reader is asked to look at once more.
        "hints": _hint_rows(acts.looked_over(found.told)) if is_waiting else [],
        "needed": READERS,
        "days": WAITING_DAYS,
    }


def _hint_rows(found: Iterable[Hint]) -> list[dict[str, str]]:
    return [{"piece": each.piece, "key": f"memory.hint.{each.why.value}"} for each in found]


@takes("GET", "POST")
@at_desk
def write(request: HttpRequest, desk: Desk, tag: str) -> HttpResponse:
    """Write a page. What could lead to a person is shown once; its writer decides."""
    if request.method != "POST":
        return _write(request, desk, tag, _begun(request, desk))
    told = forms.read_told(request.POST)
    found = acts.looked_over(told)
    if found and request.POST.get("go") != "sure":
        return _write(request, desk, tag, request.POST, hints=_hint_rows(found))
    kept = acts.write_page(desk, told, today())
    if isinstance(kept, Unfit):
        return _write(request, desk, tag, request.POST, problem=kept.value)
    was_sent(request, desk)
    return redirect("memory", tag, kept)


def _begun(request: HttpRequest, desk: Desk) -> QueryDict | None:
    """What stands in the form: the draft, or an older page that is written anew."""
    kept = draft_of(request, desk, FORM)
    older = None if kept is not None else acts.page(desk, request.GET.get("from", ""), today())
    if older is None:
        return kept
    form = QueryDict(mutable=True)
    form.update({"title": older.told.title, "text": older.told.text})
    form.setlist("clauses", list(older.told.clauses))
    return form


def _write(request: HttpRequest, desk: Desk, tag: str, typed: QueryDict | None, **more: Any) -> HttpResponse:
    told = forms.read_told(typed or QueryDict())
    law, asked = law_of(acts.COUNTRY), request.GET.get("clause", "")
    chosen = told.clauses or tuple(each for each in acts.clauses() if each == asked)
    context = {
        "told": told,
        "chosen": [{"id": each, "clause": law.clauses.get(each)} for each in chosen],
        "all_clauses": [{"id": each, "title": clause_title(tag, each, law.clauses[each].title)} for each in acts.clauses()],
        "form": FORM,
        "is_draft": typed is not None and request.method != "POST" and "from" not in request.GET,
        "longest": LONGEST_PAGE,
        "longest_title": LONGEST_TITLE,
        "most": MOST_CLAUSES,
        **more,
    }
    return show_at_desk(request, desk, "network/memory_write.html", tag, context)
