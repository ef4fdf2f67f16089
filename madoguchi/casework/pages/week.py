"""The first week of a newcomer: five invented cases, what the house says of them, what a mentor wrote."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from madoguchi.casework import forms
from madoguchi.casework.actions import week as acts
from madoguchi.casework.decide import week as decide
from madoguchi.casework.pages import of_cases
from madoguchi.casework.pages.show import clause_of, due_row
from madoguchi.casework.terms import CaseRefused
from madoguchi.casework.terms.week import Asks, Question, Theme
from madoguchi.network.actions import weeks
from madoguchi.network.pages import at_desk, box_of, draft_of, show_at_desk, was_sent
from madoguchi.network.terms import Desk
from madoguchi.network.terms.weeks import LONGEST_NOTE, WeekDay
from madoguchi.ui.page import takes, today

FORM = "week"


@takes("GET", "POST")
@at_desk
def week(request: HttpRequest, desk: Desk, tag: str) -> HttpResponse:
    """The own week, or those that this member accompanies. A colleague begins one, and says when somebody is new no more."""
    if request.method == "POST":
        weeks.begin_week(desk, request.POST.get("begin", ""), today())
        weeks.end_week(desk, request.POST.get("end", ""))
        return redirect("week", tag)
    own = weeks.own_week(desk) if weeks.is_newcomer(desk.member) else None
    context = {
        "is_new": own is not None,
        "own": [_state(theme, (own or {}).get(theme.name)) for theme in acts.themes()],
        "accompanied": [
            {"member": one.member, "days": [_state(theme, one.days.get(theme.name)) for theme in acts.themes()]}
            for one in acts.accompanied(desk)
        ],
        "not_new": acts.not_new(desk),
    }
    return show_at_desk(request, desk, "casework/week.html", tag, context)


def _state(theme: Theme, day: WeekDay | None) -> dict[str, Any]:
    is_answered = day is not None and day.answers is not None
    return {"theme": theme, "title": theme.key("title"), "is_answered": is_answered, "notes": len(day.notes) if day else 0}


@takes("GET", "POST")
@of_cases
def day(request: HttpRequest, desk: Desk, tag: str, theme: str) -> HttpResponse:
    """One day of the own week. What the house says comes after the newcomer has answered."""
    found = _theme(theme)
    if not weeks.is_newcomer(desk.member):
        raise CaseRefused("case.gone")
    if request.method == "POST":
        if weeks.keep_answers(desk, found.name, forms.read_week(request.POST, found), today()):
            was_sent(request, desk)
            return redirect("week-day", tag, theme)
        return _day(request, desk, tag, found, forms.read_week(request.POST, found), problem="week.not_kept")
    draft = draft_of(request, desk, FORM)
    return _day(request, desk, tag, found, forms.read_week(draft, found) if draft is not None else None)


def _theme(name: str) -> Theme:
    found = acts.theme_called(name)
    if found is None:
        raise CaseRefused("case.gone")
    return found


def _day(
    request: HttpRequest, desk: Desk, tag: str, theme: Theme, typed: dict[str, str] | None, *, problem: str = ""
) -> HttpResponse:
    kept = weeks.own_week(desk).get(theme.name, WeekDay())
    shown = typed if typed is not None else dict(kept.answers or {})
    context = {
        **_rows(theme, kept),
        "questions": [_question(theme, each, shown) for each in theme.questions],
        "form": FORM,
        "is_draft": typed is not None and not problem,
        "problem": problem,
        "is_open": typed is not None or kept.answers is None,
    }
    return show_at_desk(request, desk, "casework/week_day.html", tag, context)


@takes("GET", "POST")
@of_cases
def accompany(request: HttpRequest, desk: Desk, tag: str, theme: str, id_: str) -> HttpResponse:
    """One day of a newcomer's week, for a mentor, who writes a short note."""
    found = _theme(theme)
    if not weeks.is_mentor(desk, id_):
        raise CaseRefused("case.gone")
    typed, problem = request.POST.get("text", ""), ""
    if request.method == "POST":
        if weeks.note_to(desk, id_, found.name, typed, today()):
            was_sent(request, desk)
            return redirect("week-with", tag, theme, id_)
        problem = "week.note_unfit"
    kept = weeks.week_of(desk, id_).get(found.name, WeekDay())
    newcomer = next(one for one in weeks.newcomers(desk) if one.id == id_)
    context = {**_rows(found, kept), "newcomer": newcomer, "problem": problem, "longest": LONGEST_NOTE}
    return show_at_desk(request, desk, "casework/week_with.html", tag, {**context, "box": box_of(request, desk, typed)})


def _rows(theme: Theme, kept: WeekDay) -> dict[str, Any]:
    """The story; and where there are answers, each beside what the house would say."""
    worked = acts.house_says(theme)
    answers = kept.answers
    return {
        "theme": theme,
        "title": theme.key("title"),
        "story": theme.key("story"),
        "answered": [] if answers is None else [_answer(theme, each, dict(answers)) for each in theme.questions],
        "notes": kept.notes,
        "worked": worked,
        "told": worked.standing.told if worked else None,
        "dues": [due_row(due, theme.today) for due in worked.dues] if worked else [],
        "causes": [clause_of(each) for each in worked.causes] if worked else [],
    }


def _question(theme: Theme, question: Question, answers: dict[str, str]) -> dict[str, Any]:
    chosen = decide.chosen(answers, question)
    return {
        "question": question,
        "key": theme.key(question.id),
        "name": f"{forms.ANSWER}{question.id}",
        "asks": question.asks.value,
        "value": answers.get(question.id, ""),
        "choices": [
            {"word": word, "key": decide.choice_key(theme, question, word), "is_chosen": word in chosen}
            for word in question.choices
        ],
        "clauses": [clause_of(each) for each in acts.possible_causes(theme)] if question.asks is Asks.CAUSE else [],
    }


def _answer(theme: Theme, question: Question, answers: dict[str, str]) -> dict[str, Any]:
    typed_day = decide.day_of(answers, question) if question.asks is Asks.DAY else None
    is_clause = question.asks is Asks.CAUSE and bool(answers.get(question.id))
    return {
        **_question(theme, question, answers),
        "why": theme.key(question.id, "why"),
        "day": typed_day,
        "clause": clause_of(answers[question.id]) if is_clause else None,
        "good": [decide.choice_key(theme, question, word) for word in question.choices if word in question.good],
        "cites": [clause_of(each) for each in question.cites],
    }
