"""Opens life and case files. Whatever is wrong with one is a LifeError: which file, what is wrong, what to do. Never prints."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from madoguchi.rules.lives import Case, Told, read_case, read_life
from madoguchi.rules.shelf import vocabulary
from madoguchi.rules.terms import LifeError, RuleError


def told_in(path: Path) -> Told:
    """The one life that a file tells."""
    with naming(path), _worded():
        return read_life(text_of(path), str(path), vocabulary())


def case_in(path: Path) -> Case:
    """The worked case that a file holds."""
    with naming(path), _worded():
        return read_case(text_of(path), str(path), vocabulary())


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Whatever is wrong with a life is said with the name of its file."""
    try:
        yield
    except LifeError as error:
        sentence = str(error)
        raise LifeError(sentence if sentence.startswith(f"{path}: ") else f"{path}: {sentence}") from error


@contextmanager
def _worded() -> Iterator[None]:
    """A word of `must_not_say` that no list holds is a fault of the file, not of a rule."""
    try:
        yield
    except RuleError as error:
        raise LifeError(f"must_not_say: {error}") from error


def text_of(path: Path) -> str:
    """The text of a file; LifeError where it cannot be read, without the file's name."""
    try:
        found = path.read_bytes()
    except FileNotFoundError as error:
        raise LifeError("there is no such file; give the path of a TOML file") from error
    except (IsADirectoryError, NotADirectoryError) as error:
        raise LifeError("a folder is named where a file should be, or a file where a folder should be; check the path") from error
    except PermissionError as error:
        raise LifeError("you may not read this file; let its owner open it to you, or copy it to a place of yours") from error
    except OSError as error:
        raise LifeError("this machine cannot read the file; check the path and the disk it is on") from error
    try:
        return found.decode("utf-8-sig")  # some editors write a mark before the first letter
    except UnicodeDecodeError as error:
        line = found.count(b"\n", 0, error.start) + 1
        raise LifeError(f"line {line} holds letters that are not in UTF-8; save the file as UTF-8 in your editor") from error
