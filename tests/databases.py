"""Starts a real PostgreSQL for the tests, as an unprivileged user, reachable through a socket in its own folder.

Never touches a server that already runs on this machine.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg

NOT_FOUND = (
    "No PostgreSQL server programs (initdb, pg_ctl) were found on this machine, and the tests need a real one. "
    "On Debian: apt install postgresql"
)


@contextmanager
def living_in(settings: dict[str, Any]) -> Iterator[None]:
    """For the time of the block the house is the one with these settings of its database."""
    from django.db import connections

    before, kept = connections["default"], connections.settings["default"]
    connections.settings["default"] = connections.configure_settings({"default": dict(settings)})["default"]
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"] = kept
        connections["default"] = before


def database_of_its_own(server: dict[str, Any], like: str = "template1") -> dict[str, Any]:
    """One more database on a server, with the tables of another one, to which nobody may be connected."""
    name = f"house_{uuid4().hex}"
    with psycopg.connect(host=server["HOST"], user=server["USER"], dbname="postgres", autocommit=True) as connection:
        connection.execute(f'create database "{name}" template "{like}"')
    return {**server, "NAME": name}


class NoServer(Exception):
    """PostgreSQL is not installed, or it did not start."""


def find_program(name: str) -> Path:
    """Where the server program lies: on the path, or where Debian keeps it."""
    on_path = shutil.which(name)
    if on_path:
        return Path(on_path)
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise NoServer(NOT_FOUND)
    return found[-1]


def unprivileged_user() -> str | None:
    """Who runs the server when we are root, because PostgreSQL refuses root; nobody special otherwise."""
    if os.geteuid() != 0:
        return None
    known = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _run(*words: str | Path, user: str | None, folder: Path) -> None:
    """Run a server program as that user, and say what it said when it fails."""
    identity: dict[str, Any] = {}
    if user is not None:
        identity = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}
    said = folder / "said"
    # A file, not a pipe: the server keeps it open, and a pipe would never end.
    with said.open("w") as file:
        ended = subprocess.run(
            [str(word) for word in words], cwd=folder, stdin=subprocess.DEVNULL, stdout=file, stderr=file,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(folder)}, check=False, **identity,
        )  # fmt: skip
    if ended.returncode != 0:
        raise NoServer(f"{words[0]} failed with {ended.returncode}: {said.read_text(encoding='utf-8')}")


@contextmanager
def postgres_server() -> Iterator[dict[str, Any]]:
    """A fresh server for the time of the block; yields Django's settings for its database."""
    initdb, pg_ctl = find_program("initdb"), find_program("pg_ctl")
    user = unprivileged_user()
    # A short path: the name of a socket may have about a hundred characters.
    folder = Path(tempfile.mkdtemp(prefix="mado-pg-", dir="/tmp"))
    if user is not None:
        shutil.chown(folder, user)
    data = folder / "data"
    quick = f"-k {folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off"
    try:
        _run(initdb, "-D", data, "-U", "madoguchi", "-E", "UTF8", "--auth=trust", "-N", user=user, folder=folder)
        _run(pg_ctl, "-D", data, "-w", "-l", folder / "log", "-o", quick, "start", user=user, folder=folder)
        yield {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "postgres",
            "USER": "madoguchi",
            "HOST": str(folder),
        }
    finally:
        if (data / "postmaster.pid").exists():
            _run(pg_ctl, "-D", data, "-m", "immediate", "-w", "stop", user=user, folder=folder)
        shutil.rmtree(folder, ignore_errors=True)
