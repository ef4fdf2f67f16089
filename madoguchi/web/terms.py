"""What an operator may choose about the whole house, as one value. Never reads the environment or a file."""

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")


class Refused(Exception):
    """The start is refused, because a setting is wrong or the whole would be unsafe.

    Refused          what is wrong, and what to change
    └─ KeyMissing    there is no key yet
    """


class KeyMissing(Refused):
    """No key was given and the data folder holds none."""


class Mode(Enum):
    """How seriously the house is meant."""

    REAL = "real"
    DEMO = "demo"


class Errors(Enum):
    """What a broken page shows: a calm sentence, or everything a developer wants to see."""

    CALM = "calm"
    DEBUG = "debug"


@dataclass(frozen=True, slots=True)
class Options:
    """All settings of this house, read once. The key and the database address never print."""

    data: Path
    mode: Mode
    errors: Errors
    hosts: tuple[str, ...]
    onion: str
    tls_proxy: str
    leave_to: str
    database: str = field(repr=False)
    key: str = field(repr=False)

    @property
    def on_the_open_web(self) -> bool:
        """Whether another machine may ask for a page here without Tor, so that only TLS keeps the line closed."""
        return any(host not in LOCAL_HOSTS for host in self.hosts)

    @property
    def reachable_from_outside(self) -> bool:
        """Whether another machine may ask for a page here."""
        return self.on_the_open_web or bool(self.onion)
