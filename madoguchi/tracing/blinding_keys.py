"""The blinding keys of this house: one file a year in a folder that no backup holds. Reads and writes files, never a table.

Two are in force for half a year after a change, so that entries of before and after still meet; then the old one is destroyed,
and whoever holds a copy of the tables can try no name any more.
"""

import datetime as dt
import os
from pathlib import Path

from django.conf import settings

from madoguchi.tracing.decide.blinding import LocalBlinder
from madoguchi.tracing.terms.entries import ENTRY_DAYS
from madoguchi.vault.seals import new_key
from madoguchi.vault.terms import ID_BYTES, KEY_BYTES, SecretBytes, chance, key_of

FOLDER = "blinding-keys"
AT_REST = "tables.lock"
YEAR_DAYS = 365


def blinder(today: dt.date) -> LocalBlinder:
    """Whoever blinds today, with every key in force; the first one is made when it is asked for."""
    turn(today)
    return LocalBlinder({number: _read(path) for number, (_, path) in _files().items()})


def oldest() -> int:
    """The epoch of the oldest key in force; 0 where there is none."""
    return min(_files(), default=0)


def at_rest() -> SecretBytes:
    """Under which blinded keys lie in the tables, deny lists too: the tables alone show not even how often one occurs."""
    path = _folder() / AT_REST
    if not path.exists():
        _make(path)
    return key_of(path.read_bytes()[:KEY_BYTES])


def turn(today: dt.date) -> None:
    """Begin the key of the next year where it is time, destroy what no entry needs any more. Done again, it does nothing."""
    made = _files()
    newest = max(made, default=0)
    if not made or today - made[newest][0] >= dt.timedelta(days=YEAR_DAYS):
        _write(newest + 1, today)
    made = _files()
    newest = max(made)
    for number, (_, path) in made.items():
        if number != newest and today - made[number + 1][0] > dt.timedelta(days=ENTRY_DAYS):
            _destroy(path)


def _folder() -> Path:
    return Path(settings.DATA) / FOLDER


def _files() -> dict[int, tuple[dt.date, Path]]:
    found = {}
    for path in sorted(_folder().glob("*.key")):
        number, _, day = path.stem.partition("-")
        found[int(number)] = (dt.date.fromisoformat(day), path)
    return found


def _read(path: Path) -> SecretBytes:
    return key_of(path.read_bytes()[:KEY_BYTES])


def _write(number: int, today: dt.date) -> None:
    _make(_folder() / f"{number:04d}-{today.isoformat()}.key")


def _make(path: Path) -> None:
    """A new key in a file of this name, unless somebody was quicker."""
    _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = _folder() / f"{path.stem}.{chance(ID_BYTES).hex()}.new"  # of its own: two may come at once, also of one process
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(new_key().reveal())
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # fails where somebody was quicker: theirs stands
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _destroy(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
