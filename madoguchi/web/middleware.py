"""Adds to every response what keeps a page from leaving traces. Never reads what a person sent."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Every ability a page could ask a browser for, given to nobody.
ABILITIES = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)

HEADERS = {
    # No browser, proxy or phone keeps a copy.
    "Cache-Control": "no-store",
    "Permissions-Policy": ", ".join(f"{ability}=()" for ability in ABILITIES),
    "Cross-Origin-Resource-Policy": "same-origin",
    # An old phone knows this one, not the content policy.
    "X-Frame-Options": "DENY",
}


def leave_no_traces(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Put our headers on whatever the page answers, error pages included."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response[name] = value
        return response

    return answer
