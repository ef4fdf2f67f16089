"""What comes in with the forms of a conversation. What somebody wrote is taken whole, and shown again on any error."""

import datetime as dt
import secrets
from dataclasses import dataclass, field
from enum import Enum

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, QueryDict

from madoguchi.help.terms import LARGEST_FORM, TalkRefused
from madoguchi.ui import cookies

COOKIE = "v"
LONGEST_PAGE = 200
LONGEST_NUMBER = 400
"""Characters of a typed return number; a longer one is none."""

ELSEWHERE = frozenset({"cross-site", "same-site"})


class Act(Enum):
    """What somebody wants done. The first seven carry what they are about as their value."""

    DELETE = "delete"
    ALLOW = "allow"
    REFUSE = "refuse"
    DELETE_FILE = "unfile"
    AGREE = "agree"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    CARRY = "carry"
    SEND = "send"
    CHECK = "check"
    SKIP = "skip"
    SURE = "sure"
    END = "end"
    ERASE = "erase"
    OPEN = "open"
    HERE = "here"


NAMED = (Act.DELETE, Act.ALLOW, Act.REFUSE, Act.DELETE_FILE, Act.AGREE, Act.DECLINE, Act.WITHDRAW)


@dataclass(frozen=True, slots=True)
class Said:
    """One form as it came in. `on`: the message or group that an act is about. `after`: the last message its page showed."""

    act: Act = Act.HERE
    on: str = ""
    text: str = field(default="", repr=False)
    number: str = field(default="", repr=False)
    groups: tuple[str, ...] = ()
    carries: bool = False
    sealed: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    after: int = 0
    page: str = field(default="", repr=False)


def read_said(post: QueryDict) -> Said:
    """Read any form of a conversation; nothing asked for is only shown again."""
    act, on = _act(post)
    after = post.get("after", "")
    return Said(
        act=act,
        on=on,
        text=post.get("text", "").replace("\r\n", "\n"),
        number=post.get("number", "")[:LONGEST_NUMBER],
        groups=tuple(post.getlist("group")),
        carries="carried" in post,
        sealed=post.get("sealed", ""),
        token=post.get("token", ""),
        after=_whole(after),
        page=post.get("page", "")[:LONGEST_PAGE],
    )


def _act(post: QueryDict) -> tuple[Act, str]:
    for act in NAMED:
        if act.value in post:
            return act, post.get(act.value, "")
    acts = {act.value: act for act in Act if act not in NAMED}
    return acts.get(post.get("go", ""), Act.HERE), ""


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= len("999999999") else 0


def seq_of(said: Said) -> int:
    """The message or question that an act is about; 0, which is none, where it names none."""
    return _whole(said.on)


def cookie_of(request: HttpRequest) -> str:
    """The cookie of the visit as it came; empty where none did."""
    return cookies.cookie_of(request, COOKIE)


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that another site sent this form: it could open somebody else's conversation on this phone.

    Old browsers do not say; then nothing is known, and the form is taken.
    """
    return request.headers.get("Sec-Fetch-Site", "") in ELSEWHERE


def files_of(request: HttpRequest) -> tuple[bytes, ...]:
    """The files that came with a form, in their order. What they are called, and what the browser says they are, is not read.

    TalkRefused where the form was larger than we read: then what was typed is there, and the files are not.
    """
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_FORM:
        raise TalkRefused("file.problem.too_much")
    if request.META.get("HTTP_FILES_DROPPED"):
        raise TalkRefused("file.problem.busy")
    return tuple(file.read() for file in request.FILES.getlist("file"))


def page_seal(today: dt.date) -> str:
    """Chance for one page with a first message, signed and for one day: nothing is kept for it until the message is sent."""
    return _signer().sign(f"{secrets.token_urlsafe(18)}.{today.isoformat()}")


def chance_of(page: str, today: dt.date) -> bytes:
    """The chance of a page that we gave out today; empty for any other, so that an old or copied page means nothing."""
    try:
        chance, _, day = _signer().unsign(page).rpartition(".")
    except BadSignature:
        return b""
    return chance.encode() if day == today.isoformat() else b""


def _signer() -> Signer:
    return Signer(salt="help.first")


def pasted(number: str) -> str:
    """A number as it was pasted or typed over several lines, in one line."""
    return " ".join(number.split())


def page_number(query: QueryDict) -> int:
    """Which page of a conversation is asked for, from 1, the newest."""
    return max(1, _whole(query.get("p", "")))
