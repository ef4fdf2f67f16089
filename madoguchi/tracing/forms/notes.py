"""What comes in with the forms about notes. A day or a number that cannot be read is not known."""

import datetime as dt
from dataclasses import replace
from enum import Enum
from typing import TypeVar

from django.http import HttpRequest, QueryDict

from madoguchi.tracing.terms.notes import Care, Hears, Kin, Note, Step, Teller, Told, Work

Word = TypeVar("Word", bound=Enum)

ELSEWHERE = frozenset({"cross-site", "same-site"})
LONGEST = 200
HOURS = 24
CONSUL: dict[str, bool | None] = {"not_asked": None, "yes": True, "no": False}
"""Whether the person wants the consul to know."""


class Days(Enum):
    """When somebody was taken, counted from today."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    OTHER = "other"


def read_note(post: QueryDict, today: dt.date) -> Note | None:
    """A note as it was typed; None where no day can be read."""
    day = read_day(post, today)
    if day is None:
        return None
    return Note(
        station=post.get("station", "")[:LONGEST],
        day=day,
        hour=read_hour(post),
        teller=_word(Teller, post.get("teller", ""), Teller.FRIEND),
        name=post.get("called", "")[:LONGEST],
        born=_whole(post.get("born", "")),
        nation=post.get("nation", ""),
        tongue=post.get("tongue", ""),
        is_woman="is_woman" in post,
        fears_state="fears_state" in post,
        kin=_word(Kin, post.get("kin", ""), Kin.NOT_KNOWN),
        care=frozenset(care for care in Care if care.value in post.getlist("care")),
    )


def read_day(post: QueryDict, today: dt.date) -> dt.date | None:
    """The day: today, yesterday, or one that was typed; None where none can be read."""
    when = _word(Days, post.get("when", ""), Days.OTHER)
    if when is not Days.OTHER:
        return today - dt.timedelta(days=when is Days.YESTERDAY)
    return _day(post.get("day", ""))


def read_hour(post: QueryDict) -> int | None:
    """About which hour of the day; None where it is not known."""
    hour = _whole(post.get("hour", ""))
    return hour if hour is not None and hour < HOURS else None


def version_of(post: QueryDict) -> int:
    """Which state of the work the page showed."""
    return _whole(post.get("version", "")) or 0


def changed(work: Work, post: QueryDict, today: dt.date) -> Work:
    """The work after what the form says: a place, a step, a day that the lawyer told, a visit with the person's wishes."""
    match post.get("go", ""):
        case "place":
            return replace(work, prefecture=post.get("prefecture", "")[:LONGEST])
        case "step":
            steps = [step for step in Step if step.value == post.get("step")]
            return replace(work, done={**work.done, **{step: today for step in steps if step not in work.done}})
        case "told":
            days = {what: _day(post.get(what.value, "")) for what in Told}
            return replace(work, told={what: day for what, day in days.items() if day is not None and day <= today})
        case "seen":
            return _seen(work, post, today)
        case _:
            return work


def _seen(work: Work, post: QueryDict, today: dt.date) -> Work:
    day = _day(post.get("seen_on", "")) or today
    consul = CONSUL.get(post.get("consul", ""))
    hears = _word(Hears, post.get("hears", ""), Hears.NOT_ASKED)
    asked = () if hears is Hears.NOT_ASKED else (Step.WISHES,)
    done = {**dict.fromkeys((Step.VISIT, *asked), min(day, today)), **work.done}
    return replace(work, seen_on=min(day, today), hears=hears, wants_consul=consul, done=done)


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that another site sent this form."""
    return request.headers.get("Sec-Fetch-Site", "") in ELSEWHERE


def _word(words: type[Word], typed: str, otherwise: Word) -> Word:
    return next((word for word in words if word.value == typed), otherwise)


def _whole(text: str) -> int | None:
    digits = text.strip()
    return int(digits) if digits.isdecimal() and len(digits) <= len("9999") else None


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        return None
