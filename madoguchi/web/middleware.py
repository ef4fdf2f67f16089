"""Adds to every response what keeps a page from leaving traces; keeps people off open lines. Never reads what a person sent."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from madoguchi.ui.abilities import HEADER, policy
from madoguchi.ui.cookies import is_inside_tor

Answer = Callable[[HttpRequest], HttpResponse]

HEADERS = {
    # No browser, proxy or phone keeps a copy.
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    # An old phone knows this one, not the content policy.
    "X-Frame-Options": "DENY",
}


def leave_no_traces(get_response: Answer) -> Answer:
    """Put our headers on whatever the page answers, error pages included."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response[name] = value
        # A page that works with passkeys has said so itself.
        response.headers.setdefault(HEADER, policy())
        return response

    return answer


def keep_the_line_closed(get_response: Answer) -> Answer:
    """Send whoever comes over an open line to TLS, where this house is on the open web; inside Tor every line is closed.

    On TLS the house says under which onion name it can be reached, for browsers that know Tor.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        inside = is_inside_tor(request)
        if settings.ONLY_OVER_TLS and not inside and not request.is_secure():
            return HttpResponsePermanentRedirect(f"https://{request.get_host()}{request.get_full_path()}")
        response = get_response(request)
        if settings.ONION and request.is_secure() and not inside:
            response["Onion-Location"] = f"http://{settings.ONION}{request.path}"
        return response

    return answer
