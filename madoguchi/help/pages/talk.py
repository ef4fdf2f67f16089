"""The pages on which somebody talks to a group: begin, keep the number, read and write, come back, end.

Within a visit every POST that did something is answered with the way to a page (303), so that a reload does nothing twice. Every
form of a visit carries its token; a form without it does nothing and shows the page again with what was typed. Before a
conversation is open there is no cookie and no token; there the browser is asked whether another site sent the form.
"""

from collections.abc import Mapping

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from madoguchi.help import conversation
from madoguchi.help.actions import consents
from madoguchi.help.actions import talk as actions
from madoguchi.help.forms.talk import (
    Act,
    Said,
    chance_of,
    cookie_of,
    files_of,
    is_from_elsewhere,
    page_number,
    page_seal,
    pasted,
    read_said,
    seq_of,
)
from madoguchi.help.pages.files import handed_over
from madoguchi.help.pages.visit import see_other, with_cookie, without_cookie
from madoguchi.help.terms import KEPT_DAYS, TalkRefused, Visit
from madoguchi.help.terms.moving import Moved
from madoguchi.ui.audience import Audience, for_audience
from madoguchi.ui.page import show, takes, today

AGAIN = "talk.problem.token"


@for_audience(Audience.ANYONE)
@takes("GET", "POST")
def talk(request: HttpRequest, tag: str) -> HttpResponse:
    """One box: to whom, what they are, how we answer."""
    said = read_said(request.POST)
    if request.method != "POST" or said.act is not Act.SEND:
        return _opening(request, tag, said)
    if is_from_elsewhere(request):
        return _opening(request, tag, said, AGAIN)
    try:
        cookie = actions.begin(_first(request, tag, said), cookie_of(request), today())
    except TalkRefused as refused:
        return _opening(request, tag, said, refused.key, refused.number)
    return with_cookie(request, see_other("talk-number", tag), cookie)


def _first(request: HttpRequest, tag: str, said: Said) -> actions.First:
    answers = conversation.carried(said, tag, today()) if said.carries else []
    carried = "\n\n".join(text for _, text in answers)
    return actions.First(said.text, tag, said.groups, carried, files_of(request), chance_of(said.page, today()))


def _opening(request: HttpRequest, tag: str, said: Said, problem: str = "", number: int = 0) -> HttpResponse:
    context = conversation.opening_context(actions.groups_for(tag), said, tag, today(), problem)
    # The page keeps its chance while somebody mends what was wrong with it.
    page = said.page if chance_of(said.page, today()) else page_seal(today())
    more = {"is_open": _visit(request) is not None, "page": page, **_files(request, number)}
    return show(request, "help/talk.html", tag, {**context, **more})


def _files(request: HttpRequest, number: int) -> Mapping[str, object]:
    """What the field for files needs. A browser never chooses files again by itself, so whoever chose some is told."""
    return {**conversation.FILE_LIMITS, "number": number, "chose_files": bool(request.FILES)}


def _visit(request: HttpRequest) -> Visit | None:
    cookie = cookie_of(request)
    return actions.visit_of(cookie, today()) if cookie else None


# ------------------------------------------------------------------ the number


@for_audience(Audience.ANYONE)
@takes("GET", "POST")
def number(request: HttpRequest, tag: str) -> HttpResponse:
    """The return number, until its person has shown that it is kept."""
    visit, said = _visit(request), read_said(request.POST)
    if visit is None:
        return _coming_back(request, tag, said, "talk.lost")
    if visit.number is None or (said.act is Act.SURE and _is_ours(request, said)):
        return see_other("talk-thread", tag)
    if said.act is Act.SKIP:
        return show(request, "help/number_sure.html", tag, _token(request))
    if said.act is not Act.CHECK:
        return _number(request, tag, visit, said)
    problem = _kept(request, tag, said)
    return _number(request, tag, visit, said, problem) if problem else see_other("talk-thread", tag)


def _kept(request: HttpRequest, tag: str, said: Said) -> str:
    """Forget the number here, if its end was typed; otherwise why not."""
    if not _is_ours(request, said):
        return AGAIN
    return "" if actions.confirm_number(cookie_of(request), said.number, tag, today()) else "talk.number.problem"


def _number(request: HttpRequest, tag: str, visit: Visit, said: Said, problem: str = "") -> HttpResponse:
    actions.arrived(visit)
    digits, words = actions.number_of(visit, tag)
    phones = conversation.phones(tag, today()) if actions.has_danger(visit, today()) else []
    context = {"digits": digits, "words": words, "said": said, "problem": problem, "phones": phones}
    return show(request, "help/number.html", tag, {**context, **_token(request)})


def _token(request: HttpRequest) -> Mapping[str, str]:
    return {"token": actions.token(cookie_of(request))}


def _is_ours(request: HttpRequest, said: Said) -> bool:
    return actions.token_fits(cookie_of(request), said.token)


# ------------------------------------------------------------------ the conversation


@for_audience(Audience.ANYONE)
@takes("GET", "POST")
def thread(request: HttpRequest, tag: str) -> HttpResponse:
    """The conversation: read, write, delete, choose who reads, end."""
    visit, said = _visit(request), read_said(request.POST)
    if visit is None:
        return _coming_back(request, tag, said, "talk.lost")
    if request.method != "POST" or said.act is Act.HERE:
        return _thread(request, tag, visit, said)
    if not _is_ours(request, said):
        return _thread(request, tag, visit, said, AGAIN)
    try:
        return _done(request, tag, visit, said)
    except TalkRefused as refused:
        return _thread(request, tag, visit, said, refused.key, refused.number)


def _thread(request: HttpRequest, tag: str, visit: Visit, said: Said, problem: str = "", number: int = 0) -> HttpResponse:
    try:
        found = actions.thread(visit, tag, today())
    except TalkRefused as refused:
        return _coming_back(request, tag, said, refused.key)
    context = conversation.thread_context(found, said, page_number(request.GET), tag, today(), problem)
    here = {
        "leads_to": settings.TALK_LEADS_TO,
        "problem": problem,
        "is_unchecked": visit.number is not None,
        **_files(request, number),
    }
    return show(request, "help/thread.html", tag, {**context, **here, **_token(request)})


def _done(request: HttpRequest, tag: str, visit: Visit, said: Said) -> HttpResponse:
    """Do what the form asks; TalkRefused where it cannot be done."""
    match said.act:
        case Act.END:
            return show(request, "help/erase.html", tag, {"said": said, "language_form": "thread", **_token(request)})
        case Act.ERASE:
            elsewhere = actions.erase(visit, today())
            actions.end_visit(cookie_of(request))
            return without_cookie(request, show(request, "help/erased.html", tag, {"elsewhere": elsewhere}))
        case Act.SEND:
            actions.write_once(visit, said.text, said.after, files_of(request), today())
            return see_other("talk-thread", tag, "#last")
    _change(visit, said, tag)
    # What stands in the box is not sent by another button, and not lost by it either; files are lost, and the page says so.
    if said.text.strip() or request.FILES:
        return _thread(request, tag, visit, said)
    # Whoever said yes sees at once that it stands, and where it is taken back.
    return see_other("talk-thread", tag, "#agreed" if said.act is Act.AGREE else "")


def _change(visit: Visit, said: Said, tag: str) -> None:
    match said.act:
        case Act.DELETE:
            actions.delete_message(visit, seq_of(said), today())
        case Act.DELETE_FILE:
            actions.delete_file(visit, said.on, today())
        case Act.ALLOW:
            actions.let_read(visit, said.on, today(), tag)
        case Act.REFUSE:
            actions.refuse(visit, said.on, today())
        case Act.AGREE:
            consents.agree(visit, seq_of(said), today())
        case Act.DECLINE:
            consents.decline(visit, seq_of(said), today())
        case Act.WITHDRAW:
            consents.withdraw(visit, seq_of(said), today())


@for_audience(Audience.ANYONE)
@takes("GET")
def file(request: HttpRequest, tag: str, name: str) -> HttpResponse:
    """One file of this visit's conversation. Any other address looks like a page that does not exist."""
    visit = _visit(request)
    if visit is None:
        return _coming_back(request, tag, Said(), "talk.lost")
    try:
        return handed_over(actions.open_file(visit, name, today()), to_look_at=True)
    except TalkRefused as refused:
        raise Http404 from refused


# ------------------------------------------------------------------ coming back


@for_audience(Audience.ANYONE)
@takes("GET", "POST")
def back(request: HttpRequest, tag: str) -> HttpResponse:
    """I have a number. Wrong, unknown and badly written: one sentence for all, after the same work."""
    said = read_said(request.POST)
    if request.method != "POST" or said.act is not Act.OPEN:
        return _coming_back(request, tag, said)
    if is_from_elsewhere(request):
        return _coming_back(request, tag, said, AGAIN)
    try:
        cookie = actions.come_back(pasted(said.number), today())
    except TalkRefused as refused:
        return _coming_back(request, tag, said, refused.key)
    if cookie is None:
        return _coming_back(request, tag, said, "talk.back.wrong")
    if not isinstance(cookie, str):
        return _moved(request, tag, said, cookie)
    return _back(request, tag, said, cookie)


def _moved(request: HttpRequest, tag: str, said: Said, where: tuple[Moved, ...]) -> HttpResponse:
    """Where the conversation went, for whoever has its number."""
    return show(request, "help/moved.html", tag, {"moved": where, "said": said, "language_form": "moved" if said.text else ""})


def _back(request: HttpRequest, tag: str, said: Said, cookie: str) -> HttpResponse:
    actions.end_visit(cookie_of(request))
    try:
        _bring(cookie, said)
    except TalkRefused as refused:
        actions.end_visit(cookie)
        return _coming_back(request, tag, said, refused.key)
    return with_cookie(request, see_other("talk-thread", tag, "#last" if said.text.strip() else ""), cookie)


def _bring(cookie: str, said: Said) -> None:
    """Send what somebody wrote when the visit had ended under their hands."""
    visit = actions.visit_of(cookie, today())
    if visit is not None and said.text.strip():
        actions.write(visit, said.text, today())


def _coming_back(request: HttpRequest, tag: str, said: Said, problem: str = "") -> HttpResponse:
    context = {"said": said, "problem": problem, "days": KEPT_DAYS, "language_form": "back", "chose_files": bool(request.FILES)}
    return show(request, "help/back.html", tag, context)
