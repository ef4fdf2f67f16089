"""Where a conversation went: values only."""

import datetime as dt
from dataclasses import dataclass

FORWARD_DAYS = 365
"""So long somebody who comes with a number is told where their conversation went."""

MOST_ORIGINS = 8
"""Houses from which conversations may have come: a number that opens nothing is stretched once more for each."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a group goes or went. `since`: the day; still to come where it has not left yet.

    `went`: whether a conversation goes or went along; not where others read it and the group keeps no case of it.
    """

    name: str
    address: str
    since: dt.date
    went: bool = True
