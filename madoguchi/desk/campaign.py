"""Measures that are open for a time, for whoever runs the house: is a file right, and who signed a bundle. Never opens a case."""

from pathlib import Path
from typing import Annotated

import typer

from madoguchi.desk.codes import MANUAL, Ending
from madoguchi.desk.house import open_house

app = typer.Typer(help="Measures that open for a time.", no_args_is_help=True, epilog=MANUAL)

File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)]


@app.command("check", epilog=MANUAL)
def check(file: File) -> None:
    """Read the file of a campaign, and say the first thing that is wrong with it. Nothing is put anywhere."""
    open_house()
    from madoguchi.help.decide.campaigns import read_campaign  # noqa: PLC0415 late, once Django is ready
    from madoguchi.help.shelf import COUNTRY  # noqa: PLC0415
    from madoguchi.help.terms.campaigns import CampaignError  # noqa: PLC0415
    from madoguchi.network.actions import organisation_of  # noqa: PLC0415
    from madoguchi.rules.shelf import law_of  # noqa: PLC0415

    try:
        found = read_campaign(file.read_text(encoding="utf-8"), file.name, law_of(COUNTRY))
    except (CampaignError, UnicodeDecodeError) as wrong:
        typer.echo(f"NOT RIGHT  {wrong}", err=True)
        raise typer.Exit(Ending.FINDING) from wrong
    unknown = [body for body in found.bodies if organisation_of(body) is None]
    if unknown:
        typer.echo(f"NOT RIGHT  {file.name}: this house has no group {', '.join(unknown)} (`madoguchi group list`)", err=True)
        raise typer.Exit(Ending.FINDING)
    typer.echo(f"Right: {found.id}, from {found.first_day} to {found.last_day or 'a day that nobody has said yet'}.")


@app.command("verify", epilog=MANUAL)
def verify(file: File) -> None:
    """Look at the file of a signed bundle: which group signed it, and whether it is registered. Prints nothing of the papers."""
    open_house()
    from madoguchi.casework.actions.campaigns import checked  # noqa: PLC0415 late, once Django is ready
    from madoguchi.casework.decide.campaigns import as_text, mark_of  # noqa: PLC0415

    try:
        found = checked(file.read_bytes())
    except ValueError as wrong:
        typer.echo(f"NOT RIGHT  {file.name} is no file of a bundle, or was changed.", err=True)
        raise typer.Exit(Ending.FINDING) from wrong
    if not found.group or not found.is_registered:
        why = "no member of a group of this house signed it" if not found.group else f"{found.group} is not registered for it"
        typer.echo(f"NOT RIGHT  {why}.", err=True)
        raise typer.Exit(Ending.FINDING)
    said = found.statement
    typer.echo(
        f"Right: signed for {found.group} on {said.day}, for {said.campaign}. On the paper stands {mark_of(as_text(said))}."
    )
