"""The command `madoguchi work`: does the jobs of the day, one after the other. Never two workers in one house.

A worker that was killed leaves its job marked as running, and the library never takes it up again. Because only one worker runs
at a time, whatever is marked so when it begins was left by a dead one: it goes back into the queue. A job may therefore be done
twice, and each is made so that this harms nothing.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from madoguchi.desk.codes import Ending
from madoguchi.desk.house import open_house
from madoguchi.ground.clock import WallClock

LOCK = "work.lock"
REST = 600.0
"""Seconds between two looks at the table."""
KEPT_DAYS = 7
"""How long the table tells that a job was done."""

Once = Annotated[bool, typer.Option("--once", help="Do what is due now, and end.")]


def work(once: Once = False) -> None:
    """Do the jobs of the house: forget what was kept long enough, let vault keys take turns, look at telephone numbers.

    Runs until it is stopped; stop it as you like, nothing is lost. One worker a house: a second one says so and ends.
    """
    options = open_house()
    with _alone(options.data / LOCK) as alone:
        if not alone:
            typer.echo("Another `madoguchi work` runs in this house already. Stop it first, or leave the work to it.", err=True)
            raise typer.Exit(Ending.BROKEN)
        failed = _look()
        while not once:
            time.sleep(REST)
            failed = _look()
        if failed:
            typer.echo(f"Jobs that were not done: {', '.join(failed)}. The log says what broke; they are tried again.", err=True)
            raise typer.Exit(Ending.FINDING)
        typer.echo("The jobs of today are done.")


@contextmanager
def _alone(path: Path) -> Iterator[bool]:
    """Whether no other worker runs here. The lock goes with its process, however that ends."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        alone = True
    except BlockingIOError:
        alone = False
    try:
        yield alone
    finally:
        os.close(handle)


def _look() -> list[str]:
    """Do everything that is due; the names of the jobs that were not done."""
    # Imported late: `madoguchi law` must not wait for Django, nor need its settings.
    from django_tasks_db.management.commands.db_worker import Worker  # noqa: PLC0415
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415

    from madoguchi.desk.jobs import DAILY  # noqa: PLC0415

    today = WallClock().today()
    DBTaskResult.objects.running().update(status="READY", started_at=None)
    # What failed is thrown away, and asked for again below.
    DBTaskResult.objects.failed().delete()
    asked = {(row.task_path, row.args_kwargs["args"][0]) for row in DBTaskResult.objects.all()}
    for job in DAILY:
        if (job.module_path, today.isoformat()) not in asked:
            job.enqueue(today.isoformat())
    Worker(
        queue_names=["default"], excluded_queue_names=[], backend_name="default", worker_id=str(os.getpid()),
        interval=0, batch=True, startup_delay=False, max_tasks=None,
    ).run()  # fmt: skip
    old = [row.pk for row in DBTaskResult.objects.successful() if (today - row.finished_at.date()).days > KEPT_DAYS]
    DBTaskResult.objects.filter(pk__in=old).delete()
    return [row.task_name for row in DBTaskResult.objects.failed()]
