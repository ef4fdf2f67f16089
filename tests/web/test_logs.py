"""A log line holds event names and counts, never what a person asked or where they came from."""

import logging
import sys

from madoguchi.web.logs import EventsOnly

ASKED = "/vi/ask/answer?lost=2025-04-01 from 203.0.113.9"


def written(**more: object) -> str:
    """The line for a record whose message is what somebody asked."""
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "Not Found: %s", (ASKED,), None)
    record.__dict__.update(more)
    return EventsOnly().format(record)


def test_a_message_is_never_written() -> None:
    line = written(status_code=500)
    assert ASKED not in line
    assert line.endswith("error django.request status_code=500")


def test_an_event_and_its_count_are_written() -> None:
    assert written(event="rules_loaded", count=212).endswith("event=rules_loaded count=212")


def test_a_text_in_the_place_of_an_event_is_left_out() -> None:
    assert ASKED not in written(event=ASKED)


def test_an_error_is_named_with_its_place_but_not_its_message() -> None:
    try:
        raise ValueError(ASKED)
    except ValueError:
        line = written(exc_info=sys.exc_info())
    assert ASKED not in line
    assert "ValueError at test_logs.py:" in line
