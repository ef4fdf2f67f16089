"""What somebody asks the rule book: a day, a country, words, a life under two laws. What cannot be read is said."""

import datetime as dt

from django.http import QueryDict

from madoguchi.rulebook.shelf import lives
from madoguchi.rulebook.terms import COUNTRIES, Wanted
from madoguchi.rules.lives import Told, cannot_be_meant, read_life
from madoguchi.rules.shelf import vocabulary
from madoguchi.rules.terms import LifeError

LONGEST_LIFE = 20_000
"""Letters of a life that somebody pastes; the longest worked case has 7,000."""


def read_day(text: str) -> dt.date | None:
    """The day, or None where it cannot be read or meant."""
    try:
        day = dt.date.fromisoformat(text.strip())
    except ValueError:
        return None
    return None if cannot_be_meant(day) else day


def read_country(text: str) -> str:
    """One of the countries; Japan where none is named."""
    return text.upper() if text.upper() in COUNTRIES else COUNTRIES[0]


def read_wanted(asked: QueryDict, today: dt.date) -> Wanted:
    """The form of the page; what is missing is Japan and Korea today, and the first life."""
    name = asked.get("life", "")
    name = name if name in lives() else next(iter(lives()))
    own = asked.get("own", "").removeprefix("\ufeff").strip()
    told, problem = _own(own) if own else (lives()[name], "")
    otherwise = {"left_day": today, "right_day": today, "on": told.ask_on if told else today}
    days = {key: read_day(asked.get(key, "").strip() or day.isoformat()) for key, day in otherwise.items()}
    return Wanted(
        name,
        own,
        told,
        read_country(asked.get("left", "JP")),
        days["left_day"] or today,
        read_country(asked.get("right", "KR")),
        days["right_day"] or today,
        days["on"] or otherwise["on"],
        problem,
        next((otherwise[key] for key, day in days.items() if day is None), None),
    )


def _own(text: str) -> tuple[Told | None, str]:
    """A life that somebody pasted, or why it cannot be read. It is never cut: half a life has another answer."""
    if len(text) > LONGEST_LIFE:
        return None, f"life: it has more than {LONGEST_LIFE} letters; leave out what the question does not need"
    try:
        return read_life(text, "life", vocabulary()), ""
    except LifeError as error:
        return None, str(error)
