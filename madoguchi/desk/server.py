"""Serves the pages with Waitress on this machine. Never listens to other machines."""

import errno
import os
import socket
from collections.abc import Callable, Iterable
from io import StringIO
from typing import Any

HERE = "127.0.0.1"

Pages = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class PortTaken(Exception):
    """Another program already listens on this port."""


class Server:
    """A port taken at once, and the pages that are put behind it when they are ready."""

    def __init__(self, port: int, *, trusted_proxy: str) -> None:
        self._socket = _take(port)
        self._trusted_proxy = trusted_proxy
        self._pages: Pages | None = None

    @property
    def address(self) -> str:
        """What to open in a browser on this machine."""
        return f"http://{HERE}:{self._socket.getsockname()[1]}/"

    def load(self) -> None:
        """Start Django and bring the tables up to date."""
        os.environ["DJANGO_SETTINGS_MODULE"] = "madoguchi.web.settings"
        # Imported late: `madoguchi law` must not wait for Django, nor need its settings.
        import django  # noqa: PLC0415
        from django.core.management import call_command  # noqa: PLC0415
        from django.core.wsgi import get_wsgi_application  # noqa: PLC0415

        django.setup()
        # Better no start than a house in which every page is broken.
        call_command("check", fail_level="WARNING", stdout=StringIO())
        call_command("migrate", interactive=False, verbosity=0)
        self._pages = get_wsgi_application()

    def run(self) -> None:
        """Serve until somebody presses Ctrl-C."""
        import waitress  # noqa: PLC0415 - late, as above

        proxy: dict[str, Any] = {}
        if self._trusted_proxy:
            proxy = {
                "trusted_proxy": self._trusted_proxy,
                "trusted_proxy_headers": {"x-forwarded-proto"},
                "clear_untrusted_proxy_headers": True,
            }
        # ident=None: no Server header tells a stranger what runs here.
        waitress.create_server(self._pages, sockets=[self._socket], ident=None, threads=4, **proxy).run()


def _take(port: int) -> socket.socket:
    """Take the port on this machine."""
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((HERE, port))
        # At once, so that a browser that is quicker than we are waits instead of being refused.
        taken.listen()
    except OSError as wrong:
        taken.close()
        if wrong.errno in (errno.EADDRINUSE, errno.EACCES):
            raise PortTaken from wrong
        raise
    return taken
