"""Letters of a case: choose a template, fill its blanks, see both languages side by side, keep, print, or take a PDF along."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from madoguchi.casework import forms, shelf
from madoguchi.casework.actions import cases, letters
from madoguchi.casework.actions.cases import Opened
from madoguchi.casework.actions.letters import Draft
from madoguchi.casework.decide import case as fold
from madoguchi.casework.decide.letters import JAPANESE, OTHERS, Letter, Line, put_together
from madoguchi.casework.pages import of_cases
from madoguchi.casework.pages.papers import blank_rows, given_blanks, handed_out, letter_rows, rests_on, written
from madoguchi.casework.terms import CaseRefused, Changed, Part
from madoguchi.network.pages import draft_of, show_at_desk, was_sent
from madoguchi.network.terms import Desk
from madoguchi.printing.terms import NotPrinted
from madoguchi.ui.page import takes, today

UNAVAILABLE = 503
FORM = "letter"


@takes("GET")
@of_cases
def all_letters(request: HttpRequest, desk: Desk, tag: str, id_: str) -> HttpResponse:
    """The letters of a case, and the templates for another one."""
    found = cases.opened(desk, id_, today())
    context = {**_case(desk, found), "letters": letter_rows(letters.of_case(found)), "templates": letters.possible(desk)}
    return show_at_desk(request, desk, "casework/letters.html", tag, context)


@takes("GET", "POST")
@of_cases
def new_letter(request: HttpRequest, desk: Desk, tag: str, id_: str, template: str) -> HttpResponse:
    """A new letter: the blanks hold what the case says already, as far as this member reads it."""
    chosen = letters.template_of(desk, template)
    found = cases.opened(desk, id_, today())
    draft = Draft(chosen, chosen.part, _language(found), letters.begun(desk, found, chosen, today()))
    return _written(request, desk, tag, found, draft)


@takes("GET", "POST")
@of_cases
def letter(request: HttpRequest, desk: Desk, tag: str, id_: str, which: str) -> HttpResponse:
    """A letter that was kept: go on with it."""
    found = cases.opened(desk, id_, today())
    return _written(request, desk, tag, found, _kept(letters.letter_of(found, which)))


def _kept(kept: Letter) -> Draft:
    return Draft(shelf.letters()[kept.template], kept.part, kept.other, kept.values, kept.which, kept.seq)


def _language(found: Opened) -> str:
    language = fold.language(found.case)
    return language if language in OTHERS else OTHERS[-1]


def _written(request: HttpRequest, desk: Desk, tag: str, found: Opened, draft: Draft) -> HttpResponse:
    """Look at it, or keep it. What was typed stands in its blanks again, whatever happens, also after the desk had closed."""
    left = draft_of(request, desk, FORM) if request.method != "POST" else None
    if request.method != "POST" and left is None:
        return _letter(request, desk, tag, found, draft)
    post = left or request.POST
    more: dict[str, Any] = {"is_draft": left is not None}
    try:
        typed = _typed(post, desk, draft)
        if left is None and post.get("go") == "save":
            which = letters.keep(desk, found.kept.id, typed, today())
            was_sent(request, desk)
            return redirect("case-letter", tag, found.kept.id, which)
    except Changed as changed:
        theirs = put_together(draft.template, shelf.blanks(), draft.values, draft.other, written)[1]
        typed = Draft(typed.template, typed.part, typed.other, typed.values, typed.which, changed.seq)
        return _letter(request, desk, tag, found, typed, problem=changed.key, theirs=theirs)
    except CaseRefused as refused:
        given = given_blanks(post, draft.template)
        return _letter(request, desk, tag, found, draft, problem=refused.key, given=given, **more)
    return _letter(request, desk, tag, found, typed, **more)


def _typed(post: QueryDict, desk: Desk, draft: Draft) -> Draft:
    values = forms.read_blanks(post, draft.template, shelf.blanks())
    part = draft.part if draft.which else forms.part_for(post, draft.part)
    if part is Part.STATUS and not desk.keys_of(part.circle):
        raise CaseRefused("case.not_yours")
    return Draft(draft.template, part, post.get("other", ""), values, draft.which, forms.whole(post.get("after", "")))


def _letter(request: HttpRequest, desk: Desk, tag: str, found: Opened, draft: Draft, **more: Any) -> HttpResponse:
    values, status = more.pop("given", draft.values), more.pop("status", 200)
    other = draft.other if draft.other in OTHERS else OTHERS[-1]
    title, lines = put_together(draft.template, shelf.blanks(), draft.values, other, written)
    context = {
        **_case(desk, found),
        "draft": draft,
        "form": FORM,
        "blanks": blank_rows(draft.template, values),
        "others": OTHERS,
        "other": other,
        "title": title,
        "lines": lines,
        "rests_on": rests_on(draft.template.clauses, today()),
        "see_also": rests_on(draft.template.see_also, today()),
        "chooses_part": not draft.which and draft.template.part is not Part.STATUS,
        **more,
    }
    return show_at_desk(request, desk, "casework/letter.html", tag, context, status=status)


def _case(desk: Desk, found: Opened) -> dict[str, Any]:
    return {
        "case": found.case,
        "number": fold.number(found.case),
        "nickname": fold.nickname(found.case),
        "reads_stay": bool(desk.free_keys),
    }


@takes("GET")
@of_cases
def print_letter(request: HttpRequest, desk: Desk, tag: str, id_: str, which: str) -> HttpResponse:
    """A letter as it is printed: nothing of the case, no number of ours."""
    found = cases.opened(desk, id_, today())
    kept = letters.letter_of(found, which)
    title, lines = _both(kept)
    context = {**_case(desk, found), "which": which, "title": title, "lines": lines, "ja": JAPANESE, "other": kept.other}
    return show_at_desk(request, desk, "casework/letter_print.html", tag, context)


@takes("GET")
@of_cases
def letter_pdf(request: HttpRequest, desk: Desk, tag: str, id_: str, which: str) -> HttpResponse:
    """The same as a PDF, made in memory and not kept. Where none can be made, the letter says why."""
    found = cases.opened(desk, id_, today())
    kept = letters.letter_of(found, which)
    try:
        made = letters.pdf(*_both(kept), kept.other)
    except NotPrinted as refused:
        problem = f"letter.pdf.{refused.why.value}"
        return _letter(request, desk, tag, found, _kept(kept), problem=problem, status=UNAVAILABLE)
    return handed_out(made)


def _both(kept: Letter) -> tuple[Line, tuple[Line, ...]]:
    return put_together(shelf.letters()[kept.template], shelf.blanks(), kept.values, kept.other, written)
