"""A relay: two who agreed write short lines to each other, without names. Text only, sealed, padded. Either ends it."""

import datetime as dt

from django.db import transaction

from madoguchi.help.terms import Visit
from madoguchi.tracing.actions import beacons, families, keyed
from madoguchi.tracing.actions.families import RELAY
from madoguchi.tracing.decide.lines import MOST_LINES, checked_line
from madoguchi.tracing.store import candidates as exchange
from madoguchi.tracing.store.candidates import KeptTold
from madoguchi.tracing.terms.entries import Answer, Kind, TracingRefused
from madoguchi.vault.terms import SecretBytes


def write_as_enquirer(visit: Visit, search: str, text: str, today: dt.date) -> None:
    """A line of whoever looked."""
    with transaction.atomic():
        kept, key = families.mine(visit, search, today)
        _write(exchange.told(kept.id), kept.id, key, Kind.SEARCH, text)


def write_as_sought(visit: Visit, candidate: str, text: str, today: dt.date) -> None:
    """A line of whoever was looked for."""
    with transaction.atomic():
        found, key, _, _ = beacons.shown_to(visit, candidate, today)
        _write(exchange.told_by(found.id), found.search, key, Kind.BEACON, text)


def _write(told: KeptTold | None, search: str, key: SecretBytes, by: Kind, text: str) -> None:
    if told is None or told.answer is not Answer.RELAY:
        raise TracingRefused("relay.problem.ended")
    said = checked_line(text)
    if len(exchange.lines(told.id)) >= MOST_LINES:
        raise TracingRefused("relay.problem.full")
    exchange.add_line(told.id, by, keyed.locked_text(key, said.encode(), RELAY, search))


def end_as_enquirer(visit: Visit, search: str, today: dt.date) -> None:
    """Whoever looked ends it: every line goes, and the search with what was told."""
    families.end(visit, search, today)


def end_as_sought(visit: Visit, candidate: str, today: dt.date) -> None:
    """Whoever was looked for ends it: every line goes at once, and the enquirer reads what everybody reads."""
    beacons.decide_on(visit, candidate, Answer.NOTHING, "", today)
