"""Who a page is for. A page that does not say so is not served (a test walks the whole map of addresses)."""

from collections.abc import Callable
from enum import Enum
from typing import TypeVar

from django.http import HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class Audience(Enum):
    """Readers, from everyone to the operator. Rooms add their own when they come."""

    ANYONE = "anyone"
    CASEWORKER = "caseworker"
    COORDINATOR = "coordinator"


def for_audience(audience: Audience) -> Callable[[View], View]:
    """Mark a page with its readers."""

    def mark(view: View) -> View:
        view.audience = audience  # type: ignore[attr-defined]
        return view

    return mark
