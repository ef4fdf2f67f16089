"""How a command of ours ends, so that a script can tell. Never prints."""

from enum import IntEnum


class Ending(IntEnum):
    """The exit codes of every command."""

    FINE = 0
    FINDING = 1  # the command worked, and what it looked at is not right
    WRONG_USE = 2  # a wrong word, option or setting
    BROKEN = 3  # something that should work does not


MANUAL = (
    "How a command ends: 0 all is well · 1 it found something that is not right · "
    "2 it was used wrongly (a word, an option, a setting) · 3 something is broken."
)
