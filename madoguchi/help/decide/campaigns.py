"""Reads a campaign file and refuses a wrong one; says which open measures may concern somebody. Text in, values out."""

import datetime as dt
import re
from collections.abc import Iterable

import msgspec

from madoguchi.ground.ids import ClauseId
from madoguchi.help.terms.campaigns import Campaign, CampaignError
from madoguchi.rules.clauses import LawBook

LANGUAGES = frozenset({"vi", "ja-x-easy", "ja", "en"})

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def read_campaign(text: str, file: str, law: LawBook) -> Campaign:
    """Read a campaign; CampaignError for the first thing that is wrong. Every clause that it names stands in the law book."""
    try:
        found = msgspec.toml.decode(text, type=Campaign)
    except msgspec.DecodeError as wrong:
        raise CampaignError(f"{file}: {wrong}") from wrong
    problem = _problem(found, law)
    if problem:
        raise CampaignError(f"{file}: {problem}")
    return found


def _problem(campaign: Campaign, law: LawBook) -> str:
    if not _ID.fullmatch(campaign.id):
        return f"{campaign.id!r} is not an id: write small letters, digits and hyphens, and nothing that says what it is about"
    if campaign.last_day is not None and campaign.last_day < campaign.first_day:
        return "last_day is before first_day: put them in order, or leave last_day out where nobody has said it yet"
    for texts, what in ((campaign.name, "name"), (campaign.says, "says")):
        if set(texts) != LANGUAGES or not all(texts.values()):
            return f"{what} needs exactly these languages, none empty: {sorted(LANGUAGES)}"
    return _clause_problem(campaign, law)


def _clause_problem(campaign: Campaign, law: LawBook) -> str:
    if campaign.country != law.id:
        return f"country is {campaign.country!r}, and the window asks the law of {law.id!r}"
    if not campaign.conditions or not campaign.papers:
        return "conditions and papers each need at least one line"
    for clause in (*campaign.conditions, *campaign.refusals):
        if clause not in law.clauses:
            return f"{clause!r} is no clause of {law.id}: write the rule first, then the campaign"
    for clause in campaign.conditions:
        if law.clauses[clause].kind != "route":
            return f"{clause!r} is of kind {law.clauses[clause].kind!r}: a condition is a route, whose needs say for whom it is"
    unknown = [word for word in campaign.papers if word not in papers_of(law)]
    return f"no rule file speaks of the paper {unknown[0]!r}: use one of {sorted(papers_of(law))}" if unknown else ""


def papers_of(law: LawBook) -> frozenset[str]:
    """The words by which the rule files speak of papers; each has its sentence in every language."""
    versions = (version for clause in law.clauses.values() for version in clause.versions)
    return frozenset(word for version in versions for word in getattr(version, "bring", ()))


def open_on(campaigns: Iterable[Campaign], today: dt.date) -> tuple[Campaign, ...]:
    """The measures that are open, the one that closes first before the others."""
    found = (each for each in campaigns if each.is_open(today))
    return tuple(sorted(found, key=lambda each: (each.last_day or dt.date.max, each.id)))


def concerning(campaigns: Iterable[Campaign], routes: frozenset[ClauseId], today: dt.date) -> tuple[Campaign, ...]:
    """Of the open measures those of which a way is not closed to somebody. It may concern them: never more is said."""
    return tuple(each for each in open_on(campaigns, today) if routes & frozenset(each.conditions))
