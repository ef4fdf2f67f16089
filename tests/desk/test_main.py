"""Whatever goes wrong ends in one sentence and in an exit code that a script can read."""

import errno

import pytest
import typer
from typer.testing import CliRunner

from madoguchi.desk.codes import Ending
from madoguchi.desk.main import Door, app
from madoguchi.web.terms import Refused


def ending(wrong: BaseException) -> tuple[int, str]:
    """How a command ends in which this goes wrong, and what it says."""
    small = typer.Typer(cls=Door, pretty_exceptions_enable=False)

    @small.callback()
    def group() -> None:
        """A group, so that the command below has a name."""

    @small.command()
    def work() -> None:
        raise wrong

    ended = CliRunner().invoke(small, ["work"])
    return ended.exit_code, ended.output


def test_a_refused_setting_is_wrong_use() -> None:
    assert ending(Refused("Write yes or no.")) == (Ending.WRONG_USE, "Not started: Write yes or no.\n")


def test_a_full_disk_is_broken_and_said() -> None:
    code, said = ending(OSError(errno.ENOSPC, "No space left on device"))
    assert code == Ending.BROKEN
    assert "No space left" in said


def test_a_fault_of_ours_never_prints_what_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MADOGUCHI_DEBUG", raising=False)
    code, said = ending(ValueError("a story somebody typed"))
    assert code == Ending.BROKEN
    assert "ValueError at test_main.py:" in said
    assert "story" not in said


def test_a_finding_keeps_its_code() -> None:
    assert ending(typer.Exit(Ending.FINDING)) == (Ending.FINDING, "")


@pytest.mark.parametrize("words", [["nonsense"], ["demo", "--port", "many"], ["demo", "--nonsense"], ["law", "nonsense"]])
def test_a_wrong_word_is_wrong_use(words: list[str]) -> None:
    assert CliRunner().invoke(app, words).exit_code == Ending.WRONG_USE
