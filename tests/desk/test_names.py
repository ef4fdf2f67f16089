"""The command `names`: why two forms are alike, how good that is, and one sentence for a file that is wrong."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from madoguchi.desk.codes import Ending
from madoguchi.desk.main import app

HEAD = "form_a,form_b,same_person,language,script_a,script_b,provenance\n"
ROWS = """Maria Santos,マリア・サントス,1,fil,Latn,Kana,attested
Maria Santos,ジュン・クルス,0,fil,Latn,Kana,attested
김민지,Kim Min-ji,1,ko,Hang,Latn,rule
김민지,Park Su-bin,0,ko,Hang,Latn,rule
"""


def said(*words: str) -> Result:
    """What the command says and how it ends."""
    return CliRunner().invoke(app, ["names", *words])


def test_a_comparison_is_explained_field_by_field() -> None:
    result = said("match", "Nguyễn Thị Thảo", "グエン・ティ・タオ")
    assert result.exit_code == 0
    assert "thảo | タオ" in result.stdout
    assert "Vietnamese" in result.stdout
    assert "A name in common is not a person in common." in result.stdout


def test_a_program_gets_the_same_as_data() -> None:
    data = json.loads(said("match", "Maria Luisa Santos", "Maria Santos", "--json").stdout)
    assert data["left_a"] == ["luisa"]
    assert [field["alike"] for field in data["fields"]] == [1.0, 1.0]
    assert 0 <= data["score"] <= 1
    assert "one left" in data["reasons"]


def test_a_missing_name_is_asked_for() -> None:
    result = said("match", "Maria", " ")
    assert result.exit_code == Ending.WRONG_USE
    assert "write both" in result.stderr


def test_a_name_without_a_letter_is_no_name() -> None:
    result = said("match", "Maria", "2024")
    assert result.exit_code == Ending.WRONG_USE
    assert "no letter in 2024" in result.stderr


def test_known_pairs_are_measured(tmp_path: Path) -> None:
    file = tmp_path / "pairs.csv"
    file.write_text("\ufeff" + HEAD + ROWS, encoding="utf-8")
    data = json.loads(said("evaluate", str(file), "--json").stdout)
    assert data["auc"] == 1.0
    assert data["recall_at_precision_95"] == 1.0
    assert data["pairs_per_second"] > 0
    assert data["by_language"] == {"fil": 1.0, "ko": 1.0}
    shown = said("evaluate", str(file)).stdout
    assert "recall at precision 0.95: 1.000" in shown
    assert "Hang-Latn" in shown


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"form_a,form_b\na,b\n", "line 1, column same_person"),
        (HEAD.encode() + b"a,b,2,vi,Latn,Latn,rule\n", "line 2, column same_person"),
        (b"form_a,form_b,same_person\n\xff,b,1\n", "not UTF-8"),
    ],
)
def test_a_wrong_file_ends_in_a_sentence_and_nothing_is_measured(tmp_path: Path, content: bytes, sentence: str) -> None:
    file = tmp_path / "pairs.csv"
    file.write_bytes(content)
    result = said("evaluate", str(file), "--json")
    assert result.exit_code == Ending.WRONG_USE
    assert sentence in result.stderr
    assert result.stdout == ""


def test_a_file_that_is_not_there_or_a_folder_is_said(tmp_path: Path) -> None:
    assert "There is no file" in said("evaluate", str(tmp_path / "none.csv")).stderr
    assert "is a folder" in said("evaluate", str(tmp_path)).stderr
