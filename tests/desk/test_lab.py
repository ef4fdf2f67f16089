"""The command `lab`, asked as an analyst asks it: numbers that can be had again, and a sentence for every slip."""

import builtins
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from madoguchi.desk import lab as room
from madoguchi.desk.codes import Ending
from madoguchi.desk.main import app
from madoguchi.lab.results import TABLES
from tests.gates.tree import ROOT

pytestmark = pytest.mark.slow

RAW = re.compile(r"Errno|Error\b|codec|None|datetime|Traceback|0x")
PAGE = (ROOT / "docs" / "lab" / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^### .*?`([\w/.-]+\.toml)`\n\n```toml\n(.*?)```", PAGE, re.MULTILINE | re.DOTALL)
SMALL = ("status-decade", "--people", "320", "--no-progress")


def lab(*words: str | Path) -> tuple[int, str]:
    """How `madoguchi lab …` ends, and everything it says."""
    ended = CliRunner().invoke(app, ["lab", *map(str, words)])
    return ended.exit_code, ended.output


def refused(*words: str | Path) -> str:
    """What is said to somebody who used the command wrongly: one line, in words of ours."""
    code, said = lab(*words)
    assert code == Ending.WRONG_USE, said
    assert said.count("\n") == 1
    assert not RAW.search(said), said
    return said


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three files of the page about the lab."""
    folder = tmp_path_factory.mktemp("files")
    for name, text in EXAMPLES:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "small-town.toml"


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small run."""
    out = tmp_path_factory.mktemp("run") / "counted"
    code, said = lab("run", *SMALL, "--out", out)
    assert code == Ending.FINE, said
    return out


# ------------------------------------------------------------------ a run


@pytest.mark.slow
def test_a_run_writes_every_table_and_all_that_it_depended_on(counted: Path) -> None:
    assert {path.name for path in counted.iterdir()} == {*(f"{name}.parquet" for name in TABLES), "run.json"}
    told = json.loads((counted / "run.json").read_text(encoding="utf-8"))
    assert (told["people"], told["seed"], told["days"]) == (320, 1, 120)
    assert {"scenario", "law", "practice", "behaviour", "changes", "without", "software", "kernel"} <= set(told)
    assert [path.name for path in counted.parent.iterdir()] == ["counted"]  # nothing half-run beside it


@pytest.mark.slow
def test_the_same_run_gives_the_same_bytes(counted: Path, tmp_path: Path) -> None:
    code, _ = lab("run", *SMALL, "--out", tmp_path / "again")
    assert code == Ending.FINE
    assert {path.name: path.read_bytes() for path in counted.iterdir()} == {
        path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()
    }


@pytest.mark.slow
@pytest.mark.parametrize("by", ["state", "cause", "event"])
def test_what_was_counted_is_shown_in_a_hundred_columns(counted: Path, by: str) -> None:
    code, said = lab("show", counted, "--by", by, "--every", "30")
    assert code == Ending.FINE
    assert "Counts of a model, not of a country" in said
    assert max(map(len, said.splitlines())) <= 100


@pytest.mark.slow
def test_people_of_all_states_together_are_everybody(counted: Path) -> None:
    _, said = lab("show", counted, "--every", "40")
    lines = [line.split() for line in said.splitlines() if re.match(r"2000-\d\d-\d\d ", line)]
    assert [sum(int(n) for n in numbers) for _, *numbers in lines] == [320, 320, 320]


@pytest.mark.slow
def test_the_files_of_the_page_about_the_lab_run(town: Path, tmp_path: Path) -> None:
    code, said = lab("run", town, "--people", "320", "--years", "1", "--out", tmp_path / "town", "--no-progress")
    assert code == Ending.FINE, said
    assert "small-town: law JP, 1 change to it, 320 people, 366 days from 2020-01-01, seed 1." in said


@pytest.mark.slow
def test_every_recorded_life_of_the_page_is_the_same_for_the_interpreter(town: Path) -> None:
    code, said = lab("replay", town, "--people", "60", "--no-progress")
    assert code == Ending.FINE, said
    lives = re.match(r"(\d+) of (\d+) lives are the same", said)
    assert lives
    assert lives[1] == lives[2]


# ------------------------------------------------------------------ what one clause changes


@pytest.mark.slow
def test_a_bridge_that_never_lapses_brings_nobody_into_an_irregular_state_by_itself() -> None:
    code, said = lab("pair", *SMALL, "--set", "sd.stay.bridge.at_most=120", "--every", "60")
    assert code == Ending.FINE, said
    assert re.search(r"^capacity sd\.stay\.bridge +[1-9]\d* +0 +-\d+$", said, re.MULTILINE)
    assert max(map(len, said.splitlines())) <= 100


@pytest.mark.slow
def test_a_value_set_to_what_it_was_changes_nothing() -> None:
    _, said = lab("pair", *SMALL, "--set", "sd.stay.bridge.at_most=2", "--every", "60")
    assert set(re.findall(r"[+-]\d+$", said, re.MULTILINE)) == {"+0"}


@pytest.mark.slow
def test_who_asks_late_loses_the_stay_where_a_request_carries_nothing(town: Path) -> None:
    gone = ("--without", "jp.stay.special-period", "--without", "jp.stay.ask-about-file")
    code, said = lab("pair", town, *gone, "--people", "320", "--years", "1", "--no-progress")
    assert code == Ending.FINE, said
    total = re.search(r"^everybody +(\d+) +(\d+) +\+(\d+)$", said, re.MULTILINE)
    assert total
    assert int(total[2]) > 2 * int(total[1])


def test_a_pair_changes_one_thing() -> None:
    sentence = "Give one of --without CLAUSE and --set CLAUSE.value=N: one thing changes, so that it is the cause.\n"
    assert refused("pair", "status-decade") == sentence
    assert refused("pair", "status-decade", "--without", "sd.stay.bridge", "--set", "sd.stay.bridge.at_most=1") == sentence


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--set", "sd.stay.bridge.at_most"), "gives no number"),
        (("--set", "sd.stay.brige.at_most=1"), "names no value of a clause"),
        (("--set", "sd.stay.bridge.lengths=1"), "which sd.stay.bridge does not have"),
        (("--set", "sd.stay.bridge.at_most=1moon"), "which is no unit of time"),
        (("--without", "sd.nothing"), "which is no clause of the law"),
    ],
)
def test_a_clause_or_value_that_is_not_there_is_refused(words: tuple[str, str], said: str) -> None:
    assert said in refused("pair", "status-decade", *words)


# ------------------------------------------------------------------ the law's tables


def test_the_tables_of_a_scenario_are_printed() -> None:
    code, said = lab("tables", "status-decade")
    assert code == Ending.FINE
    assert "# Rows that a person can hold" in said


def test_a_country_without_a_scenario_is_told() -> None:
    assert "no scenario of the house runs the law of VN" in refused("tables", "vn")


# ------------------------------------------------------------------ slips


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    assert "is there already and is not an empty folder" in refused("run", *SMALL, "--out", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_a_run_that_is_refused_leaves_nothing_behind(tmp_path: Path) -> None:
    refused("run", "status-decadent", "--out", tmp_path / "out")
    refused("run", tmp_path / "no.toml", "--out", tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('practice = "one-office"', 'practice = "two-offices"', "there is no practice 'two-offices'"),
        ("people = 2000", "people = 0", "people"),
        ('law = "JP"', 'law = "ZZ"', "a country without rule files"),
        ("first_day = 2020-01-01", "first_day = 1951-01-01", "leaves the years that the lab counts in"),
        ("years = 3", "days = 1000000000000", "leaves the years that the lab counts in"),
        ("n = 4", 'n = "4"', "n"),
        ('id = "small-town"', "id = ", "small-town.toml"),
    ],
)
def test_a_wrong_scenario_is_refused_in_a_sentence(town: Path, before: str, after: str, said: str) -> None:
    text = town.read_text(encoding="utf-8")
    assert before in text
    wrong = town.with_name("wrong.toml")
    wrong.write_text(text.replace(before, after, 1), encoding="utf-8")
    assert said in refused("run", wrong, "--out", town.parent / "out").replace("wrong.toml", "small-town.toml")
    assert not (town.parent / "out").exists()


def test_a_clause_that_people_go_by_cannot_be_taken_out(town: Path) -> None:
    behaviour = town.parent / "behaviour" / "engineers.toml"
    text = behaviour.read_text(encoding="utf-8")
    behaviour.write_text(text.replace('id = "files"', 'id = "files"\nroute = "jp.stay.extend"', 1), encoding="utf-8")
    try:
        assert "goes by it" in refused("pair", town, "--without", "jp.stay.extend")
    finally:
        behaviour.write_text(text, encoding="utf-8")


def test_a_folder_without_a_run_is_told(tmp_path: Path) -> None:
    assert "holds no run" in refused("show", tmp_path)
    assert "holds no run" in refused("show", tmp_path / "none")
    (tmp_path / "run.json").write_text("{", encoding="utf-8")
    assert "cannot be read as a run" in refused("show", tmp_path)


def test_a_missing_package_is_told_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = builtins.__import__

    def absent(name: str, *words: object, **more: object) -> object:
        if name == "madoguchi.desk" and words[2] == ("lab_files",):
            raise ModuleNotFoundError("No module named 'pyarrow'", name="pyarrow.parquet")
        return found(name, *words, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", absent)
    code, said = lab("show", tmp_path)
    assert code == Ending.BROKEN
    assert said == room.INSTALL.format(name="pyarrow") + "\n"
    assert "make lab" in said
