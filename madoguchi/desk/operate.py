"""The operator's commands: demo, serve, doctor. Never opens a port to other machines by itself."""

import os
from typing import Annotated

import typer

from madoguchi.desk import checks, rehearsal
from madoguchi.desk.codes import Ending
from madoguchi.desk.server import PortTaken, Server
from madoguchi.web import start
from madoguchi.web.decide import FROM_FILE, NAMES
from madoguchi.web.terms import KeyMissing, Mode, Options, Refused

Port = Annotated[int, typer.Option(min=0, max=65535, help="The port on this machine; 0 takes any free one.")]

SETTINGS = "Settings, read from the environment:\n\n" + "\n\n".join(
    f"{name}{'[_FILE]' if name in FROM_FILE.values() else ''}: {purpose}." for name, purpose in NAMES.items()
)

DEMO = """
******************************************************************
*  This is a DEMO. Nothing here is advice, and nobody answers.   *
*  Do not type a real name, number or story.                     *
******************************************************************
"""


def demo(port: Port = 8000) -> None:
    """Set up and serve a demo, on this machine only.

    Makes the data folder (MADOGUCHI_DATA, or one in your home), prepares the database,
    prints the address to open, and serves until you press Ctrl-C.
    """
    os.environ["MADOGUCHI_DEMO"] = "yes"
    options = start.prepare()
    if options.reachable_from_outside:
        raise Refused("A demo is for this machine only. Remove MADOGUCHI_HOSTS and MADOGUCHI_ONION, or use `madoguchi serve`.")
    typer.echo(DEMO)
    _serve(options, port, command="demo")


def serve(port: Port = 8000) -> None:
    """Serve the house on this machine; a proxy in front may speak TLS to the world.

    Makes the data folder and the secret key on the first start and brings the tables up to date.
    It listens on 127.0.0.1 only.
    """
    _serve(start.prepare(), port, command="serve")


def doctor() -> None:
    """Say what is ready and what is not, with what to do about it.

    Looks at the data folder that `madoguchi serve` would use, and says which one that is; a demo keeps its own.
    Ends with 1 when something is not ready.
    """
    try:
        findings = checks.examine(start.load())
    except KeyMissing as missing:
        findings = [checks.Finding("key", ready=False, note=str(missing)), *checks.look_at_fonts()]
    findings = [checks.look_at_folder(os.environ), *findings]
    for finding in findings:
        typer.echo(finding.line)
    if any(not finding.ready for finding in findings):
        raise typer.Exit(Ending.FINDING)


def _serve(options: Options, port: int, *, command: str) -> None:
    """Take the port first, so that a taken one is said before anything is touched; then migrate and serve."""
    try:
        server = Server(port, trusted_proxy=options.tls_proxy)
    except PortTaken as taken:
        typer.echo(
            f"Port {port} on this machine is taken by another program. Stop it, or take another port: "
            f"madoguchi {command} --port {port + 1}",
            err=True,
        )
        raise typer.Exit(Ending.BROKEN) from taken
    server.load()
    if options.mode is Mode.DEMO:
        typer.echo(rehearsal.prepare(server.address))
    typer.echo(f"Data: {options.data}")
    typer.echo(f"Open: {server.address}   (stop with Ctrl-C)")
    server.run()
