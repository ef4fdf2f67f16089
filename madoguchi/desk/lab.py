"""The command group `lab`: runs scenarios over invented people and prints what was counted. Decides nothing about law or people.

The lab's own packages (NumPy, Numba, PyArrow) are an extra: they are imported when a command needs them, never before.
"""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from madoguchi.desk.codes import MANUAL, Ending
from madoguchi.desk.lab_scenarios import Chosen, chosen, fits, is_country, of_country
from madoguchi.desk.lab_show import about, effect_lines, left_out_lines, shown
from madoguchi.desk.law import wrong
from madoguchi.lab import shelf
from madoguchi.lab.terms import LabError
from madoguchi.rules.shelf import vocabulary
from madoguchi.rules.terms import RuleError

if TYPE_CHECKING:
    from madoguchi.lab.run import Counts, Prepared, Record

MOST = 24
"""Lines of the table that is printed after a run; more months than these are printed by years."""
PACKAGES = ("numpy", "numba", "pyarrow")
INSTALL = "The lab needs packages that are not installed here ({name}): run `make lab`, which installs them."

app = typer.Typer(
    help=(
        "Ask the same clauses of thousands of invented people.\n\n"
        "A SCENARIO names a law, what offices do and what people do; it is the id of one of ours "
        f"({', '.join(shelf.ids('scenarios'))}) or the path of a .toml file: see docs/lab. "
        "The numbers are those of a model. None of them describes a country until somebody has calibrated it."
    ),
    epilog=MANUAL,
    no_args_is_help=True,
)


class By(StrEnum):
    """What the lines of a run are laid out by."""

    STATE = "state"
    CAUSE = "cause"
    EVENT = "event"


Named = Annotated[str, typer.Argument(metavar="SCENARIO", help="The id of a scenario, or the path of a .toml file.")]
People = Annotated[
    int | None, typer.Option("--people", min=1, max=1_000_000_000, help="How many people (default: as the file says).")
]
Years = Annotated[int | None, typer.Option("--years", min=1, max=100, help="How many years (default: as the file says).")]
Seed = Annotated[int | None, typer.Option("--seed", min=0, help="Other people and other chances (default: as the file says).")]
Every = Annotated[int, typer.Option("--every", min=1, metavar="N", help="Print every so many periods together.")]
Progress = Annotated[bool, typer.Option("--progress/--no-progress", help="Say on the way how far the run is.")]


@app.command(epilog=MANUAL)
def run(
    scenario: Named,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="A new folder for the tables.")],
    people: People = None,
    years: Years = None,
    seed: Seed = None,
    progress: Progress = True,
) -> None:
    """Run a scenario and write what was counted: five tables (.parquet) and run.json, which says all that the run depended on.

    The same scenario, law and seed give the same bytes. Nothing is written before everything is counted.
    """
    with _in_a_sentence():
        from madoguchi.desk import lab_files
        from madoguchi.lab.results import Inputs, metadata, tables
        from madoguchi.lab.sources import kernel_text

        lab_files.free(out)
        found = chosen(scenario, people=people, years=years, seed=seed)
        prepared = _prepared(found)
        counts = _counts(prepared, progress)
        inputs = Inputs(found.scenario, prepared.law, found.practice, found.behaviour, prepared.left_out)
        software = {name: version(name) for name in ("madoguchi", *PACKAGES)}
        told = metadata(inputs, counts.people, counts.days, software, kernel_text())
        counted = tables(counts)
        lab_files.write(out, counted, told)
        every = 12 if found.scenario.counted == "month" and len(counts.periods) > MOST else -(-len(counts.periods) // MOST)
        _print(
            [*about(told), "", *shown(counted, By.STATE.value, every), "", f"Written to {out}: see `madoguchi lab show {out}`."]
        )


@app.command(epilog=MANUAL)
def show(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that `madoguchi lab run` wrote.")],
    by: Annotated[By, typer.Option("--by", help="What the columns are.")] = By.STATE,
    every: Every = 1,
) -> None:
    """Print what a run counted: people at the end of each period, and what happened during it."""
    with _in_a_sentence():
        from madoguchi.desk import lab_files

        counted, told = lab_files.read(folder)
        _print([*about(told), "", *shown(counted, by.value, every)])


@app.command("tables", epilog=MANUAL)
def law_tables(
    named: Annotated[str, typer.Argument(metavar="SCENARIO|COUNTRY", help="A scenario, or JP for the law of Japan.")],
) -> None:
    """Print what the law became for the kernel: every row with its clause, days, events, last day and conditions."""
    with _in_a_sentence():
        found = of_country(named.upper()) if is_country(named) else chosen(named)
        from madoguchi.lab.printed import printed

        _print(printed(_prepared(found).laid))


@app.command(epilog=MANUAL)
def pair(
    scenario: Named,
    without: Annotated[
        list[str] | None,
        typer.Option("--without", metavar="CLAUSE", help="Take this clause out; again for one that hangs on it."),
    ] = None,
    set_: Annotated[
        str | None, typer.Option("--set", metavar="CLAUSE.value=N[unit]", help="Change this value, such as at_most=4months.")
    ] = None,
    people: People = None,
    years: Years = None,
    seed: Seed = None,
    every: Every = 1,
    progress: Progress = True,
) -> None:
    """Run a scenario twice, the second time without a clause or with another value, and print what that changes."""
    if bool(without) == bool(set_):
        raise wrong("Give one of --without CLAUSE and --set CLAUSE.value=N: one thing changes, so that it is the cause.")
    with _in_a_sentence():
        from madoguchi.lab import pairs

        found = chosen(scenario, people=people, years=years, seed=seed)
        if set_:
            other = pairs.with_value(found.scenario, set_, found.law.clauses)
        else:
            other = pairs.without(found.scenario, without or ())
        changed = Chosen(other, found.law, found.practice, found.behaviour)
        fits(changed)
        both = [_prepared(found), _prepared(changed)]
        effect = pairs.effect(*(_counts(each, progress) for each in both))
        _print(effect_lines(effect, set_ or f"{' and '.join(without or ())} taken out", every))


@app.command(epilog=MANUAL)
def replay(
    scenario: Named,
    people: Annotated[
        int, typer.Option("--people", min=1, max=100_000, help="How many people to run, all of them recorded.")
    ] = 300,
    years: Years = None,
    seed: Seed = None,
    progress: Progress = True,
) -> None:
    """Run a few people, tell their lives to the interpreter, and compare every day. Exit 1 if the two engines part."""
    with _in_a_sentence():
        from madoguchi.lab.replay import lives_of, replayed

        prepared = _prepared(chosen(scenario, people=people, years=years, seed=seed))
        record = _recorded(prepared, progress)
        lives = sum(1 for _ in lives_of(prepared, record))
        parted = replayed(prepared, record)
        for lived, differences in parted[:MOST]:
            typer.echo(f"life {lived.number}: {differences[0]}")
        typer.echo(f"{lives - len(parted)} of {lives} lives are the same for both engines on every day.")
        if parted:
            raise typer.Exit(Ending.FINDING)


# ------------------------------------------------------------------ what every command does


@contextmanager
def _in_a_sentence() -> Iterator[None]:
    """What is wrong with a file, a word or the installation is said in one sentence."""
    try:
        yield
    except LabError as error:
        raise wrong(f"{error}.") from error
    except RuleError as error:
        typer.echo(f"A rule file is wrong. {error}", err=True)
        raise typer.Exit(Ending.FINDING) from error
    except MemoryError as error:
        raise wrong("This machine has not enough memory for so many people: give fewer with --people.") from error
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in PACKAGES:
            raise
        typer.echo(INSTALL.format(name=error.name.partition(".")[0]), err=True)
        raise typer.Exit(Ending.BROKEN) from error


def _prepared(found: Chosen) -> "Prepared":
    """A scenario laid out for the kernel. Clauses that it cannot keep are said on the error output, whatever was asked."""
    from madoguchi.lab.run import prepare

    prepared = prepare(found.scenario, found.practice, found.behaviour, found.law, vocabulary())
    for line in left_out_lines(prepared.left_out):
        typer.echo(line, err=True)
    return prepared


def _recorded(prepared: "Prepared", progress: bool) -> "Record":
    """The lives of all people of a run. Where the first record was too small, the same run says how large it has to be."""
    from madoguchi.lab.run import record_of
    from madoguchi.lab.visits import EVENTS, ROWS

    people = prepared.scenario.people
    record = record_of(people, people * (20 + prepared.days // 10))
    _counts(prepared, progress, record)
    needed = max(int(record.book[EVENTS]), -(-int(record.book[ROWS]) // 4))
    if needed > len(record.events):
        record = record_of(people, needed)
        _counts(prepared, progress, record)
    return record


def _counts(prepared: "Prepared", progress: bool, record: "Record | None" = None) -> "Counts":
    """Run a scenario, with a bar on the error output where somebody watches."""
    from madoguchi.lab.run import run as counted

    if not (progress and sys.stderr.isatty()):
        return counted(prepared, None, record)
    every = prepared.days * len(prepared.offices)
    # The first run on a machine compiles the kernel, and that takes longer than most runs.
    with typer.progressbar(
        length=every, label=f"{prepared.scenario.id} (the first run takes a minute more)", file=sys.stderr
    ) as bar:
        return counted(prepared, lambda done, _: bar.update(done - bar.pos), record)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)
