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
    own = asked.get("own", "")[:LONGEST_LIFE].strip()
    told: Told | None = lives()[name]
    problem = ""
    if own:
        try:
            told = read_life(own, "life", vocabulary())
        except LifeError as error:
            told, problem = None, str(error)
    asked_on = read_day(asked.get("on", "")) or (told.ask_on if told else today)
    return Wanted(
        name,
        own,
        told,
        read_country(asked.get("left", "JP")),
        read_day(asked.get("left_day", "")) or today,
        read_country(asked.get("right", "KR")),
        read_day(asked.get("right_day", "")) or today,
        asked_on,
        problem,
    )
