"""The first start: a data folder, a key that only we can read, secrets from files."""

import stat
from pathlib import Path

import pytest

from madoguchi.web import start
from madoguchi.web.terms import KeyMissing, Refused


def test_the_first_start_makes_a_key_that_only_this_user_can_read(tmp_path: Path) -> None:
    data = tmp_path / "house"
    options = start.prepare({"MADOGUCHI_DATA": str(data)})
    assert len(options.key) >= 50
    assert stat.S_IMODE((data / "key").stat().st_mode) == 0o600
    assert stat.S_IMODE(data.stat().st_mode) == 0o700


def test_the_second_start_keeps_the_key(tmp_path: Path) -> None:
    first = start.prepare({"MADOGUCHI_DATA": str(tmp_path)})
    assert start.prepare({"MADOGUCHI_DATA": str(tmp_path)}).key == first.key


def test_reading_the_settings_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyMissing):
        start.load({"MADOGUCHI_DATA": str(tmp_path / "none")})
    assert list(tmp_path.iterdir()) == []


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("f" * 60 + "\n")
    options = start.load({"MADOGUCHI_DATA": str(tmp_path), "MADOGUCHI_KEY_FILE": str(file)})
    assert options.key == "f" * 60


def test_a_secret_given_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Keep one of them"):
        start.load({"MADOGUCHI_KEY": "k" * 60, "MADOGUCHI_KEY_FILE": str(tmp_path)})


def test_a_secret_file_that_is_not_there_is_said_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"MADOGUCHI_KEY_FILE names .*nothing"):
        start.load({"MADOGUCHI_KEY_FILE": str(tmp_path / "nothing")})


def test_a_data_folder_that_cannot_be_made_is_said_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Refused, match="name another folder in MADOGUCHI_DATA"):
        start.prepare({"MADOGUCHI_DATA": str(tmp_path / "file" / "data")})


def test_a_demo_never_shares_its_folder_with_the_real_house() -> None:
    assert start.data_folder({"MADOGUCHI_DEMO": "yes"}) != start.data_folder({})
