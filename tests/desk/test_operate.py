"""The operator's commands, run as an operator runs them."""

import socket
import stat
import subprocess
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.site import COMMAND, command_environment, madoguchi, running_site

pytestmark = pytest.mark.slow


def fetch(address: str, path: str = "/no-such-page", **headers: str) -> tuple[int, dict[str, str]]:
    """Status and headers of a page; goes nowhere else when it is sent there."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=10)
    connection.request("GET", path, headers={name.replace("_", "-"): word for name, word in headers.items()})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, dict(answer.headers)


def test_a_demo_serves_on_this_machine_and_says_loudly_that_it_is_one(tmp_path: Path) -> None:
    with running_site("demo", tmp_path / "data") as address:
        status, headers = fetch(address)
    assert status == 404
    assert "Server" not in headers
    assert "Via" not in headers
    assert headers["Cache-Control"] == "no-store"
    assert (tmp_path / "data" / "madoguchi.sqlite3").exists()
    assert stat.S_IMODE((tmp_path / "data" / "key").stat().st_mode) == 0o600


def test_a_taken_port_is_said_with_another_one_to_try(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = madoguchi("demo", "--port", str(port), data=tmp_path)
    assert ended.returncode == 3
    assert f"Port {port} on this machine is taken" in ended.stderr
    assert f"madoguchi demo --port {port + 1}" in ended.stderr


def test_a_demo_is_never_open_to_other_machines(tmp_path: Path) -> None:
    more = {"MADOGUCHI_HOSTS": "window.example", "MADOGUCHI_TLS_PROXY": "127.0.0.1"}
    ended = madoguchi("demo", "--port", "0", data=tmp_path, **more)
    assert ended.returncode == 2
    assert "A demo is for this machine only" in ended.stderr


def test_a_slip_in_a_setting_ends_as_wrong_use_without_a_stack(tmp_path: Path) -> None:
    ended = madoguchi("serve", data=tmp_path, MADOGUCHI_HOST="window.example")
    assert ended.returncode == 2
    assert "Did you mean MADOGUCHI_HOSTS?" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_house_that_others_reach_never_answers_over_an_open_line(tmp_path: Path) -> None:
    more = {"MADOGUCHI_HOSTS": "127.0.0.1,window.example", "MADOGUCHI_TLS_PROXY": "127.0.0.1"}
    with running_site("serve", tmp_path / "data", **more) as address:
        on_open_line, sent_to = fetch(address)
        behind_proxy, headers = fetch(address, X_Forwarded_Proto="https")
    assert (on_open_line, behind_proxy) == (301, 404)
    assert sent_to["Location"].startswith("https://")
    assert sent_to["Cache-Control"] == "no-store"
    assert "max-age" in headers["Strict-Transport-Security"]


def test_the_doctor_says_what_is_ready(tmp_path: Path) -> None:
    with running_site("serve", tmp_path / "data"):
        pass
    ended = madoguchi("doctor", data=tmp_path / "data")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.count("ready  ") == len(ended.stdout.splitlines())


def test_the_doctor_comes_before_the_first_start_too(tmp_path: Path) -> None:
    ended = madoguchi("doctor", data=tmp_path)
    assert ended.returncode == 1
    assert "NOT READY  key: There is no secret key. Run `madoguchi serve` once" in ended.stdout
    assert list(tmp_path.iterdir()) == []


def test_the_doctor_finds_a_key_that_others_can_read(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("k" * 60)
    (tmp_path / "key").chmod(0o644)
    ended = madoguchi("doctor", data=tmp_path)
    assert ended.returncode == 1
    assert "NOT READY  key" in ended.stdout


def test_the_doctor_says_which_folder_it_looked_at_and_that_a_demo_keeps_its_own(tmp_path: Path) -> None:
    home, folders = {"HOME": str(tmp_path), "MADOGUCHI_DATA": ""}, tmp_path / ".local" / "share"
    (folders / "madoguchi-demo").mkdir(parents=True)
    first = madoguchi("doctor", data=tmp_path, **home).stdout.splitlines()[0]
    assert first.startswith(f"NOT READY  data folder: {folders}/madoguchi is not there yet, the first start makes it")
    assert (
        f"the demo, which keeps its own in {folders}/madoguchi-demo; for that one: MADOGUCHI_DEMO=yes madoguchi doctor" in first
    )
    first = madoguchi("doctor", data=tmp_path, **home, MADOGUCHI_DEMO="yes").stdout.splitlines()[0]
    assert first == f"ready      data folder: {folders}/madoguchi-demo (the one of the demo)"
    first = madoguchi("doctor", data=tmp_path).stdout.splitlines()[0]
    assert first == f"ready      data folder: {tmp_path} (named by MADOGUCHI_DATA)"


@pytest.mark.parametrize("words", [["--help"], ["serve", "--help"], ["demo", "--help"], ["doctor", "--help"]])
def test_the_help_says_how_a_command_ends_or_what_can_be_set(words: list[str], tmp_path: Path) -> None:
    ended = madoguchi(*words, data=tmp_path)
    assert ended.returncode == 0
    assert "How a command ends" in ended.stdout or "MADOGUCHI_DATABASE" in ended.stdout


def test_the_rules_need_neither_settings_nor_a_database(tmp_path: Path) -> None:
    ended = subprocess.run(
        [COMMAND, "law", "--help"], env=command_environment(tmp_path), capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0
    assert list(tmp_path.iterdir()) == []
