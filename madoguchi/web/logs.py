"""Says what a log line may hold: event names, counts and places in our code. Never an address, a path or a message."""

import datetime as dt
import logging
from pathlib import Path
from typing import Any


class EventsOnly(logging.Formatter):
    """Drops the message of every record, because libraries write addresses and paths into theirs.

    Our own code says what happened with `extra={"event": "rules_loaded", "count": 212}`.
    """

    def format(self, record: logging.LogRecord) -> str:
        """One line: when (UTC), how serious, who, which event, how many."""
        day = dt.datetime.fromtimestamp(record.created, tz=dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        words = [day, record.levelname.lower(), record.name]
        words += [f"{name}={value}" for name in ("event", "count", "status_code") if (value := _plain(record, name))]
        words += _what_broke(record)
        return " ".join(words)


def _plain(record: logging.LogRecord, name: str) -> str:
    """The value when it is a plain word or number; anything longer might be content."""
    value = getattr(record, name, None)
    if isinstance(value, int):
        return str(value)
    return value if isinstance(value, str) and value.isidentifier() else ""


def _what_broke(record: logging.LogRecord) -> list[str]:
    """The kind of error and the line of code it came from, without its message."""
    if not record.exc_info or record.exc_info[1] is None:
        return []
    return [describe(record.exc_info[1])]


def describe(wrong: BaseException) -> str:
    """The kind of error and where it was raised; its message could hold what a person wrote."""
    place = wrong.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f" at {Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else ""
    return f"{type(wrong).__name__}{where}"


def logging_settings() -> dict[str, Any]:
    """Everything goes to standard error, through the one formatter above."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"events": {"()": EventsOnly}},
        "handlers": {"events": {"class": "logging.StreamHandler", "formatter": "events"}},
        "root": {"handlers": ["events"], "level": "WARNING"},
        "loggers": {
            "madoguchi": {"level": "INFO"},
            # A page that does not exist is no event, and counting them would say what people looked for.
            "django.request": {"level": "ERROR"},
        },
    }
