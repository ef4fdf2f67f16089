"""The rule book as plain data for programs. The shape is stable: keys are added, never renamed."""

import datetime as dt
from typing import Any

from madoguchi.rules.clauses import Clause, LawBook, Version
from madoguchi.rules.compare import values_of
from madoguchi.rules.explain import says_key
from madoguchi.ui.languages import OWN_LANGUAGE
from madoguchi.ui.words import searched

SHARED = ("since", "until", "in_force_on", "law", "article", "instrument", "confidence", "facts", "read_by", "note")


def country_data(law: LawBook, country: str, day: dt.date) -> dict[str, Any]:
    """All clauses that answer for a country, and how each stands on a day."""
    rows = [
        {
            "id": clause.id,
            "kind": clause.kind,
            "layer": clause.layer.value,
            "title": clause.title,
            "standing": clause.standing(day)[0].value,
        }
        for clause in sorted(law.clauses.values(), key=lambda clause: clause.id)
    ]
    return {"country": country, "on": day.isoformat(), "clauses": rows}


def clause_data(clause: Clause, country: str, day: dt.date) -> dict[str, Any]:
    """One clause with all its versions; `standing` and `version` (its place in `versions`) are those of the day."""
    standing, nearest = clause.standing(day)
    place = next(place for place, version in enumerate(clause.versions) if version is nearest)
    return {
        "id": clause.id,
        "country": country,
        "kind": clause.kind,
        "layer": clause.layer.value,
        "title": clause.title,
        "on": day.isoformat(),
        "standing": standing.value,
        "version": place,
        "versions": [_version(clause, version, country) for version in clause.versions],
    }


def _version(clause: Clause, version: Version, country: str) -> dict[str, Any]:
    values = {key: _plain(value) for key, value in values_of(version).items() if value not in (None, [], "", {}, False)}
    said = {tag: text for tag in ("en", OWN_LANGUAGE[country]) if (text := searched(tag, says_key(clause, version)))}
    head = {key: values.pop(key) for key in SHARED if key in values}
    sources = [values.pop("source"), *values.pop("sources_more", [])]
    values.pop("to_read", None)
    return {**head, "sources": sources, "says": said, "values": values}


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return value
