"""A whole page in one response: frame, language, style, no outside address. Never sets a cookie."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from madoguchi.ground.clock import Clock
from madoguchi.ui.languages import ALL_TAGS, BY_TAG, LANGUAGES, Language, wished_language

DESK = "desk"
"""The first part of every address for caseworkers."""

OUR_SIDE = 500

Words = ParamSpec("Words")
Page = Callable[Concatenate[HttpRequest, Words], HttpResponse]


def today() -> dt.date:
    """The day in Japan; the settings hold the clock, so that tests and rehearsals can stop it."""
    clock: Clock = settings.CLOCK
    return clock.today()


def seen_at() -> dt.datetime:
    """The instant, in UTC, by the same clock; asked once for a page, and never kept."""
    clock: Clock = settings.CLOCK
    return clock.seen_at()


def show(
    request: HttpRequest,
    template: str,
    tag: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
    languages: Iterable[Language] = LANGUAGES,
) -> HttpResponse:
    """Render a page of the language `tag`; `languages`: those that this page can be read in."""
    frame: Mapping[str, Any] = {
        "tag": tag,
        "language": ALL_TAGS[tag],
        "languages": [_picked(language, request.path, tag) for language in languages],
        "has_window": tag in BY_TAG,
        "demo": settings.DEMO,
        "nonce": getattr(request, "csp_nonce", ""),
    }
    return render(request, template, {**frame, **(context or {})}, status=status)


def _picked(language: Language, path: str, tag: str) -> Mapping[str, Any]:
    here = language.tag == tag
    return {"tag": language.tag, "own_name": language.own_name, "address": same_page(path, language.tag), "is_here": here}


def same_page(path: str, tag: str) -> str:
    """The address of this page in another language; its first page where the address names no language."""
    parts = path.lstrip("/").split("/")
    place = _place_of_language(parts)
    return f"/{tag}/" if place is None else "/" + "/".join([*parts[:place], tag, *parts[place + 1 :]])


def path_language(path: str) -> str | None:
    """The language of the window that an address names, if it names one."""
    parts = path.lstrip("/").split("/")
    place = _place_of_language(parts)
    return None if place is None or parts[place] not in BY_TAG else parts[place]


def _place_of_language(parts: list[str]) -> int | None:
    """Where an address names its language: first, or behind the word of those who work here."""
    place = 1 if parts[0] == DESK else 0
    return place if parts[place : place + 1] and parts[place] in ALL_TAGS else None


def takes(*methods: str) -> Callable[[Page[Words]], Page[Words]]:
    """Refuse other methods with a page that a person can read."""
    taken = {*methods, "HEAD"}

    def guard(page: Page[Words]) -> Page[Words]:
        @wraps(page)
        def answer(request: HttpRequest, /, *args: Words.args, **named: Words.kwargs) -> HttpResponse:
            return page(request, *args, **named) if request.method in taken else broken(request, 405, allow=sorted(taken))

        return answer

    return guard


def broken(request: HttpRequest, status: int, allow: list[str] | None = None) -> HttpResponse:
    """What happened, that nothing was lost, what to do now: in the language of the address, or the one wished for."""
    tag = path_language(request.path) or wished_language(request.headers.get("Accept-Language", ""))
    # What broke on our side may have broken after a message was kept: then nobody may say that nothing was.
    lost = "talk.broken" if status == OUR_SIDE else "broken.nothing_lost"
    page = show(request, "ui/broken.html", tag, {"happened": f"broken.{status}", "lost": lost}, status=status)
    if allow:
        page["Allow"] = ", ".join(allow)
    return page
