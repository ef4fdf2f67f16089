"""A visit without script and without a browser, on a stopped day."""

import datetime as dt

import pytest
from django.test import Client
from pytest_django import Settings

from madoguchi.ground.clock import StoppedClock

TODAY = dt.date(2026, 11, 21)


@pytest.fixture
def client(settings: Settings) -> Client:
    """Somebody's visit on 21 November 2026. No database: a page that asks for one fails."""
    settings.CLOCK = StoppedClock(TODAY)
    return Client(headers={"accept-language": "vi-VN,vi;q=0.9"})
