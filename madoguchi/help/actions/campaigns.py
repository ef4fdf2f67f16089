"""The measures that this house knows of: those of the package, and those whose file its operator laid into the data folder."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from madoguchi.help import shelf
from madoguchi.help.decide.campaigns import read_campaign
from madoguchi.help.terms.campaigns import Campaign, CampaignError
from madoguchi.rules.shelf import law_of

FOLDER = "campaigns"
"""In the data folder of a house."""


def campaigns() -> tuple[Campaign, ...]:
    """Every measure; of two with the same id, the one of this house counts. Invented ones in a demo only.

    A file that says something wrong is left out: `doctor` names it, and no page breaks on it.
    """
    own = (each for each in houses_own() if isinstance(each, Campaign))
    found = {each.id: each for each in (*shelf.campaigns(), *own)}
    return tuple(each for each in found.values() if settings.DEMO or not each.invented)


def campaign_of(name: str) -> Campaign | None:
    """A measure by its id."""
    return next((each for each in campaigns() if each.id == name), None)


def houses_own() -> list[Campaign | CampaignError]:
    """What lies in the data folder: each file as a campaign, or as what is wrong with it."""
    files = sorted((Path(settings.DATA) / FOLDER).glob("*.toml"))
    return [_read(str(file), _changed_at(file)) for file in files]


def _changed_at(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except OSError:  # it went away a moment ago
        return 0


@lru_cache(maxsize=64)
def _read(file: str, changed_at: int) -> Campaign | CampaignError:  # noqa: ARG001 read anew when it has changed
    name = Path(file).name
    try:
        return read_campaign(Path(file).read_text(encoding="utf-8"), name, law_of(shelf.COUNTRY))
    except CampaignError as wrong:
        return wrong
    except (OSError, UnicodeDecodeError):
        return CampaignError(f"{name}: cannot be read as text in UTF-8")
