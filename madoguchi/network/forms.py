"""What comes in with the forms of a desk: the one cookie, the word against forged forms, who wants to sign in, the way back.

A form with the field `whole` is kept as a draft as it stands, with everything that was ticked and chosen; any other form has one
box `text`, of which its draft is made.
"""

import datetime as dt
import json
from dataclasses import dataclass, field

from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve

from madoguchi.ground.ids import ClauseId
from madoguchi.network.actions import visit_key
from madoguchi.network.decide import rota
from madoguchi.network.terms import Circle, Shown, Site
from madoguchi.network.terms.conduct import Authority, Meeting
from madoguchi.network.terms.memory import Told
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


# ------------------------------------------------------------------ drafts

WHOLE = "whole"
"""The field by which a form says that all of it is one draft, and which form of its page it is."""
LONGEST_VALUE = 20_000
"""Of one field of a draft; more than any box of such a form takes."""
_NOT_TYPED = frozenset({"word", "go"})


def form_of(request: HttpRequest) -> str:
    """Which form of its page was sent; empty for one with a box `text` alone."""
    return request.POST.get(WHOLE, "")[:LONGEST_TYPED]


def has_desk(request: HttpRequest) -> bool:
    """Whether this browser carries the cookie of a desk, open or not. Asks no table: enough to show a way, never to open one."""
    return bool(cookie_of(request))


def place_of(request: HttpRequest, form: str = "") -> str:
    """Which page a draft belongs to, and which form of it: the same in every language."""
    return f"{same_page(request.path, '')}{'#' if form else ''}{form}"


def typed_in(request: HttpRequest) -> str:
    """What a draft is made of: the text of the box, or every field of a form that is kept whole."""
    if not form_of(request):
        return request.POST.get("text", "")
    fields = {name: [value[:LONGEST_VALUE] for value in values] for name, values in _typed_fields(request)}
    return json.dumps(fields, ensure_ascii=False)


def readable(request: HttpRequest) -> str:
    """The same for somebody who can only read it."""
    if not form_of(request):
        return request.POST.get("text", "")
    return "\n".join(f"{name}: {value}" for name, values in _typed_fields(request) for value in values if value)


def _typed_fields(request: HttpRequest) -> list[tuple[str, list[str]]]:
    return [(name, [str(value) for value in values]) for name, values in request.POST.lists() if name not in _NOT_TYPED]


def read_draft(kept: str) -> QueryDict | None:
    """A form that was kept whole, as it would have been sent; None where there is none."""
    try:
        fields = json.loads(kept) if kept else None
    except ValueError:  # longer than a draft may be, and cut
        return None
    if fields is None:
        return None
    form = QueryDict(mutable=True)
    for name, values in fields.items():
        form.setlist(name, values)
    return form


# ------------------------------------------------------------------ meetings, pages of memory


def read_meeting(post: QueryDict) -> Meeting | None:
    """A meeting with an authority; None where the authority or the day is none."""
    try:
        authority, met_on = Authority(post.get("authority", "")), dt.date.fromisoformat(post.get("met_on", "").strip())
    except ValueError:
        return None
    second, purpose, why_alone = (post.get(name, "").strip() for name in ("second", "text", "why_alone"))
    return Meeting(authority, met_on, second, _lines(purpose), _lines(why_alone), post.get("about") != "other")


def read_told(post: QueryDict) -> Told:
    """A page of memory as it was typed. A clause may be chosen from the list or stand in the form already."""
    ids = (word for word in (*post.getlist("clauses"), post.get("clause", "")) if word)
    return Told(post.get("title", "").strip(), _lines(post.get("text", "").strip()), tuple(map(ClauseId, dict.fromkeys(ids))))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")
