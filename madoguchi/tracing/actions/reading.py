"""Which groups can keep an entry: those in which somebody without a duty to report reads."""

import datetime as dt

from madoguchi.help.actions import hung
from madoguchi.help.terms import Visit
from madoguchi.network.actions import public_key_of
from madoguchi.network.terms import Circle


def reads(group: str) -> bool:
    """Whether somebody there may read what an entry says."""
    return public_key_of(group, Circle.FREE) is not None


def can_keep(visit: Visit | None, today: dt.date) -> frozenset[str] | None:
    """The groups that read an open conversation; None where none is open, and every group can be chosen."""
    return None if visit is None else frozenset(hung.of_visit(visit, today)[0].readers)
