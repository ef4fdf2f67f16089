"""How a conversation is laid out over pages, and whether a message has come already. Never reads what a message means."""

from collections.abc import Sequence

from madoguchi.help.terms import Message, Sender

ROOM = 24_000
"""Bytes of text on one page, so that a page stays light on a bad line. A longer message has a page of its own."""
ROOM_OF_A_FILE = 1_000
"""Bytes of the lines that stand for a file."""


def pages_of(messages: Sequence[Message], room: int = ROOM) -> tuple[tuple[Message, ...], ...]:
    """The messages page by page: the first page holds the newest; on every page the oldest stands first."""
    pages: list[tuple[Message, ...]] = [()]
    left = room
    for message in reversed(messages):
        size = len(message.text.encode()) + ROOM_OF_A_FILE * len(message.files)
        if pages[-1] and size > left:
            pages.append(())
            left = room
        pages[-1] = (message, *pages[-1])
        left -= size
    return tuple(pages)


def has_come(messages: Sequence[Message], text: str, after: int, digests: Sequence[str] = ()) -> bool:
    """Whether the person's text and files stand there already since the page was shown: a button pressed twice sends once."""
    newer = (message for message in messages if message.seq > after and message.sender is Sender.PERSON)
    return any((each.text, [file.digest for file in each.files]) == (text.strip(), list(digests)) for each in newer)


def waits_for_answer(messages: Sequence[Message]) -> bool:
    """Whether the person wrote last."""
    return bool(messages) and messages[-1].sender is Sender.PERSON
