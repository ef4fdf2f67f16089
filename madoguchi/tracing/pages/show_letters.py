"""What the templates of letters and of the board need, as plain values."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from madoguchi.network.actions import departure_of, organisation_of
from madoguchi.tracing import shelf
from madoguchi.tracing.actions.letters import Mine, seconds_for
from madoguchi.tracing.actions.opening import Here
from madoguchi.tracing.decide.notices import COUNTRIES
from madoguchi.tracing.forms.letters import TypedLetter
from madoguchi.tracing.terms.letters import (
    GRACE_DAYS,
    LETTER_DAYS,
    LONGEST_LAWYER,
    LONGEST_NEVER,
    LONGEST_PHRASE,
    LONGEST_SENTENCE,
    LONGEST_WHOM,
    OPEN_DAYS,
    WEEKS,
    Happened,
    Opening,
    Stage,
)
from madoguchi.tracing.terms.notes import TONGUES
from madoguchi.tracing.terms.notices import Asker, Notice, Region, Since
from madoguchi.ui.languages import own_name_of
from madoguchi.ui.words import say

LIMITS = ("told", "both", "late", "silent", "number", "server")
"""What a letter cannot do, in the order of the page."""
LONGEST = {
    "whom": LONGEST_WHOM,
    "sentence": LONGEST_SENTENCE,
    "never": LONGEST_NEVER,
    "lawyer": LONGEST_LAWYER,
    "phrase": LONGEST_PHRASE,
}


def name_of(group: str) -> str:
    """What a group is called; its id where it is here no more."""
    found = organisation_of(group)
    return found.name if found else group


# ------------------------------------------------------------------ for whoever leaves a letter


def letter_rows(mine: Mine | None) -> Mapping[str, Any]:
    """A letter as it stands."""
    base = {"mine": mine, "limits": [f"trouble.limit.{name}" for name in LIMITS], "days": LETTER_DAYS, "grace": GRACE_DAYS}
    if mine is None:
        return base
    wishes = mine.letter.wishes if mine.letter else {}
    return {
        **base,
        "wishes": [{"key": _happened(each), "wish": wish} for each, wish in wishes.items()],
        "keeper": name_of(mine.group),
        "others": [name_of(each) for each in mine.seconds],
        "openings": [opening_row(each) for each in mine.openings],
        "goes": departure_of(mine.group),
    }


def _happened(which: Happened) -> str:
    return f"happened.{which.name.lower()}"


def opening_row(opening: Opening) -> Mapping[str, Any]:
    """How an opening stands, with the names of both groups."""
    return {
        "opening": opening,
        "happened": _happened(opening.happened),
        "stage": f"opening.{opening.stage.name.lower()}",
        "group": name_of(opening.group),
        "second": name_of(opening.second),
        "can_open": opening.stage is Stage.PASSED,
        "is_open": opening.stage is Stage.OPEN,
    }


def choice_rows(typed: TypedLetter, keepers: Sequence[str]) -> Mapping[str, Any]:
    """What can be written and chosen, with what was. `keepers`: the groups that can keep the letter."""
    only = keepers[0] if len(keepers) == 1 else ""
    seconds = seconds_for(only)
    return {
        "cases": [
            {
                "n": each.value,
                "key": _happened(each),
                "hint": f"{_happened(each)}.hint",
                "whom": typed.whom.get(each, ""),
                "say": typed.sentences.get(each, ""),
            }
            for each in Happened
        ],
        "seconds": [{"id": each, "name": name_of(each), "is_on": each in typed.seconds} for each in seconds],
        "has_two": bool(keepers) and len(seconds) > (not only),
        "weeks": [{"n": each, "key": f"trouble.weeks.{each}", "is_on": each == typed.weeks} for each in (0, *WEEKS)],
        "longest": LONGEST,
    }


def sides(languages: Sequence[str], words: Sequence[Sequence[str]]) -> list[Mapping[str, Any]]:
    """Both sides of a card."""
    return [{"tag": tag, "name": own_name_of(tag), "words": three} for tag, three in zip(languages, words, strict=True)]


# ------------------------------------------------------------------ at a desk


def here_rows(here: Here) -> Mapping[str, Any]:
    """One letter at the desk of its group, with the pages that are open."""
    return {
        "row": here.row,
        "openings": [{**opening_row(each), "page": here.pages.get(each.id)} for each in here.openings],
        "seconds": [{"id": each, "name": name_of(each)} for each in here.seconds],
        "happeneds": [{"n": each.value, "key": _happened(each)} for each in Happened],
        "open_days": OPEN_DAYS,
    }


# ------------------------------------------------------------------ the board


def notice_rows(notices: Iterable[Notice], tag: str) -> list[Mapping[str, Any]]:
    """Notices as sentences."""
    regions = shelf.regions()
    return [
        {
            "key": f"notice.{each.asker.value}",
            "place": _in_words(regions[each.region], tag) if each.region else say(tag, f"taken.nation.{each.country}"),
            "since": f"notice.since.{each.since.value}",
            "tongue": own_name_of(each.tongue),
        }
        for each in notices
    ]


def _in_words(region: Region, tag: str) -> str:
    return region.kana if tag.startswith("ja") else region.name


def notice_choices(chosen: Mapping[str, str], tag: str) -> Mapping[str, Any]:
    """The lists from which a notice is put together."""
    regions = shelf.regions().values()
    places = [
        {
            "country": f"taken.nation.{country}",
            "code": country,
            "regions": [{"id": each.id, "name": _in_words(each, tag)} for each in regions if each.country == country],
        }
        for country in COUNTRIES
    ]
    return {
        "askers": [{"word": each.value, "key": f"asker.{each.value}"} for each in Asker],
        "places": places,
        "sinces": [{"word": each.value, "key": f"notice.since.{each.value}"} for each in Since],
        "tongues": [{"tag": each, "name": own_name_of(each)} for each in TONGUES],
        "chosen": chosen,
    }
