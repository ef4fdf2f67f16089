"""Opens the house for a command: settings, Django, tables up to date. Never serves a page."""

import os
from io import StringIO

from madoguchi.web import start
from madoguchi.web.terms import Options


def open_house() -> Options:
    """The settings, with Django ready and every table there; makes folder and key where this is the first start."""
    options = start.prepare()
    load()
    return options


def load() -> None:
    """Start Django and bring the tables up to date."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "madoguchi.web.settings"
    # Imported late: `madoguchi law` must not wait for Django, nor need its settings.
    import django  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    # Better no start than a house in which every page is broken.
    call_command("check", fail_level="WARNING", stdout=StringIO())
    call_command("migrate", interactive=False, verbosity=0)
