"""A case and a measure that is open for a time: ask the person, papers, appointments, a signed bundle, receipts, answers.

Only for who reads what concerns the stay. There is no page that lists whom a measure may concern.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from madoguchi.casework import forms
from madoguchi.casework.actions import campaigns, cases, letters
from madoguchi.casework.actions.cases import Opened
from madoguchi.casework.decide import campaigns as fold
from madoguchi.casework.decide import case as case_fold
from madoguchi.casework.decide.campaigns import Prepared
from madoguchi.casework.decide.letters import OTHERS
from madoguchi.casework.pages import of_cases
from madoguchi.casework.pages.bundles import both, bundle_lines
from madoguchi.casework.pages.papers import handed_out, letter_rows, rests_on
from madoguchi.casework.terms import LONGEST_TEXT, CaseRefused, Part
from madoguchi.help.conversation import consent_rows, reader_duty
from madoguchi.help.terms import TalkRefused
from madoguchi.help.terms.campaigns import Campaign
from madoguchi.help.terms.consents import Purpose, Stands
from madoguchi.network import actions as network
from madoguchi.network.pages import show_at_desk
from madoguchi.network.terms import Desk
from madoguchi.printing.terms import NotPrinted
from madoguchi.ui.page import takes, today

UNAVAILABLE = 503


@takes("GET", "POST")
@of_cases
def campaign(request: HttpRequest, desk: Desk, tag: str, id_: str, name: str) -> HttpResponse:
    """How far a case is with one measure."""
    found, measure = _opened(desk, id_, name)
    problem = ""
    if request.method == "POST":
        try:
            _do(request, desk, found, measure)
            return redirect("case-campaign", tag, id_, name)
        except (CaseRefused, TalkRefused) as refused:
            problem = refused.key
    return _campaign(request, desk, tag, found, measure, problem)


def _opened(desk: Desk, id_: str, name: str) -> tuple[Opened, Campaign]:
    """The case and the measure; CaseRefused where this desk has nothing to do with what concerns the stay there."""
    measure = campaigns.of_desk(desk, name, today())
    found = cases.opened(desk, id_, today())
    if not found.case.reads(Part.STATUS) and found.kept.owner != desk.organisation.id:
        raise CaseRefused("case.not_yours")
    return found, measure


def _do(request: HttpRequest, desk: Desk, found: Opened, measure: Campaign) -> None:
    id_, typed, day = found.kept.id, forms.read_typed(request.POST), today()
    match typed.go:
        case "ask":
            campaigns.ask(desk, id_, measure, day)
        case "papers":
            campaigns.keep_papers(desk, id_, measure, request.POST.getlist("have"), day, typed.after)
        case "meet":
            campaigns.add_appointment(desk, id_, measure, typed.text, forms.day_of(typed.due), day)
        case "receipt":
            campaigns.add_receipt(desk, id_, measure, typed.text, forms.day_of(typed.due), day)
        case "granted" | "refused":
            clauses, on = request.POST.getlist("clauses"), forms.day_of(typed.due)
            campaigns.add_reply(desk, id_, measure, clauses, on, day, granted=typed.go == "granted")
        case "sign":
            other = request.POST.get("other", "")
            if other not in OTHERS:
                raise CaseRefused("letter.which_language")
            lines = bundle_lines(desk, found, measure, request.POST.getlist("letter"), other)
            campaigns.sign(desk, id_, measure, lines, other, day)


def _campaign(
    request: HttpRequest, desk: Desk, tag: str, found: Opened, measure: Campaign, problem: str, status: int = 200
) -> HttpResponse:
    state = fold.prepared(found.case, measure.id)
    context = {
        "case": found.case,
        "number": case_fold.number(found.case),
        "nickname": case_fold.nickname(found.case),
        "campaign": measure,
        "is_open": measure.is_open(today()),
        "may_concern": campaigns.may_concern(found, measure, today()),
        **_asked(desk, found, measure),
        **_state(measure, state, frozenset(request.POST.getlist("have")) if problem == "case.changed" else state.papers),
        **_bundles(desk, found, measure),
        "typed": forms.read_typed(request.POST) if problem else forms.Typed(),
        "today": today(),
        "problem": problem,
        "longest": LONGEST_TEXT,
    }
    return show_at_desk(request, desk, "casework/campaign.html", tag, context, status=status)


def _asked(desk: Desk, found: Opened, measure: Campaign) -> dict[str, Any]:
    """What the person was asked about this measure, and answered."""
    consents = cases.consents_of(desk, found, today())
    wanted = (Purpose.CAMPAIGN, desk.organisation.id, measure.id)
    asked = [each for each in consents if (each.purpose, each.by, each.to) == wanted]
    return {
        "agrees": campaigns.agrees(desk, found, measure, today()),
        "waits": consent_rows(asked, Stands.OPEN),
        "said_no": consent_rows(asked, Stands.DECLINED, Stands.WITHDRAWN, Stands.ENDED),
        "has_talk": bool(consents),
    }


def _state(measure: Campaign, state: Prepared, have: frozenset[str]) -> dict[str, Any]:
    return {
        "state": state,
        "papers": [{"word": word, "key": f"bring.{word}", "is_ticked": word in have} for word in measure.papers],
        "after": state.papers_seq,
        "replies": [{"reply": each, "clauses": rests_on(each.clauses, today())} for each in state.replies],
        "refusals": rests_on(measure.refusals, today()),
    }


def _bundles(desk: Desk, found: Opened, measure: Campaign) -> dict[str, Any]:
    groups = [group for each in measure.bodies if (group := network.organisation_of(each)) is not None]
    language = case_fold.language(found.case)
    return {
        "may_sign": campaigns.may_sign(desk, measure),
        "bodies": [{"group": group, "report_key": reader_duty(group)} for group in groups],
        "letters": [row for row in letter_rows(letters.of_case(found)) if row["is_known"]],
        "others": OTHERS,
        "other": language if language in OTHERS else OTHERS[-1],
    }


@takes("GET")
@of_cases
def bundle_pdf(request: HttpRequest, desk: Desk, tag: str, id_: str, name: str, seq: str) -> HttpResponse:
    """A signed bundle on paper, made in memory and not kept."""
    found, measure = _opened(desk, id_, name)
    bundle = campaigns.bundle_of(found, measure, forms.whole(seq))
    other, mark = fold.read_statement(bundle.statement).other, fold.mark_of(bundle.statement)
    try:
        made = campaigns.as_pdf(bundle, both(other, "bundle.title"), both(other, "bundle.mark", mark=mark))
    except NotPrinted as refused:
        return _campaign(request, desk, tag, found, measure, f"letter.pdf.{refused.why.value}", UNAVAILABLE)
    return handed_out(made, "bundle.pdf")


@takes("GET")
@of_cases
def bundle_file(request: HttpRequest, desk: Desk, tag: str, id_: str, name: str, seq: str) -> HttpResponse:  # noqa: ARG001 one for all
    """The same as a file whose signature can be checked."""
    found, measure = _opened(desk, id_, name)
    return handed_out(campaigns.as_file(campaigns.bundle_of(found, measure, forms.whole(seq))), "bundle.json", "application/json")
