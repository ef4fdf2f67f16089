"""What the templates of tracing need, as plain values."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from madoguchi.rules.shelf import law_of, vocabulary
from madoguchi.tracing import shelf
from madoguchi.tracing.decide.clocks import Clock, Taken, clocks
from madoguchi.tracing.decide.places import prefectures, takes_anybody, way
from madoguchi.tracing.decide.steps import hearings, steps_for
from madoguchi.tracing.forms.notes import CONSUL, HOURS, Days
from madoguchi.tracing.terms.notes import NATIONS, TONGUES, Care, Hears, Held, Kin, Note, Teller, Told
from madoguchi.tracing.terms.places import Basis, Row, Way
from madoguchi.ui.languages import own_name_of

COUNTRY = "JP"


def note_choices(typed: QueryDict) -> Mapping[str, Any]:
    """What can be chosen about somebody who was taken, with what was chosen before."""
    chosen = typed.getlist("care")
    return {
        "tellers": _rows(Teller, "taken.teller", typed.get("teller", Teller.FRIEND.value)),
        "whens": _rows(Days, "taken.when", typed.get("when", Days.TODAY.value)),
        "kins": _rows(Kin, "taken.kin", typed.get("kin", Kin.NOT_KNOWN.value)),
        "cares": [{"word": care.value, "key": f"taken.care.{care.value}", "is_on": care.value in chosen} for care in Care],
        "nations": [
            {"word": nation, "key": f"taken.nation.{nation}", "is_on": nation == typed.get("nation")} for nation in NATIONS
        ],
        "tongues": [{"tag": each, "name": own_name_of(each), "is_on": each == typed.get("tongue")} for each in TONGUES],
        "hours": [{"n": hour, "is_on": str(hour) == typed.get("hour")} for hour in range(HOURS)],
    }


def _rows(words: Any, key: str, chosen: str) -> list[Mapping[str, Any]]:
    return [{"word": word.value, "key": f"{key}.{word.value}", "is_on": word.value == chosen} for word in words]


def clock_rows(day: dt.date, hour: int | None, today: dt.date) -> list[Mapping[str, Any]]:
    """The clocks after an arrest of which only day and hour are known."""
    return [_clock_row(clock, day) for clock in _clocks(Taken(day, hour), today)]


def _clocks(taken: Taken, today: dt.date) -> tuple[Clock, ...]:
    return clocks(law_of(COUNTRY), vocabulary(), taken, today)


def _clock_row(clock: Clock, day: dt.date) -> Mapping[str, Any]:
    version = clock.clause.standing(day)[1]
    key = "clock.over" if clock.is_over else "clock.at_hour" if clock.hour is not None else "clock.on_day"
    return {"clock": clock, "key": key, "hour": clock.hour or 0, "says": f"clause.{clock.clause.id}.says", "version": version}


# ------------------------------------------------------------------ at the desk


def held_context(held: Held, today: dt.date) -> Mapping[str, Any]:
    """A note at a desk: what was told, the way, the clocks, the steps, who may hear what."""
    there = way(shelf.places(), held.note.station, held.work.prefecture)
    return {"held": held, **_told(held.note), **_way(there), **_clocks_of(held, today), **_done(held, there)}


def _told(note: Note) -> Mapping[str, Any]:
    return {
        "note": note,
        "nation": f"taken.nation.{note.nation}" if note.nation else "",
        "tongue": own_name_of(note.tongue) if note.tongue else "",
        "cares": [f"taken.care.{care.value}" for care in Care if care in note.care],
        "kin": f"taken.kin.{note.kin.value}",
        "teller": f"taken.teller.{note.teller.value}",
    }


def _way(there: Way) -> Mapping[str, Any]:
    return {
        "way": there,
        "parts": _parts(there.police, there.lawyers, there.ask_instead, there.custody, there.bureau, there.visitors),
        "who_asks": {True: "way.takes_anybody", False: "way.takes_kin", None: "way.takes_not_read"}[takes_anybody(there)],
        "prefectures": prefectures(shelf.places()),
    }


def _clocks_of(held: Held, today: dt.date) -> Mapping[str, Any]:
    note, work = held.note, held.work
    rows = _clocks(Taken(note.day, note.hour, work.told, note.nation), today)
    return {
        "clocks": [_clock_row(clock, note.day) for clock in rows],
        "beyond": any(clock.last > held.until for clock in rows),
        "tolds": [{"word": what.value, "key": f"told.{what.value}", "day": work.told.get(what)} for what in Told],
    }


def _done(held: Held, there: Way) -> Mapping[str, Any]:
    note, work = held.note, held.work
    steps = ((step.value, work.done.get(step)) for step in steps_for(note, there, work))
    return {
        "steps": [{"word": word, "key": f"step.{word}", "never": f"step.{word}.never", "done": done} for word, done in steps],
        "hearings": hearings(note, work),
        "hears": [{"word": one.value, "key": f"seen.hears.{one.value}", "is_on": one is work.hears} for one in Hears],
        "consuls": [
            {"word": word, "key": f"seen.consul.{word}", "is_on": is_ is work.wants_consul} for word, is_ in CONSUL.items()
        ],
    }


def _parts(*parts: tuple[Row, ...]) -> list[Mapping[str, Any]]:
    names = ("police", "lawyers", "instead", "custody", "bureau", "visitors")
    return [
        {"key": f"way.{name}", "name": name, "rows": [_row(row) for row in rows]}
        for name, rows in zip(names, parts, strict=True)
        if rows or name in ("police", "lawyers", "bureau")
    ]


def _row(row: Row) -> Mapping[str, Any]:
    dials = "".join(sign for sign in row.value if sign in "0123456789-") if row.item.value.endswith("phone") else ""
    return {
        "row": row,
        "key": f"item.{row.item.value}",
        "basis": f"basis.{row.basis.value}",
        "dial": dials,
        "is_unread": row.basis is Basis.UNREAD,
    }
