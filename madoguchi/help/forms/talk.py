"""What comes in with the forms of a conversation. What somebody wrote is taken whole, and shown again on any error."""

from dataclasses import dataclass, field
from enum import Enum

from django.http import HttpRequest, QueryDict

from madoguchi.ui import cookies

COOKIE = "v"
LONGEST_NUMBER = 400
"""Characters of a typed return number; a longer one is none."""

ELSEWHERE = frozenset({"cross-site", "same-site"})


class Act(Enum):
    """What somebody wants done. The first six carry what they are about as their value."""

    DELETE = "delete"
    ALLOW = "allow"
    REFUSE = "refuse"
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


NAMED = (Act.DELETE, Act.ALLOW, Act.REFUSE, Act.AGREE, Act.DECLINE, Act.WITHDRAW)


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


def pasted(number: str) -> str:
    """A number as it was pasted or typed over several lines, in one line."""
    return " ".join(number.split())


def page_number(query: QueryDict) -> int:
    """Which page of a conversation is asked for, from 1, the newest."""
    return max(1, _whole(query.get("p", "")))
