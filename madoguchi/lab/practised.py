"""What offices do with requests, as tables for the kernel: who is served first, how many a day, what is granted until when."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from madoguchi.ground.dates import Counting, Length, Unit, last_day
from madoguchi.lab.conditions import status_code
from madoguchi.lab.days import EPOCH, NEVER, Days, day_of
from madoguchi.lab.forms import Form, form
from madoguchi.lab.laying_out import LaidOut
from madoguchi.lab.tables import ints
from madoguchi.lab.terms import Practice, Procedure
from madoguchi.rules.words import Vocabulary

GRANTED, REFUSED = "granted", "refused"


@dataclass(frozen=True)
class Office:
    """One office of a run: its people [low, high), and for every procedure the decisions of each day."""

    id: str
    low: int
    high: int
    procedures: tuple[str, ...]
    capacity: NDArray[np.int64]
    """Shape (procedures, days of the run)."""


def decided(asked: Form) -> Form:
    """The form of the grant of a request: of the status that was asked for, or of the one held."""
    status = asked.get("status")
    return form("application.decided", {"result": GRANTED} | ({"status": status} if status else {}), dated=True)


def procedures_of(practice: Practice) -> list[tuple[str, str, Procedure]]:
    """Every procedure of every office, in the order of their numbers."""
    return [
        (office.id, request, office.procedures[request]) for office in practice.office for request in sorted(office.procedures)
    ]


def practised(laid: LaidOut, words: Vocabulary, practice: Practice) -> dict[str, Any]:
    """The tables of procedures `p_`: whom they serve first, how often they grant, and until when."""
    every = procedures_of(practice)
    requests = sorted(words.lists["request"])
    book = laid.book
    grants: list[tuple[int, int, int]] = []
    starts = [0]
    columns: list[Days] = []
    known: dict[Length, int] = {}
    for _, _, procedure in every:
        for grant in procedure.grants:
            length = Length(grant.n, Unit(grant.unit))
            if length not in known:
                known[length] = len(columns)
                columns.append(
                    np.array(
                        [
                            min(last_day(day_of(day), length, Counting.CIVIL).toordinal() - EPOCH, NEVER - 1)
                            for day in range(book.first, book.last + 1)
                        ],
                        np.uint16,
                    )
                )
            status = status_code(grant.status, words) if grant.status else -1
            grants.append((status, known[length], int(grant.begins == "old_until")))
        starts.append(len(grants))
    numbers = laid.forms.numbers
    refused, withdrawn = form("application.decided", {"result": REFUSED}), form("application.withdrawn")
    return {
        "p_request": ints([requests.index(request) for _, request, _ in every]),
        "p_order": ints([int(procedure.order == "mark") for _, _, procedure in every]),
        "p_frees": ints([int(procedure.withdrawn == "frees_place") for _, _, procedure in every]),
        "p_least": ints([int(procedure.least_days.n) if procedure.least_days else 0 for _, _, procedure in every]),
        "p_granted": np.array([procedure.granted.n if procedure.granted else 1.0 for _, _, procedure in every] or [1.0]),
        "p_grant_from": ints(starts),
        "p_grant": np.array(grants or [(0, 0, 0)], np.int32),
        "grant_cols": np.array(columns, np.uint16) if columns else np.zeros((1, 1), np.uint16),
        "granted_form": ints([0, *(numbers[decided(each)] for each in laid.asked for _ in range(len(laid.covers) + 1))]),
        "refused_form": numbers.get(refused, 0),
        "withdrawn_form": numbers.get(withdrawn, 0),
    }


def offices_of(practice: Practice, people: int, days: int, closed: NDArray[np.bool_]) -> tuple[Office, ...]:
    """Every office with its people, who stay with it, and its decisions of each day. `closed`: days on which offices are
    closed."""
    bounds = [0, *(round(people * share) for share in np.cumsum([office.share.n for office in practice.office]))]
    bounds[-1] = people
    found = []
    for place, office in enumerate(practice.office):
        low, high = bounds[place], bounds[place + 1]
        opened = np.ones(days, np.bool_) if office.closed == "never" else ~closed
        rates = [office.procedures[request].capacity.n * (high - low) for request in sorted(office.procedures)]
        capacity = np.zeros((len(rates), days), np.int64)
        for k, rate in enumerate(rates):
            total = np.floor(np.cumsum(opened) * rate + 1e-9).astype(np.int64)
            capacity[k] = np.diff(total, prepend=0)
        found.append(Office(office.id, low, high, tuple(sorted(office.procedures)), capacity))
    return tuple(found)
