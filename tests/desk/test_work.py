"""The worker: does the jobs of the day once, is killed at bad moments on both databases, and keeps nothing that people wrote."""

import datetime as dt
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from madoguchi.desk import jobs
from madoguchi.desk.checks import look_at_worker
from madoguchi.desk.codes import Ending
from madoguchi.ground.clock import WallClock
from madoguchi.help import keyring
from madoguchi.help.actions import inbox, talk
from tests.network.people import House
from tests.site import COMMAND, command_environment

on_sqlite = pytest.mark.parametrize("house", ["sqlite_house"], indirect=True)
"""What does not hang on the database is tried on one: each member costs two stretched passphrases."""
pytestmark = pytest.mark.slow
TEXT = "Canary không được trả lương"

# A worker that dies by SIGKILL inside this function of the house, before or after what it does.
DIES = """
import importlib, os, signal
from madoguchi.desk.house import open_house
open_house()
module = importlib.import_module({module!r})
real = getattr(module, {name!r})
def dies(*words, **named):
    if {after}:
        real(*words, **named)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(module, {name!r}, dies)
from madoguchi.desk.work import work
work(once=True)
"""
MOMENTS = [
    ("madoguchi.help.store", "erase_before", True),
    ("madoguchi.network.store", "forget_members", False),
    ("madoguchi.help.keyring", "begin_next", True),
    ("madoguchi.help.store", "replace_wrap", True),
    ("madoguchi.desk.jobs", "how_old", False),
]


@pytest.fixture
def work(house: House, tmp_path: Path, settings: Settings) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the worker, or a program of the test, on a house with a conversation that is too old, and one that is not."""
    settings.DATA = tmp_path
    today = WallClock().today()
    house.group()
    house.member("lan")
    for day in (today, today - dt.timedelta(days=100)):
        cookie = talk.begin(f"{TEXT} {day}", "vi", ["kobe"], "", day)
    (key,) = (tmp_path / keyring.FOLDER).glob("*.key")
    key.rename(key.with_name(f"0001-{today - dt.timedelta(days=40)}.key"))
    assert cookie
    made = house.connection.settings_dict
    address = f"postgresql://{made['USER']}@/{made['NAME']}?host={quote(str(made['HOST']), safe='')}"
    more = {"MADOGUCHI_KEY": settings.SECRET_KEY}
    if house.connection.vendor == "postgresql":
        more["MADOGUCHI_DATABASE"] = address

    def run(*words: str, program: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", program] if program else [COMMAND, "work", *words]
        return subprocess.run(
            command, env=command_environment(tmp_path, **more), capture_output=True, text=True, timeout=60, check=False
        )

    return run


def texts() -> list[str]:
    """What lies in the tables of conversations, by day of the last contact."""
    with connection.cursor() as cursor:
        cursor.execute("select last_on from help_conversation order by last_on")
        return [str(row[0]) for row in cursor.fetchall()]


def test_a_worker_that_is_killed_loses_no_job_and_does_none_twice_harmfully(
    work: Callable[..., subprocess.CompletedProcess[str]], house: House
) -> None:
    today = WallClock().today()
    desk = house.desk(house.made["lan"])
    for module, name, after in MOMENTS:
        killed = work(program=DIES.format(module=module, name=name, after=after))
        assert killed.returncode == -signal.SIGKILL, (name, killed.stderr)
        assert DBTaskResult.objects.running().count() == 1, "what a dead worker leaves"
    ended = work("--once")
    assert ended.returncode == 0, ended.stderr
    rows = DBTaskResult.objects.all()
    assert sorted(row.task_path for row in rows) == sorted(job.module_path for job in jobs.DAILY), "each job of the day once"
    assert {row.status for row in rows} == {"SUCCESSFUL"}
    assert texts() == [str(today)], "the old one is gone, the other one is there"
    (waiting,) = inbox.waiting(desk, today)
    assert TEXT in inbox.read(desk, waiting.case, today).messages[0].text
    assert list(keyring.made_on()) == [1, 2], "one key came after the other, and no more"
    assert look_at_worker().ready


@on_sqlite
def test_a_second_worker_ends_with_a_sentence(work: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path) -> None:
    held = "import sys; from madoguchi.desk.work import _alone; from pathlib import Path\n"
    held += f"with _alone(Path({str(tmp_path / 'work.lock')!r})) as alone: print(alone, flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", held], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "True\n"
        ended = work("--once")
        assert (ended.returncode, "runs in this house already" in ended.stderr) == (Ending.BROKEN, True)
        other.kill()
    assert work("--once").returncode == 0


@on_sqlite
def test_what_breaks_a_job_is_told_by_its_kind_alone_and_it_is_tried_again(
    work: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    breaks = DIES.replace("os.kill(os.getpid(), signal.SIGKILL)", f"raise ValueError({TEXT!r} + str(words))")
    broken = work(program=breaks.format(module="madoguchi.help.store", name="erase_before", after=False))
    assert broken.returncode != 0
    assert TEXT not in broken.stdout + broken.stderr
    assert re.search(r"error madoguchi\.jobs event=forgotten ValueError at ", broken.stderr)
    (row,) = DBTaskResult.objects.failed()
    assert row.exception_class_path == "madoguchi.desk.jobs.JobFailed"
    assert "ValueError" in row.traceback
    assert TEXT not in row.traceback
    assert work("--once").returncode == 0
    assert DBTaskResult.objects.failed().count() == 0


@on_sqlite
def test_a_job_carries_a_day_or_an_id_and_nothing_comes_back(work: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    assert work("--once").returncode == 0
    assert work("--once").returncode == 0
    rows = list(DBTaskResult.objects.all())
    assert len(rows) == len(jobs.DAILY), "once a day"
    for row in rows:
        assert row.args_kwargs["kwargs"] == {}
        assert all(re.fullmatch(r"[0-9a-f-]{10,36}", word) for word in row.args_kwargs["args"])
        assert (row.return_value, row.traceback, row.exception_class_path) == (None, "", "")


def test_the_doctor_says_when_the_worker_has_rested_for_two_days(house: House) -> None:
    assert look_at_worker().ready, "a new house"
    with connection.cursor() as cursor:
        cursor.execute("update django_migrations set applied = %s", [dt.datetime.now(dt.UTC) - dt.timedelta(days=3)])
    assert "not yet" in look_at_worker().note
    assert not look_at_worker().ready
    for days, ready in ((3, False), (1, True)):
        seen_at = dt.datetime.now(dt.UTC) - dt.timedelta(days=days)
        jobs.forget.enqueue("2026-11-22")
        DBTaskResult.objects.update(status="SUCCESSFUL", finished_at=seen_at)
        assert look_at_worker().ready is ready
        assert f"{seen_at:%Y-%m-%d}" in look_at_worker().note
