"""The one cookie of a visit, and the one of a desk: how they are named, set, found and dropped. Never knows what they hold.

On TLS a cookie is named `__Host-…`, which a browser takes from this very host only: a neighbouring host of the same domain can
then not slip in a cookie of its own. Such a name needs the path `/`, so a desk's cookie comes with the pages of the window too;
that is the same house, and `leave now` must find the desk. Without a lifetime: the browser drops it when it is closed.
"""

from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

Response = TypeVar("Response", bound=HttpResponseBase)


def is_inside_tor(request: HttpRequest) -> bool:
    """Whether the request came to our onion name: then Tor encrypts it to this machine, and no TLS stands in front."""
    return bool(settings.ONION) and request.get_host().partition(":")[0] == settings.ONION


def cookie_of(request: HttpRequest, name: str) -> str:
    """The cookie as it came; empty where none did."""
    return request.COOKIES.get(_named(request, name), "")


def with_cookie(request: HttpRequest, response: Response, name: str, value: str) -> Response:
    """Set it on the answer."""
    secure = _only_on_tls(request)
    response.set_cookie(_named(request, name), value, path="/", secure=secure, httponly=True, samesite="Strict")
    return response


def without_cookie(request: HttpRequest, response: Response, name: str) -> Response:
    """Drop it by its name. Not by Clear-Site-Data, which would clear those of the whole registered domain."""
    response.delete_cookie(_named(request, name), path="/", samesite="Strict")
    return response


def _only_on_tls(request: HttpRequest) -> bool:
    return bool(settings.COOKIES_SECURE) and not is_inside_tor(request)


def _named(request: HttpRequest, name: str) -> str:
    return f"__Host-{name}" if _only_on_tls(request) else name
