"""The command group `law`: reads files, asks the rules, prints. Decides nothing about law."""

import datetime as dt
import difflib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from madoguchi.desk.beside import questions_data, questions_lines, terms_data, terms_lines
from madoguchi.desk.cases import all_checked, files_in, no_rules
from madoguchi.desk.codes import MANUAL, Ending
from madoguchi.desk.compared import carried_lines, compared_data, compared_lines
from madoguchi.desk.reading import naming, told_in
from madoguchi.desk.show import clause_lines, position_data, position_lines
from madoguchi.ground.clock import WallClock
from madoguchi.ground.ids import ClauseId
from madoguchi.rules import compare as comparing
from madoguchi.rules.clauses import LawBook
from madoguchi.rules.findings import findings
from madoguchi.rules.lives import Told, cannot_be_meant
from madoguchi.rules.shelf import COUNTRIES, carry_map, law_of, vocabulary
from madoguchi.rules.terms import LifeError, RuleError
from madoguchi.rules.under import under as law_under
from madoguchi.rules.words import nearest
from madoguchi.ui.languages import BY_TAG

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
Country = Annotated[
    str, typer.Option("--country", help="Whose law: JP (with Viet Nam's rules on sending and return), KR, ES, IT or VN.")
]
Lang = Annotated[str, typer.Option("--lang", help="Language of the sentences: vi, ja, ja-x-easy or en.")]


def wrong(sentence: str) -> typer.Exit:
    """Say what was used wrongly and end with code 2."""
    typer.echo(sentence, err=True)
    return typer.Exit(Ending.WRONG_USE)


def _day(text: str | None) -> dt.date:
    if text is None:
        return WallClock().today()
    try:
        day = dt.date.fromisoformat(text)
    except ValueError as error:
        raise wrong(f"{text!r} is not a day: write year-month-day, such as 2026-06-30.") from error
    if why := cannot_be_meant(day):
        raise wrong(f"{why}.")
    return day


def _law(country: str) -> LawBook:
    if country.upper() not in COUNTRIES:
        raise wrong(f"There are no rules for {country!r} yet: write one of {', '.join(sorted(COUNTRIES))}.")
    try:
        return law_of(country.upper())
    except RuleError as error:
        raise _law_wrong(error) from error


def _law_wrong(error: RuleError) -> typer.Exit:
    typer.echo(f"A rule file is wrong. {error}", err=True)
    return typer.Exit(Ending.FINDING)


def _life(path: Path) -> Told:
    try:
        told = told_in(path)
    except LifeError as error:
        raise wrong(f"{error}.") from error
    if told.life.country not in COUNTRIES:
        raise wrong(f"{path}: {no_rules(told.life.country)}.")
    return told


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
    typer.echo(f"{len(rows)} clauses on {day}.{_read_with(law.id)}")


@app.command(epilog=MANUAL)
def show(clause: str, on: Day = None, country: Country = "JP", lang: Lang = "en", as_json: AsJson = False) -> None:
    """Show one clause as it stands on a day: what it says, its values, law, article, source, and who has read it."""
    law, day = _law(country), _day(on)
    found = law.clauses.get(ClauseId(clause))
    if found is None:
        raise wrong(f"No clause is called {clause!r}{_near(clause, law.clauses)}: see `madoguchi law list --country {law.id}`.")
    if as_json:
        standing, version = found.standing(day)
        _print_json({"id": found.id, "kind": found.kind, "title": found.title, "on": day, "standing": standing.value,
                     "version": comparing.values_of(version)})  # fmt: skip
        return
    for line in clause_lines(found, day, _language(lang)):
        typer.echo(line)


def _near(clause: str, ids: Iterable[str]) -> str:
    """The ids that somebody may have meant: those that hold the word, then those that are spelled alike."""
    word = clause.lower()
    holding = [each for each in ids if word and word in each]
    alike = difflib.get_close_matches(word, ids, n=3, cutoff=0.5)
    near = list(dict.fromkeys([*holding, *alike]))[:5]
    return f"; near it: {', '.join(near)}" if near else ""


@app.command(epilog=MANUAL)
def position(
    life: Path,
    on: Day = None,
    lang: Lang = "en",
    under: Annotated[
        str | None,
        typer.Option("--under", metavar="jp@DAY", help="Judge the whole life by the law of a day, also of another country."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say where a life stands: what, until when, why, options, what to bring, what to ask."""
    told = _life(life)
    side = _side(under or told.life.country, told, life, _day(on) if on else told.ask_on)
    if as_json:
        _print_json(position_data(side.position))
        return
    for line in (*carried_lines(side.carried), *position_lines(side.law, side.position, _language(lang))):
        typer.echo(line)


def _side(text: str, told: Told, path: Path, day: dt.date) -> comparing.Side:
    """The life under a country's law as it changed (`jp`), or as it stood on one day, for all of it (`jp@2023-01-01`)."""
    country, at, on = text.partition("@")
    law, there = _law(country), country.upper()
    if at and not on:
        raise wrong(f"{text!r} names no day: write {country}@2023-01-01.")
    if there != told.life.country and not {there, told.life.country} <= carry_map().countries:
        own = told.life.country
        raise wrong(f"{path}: this life is lived in {own}, so the law of {there} cannot answer for it: "
                    f"write {own.lower()}{at}{on}.{_read_with(own)}")  # fmt: skip
    law_on = _day(on) if on else told.law_on
    try:
        with naming(path):
            return comparing.side(law_under(law, law_on) if law_on else law, there, told.life, carry_map(), vocabulary(), day)
    except LifeError as error:
        raise wrong(f"{error}.") from error


def _read_with(country: str) -> str:
    """Which other rules a country's law brings along."""
    others = ", ".join(folder.upper() for folder in COUNTRIES[country] if folder.upper() != country)
    return f" The rules of {others} on sending and return are read together with those of {country}." if others else ""


def _language(lang: str) -> str:
    if lang not in BY_TAG:
        raise wrong(f"There is no language {lang!r}: {nearest(lang, BY_TAG)}.")
    return lang


@app.command(epilog=MANUAL)
def compare(
    life: Path,
    under: Annotated[
        list[str], typer.Option("--under", metavar="jp@DAY", help="A country's law, as it stood on a day; give it twice or more.")
    ],
    on: Day = None,
    as_json: AsJson = False,
) -> None:
    """Run one life under several laws and name the first clause at which they part.

    Of one country on several days, or of several countries: then the life is carried over by the map between them; what stands
    for what is said, and what nothing stands for must be asked.
    """
    if len(set(map(str.lower, under))) < 2:  # noqa: PLR2004 - two laws are compared
        raise wrong("Give --under twice or more, such as --under jp@2023-01-01 --under jp@2026-11-01 --under kr@2026-11-01.")
    told = _life(life)
    day = _day(on) if on else told.ask_on
    sides = {text: _side(text, told, life, day) for text in under}
    if as_json:
        _print_json(compared_data(sides))
        return
    for line in compared_lines(sides, day):
        typer.echo(line)


@app.command(epilog=MANUAL)
def terms(on: Day = None, as_json: AsJson = False) -> None:
    """Say what a permission is called in each country, who asks, who gives, what losing it means, and which words mislead."""
    if as_json:
        _print_json(terms_data(_day(on)))
        return
    for line in terms_lines(_day(on)):
        typer.echo(line)


@app.command(epilog=MANUAL)
def across(on: Day = None, as_json: AsJson = False) -> None:
    """Answer the questions that cross countries from the clauses in force: who ends a stay by silence, what runs after work …"""
    if as_json:
        _print_json(questions_data(_day(on)))
        return
    for line in questions_lines(_day(on)):
        typer.echo(line)


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
    """Run worked cases: one line for each expectation that does not hold, then `N of M cases agree`. Exit 1 if any fails.

    A file that cannot be read is one line too, is counted apart, and the rest is checked. Exit 2 if there was such a file.
    """
    files = files_in(cases)
    if not files:
        raise wrong(f"There are no .toml files in {', '.join(map(str, cases))}: give case files or folders that hold some.")
    try:
        results, unread = all_checked(files)
    except RuleError as error:
        raise _law_wrong(error) from error
    agreeing = sum(not lines for lines in results.values())
    if as_json:
        failing = {file: lines for file, lines in results.items() if lines}
        _print_json({"cases": len(results), "agree": agreeing, "failing": failing, "unreadable": unread})
    else:
        for file in map(str, files):
            for line in results.get(file) or ([unread[file]] if file in unread else []):
                typer.echo(line)
        apart = f", {len(unread)} could not be read" if unread else ""
        typer.echo(f"{agreeing} of {len(results)} cases agree{apart}")
    if unread or agreeing < len(results):
        raise typer.Exit(Ending.WRONG_USE if unread else Ending.FINDING)


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
