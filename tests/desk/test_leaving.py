"""A group goes from one house to another, at two command lines, and its people follow it over HTTP."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyotp
import pytest

from bench.visitor import Visitor, begin, come_back
from madoguchi.desk.codes import Ending
from madoguchi.ground.clock import WallClock
from tests.site import COMMAND, command_environment, madoguchi, running_site

pytestmark = pytest.mark.slow
TEXT = "Tôi cần giúp đỡ."
ADDRESS = "https://other.example"


def typed(*words: str, data: Path, typing: str) -> subprocess.CompletedProcess[str]:
    """A command that asks for something, with what is typed."""
    return subprocess.run(
        [COMMAND, *words],
        env=command_environment(data), input=f"{typing}\n", capture_output=True, text=True, timeout=120, check=False,
        start_new_session=True,
    )  # fmt: skip


def found(pattern: str, text: str) -> str:
    """What a pattern finds."""
    there = re.search(pattern, text)
    assert there, text
    return there[1]


def test_a_group_goes_and_its_people_follow(furnished: Callable[[Path], Path], tmp_path: Path) -> None:
    old, new = furnished(tmp_path / "old" / "data"), furnished(tmp_path / "new" / "data")
    file = tmp_path / "one.group"
    madoguchi("group", "add", "one", "--name", "One", "--languages", "vi", data=old)
    member = madoguchi("member", "add", "one", "somebody", "--may-report", "no", data=old).stdout
    with running_site("serve", old) as address:
        number = begin(address, TEXT, ["one"])[1]
        assert number
        passphrase = _leaves(old, file)
        receipt = _arrives(new, file, passphrase)
        forgotten = madoguchi("group", "forget", "one", receipt, data=old)
        assert "1 conversations are gone, 0 stay" in forgotten.stdout, forgotten.stderr
        there = come_back(address, number)
        assert (ADDRESS in there.page, TEXT in there.page) == (True, False)
    with running_site("serve", new) as address:
        assert TEXT in come_back(address, number).page
        _answers(address, member)
        assert "Chào bạn." in come_back(address, number).page


def _leaves(old: Path, file: Path) -> str:
    told = madoguchi("group", "announce", "one", "--address", ADDRESS, "--on", _today(), data=old)
    assert f"from {_today()} on one answers at {ADDRESS}" in told.stdout, told.stderr
    left = madoguchi("group", "leave", "one", "--to", str(file), data=old)
    assert left.returncode == 0, left.stderr
    assert file.stat().st_mode & 0o077 == 0
    assert not list(file.parent.glob("*.part"))
    content = file.read_bytes()
    assert not any(word in content for word in (b"somebody", b"One", b"help", TEXT.encode()))
    return found(r"Passphrase of the file: +(\S+)", left.stdout)


def _today() -> str:
    return WallClock().today().isoformat()


def _arrives(new: Path, file: Path, passphrase: str) -> str:
    other = typed("group", "arrive", str(file), data=new, typing="aaaa-aaaa-aaaa-aaaa-aaaa")
    assert (other.returncode, "the passphrase is another one" in other.stderr) == (Ending.FINDING, True)
    foreign = file.with_name("foreign")
    foreign.write_bytes(b"PK and so on")
    refused = typed("group", "arrive", str(foreign), data=new, typing=passphrase)
    assert (refused.returncode, "no file of a group" in refused.stderr) == (Ending.FINDING, True)
    # As people type it.
    arrived = typed("group", "arrive", str(file), data=new, typing=passphrase.upper().replace("-", " "))
    assert arrived.returncode == 0, arrived.stderr
    assert "1 members, 1 conversations, 0 of them cases" in arrived.stdout
    return found(r"Receipt for the other house: +(\S+)", arrived.stdout)


def _answers(address: str, member: str) -> None:
    code = pyotp.TOTP(pyotp.parse_uri(found(r"(otpauth://\S+)", member)).secret).now()
    desk = Visitor(address).get("/desk/vi/sign-in")
    fields = {"nickname": "somebody", "passphrase": found(r"Passphrase: +(\S+)", member), "code": code}
    desk.post("/desk/vi/sign-in", fields)
    there = found(r'href="(/desk/vi/talk/[0-9a-f]{32})"', desk.page)
    assert TEXT in desk.get(there).page
    desk.post(there, {"text": "Chào bạn."})
