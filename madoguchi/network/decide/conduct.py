"""What is asked of somebody who tells of a meeting with an authority. Warns; never forbids what has happened already."""

import datetime as dt
from collections.abc import Mapping
from enum import Enum

from madoguchi.network.terms.conduct import LONGEST_PURPOSE, LONGEST_SECOND, WEEK_DAYS, Authority, Contact, Meeting


class Unfit(Enum):
    """Why a meeting was not kept; the value is the key of a sentence."""

    ALONE = "contact.alone"
    DAY = "contact.day_unfit"
    NOTHING = "contact.nothing"
    TOO_LONG = "contact.too_long"
    NOBODY_READS = "contact.nobody_reads"
    NOBODY_FREE = "contact.nobody_free"


def unfit(meeting: Meeting, today: dt.date) -> Unfit | None:
    """What is missing. Whoever was alone says why: the warning and the question are one."""
    if meeting.met_on > today:
        return Unfit.DAY
    if not meeting.purpose:
        return Unfit.NOTHING
    if len(meeting.second) > LONGEST_SECOND or max(len(meeting.purpose), len(meeting.why_alone)) > LONGEST_PURPOSE:
        return Unfit.TOO_LONG
    return Unfit.ALONE if meeting.was_alone and not meeting.why_alone else None


def is_late(contact: Contact) -> bool:
    """Whether the group heard of it later than in the same week."""
    return contact.told_on - contact.meeting.met_on > dt.timedelta(days=WEEK_DAYS)


def head_of(meeting: Meeting) -> dict[str, object]:
    """What everybody in the group reads."""
    return {"authority": meeting.authority.value, "met_on": meeting.met_on.isoformat(), "second": meeting.second}


def texts_of(meeting: Meeting) -> dict[str, object]:
    """What may say something of a stay."""
    return {"purpose": meeting.purpose, "why_alone": meeting.why_alone}


def meeting_of(head: Mapping[str, object], texts: Mapping[str, object] | None) -> Meeting:
    """A meeting from what was kept; without its texts where they are closed to this reader."""
    purpose, why_alone = (str((texts or {}).get(name, "")) for name in ("purpose", "why_alone"))
    met_on = dt.date.fromisoformat(str(head["met_on"]))
    return Meeting(Authority(head["authority"]), met_on, str(head["second"]), purpose, why_alone)
