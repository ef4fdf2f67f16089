"""Checks worked cases from files, one after the other; a file that cannot be read never hides the rest. Never prints."""

from collections.abc import Iterable
from pathlib import Path

from madoguchi.desk import said
from madoguchi.desk.reading import case_in, naming
from madoguchi.rules.check import check_case
from madoguchi.rules.shelf import COUNTRIES, law_of, vocabulary
from madoguchi.rules.terms import LifeError
from madoguchi.web.logs import describe


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files that were named and those in the folders that were named, each once."""
    return list(dict.fromkeys(file for path in paths for file in _files(path)))


def _files(path: Path) -> list[Path]:
    return sorted(file for file in path.rglob("*.toml") if not file.is_dir()) if path.is_dir() else [path]


def all_checked(files: Iterable[Path]) -> tuple[dict[str, list[str]], dict[str, str]]:
    """For each file that can be read: the lines that do not hold. For each that cannot: why."""
    results: dict[str, list[str]] = {}
    unread: dict[str, str] = {}
    for file in files:
        try:
            results[str(file)] = _checked(file)
        except LifeError as error:
            unread[str(file)] = str(error)
    return results, unread


def no_rules(country: str) -> str:
    """What we say of a country whose rules nobody has written down yet."""
    return f"there are no rules for {country} yet, only for {', '.join(COUNTRIES)}"


def _checked(file: Path) -> list[str]:
    """The lines of one case. LifeError if the file cannot be read as a case, or no law of ours can answer for it."""
    case = case_in(file)
    if case.country not in COUNTRIES:
        raise LifeError(f"{file}: {no_rules(case.country)}")
    law = law_of(case.country)
    try:
        with naming(file):
            return [str(failing) for failing in check_case(case, law, vocabulary(), lambda found: said.meanings(law, found))]
    except LifeError:
        raise
    except Exception as wrong:  # noqa: BLE001 - around a job: one strange file must not hide the results of the others
        return [f"{file}: could not be checked ({describe(wrong)}); please report this line"]
