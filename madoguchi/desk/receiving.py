"""Takes in what browsers send, in memory only: the server by itself would write larger forms to the disk as they are.

A form that is too large, or that comes when memory is short, is read to its end and only its beginning is kept. What somebody
typed stands there, before the files, so the page can say what is wrong and lose nothing of it.
"""

import io
import threading
import weakref

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser

from madoguchi.help.terms import LARGEST_FORM

TYPED = 256 * 1024
"""Bytes at the beginning of a form that are always kept: more than everything that can be typed."""
MOST_IN_MEMORY = 128 * 1024 * 1024
"""Bytes that all forms with files together may take while they come in: eight of the largest."""
LARGEST_SENT = 512 * 1024 * 1024
"""Bytes after which we hang up. A long video ends before it, and gets its answer in words."""
DROPPED = "FILES_DROPPED"
"""The header that tells the pages. No browser can send it: the server takes none with a line under the letters."""


class Room:
    """Memory that forms share."""

    def __init__(self, most: int) -> None:
        self._left = most
        self._turn = threading.Lock()

    def take(self, count: int) -> bool:
        """So many bytes more, if they are there."""
        with self._turn:
            if count > self._left:
                return False
            self._left -= count
            return True

    def give_back(self, taken: list[int]) -> None:
        """Everything that was taken for one form."""
        with self._turn:
            self._left += sum(taken)
        taken.clear()


ROOM = Room(MOST_IN_MEMORY)


class Form:
    """The bytes of one form. Stands in for the server's own buffer, which has a file of the disk behind it."""

    def __init__(self, room: Room = ROOM) -> None:
        self._room = room
        self._content = io.BytesIO()
        self._taken: list[int] = []
        self._sent = 0
        self._is_dropped = False
        self.is_short_of_memory = False
        # A line that breaks off is never closed by the server; its memory comes back all the same.
        self._back = weakref.finalize(self, room.give_back, self._taken)

    def __len__(self) -> int:
        """How much was sent, kept or not."""
        return self._sent

    def append(self, data: bytes) -> None:
        """Keep what comes, as long as the form is not too large and there is memory."""
        before = self._sent
        self._sent += len(data)
        if self._is_dropped:
            return
        beyond = max(0, self._sent - max(before, TYPED))
        if self._sent > LARGEST_FORM or (beyond and not self._take(beyond)):
            self._is_dropped, self.is_short_of_memory = True, self._sent <= LARGEST_FORM
            self._keep_beginning(data)
        else:
            self._content.write(data)

    def _take(self, count: int) -> bool:
        if not self._room.take(count):
            return False
        self._taken.append(count)
        return True

    def _keep_beginning(self, data: bytes) -> None:
        beginning = (self._content.getvalue()[:TYPED] + data)[:TYPED]
        self._content = io.BytesIO()
        self._content.write(beginning)
        self._room.give_back(self._taken)

    def getfile(self) -> io.BytesIO:
        """What was kept, to be read from its beginning."""
        return io.BytesIO(self._content.getvalue())

    def close(self) -> None:
        """The form was answered."""
        self._content = io.BytesIO()
        self._back()


class Parser(HTTPRequestParser):  # type: ignore[misc]  # the server has no types
    """A request whose body never touches the disk."""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head, and lay out a form for the body."""
        super().parse_header(header_plus)
        if self.body_rcv is not None:
            self.body_rcv.buf = Form()

    def received(self, data: bytes) -> int:
        """Take in a piece; the pages are told where files had to be dropped."""
        consumed: int = super().received(data)
        if self.completed and self.body_rcv is not None and self.body_rcv.buf.is_short_of_memory:
            self.headers[DROPPED] = "memory"
        return consumed


class Channel(HTTPChannel):  # type: ignore[misc]  # the server has no types
    """A line to one browser."""

    parser_class = Parser
