"""What comes in with the forms of a desk: the one cookie, the word against forged forms, and who wants to sign in."""

from dataclasses import dataclass, field

from django.http import HttpRequest, QueryDict

from madoguchi.network.actions import visit_key
from madoguchi.vault.keys import derived
from madoguchi.vault.seals import new_key
from madoguchi.vault.terms import same_bytes

COOKIE = "desk"
LONGEST_TYPED = 100
"""More than any nickname, passphrase or code of ours with gaps between; what is longer is cut before it costs anything."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who wants to sign in."""

    nickname: str
    passphrase: str = field(repr=False)
    code: str = field(repr=False)


def read_asked(post: QueryDict) -> Asked:
    """Read the form of the sign-in page."""
    return Asked(*(post.get(name, "")[:LONGEST_TYPED] for name in ("nickname", "passphrase", "code")))


def cookie_of(request: HttpRequest) -> str:
    """The cookie as it came; empty where none did."""
    return request.COOKIES.get(COOKIE, "")


def form_word(cookie: str) -> str:
    """What every form of this visit carries: grown from its key, so that no other site can know it. Empty without a visit."""
    visit = visit_key(cookie)
    return "" if visit is None else derived(visit, "desk form").reveal().hex()


def is_ours(request: HttpRequest) -> bool:
    """Whether the form came from a page of this visit."""
    word = form_word(cookie_of(request))
    return word != "" and same_bytes(word.encode(), request.POST.get("word", "").encode())


def blank_cookie() -> str:
    """A cookie behind which nobody sits: it gives the word to the sign-in form, and is replaced by the sign-in."""
    return new_key().reveal().hex()
