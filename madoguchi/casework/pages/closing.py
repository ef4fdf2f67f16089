"""What was done to the person, what made them irregular, what helped; and the end of a case."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from madoguchi.casework import forms, shelf
from madoguchi.casework.actions import cases, closing
from madoguchi.casework.actions.cases import Opened
from madoguchi.casework.actions.working_out import work_out
from madoguchi.casework.decide import case as fold
from madoguchi.casework.pages import of_cases
from madoguchi.casework.pages.show import COUNTRY
from madoguchi.casework.terms import CaseRefused, Causes, Changed, Harm
from madoguchi.ground.ids import ClauseId
from madoguchi.network.pages import show_at_desk
from madoguchi.network.terms import Desk
from madoguchi.rules.shelf import law_of
from madoguchi.ui.page import takes, today
from madoguchi.ui.words import has, say


@takes("GET", "POST")
@of_cases
def close(request: HttpRequest, desk: Desk, tag: str, id_: str) -> HttpResponse:
    """Ticks, not stories: the words are the same in every group, so that they can be counted."""
    problem = ""
    harm: Harm | None = None
    causes: Causes | None = None
    if request.method == "POST":
        try:
            return _done(request, desk, tag, id_)
        except CaseRefused as refused:
            problem = refused.key
            harm = forms.read_harm(request.POST) if request.POST.get("go") == "harm" else None
            causes = forms.read_causes(request.POST) if request.POST.get("go") == "causes" else None
            if isinstance(refused, Changed):
                return _changed(request, desk, tag, id_, refused)
    found = cases.opened(desk, id_, today())
    return _close(request, desk, tag, found, {"problem": problem}, harm=harm, causes=causes)


def _done(request: HttpRequest, desk: Desk, tag: str, id_: str) -> HttpResponse:
    match request.POST.get("go"):
        case "harm":
            closing.keep_harm(desk, id_, forms.read_harm(request.POST), today())
        case "causes":
            closing.keep_causes(desk, id_, forms.read_causes(request.POST), today())
        case "close":
            closing.close(desk, id_, today())
            return redirect("case", tag, id_)
        case "open":
            closing.open_again(desk, id_, today())
            return redirect("case", tag, id_)
    return redirect("case-close", tag, id_)


def _changed(request: HttpRequest, desk: Desk, tag: str, id_: str, changed: Changed) -> HttpResponse:
    """What a colleague has saved stays; what was ticked here stands in the form, and the difference above it."""
    found = cases.opened(desk, id_, today())
    theirs, ours = fold.harm(found.case), forms.read_harm(request.POST)
    harm = Harm(ours.violations, ours.signs, ours.elements, ours.redress, ours.helped, changed.seq)
    if request.POST.get("go") == "causes":
        told, named = fold.causes(found.case), forms.read_causes(request.POST)
        causes = Causes(named.clauses, named.offices, named.none, changed.seq)
        difference = [{"clause": each} for each in sorted({*told.clauses} ^ {*named.clauses})]
        return _close(request, desk, tag, found, {"problem": changed.key, "difference": difference}, causes=causes)
    difference = [{"key": key} for key in _differing(theirs, ours)]
    return _close(request, desk, tag, found, {"problem": changed.key, "difference": difference}, harm=harm)


def _differing(theirs: Harm, ours: Harm) -> list[str]:
    """The keys of the words that one of two has and the other has not."""
    lists = {"violation": (theirs.violations, ours.violations), "sign": (theirs.signs, ours.signs),
             "element": (theirs.elements, ours.elements), "helped": (theirs.helped, ours.helped)}  # fmt: skip
    return [f"{name}.{word}" for name, (one, other) in lists.items() for word in sorted(one ^ other)]


def _close(
    request: HttpRequest, desk: Desk, tag: str, found: Opened, more: dict[str, Any], *,
    harm: Harm | None = None, causes: Causes | None = None,
) -> HttpResponse:  # fmt: skip
    context = {
        "case": found.case,
        "number": fold.number(found.case),
        "nickname": fold.nickname(found.case),
        "is_owner": found.kept.owner == desk.organisation.id,
        "reads_stay": bool(desk.free_keys),
        "sources": shelf.lists().sources,
        **_harm_rows(harm or fold.harm(found.case)),
        **(_cause_rows(found, causes or fold.causes(found.case), tag) if desk.free_keys else {}),
        **more,
    }
    return show_at_desk(request, desk, "casework/close.html", tag, context)


def _harm_rows(harm: Harm) -> dict[str, Any]:
    lists = shelf.lists()
    return {
        "harm": harm,
        "violations": _ticks("violation", lists.violations, harm.violations),
        "signs": _ticks("sign", lists.signs, harm.signs),
        "elements": _ticks("element", lists.elements, harm.elements),
        "helped": _ticks("helped", lists.helped, harm.helped),
        "redress": [{"clause": _clause(id_), "is_ticked": id_ in harm.redress} for id_ in closing.redress_routes()],
    }


def _ticks(name: str, words: tuple[str, ...], chosen: frozenset[str]) -> list[dict[str, Any]]:
    return [{"word": word, "key": f"{name}.{word}", "is_ticked": word in chosen} for word in words]


def _cause_rows(found: Opened, causes: Causes, tag: str) -> dict[str, Any]:
    answers, seq = fold.facts(found.case)
    proposed = work_out(answers, today()).causes if seq else ()
    named = [{"clause": _clause(id_), "id": id_, "is_ticked": True} for id_ in causes.clauses]
    others = [{"clause": _clause(id_), "id": id_, "is_ticked": False} for id_ in proposed if id_ not in causes.clauses]
    lists = shelf.lists()
    return {
        "causes": causes,
        "cause_rows": named + others,
        "all_clauses": [{"id": id_, "title": _title(id_, tag)} for id_ in closing.clauses()],
        "office_rows": [
            {"value": f"{office}:{act}", "office_key": f"office.{office}", "act_key": f"act.{act}"}
            for office, act in causes.offices
        ],
        "offices": _ticks("office", lists.offices, frozenset()),
        "acts": _ticks("act", lists.acts, frozenset()),
    }


def _title(id_: str, tag: str) -> str:
    """The title of a clause as plain text, for a list to choose from."""
    key = f"clause.{id_}.title"
    return say(tag, key) if has(tag, key) else str(_clause(id_).title)


def _clause(id_: str) -> Any:
    return law_of(COUNTRY).clauses.get(ClauseId(id_))
