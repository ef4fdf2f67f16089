"""Whether a note can be taken, what is taken out of it, how it is written down. Nothing about anybody else goes in."""

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from madoguchi.tracing.terms.notes import (
    LONGEST_LINE,
    NATIONS,
    OLDEST_DAYS,
    TONGUES,
    Care,
    Hears,
    Kin,
    Note,
    Step,
    Teller,
    Told,
    Unfit,
    Work,
)

_ADDRESSES = re.compile(
    r"https?:\S+|www\.\S+|\S+@\S+|(?<!\w)@\w\S*|(?:line|zalo|fb|facebook|viber|whatsapp)\s*(?:id)?\s*[:：=]\s*\S+", re.IGNORECASE
)
_NUMBERS = re.compile(r"[+＋]?\d(?:[\s\-‐–—ー().・]*\d){6,}")
_HAN = "\u30a0-\u30ff\u3400-\u9fff"
# Hiragana stands inside names (さとう); between two names of other signs と is a word. A dot parts the pieces of one name.
_TWO = re.compile(rf"[,;/&+、，；／＆＋]|\s(?:và|and|với|cùng|with)\s|[{_HAN}\s][とや][{_HAN}\s]", re.IGNORECASE)
_REST = re.compile(r"[,;:!?、，；：。！？\n].*", re.DOTALL)
"""What comes behind the name of a place is about something else."""
YOUNGEST, OLDEST = 10, 100
"""Years of age that can be meant."""


def without_contacts(text: str) -> str:
    """One line without telephone numbers and addresses of anybody: what was not meant to be told is not kept."""
    return " ".join(_NUMBERS.sub(" ", _ADDRESSES.sub(" ", text)).split())[:LONGEST_LINE]


def tidied(note: Note, today: dt.date) -> Note:
    """A note with nothing in it that has no place in one."""
    born = note.born if note.born is not None and YOUNGEST <= today.year - note.born <= OLDEST else None
    nation, tongue = note.nation if note.nation in NATIONS else "", note.tongue if note.tongue in TONGUES else ""
    station, name = without_contacts(_REST.sub("", note.station.strip())), without_contacts(note.name)
    return replace(note, station=station, name=name, born=born, nation=nation, tongue=tongue)


def unfit(note: Note, today: dt.date) -> Unfit | None:
    """Why a tidied note cannot be taken; None where it can."""
    if not note.station:
        return Unfit.STATION
    if not today - dt.timedelta(days=OLDEST_DAYS) <= note.day <= today:
        return Unfit.DAY
    return Unfit.ONE_PERSON if _TWO.search(note.name) else None


def said(note: Note) -> bytes:
    """A note as it is sealed."""
    values = {
        "station": note.station, "day": note.day.isoformat(), "hour": note.hour, "teller": note.teller.value, "name": note.name,
        "born": note.born, "nation": note.nation, "tongue": note.tongue, "is_woman": note.is_woman,
        "fears_state": note.fears_state, "kin": note.kin.value, "care": sorted(care.value for care in note.care),
    }  # fmt: skip
    return json.dumps(values).encode()


def heard(text: bytes) -> Note:
    """The same, read."""
    read = json.loads(text)
    care = frozenset(Care(word) for word in read["care"])
    more = {"day": dt.date.fromisoformat(read["day"]), "teller": Teller(read["teller"]), "kin": Kin(read["kin"]), "care": care}
    return Note(**{**read, **more})


def work_said(work: Work) -> dict[str, object]:
    """What the readers did, as it is sealed."""
    return {
        "prefecture": work.prefecture,
        "done": {step.value: day.isoformat() for step, day in work.done.items()},
        "told": {what.value: day.isoformat() for what, day in work.told.items()},
        "seen_on": work.seen_on.isoformat() if work.seen_on else None,
        "hears": work.hears.value,
        "wants_consul": work.wants_consul,
    }


def work_heard(read: Mapping[str, Any]) -> Work:
    """The same, read."""
    return Work(
        read["prefecture"],
        {Step(step): dt.date.fromisoformat(day) for step, day in read["done"].items()},
        {Told(what): dt.date.fromisoformat(day) for what, day in read["told"].items()},
        dt.date.fromisoformat(read["seen_on"]) if read["seen_on"] else None,
        Hears(read["hears"]),
        read["wants_consul"],
    )
