"""Letters at a desk: a card word, whom to ask after, what to pass on, one letter opened by two groups. No list says a name."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from madoguchi.network.pages import show_at_desk
from madoguchi.network.terms import Desk
from madoguchi.tracing.actions import opening
from madoguchi.tracing.forms import letters as forms
from madoguchi.tracing.forms.entries import read_act
from madoguchi.tracing.pages import of_tracing
from madoguchi.tracing.pages.show_letters import here_rows, opening_row
from madoguchi.tracing.terms.entries import TracingRefused
from madoguchi.ui.page import takes, today


@takes("GET", "POST")
@of_tracing
def sealed(request: HttpRequest, desk: Desk, tag: str) -> HttpResponse:
    """What waits about letters, and where a card word leads."""
    problem = ""
    if request.method == "POST":
        try:
            return _done(request, desk, tag)
        except TracingRefused as refused:
            problem = refused.key
    context = {
        "letters": opening.letters(desk, today()),
        "to_pass": [opening_row(each) for each in opening.to_pass(desk)],
        "problem": problem,
    }
    return show_at_desk(request, desk, "tracing/sealed.html", tag, context)


def _done(request: HttpRequest, desk: Desk, tag: str) -> HttpResponse:
    act = read_act(request.POST)
    match act.go:
        case "word":
            return redirect("sealed-letter", tag, opening.find(desk, forms.card_words_of(request.POST), today()))
        case "pass":
            opening.pass_on(desk, act.on, today())
        case "well" | "no_answer":
            opening.asked_after(desk, act.on, is_well=act.go == "well", today=today())
    return redirect("sealed", tag)


@takes("GET", "POST")
@of_tracing
def sealed_letter(request: HttpRequest, desk: Desk, tag: str, id_: str) -> HttpResponse:
    """One letter: ask a second group, open the page of one case, say that the sentence was told."""
    problem = ""
    if request.method == "POST":
        try:
            _step(request, desk, id_)
            return redirect("sealed-letter", tag, id_)
        except TracingRefused as refused:
            problem = refused.key
    context = {**here_rows(opening.here(desk, id_, today())), "problem": problem}
    return show_at_desk(request, desk, "tracing/sealed_letter.html", tag, context)


def _step(request: HttpRequest, desk: Desk, id_: str) -> None:
    act, happened = read_act(request.POST), forms.happened_of(request.POST)
    match act.go:
        case "ask" if happened is not None:
            opening.ask_second(desk, id_, happened, act.choice, today())
        case "ask":
            raise TracingRefused("sealed.problem.case")
        case "open":
            opening.open_page(desk, id_, act.on, today())
        case "told":
            opening.told(desk, id_, act.on, today())
