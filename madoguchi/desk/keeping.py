"""The operator's commands for what is kept: forget, backup, restore. A backup never holds a vault key nor the house's key."""

import datetime as dt
import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import typer

from madoguchi.desk.checks import VAULT_KEYS
from madoguchi.desk.codes import Ending
from madoguchi.desk.house import open_house
from madoguchi.ground.clock import WallClock
from madoguchi.web import start
from madoguchi.web.terms import Options, Refused

DATABASE, MANIFEST = "madoguchi.sqlite3", "manifest.json"
FORMAT = 1
UNDER_VAULT_KEYS = ("help_wrap", "casework_wrap", "casework_givenrow", "tracing_notekey")
"""Tables whose rows are locked under vault keys."""
ONLY_SQLITE = (
    "This house keeps its tables in PostgreSQL: back it up with pg_dump, restore it with pg_restore, and keep the folder "
    "of vault keys apart. `madoguchi backup` is for the file of SQLite."
)

File = Annotated[Path, typer.Argument(metavar="FILE", help="The backup: one file.")]


def forget() -> None:
    """Delete what has been kept long enough: conversations, visits, old members. Run it every day.

    How long each table keeps its rows stands on the page "What we keep". What is deleted is gone; what an old backup still
    holds cannot be opened once its vault key is destroyed.
    """
    open_house()
    from madoguchi.casework.actions import leaving  # noqa: PLC0415 late, once Django is ready
    from madoguchi.help.actions import keeping  # noqa: PLC0415 late, as above
    from madoguchi.network import actions as network  # noqa: PLC0415 late, as above
    from madoguchi.tracing.actions import keeping as tracing  # noqa: PLC0415 late, as above
    from madoguchi.tracing.actions import keeping_entries as entries  # noqa: PLC0415 late, as above
    from madoguchi.tracing.actions import keeping_letters as letters  # noqa: PLC0415 late, as above

    today = WallClock().today()
    leaving.erase_again(today)
    tracing.erase_again()
    entries.erase_again()
    letters.erase_again()
    notes, ended, past = tracing.forget(today), entries.forget(today), letters.forget(today)
    conversations = keeping.forget(today)
    rows = network.forget(today, dt.datetime.now(dt.UTC))
    gone = f"{conversations} conversations; {rows} sign-ins and former members; {notes} notes of friends"
    typer.echo(f"Erased: {gone}; {ended} searches and beacons; {past} letters and notices. Ended visits are gone.")
    destroyed = keeping.turn_keys(today)
    if destroyed:
        typer.echo(f"Vault keys destroyed: {', '.join(map(str, destroyed))}. Backups from their time open nothing any more.")


def backup(file: File) -> None:
    """Write all tables into one file, while people go on writing. Everything in it that somebody entrusted to us is sealed.

    The vault keys and the house's key are NOT in it: copy the folders `vault-keys` and `blinding-keys` and the file `key` to
    another place, or nobody will ever read a conversation again. Whoever steals one of the two places reads nothing.
    """
    options = _with_sqlite(start.load())
    if file.exists():
        raise Refused(f"{file} is there already. Name a new file; old backups are deleted by hand, or by whoever rotates them.")
    with tempfile.TemporaryDirectory(dir=options.data) as folder:
        copy = Path(folder) / DATABASE
        with closing(sqlite3.connect(options.data / DATABASE)) as here, closing(sqlite3.connect(copy)) as there:
            here.backup(there)
        manifest = {"format": FORMAT, "day": WallClock().today().isoformat(), "sha256": _digest(copy), "rows": _rows(copy)}
        with zipfile.ZipFile(file, "x", zipfile.ZIP_DEFLATED) as made:
            made.write(copy, DATABASE)
            made.writestr(MANIFEST, json.dumps(manifest, indent=1))
    file.chmod(0o600)
    rows = sum(manifest["rows"].values())  # type: ignore[attr-defined]
    typer.echo(f"Written: {file} ({rows} rows). Prove it: madoguchi restore --verify {file}")


def restore(
    file: File, *, verify: Annotated[bool, typer.Option("--verify", help="Only prove that it could be restored.")] = False
) -> None:
    """Put a backup back into a data folder that has no tables yet; or prove that it could be, and change nothing."""
    folder_of_house = _folder()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / DATABASE
        manifest = _unpacked(file, copy)
        wrong = _wrong_with(copy, manifest)
        if wrong:
            typer.echo(f"NOT READY  {file}: {wrong}", err=True)
            raise typer.Exit(Ending.FINDING)
        if not verify:
            _put(copy, folder_of_house)
    rows = sum(manifest["rows"].values())
    typer.echo(f"{'Could be restored' if verify else 'Restored'}: {file}, of {manifest['day']}, {rows} rows.")
    if not verify:
        typer.echo(_erased_since(folder_of_house))
    missing = [] if verify else _missing_keys(folder_of_house)
    if missing:
        typer.echo(
            f"Vault keys that are not here: {', '.join(missing)}. What is locked under them opens only with them.", err=True
        )
    without = 0 if verify else _letters_without_lock(folder_of_house)
    if without:
        typer.echo(
            f"Letters whose lock is not here (vault-keys/*.letter): {without}. They were withdrawn or changed since, or the "
            "newest copy of the folder vault-keys is still to be put there.",
            err=True,
        )
    if not verify and not (folder_of_house / start.KEY_FILE).exists():
        typer.echo("The house's key is not here: put it back, or every member needs new codes for signing in.", err=True)


def _with_sqlite(options: Options) -> Options:
    if options.database:
        raise Refused(ONLY_SQLITE)
    return options


def _folder() -> Path:
    """The data folder, also where no house has been set up yet: a backup is proved on any machine."""
    if os.environ.get("MADOGUCHI_DATABASE"):
        raise Refused(ONLY_SQLITE)
    return start.data_folder(os.environ)


def _put(copy: Path, folder: Path) -> None:
    there = folder / DATABASE
    if there.exists():
        raise Refused(f"{there} is there already. Restore into an empty data folder (MADOGUCHI_DATA), and look at it first.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.copyfile(copy, there)
    there.chmod(0o600)


def _unpacked(file: Path, copy: Path) -> dict[str, Any]:
    """The manifest of a backup, with its tables written to `copy`."""
    try:
        with zipfile.ZipFile(file) as packed:
            manifest: dict[str, Any] = json.loads(packed.read(MANIFEST))
            with packed.open(DATABASE) as tables, copy.open("wb") as written:
                shutil.copyfileobj(tables, written)
    except (zipfile.BadZipFile, KeyError, ValueError) as broken:
        raise Refused(f"{file} is no backup of ours, or it is damaged. Nothing was changed.") from broken
    if manifest.get("format") != FORMAT:
        raise Refused(
            f"{file} was made by another version of Madoguchi (format {manifest.get('format')}; this one reads {FORMAT})."
        )
    return manifest


def _wrong_with(copy: Path, manifest: dict[str, Any]) -> str:
    """What is wrong with a backup, in words; empty where nothing is."""
    if _digest(copy) != manifest["sha256"]:
        return "its tables are not those that were written: the file was changed or damaged"
    with closing(sqlite3.connect(copy)) as tables:
        said = tables.execute("pragma integrity_check").fetchone()[0]
    if said != "ok":
        return f"SQLite finds a fault in it: {said}"
    return "" if _rows(copy) == manifest["rows"] else "it does not hold as many rows as were written"


def _rows(copy: Path) -> dict[str, int]:
    """How many rows each table has."""
    with closing(sqlite3.connect(copy)) as tables:
        names = [name for (name,) in tables.execute("select name from sqlite_master where type = 'table' order by name")]
        return {name: tables.execute(f'select count(*) from "{name}"').fetchone()[0] for name in names}  # noqa: S608 its own names


def _missing_keys(folder: Path) -> list[str]:
    """Vault keys that the wraps of this house need and that are not in its folder."""
    with closing(sqlite3.connect(folder / DATABASE)) as tables:
        there = {name for (name,) in tables.execute("select name from sqlite_master where type = 'table'")}
        # Of our own tables; a backup from before there were cases has none of theirs.
        asked = [f"select distinct vault from {name} where length(sealed) > 0" for name in UNDER_VAULT_KEYS if name in there]  # noqa: S608
        needed = {number for query in asked for (number,) in tables.execute(query)}
    return [str(number) for number in sorted(needed) if not list((folder / VAULT_KEYS).glob(f"{number:04d}-*.key"))]


def _letters_without_lock(folder: Path) -> int:
    """How many letters of this house open for nobody; none of a backup from before there were letters."""
    with closing(sqlite3.connect(folder / DATABASE)) as tables:
        if not tables.execute("select 1 from sqlite_master where name = 'tracing_letter'").fetchone():
            return 0
        locks = [lock for (lock,) in tables.execute("select lock from tracing_letter")]
    return sum(not (folder / VAULT_KEYS / f"{lock}.letter").exists() for lock in locks)


def _erased_since(folder: Path) -> str:
    """What is known of erasures, which the next start carries out again (`help/erased.py`)."""
    lines = sum(len(path.read_text("ascii").splitlines()) for path in (folder / VAULT_KEYS).glob("*.erased"))
    if lines:
        return f"Erasures known here: {lines}. What of it came back with the backup is erased again at the next start."
    return (
        "No list of erasures is here (vault-keys/*.erased). Put the newest copy of the folder vault-keys there BEFORE the next "
        "start, or what people erased after the backup was made can be read again."
    )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
