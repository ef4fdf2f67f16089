"""The command `law`, asked as an analyst asks it: a slip ends in a sentence that says which file and what to do."""

import datetime as dt
import json
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from madoguchi.desk.codes import Ending
from madoguchi.desk.main import app

CASES = Path(__file__).parent.parent / "law" / "jp"
AGREES = CASES / "JP-43.toml"
CLAUSE = "jp.leave.departure-order"
HEAD = 'country = "JP"\nask_on = 2026-11-22\n'
PERMIT = '[[event]]\nday = 2026-01-01\nkind = "permit.held"\nlayer = "stay"\nstatus = "jp_engineer"\nuntil = 2026-12-31\n'
LATIN = "note = 'Ö'\n".encode("latin-1")
RAW = re.compile(r"Errno|Error\b|codec|None|datetime|Traceback|0x")


def law(*words: str | Path) -> tuple[int, str]:
    """How `madoguchi law …` ends, and everything it says."""
    ended = CliRunner().invoke(app, ["law", *map(str, words)])
    return ended.exit_code, ended.output


def refused(*words: str | Path) -> str:
    """What is said to somebody who used the command wrongly: one line, in words of ours."""
    code, said = law(*words)
    assert code == Ending.WRONG_USE, said
    assert said.count("\n") == 1
    assert not RAW.search(said), said
    return said


def life(folder: Path, text: str = PERMIT, head: str = HEAD) -> Path:
    """A life file of somebody invented."""
    path = folder / "life.toml"
    path.write_text(head + text, encoding="utf-8")
    return path


# ------------------------------------------------------------------ days


@pytest.mark.parametrize("day", ["9999-12-31", "2201-01-01", "1899-12-31", "0001-01-01"])
def test_a_day_that_nobody_means_is_refused_wherever_it_is_asked(day: str, tmp_path: Path) -> None:
    sentence = f"{day} cannot be meant: write a year between 1900 and 2200.\n"
    told = life(tmp_path)
    for words in (
        ("position", told, "--on", day),
        ("position", told, "--under", f"jp@{day}"),
        ("compare", told, "--under", "jp@2026-01-01", "--under", "jp@2026-06-01", "--on", day),
        ("list", "--on", day),
        ("show", CLAUSE, "--on", day),
        ("diff", "jp", "2026-01-01", day),
    ):
        assert refused(*words) == sentence
    assert refused("position", life(tmp_path, PERMIT.replace("2026-01-01", day))).endswith(sentence)
    assert refused("position", life(tmp_path, head=HEAD.replace("2026-11-22", day))).endswith(sentence)


@pytest.mark.parametrize("day", ["1900-01-01", "2200-12-31"])
def test_the_first_and_the_last_day_that_can_be_meant_are_answered(day: str, tmp_path: Path) -> None:
    code, said = law("position", life(tmp_path), "--on", day)
    assert code == Ending.FINE
    assert said.startswith(day)


# ------------------------------------------------------------------ another country's law


def test_a_life_is_never_judged_by_the_law_of_another_country(tmp_path: Path) -> None:
    told = life(tmp_path)
    sentence = (
        f"{told}: this life is lived in JP, so the law of VN cannot answer for it: write jp@2026-11-01. "
        "The rules of VN on sending and return are read together with those of JP.\n"
    )
    assert refused("compare", told, "--under", "jp@2023-01-01", "--under", "vn@2026-11-01") == sentence
    assert refused("compare", told, "--under", "vn@2026-11-01", "--under", "jp@2023-01-01") == sentence
    assert refused("position", told, "--under", "vn@2026-11-01") == sentence


def test_a_life_in_viet_nam_is_compared_under_its_own_law_only(tmp_path: Path) -> None:
    told = life(tmp_path, "", HEAD.replace("JP", "VN"))
    said = refused("compare", told, "--under", "jp@2023-01-01", "--under", "vn@2026-11-01")
    assert said == f"{told}: this life is lived in VN, so the law of JP cannot answer for it: write vn@2023-01-01.\n"
    assert law("compare", told, "--under", "vn@2023-01-01", "--under", "VN@2026-11-01")[0] == Ending.FINE


def test_two_days_of_the_own_law_are_compared(tmp_path: Path) -> None:
    code, said = law("compare", life(tmp_path), "--under", "jp@2015-01-01", "--under", "jp@2026-11-01")
    assert code == Ending.FINE
    assert "jp@2015-01-01 and jp@2026-11-01 part first on" in said


def test_a_law_without_its_day_is_refused(tmp_path: Path) -> None:
    assert refused("position", life(tmp_path), "--under", "jp@") == "'jp@' names no day: write jp@2023-01-01.\n"


def test_a_law_is_compared_with_itself_as_it_changed(tmp_path: Path) -> None:
    code, said = law("compare", life(tmp_path), "--under", "jp", "--under", "jp@2015-01-01")
    assert code == Ending.FINE
    assert "jp and jp@2015-01-01 part first on" in said
    assert refused("compare", life(tmp_path), "--under", "jp", "--under", "JP").startswith("Give --under twice or more")


TRAINEE = """[[event]]
day = 2024-04-01
kind = "entered"
how = "visa"
status = "jp_ssw_1"
until = 2027-03-31
[[event]]
day = 2025-10-31
kind = "contract.ended"
ground = "closure"
"""
FOUR = ("--under", "jp@2026-11-01", "--under", "kr@2026-11-01", "--under", "es@2026-11-01", "--under", "it@2026-11-01")


def test_a_life_is_read_under_four_laws_and_each_parting_names_a_clause_of_both_sides(tmp_path: Path) -> None:
    code, said = law("compare", life(tmp_path, TRAINEE), *FOUR, "--on", "2026-02-01")
    assert code == Ending.FINE
    assert "status jp_ssw_1 -> kr_e9 (or kr_e10)" in said
    parted = [line for line in said.splitlines() if "part first on" in line]
    assert parted[0] == (
        "jp@2026-11-01 and kr@2026-11-01 part first on 2025-11-01, at jp.revoke.three-months, kr.eps.change.apply:"
    )
    assert [line.split(" part ")[0].split(" and ")[1][:2] for line in parted] == ["kr", "es", "it"]


def test_a_program_reads_what_was_carried_and_where_the_laws_part(tmp_path: Path) -> None:
    _, said = law("compare", life(tmp_path, TRAINEE), *FOUR, "--on", "2026-02-01", "--json")
    told = json.loads(said)
    assert [each["country"] for each in told["laws"]] == ["JP", "KR", "ES", "IT"]
    assert told["laws"][0]["carried"] == []
    assert told["laws"][1]["carried"][0]["by"] == "kr_e9"
    assert next((each["left"], each["right"]) for each in told["parted"]) == ("jp@2026-11-01", "kr@2026-11-01")
    assert told["parted"][0]["first"]["clauses"] == ["jp.revoke.three-months", "kr.eps.change.apply"]
    assert told["parted"][0]["differences"]


def test_what_nothing_stands_for_is_said_to_be_asked(tmp_path: Path) -> None:
    told = life(tmp_path, TRAINEE.replace("jp_ssw_1", "jp_long_term_resident"))
    _, said = law("position", told, "--under", "it@2026-11-01")
    assert said.splitlines()[0] == "    to be asked: nothing there stands for status jp_long_term_resident of 2024-04-01"
    assert "入管" not in said, "an Italian police office is no Japanese one"


def test_a_position_abroad_names_no_office_of_japan(tmp_path: Path) -> None:
    told = life(tmp_path, TRAINEE.replace("jp_ssw_1", "kr_e9"), HEAD.replace("JP", "KR"))
    _, said = law("position", told, "--on", "2028-01-01")
    assert "Japan" not in said
    assert "入管" not in said


def test_the_term_map_of_a_day_is_printed_with_the_clauses_behind_it() -> None:
    _, said = law("terms", "--on", "2003-06-01")
    assert "permiso de trabajo" in said
    rows = json.loads(law("terms", "--on", "2026-06-01", "--json")[1])
    assert {row["country"] for row in rows} == {"JP", "KR", "ES", "IT"}
    assert all(row["clauses"] for row in rows)


def test_questions_across_countries_name_every_country() -> None:
    _, said = law("across", "--on", "2026-06-01")
    assert said.count("\n# ") == 4
    for part in said.split("\n# ")[1:]:
        assert [country for country in ("JP", "KR", "ES", "IT") if f"\n{country}  " not in part] == []
    assert law("across", "--on", "1900-01-01")[0] == Ending.FINE
    rows = json.loads(law("across", "--on", "2026-06-01", "--json")[1])
    assert {"question": "silence", "country": "KR", "clause": "kr.eps.reemploy.file", "actor": "employer", "value": ""} in rows
    assert refused("across", "--on", "soon").startswith("'soon' is not a day")


# ------------------------------------------------------------------ which file is wrong, and what to do


@pytest.mark.parametrize(
    ("head", "text", "sentence"),
    [
        (HEAD, PERMIT.replace("jp_engineer", "student"), "status: 'student' is not a word of the list 'status'"),
        (
            HEAD,
            "[[fact]]\nname = 'marryd_to'\nvalue = 'x'\n",
            "nothing that we know is called 'marryd_to'; write one of married_to",
        ),
        (HEAD, "[[event]]\nkind = 'born'\n", "[[event]] born: the day is missing; write day = 2026-06-30, without quotes"),
        (
            HEAD,
            "[[event]]\nday = 2026-01-01T12:00:00\nkind = 'born'\n",
            "write a day without quotes, such as 2026-06-30, not 2026-",
        ),
        (HEAD, "[[event]]\nday = true\nkind = 'born'\n", "write a day without quotes, such as 2026-06-30, not true"),
        (HEAD, "[[event]]\nday = [1]\nkind = 'born'\n", "write a day without quotes, such as 2026-06-30, not a list"),
        (HEAD, "[[event]]\nday = 2026-01-01\n", '[[event]]: kind: write the word of the event in quotes, such as kind = "born"'),
        (HEAD, "[[fact]]\nvalue = 3\n", '[[fact]]: name: write the word of the fact in quotes, such as name = "age"'),
        (HEAD, "[[life]]\nlike = 'main'\n", "[[life]]: the id is missing"),
        (HEAD, "[[life]]\nid = ['a']\n", "id: write a word in quotes, not a list"),
        (HEAD, "[[life]]\nid = 'a'\ndrop = 3\n", "drop: write a list of words"),
        (HEAD, "[[expect.seen]]\nlayer = 'stay'\nstate = 'lawful'\nor = 3\n", "or: write a list"),
        (HEAD, "[[expect.ask]]\nid = 'absences'\nlife = ['a']\n", "no life is called a list; write one of main"),
        (HEAD, "[case]\nid = 'X'\n", "The head stands first and has no brackets; [[fact]], [[event]], [[life]]"),
        ('country = "JP\n', "", "this is not TOML: look at line 1, column 14; words stand in quotes, days do not"),
        ("tags = [", "", "this is not TOML: look at the end of the file; words stand in quotes"),
        ("country = {}\nask_on = 2026-11-22\n", "", "country a table: write one of"),
        ('must_not_say = ["rudeness"]\n' + HEAD, "", "'rudeness' is not a word of the list 'must_not_say'"),
        (HEAD.replace("JP", "PH"), "", "country 'PH': write one of"),
    ],
)
def test_a_wrong_life_is_refused_with_its_file_and_what_to_write(head: str, text: str, sentence: str, tmp_path: Path) -> None:
    path = life(tmp_path, text, head)
    said = refused("position", path)
    assert said.startswith(f"{path}: ")
    assert said.count(str(path)) == 1
    assert sentence in said
    code, checked = law("check", path)
    assert code == Ending.WRONG_USE
    assert checked == said.removesuffix(".\n") + "\n0 of 0 cases agree, 1 could not be read\n"


def test_a_wrong_key_is_refused_with_all_keys_that_could_stand_there(tmp_path: Path) -> None:
    assert refused("position", life(tmp_path, "", HEAD + "case = 3\n")) == (
        f"{tmp_path}/life.toml: the head: 'case' is not a key here; write one of about, ask_on, country, disputable, dispute, "
        "facts_used, id, law_on, must_not_say, tags, text, title.\n"
    )


def test_a_wrong_life_is_named_in_a_comparison_too(tmp_path: Path) -> None:
    path = life(tmp_path, PERMIT.replace("jp_engineer", "student"))
    said = refused("compare", path, "--under", "jp@2015-01-01", "--under", "jp@2026-11-01")
    assert said.startswith(f"{path}: event permit.held on 2026-01-01: status: 'student'")


def test_the_mark_that_some_editors_write_before_the_first_letter_is_no_part_of_a_life(tmp_path: Path) -> None:
    marked = tmp_path / "marked.toml"
    marked.write_bytes(b"\xef\xbb\xbf" + (HEAD + PERMIT).replace("\n", "\r\n").encode())
    assert law("position", marked) == law("position", life(tmp_path, PERMIT))


def test_a_country_without_rules_is_answered_with_all_that_have_some(tmp_path: Path) -> None:
    said = refused("compare", life(tmp_path, PERMIT), "--under", "jp", "--under", "fr")
    assert said == "There are no rules for 'fr' yet: write one of ES, IT, JP, KR, VN.\n"


def test_a_day_far_off_is_said_with_the_row_that_tells_it(tmp_path: Path) -> None:
    path = life(tmp_path, PERMIT.replace("until = 2026-12-31", "until = 9999-12-31"))
    assert refused("position", path) == (
        f"{path}: event permit.held on 2026-01-01: until: 9999-12-31 cannot be meant: write a year between 1900 and 2200.\n"
    )


def test_a_file_that_does_not_open_is_refused_in_our_own_words(tmp_path: Path) -> None:
    latin = tmp_path / "latin.toml"
    latin.write_bytes(HEAD.encode() + LATIN)
    wrong = {
        tmp_path / "missing.toml": "there is no such file; give the path of a TOML file",
        tmp_path: "a folder is named where a file should be",
        latin / "life.toml": "or a file where a folder should be; check the path",
        latin: "line 3 holds letters that are not in UTF-8; save the file as UTF-8 in your editor",
    }
    for path, sentence in wrong.items():
        said = refused("position", path)
        assert said.startswith(f"{path}: ")
        assert sentence in said


# ------------------------------------------------------------------ checking many files


def mixed(folder: Path) -> list[Path]:
    """A folder with a case that agrees between files that cannot be read."""
    broken, latin, strange = (folder / name for name in ("A-broken.toml", "B-latin.toml", "Z-strange.toml"))
    broken.write_text("id = \n")
    latin.write_bytes(LATIN)
    strange.write_text(HEAD + "[[event]]\nday = 2026-01-01\nkind = 'bron'\n")
    shutil.copy(AGREES, folder / "M-agrees.toml")
    (folder / "Y-folder.toml").mkdir()
    return [broken, latin, strange]


def disagreeing(folder: Path) -> Path:
    path = folder / "N-disagrees.toml"
    path.write_text(HEAD + 'id = "N"\n' + PERMIT + "[[expect.seen]]\nlayer = 'stay'\nstate = 'irregular_lapse'\n")
    return path


def test_a_file_that_cannot_be_read_takes_one_line_and_hides_no_other(tmp_path: Path) -> None:
    unreadable = mixed(tmp_path)
    code, said = law("check", tmp_path)
    assert code == Ending.WRONG_USE
    *lines, summary = said.splitlines()
    assert summary == "1 of 1 cases agree, 3 could not be read"
    assert len(lines) == len(unreadable)
    assert all(line.startswith(f"{path}: ") for line, path in zip(lines, unreadable, strict=True))
    assert not RAW.search(said)


def test_what_disagrees_is_counted_apart_from_what_cannot_be_read(tmp_path: Path) -> None:
    disagreeing(tmp_path)
    code, said = law("check", tmp_path, AGREES)
    assert (code, said.splitlines()[-1]) == (Ending.FINDING, "1 of 2 cases agree")
    mixed(tmp_path)
    code, said = law("check", tmp_path, tmp_path / "missing.toml")
    assert (code, said.splitlines()[-1]) == (Ending.WRONG_USE, "1 of 2 cases agree, 4 could not be read")


def test_a_program_is_told_both_counts(tmp_path: Path) -> None:
    unreadable, wrong = mixed(tmp_path), disagreeing(tmp_path)
    code, said = law("check", tmp_path, "--json")
    found = json.loads(said)
    assert code == Ending.WRONG_USE
    assert (found["cases"], found["agree"]) == (2, 1)
    assert (list(found["failing"]), list(found["unreadable"])) == ([str(wrong)], [str(path) for path in unreadable])


def test_a_case_that_is_named_twice_is_checked_once() -> None:
    assert law("check", AGREES, AGREES) == (Ending.FINE, "1 of 1 cases agree\n")


@pytest.mark.slow
def test_every_case_that_we_keep_agrees_and_can_be_told_in_words() -> None:
    code, said = law("check", CASES.parent)  # a sentence that nobody wrote is an error here
    assert code == Ending.FINE, said
    assert re.fullmatch(r"(\d+) of \1 cases agree\n", said)


# ------------------------------------------------------------------ clauses


def test_a_clause_that_nobody_wrote_is_answered_with_ids_near_it_or_with_the_list() -> None:
    assert refused("show", "nope") == "No clause is called 'nope': see `madoguchi law list --country JP`.\n"
    said = refused("show", "jp.leave.departure-oder")
    assert said.startswith("No clause is called 'jp.leave.departure-oder'; near it: ")
    assert CLAUSE in said
    assert CLAUSE in refused("show", "Departure")


def marked(day: dt.date | str) -> tuple[list[str], str]:
    """The versions of a clause that are marked as the one in force on a day, and all that is said."""
    code, said = law("show", CLAUSE, "--on", str(day))
    assert code == Ending.FINE
    return [line.split()[1] for line in said.splitlines() if "<- this one" in line], said


def test_before_the_first_version_none_is_marked_as_the_one_in_force() -> None:
    marks, said = marked("2000-01-01")
    assert marks == []
    assert "on 2000-01-01: not yet" in said
    assert "No version was in force yet on this day: what is said here is the first one." in said


def test_the_version_in_force_on_a_day_is_the_one_that_is_marked() -> None:
    marks, said = marked("2026-11-22")
    assert len(marks) == 1
    assert "No version was in force" not in said


def test_after_the_last_version_none_is_marked_as_the_one_in_force() -> None:
    said = law("show", "vn.fee.cap-2015", "--on", "2026-11-22")[1]
    assert "<- this one" not in said
    assert "No version was in force any more on this day: what is said here is the last one before it." in said


def test_the_list_says_whose_rules_are_read_together() -> None:
    said = law("list", "--on", "2026-11-22")[1]
    assert said.splitlines()[-1].endswith("The rules of VN on sending and return are read together with those of JP.")
    assert law("list", "--country", "VN", "--on", "2026-11-22")[1].splitlines()[-1].endswith("clauses on 2026-11-22.")
