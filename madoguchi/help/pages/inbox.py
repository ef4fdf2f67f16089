"""The inbox of a group: what waits, one conversation, an answer. Only for whoever has signed in; nothing personal in a list."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from madoguchi.help import conversation as conversations
from madoguchi.help.actions import inbox as acts
from madoguchi.help.forms.talk import files_of
from madoguchi.help.pages.files import handed_over
from madoguchi.help.terms import LONGEST_MESSAGE, TalkRefused, Thread, Waiting
from madoguchi.network.pages import at_desk, box_of, show_at_desk, was_sent
from madoguchi.network.terms import Desk
from madoguchi.ui.languages import BY_TAG
from madoguchi.ui.page import takes, today


@takes("GET")
@at_desk
def inbox(request: HttpRequest, desk: Desk, tag: str) -> HttpResponse:
    """What waits for the group: danger first, then whoever has waited longest."""
    waiting = acts.waiting(desk, today())
    unread = [_row(row) for row in waiting if row.unread]
    first = "" if settings.DESK_FIRST == "inbox" else settings.DESK_FIRST
    context = {"unread": unread, "others": [_row(row) for row in waiting if not row.unread], "first": first}
    return show_at_desk(request, desk, "help/inbox.html", tag, context)


def _row(row: Waiting) -> dict[str, object]:
    return {"row": row, "language": BY_TAG[row.language]}


@takes("GET", "POST")
@at_desk
def conversation(request: HttpRequest, desk: Desk, tag: str, case: str) -> HttpResponse:
    """One conversation with its answer box. What was typed is never lost: a refused answer stands in the box again."""
    typed, problem, number = request.POST.get("text", ""), "", 0
    try:
        if request.method == "POST":
            acts.answer(desk, case, typed, today(), files_of(request))
            was_sent(request, desk)
            return redirect(f"{reverse('desk-talk', args=[tag, case])}#last")
    except TalkRefused as refused:
        problem, number = refused.key, refused.number
    try:
        thread = acts.read(desk, case, today())
    except TalkRefused as refused:
        return show_at_desk(request, desk, "help/inbox_gone.html", tag, {"problem": refused.key, "typed": typed}, status=404)
    box = box_of(request, desk, typed if problem else "")
    files = {**conversations.FILE_LIMITS, "number": number, "chose_files": bool(problem and request.FILES)}
    more = {"box": box, "problem": problem, "at": conversations.field_of(problem)}
    return show_at_desk(request, desk, "help/inbox_talk.html", tag, {**_talk(thread, tag, case), **files, **more})


def _talk(thread: Thread, tag: str, case: str) -> dict[str, object]:
    return {
        "thread": thread,
        "messages": conversations.message_rows(
            thread.messages, thread, lambda name: reverse("desk-file", args=[tag, case, name])
        ),
        "case": case,
        "longest": LONGEST_MESSAGE,
        "next": settings.DESK_TALK_NEXT,
        "their_language": BY_TAG[thread.language],
    }


@takes("GET")
@at_desk
def file(request: HttpRequest, desk: Desk, tag: str, case: str, name: str) -> HttpResponse:  # noqa: ARG001 the address has them
    """One file of a conversation that the group reads. Any other address looks like a page that does not exist."""
    try:
        return handed_over(acts.open_file(desk, case, name, today()))
    except TalkRefused as refused:
        raise Http404 from refused
