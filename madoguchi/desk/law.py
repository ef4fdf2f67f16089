"""The command group `law`: reads files, asks the rules, prints. Decides nothing about law."""

import datetime as dt
import json
from pathlib import Path
from typing import Annotated, Any

import typer

from madoguchi.desk import said
from madoguchi.desk.codes import MANUAL, Ending
from madoguchi.desk.show import clause_lines, position_data, position_lines
from madoguchi.ground.clock import WallClock
from madoguchi.ground.ids import ClauseId
from madoguchi.rules import compare as comparing
from madoguchi.rules.check import check_case
from madoguchi.rules.clauses import LawBook
from madoguchi.rules.engine import position as work_out
from madoguchi.rules.findings import findings
from madoguchi.rules.lives import Told, read_case, read_life
from madoguchi.rules.shelf import COUNTRIES, law_of, vocabulary
from madoguchi.rules.terms import LifeError, RuleError
from madoguchi.rules.under import under as law_under
from madoguchi.rules.words import nearest
from madoguchi.ui.languages import BY_TAG
from madoguchi.web.logs import describe

app = typer.Typer(
    help=(
        "Read the rules, ask them about a life, and check them.\n\n"
        "A LIFE file tells one person's facts and events in TOML: tests/law holds examples, docs/law/cases.md the format. "
        "Days are written 2026-06-30. Nothing that you ask is stored."
    ),
    epilog=MANUAL,
    no_args_is_help=True,
)

Day = Annotated[
    str | None, typer.Option("--on", metavar="DAY", help="The day asked about (default: today in Tokyo, or the day of the file).")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program instead of lines for a person.")]
Country = Annotated[str, typer.Option("--country", help="Whose law: JP (with Viet Nam's rules on sending and return) or VN.")]
Lang = Annotated[str, typer.Option("--lang", help="Language of the sentences: vi, ja, ja-x-easy or en.")]


def wrong(sentence: str) -> typer.Exit:
    """Say what was used wrongly and end with code 2."""
    typer.echo(sentence, err=True)
    return typer.Exit(Ending.WRONG_USE)


def _day(text: str | None) -> dt.date:
    if text is None:
        return WallClock().today()
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise wrong(f"{text!r} is not a day: write year-month-day, such as 2026-06-30.") from error


def _law(country: str) -> LawBook:
    if country.upper() not in COUNTRIES:
        raise wrong(f"There are no rules for {country!r} yet: {nearest(country.upper(), COUNTRIES)}.")
    try:
        return law_of(country.upper())
    except RuleError as error:
        typer.echo(f"A rule file is wrong. {error}", err=True)
        raise typer.Exit(Ending.FINDING) from error


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise wrong(f"Cannot read {path}: {error}. Give the path of a TOML file.") from error


def _life(path: Path) -> Told:
    try:
        return read_life(_read(path), str(path), vocabulary())
    except LifeError as error:
        raise wrong(str(error)) from error


def _print_json(data: Any) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))


@app.command("list", epilog=MANUAL)
def list_clauses(
    country: Country = "JP",
    kind: Annotated[str | None, typer.Option("--kind", help="Only clauses of one kind, such as clock.")] = None,
    on: Day = None,
    as_json: AsJson = False,
) -> None:
    """List the clauses: id, kind, how each stands on a day, title."""
    day, law = _day(on), _law(country)
    rows = [(c.id, c.kind, c.standing(day)[0].value, c.title) for c in law.clauses.values() if kind in (None, c.kind)]
    if not rows:
        raise wrong(f"No clause is of the kind {kind!r}: {nearest(str(kind), {c.kind for c in law.clauses.values()})}.")
    if as_json:
        _print_json([dict(zip(("id", "kind", "standing", "title"), row, strict=True)) for row in rows])
        return
    for row in rows:
        typer.echo(f"{row[0]:<44} {row[1]:<11} {row[2]:<10} {row[3]}")
    typer.echo(f"{len(rows)} clauses on {day}")


@app.command(epilog=MANUAL)
def show(clause: str, on: Day = None, country: Country = "JP", lang: Lang = "en", as_json: AsJson = False) -> None:
    """Show one clause as it stands on a day: what it says, its values, law, article, source, and who has read it."""
    law, day = _law(country), _day(on)
    found = law.clauses.get(ClauseId(clause))
    if found is None:
        raise wrong(f"No clause is called {clause!r}: {nearest(clause, law.clauses)}.")
    if as_json:
        standing, version = found.standing(day)
        _print_json({"id": found.id, "kind": found.kind, "title": found.title, "on": day, "standing": standing.value,
                     "version": comparing.values_of(version)})  # fmt: skip
        return
    for line in clause_lines(found, day, _language(lang)):
        typer.echo(line)


@app.command(epilog=MANUAL)
def position(
    life: Path,
    on: Day = None,
    lang: Lang = "en",
    under: Annotated[
        str | None, typer.Option("--under", metavar="jp@DAY", help="Judge the whole life by the law of one day.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say where a life stands: what, until when, why, options, what to bring, what to ask."""
    told = _life(life)
    law = _law(told.life.country) if under is None else _under(under)
    law = law_under(law, told.law_on) if told.law_on else law
    day = _day(on) if on else told.ask_on
    result = _worked_out(law, told, day)
    if as_json:
        _print_json(position_data(result))
        return
    for line in position_lines(law, result, _language(lang)):
        typer.echo(line)


def _worked_out(law: LawBook, told: Told, day: dt.date) -> Any:
    try:
        return work_out(law, vocabulary(), told.life, day)
    except LifeError as error:
        raise wrong(str(error)) from error


def _under(text: str) -> LawBook:
    country, _, day = text.partition("@")
    if not day:
        raise wrong(f"{text!r} names no day: write jp@2023-01-01.")
    return law_under(_law(country), _day(day))


def _language(lang: str) -> str:
    if lang not in BY_TAG:
        raise wrong(f"There is no language {lang!r}: {nearest(lang, BY_TAG)}.")
    return lang


@app.command(epilog=MANUAL)
def compare(
    life: Path,
    under: Annotated[list[str], typer.Option("--under", metavar="jp@DAY", help="A law of one day; give it twice.")],
    on: Day = None,
    as_json: AsJson = False,
) -> None:
    """Run one life under the law of two days and name the first clause at which they part."""
    if len(under) != 2:  # noqa: PLR2004 - two laws are compared
        raise wrong("Give --under twice, such as --under jp@2023-01-01 --under jp@2026-11-01.")
    told = _life(life)
    try:
        found = comparing.compare(_under(under[0]), _under(under[1]), vocabulary(), told.life, _day(on) if on else told.ask_on)
    except LifeError as error:
        raise wrong(str(error)) from error
    if as_json:
        _print_json(
            [{"day": d.day, "what": d.what, under[0]: d.left, under[1]: d.right, "clauses": d.clauses} for d in found.differences]
        )
        return
    if found.first is None:
        typer.echo(f"The two laws say the same of this life on {found.left.day}.")
        return
    typer.echo(f"They part first on {found.first.day}, at {', '.join(found.first.clauses) or 'no clause'}:")
    for each in found.differences:
        typer.echo(f"  {each.day}  {each.what}: {under[0]} {each.left} | {under[1]} {each.right}  ({', '.join(each.clauses)})")


@app.command(epilog=MANUAL)
def diff(country: str, before: str, after: str, as_json: AsJson = False) -> None:
    """List the clauses that stand differently on two days, with the values that changed."""
    law = _law(country)
    found = comparing.changes(law, _day(before), _day(after))
    if as_json:
        _print_json([{"clause": c.clause, "title": c.title, "before": c.before, "after": c.after, "keys": c.keys} for c in found])
        return
    for change in found:
        typer.echo(f"{change.clause}: {change.title} ({change.before} -> {change.after})")
        for key, old, new in change.keys:
            typer.echo(f"    {key}: {old} -> {new}")
    typer.echo(f"{len(found)} clauses differ between {before} and {after}")


@app.command(epilog=MANUAL)
def check(
    cases: Annotated[list[Path], typer.Argument(metavar="CASES…", help="Case files or folders, also outside the project.")],
    as_json: AsJson = False,
) -> None:
    """Run worked cases: one line for each expectation that does not hold, then `N of M cases agree`. Exit 1 if any fails."""
    files = [file for path in cases for file in (sorted(path.rglob("*.toml")) if path.is_dir() else [path])]
    if not files:
        raise wrong(f"There are no .toml files in {', '.join(map(str, cases))}: give case files or folders that hold some.")
    results = {str(file): _checked(file) for file in files}
    agreeing = sum(not failing for failing in results.values())
    if as_json:
        _print_json(
            {"cases": len(files), "agree": agreeing, "failing": {file: lines for file, lines in results.items() if lines}}
        )
    else:
        for lines in results.values():
            for line in lines:
                typer.echo(line)
        typer.echo(f"{agreeing} of {len(files)} cases agree")
    if agreeing < len(files):
        raise typer.Exit(Ending.FINDING)


def _checked(file: Path) -> list[str]:
    """The lines of one case: what does not hold, or why the file cannot be read."""
    try:
        case = read_case(_read(file), str(file), vocabulary())
    except LifeError as error:
        return [str(error)]
    if case.country not in COUNTRIES:
        return [f"{file}: there are no rules for {case.country} yet: this case cannot be checked"]
    law = _law(case.country)
    try:
        return [str(failing) for failing in check_case(case, law, vocabulary(), lambda found: said.meanings(law, found))]
    except LifeError as error:
        return [f"{file}: {error}"]
    except Exception as wrong:  # noqa: BLE001 - around a job: one strange file must not hide the results of the others
        return [f"{file}: could not be checked ({describe(wrong)}); please report this line"]


@app.command(epilog=MANUAL)
def lint(as_json: AsJson = False) -> None:
    """Read every rule file and print findings about the law itself. Exit 1 if a file is wrong."""
    found = [(country, finding) for country in COUNTRIES if country != "VN" for finding in findings(_law(country), vocabulary())]
    if as_json:
        _print_json(
            [{"country": c, "clause": f.clause, "word": f.word, "serious": f.serious, "sentence": f.sentence} for c, f in found]
        )
    else:
        for _, finding in found:
            typer.echo(
                f"{'ERROR ' if finding.serious else ''}{finding.word}: {finding.clause or 'the whole book'}: {finding.sentence}"
            )
        typer.echo(f"{sum(len(_law(c).clauses) for c in COUNTRIES if c != 'VN')} clauses read, {len(found)} findings")
    if any(finding.serious for _, finding in found):
        raise typer.Exit(Ending.FINDING)
