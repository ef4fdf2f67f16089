"""A file on its way to somebody who may read it, and the page that says what becomes of files. Never keeps a name."""

from csp.constants import NONE
from django.http import HttpRequest, HttpResponse

from madoguchi.cleaning.terms import Kind
from madoguchi.help import conversation
from madoguchi.help.terms import Opened
from madoguchi.ui.audience import Audience, for_audience
from madoguchi.ui.page import show, takes

TYPES = {Kind.PICTURE: "image/jpeg", Kind.PAPER: "application/pdf", Kind.VOICE: "audio/mpeg"}
SHUT_IN = {"default-src": [NONE], "base-uri": [NONE], "form-action": [NONE], "frame-ancestors": [NONE], "sandbox": True}
NAMES = {Kind.PICTURE: "picture", Kind.PAPER: "paper", Kind.VOICE: "voice"}


def handed_over(file: Opened, *, to_look_at: bool = False) -> HttpResponse:
    """The file itself, under a name that says its kind and place.

    `to_look_at`: a picture opens in the browser instead of being saved. On a telephone that leaves no copy among its pictures.
    """
    response = HttpResponse(file.content, content_type=TYPES[file.kind])
    how = "inline" if to_look_at and file.kind is Kind.PICTURE else "attachment"
    response["Content-Disposition"] = f'{how}; filename="{NAMES[file.kind]}-{file.place}.{file.kind.value}"'
    # Whatever a file should turn out to be, it asks nothing, runs nothing and stands in no other page.
    response._csp_config = SHUT_IN  # type: ignore[attr-defined]
    return response


@for_audience(Audience.ANYONE)
@takes("GET")
def files(request: HttpRequest, tag: str) -> HttpResponse:
    """Photos, papers, recordings: what we take, what we take out, what can still be seen and heard."""
    return show(request, "help/files.html", tag, conversation.FILE_LIMITS)
