"""The law of one day, applied to a whole life: what a reform, or the lack of one, would have meant for the same person."""

import datetime as dt
from functools import lru_cache

import msgspec

from madoguchi.rules.clauses import Clause, LawBook


def frozen(clause: Clause, day: dt.date) -> Clause | None:
    """The clause as if the version in force on `day` had always been in force; None if there was none then."""
    version = clause.version_on(day)
    if version is None:
        return None
    always = msgspec.structs.replace(version, since=dt.date.min, until=None, in_force_on=None, not_before=None, for_started=None)
    return Clause(clause.id, clause.kind, clause.title, clause.layer, clause.rank, clause.name, clause.file, (always,))


@lru_cache(maxsize=64)
def under(law: LawBook, day: dt.date) -> LawBook:
    """The law book of `day`, for every day of a life."""
    clauses = {id_: kept for id_, clause in law.clauses.items() if (kept := frozen(clause, day)) is not None}
    return LawBook(f"{law.id}@{day}", clauses, law.types)
