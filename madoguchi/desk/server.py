"""Serves the pages with Waitress on this machine. Never listens to other machines."""

import ctypes
import errno
import socket
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from madoguchi.desk.house import load
from madoguchi.ground.clock import WallClock

HERE = "127.0.0.1"
THREADS = 64
"""More than people who can wait for a costly step (`help/lanes.py`), so that whoever has a number finds one."""

MOST_ON_ITS_WAY = 1 << 40
"""Bytes of answers in memory before the server would write them to the disk: never. A file on its way is not sealed."""
_NOT_DUMPABLE = 4

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
        load()
        # Imported late: `madoguchi law` must not wait for Django, nor need its settings.
        from django.core.wsgi import get_wsgi_application  # noqa: PLC0415

        from madoguchi.casework.actions import leaving  # noqa: PLC0415 - late, as above
        from madoguchi.tracing.actions import keeping as tracing  # noqa: PLC0415 - late, as above
        from madoguchi.tracing.actions import keeping_entries as entries  # noqa: PLC0415 - late, as above
        from madoguchi.tracing.actions import keeping_letters as letters  # noqa: PLC0415 - late, as above

        # A backup may have been put back: what had been erased or had ended since then goes again before anybody is served.
        leaving.erase_again(WallClock().today())
        tracing.erase_again()
        entries.erase_again()
        letters.erase_again()

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
        from madoguchi.desk.receiving import LARGEST_SENT, Channel  # noqa: PLC0415 - late, as above

        # ident=None: no Server header tells a stranger what runs here.
        server = waitress.create_server(
            self._pages, sockets=[self._socket], ident=None, threads=THREADS, max_request_body_size=LARGEST_SENT,
            outbuf_overflow=MOST_ON_ITS_WAY, **proxy,
        )  # fmt: skip
        server.channel_class = Channel
        _refuse_to_be_read()
        server.run()


def _refuse_to_be_read() -> None:
    """No other program of this user looks into our memory, and no crash writes it to the disk: keys are in it. Linux only."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(_NOT_DUMPABLE, 0, 0, 0, 0)


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
