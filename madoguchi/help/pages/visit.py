"""The one cookie of a visit: set when a conversation opens, dropped by name. It holds a key and nothing else."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from madoguchi.help.forms.talk import COOKIE
from madoguchi.ui import cookies


def see_other(name: str, tag: str, at: str = "") -> HttpResponse:
    """On to another page by GET, so that a reload sends nothing twice. `at`: a place on that page; it stays in the browser."""
    onwards = HttpResponseRedirect(f"{reverse(name, args=[tag])}{at}")
    onwards.status_code = 303
    return onwards


def with_cookie(request: HttpRequest, response: HttpResponse, cookie: str) -> HttpResponse:
    """Open the visit on this phone, until it is left, the browser is closed, or its hours are over."""
    return cookies.with_cookie(request, response, COOKIE, cookie)


def without_cookie(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """End the visit on this phone."""
    return cookies.without_cookie(request, response, COOKIE)
