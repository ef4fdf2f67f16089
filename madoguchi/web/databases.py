"""Turns a database address into what Django wants to hear. Never connects."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from madoguchi.web.terms import Refused

SCHEMES = ("postgres", "postgresql")


def database_settings(address: str, folder: Path) -> dict[str, Any]:
    """PostgreSQL when an address is given, otherwise a SQLite file in the data folder."""
    return _postgres(address) if address else _sqlite(folder / "madoguchi.sqlite3")


def _sqlite(file: Path) -> dict[str, Any]:
    """SQLite that survives a power cut and lets people read while one writes."""
    return {
        "ENGINE": "madoguchi.web.sqlite",
        "NAME": str(file),
        # A connection ends with its page (Django's own way): the last one out empties the log beside the file, and with it what
        # was deleted since. Kept open they would serve a tenth more people, and the log would keep the deleted.
        "CONN_MAX_AGE": 0,
        "OPTIONS": {
            # What is deleted is overwritten, not only forgotten.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
            # Take the write lock at the start, so that two writers wait instead of failing half-way.
            "transaction_mode": "IMMEDIATE",
            # For the few other processes; within one there is a line (`web/sqlite`).
            "timeout": 30,
        },
    }


def _postgres(address: str) -> dict[str, Any]:
    """PostgreSQL from an address like postgresql://user:password@host:5432/name?sslmode=require."""
    parts = urlsplit(address)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in SCHEMES or not name:
        raise Refused(
            "MADOGUCHI_DATABASE is not the address of a PostgreSQL database. "
            "Write postgresql://user:password@host:5432/name, or leave it empty for SQLite."
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": options.pop("port", str(parts.port or "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
