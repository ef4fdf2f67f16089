"""Groups and their members, for whoever runs the house. Prints what a new member needs once, and keeps no copy."""

import datetime as dt
from io import StringIO
from typing import Annotated

import segno
import typer

from madoguchi.desk.codes import MANUAL, Ending
from madoguchi.desk.house import open_house
from madoguchi.ground.clock import WallClock
from madoguchi.network.terms import Desk, Ended, Known, Organisation, Refusal, Signed, Welcome

group = typer.Typer(help="Groups of the network: whom people may write to.", no_args_is_help=True, epilog=MANUAL)
member = typer.Typer(help="Members of groups: who answers.", no_args_is_help=True, epilog=MANUAL)

Slug = Annotated[str, typer.Argument(metavar="GROUP", help="The group's id.")]
Nickname = Annotated[str, typer.Argument(metavar="NICKNAME", help="A chosen name that says nothing about the person.")]

NOTHING_SAID = ""
"""Pages have a sentence of their own where nothing was said."""


@group.command("add", epilog=MANUAL)
def add_group(
    id_: Annotated[str, typer.Argument(metavar="ID", help="Small letters, digits, hyphens.")],
    name: Annotated[str, typer.Option(help="As people know it.")],
    languages: Annotated[str, typer.Option(help="Those that somebody reads and writes there, as in vi,ja.")],
    about: Annotated[
        list[str] | None, typer.Option(help="What it does, as in en='Advice about work'. Once for each language.")
    ] = None,
    hours: Annotated[str, typer.Option(help="When somebody is there.")] = NOTHING_SAID,
    funded_by: Annotated[str, typer.Option(help="Who pays for it.")] = NOTHING_SAID,
    certified: Annotated[Known, typer.Option(help="Whether an office has certified it.")] = Known.UNKNOWN,
    may_report: Annotated[
        Known, typer.Option(help="Whether it may have to tell an office; unknown is told as yes.")
    ] = Known.UNKNOWN,
) -> None:
    """Take a group into the network. People see it once a member of it can read."""
    open_house()
    from madoguchi.network import actions  # noqa: PLC0415 late, once Django is ready

    spoken = tuple(dict.fromkeys(word for word in languages.replace(" ", "").split(",") if word))
    texts = dict(_by_language(text) for text in about or [])
    organisation = Organisation(id_, name, texts, funded_by, certified, may_report, spoken, hours, takes_new=True)
    stop_at(actions.add_organisation(organisation))
    typer.echo(f"{id_} is in the network. Nobody can read for it yet: madoguchi member add {id_} NICKNAME")


@group.command("pause", epilog=MANUAL)
def pause_group(group_id: Slug) -> None:
    """The group takes nothing new for now; conversations that run go on."""
    open_house()
    from madoguchi.network import actions  # noqa: PLC0415 late, as above

    stop_at(actions.pause(group_id))


@group.command("resume", epilog=MANUAL)
def resume_group(group_id: Slug) -> None:
    """The group takes new conversations again."""
    open_house()
    from madoguchi.network import actions  # noqa: PLC0415 late, as above

    stop_at(actions.resume(group_id))


@group.command("list", epilog=MANUAL)
def list_groups() -> None:
    """All groups: what people are told about them, and how many members they have."""
    open_house()
    from madoguchi.network import actions  # noqa: PLC0415 late, as above

    left = {each.organisation for each in actions.departures() if each.left_on}
    for found in actions.organisations():
        count = len(actions.members_of(found.id))
        open_ = "takes new" if found.takes_new and actions.public_key_of(found.id) else "closed"
        open_ = "on its way to another house" if found.id in left else open_
        duty = "may report" if found.has_duty else "no duty to report"
        typer.echo(f"{found.id}  {found.name}  [{','.join(found.languages)}]  {open_}, {duty}, members: {count}")


@member.command("add", epilog=MANUAL)
def add_member(
    group_id: Slug,
    nicknames: Annotated[
        list[str], typer.Argument(metavar="NICKNAME...", help="Chosen names that say nothing about the person.")
    ],
    may_report: Annotated[Known, typer.Option(help="Whether these members may have to tell an office.")] = Known.UNKNOWN,
    with_: Annotated[
        str, typer.Option("--with", help="A colleague who is here, signs in and lets the new one read at once.")
    ] = "",
) -> None:
    """Make members, and print what each needs to sign in. It is shown once: nobody can find it out again.

    The first ones of a group, named in one command, all read from the beginning.
    """
    open_house()
    from madoguchi.network import actions  # noqa: PLC0415 late, as above

    colleague = _desk_of(with_) if with_ else None
    welcomes = actions.add_members(group_id, nicknames, WallClock().today(), may_report, desk=colleague)
    if isinstance(welcomes, Refusal):
        stop_at(welcomes)
        return
    for welcome in welcomes:
        typer.echo(told_once(welcome))
    typer.echo("All this is shown this once. Give each their own in person, and clear this screen.")
    if any(waits.id == welcome.member.id for welcome in welcomes for waits in actions.members_who_wait(group_id)):
        typer.echo("They read nothing yet: a colleague signs in, opens the page of the group, and lets them.")


@member.command("end", epilog=MANUAL)
def end_member(nickname: Nickname) -> None:
    """End a membership. Open desks are closed at once; the next colleague who opens a page begins a new key."""
    open_house()
    from madoguchi.network import actions  # noqa: PLC0415 late, as above

    ended = actions.end_member(nickname, WallClock().today())
    if not isinstance(ended, Ended):
        stop_at(ended)
        return
    typer.echo(f"{nickname} is no member of {ended.organisation} any more.")
    if not ended.readers:
        typer.echo(
            "Nobody is left there who can read: what people wrote to this group is closed for good, and nobody can join it."
        )


@member.command("duty", epilog=MANUAL)
def set_duty(
    nickname: Nickname,
    may_report: Annotated[Known, typer.Argument(help="yes, no, or unknown, which counts as yes.", metavar="yes|no|unknown")],
) -> None:
    """Say whether a member may have to tell an office. With yes or unknown they read nothing about a stay from now on."""
    open_house()
    from madoguchi.network import actions  # noqa: PLC0415 late, as above

    stop_at(actions.set_duty(nickname, may_report))
    if may_report is Known.NO:
        typer.echo("They read what concerns a stay once a colleague who reads it lets them, on the page of the group.")


@member.command("until", epilog=MANUAL)
def set_until(
    nickname: Nickname,
    day: Annotated[str, typer.Argument(help="The last day, as in 2027-03-31; or never.", metavar="DAY|never")],
) -> None:
    """Say which day is the last one of a membership: after it, it ends by itself, with everything that an end closes."""
    open_house()
    from madoguchi.network import actions  # noqa: PLC0415 late, as above

    stop_at(actions.set_until(nickname, read_day(day), WallClock().today()))


@member.command("coordinate", epilog=MANUAL)
def set_coordinates(
    nickname: Nickname,
    day: Annotated[str, typer.Argument(help="The last day, as in 2027-03-31; or never.", metavar="DAY|never")],
) -> None:
    """Let a member look after the rota of the network until a day: they see in which language nobody is on call."""
    open_house()
    from madoguchi.network import actions  # noqa: PLC0415 late, as above

    stop_at(actions.set_coordinates(nickname, read_day(day), WallClock().today()))


def read_day(text: str) -> dt.date | None:
    """A day, or None for never; wrong use where it is neither."""
    if text.strip().casefold() == "never":
        return None
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise typer.BadParameter(f"{text} is no day; write it as in 2027-03-31, or never") from None


def told_once(welcome: Welcome) -> str:
    """What a new member needs, as it is printed."""
    return (
        f"Nickname:    {welcome.member.nickname}\n"
        f"Passphrase:  {welcome.passphrase}\n"
        f"Code app:    {welcome.code_address}\n"
        f"{_drawn(welcome.code_address)}"
    )


def _drawn(address: str) -> str:
    """What the camera of a phone reads, drawn in the terminal."""
    drawn = StringIO()
    segno.make(address, error="m", micro=False).terminal(out=drawn, compact=True, border=2)
    return drawn.getvalue()


def _desk_of(nickname: str) -> Desk:
    """The desk of a colleague who signs in at this keyboard; it is closed again before anything else happens."""
    from madoguchi.network import actions  # noqa: PLC0415 late, as above

    clock = WallClock()
    passphrase = typer.prompt(f"Passphrase of {nickname}", hide_input=True)
    code = typer.prompt("Code of six digits", hide_input=True)
    signed = actions.sign_in(nickname, passphrase, code, clock.today(), clock.seen_at())
    if not isinstance(signed, Signed):
        stop_at(signed)
        raise typer.Exit(Ending.WRONG_USE)
    desk = actions.desk_of(signed.cookie, clock.today(), clock.seen_at())
    actions.sign_out(signed.cookie)
    assert desk is not None  # they signed in a moment ago
    return desk


def _by_language(text: str) -> tuple[str, str]:
    """`en=What it does`, as a language and a text; English where no language is named."""
    tag, mark, rest = text.partition("=")
    return (tag.strip(), rest.strip()) if mark else ("en", text.strip())


def stop_at(refusal: Refusal | None) -> None:
    """End the command where something was refused, and say why."""
    if refusal is not None:
        typer.echo(f"Not done: {refusal.value}.", err=True)
        raise typer.Exit(Ending.WRONG_USE)
