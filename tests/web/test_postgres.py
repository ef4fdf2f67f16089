"""The house runs on a real PostgreSQL of our own, reached as an operator would name it."""

import os
import pwd
from pathlib import Path
from typing import Any

import psycopg

from tests.site import madoguchi


def test_the_server_is_our_own_and_not_the_one_of_this_machine(postgres: dict[str, Any]) -> None:
    with psycopg.connect(host=postgres["HOST"], user=postgres["USER"], dbname="postgres") as connection:
        row = connection.execute("select current_setting('data_directory'), current_setting('listen_addresses')").fetchone()
    assert row == (f"{postgres['HOST']}/data", "")


def test_the_server_never_runs_as_root(postgres: dict[str, Any]) -> None:
    owner = pwd.getpwuid((Path(postgres["HOST"]) / "data" / "PG_VERSION").stat().st_uid).pw_name
    assert owner != "root"
    assert os.geteuid() != 0 or owner in ("postgres", "nobody")


def test_an_operator_can_use_it_by_one_setting(postgres: dict[str, Any], tmp_path: Path) -> None:
    address = f"postgresql://madoguchi@/postgres?host={postgres['HOST']}"
    ended = madoguchi("doctor", data=tmp_path, MADOGUCHI_DATABASE=address, MADOGUCHI_KEY="k" * 60)
    assert "PostgreSQL" in ended.stdout
    assert "does not answer" not in ended.stdout


def test_a_database_that_does_not_answer_is_said_in_words(tmp_path: Path) -> None:
    address = f"postgresql://madoguchi@/postgres?host={tmp_path}"
    ended = madoguchi("doctor", data=tmp_path, MADOGUCHI_DATABASE=address, MADOGUCHI_KEY="k" * 60)
    assert ended.returncode == 1
    assert "PostgreSQL does not answer" in ended.stdout
