"""Forget, back up, restore: as an operator would, with right and with wrong input."""

import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bench.visitor import begin, come_back
from madoguchi.desk.codes import Ending
from tests.cleaning import made
from tests.site import madoguchi, running_process

pytestmark = pytest.mark.slow
TEXT = "Tôi cần giúp đỡ."


@pytest.fixture(scope="module")
def lived(furnished: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A house in which somebody has written, and their number."""
    data = furnished(tmp_path_factory.mktemp("house") / "data")
    madoguchi("group", "add", "one", "--name", "One", "--languages", "vi", data=data)
    madoguchi("member", "add", "one", "somebody", data=data)
    with running_process("serve", data) as (address, _):
        number = begin(address, TEXT, ["one"])[1]
    assert number
    return data, number


def test_a_backup_is_proved_and_restored_and_opens_with_the_vault_keys_only(lived: tuple[Path, str], tmp_path: Path) -> None:
    data, number = lived
    file, other = tmp_path / "backup.zip", tmp_path / "other"
    made = madoguchi("backup", str(file), data=data)
    assert made.returncode == 0, made.stderr
    assert file.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(file) as packed:
        assert sorted(packed.namelist()) == ["madoguchi.sqlite3", "manifest.json"]
    proved = madoguchi("restore", "--verify", str(file), data=tmp_path / "nothing")
    assert proved.returncode == 0, proved.stdout + proved.stderr
    assert not (tmp_path / "nothing").exists() or not list((tmp_path / "nothing").glob("*.sqlite3"))

    put = madoguchi("restore", str(file), data=other)
    assert put.returncode == 0, put.stderr
    assert "Vault keys that are not here: 1" in put.stderr
    assert "The house's key is not here" in put.stderr
    with running_process("serve", other) as (address, _):
        assert TEXT not in come_back(address, number).page
    shutil.copytree(data / "vault-keys", other / "vault-keys")
    with running_process("serve", other) as (address, _):
        assert TEXT in come_back(address, number).page


def test_what_was_erased_after_a_backup_does_not_come_back_with_it(lived: tuple[Path, str], tmp_path: Path) -> None:
    data, stays = lived
    file, other = tmp_path / "backup.zip", tmp_path / "other"
    with running_process("serve", data) as (address, _):
        visitor, number = begin(address, "sẽ bị xóa", ["one"])
        photo = visitor.get("/vi/talk/thread").post_files("/vi/talk/thread", {"go": "send", "text": ""}, made.jpeg())
        assert "/vi/talk/file/" in photo.page
        assert madoguchi("backup", str(file), data=data).returncode == 0
        visitor.get("/vi/talk/thread").post("/vi/talk/thread", {"go": "erase"})
        assert "sẽ bị xóa" not in come_back(address, number).page

    without = madoguchi("restore", str(file), data=tmp_path / "without")
    assert "No list of erasures is here" in without.stdout
    shutil.copytree(data / "vault-keys", other / "vault-keys")
    put = madoguchi("restore", str(file), data=other)
    assert "Erasures known here: 1." in put.stdout, put.stdout + put.stderr
    with running_process("serve", other) as (address, _):
        assert "sẽ bị xóa" not in come_back(address, number).page
        assert TEXT in come_back(address, stays).page
    with closing(sqlite3.connect(other / "madoguchi.sqlite3")) as tables:
        assert tables.execute("select count(*) from help_file").fetchone() == (0,)


def test_nothing_is_overwritten(lived: tuple[Path, str], tmp_path: Path) -> None:
    data, _ = lived
    file = tmp_path / "backup.zip"
    assert madoguchi("backup", str(file), data=data).returncode == 0
    again = madoguchi("backup", str(file), data=data)
    assert (again.returncode, "is there already" in again.stderr) == (Ending.WRONG_USE, True)
    over = madoguchi("restore", str(file), data=data)
    assert (over.returncode, "empty data folder" in over.stderr) == (Ending.WRONG_USE, True)


def test_a_damaged_backup_is_found(lived: tuple[Path, str], tmp_path: Path) -> None:
    data, _ = lived
    file, changed = tmp_path / "backup.zip", tmp_path / "changed.zip"
    assert madoguchi("backup", str(file), data=data).returncode == 0
    with zipfile.ZipFile(file) as packed, zipfile.ZipFile(changed, "w") as made:
        tables = tmp_path / "tables"
        tables.write_bytes(packed.read("madoguchi.sqlite3"))
        with closing(sqlite3.connect(tables)) as database:
            database.execute("pragma journal_mode = delete")
            database.execute("delete from help_event")
            database.commit()
        made.write(tables, "madoguchi.sqlite3")
        made.writestr("manifest.json", packed.read("manifest.json"))
    found = madoguchi("restore", "--verify", str(changed), data=data)
    assert found.returncode == Ending.FINDING
    assert "changed or damaged" in found.stderr
    (tmp_path / "none.zip").write_bytes(b"PK but not")
    assert "no backup of ours" in madoguchi("restore", "--verify", str(tmp_path / "none.zip"), data=data).stderr


def test_a_house_on_postgresql_is_sent_to_its_own_tools(tmp_path: Path) -> None:
    said = madoguchi(
        "backup", str(tmp_path / "b.zip"), data=tmp_path, MADOGUCHI_DATABASE="postgresql://a@/b", MADOGUCHI_KEY="k" * 60
    )
    assert said.returncode == Ending.WRONG_USE
    assert "pg_dump" in said.stderr


def test_forget_says_what_it_did(lived: tuple[Path, str]) -> None:
    said = madoguchi("forget", data=lived[0])
    assert said.returncode == 0, said.stderr
    assert "Erased: 0 conversations" in said.stdout
