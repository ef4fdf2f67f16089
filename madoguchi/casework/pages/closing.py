"""What was done to the person, what made them irregular, what helped; and the end of a case."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from madoguchi.casework import forms, shelf
from madoguchi.casework.actions import cases, closing
from madoguchi.casework.actions.cases import Opened
from madoguchi.casework.actions.working_out import work_out
from madoguchi.casework.decide import case as fold
from madoguchi.casework.pages import of_cases
from madoguchi.casework.pages.show import clause_of
from madoguchi.casework.terms import CaseRefused, Causes, Changed, Harm
from madoguchi.network.pages import draft_of, show_at_desk, was_sent
from madoguchi.network.terms import Desk
from madoguchi.ui.page import takes, today
from madoguchi.ui.words import clause_title


@takes("GET", "POST")
@of_cases
def close(request: HttpRequest, desk: Desk, tag: str, id_: str) -> HttpResponse:
    """Ticks, not stories: the words are the same in every group, so that they can be counted."""
    if request.method == "POST":
        try:
            return _done(request, desk, tag, id_)
        except CaseRefused as refused:
            found = cases.opened(desk, id_, today())
            if isinstance(refused, Changed):
                return _changed(request, desk, tag, found, refused)
            harm = forms.read_harm(request.POST) if request.POST.get("go") == "harm" else None
            causes = forms.read_causes(request.POST) if request.POST.get("go") == "causes" else None
            return _close(request, desk, tag, found, {"problem": refused.key}, harm=harm, causes=causes)
    return _begun(request, desk, tag, cases.opened(desk, id_, today()))


def _begun(request: HttpRequest, desk: Desk, tag: str, found: Opened) -> HttpResponse:
    """What is kept, or what was ticked here when the desk closed; with the entry that its page had shown."""
    harm, causes = (draft_of(request, desk, form) for form in ("harm", "causes"))
    drafts = {"harm_is_draft": harm is not None, "causes_is_draft": causes is not None}
    ours = forms.read_harm(harm) if harm is not None else None
    named = forms.read_causes(causes) if causes is not None else None
    return _close(request, desk, tag, found, drafts, harm=ours, causes=named)


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
    was_sent(request, desk)
    return redirect("case-close", tag, id_)


def _changed(request: HttpRequest, desk: Desk, tag: str, found: Opened, changed: Changed) -> HttpResponse:
    """What a colleague has saved stays; what was ticked here stands in the form, and the difference above it."""
    if request.POST.get("go") == "causes":
        named = forms.read_causes(request.POST)
        rows = _difference(_cause_words(fold.causes(found.case)), _cause_words(named))
        return _close(request, desk, tag, found, {**rows, "problem": changed.key}, causes=replace(named, seq=changed.seq))
    ticked = forms.read_harm(request.POST)
    rows = _difference(_harm_words(fold.harm(found.case)), _harm_words(ticked))
    return _close(request, desk, tag, found, {**rows, "problem": changed.key}, harm=replace(ticked, seq=changed.seq))


def _difference(theirs: list[dict[str, Any]], ours: list[dict[str, Any]]) -> dict[str, Any]:
    """What one of two says and the other does not."""
    return {"theirs": [row for row in theirs if row not in ours], "ours": [row for row in ours if row not in theirs]}


def _harm_words(harm: Harm) -> list[dict[str, Any]]:
    """Everything that was ticked, in words; what is on no list is nothing."""
    known = shelf.lists()
    lists = {
        "violation": (known.violations, harm.violations),
        "sign": (known.signs, harm.signs),
        "element": (known.elements, harm.elements),
        "helped": (known.helped, harm.helped),
    }
    words = [{"key": f"{name}.{word}"} for name, (every, ticked) in lists.items() for word in every if word in ticked]
    return words + [{"clause": clause_of(id_)} for id_ in closing.redress_routes() if id_ in harm.redress]


def _cause_words(causes: Causes) -> list[dict[str, Any]]:
    """Everything that was named, in words; what is on no list is nothing."""
    known = shelf.lists()
    clauses = [{"clause": clause} for id_ in causes.clauses if (clause := clause_of(id_)) is not None]
    offices = [
        {"key": f"office.{office}", "act_key": f"act.{act}"}
        for office, act in causes.offices
        if office in known.offices and act in known.acts
    ]
    return [*clauses, *offices, *([{"key": "close.none"}] if causes.none else [])]


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
        "redress": [{"clause": clause_of(id_), "is_ticked": id_ in harm.redress} for id_ in closing.redress_routes()],
    }


def _ticks(name: str, words: tuple[str, ...], chosen: frozenset[str]) -> list[dict[str, Any]]:
    return [{"word": word, "key": f"{name}.{word}", "is_ticked": word in chosen} for word in words]


def _cause_rows(found: Opened, causes: Causes, tag: str) -> dict[str, Any]:
    answers, seq = fold.facts(found.case)
    proposed = work_out(answers, today()).causes if seq else ()
    named = [{"clause": clause_of(id_), "id": id_, "is_ticked": True} for id_ in causes.clauses]
    others = [{"clause": clause_of(id_), "id": id_, "is_ticked": False} for id_ in proposed if id_ not in causes.clauses]
    lists = shelf.lists()
    return {
        "causes": causes,
        "cause_rows": named + others,
        "all_clauses": [{"id": id_, "title": clause_title(tag, id_, clause_of(id_).title)} for id_ in closing.clauses()],
        "office_rows": [
            {"value": f"{office}:{act}", "office_key": f"office.{office}", "act_key": f"act.{act}"}
            for office, act in causes.offices
            if office in lists.offices and act in lists.acts
        ],
        "offices": _ticks("office", lists.offices, frozenset()),
        "acts": _ticks("act", lists.acts, frozenset()),
    }
