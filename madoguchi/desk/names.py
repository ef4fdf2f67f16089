"""The command group `names`: two written forms beside each other, and how good that is. Keeps nothing that was typed."""

import json
import time
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from madoguchi.desk.codes import MANUAL, Ending
from madoguchi.names import forms
from madoguchi.names import measure as measuring
from madoguchi.names.match import match as compared
from madoguchi.names.terms import Match, PairsError, Tongue, Way

app = typer.Typer(
    help=(
        "Compare two written forms of a name, in any of the scripts people write it in.\n\n"
        "The number says how well one name could have been written both ways. It never says that two people are one: many people "
        "share a name. Nothing that you ask is stored."
    ),
    epilog=MANUAL,
    no_args_is_help=True,
)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program instead of lines for a person.")]
_TONGUES = {
    Tongue.VIETNAMESE: "Vietnamese",
    Tongue.CHINESE: "Chinese",
    Tongue.KOREAN: "Korean",
    Tongue.JAPANESE: "Japanese",
    Tongue.BURMESE: "Burmese",
    Tongue.NEPALI: "Nepali",
    Tongue.THAI: "Thai",
    Tongue.OTHER: "spelt as it stands",
}
_WAYS = {
    Way.LETTERS: "by letters",
    Way.SOUNDS: "by sounds, as kana writes them",
    Way.READ_OFF: "read off sign by sign, as in Japan",
    Way.BY_EAR: "kana for Mandarin beside signs read off in Japan",
    Way.KANJI: "read out of kanji",
}


def wrong(sentence: str) -> typer.Exit:
    """Say what was used wrongly and end with code 2."""
    typer.echo(sentence, err=True)
    return typer.Exit(Ending.WRONG_USE)


@app.command(epilog=MANUAL)
def match(
    a: Annotated[str, typer.Argument(metavar="A", help="A name, in quotes.")],
    b: Annotated[str, typer.Argument(metavar="B", help="Another, in quotes.")],
    as_json: AsJson = False,
) -> None:
    """Compare two forms, and say field by field why."""
    for text in (a, b):
        if not text.strip():
            raise wrong("A name is missing: write both, each in quotes.")
        if not forms.read(text).words:
            raise wrong(f"There is no letter in {text.strip()}: write a name.")
    made = compared(a, b)
    typer.echo(json.dumps(_match_data(made), ensure_ascii=False) if as_json else "\n".join(_match_lines(made)))


def _match_data(made: Match) -> dict[str, Any]:
    return {
        "score": round(made.score, 4),
        "read_as": made.tongue.value,
        "compared_by": made.way.value,
        "fields": [asdict(field) for field in made.fields],
        "left_a": list(made.left_here),
        "left_b": list(made.left_there),
        "reasons": {name: round(points, 3) for name, points in made.reasons},
    }


def _match_lines(made: Match) -> list[str]:
    lines = [f"{made.score:.2f}  {_TONGUES[made.tongue]}, {_WAYS[made.way]}", ""]
    for field in made.fields:
        lines.append(
            f"  {field.alike:.2f}  {field.here} | {field.there}"
            + (f"   ({field.read_here} | {field.read_there})" if field.read_here else "")
        )
    lines += [f"   --   {word} | nothing" for word in made.left_here]
    lines += [f"   --   nothing | {word}" for word in made.left_there]
    lines += ["", "What made the number, in points:"]
    lines += [f"  {points:+6.2f}  {name}" for name, points in made.reasons]
    return [*lines, "", "A name in common is not a person in common."]


@app.command(epilog=MANUAL)
def evaluate(
    pairs: Annotated[
        Path, typer.Argument(metavar="PAIRS.csv", help="Columns form_a, form_b, same_person; others sort the results.")
    ],
    as_json: AsJson = False,
) -> None:
    """Measure the comparison on pairs whose answer is known."""
    try:
        known = measuring.read_pairs(pairs.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise wrong(f"There is no file {pairs}.") from error
    except IsADirectoryError as error:
        raise wrong(f"{pairs} is a folder; name the file of pairs.") from error
    except OSError as error:
        raise wrong(f"{pairs} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise wrong(f"{pairs} is not UTF-8 at byte {error.start}: save it as UTF-8.") from error
    except PairsError as error:
        raise wrong(f"{pairs}: {error}.") from error
    found = measuring.measure(known, time.process_time)
    typer.echo(json.dumps(_measured_data(found), ensure_ascii=False) if as_json else "\n".join(_measured_lines(found)))


def _measured_data(found: measuring.Measured) -> dict[str, Any]:
    data = asdict(found)
    return {name: _rounded(value) for name, value in data.items()}


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _rounded(one) for name, one in value.items()}
    return round(value, 4) if isinstance(value, float) else value


def _measured_lines(found: measuring.Measured) -> list[str]:
    lines = [
        f"{found.pairs} pairs",
        f"AUC {found.auc:.4f}" + (f"; attested pairs alone {found.attested:.4f}" if found.attested is not None else ""),
        f"recall at precision 0.95: {found.recall_at_precision_95:.3f}",
        f"{found.pairs_per_second:.0f} pairs a second of one core's time, "
        f"{found.pairs_per_second_again:.0f} with every word read before",
    ]
    for title, parts in (("language", found.by_language), ("scripts", found.by_scripts)):
        if parts:
            lines += ["", f"AUC by {title}:", *(f"  {name:12} {value:.3f}" for name, value in parts.items())]
    return lines
