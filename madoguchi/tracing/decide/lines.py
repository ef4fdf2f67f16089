"""What can be carried from one to the other: plain text, no address of a page, no number to call. Pure."""

import re

from madoguchi.tracing.terms.entries import LONGEST_LINE, TracingRefused

_LINK = re.compile(r"://|www\.|\b\S+@\S+\.\S+|\b[a-z0-9-]+\.(?:com|net|org|me|jp|vn|link|ly|gg|app)\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?:\d[ \-.()/]*){8,}")
MOST_LINES = 200


def checked_line(text: str) -> str:
    """A text as it is carried; TracingRefused where it is empty, too long, or leads somewhere."""
    said = text.strip()
    if not said or len(said) > LONGEST_LINE:
        raise TracingRefused("relay.problem.text")
    if _LINK.search(said) or _NUMBER.search(said):
        raise TracingRefused("relay.problem.leads")
    return said
