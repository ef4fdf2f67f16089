"""The one cookie of a visit: set when a conversation opens, dropped by name. It holds a key and nothing else."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from madoguchi.help.forms.talk import COOKIE


def see_other(name: str, tag: str, at: str = "") -> HttpResponse:
    """On to another page by GET, so that a reload sends nothing twice. `at`: a place on that page; it stays in the browser."""
    onwards = HttpResponseRedirect(f"{reverse(name, args=[tag])}{at}")
    onwards.status_code = 303
    return onwards


def with_cookie(response: HttpResponse, cookie: str) -> HttpResponse:
    """Open the visit on this phone, until it is left, the browser is closed, or its hours are over."""
    response.set_cookie(COOKIE, cookie, path="/", secure=settings.COOKIES_SECURE, httponly=True, samesite="Strict")
    return response


def without_cookie(response: HttpResponse) -> HttpResponse:
    """Drop our cookie by its name. Not by Clear-Site-Data, which would clear those of the whole registered domain."""
    response.delete_cookie(COOKIE, path="/", samesite="Strict")
    return response
