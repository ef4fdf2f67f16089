"""What comes in with the forms of a desk: the one cookie, the word against forged forms, who wants to sign in, the way back."""

from dataclasses import dataclass, field

from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve

from madoguchi.network.actions import visit_key
from madoguchi.network.decide import rota
from madoguchi.network.terms import Circle, Shown, Site
from madoguchi.network.terms.profiles import Expertise, Profile
from madoguchi.ui import cookies
from madoguchi.ui.audience import Audience
from madoguchi.ui.page import DESK, same_page
from madoguchi.vault.keys import derived
from madoguchi.vault.seals import new_key
from madoguchi.vault.terms import same_bytes

COOKIE = "desk"
LONGEST_TYPED = 100
"""More than any nickname, passphrase or code of ours with gaps between; what is longer is cut before it costs anything."""
LONGEST_ANSWER = 10_000
LONGEST_WAY = 300

AT_A_DESK = (Audience.CASEWORKER, Audience.COORDINATOR)

NO_WAY_BACK = ("sign-out", "desk-stay")
"""Pages that only take forms."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who wants to sign in."""

    nickname: str
    passphrase: str = field(repr=False)
    code: str = field(repr=False)


def read_asked(post: QueryDict) -> Asked:
    """Read the form of the sign-in page."""
    return Asked(*(post.get(name, "")[:LONGEST_TYPED] for name in ("nickname", "passphrase", "code")))


def read_profile(post: QueryDict) -> Profile:
    """What a member ticked of themselves; words that are in no list are left out."""
    languages, expertise = rota.languages_of(post.getlist("language")), rota.expertise_of(post.getlist("expertise"))
    return Profile(languages, expertise, rota.slots_of(post.getlist("there")), is_part_time="part_time" in post)


def read_expertise(post: QueryDict) -> Expertise | None:
    """Which field was chosen; None where none was."""
    return next(iter(rota.expertise_of(post.getlist("expertise"))), None)


def circle_for(post: QueryDict) -> Circle:
    """Who may read a text: those without a duty to report, unless its writer said that it says nothing of anybody's stay."""
    return Circle.ALL if post.get("about") == "other" else Circle.FREE


def read_shown(post: QueryDict) -> Shown | None:
    """What a passkey signed; None where the form brings nothing of the kind."""
    shown = Shown(*(post.get(name, "")[:LONGEST_ANSWER] for name in ("challenge", "tried", "key")))
    return shown if shown.challenge and (shown.tried or post.get("made")) else None


def cookie_of(request: HttpRequest) -> str:
    """The cookie as it came; empty where none did."""
    return cookies.cookie_of(request, COOKIE)


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


def site_of(request: HttpRequest) -> Site:
    """Where the browser is: one of the host names of the settings, or the request would have been refused before."""
    return Site(request.get_host().partition(":")[0], f"{request.scheme}://{request.get_host()}")


def way_back(request: HttpRequest) -> str:
    """The page of a desk that somebody was sent away from; empty where the address names no such page."""
    typed = (request.POST.get("to") or request.GET.get("to") or "")[:LONGEST_WAY]
    if not typed.startswith(f"/{DESK}/"):
        return ""
    try:
        found = resolve(typed)
    except Resolver404:
        return ""
    is_there = getattr(found.func, "audience", None) in AT_A_DESK and found.url_name not in NO_WAY_BACK
    return typed if is_there else ""


def place_of(request: HttpRequest) -> str:
    """Which page a draft belongs to: the same in every language."""
    return same_page(request.path, "")
