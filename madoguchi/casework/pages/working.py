"""Work it out: all questions on one page; change a day and see what changes. Nothing is kept unless somebody says so."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from madoguchi.casework import forms
from madoguchi.casework.actions import cases
from madoguchi.casework.actions.working_out import dialogue, work_out
from madoguchi.casework.decide import case as fold
from madoguchi.casework.decide import working
from madoguchi.casework.pages import of_cases
from madoguchi.casework.pages.show import due_row, said_row
from madoguchi.casework.terms import CaseRefused, Changed
from madoguchi.help.decide.dialogue import choices
from madoguchi.help.decide.saying import paired
from madoguchi.help.show import choice_groups
from madoguchi.help.terms import OPEN_REPLIES, Answers, Kind, Question
from madoguchi.network.pages import draft_of, show_at_desk, was_sent
from madoguchi.network.terms import Desk
from madoguchi.ui.page import takes, today

FORM = "work"


@takes("GET", "POST")
@of_cases
def work(request: HttpRequest, desk: Desk, tag: str, id_: str) -> HttpResponse:
    """The questions of a case with what follows from the answers. Only for who may read what concerns the stay."""
    found = cases.opened(desk, id_, today())
    if not desk.free_keys:
        raise CaseRefused("case.not_yours")
    draft = draft_of(request, desk, FORM) if request.method != "POST" else None
    if request.method != "POST" and draft is None:
        kept, seq = fold.facts(found.case)
        return _work(request, desk, tag, id_, kept, after=seq)
    typed = forms.read_facts(draft or request.POST, dialogue(), today())
    after = forms.whole((draft or request.POST).get("after", ""))
    if draft is not None or typed.problem or request.POST.get("go") != "save":
        more = {"day": typed.day, "problem": typed.problem, "is_draft": draft is not None}
        return _work(request, desk, tag, id_, typed.answers, after=after, **more)
    return _saved(request, desk, tag, id_, typed, after)


def _saved(request: HttpRequest, desk: Desk, tag: str, id_: str, typed: forms.Facts, after: int) -> HttpResponse:
    """Keep them: where a colleague has kept others meanwhile, both stand side by side and nothing is overwritten."""
    try:
        cases.keep_facts(desk, id_, typed.answers, today(), after)
    except Changed as changed:
        kept, _ = fold.facts(cases.opened_quietly(desk, id_, today()).case)
        rows = working.differing(dialogue(), kept, typed.answers)
        theirs = [{"question": each, "theirs": said_row(each, kept), "ours": said_row(each, typed.answers)} for each in rows]
        more = {"day": typed.day, "problem": changed.key, "theirs": theirs}
        return _work(request, desk, tag, id_, typed.answers, after=changed.seq, **more)
    was_sent(request, desk)
    return redirect("case-work", tag, id_)


def _work(request: HttpRequest, desk: Desk, tag: str, id_: str, answers: Answers, **more: Any) -> HttpResponse:
    day = more.pop("day", today())
    worked = work_out(answers, day)
    told = worked.standing.told
    context = {
        "id": id_,
        "questions": [_question(each, answers) for each in working.questions(dialogue(), answers, today())],
        "worked": worked,
        "told": told,
        "disputed": not worked.standing.is_certain,
        "what": paired(told.what) if told else [],
        "groups": choice_groups(told) if told else {},
        "dues": [due_row(due, day) for due in worked.dues],
        "today": day,
        "is_other_day": day != today(),
        "has_answers": bool(answers),
        "form": FORM,
        **more,
    }
    return show_at_desk(request, desk, "casework/work.html", tag, context)


def _question(question: Question, answers: Answers) -> dict[str, Any]:
    reply = answers.get(question.id)
    rows = choices(question, answers, today())
    return {
        "question": question,
        "name": f"{forms.QUESTION}{question.id}",
        "is_day": question.kind is Kind.DAY,
        "day": "" if reply is None or isinstance(reply, str) else reply.isoformat(),
        "choices": [{"id": row.id, "key": row.key, "is_chosen": row.id == reply} for row in rows],
        "open": [{"id": word, "key": f"ask.{word}", "is_chosen": word == reply} for word in OPEN_REPLIES],
    }
