"""What an entry says as text and back, when a yes takes effect, whether an enquiry can be taken. Pure."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from madoguchi.names import folding
from madoguchi.tracing.decide.compounds import of_sought
from madoguchi.tracing.decide.spoken import is_a_name, spoken_cuts
from madoguchi.tracing.terms.entries import (
    COOLING_DAYS,
    LONGEST_MESSAGE,
    LONGEST_NAME,
    LONGEST_SIGN,
    MOST_DENIED,
    MOST_NAMES,
    Answer,
    Asked,
    Denied,
    Left,
    Relation,
    TracingRefused,
    Written,
)

OLDEST_YEARS = 110


def takes_effect(confirmed_on: dt.date) -> dt.date:
    """The day on which a yes is carried at the earliest: 72 hours after it at least."""
    return confirmed_on + dt.timedelta(days=COOLING_DAYS)


def checked(asked: Asked, today: dt.date) -> Asked:
    """An enquiry as it can be taken; TracingRefused where something is missing or too long."""
    check_written(asked.sought, today)
    check_can_be_found(asked.sought)
    if not asked.asker.names:
        raise TracingRefused("look.problem.your_name")
    check_written(asked.asker, today)
    if len(asked.sign) > LONGEST_SIGN or len(asked.message) > LONGEST_MESSAGE:
        raise TracingRefused("look.problem.too_long")
    return asked


def check_left(left: Left, today: dt.date) -> Left:
    """A beacon as it can be taken."""
    check_written(left.sought, today)
    check_can_be_found(left.sought)
    if len(left.denied) > MOST_DENIED or any(len(each.name) > LONGEST_NAME for each in left.denied):
        raise TracingRefused("look.problem.too_long")
    if any(each.name and not is_a_name(each.name) for each in left.denied):
        raise TracingRefused("trace.problem.denied_name")
    return left


def check_written(who: Written, today: dt.date) -> None:
    """TracingRefused where a name is missing, something is too long, or nobody is born in such a year."""
    if not who.names:
        raise TracingRefused("look.problem.name")
    if len(who.names) > MOST_NAMES or any(len(name) > LONGEST_NAME for name in (*who.names, who.home)):
        raise TracingRefused("look.problem.too_long")
    if who.born is not None and not today.year - OLDEST_YEARS <= who.born <= today.year:
        raise TracingRefused("look.problem.year")


def check_can_be_found(who: Written) -> None:
    """TracingRefused where no key could ever be made of it: nobody should wait for what cannot meet."""
    if not any(folding.words(folding.plain(name)) for name in who.names):
        raise TracingRefused("look.problem.name")
    if not of_sought(who, spoken_cuts, asks=False):
        raise TracingRefused("look.problem.one_word")


def asked_written(asked: Asked) -> bytes:
    """An enquiry as text."""
    return json.dumps(
        {
            "sought": _written(asked.sought),
            "asker": _written(asked.asker),
            "relation": asked.relation.value,
            "sign": asked.sign,
            "message": asked.message,
        }
    ).encode()


def asked_read(text: bytes) -> Asked:
    """And back."""
    said = json.loads(text)
    sought, asker = _read(said["sought"]), _read(said["asker"])
    return Asked(sought, asker, Relation(said["relation"]), said["sign"], said["message"])


def left_written(left: Left) -> bytes:
    """A beacon as text."""
    denied = [
        {"name": each.name, "relation": each.relation.value if each.relation else "", "talk": each.talk} for each in left.denied
    ]
    return json.dumps({"sought": _written(left.sought), "denied": denied}).encode()


def left_read(text: bytes) -> Left:
    """And back."""
    said = json.loads(text)
    denied = tuple(
        Denied(each["name"], Relation(each["relation"]) if each["relation"] else None, each["talk"]) for each in said["denied"]
    )
    return Left(_read(said["sought"]), denied)


def _written(who: Written) -> Mapping[str, Any]:
    return {"names": list(who.names), "born": who.born, "home": who.home}


def _read(said: Mapping[str, Any]) -> Written:
    return Written(tuple(said["names"]), said["born"], said["home"])


def falls_back(before: Answer | None, after: Answer) -> bool:
    """Whether somebody wants less told than before: that happens at once, without any waiting."""
    return before is not None and after < before
