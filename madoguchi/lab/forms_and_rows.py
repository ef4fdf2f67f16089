"""Columns of the tables: what the kernel reads of each row that a slot can hold, and of each form of event."""

from typing import Any

import numpy as np

from madoguchi.lab import tables
from madoguchi.lab.conditions import status_code
from madoguchi.lab.forms import Form, Forms
from madoguchi.lab.rows import PLAIN, Book, Row, exposure
from madoguchi.lab.states import CLOCK
from madoguchi.lab.tables import ints
from madoguchi.rules.kinds import Clock, Permission

PROOFS = {"receipt.given": 1, "processing.notified": 2, "permit.granted": 3}
"""Events that prove a filing, say that it is worked on, or give a stay without saying that they answer it."""


def row_columns(book: Book, obstacles: tuple[str, ...]) -> dict[str, Any]:
    """The columns of the rows that slots hold; row 0 is none."""
    rows, forms = book.rows, book.forms
    ends = np.zeros((len(rows) + 1, len(forms.every) + 1), np.bool_)
    ends_for = np.ones((len(rows) + 1, 256), np.bool_)
    for number, row in enumerate(rows, start=1):
        version = row.version
        listened = getattr(version, "stops", ()) if row.kind == CLOCK else getattr(version, "ends", ())
        for form, at in forms.numbers.items():
            ends[number, at] = form.heard_by(listened)
        if isinstance(version, Permission) and version.ends_for:
            ends_for[number] = False
            ends_for[number, [status_code(status, forms.words) for status in version.ends_for]] = True
    clocks = [row.version if isinstance(row.version, Clock) else None for row in rows]
    return {
        "row_kind": ints([0, *(row.kind for row in rows)]),
        "row_law": ints([-1, *(row.law for row in rows)]),
        "row_low": ints([-1, *(row.low for row in rows)]),
        "row_high": ints([-1, *(row.high for row in rows)]),
        "row_state": ints([0, *(row.state for row in rows)]),
        "row_clause": ints([0, *(book.cause(row.clause.id) for row in rows)]),
        "row_order": ints([0, *(row.clause.rank for row in rows)]),
        "row_exposes": ints([0, *(exposure(row)[0] for row in rows)]),
        "row_since": ints([0, *(exposure(row)[1] for row in rows)]),
        "row_cuts": ints([0, *(int(clock is not None and clock.cuts) for clock in clocks)]),
        "row_marks": ints([0, *(_marks(row, clock) for row, clock in zip(rows, clocks, strict=True))]),
        "row_dated": ints([0, *(int(row.dated) for row in rows)]),
        "row_obstacles": ints([0, *(_obstacles(row, clock, obstacles) for row, clock in zip(rows, clocks, strict=True))]),
        "row_paused": ints([-1, *(row.paused for row in rows)]),
        "row_ends": ends,
        **_more(book),
        "row_ends_for": ends_for,
    }


def _more(book: Book) -> dict[str, Any]:
    """What rows do beside where claims are kept whole."""
    rows, forms = book.rows, book.forms
    heard = {
        name: np.zeros((len(rows) + 1, len(forms.every) + 1), np.bool_) for name in ("revives", "counts_from", "at_once_from")
    }
    for number, row in enumerate(rows, start=1):
        if isinstance(row.version, Clock) and row.kind == CLOCK:
            for name, told in heard.items():
                for form, at in forms.numbers.items():
                    told[number, at] = form.heard_by(getattr(row.version, name))
    return {
        "row_more": np.array([PLAIN, *(row.more for row in rows)], np.int32),
        "row_revives": heard["revives"],
        "row_again": heard["counts_from"],
        "row_now": heard["at_once_from"],
    }


def _marks(row: Row, clock: Clock | None) -> int:
    return int(clock is not None and clock.marks == "overdue" and (row.law >= 0 or row.dated))


def _obstacles(row: Row, clock: Clock | None, known: tuple[str, ...]) -> int:
    """The obstacles that hold up a clock, as bits: those of its version, or of a later one that reaches it."""
    kinds = (clock.obstacles or row.obstacles) if clock is not None and row.kind == CLOCK else ()
    return sum(1 << known.index(kind) for kind in kinds if kind in known)


def form_columns(forms: Forms, asked: tuple[Form, ...], obstacles: tuple[str, ...]) -> dict[str, Any]:
    """What the kernel itself needs to know of each form of event; form 0 is none."""
    every, words = forms.every, forms.words
    requests = sorted(words.lists["request"])
    return {
        "form_status": ints([0, *(status_code(str(s), words) if (s := form.get("status")) else 0 for form in every)]),
        "form_dated": ints([0, *(int(form.dated) for form in every)]),
        "form_flags": ints([0, *(_flags(form) for form in every)]),
        "form_days": ints([-1, *(_days(form) for form in every)]),
        "form_request": ints([-1, *(requests.index(str(f.get("for"))) if f.kind == "application.filed" else -1 for f in every)]),
        "form_asked": ints([-1, *(asked.index(form) if form in asked else -1 for form in every)]),
        "form_result": ints([0, *(_result(form) for form in every)]),
        "form_pattern": ints([-1, *(_whole(form, "work.pattern", "half_hours_week") for form in every)]),
        "form_hours": ints([-1, *(_whole(form, "work.hours", "half_hours") for form in every)]),
        "form_proof": ints([0, *(0 if form.get("layer") not in (None, "stay") else PROOFS.get(form.kind, 0) for form in every)]),
        "form_holiday": ints([0, *(int(bool(form.get("in_holiday"))) for form in every)]),
        "form_obstacle": ints(
            [-1, *(obstacles.index(str(f.get("what"))) if f.kind.startswith("obstacle.") else -1 for f in every)]
        ),
    }


def _flags(form: Form) -> int:
    if form.kind == "entered":
        without = form.get("how") in ("without_permission", "false_papers")
        return tables.ENTERED | (tables.ENTERED_WITHOUT if without else 0)
    found = {"departed": tables.DEPARTED, "obstacle.began": tables.OBSTACLE_BEGAN, "obstacle.ended": tables.OBSTACLE_ENDED}
    return found.get(form.kind, 0)


def _days(form: Form) -> int:
    """How long the period given is by its class, as the interpreter reads it; -1 where only its last day is told."""
    days, class_months = form.get("length_days"), form.get("length_months")
    if isinstance(days, int):
        return days
    return class_months * 31 if isinstance(class_months, int) else -1


def _result(form: Form) -> int:
    if form.kind == "application.withdrawn":
        return tables.WITHDRAWN
    if form.kind != "application.decided":
        return 0
    results = {"granted": tables.GRANTED, "granted_other": tables.GRANTED_OTHER}
    return results.get(str(form.get("result")), tables.REFUSED)


def _whole(form: Form, kind: str, name: str) -> int:
    value = form.get(name)
    return value if form.kind == kind and isinstance(value, int) else -1
