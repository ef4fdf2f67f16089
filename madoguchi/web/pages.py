"""Pages for when something went wrong: what happened, that nothing was lost, what to do now. No code number, no blame."""

from django.http import HttpRequest, HttpResponse

from madoguchi.ui.audience import Audience, for_audience
from madoguchi.ui.page import broken


@for_audience(Audience.ANYONE)
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 Django hands it over
    """The request cannot be read."""
    return broken(request, 400)


@for_audience(Audience.ANYONE)
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 Django hands it over
    """There is no such page, or it is not for this reader: both look the same."""
    return broken(request, 404)


@for_audience(Audience.ANYONE)
def broken_page(request: HttpRequest) -> HttpResponse:
    """The page broke on our side."""
    return broken(request, 500)
