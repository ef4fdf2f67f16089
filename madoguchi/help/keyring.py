"""The vault keys: one file each in a folder of the data folder that no backup holds. Reads and writes files, never a table.

A stolen backup opens nothing without them, and a backup from before a key was destroyed never opens again. A file is named by
the key's number and the day on which it was made: `0003-2026-11-22.key`.
"""

import datetime as dt
import fcntl
import os
import secrets
from functools import cache
from pathlib import Path

from django.conf import settings

from madoguchi.vault.cases import VaultKey
from madoguchi.vault.seals import new_key
from madoguchi.vault.terms import Unreadable, key_of

FOLDER = "vault-keys"


def folder() -> Path:
    """Where the keys lie; the operator's copy of them belongs in another place than the backups of the data."""
    return Path(settings.DATA) / FOLDER


def made_on() -> dict[int, dt.date]:
    """The keys that are here: number and day, oldest first."""
    return {number: day for number, (day, _) in _files().items()}


def newest() -> VaultKey:
    """The key under which new things are locked; made when it is first asked for."""
    numbers = list(_files())
    return numbered(numbers[-1]) if numbers else begin_next(0)


def numbered(number: int) -> VaultKey:
    """The key of this number; Unreadable if it was destroyed."""
    found = _files().get(number)
    if found is None:
        raise Unreadable
    try:
        return _read(found[1], number)
    except (FileNotFoundError, ValueError):  # destroyed, or half written, at this moment
        raise Unreadable from None


def begin_next(before: int) -> VaultKey:
    """The key after number `before`, readable by this user only; or the one that somebody else has made meanwhile."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    turn = os.open(folder() / "turn", os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(turn, fcntl.LOCK_EX)  # one maker at a time, threads and processes alike
        made = max(_files(), default=0)
        if made == before:
            made = before + 1
            _write(folder() / f"{made:04d}-{settings.CLOCK.today().isoformat()}.key")
    finally:
        os.close(turn)
    return numbered(made)


def _write(path: Path) -> None:
    """A key on the disk, whole before it has its name; a power cut leaves it there."""
    draft = path.with_suffix(f".{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(new_key().reveal())
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
    shelf = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(shelf)
    finally:
        os.close(shelf)


def destroy(number: int) -> None:
    """Overwrite and remove a key: whatever is locked under it stays shut."""
    found = _files().get(number)
    if found is not None:
        with found[1].open("r+b") as file:
            file.write(bytes(found[1].stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        found[1].unlink()
        # Every backup that this list was for is locked under this key or an older one.
        (folder() / erased_name(number)).unlink(missing_ok=True)
    _read.cache_clear()


def erased_name(number: int) -> str:
    """The file that says what was erased while the key of this number was the newest (`erased.py`)."""
    return f"{number:04d}.erased"


def _files() -> dict[int, tuple[dt.date, Path]]:
    found = {}
    for path in sorted(folder().glob("*.key")):
        number, _, day = path.stem.partition("-")
        found[int(number)] = (dt.date.fromisoformat(day), path)
    return found


@cache
def _read(path: Path, number: int) -> VaultKey:
    return VaultKey(number, key_of(path.read_bytes()))
