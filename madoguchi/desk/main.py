"""The command `madoguchi`: puts the groups of all rooms together. Never does the work itself."""

import os
from typing import Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from madoguchi.desk import campaign, keeping, lab, law, leaving, names, network, operate, trail, work
from madoguchi.desk.codes import MANUAL, Ending
from madoguchi.web.logs import describe
from madoguchi.web.terms import Refused


class Door(TyperGroup):
    """Turns what goes wrong into one sentence and the right exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; a refused setting is wrong use, everything unforeseen is broken."""
        try:
            return super().invoke(ctx)
        except (TyperException, typer.Exit, typer.Abort, BrokenPipeError):
            raise
        except Refused as refused:
            typer.echo(f"Not started: {refused}", err=True)
            raise typer.Exit(Ending.WRONG_USE) from refused
        except OSError as wrong:
            typer.echo(f"Something is broken: {wrong}.", err=True)
            raise typer.Exit(Ending.BROKEN) from wrong
        except Exception as wrong:  # around a job: whatever it is, it ends in a sentence
            if os.environ.get("MADOGUCHI_DEBUG") == "yes":
                raise
            typer.echo(
                f"Something is broken in Madoguchi itself: {describe(wrong)}. Please report this line; "
                "it holds nothing that was typed. MADOGUCHI_DEBUG=yes shows everything.",
                err=True,
            )
            raise typer.Exit(Ending.BROKEN) from wrong


app = typer.Typer(
    name="madoguchi",
    cls=Door,
    help=(
        "Madoguchi, the window: where a person stands, until when, why, and what they can do.\n\n"
        "Start with `madoguchi demo` and open the address it prints. "
        "`madoguchi law` reads the rules and asks them about a life; "
        "`madoguchi lab` asks them of thousands of invented people; "
        "`madoguchi names` compares a name in two scripts; "
        "`madoguchi group` and `madoguchi member` say who answers at the window."
    ),
    epilog=MANUAL,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(law.app, name="law")
app.add_typer(lab.app, name="lab")
app.add_typer(names.app, name="names")
leaving.add_to(network.group)
app.add_typer(network.group, name="group")
app.add_typer(network.member, name="member")
app.add_typer(trail.app, name="trail")
app.add_typer(campaign.app, name="campaign")
app.command(epilog=MANUAL)(operate.demo)
app.command(epilog=operate.SETTINGS)(operate.serve)
app.command(epilog=MANUAL)(operate.doctor)
app.command(epilog=MANUAL)(work.work)
app.command(epilog=MANUAL)(keeping.forget)
app.command(epilog=MANUAL)(keeping.backup)
app.command(epilog=MANUAL)(keeping.restore)
