"""Which notice can hang on the board, and in which order the board is read. Pure."""

import tomllib
from collections.abc import Iterable, Mapping

from madoguchi.tracing.terms.entries import TracingRefused
from madoguchi.tracing.terms.notes import NATIONS, TONGUES
from madoguchi.tracing.terms.notices import Asker, Notice, Region, Since

Regions = Mapping[str, Region]
ELSEWHERE = "other"
"""What of the list of nationalities is no country."""
COUNTRIES = tuple(nation for nation in NATIONS if nation != ELSEWHERE)


def read_regions(text: str) -> Regions:
    """The list of regions; ValueError where an id stands twice or belongs to no country of the board."""
    found = [
        Region(f"{country}-{key}", country, row["name"], row["kana"])
        for country, rows in tomllib.loads(text).items()
        for key, row in rows.items()
    ]
    if any(region.country not in COUNTRIES for region in found):
        raise ValueError("regions.toml: a country is none of the board; write one of " + ", ".join(COUNTRIES))
    return {region.id: region for region in found}


def notice_of(words: Mapping[str, str], regions: Regions) -> Notice:
    """The notice that was chosen; TracingRefused where a word is none of the lists: nothing else can come onto the board.

    `words`: asker, place (a country, or a region of one), since, tongue.
    """
    askers, sinces = {each.value: each for each in Asker}, {each.value: each for each in Since}
    asker, since = askers.get(words.get("asker", "")), sinces.get(words.get("since", ""))
    place, tongue = words.get("place", ""), words.get("tongue", "")
    region = regions.get(place)
    country = region.country if region else place
    if asker is None or since is None or country not in COUNTRIES or tongue not in TONGUES:
        raise TracingRefused("notices.problem.choose")
    return Notice(asker, country, region.id if region else "", since, tongue)


def board(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """The board as everybody reads it: each once, in the order of its words, so that nothing tells which is new."""
    words = {(each.country, each.region, each.asker.value, each.since.value, each.tongue): each for each in notices}
    return tuple(words[key] for key in sorted(words))
