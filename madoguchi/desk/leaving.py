"""A group goes to another house, or comes from one: announce, leave, stay, arrive, forget. Reads and writes one sealed file."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from madoguchi.desk.codes import MANUAL, Ending
from madoguchi.desk.house import open_house
from madoguchi.desk.network import Slug, read_day, stop_at
from madoguchi.ground.clock import WallClock
from madoguchi.network.terms import NotDone, Refusal
from madoguchi.vault.travelling import Foreign, opened_records, sealed_records
from madoguchi.web.terms import Refused

File = Annotated[Path, typer.Argument(metavar="FILE", help="The file of a group that left another house.")]


def announce(
    group_id: Slug,
    address: Annotated[str, typer.Option(help="What people will type, as in https://madoguchi.example")],
    on: Annotated[str, typer.Option(help="From which day on, as in 2027-03-31.")],
) -> None:
    """Tell people that a group goes to another house. Their pages say where and when, and how to keep out of it.

    Give them time: some come back after weeks. Announce it again to change the address or the day.
    """
    open_house()
    from madoguchi.network.actions import leaving  # noqa: PLC0415 late, once Django is ready

    day = read_day(on)
    if day is None:
        raise typer.BadParameter("never is no day; to take it back: madoguchi group stay")
    stop_at(leaving.announce(group_id, address, day, WallClock().today()))
    typer.echo(f"People are told: from {day.isoformat()} on {group_id} answers at {address}.")


def leave(
    group_id: Slug,
    to: Annotated[Path, typer.Option(metavar="FILE", help="The file to write; it must not be there yet.")],
    without_broken: Annotated[bool, typer.Option(help="Leave behind what is not whole.")] = False,
) -> None:
    """Write a group with its keys, conversations and cases into one sealed file. Prints the passphrase of the file once.

    From then on nobody of the group signs in here, and nothing of it changes, until `group forget` or `group stay`.
    """
    open_house()
    from madoguchi.casework.actions import leaving  # noqa: PLC0415 late, once Django is ready
    from madoguchi.network.actions.leaving import new_passphrase  # noqa: PLC0415 late, as above

    if to.exists():
        raise Refused(f"{to} is there already. Name a new file.")
    passphrase = new_passphrase()
    try:
        parted, records = leaving.leave(group_id, WallClock().today(), without_broken=without_broken)
    except NotDone as refused:
        stop_at(refused.refusal)
        return
    try:
        _write(to, sealed_records(records, passphrase))
    except BaseException:
        leaving.take_back(group_id)
        raise
    typer.echo(f"Written: {to} ({parted.conversations} conversations, {parted.cases} of them cases).")
    if parted.broken:
        typer.echo(f"Left behind, because they are not whole: {parted.broken}.", err=True)
    typer.echo(f"Passphrase of the file:  {passphrase}")
    typer.echo(
        "Shown this once. Hand it over in another way than the file. The other house says: madoguchi group arrive FILE, "
        f"and gives you a receipt. Then, here: madoguchi group forget {group_id} RECEIPT"
    )


def _write(to: Path, pieces: Iterable[bytes]) -> None:
    """The whole file on the disk under its name, or nothing."""
    draft = to.with_name(f"{to.name}.part")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(to)
    finally:
        draft.unlink(missing_ok=True)


def stay(group_id: Slug) -> None:
    """The group does not go after all: it is told no more, its members sign in again, everything goes on.

    Never after another house has taken the file in: then people would find two conversations that both go on.
    """
    open_house()
    from madoguchi.casework.actions import leaving  # noqa: PLC0415 late, once Django is ready

    stop_at(leaving.stay(group_id))
    typer.echo(f"{group_id} stays. Destroy the file, if there is one.")


def arrive(file: File) -> None:
    """Take in a group from another house: everything in its file, or nothing. Asks for the passphrase of the file.

    Every story and every signature is looked at. Prints the receipt with which the other house forgets the group.
    """
    open_house()
    from madoguchi.casework.actions import leaving  # noqa: PLC0415 late, once Django is ready
    from madoguchi.network.actions.leaving import read_passphrase  # noqa: PLC0415 late, as above

    passphrase = read_passphrase(typer.prompt("Passphrase of the file", hide_input=True))
    try:
        with file.open("rb") as opened:
            arrived = leaving.arrive(opened_records(opened, passphrase), WallClock().today())
    except NotDone as refused:
        foreign = isinstance(refused.__cause__, Foreign)
        typer.echo(f"Not done: {(Refusal.FILE_FOREIGN if foreign else refused.refusal).value}.", err=True)
        raise typer.Exit(Ending.FINDING) from refused
    came = arrived.group
    typer.echo(
        f"{came.id} is here: {came.members} members, {arrived.conversations} conversations, {arrived.cases} of them cases."
    )
    for before, now in came.renamed.items():
        typer.echo(f"Somebody here is called {before} already: this member signs in as {now} from now on.")
    if arrived.erased:
        typer.echo(f"Not taken in, because their people had erased them here: {arrived.erased}.")
    typer.echo("Members sign in with the passphrase and code they have; passkeys are made anew here.")
    typer.echo(f"Receipt for the other house:  {arrived.receipt}")
    typer.echo(f"People can write to it once you say so: madoguchi group resume {came.id}")


def forget(
    group_id: Slug,
    receipt: Annotated[str, typer.Argument(metavar="RECEIPT", help="What the other house printed when it had taken it in.")],
) -> None:
    """Forget a group that is in another house by now. Whoever comes with a number is told where their conversation went.

    Backups from before are no way back: what is gone stays gone, and the group is forgotten again.
    """
    open_house()
    from madoguchi.casework.actions import leaving  # noqa: PLC0415 late, once Django is ready

    try:
        forgotten = leaving.forget(group_id, receipt, WallClock().today())
    except NotDone as refused:
        stop_at(refused.refusal)
        return
    typer.echo(f"{group_id} is forgotten: {forgotten.gone} conversations are gone, {forgotten.stays} stay for other groups.")
    typer.echo("Copy the folder vault-keys to its second place now: it says what no backup may bring back.")


def add_to(group: typer.Typer) -> None:
    """Put these beside the other commands about groups."""
    for command in (announce, leave, stay, arrive, forget):
        group.command(epilog=MANUAL)(command)
