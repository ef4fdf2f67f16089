"""Names that all rooms share. A clause id is the one word that joins them."""

import re
from typing import NewType

ClauseId = NewType("ClauseId", str)
"""`country.topic.name`, such as `jp.stay.special-period`."""

_CLAUSE_ID = re.compile(r"[a-z]{2}(\.[a-z0-9]+(-[a-z0-9]+)*){2,3}")


def clause_id(text: str) -> ClauseId:
    """Read a clause id; raises ValueError with a sentence if it is not one."""
    if not _CLAUSE_ID.fullmatch(text):
        raise ValueError(f"{text!r} is not a clause id: write country.topic.name in small letters, such as jp.stay.permit")
    return ClauseId(text)
