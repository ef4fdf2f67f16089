"""The trail of who opened what, for whoever runs the house: looked at as a whole, never changed."""

from typing import Annotated

import typer

from madoguchi.desk.codes import MANUAL, Ending
from madoguchi.desk.house import open_house

app = typer.Typer(help="The trail: who opened what, on which day.", no_args_is_help=True, epilog=MANUAL)


@app.callback()
def trail() -> None:
    """The trail: who opened what, on which day."""


@app.command("verify", epilog=MANUAL)
def verify(
    head: Annotated[str, typer.Option(help="A head that was noted before: is that line still there?")] = "",
) -> None:
    """Look at every line: a changed, added or missing one is found. Note the head that is printed, in another place."""
    open_house()
    from madoguchi.network import actions  # noqa: PLC0415 late, once Django is ready

    found = actions.verify(head.strip().casefold())
    if found.broken_at is not None:
        typer.echo(f"NOT WHOLE  line {found.broken_at} does not fit the one before it: the trail was changed.", err=True)
        raise typer.Exit(Ending.FINDING)
    if head and not found.has_noted:
        typer.echo("NOT WHOLE  the head that was noted stands nowhere in the trail: it was rewritten or cut off.", err=True)
        raise typer.Exit(Ending.FINDING)
    typer.echo(f"Whole: {found.lines} lines. Head: {found.head}")
