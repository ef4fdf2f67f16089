"""The words of this room: what kinds of file there are, what comes out of cleaning, and why a file is not taken.

Exceptions: `NotCleaned` (nothing of the file goes on; `why` says the reason, and each reason has one sentence in every language).
"""

from dataclasses import dataclass, field
from enum import Enum

MIB = 1024 * 1024

LARGEST_FILE = 12 * MIB
"""Bytes of one file as it comes in. A photo of a telephone has 2 to 8 MiB, ten minutes of speech 5 to 10."""
LARGEST_CLEANED = 12 * MIB
"""Bytes of one file as it goes on; no cleaner may make more of a file than this."""

MOST_PAGES = 200
"""Pages of one paper."""
LONGEST_MINUTES = 30
"""Of one recording: half an hour of speech becomes 10 MiB."""


LANDLOCK_CREATE = 444
"""The number of the call landlock_create_ruleset: the same on every kind of processor."""


class Kind(Enum):
    """What a file is once it is clean. The value ends its name: nothing of the name that it came with is kept."""

    PICTURE = "jpg"
    PAPER = "pdf"
    VOICE = "mp3"


class Source(Enum):
    """What a file is when it comes in, told by its first bytes. Its name and what the browser says of it are never asked."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    HEIC = "heic"
    PDF = "pdf"
    MP4 = "mp4"
    AMR = "amr"
    OGG = "ogg"
    MP3 = "mp3"
    AAC = "aac"
    WAV = "wav"
    WEBM = "webm"


class Note(Enum):
    """What a person should know about their cleaned file, beside what is true of every file of its kind."""

    FIRST_FRAME = "first_frame"
    SMALLER = "smaller"
    FLATTENED = "flattened"


class Why(Enum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN_KIND = "unknown_kind"
    TOO_MANY_PIXELS = "too_many_pixels"
    BROKEN = "broken"
    LOCKED = "locked"
    UNSURE = "unsure"
    VIDEO = "video"
    TOO_LONG = "too_long"
    BUSY = "busy"


class NotCleaned(Exception):
    """The file is not taken, and nothing of it was kept."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A file from which everything was taken that nobody can see or hear in it."""

    kind: Kind
    content: bytes = field(repr=False)
    notes: tuple[Note, ...] = ()
