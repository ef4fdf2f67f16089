"""The lock of each letter: a file of its own beside the vault keys, which no backup holds. Reads and writes files, never a table.

What a letter says lies under this lock as well as under the keys of people. It is made anew whenever the letter is, and destroyed
when the letter changes, is withdrawn or ends: then nothing opens what a copy of the tables still holds, whoever has which keys.
"""

import datetime as dt
import os
from pathlib import Path

from madoguchi.help import keyring
from madoguchi.vault.seals import new_key
from madoguchi.vault.terms import ID_BYTES, KEY_BYTES, SecretBytes, Unreadable, chance, key_of

SUFFIX = ".letter"
LEFT_OVER_DAYS = 30
"""A lock that no row needs is destroyed after so long: an older backup may be looked at before the newest is put back."""


def make() -> str:
    """A new lock; its name. On the disk before anything is locked with it."""
    name, folder = chance(ID_BYTES).hex(), keyring.folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(_path(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(new_key().reveal())
        file.flush()
        os.fsync(file.fileno())
    shelf = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(shelf)
    finally:
        os.close(shelf)
    return name


def read(name: str) -> SecretBytes:
    """The lock of this name; Unreadable where it is gone."""
    try:
        content = _path(name).read_bytes()
    except FileNotFoundError:
        raise Unreadable from None
    if len(content) != KEY_BYTES or not any(content):  # at this moment destroyed
        raise Unreadable
    return key_of(content)


def destroy(name: str) -> None:
    """Overwrite and remove a lock; done again, it does nothing."""
    path = _path(name)
    try:
        with path.open("r+b") as file:
            file.write(bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError:
        return
    path.unlink(missing_ok=True)


def left_over(needed: frozenset[str], today: dt.date) -> list[str]:
    """Locks that no letter needs and that have lain there long enough."""
    before = today - dt.timedelta(days=LEFT_OVER_DAYS)
    found = ((path.stem, path.stat().st_mtime) for path in keyring.folder().glob(f"*{SUFFIX}"))
    return [name for name, made in found if name not in needed and dt.datetime.fromtimestamp(made, dt.UTC).date() < before]


def names() -> list[str]:
    """Every lock that is here."""
    return [path.stem for path in keyring.folder().glob(f"*{SUFFIX}")]


def _path(name: str) -> Path:
    return keyring.folder() / f"{name}{SUFFIX}"
