"""What the house does by itself every day, as jobs of `madoguchi work`. A job carries an id or a day, never a text.

Each may be stopped at any moment and done again: what is erased is erased, and a key is followed by one other. What goes wrong
in one is told by its kind and its place in our code alone: the table of jobs keeps what an exception says, and that could be what
somebody wrote. A deadline is never a job: it is worked out anew each time somebody looks.
"""

import datetime as dt
import logging
from collections.abc import Callable

from django_tasks import task

from madoguchi.ground.clock import WallClock
from madoguchi.help import shelf
from madoguchi.help.actions import keeping
from madoguchi.help.decide.needs import how_old
from madoguchi.network import actions as network
from madoguchi.tracing.actions import daily
from madoguchi.tracing.actions import keeping as tracing
from madoguchi.tracing.actions import keeping_entries as entries
from madoguchi.tracing.actions import keeping_letters as letters
from madoguchi.web.logs import describe

log = logging.getLogger("madoguchi.jobs")


class JobFailed(Exception):
    """A job was not done; the message names the kind of error and the line of code, and nothing else."""


def _quietly(job: Callable[[dt.date], int], event: str) -> None:
    try:
        count = job(WallClock().today())
    except Exception as wrong:  # around a job: whatever it is, nothing it says is kept
        log.exception("failed", extra={"event": event})  # our formatter drops what it says, too
        raise JobFailed(describe(wrong)) from None
    log.info("done", extra={"event": event, "count": count})


@task()
def forget(day: str) -> None:  # noqa: ARG001 names the job of a day
    """Delete what has been kept long enough."""
    _quietly(_forgotten, "forgotten")


def _forgotten(today: dt.date) -> int:
    ended = tracing.forget(today) + entries.forget(today) + letters.forget(today)
    return ended + keeping.forget(today) + network.forget(today, dt.datetime.now(dt.UTC))


@task()
def turn_keys(day: str) -> None:  # noqa: ARG001 as above
    """Let vault keys take turns."""
    _quietly(lambda today: len(keeping.turn_keys(today)), "vault_keys_destroyed")


@task()
def look_at_contacts(day: str) -> None:  # noqa: ARG001 as above
    """Count telephone numbers whose time is over: somebody has to call them."""
    _quietly(lambda today: sum(how_old(contact, today) == "expired" for contact in shelf.contacts()), "contacts_expired")


@task()
def find_pairs(day: str) -> None:  # noqa: ARG001 as above
    """Lay searches beside beacons, let what somebody agreed to take effect, put the questions of the week."""
    _quietly(daily.run, "pairs_found")


DAILY = (forget, turn_keys, look_at_contacts, find_pairs)
