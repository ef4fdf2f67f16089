"""Opens the house for a command: settings, Django, tables up to date. Never serves a page."""

import os
from io import StringIO

from madoguchi.web import start
from madoguchi.web.terms import Options


def open_house() -> Options:
    """The settings, with Django ready and every table there; makes folder and key where this is the first start."""
    options = start.prepare()
    _wake()
    _bring_tables_up_to_date()
    return options


def load() -> None:
    """Start Django for a house that serves: every page is known to be whole, and the tables are up to date."""
    from django.core.management import call_command  # noqa: PLC0415 - late, as below

    _wake()
    # Better no start than a house in which every page is broken. A command that shows no page need not read them all.
    call_command("check", fail_level="WARNING", stdout=StringIO())
    _bring_tables_up_to_date()


def _wake() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "madoguchi.web.settings"
    # Imported late: `madoguchi law` must not wait for Django, nor need its settings.
    import django  # noqa: PLC0415

    django.setup()


def _bring_tables_up_to_date() -> None:
    from django.core.management import call_command  # noqa: PLC0415 - late, as above

    call_command("migrate", interactive=False, verbosity=0)
