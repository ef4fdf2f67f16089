"""A measure of the law that opens for a time, and what people and groups need for it. Never says whom it concerns."""

import datetime as dt
from collections.abc import Mapping

import msgspec

from madoguchi.ground.ids import ClauseId


class Shape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of a campaign file: unknown keys are refused."""


class Announced(Shape, frozen=True, kw_only=True):
    """What was read, and where anyone can read it."""

    title: str
    address: str


class Campaign(Shape, frozen=True, kw_only=True):
    """A measure that is open from one day to another.

    `id`: stands in addresses, so it says nothing. `conditions`: routes of the law book; whoever may be able to go one of them may
    be concerned. `refusals`: clauses on which an office may say no. `papers`: words of the rule files (`bring.<word>`). `bodies`:
    groups of this house that are registered to sign for people. `last_day` None: nobody has said it yet. `invented`: for
    rehearsals only.
    """

    id: str
    country: str
    first_day: dt.date
    last_day: dt.date | None = None
    conditions: tuple[ClauseId, ...]
    refusals: tuple[ClauseId, ...]
    papers: tuple[str, ...]
    bodies: tuple[str, ...] = ()
    name: Mapping[str, str]
    says: Mapping[str, str]
    source: Announced
    read_by: tuple[str, ...]
    to_read: tuple[str, ...]
    invented: bool = False

    def is_open(self, today: dt.date) -> bool:
        """Whether papers can be handed in on this day."""
        return self.first_day <= today and (self.last_day is None or today <= self.last_day)


class CampaignError(ValueError):
    """A campaign file that says something wrong: which file, what, and what to do."""
