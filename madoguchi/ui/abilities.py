"""Abilities that a page could ask a browser for: given to nobody, but passkeys to the pages that need them. Knows no page."""

PASSKEYS = ("publickey-credentials-create", "publickey-credentials-get")

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
    *PASSKEYS,
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)

HEADER = "Permissions-Policy"


def policy(*given: str) -> str:
    """What the header says: every ability closed, those named here open to our own pages."""
    return ", ".join(f"{ability}=({'self' if ability in given else ''})" for ability in ABILITIES)
